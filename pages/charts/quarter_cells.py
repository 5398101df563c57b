"""Places × quarters with a word in every cell: calm where all is well, loud where something is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

GAP = 0.04
TALL, LOW, FEW = 40, 29, 12
"""Pixels of a row: of few rows, of many, and how many are few."""


@dataclass(frozen=True)
class Cell:
    """The words of a cell, its look (see `looks`) and what its hover says. look None: nothing is due, drawn dotted."""

    words: str
    look: str | None
    hover: str


@dataclass(frozen=True)
class Row:
    """A place: its id, its name, one cell per quarter, oldest first, and what stands at the right (bold part, rest)."""

    id: str
    name: str
    cells: Sequence[Cell]
    total: tuple[str, str]


def looks(theme: str) -> Mapping[str, tuple[str, str, str]]:
    """look → fill, outline, ink: states of a government, and the five steps of a scale."""
    p = themes.palette(theme)
    steps = {code: (s.fill, s.word if code in themes.PALE else s.fill, s.on_fill) for code, s in p.tingkat.items()}
    calm = p.urut[1]
    return steps | {
        "tenang": (calm, calm, p.teks),
        "garis": (p.dasar, p.tingkat["ST"].word, p.tingkat["ST"].word),
        "perlu": (p.tingkat["R"].fill, p.tingkat["R"].fill, p.tingkat["R"].on_fill),
        "keras": (p.tingkat["SR"].fill, p.tingkat["SR"].fill, p.tingkat["SR"].on_fill),
        "nanti": (p.dasar, p.tingkat["SR"].word, p.tingkat["SR"].word),
        "draf": (p.dasar, p.tingkat["R"].word, p.tingkat["R"].word),
    }


def quarter_cells(
    rows: Sequence[Row], heads: Sequence[tuple[str, str]], total: str, theme: str, *, chosen: Sequence[str] = ()
) -> go.Figure:
    """First row on top. heads: (as written, id) of each quarter, the last one bold; total: heading of the right column.

    chosen: ids of rows whose names are bold. A click gives `customdata` = [id of the row, id of the quarter].
    """
    p, row = themes.palette(theme), TALL if len(rows) <= FEW else LOW
    margin = (themes.left_margin([r.name for r in rows]) + 6, 30, 92, 4)
    layout = themes.layout(theme, 34 + row * max(len(rows), 1), margin=margin)
    layout["xaxis"] |= {"range": [0, len(heads)]}
    layout["yaxis"] |= {"range": [-0.5, len(rows) - 0.5]}
    spots = [(one, len(rows) - 1 - place) for place, one in enumerate(rows)]
    layout["annotations"] = [*_heads(heads, total, p), *(note for one, y in spots for note in _notes(one, y, chosen, theme))]
    layout["shapes"] = [_dotted(x, y, p.redup) for one, y in spots for x, c in enumerate(one.cells) if c.look is None]
    return themes.figure([_bars(spots, heads, theme)], layout)


def _bars(spots: Sequence[tuple[Row, int]], heads: Sequence[tuple[str, str]], theme: str) -> go.Bar:
    known, paper = looks(theme), themes.palette(theme).dasar
    flat = [(one, y, x, cell, known[cell.look] if cell.look else (paper, paper, ""))
            for one, y in spots for x, cell in enumerate(one.cells)]  # fmt: skip
    return themes.cells(
        [x + GAP / 2 for _, _, x, _, _ in flat],
        [y for _, y, _, _, _ in flat],
        1 - GAP,
        1 - 2 * GAP,
        [look[0] for *_, look in flat],
        outline=[look[1] for *_, look in flat],
        customdata=[[one.id, heads[x][1]] for one, _, x, _, _ in flat],
        hovertext=[cell.hover for _, _, _, cell, _ in flat],
    )


def _notes(row: Row, y: int, chosen: Sequence[str], theme: str) -> list[dict[str, Any]]:
    p, known = themes.palette(theme), looks(theme)
    name = f"<b>{row.name}</b>" if row.id in chosen else row.name
    bold, rest = row.total
    return [
        themes.label(0, y, name, xref="paper", xanchor="right", xshift=-10, font={"color": p.teks, "size": 12}),
        themes.label(1, y, f"<b>{bold}</b>{rest}", xref="paper", xanchor="left", xshift=14, font={"color": p.teks, "size": 12}),
        *(
            themes.label(x + 0.5, y, c.words, font={"color": known[c.look][2] if c.look else p.redup, "size": 12})
            for x, c in enumerate(row.cells)
        ),
    ]


def _heads(heads: Sequence[tuple[str, str]], total: str, p: themes.Palette) -> list[dict[str, Any]]:
    at: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "yshift": 4}
    found = []
    for x, (words, _) in enumerate(heads):
        last = x == len(heads) - 1
        font = {"color": p.teks if last else p.redup, "size": 12}
        found.append(themes.label(x + 0.5, 1, f"<b>{words}</b>" if last else words, font=font, **at))
    right: dict[str, Any] = {"xref": "paper", "xanchor": "left", "xshift": 14, "font": {"color": p.redup, "size": 12}}
    return [*found, themes.label(1, 1, total, **right, **at)]


def _dotted(x: int, y: int, colour: str) -> dict[str, Any]:
    half = (1 - 2 * GAP) / 2
    line = {"color": colour, "width": 1, "dash": "dot"}
    return {"type": "rect", "x0": x + GAP / 2, "x1": x + 1 - GAP / 2, "y0": y - half, "y1": y + half, "line": line}
