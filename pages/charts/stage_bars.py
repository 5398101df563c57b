"""Stages as bars: one row per agency, one bar per stage with `82% 9/11` after it, and in words what holds the agency up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, HEAD, ROW = 1290, 112, 76, 29
PITCH, BAR, THICK = 300, 192, 16
"""Pixels from one stage to the next, of a full bar, and of its thickness."""


@dataclass(frozen=True)
class Bar:
    """One stage of one agency. share: 0–100, None where `words` stand in place of the bar (not applicable, not filled)."""

    id: str
    """What a click gives back."""
    share: float | None
    step: str | None
    text: str
    """`82%`."""
    fraction: str
    """`9/11`."""
    words: str = ""
    hover: str = ""


@dataclass(frozen=True)
class Row:
    """One agency: short name, its bars in the order of the stages, what holds it up."""

    name: str
    bars: Sequence[Bar]
    holding: str


@dataclass(frozen=True)
class Head:
    """What stands over a stage: its name, how its share is formed, and the rule it comes from."""

    title: str
    formula: str
    law: str


def stage_bars(rows: Sequence[Row], heads: Sequence[Head], last: str, theme: str) -> go.Figure:
    """rows: first on top; last: the heading over the words at the right."""
    p = themes.palette(theme)
    labels = [one for k, head in enumerate(heads) for one in _head(k, head, p)]
    labels.append(label(_left(len(heads)), 12, f"<b>{last}</b>", p.teks, size=13))
    blocks = []
    for place, row in enumerate(rows):
        y = HEAD + (place + 0.5) * ROW
        labels.append(label(NAMES - 8, y, row.name, p.teks, size=13, anchor="right"))
        labels.append(label(_left(len(heads)), y, row.holding, p.teks, size=12))
        for k, bar in enumerate(row.bars):
            blocks += _blocks(k, y, bar, theme)
            labels.append(_value(k, y, bar, p))
    return draw(blocks, WIDTH, HEAD + len(rows) * ROW + 4, theme, labels=labels)


def _left(k: int) -> float:
    return NAMES + k * PITCH


def _head(k: int, head: Head, p: themes.Palette) -> list[dict[str, object]]:
    return [
        label(_left(k), 12, f"<b>{head.title}</b>", p.teks, size=13),
        label(_left(k), 30, head.formula, p.redup, size=12),
        label(_left(k), 47, head.law, p.redup, size=11),
        label(_left(k) + BAR, 66, "100%", p.redup, size=11, anchor="center"),
    ]


def _blocks(k: int, y: float, bar: Bar, theme: str) -> list[Block]:
    """The track of the full length and the bar on it; only a dotted track where there is no share."""
    p, x, low, high = themes.palette(theme), _left(k), y - THICK / 2, y + THICK / 2
    track = Block(x, x + BAR, low, high, p.panel, p.redup, hover=bar.hover, id=bar.id)
    if bar.share is None or bar.step is None:
        return [Block(x, x + BAR, low, high, p.dasar, p.redup, bar.words, bar.hover, bar.id, p.garis, True, 11)]
    step = p.tingkat[bar.step]
    outline = step.word if bar.step in themes.PALE else ""
    end = x + BAR * min(max(bar.share, 0.0), 100.0) / 100
    return [track, Block(x, end, low, high, step.fill, step.on_fill, hover=bar.hover, id=bar.id, outline=outline)]


def _value(k: int, y: float, bar: Bar, p: themes.Palette) -> dict[str, object]:
    return label(_left(k) + BAR + 8, y, f"<b>{bar.text}</b> <span style='color:{p.redup}'>{bar.fraction}</span>", p.teks, size=12)
