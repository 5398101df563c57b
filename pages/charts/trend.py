"""Eight quarters of one figure as a line: last value labelled, missing quarters said, one line to hold it against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes


@dataclass(frozen=True)
class Point:
    """One quarter: tick text (`TW I`, `II` …), year under it where it begins, the value and its text."""

    tick: str
    year: str
    value: float | None
    text: str
    hover: str = ""


def trend(
    points: Sequence[Point],
    theme: str,
    *,
    cut: tuple[float, str] | None = None,
    missing: str = "",
    height: int = 186,
    mode: str = "meja",
) -> go.Figure:
    """The line; a quarter without a value breaks it and says `missing`. cut: (value, words) of the reference line."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    known = [p.value for p in points if p.value is not None]
    low, high = _span([*known, *([cut[0]] if cut else [])])
    right = themes.left_margin([cut[1] if cut else "", *(f"{p.text}  " for p in points)], mode) + 10
    layout = themes.layout(theme, height, mode=mode, margin=(24, 8, right, 36))
    layout["xaxis"] |= {"range": [-0.35, len(points) - 0.65]}
    layout["yaxis"] |= {"range": [low, high]}
    layout["annotations"] = _labels(points, colours, size, low, missing)
    if cut:
        layout["annotations"].append(
            themes.label(1, cut[0], cut[1], xref="paper", xanchor="left", xshift=4, font=_font(colours.redup, size.small))
        )
        layout["shapes"] = [_reference(cut[0], colours.garis)]
    return themes.figure([_line(points, colours)], layout)


def _span(values: Sequence[float]) -> tuple[float, float]:
    """A range with room for the labels; it need not hold zero, since a line's length says nothing."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = max((high - low) * 0.22, abs(high) * 0.02, 0.5)
    return low - room, high + room


def _line(points: Sequence[Point], colours: themes.Palette) -> go.Scatter:
    last = max((place for place, p in enumerate(points) if p.value is not None), default=-1)
    return go.Scatter(
        x=list(range(len(points))), y=[p.value for p in points], mode="lines+markers", connectgaps=False,
        line={"color": colours.biru, "width": 2.5},
        marker={"size": [12 if place == last else 6 for place in range(len(points))], "color": colours.biru, "opacity": 1},
        hovertext=[p.hover or p.text for p in points], hoverinfo="text",
    )  # fmt: skip


def _labels(
    points: Sequence[Point], colours: themes.Palette, size: themes.Sizes, low: float, missing: str
) -> list[dict[str, Any]]:
    small, found = _font(colours.redup, size.small), []
    known = [place for place, p in enumerate(points) if p.value is not None]
    for place, point in enumerate(points):
        tick = f"{point.tick}<br>{point.year}" if point.year else point.tick
        found.append(themes.label(place, 0, tick, yref="paper", yanchor="top", yshift=-3, font=small))
        if point.value is None and missing:
            found.append(themes.label(place, low, missing, yanchor="bottom", yshift=4, font=small, bordercolor=colours.garis))
    if known:
        first, last = known[0], known[-1]
        strong = _font(colours.teks, size.strong)
        found.append(
            themes.label(last, points[last].value or 0, f"<b>{points[last].text}</b>", xanchor="left", xshift=12, font=strong)
        )
        if first != last:
            found.append(themes.label(first, points[first].value or 0, points[first].text, yshift=14, font=small))
    return found


def _font(colour: str, size: int) -> dict[str, Any]:
    return {"color": colour, "size": size}


def _reference(value: float, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": value, "y1": value, "line": {"color": colour, "dash": "dot"}}
