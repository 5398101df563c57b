"""Teams by kind as one stacked bar: the word and the number beside each part, so no legend."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, HEAD, BAR = 640, 22, 30
_STEPS = (2, 4, 6, 8)
"""Places in the sequential blues: the farther the members come from, the stronger."""


def kinds_bar(counts: Sequence[tuple[str, int]], theme: str, lang: str = "id") -> go.Figure:
    """counts: (word, teams), near to far; lengths are linear in the number of teams."""
    p = themes.palette(theme)
    total = sum(n for _, n in counts) or 1
    edges = [WIDTH * sum(n for _, n in counts[:k]) / total for k in range(len(counts) + 1)]
    blocks = []
    for k, (word, n) in enumerate(counts):
        if n:
            fill, share = p.urut[_STEPS[k]], f"{number(100 * n / total, 0, lang)}%"
            hover = text("sistem_kerja.sentuh.jenis", lang, jenis=word, n=number(n, 0, lang), total=total, bagian=share)
            words = f"<b>{number(n, 0, lang)}</b>" if edges[k + 1] - edges[k] > 16 else ""
            blocks.append(Block(edges[k], edges[k + 1] - 2, HEAD, HEAD + BAR, fill, themes.ink(fill), words, hover, centred=True))
    return draw(blocks, WIDTH, HEAD + BAR + 2, theme, labels=_names(counts, edges, p, lang))


def _names(counts: Sequence[tuple[str, int]], edges: Sequence[float], p: themes.Palette, lang: str) -> list[dict[str, object]]:
    """`lintas OPD 11` above its part; neighbours are pushed apart, and none leaves the picture."""
    words = [f"{word} <b>{number(n, 0, lang)}</b>" for word, n in counts]
    halves = [3.1 * (len(word) + len(str(n)) + 1) for word, n in counts]
    places, free = [], 0.0
    for k, half in enumerate(halves):
        x = max((edges[k] + edges[k + 1]) / 2, free + half)
        places.append(x)
        free = x + half + 10
    limit = float(WIDTH)
    for k in reversed(range(len(places))):
        places[k] = min(places[k], limit - halves[k])
        limit = places[k] - halves[k] - 10
    return [label(x, 10, word, p.teks, anchor="center") for x, word in zip(places, words, strict=True)]
