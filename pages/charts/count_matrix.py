"""Counts in rows × columns as sequential blue cells, totals outside; cells that need a second look are framed in orange."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

HEAD, ROW, TOTALS = 26, 31, 54
Cell = tuple[str, str]


def count_matrix(
    counts: Mapping[Cell, int], rows: Mapping[str, str], columns: Mapping[str, str], theme: str, lang: str = "id",
    *, flagged: Collection[Cell] = (), width: int = 640, names: int = 150,
) -> go.Figure:  # fmt: skip
    """rows, columns: id → name, in their order; a click gives `row|column`. names: pixels for the names of the rows."""
    p = themes.palette(theme)
    wide = (width - names - TOTALS) / max(len(columns), 1)
    most = max(counts.values(), default=1)
    labels = [label(names + (j + 0.5) * wide, 12, name, p.redup, anchor="center") for j, name in enumerate(columns.values())]
    labels.append(label(width - 6, 12, text("penyetaraan.jumlah", lang), p.redup, size=11, anchor="right"))
    blocks = []
    for i, (row, name) in enumerate(rows.items()):
        y = HEAD + i * ROW
        labels.append(label(names - 8, y + ROW / 2, name, p.teks, anchor="right"))
        total = sum(counts.get((row, column), 0) for column in columns)
        labels.append(label(width - 6, y + ROW / 2, number(total, 0, lang), p.redup, anchor="right"))
        for j, (column, head) in enumerate(columns.items()):
            cell, x = (row, column), names + j * wide
            n, words = counts.get(cell, 0), f"{name} → {head}: {number(counts.get(cell, 0), 0, lang)}"
            blocks.append(_block(cell, n, (x, y, wide), n / most, words, cell in flagged, theme, lang))
    return draw(blocks, width, HEAD + len(rows) * ROW + 6, theme, labels=labels)


def _block(
    cell: Cell, n: int, at: tuple[float, float, float], share: float, hover: str, flagged: bool, theme: str, lang: str
) -> Block:
    p = themes.palette(theme)
    x, y, wide = at
    fill = themes.sequential(theme, share) if n else p.dasar
    words = f"<b>{number(n, 0, lang)}</b>{' △' if flagged else ''}" if n else "·"
    outline = p.tingkat["SR"].word if flagged else "" if n else p.garis
    ink = themes.ink(fill) if n else p.redup
    return Block(x + 1, x + wide - 2, y + 1, y + ROW - 2, fill, ink, words, hover, "|".join(cell), outline, flagged, 13, True)
