"""Layer × band: managers per cell, sequential blue, totals outside; cells are bars, so that they can be clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, NAMES, HEAD, ROW, CELL, TOTALS = 640, 190, 26, 36, 80, 44


def cell_id(lapisan: int, pita: str) -> str:
    """What a click on a cell gives back: `4|2-3`."""
    return f"{lapisan}|{pita}"


def layer_by_band(
    counts: Mapping[tuple[int, str], int],
    layers: Mapping[int, str],
    bands: Mapping[str, str],
    theme: str,
    lang: str = "id",
    chosen: Sequence[str] = (),
) -> go.Figure:
    """counts: (lapisan, band id) → managers; layers: lapisan → its name; bands: band id → as written."""
    p = themes.palette(theme)
    most = max(counts.values(), default=1)
    blocks, labels = [], [_head(j, name, p) for j, name in enumerate(bands.values())]
    for i, (n, name) in enumerate(layers.items()):
        y = HEAD + i * ROW
        labels.append(label(NAMES - 8, y + ROW / 2, name, p.teks, anchor="right"))
        for j, pita in enumerate(bands):
            blocks.append(_cell(counts.get((n, pita), 0), n, pita, bands[pita], NAMES + j * CELL, y, most, chosen, theme, lang))
        total = sum(counts.get((n, pita), 0) for pita in bands)
        labels.append(label(NAMES + len(bands) * CELL + 8, y + ROW / 2, number(total, 0, lang), p.redup))
    foot = HEAD + len(layers) * ROW + 12
    for j, pita in enumerate(bands):
        total = sum(counts.get((n, pita), 0) for n in layers)
        labels.append(label(NAMES + (j + 0.5) * CELL, foot, number(total, 0, lang), p.redup, anchor="center"))
    labels.append(label(NAMES + len(bands) * CELL + 8, 12, text("rentang.jumlah", lang), p.redup, size=11))
    return draw(blocks, max(WIDTH, NAMES + len(bands) * CELL + TOTALS), foot + 12, theme, labels=labels)


def _head(j: int, name: str, p: themes.Palette) -> dict[str, object]:
    return label(NAMES + (j + 0.5) * CELL, 12, name, p.redup, anchor="center")


def _cell(
    n: int, lapisan: int, pita: str, band: str, x: float, y: float, most: int, chosen: Sequence[str], theme: str, lang: str
) -> Block:
    p = themes.palette(theme)
    fill = themes.sequential(theme, n / most) if n else p.dasar
    ink = themes.ink(fill) if n else p.redup
    words = f"<b>{number(n, 0, lang)}</b>" if n else "·"
    hover = text("rentang.sentuh_sel", lang, n=number(n, 0, lang), lapisan=lapisan, pita=band)
    code = cell_id(lapisan, pita)
    # The chosen cell needs a frame that shows on every blue of the scale.
    outline = p.tingkat["R"].word if code in chosen else p.garis if not n else ""
    return Block(x + 1, x + CELL - 2, y + 1, y + ROW - 2, fill, ink, words, hover, code, outline, code in chosen, 13, True)
