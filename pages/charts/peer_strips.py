"""Small multiples of a peer group: per metric every government a dot on a line, the chosen ones named beside their mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

WIDTH = 540
"""Pixels of a strip on the narrowest screen that labels are fitted for."""
_TITLE, _MEDIAN, _ROW, _HALF, _FOOT, _GAP = 20, 18, 17, 20, 6, 16
_EDGE = 0.09
"""Part of the axis left free at either end, for the labels of the smallest and the largest."""


@dataclass(frozen=True)
class Dot:
    """One government: value, and what the pointer reads."""

    value: float
    hover: str


@dataclass(frozen=True)
class Mark:
    """A chosen government. good: True blue, False orange, None neither."""

    name: str
    value: float
    text: str
    good: bool | None
    hover: str


@dataclass(frozen=True)
class Strip:
    """One metric. median: value and words; missing: said in place of the strip where nobody has a figure."""

    title: str
    dots: Sequence[Dot]
    marks: Sequence[Mark]
    ends: tuple[str, str] = ("", "")
    """Texts of the smallest and the largest value."""
    median: tuple[float, str] | None = None
    missing: str = ""


@dataclass(frozen=True)
class _Panel:
    """Where a strip stands: its axes' number, pixels of its height, of labels above and below, and the values of its axis."""

    number: int
    height: int
    above: int
    below: int
    span: tuple[float, float]

    @property
    def line(self) -> int:
        """Height of the line of dots above the panel's foot, in pixels."""
        return _FOOT + _ROW * self.below + _HALF

    def axis(self, letter: str) -> str:
        """`x`, `x2` … as traces name them."""
        return letter + (str(self.number) if self.number > 1 else "")


