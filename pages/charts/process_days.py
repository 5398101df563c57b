"""Processes before and after: an open dot for then, a filled one for now, on an axis of days from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

ROW, RIGHT, LEFT = 40, 196, 250


@dataclass(frozen=True)
class Row:
    """One process: values then and now (either may be missing), and texts for the left, the right and the hover."""

    id: str
    name: str
    below: str
    then: float | None
    now: float | None
    shown: str
    loud: str = ""
    """Said in orange: it became slower."""
    hover: str = ""


def process_days(rows: Sequence[Row], unit: str, theme: str, *, mode: str = "meja") -> go.Figure:
    """First row on top; clicks give `customdata[0]` = Row.id. unit: written at the axis' end (`hari`)."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    values = [v for r in rows for v in (r.then, r.now) if v is not None]
    top = max(values, default=1.0) or 1.0
    layout = themes.layout(theme, 30 + ROW * max(len(rows), 1), mode=mode, margin=(LEFT, 2, RIGHT, 28))
    layout["xaxis"] |= {"range": [-0.02 * top, top * 1.04]}
    layout["yaxis"] |= {"range": [-0.6, len(rows) - 0.4]}
    y = [len(rows) - 1 - place for place in range(len(rows))]
    ticks = _ticks(top)
    layout["shapes"] = [_grid(tick, colours.kisi) for tick in ticks]
    layout["annotations"] = [
        *_axis(ticks, unit, colours.redup, size.small),
        *(note for row, place in zip(rows, y, strict=True) for note in _labels(row, place, colours, size)),
    ]
    return themes.figure([_links(rows, y, colours), _then(rows, y, colours), _now(rows, y, colours)], layout)


def _ticks(top: float) -> list[int]:
    """Whole steps of 1, 2, 5 or 10 and their tens: at most six marks from zero."""
    step = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if top / n <= 6), 1000)
    return list(range(0, int(top) + 1, step))


def _grid(x: float, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"color": colour}}


def _axis(ticks: Sequence[int], unit: str, colour: str, size: int) -> list[dict[str, Any]]:
    font = {"color": colour, "size": size}
    last = ticks[-1] if ticks else 0
    return [
        themes.label(n, 0, f"{n} {unit}" if n == last else str(n), yref="paper", yanchor="top", yshift=-4, font=font)
        for n in ticks
    ]


def _labels(row: Row, y: int, colours: themes.Palette, size: themes.Sizes) -> list[dict[str, Any]]:
    left: dict[str, Any] = {"xref": "paper", "xanchor": "right", "xshift": -10, "align": "right"}
    right: dict[str, Any] = {"xref": "paper", "xanchor": "left", "xshift": 10, "align": "left"}
    name = f'{row.name}<br><span style="color:{colours.redup};font-size:11px">{row.below}</span>'
    loud = f'<br><b><span style="color:{colours.tingkat["SR"].word}">{row.loud}</span></b>' if row.loud else ""
    font = {"color": colours.teks, "size": size.small}
    return [themes.label(0, y, name, font=font, **left), themes.label(1, y, row.shown + loud, font=font, **right)]


def _links(rows: Sequence[Row], y: Sequence[int], colours: themes.Palette) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, place in zip(rows, y, strict=True):
        if row.then is not None and row.now is not None:
            xs += [row.then, row.now, None]
            ys += [place, place, None]
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": colours.garis, "width": 4}, hoverinfo="skip")


def _then(rows: Sequence[Row], y: Sequence[int], colours: themes.Palette) -> go.Scatter:
    known = [(r, place) for r, place in zip(rows, y, strict=True) if r.then is not None]
    marker = {"size": 11, "color": colours.dasar, "line": {"color": colours.redup, "width": 2}, "opacity": 1}
    return _dots([(r.then, place, r) for r, place in known], marker)


def _now(rows: Sequence[Row], y: Sequence[int], colours: themes.Palette) -> go.Scatter:
    known = [(r, place) for r, place in zip(rows, y, strict=True) if r.now is not None]
    fills = [colours.tingkat["SR"].fill if r.loud else colours.biru for r, _ in known]
    marker = {"size": 15, "color": fills, "line": {"color": fills, "width": 1}, "opacity": 1}
    return _dots([(r.now, place, r) for r, place in known], marker)


def _dots(found: Sequence[tuple[float | None, int, Row]], marker: dict[str, Any]) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _, _ in found], y=[place for _, place, _ in found], mode="markers", marker=marker,
        customdata=[[r.id] for _, _, r in found], hovertext=[r.hover for _, _, r in found], hoverinfo="text",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
