"""Result × behaviour: nine cells with the predicate that each gives and how many staff stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, HEAD, ROW = 460, 96, 44, 58


@dataclass(frozen=True)
class Cell:
    """One cell: the predicate's step and name, and the count as written."""

    step: str
    name: str
    shown: str
    hidden: bool
    hover: str


def nine_cells(cells: Mapping[tuple[int, int], Cell], levels: Sequence[str], heads: tuple[str, str], theme: str) -> go.Figure:
    """cells: (row, column) from above to below; levels: above, as, below expectation; heads: of rows and columns."""
    p = themes.palette(theme)
    wide = (WIDTH - NAMES) / 3
    labels = [label(NAMES + 1.5 * wide, 10, f"<b>{heads[1]}</b>", p.teks, anchor="center")]
    labels.append(label(NAMES - 8, 32, f"<b>{heads[0]}</b>", p.teks, anchor="right"))
    for n, name in enumerate(levels):
        labels.append(label(NAMES + (n + 0.5) * wide, 32, name, p.redup, anchor="center"))
        labels.append(label(NAMES - 8, HEAD + (n + 0.5) * ROW, name, p.redup, anchor="right"))
    blocks = [_block(cell, NAMES + column * wide, HEAD + row * ROW, wide, p) for (row, column), cell in cells.items()]
    for (row, column), cell in cells.items():
        ink = p.redup if cell.hidden else p.tingkat[cell.step].on_fill
        x, y = NAMES + (column + 0.5) * wide, HEAD + (row + 0.5) * ROW
        labels.append(label(x, y - 10, f"<b>{cell.shown}</b>", ink, size=14, anchor="center"))
        labels.append(label(x, y + 10, cell.name, ink, anchor="center"))
    return draw(blocks, WIDTH, HEAD + 3 * ROW + 2, theme, labels=labels)


def _block(cell: Cell, x: float, y: float, wide: float, p: themes.Palette) -> Block:
    step = p.tingkat[cell.step]
    if cell.hidden:
        return Block(x + 1, x + wide - 2, y + 1, y + ROW - 2, p.dasar, p.redup, "", cell.hover, "", p.redup, True)
    outline = step.word if cell.step in themes.PALE else ""
    return Block(x + 1, x + wide - 2, y + 1, y + ROW - 2, step.fill, step.on_fill, "", cell.hover, outline=outline)
