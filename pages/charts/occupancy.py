"""Occupancy: category × group of agencies, whole percent in the cell, coloured by the completeness scale."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.charts.steps import Scale
from pages.ui.formats import NULL, fraction, number, percent

NAMES, CELL, ROW, HEAD = 138, 92, 42, 26
OVER = 103
"""Above this the cell says that there are too many (percent of the need)."""

Cells = Mapping[tuple[str, str], tuple[int, int]]
"""(row, column) → holders, need."""


def occupancy(
    counts: Cells, rows: Mapping[str, str], columns: Mapping[str, str], scale: Scale, theme: str, lang: str = "id"
) -> go.Figure:
    """rows, columns: code → as written; what nobody needs is drawn dotted."""
    p = themes.palette(theme)
    labels = [
        label(NAMES + (j + 0.5) * CELL, 12, name, p.redup, anchor="center", size=11) for j, name in enumerate(columns.values())
    ]
    blocks = []
    for i, (row, name) in enumerate(rows.items()):
        y = HEAD + i * ROW
        labels.append(label(NAMES - 8, y + ROW / 2, name, p.teks, anchor="right"))
        for j, (column, title) in enumerate(columns.items()):
            blocks.append(_cell(counts.get((row, column)), f"{name} · {title}", NAMES + j * CELL, y, scale, theme, lang))
    return draw(blocks, NAMES + len(columns) * CELL, HEAD + len(rows) * ROW, theme, labels=labels)


def _cell(count: tuple[int, int] | None, name: str, x: float, y: float, scale: Scale, theme: str, lang: str) -> Block:
    p = themes.palette(theme)
    box = (x + 1, x + CELL - 2, y + 1, y + ROW - 2)
    if count is None or not count[1]:
        hover = text("peta.sel.tanpa", lang, nama=name)
        return Block(*box, p.dasar, p.redup, NULL, hover, outline=p.garis, dotted=True, size=13, centred=True)
    share = 100 * count[0] / count[1]
    step = p.tingkat[scale.step(min(share, 100.0)) or "SR"]
    # 99.6 is not yet complete, so it must not look like 100.
    whole = percent(share, lang, cuts=scale.cuts, decimals=0).removesuffix("%")
    said = text("peta.sel.lebih", lang, n=f"<b>{whole}</b>") if share > OVER else f"<b>{whole}</b>"
    hover = text("peta.sel.sentuh", lang, nama=name, pecahan=fraction(count[0], count[1], lang), persen=number(share, 1, lang))
    return Block(*box, step.fill, step.on_fill, said, hover, size=13, centred=True)
