"""One metric over the quarters for at most six governments: every line named at its end, the group's median dotted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

SHAPES = (("circle", "●"), ("square", "■"), ("diamond", "◆"), ("cross", "✚"), ("star", "★"), ("hexagon2", "⬢"))
"""Marker and the sign that names it in the label: lines of one colour are told apart by shape."""
_BOTTOM, _TOP, _ROW = 40, 12, 18


@dataclass(frozen=True)
class Tick:
    """One quarter: `TW I`, `II` …, and the year under it where it begins."""

    words: str
    year: str


@dataclass(frozen=True)
class Line:
    """One government, or the median. values: one a quarter, null where nothing was approved. good: True blue, False orange."""

    name: str
    values: Sequence[float | None]
    hovers: Sequence[str]
    text: str
    """The last value as written."""
    good: bool | None = None


def peer_lines(
    ticks: Sequence[Tick], lines: Sequence[Line], median: Line | None, theme: str, *, height: int = 270, mode: str = "meja"
) -> go.Figure:
    """Lines break where a quarter is missing. Labels at the right are moved apart where values lie close."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    everything = [*lines, *([median] if median else [])]
    low, high = _span([v for line in everything for v in line.values if v is not None])
    labels = [f"{sign} {line.name} {line.text}" for line, (_, sign) in zip(lines, SHAPES, strict=False)]
    right = themes.left_margin([*labels, f"{median.name} {median.text}" if median else ""], mode)
    layout = themes.layout(theme, height, mode=mode, margin=(28, _TOP, right, _BOTTOM))
    layout["xaxis"] |= {"range": [-0.4, len(ticks) - 1 + 0.03 * len(ticks)]}
    layout["yaxis"] |= {"range": [low, high]}
    traces = [_trace(line, SHAPES[n][0], _colour(line, colours)) for n, line in enumerate(lines)]
    if median:
        traces.insert(0, _dotted(median, colours.redup))
    notes = _ends(lines, median, (low, high), height, colours, size)
    layout["annotations"] = [*_ticks(ticks, colours, size), *notes]
    return themes.figure(traces, layout)


def _span(values: Sequence[float]) -> tuple[float, float]:
    """A range with room; a line's length says nothing, so it need not hold zero."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = max((high - low) * 0.1, abs(high) * 0.01, 0.05)
    return low - room, high + room


def _colour(line: Line, colours: themes.Palette) -> str:
    return colours.teks if line.good is None else colours.tingkat["ST" if line.good else "SR"].word


def _trace(line: Line, symbol: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(line.values))), y=list(line.values), mode="lines+markers", connectgaps=False,
        line={"color": colour, "width": 2}, marker={"symbol": symbol, "size": 8, "color": colour, "opacity": 1},
        hovertext=list(line.hovers), hoverinfo="text",
    )  # fmt: skip


def _dotted(line: Line, colour: str) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(line.values))), y=list(line.values), mode="lines", connectgaps=False,
        line={"color": colour, "width": 1.5, "dash": "dot"}, hovertext=list(line.hovers), hoverinfo="text",
    )  # fmt: skip


def _ticks(ticks: Sequence[Tick], colours: themes.Palette, size: themes.Sizes) -> list[dict[str, Any]]:
    font = {"color": colours.redup, "size": size.small}
    written = [f"{t.words}<br>{t.year}" if t.year else t.words for t in ticks]
    return [
        themes.label(place, 0, words, yref="paper", yanchor="top", yshift=-3, font=font) for place, words in enumerate(written)
    ]


def _ends(
    lines: Sequence[Line],
    median: Line | None,
    span: tuple[float, float],
    height: int,
    colours: themes.Palette,
    size: themes.Sizes,
) -> list[dict[str, Any]]:
    """Labels beside the last known values, at least a row apart."""
    told = [
        (last, f"{sign} {line.name} <b>{line.text}</b>", _colour(line, colours))
        for line, (_, sign) in zip(lines, SHAPES, strict=False)
        if (last := _last(line)) is not None
    ]
    if median and (last := _last(median)) is not None:
        told.append((last, f"{median.name} {median.text}", colours.redup))
    inside = height - _TOP - _BOTTOM
    low, high = span
    told.sort(key=lambda item: item[0])
    heights = apart([(value - low) / (high - low) * inside for value, *_ in told], _ROW, inside)
    return [
        themes.label(1, 0, words, xref="paper", yref="paper", xanchor="left", yanchor="middle", xshift=4, yshift=y,
                     font={"color": colour, "size": size.small})
        for y, (_, words, colour) in zip(heights, told, strict=True)
    ]  # fmt: skip


def _last(line: Line) -> float | None:
    return next((v for v in reversed(line.values) if v is not None), None)


def apart(places: Sequence[float], row: float, most: float) -> list[float]:
    """Ascending places moved so that neighbours are at least a row apart, all between 0 and `most` where there is room."""
    found = list(places)
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + row)
    ceiling = max(most, row * (len(found) - 1))
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], ceiling - row * (len(found) - 1 - n))
    return found
