"""Rows × places with the figure in the cell: rules, sheets or metrics against up to forty provinces or governments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

ROW, WIDTH, TOTALS, NAMES = 27, 1240, 62, 262
_LETTER = 6.2
"""Pixels of a letter of a rotated head."""


@dataclass(frozen=True)
class Cell:
    """One figure. share 0–1 picks the blue; None: nothing is known there."""

    text: str
    share: float | None
    hover: str


@dataclass(frozen=True)
class Row:
    """One rule, sheet or metric; a click gives its id. total: the figure of all places, at the right."""

    id: str
    name: str
    cells: Sequence[Cell]
    total: str = ""
    sign: str = ""


def place_grid(rows: Sequence[Row], heads: Sequence[str], theme: str, *, total: str = "", chosen: str | None = None) -> go.Figure:
    """heads: short names of the places, written upwards over their columns."""
    p = themes.palette(theme)
    head = 16 + round(_LETTER * max((len(name) for name in heads), default=4))
    wide = min(150.0, (WIDTH - NAMES - TOTALS) / max(len(heads), 1))
    right = NAMES + wide * len(heads) + TOTALS - 6
    labels = [_head(NAMES + (j + 0.5) * wide, head - 6, name, p.redup) for j, name in enumerate(heads)]
    labels.append(label(right, head - 12, total, p.redup, size=11, anchor="right"))
    blocks = []
    for i, row in enumerate(rows):
        y = head + i * ROW
        name = f"{row.sign} {row.name}".strip()
        labels.append(label(NAMES - 8, y + ROW / 2, f"<b>{name}</b>" if row.id == chosen else name, p.teks, anchor="right"))
        labels.append(label(right, y + ROW / 2, row.total, p.teks, anchor="right"))
        blocks += [_block(row.id, cell, (NAMES + j * wide, y, wide), theme) for j, cell in enumerate(row.cells)]
    return draw(blocks, WIDTH, head + len(rows) * ROW + 4, theme, labels=labels)


def _head(x: float, y: float, name: str, colour: str) -> dict[str, object]:
    font = {"color": colour, "size": 11}
    return themes.label(x, y, name, font=font, textangle=-90, xanchor="center", yanchor="bottom")


def _block(row: str, cell: Cell, at: tuple[float, float, float], theme: str) -> Block:
    p = themes.palette(theme)
    x, y, wide = at
    box = (x + 0.5, x + wide - 1, y + 1, y + ROW - 2)
    if cell.share is None:
        return Block(*box, p.dasar, p.redup, cell.text, cell.hover, row, p.redup, True, 11, True)
    fill = themes.sequential(theme, cell.share)
    return Block(*box, fill, themes.ink(fill), cell.text, cell.hover, row, size=11, centred=True)
