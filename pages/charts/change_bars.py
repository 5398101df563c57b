"""What became of each group: a bar of shares from kept to removed, and beside it how many were, came and are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, BAR, HEAD, ROW, THICK = 640, 130, 290, 44, 30, 17
COLUMNS = tuple(NAMES + BAR + 46 + 52 * k for k in range(4))
"""Where the figures beside the bars end: were, came in, new, are."""


@dataclass(frozen=True)
class Row:
    """One echelon, category or kind of unit. counts: status → how many of those before."""

    id: str
    name: str
    counts: Mapping[str, int]
    figures: tuple[str, str, str, str]
    """How many were, came in from another group, are new, and are."""
    hover: str


def fills(theme: str) -> dict[str, str]:
    """status → fill: what stays is blue, what went is orange, what changed hands lies between."""
    p = themes.palette(theme)
    blue, pale, grey, low, bad = (p.tingkat[code].fill for code in ("ST", "T", "S", "R", "SR"))
    return {"tetap": blue, "beralih": pale, "digabung": low, "dipecah": grey, "dihapus": bad}


def change_bars(rows: Sequence[Row], words: Mapping[str, str], heads: tuple[str, str, str, str], theme: str) -> go.Figure:
    """rows: first on top; words: status → name, in the order of the bars; heads: over the figures."""
    p, colours = themes.palette(theme), fills(theme)
    labels = [
        *_legend(words, colours, p),
        *(label(x, HEAD - 10, head, p.redup, size=11, anchor="right") for x, head in zip(COLUMNS, heads, strict=True)),
    ]
    blocks = []
    for place, row in enumerate(rows):
        y = HEAD + (place + 0.5) * ROW
        labels.append(label(NAMES - 8, y, row.name, p.teks, size=12, anchor="right"))
        blocks += _bar(row, y, BAR / (sum(row.counts.values()) or 1), colours, p)
        for k, figure in enumerate(row.figures):
            said = f"<b>{figure}</b>" if k == len(COLUMNS) - 1 else figure
            labels.append(label(COLUMNS[k], y, said, p.teks, anchor="right"))
    return draw(blocks, WIDTH, HEAD + len(rows) * ROW + 4, theme, labels=labels)


def _bar(row: Row, y: float, scale: float, colours: Mapping[str, str], p: themes.Palette) -> list[Block]:
    blocks, x = [], float(NAMES)
    for status, fill in colours.items():
        n = row.counts.get(status, 0)
        if not n:
            continue
        wide = n * scale
        words = str(n) if wide >= 9 + 7 * len(str(n)) else ""
        blocks.append(
            Block(
                x, x + wide, y - THICK / 2, y + THICK / 2, fill, themes.ink(fill), words, row.hover, row.id, p.dasar, centred=True
            )
        )
        x += wide
    return blocks


def _legend(words: Mapping[str, str], colours: Mapping[str, str], p: themes.Palette) -> list[dict[str, object]]:
    """The names of the statuses in their order, each after a block of its colour."""
    text = "   ".join(f"<span style='color:{colours[status]}'>■</span> {name}" for status, name in words.items())
    return [label(0, 10, text, p.teks, size=12)]
