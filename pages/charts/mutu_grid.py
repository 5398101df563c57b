"""Rows × quarters with the figure in the cell: findings by rule or agency, filled shares by sheet or column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

HEAD, ROW, TOTALS = 42, 29, 52


@dataclass(frozen=True)
class Cell:
    """One figure. share 0–1 picks the blue; mark: "" filled, `tiada` nothing there, `kurang` missing though required, `bawa`."""

    text: str
    share: float
    hover: str
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One rule, agency, sheet or column; a click gives its id. sign: ■ △ or nothing; total: the figure at the right."""

    id: str
    name: str
    cells: Sequence[Cell]
    total: str = ""
    sign: str = ""


def grid(
    rows: Sequence[Row], heads: Sequence[tuple[str, str]], theme: str, *, total: str = "", names: int = 226, width: int = 720,
    chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """heads: (tick, year where it begins, else empty), oldest first; the last column is the chosen quarter. names: pixels."""
    p = themes.palette(theme)
    right = TOTALS if total else 8
    wide = (width - names - right) / max(len(heads), 1)
    labels = _heads(heads, names, wide, p)
    if total:
        labels.append(label(width - 6, HEAD - 12, total, p.redup, size=11, anchor="right"))
    blocks = []
    for i, row in enumerate(rows):
        y = HEAD + i * ROW
        labels.append(label(names - 8, y + ROW / 2, _name(row, row.id == chosen), p.teks, size=12, anchor="right"))
        if total:
            labels.append(label(width - 6, y + ROW / 2, row.total, p.redup, size=12, anchor="right"))
        blocks += [_block(row, cell, (names + j * wide, y, wide), j == len(heads) - 1, theme) for j, cell in enumerate(row.cells)]
    found = draw(blocks, width, HEAD + len(rows) * ROW + 6, theme, labels=labels)
    return found


def _name(row: Row, chosen: bool) -> str:
    words = f"{row.sign} {row.name}".strip()
    return f"<b>{words}</b>" if chosen else words


def _heads(heads: Sequence[tuple[str, str]], names: int, wide: float, p: themes.Palette) -> list[dict[str, object]]:
    found = []
    for j, (tick, year) in enumerate(heads):
        x = names + (j + 0.5) * wide
        shown, colour = (f"<b>{tick}</b>", p.teks) if j == len(heads) - 1 else (tick, p.redup)
        found.append(label(x, HEAD - 12, shown, colour, anchor="center"))
        if year:
            found.append(label(x, 11, f"<b>{year}</b>", p.teks, anchor="center"))
    return found


def _block(row: Row, cell: Cell, at: tuple[float, float, float], last: bool, theme: str) -> Block:
    p = themes.palette(theme)
    x, y, wide = at
    empty = cell.mark in ("tiada", "kurang")
    fill = p.dasar if empty else themes.sequential(theme, cell.share)
    ink = p.tingkat["SR"].word if cell.mark == "kurang" else p.redup if empty else themes.ink(fill)
    outline = p.tingkat["SR"].word if cell.mark == "kurang" else p.redup if cell.mark in ("tiada", "bawa") else ""
    words = f"<b>{cell.text}</b>" if last and not empty else cell.text
    box = (x + 1, x + wide - 2, y + 1, y + ROW - 2)
    return Block(*box, fill, ink, words, cell.hover, row.id, outline, bool(outline), 12, True)
