"""Days between a quarter's sending and its deadline: to the left of the line in time, to the right late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label, line

WIDTH, HEAD, ROW, NAMES, WORDS = 640, 26, 31, 92, 190
"""Pixels: the drawing, its head, a quarter, its name at the left, words at the right of a bar."""


@dataclass(frozen=True)
class Hari:
    """One quarter: days after its deadline (negative: before; None: no deadline known), words, and whether it was sent at all."""

    name: str
    days: int | None
    words: str
    hover: str
    sent: bool = True


def sending_days(rows: Sequence[Hari], deadline: str, theme: str) -> go.Figure:
    """Newest quarter on top; lengths are linear from the deadline."""
    p = themes.palette(theme)
    most = max([abs(r.days) for r in rows if r.days is not None] + [5])
    early = max([-r.days for r in rows if r.days is not None and r.days < 0] + [0])
    late = max([r.days for r in rows if r.days is not None and r.days > 0] + [0])
    room = WIDTH - NAMES - WORDS
    zero = NAMES + 8 + room * (early / (early + late) if early + late else 0.5)
    scale = room / max(early + late, most)
    labels = [label(zero, 11, deadline, p.redup, size=11, anchor="center")]
    blocks = []
    for i, row in enumerate(rows):
        y = HEAD + i * ROW
        labels.append(label(NAMES - 8, y + ROW / 2, row.name, p.teks, anchor="right"))
        block, words = _bar(row, zero, scale, y, p)
        blocks.append(block)
        labels.append(words)
    height = HEAD + len(rows) * ROW + 4
    return draw(blocks, WIDTH, height, theme, labels=labels, lines=[line([zero, zero], [HEAD - 4, height - 4], p.redup)])


def _bar(row: Hari, zero: float, scale: float, y: float, p: themes.Palette) -> tuple[Block, dict[str, object]]:
    days = row.days or 0
    end = zero + days * scale
    left, right = (end, zero) if end < zero else (zero, max(end, zero + 2))
    bad = days > 0
    colour, ink = (p.tingkat["SR"].fill, p.tingkat["SR"].word) if bad else (p.biru, p.teks)
    if row.days is None:
        ink = p.redup
    fill = colour if row.sent else p.dasar
    block = Block(left, right, y + 7, y + ROW - 7, fill, ink, "", row.hover, row.name, colour, not row.sent)
    return block, label(max(right, zero) + 8, y + ROW / 2, row.words, ink)