def peer_strips(strips: Sequence[Strip], theme: str, *, mode: str = "meja", columns: int = 2) -> go.Figure:
    """The strips in so many columns, row by row. Axes are linear; a strip shows differences, so it need not begin at zero."""
    columns = min(columns, max(len(strips), 1))
    placed = [_levels(strip) for strip in strips]
    above, below = max((p[1] for p in placed), default=0), max((p[2] for p in placed), default=0)
    height = _TITLE + _MEDIAN + _ROW * (above + below) + 2 * _HALF + _FOOT
    rows = -(-len(strips) // columns)
    total = max(rows * height + (rows - 1) * _GAP, height)
    layout = themes.layout(theme, total, mode=mode)
    layout |= {"annotations": [], "shapes": []}
    traces: list[Any] = []
    for number, (strip, (levels, *_)) in enumerate(zip(strips, placed, strict=True), 1):
        panel = _Panel(number, height, above, below, _span(strip))
        row, column = divmod(number - 1, columns)
        layout |= _axes(layout, panel, (column, columns), 1 - row * (height + _GAP) / total, height / total)
        traces += _traces(strip, panel, theme)
        _write(layout, strip, panel, levels, theme, mode)
    return themes.figure(traces, layout)


def _span(strip: Strip) -> tuple[float, float]:
    values = [d.value for d in strip.dots] or [0.0]
    low, high = min(values), max(values)
    room = (high - low) * _EDGE / (1 - 2 * _EDGE) or max(abs(high) * 0.1, 0.5)
    return low - room, high + room


def _axes(layout: dict[str, Any], panel: _Panel, place: tuple[int, int], top: float, share: float) -> dict[str, Any]:
    column, columns = place
    wide = (1 - 0.04 * (columns - 1)) / columns
    left = column * (wide + 0.04)
    plain = {key: value for key, value in layout["xaxis"].items() if key not in ("range", "domain", "anchor")}
    name = "" if panel.number == 1 else str(panel.number)
    return {
        f"xaxis{name}": plain | {"range": list(panel.span), "domain": [left, min(left + wide, 1)], "anchor": panel.axis("y")},
        # One unit is one pixel: labels and dots are placed by hand.
        f"yaxis{name}": plain | {"range": [0, panel.height], "domain": [max(top - share, 0), top], "anchor": panel.axis("x")},
    }


def _traces(strip: Strip, panel: _Panel, theme: str) -> list[go.Scatter]:
    colours = themes.palette(theme)
    axes = {"xaxis": panel.axis("x"), "yaxis": panel.axis("y")}
    crowd = go.Scatter(
        x=[d.value for d in strip.dots], y=_piled(strip, panel), mode="markers", hoverinfo="text",
        hovertext=[d.hover for d in strip.dots],
        marker={"size": 6, "color": colours.panel, "opacity": 1, "line": {"color": colours.redup, "width": 1}}, **axes,
    )  # fmt: skip
    steps = [_step(mark, theme) for mark in strip.marks]
    chosen = go.Scatter(
        x=[m.value for m in strip.marks], y=[panel.line] * len(strip.marks), mode="markers", hoverinfo="text",
        hovertext=[m.hover for m in strip.marks],
        marker={"size": 13, "color": steps, "opacity": 1, "line": {"color": colours.dasar, "width": 1.5}}, **axes,
    )  # fmt: skip
    return [crowd, chosen]


def _step(mark: Mark, theme: str) -> str:
    colours = themes.palette(theme)
    return colours.teks if mark.good is None else colours.tingkat["ST" if mark.good else "SR"].word


def _piled(strip: Strip, panel: _Panel) -> list[float]:
    """Heights that keep dots of like values apart: up and down from the line in turn, closer together where many lie."""
    low, high = panel.span
    bins = [round((d.value - low) / (high - low) * WIDTH / 7) for d in strip.dots]
    most = max((bins.count(b) for b in set(bins)), default=1)
    step = min(6.0, 2 * (_HALF - 3) / most)
    seen: dict[int, int] = {}
    heights = []
    for b in bins:
        n = seen[b] = seen.get(b, 0) + 1
        heights.append(round(panel.line + (n // 2) * step * (1 if n % 2 else -1), 1))
    return heights


def _levels(strip: Strip) -> tuple[list[int], int, int]:
    """Per mark the row of its label (1, 2 … above the dots, −1, −2 … below), and how many rows are needed above and below."""
    low, high = _span(strip)
    taken: dict[int, list[tuple[float, float]]] = {}
    levels = [0] * len(strip.marks)
    for place in sorted(range(len(strip.marks)), key=lambda n: strip.marks[n].value):
        mark = strip.marks[place]
        at, wide = (mark.value - low) / (high - low) * WIDTH, _width(mark)
        left = min(max(at - wide / 2, 0), max(WIDTH - wide, 0))
        own = (left, left + wide + 14)
        rows = (sign * n for n in range(1, len(strip.marks) + 1) for sign in (1, -1))
        levels[place] = next(row for row in rows if all(own[1] <= a or own[0] >= b for a, b in taken.get(row, [])))
        taken.setdefault(levels[place], []).append(own)
    return levels, max([*levels, 0]), -min([*levels, 0])


def _width(mark: Mark) -> float:
    return len(f"{mark.name} {mark.text}") * 0.54 * themes.sizes().small + 4


def _write(layout: dict[str, Any], strip: Strip, panel: _Panel, levels: Sequence[int], theme: str, mode: str) -> None:
    colours, size = themes.palette(theme), themes.sizes(mode)
    low, high = panel.span
    axes = {"xref": panel.axis("x"), "yref": panel.axis("y")}
    quiet, notes, shapes = {"color": colours.redup, "size": size.small}, layout["annotations"], layout["shapes"]
    title = f"<b>{strip.title}</b>"
    notes.append(
        themes.label(
            low, panel.height, title, xanchor="left", yanchor="top", font={"color": colours.teks, "size": size.text}, **axes
        )
    )
    if not strip.dots:
        notes.append(themes.label((low + high) / 2, panel.line, strip.missing, font=quiet, bordercolor=colours.garis, **axes))
        return
    shapes.append(_rule((low, panel.line), (high, panel.line), colours.kisi, axes))
    if strip.median:
        at, words = strip.median
        top = panel.height - _TITLE - _MEDIAN
        shapes.append(_rule((at, _FOOT), (at, top), colours.redup, axes, dash="dot"))
        notes.append(
            themes.label(at, top, words, yanchor="bottom", xanchor=_anchor(at, panel, len(words) * 6), font=quiet, **axes)
        )
    for at, words, side, shift in ((_end(strip, min), strip.ends[0], "right", -9), (_end(strip, max), strip.ends[1], "left", 9)):
        notes.append(themes.label(at, panel.line, words, xanchor=side, xshift=shift, font=quiet, **axes))
    for mark, level in zip(strip.marks, levels, strict=True):
        offset = _HALF + _ROW * (abs(level) - 0.5)
        y = panel.line + (offset if level > 0 else -offset)
        shapes.append(_rule((mark.value, panel.line), (mark.value, y), colours.garis, axes))
        said = f'{mark.name} <b style="color:{_step(mark, theme)}">{mark.text}</b>'
        font = {"color": colours.teks, "size": size.small}
        anchor = _anchor(mark.value, panel, _width(mark))
        notes.append(themes.label(mark.value, y, said, xanchor=anchor, bgcolor=colours.dasar, borderpad=0, font=font, **axes))


def _end(strip: Strip, which: Any) -> float:
    return float(which(d.value for d in strip.dots))


def _anchor(value: float, panel: _Panel, wide: float) -> str:
    """Beside the edges of the panel a label leans inward."""
    low, high = panel.span
    at = (value - low) / (high - low) * WIDTH
    return "left" if at < wide / 2 else "right" if at > WIDTH - wide / 2 else "center"


def _rule(
    start: tuple[float, float], end: tuple[float, float], colour: str, axes: dict[str, str], dash: str = "solid"
) -> dict[str, Any]:
    place = dict(zip(("x0", "y0", "x1", "y1"), (*start, *end), strict=True))
    return {"type": "line", "layer": "below", "line": {"color": colour, "width": 1, "dash": dash}, **place, **axes}
