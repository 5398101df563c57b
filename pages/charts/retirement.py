"""Posts that retirement empties, one column per year, stacked by category of post, total on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, TOP, TALL, FOOT, COLUMN, LEGEND = 640, 22, 190, 26, 64, 150


def retirement(
    counts: Mapping[tuple[str, str], int], years: Sequence[str], kinds: Mapping[str, str], theme: str, lang: str = "id"
) -> go.Figure:
    """counts: (year, jenis_jabatan) → posts; kinds: jenis_jabatan → name, lowest in the column first."""
    p = themes.palette(theme)
    totals = {year: sum(counts.get((year, kind), 0) for kind in kinds) for year in years}
    scale = TALL / max([*totals.values(), 1])
    pitch = (WIDTH - LEGEND) / max(len(years), 1)
    blocks, labels = [], []
    for place, year in enumerate(years):
        x, y = place * pitch + (pitch - COLUMN) / 2, float(TOP + TALL)
        for kind, name in kinds.items():
            n = counts.get((year, kind), 0)
            if n:
                blocks.append(_block(x, y, n, n * scale, p.jabatan[kind], f"{year}, {name}: {number(n, 0, lang)}", lang))
                y -= n * scale
        labels.append(label(x + COLUMN / 2, y - 11, f"<b>{number(totals[year], 0, lang)}</b>", p.teks, size=13, anchor="center"))
        labels.append(label(x + COLUMN / 2, TOP + TALL + 14, year, p.redup, anchor="center"))
    # Named beside, from the top of the columns down.
    for place, (kind, name) in enumerate(reversed(list(kinds.items()))):
        words = f"<span style='color:{p.jabatan[kind]}'>■</span> {name}"
        labels.append(label(WIDTH - LEGEND + 12, TOP + 20 + 22 * place, words, p.teks, size=12))
    return draw(blocks, WIDTH, TOP + TALL + FOOT, theme, labels=labels)


def _block(x: float, y: float, n: int, high: float, fill: str, hover: str, lang: str) -> Block:
    words = number(n, 0, lang) if high >= 15 else ""
    return Block(x, x + COLUMN, y - high, y, fill, themes.ink(fill), words, hover, centred=True)
