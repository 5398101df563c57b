"""Readiness by agency: a bar for now, an open dot for before the regulation, a dotted box where there is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

ROW, HEAD, RIGHT = 29, 26, 178


@dataclass(frozen=True)
class Ready:
    """One agency: percent now (None: no plan) and before, ready-made texts, and what a click gives back."""

    id: str
    name: str
    now: float | None
    before: float | None
    shown: str
    """`82% 9 / 11`, or that there is no plan."""
    late: str = ""
    """Said in orange after it."""
    hover: str = ""


def readiness(rows: Sequence[Ready], heads: tuple[str, str], theme: str, *, mode: str = "meja") -> go.Figure:
    """First row on top; clicks give `customdata[0]` = Ready.id. heads: what dot and bar mean, said above."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    margin = (themes.left_margin([r.name for r in rows], mode), HEAD, RIGHT, 20)
    layout = themes.layout(theme, HEAD + 20 + ROW * len(rows), mode=mode, margin=margin)
    layout["xaxis"] |= {"range": [0, 101]}
    layout["yaxis"] |= {"range": [-0.5, len(rows) - 0.5]}
    spots = [(row, len(rows) - 1 - place) for place, row in enumerate(rows)]
    layout["annotations"] = [note for row, y in spots for note in _labels(row, y, colours, size)] + _frame(heads, colours, size)
    layout["shapes"] = [_dotted(y, colours) for row, y in spots if row.now is None]
    return themes.figure([_track(spots, colours), _bars(spots, colours), _dots(spots, colours)], layout)


def _track(spots: Sequence[tuple[Ready, int]], colours: themes.Palette) -> go.Bar:
    fill = [colours.panel if row.now is not None else colours.dasar for row, _ in spots]
    return themes.cells(
        [0] * len(spots), [y for _, y in spots], 100, 0.58, fill,
        customdata=[[row.id] for row, _ in spots], hovertext=[row.hover for row, _ in spots],
    )  # fmt: skip


def _bars(spots: Sequence[tuple[Ready, int]], colours: themes.Palette) -> go.Bar:
    filled = [(row, y, row.now) for row, y in spots if row.now is not None]
    return themes.cells(
        [0] * len(filled), [y for _, y, _ in filled], 0, 0.58, [colours.biru] * len(filled), widths=[v for *_, v in filled],
        customdata=[[row.id] for row, *_ in filled], hovertext=[row.hover for row, *_ in filled],
    )  # fmt: skip


def _dots(spots: Sequence[tuple[Ready, int]], colours: themes.Palette) -> go.Scatter:
    known = [(row.before, y) for row, y in spots if row.before is not None and row.now is not None]
    marker = {"size": 11, "color": colours.dasar, "line": {"color": colours.teks, "width": 2}, "opacity": 1}
    return go.Scatter(
        x=[x for x, _ in known], y=[y for _, y in known], mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False,
        unselected={"marker": {"opacity": 1}}, selected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _labels(row: Ready, y: int, colours: themes.Palette, size: themes.Sizes) -> list[dict[str, Any]]:
    orange = colours.tingkat["SR"].word
    late = f' <span style="color:{orange}">{row.late}</span>' if row.late else ""
    name = themes.label(
        0, y, row.name, xref="paper", xanchor="right", xshift=-10, font={"color": colours.teks, "size": size.text}
    )
    if row.now is None:
        said = f"<b>{row.shown}</b>"
        return [name, themes.label(1, y, said, xanchor="left", xshift=4, font={"color": orange, "size": size.small})]
    at = {"xref": "paper", "xanchor": "left", "xshift": 8, "align": "left"}
    return [name, themes.label(1, y, row.shown + late, font={"color": colours.teks, "size": size.small}, **at)]


def _frame(heads: tuple[str, str], colours: themes.Palette, size: themes.Sizes) -> list[dict[str, Any]]:
    """What bar and dot mean above the first row; 0 and 100 below the last."""
    font = {"color": colours.redup, "size": size.small}
    words = f"▬ {heads[1]}   ○ {heads[0]}" if heads[0] else f"▬ {heads[1]}"
    top = themes.label(0, 1, words, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=4, font=font)
    ends = [
        themes.label(x, 0, f"{x}%", yref="paper", yanchor="top", yshift=-2, xanchor=anchor, font=font)
        for x, anchor in ((0, "left"), (100, "right"))
    ]
    return [top, *ends]


def _dotted(y: int, colours: themes.Palette) -> dict[str, Any]:
    line = {"color": colours.tingkat["SR"].fill, "width": 1.3, "dash": "dot"}
    return {"type": "rect", "x0": 0, "x1": 100, "y0": y - 0.29, "y1": y + 0.29, "line": line, "fillcolor": "rgba(0,0,0,0)"}
