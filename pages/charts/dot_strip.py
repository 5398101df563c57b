"""Every government one dot, stacked where values meet: how they lie, where the middle is, and the place of one of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.swatches import Swatch

HEIGHT, TOP, BOTTOM, WIDE = 250, 62, 26, 376
STACKS = 60
"""At most about so many stacks side by side: one per point of value where the values lie within so many points."""


@dataclass(frozen=True)
class Dot:
    """One government."""

    id: str
    value: float
    swatch: Swatch
    hover: str


@dataclass(frozen=True)
class Line:
    """A value marked by a line, with its words."""

    value: float
    words: str


def bin_width(values: Sequence[float], whole: bool = True) -> float:
    """How wide a stack is: a point of value, less where all values lie close together, more where they lie far apart.

    whole: values are percentages, so a stack is a point where that parts them well.
    """
    span = max(values) - min(values) if values else 0.0
    if whole and 12 <= span <= STACKS * 1.7:
        return 1.0
    # Few governments in many stacks would never meet.
    rough = span / min(STACKS, max(16.0, 3 * math.sqrt(len(values))))
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= rough * 0.999)


def stacked(values: Sequence[float], width: float) -> list[tuple[float, int]]:
    """For each value the middle of its stack and its place in it, from 0."""
    seen: Counter[int] = Counter()
    found = []
    for value in values:
        stack = math.floor(value / width + 1e-9)
        found.append(((stack + 0.5) * width, seen[stack]))
        seen[stack] += 1
    return found


def dot_strip(
    dots: Sequence[Dot], theme: str, ticks: Sequence[tuple[float, str]], *, whole: bool = True, middle: Line | None = None,
    chosen: Line | None = None,
) -> go.Figure:  # fmt: skip
    """dots: in the order of their values. ticks: (value, words). A click gives `customdata[0]` = the government's code."""
    p, width = themes.palette(theme), bin_width([d.value for d in dots], whole)
    places = stacked([d.value for d in dots], width)
    low, high = _span([x for x, _ in places], width)
    tallest = max((n for _, n in places), default=0) + 1
    levels = max(tallest, 12)
    layout = themes.layout(theme, HEIGHT, margin=(6, TOP, 6, BOTTOM))
    layout["xaxis"] |= {"range": [low, high]}
    layout["yaxis"] |= {"range": [-0.2, levels]}
    font = {"color": p.redup, "size": 11}
    layout["annotations"] = [
        themes.label(x, 0, words, yref="paper", yanchor="top", yshift=-4, font=font) for x, words in ticks if low <= x <= high
    ]
    size = min((WIDE * width) / (high - low), (HEIGHT - TOP - BOTTOM) / levels, 9.0)
    layout["shapes"] = [{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": -0.2, "y1": -0.2, "line": {"color": p.garis}}]
    for line, height, strong in ((middle, 20, False), (chosen, 44, True)):
        if line is not None:
            beside = chosen.value - line.value if chosen is not None and not strong else 0.0
            layout["annotations"].append(_said(line, height, (low, high), p, strong, beside))
            layout["shapes"].append(_upright(line.value, height, p.teks if strong else p.redup, strong))
    return themes.figure([_points(dots, places, max(size, 3.0))], layout)


def _points(dots: Sequence[Dot], places: Sequence[tuple[float, int]], size: float) -> go.Scatter:
    line = {"color": [d.swatch.outline for d in dots], "width": 0.8 if size >= 5 else 0}
    return go.Scatter(
        x=[x for x, _ in places], y=[n + 0.4 for _, n in places], mode="markers",
        marker={"size": size, "color": [d.swatch.fill for d in dots], "opacity": 1, "line": line},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        customdata=[[d.id] for d in dots], hovertext=[d.hover for d in dots], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _span(xs: Sequence[float], width: float) -> tuple[float, float]:
    if not xs:
        return 0.0, 1.0
    room = max((max(xs) - min(xs)) * 0.04, 2 * width, 0.0)
    return min(xs) - room, max(xs) + room


def _said(
    line: Line, height: int, span: tuple[float, float], p: themes.Palette, strong: bool, beside: float
) -> dict[str, Any]:  # fmt: skip
    """The words above the dots, on the side where there is room; beside: where the other line, which must not cross them, is."""
    share = (line.value - span[0]) / (span[1] - span[0])
    anchor = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    if beside:
        anchor = "right" if beside > 0 else "left"
        anchor = "left" if share < 0.3 else "right" if share > 0.7 else anchor
    font = {"color": p.teks if strong else p.redup, "size": 13}
    x = min(max(line.value, span[0]), span[1])
    shift = {"left": 3, "right": -3, "center": 0}[anchor] if beside else 0
    return themes.label(x, 1, line.words, yref="paper", xanchor=anchor, yanchor="middle", yshift=height, xshift=shift, font=font)


def _upright(value: float, height: int, colour: str, strong: bool) -> dict[str, Any]:
    inner = HEIGHT - TOP - BOTTOM
    place = {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1 + (height - 11) / inner}
    return place | {"line": {"color": colour, "width": 2 if strong else 1.5}}
