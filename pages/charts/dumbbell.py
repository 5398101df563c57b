"""Dumbbell: the lowest agencies, then (open) and now (filled), between the cut lines of a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.steps import Scale

RIGHT = 150
"""Pixels for value, symbol and word at the right."""


@dataclass(frozen=True)
class Row:
    """One agency: short name, both values (percent), ready-made texts, and what a click gives back."""

    id: str
    name: str
    now: float
    then: float | None
    value: str
    word: str
    hover: str


def dumbbell(rows: Sequence[Row], scale: Scale, words: dict[str, str], theme: str, *, mode: str = "meja") -> go.Figure:
    """One line per row, first row on top; clicking gives `customdata[0]` = Row.id. words: step code → word of the scale."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    left = min([40.0, *(v for r in rows for v in (r.now, r.then) if v is not None)]) - 3
    right = max([100.0, *(r.now for r in rows)]) + 2
    y = [len(rows) - 1 - place for place in range(len(rows))]
    margin = (themes.left_margin([r.name for r in rows], mode), 34, RIGHT, 26)
    layout = themes.layout(theme, 60 + 42 * len(rows), mode=mode, margin=margin)
    layout["xaxis"] |= {"range": [left, right]}
    layout["yaxis"] |= {"range": [-0.6, len(rows) - 0.4]}
    layout["shapes"] = [_cut(cut, colours.kisi) for cut in scale.cuts if left < cut < right]
    layout["annotations"] = [
        *_scale_labels(scale, words, (left, right), colours.redup, size.small),
        *(_name(r, place, colours.teks, size.text) for r, place in zip(rows, y, strict=True)),
        *(_value(r, place, scale, theme, size) for r, place in zip(rows, y, strict=True)),
    ]
    return themes.figure([_links(rows, y, colours), _then(rows, y, colours), _now(rows, y, scale, theme)], layout)


def _links(rows: Sequence[Row], y: Sequence[int], colours: themes.Palette) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, place in zip(rows, y, strict=True):
        if row.then is not None:
            xs += [row.then, row.now, None]
            ys += [place, place, None]
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": colours.garis, "width": 4}, hoverinfo="skip")


def _then(rows: Sequence[Row], y: Sequence[int], colours: themes.Palette) -> go.Scatter:
    known = [(r.then, place) for r, place in zip(rows, y, strict=True) if r.then is not None]
    marker = {"size": 10, "color": colours.dasar, "line": {"color": colours.redup, "width": 2}, "opacity": 1}
    return go.Scatter(x=[x for x, _ in known], y=[place for _, place in known], mode="markers", marker=marker, hoverinfo="skip")


def _now(rows: Sequence[Row], y: Sequence[int], scale: Scale, theme: str) -> go.Scatter:
    steps = [themes.palette(theme).tingkat[scale.step(r.now) or "SR"] for r in rows]
    marker = {
        "size": 18, "opacity": 1, "color": [s.fill for s in steps], "line": {"color": [s.word for s in steps], "width": 1.5},
    }  # fmt: skip
    return go.Scatter(
        x=[r.now for r in rows], y=list(y), mode="markers", marker=marker, customdata=[[r.id] for r in rows],
        hovertext=[r.hover for r in rows], hoverinfo="text",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _cut(cut: float, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": cut, "x1": cut, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"color": colour}}


def _scale_labels(scale: Scale, words: dict[str, str], span: tuple[float, float], colour: str, size: int) -> list[dict[str, Any]]:
    left, right = span
    bounds = [(code, max(low, left)) for code, low in reversed(scale.bounds)]
    edges = [low for _, low in bounds] + [right]
    font = {"color": colour, "size": size}
    names = [
        themes.label((low + high) / 2, 1, words[code], yref="paper", yanchor="bottom", yshift=6, font=font)
        for (code, low), high in zip(bounds, edges[1:], strict=True)
        if high - low > 6
    ]
    cuts = [c for c in scale.cuts if left < c < right]
    marks = [themes.label(c, 0, f"{c:g}", yref="paper", yanchor="top", yshift=-4, font=font) for c in cuts]
    return names + marks


def _name(row: Row, place: int, colour: str, size: int) -> dict[str, Any]:
    font = {"color": colour, "size": size}
    return themes.label(0, place, row.name, xref="paper", xanchor="right", xshift=-10, font=font)


def _value(row: Row, place: int, scale: Scale, theme: str, size: themes.Sizes) -> dict[str, Any]:
    step = scale.step(row.now) or "SR"
    colours = themes.palette(theme)
    said = f'<b>{row.value}</b> <span style="color:{colours.tingkat[step].word}">{themes.SYMBOLS[step]} {row.word}</span>'
    font = {"color": colours.teks, "size": size.text}
    return themes.label(1, place, said, xref="paper", xanchor="left", xshift=12, font=font)
