"""Share of managers per span band: two 100 % bars, the period compared with above, now below."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, NAMES, HEAD, BAR, GAP = 1290, 120, 24, 34, 18


def band_shares(rows: Sequence[tuple[str, Sequence[int]]], names: Sequence[str], theme: str, lang: str = "id") -> go.Figure:
    """rows: (period as written, managers per band), oldest first; names: the bands, narrow to wide."""
    p = themes.palette(theme)
    blocks, labels = [], []
    for i, (title, counts) in enumerate(rows):
        y, total = HEAD + i * (BAR + GAP), sum(counts)
        written = f"<b>{title}</b> · {number(total, 0, lang)}"
        labels.append(label(NAMES - 8, y + BAR / 2, written, p.teks, anchor="right"))
        if not total:
            labels.append(label(NAMES + 6, y + BAR / 2, text("rentang.tanpa_manajer", lang), p.redup))
            continue
        edges = _edges(counts)
        blocks += [_segment(k, edges, counts, total, names, y, title, p, lang) for k in range(len(counts)) if counts[k]]
        if i == 0:
            labels += _names(edges, counts, names, p, lang)
    height = HEAD + len(rows) * (BAR + GAP) - GAP + 2
    return draw(blocks, WIDTH, height, theme, labels=labels)


def _edges(counts: Sequence[int]) -> list[float]:
    """Left edges of the segments and the right end, in pixels: linear in the share."""
    total, room = sum(counts), WIDTH - NAMES - 10
    return [NAMES + room * sum(counts[:k]) / total for k in range(len(counts) + 1)]


def _segment(
    k: int,
    edges: Sequence[float],
    counts: Sequence[int],
    total: int,
    names: Sequence[str],
    y: float,
    title: str,
    p: themes.Palette,
    lang: str,
) -> Block:
    x0, x1 = edges[k], edges[k + 1]
    share, many = f"{number(100 * counts[k] / total, 0, lang)}%", number(counts[k], 0, lang)
    words = f"<b>{share}</b>  {many}" if x1 - x0 > 62 else f"<b>{share}</b>" if x1 - x0 > 28 else ""
    hover = text("rentang.sentuh_pita", lang, periode=title, pita=names[k], n=many, total=number(total, 0, lang), bagian=share)
    fill = p.pita[k]
    return Block(x0, x1 - 2, y, y + BAR, fill, themes.ink(fill), words, hover, names[k], centred=True)


def _names(
    edges: Sequence[float], counts: Sequence[int], names: Sequence[str], p: themes.Palette, lang: str
) -> list[dict[str, object]]:
    """The band above its segment of the first bar; the unit only where there is room, neighbours pushed apart."""
    found, free = [], 0.0
    for k, name in enumerate(names):
        wide = edges[k + 1] - edges[k] > 100
        words = text("rentang.bawahan", lang, pita=name) if wide else name
        half = 3.2 * len(words)
        x = min(max((edges[k] + edges[k + 1]) / 2, free + half), WIDTH - half)
        free = x + half + 8
        found.append(label(x, 10, words, p.redup, anchor="center"))
    return found
