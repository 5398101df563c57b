"""Predicates of staff by agency as 100 % bars; what is hidden is one dotted piece, small groups are words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, RATED, RIGHT, HEAD, ROW, BAR = 880, 136, 122, 162, 28, 28, 21


@dataclass(frozen=True)
class Piece:
    """One predicate of an agency: its step, how many; hover in words."""

    step: str
    count: int
    hover: str


@dataclass(frozen=True)
class Spread:
    """One agency: name, its organisation's predicate, pieces best first, the hidden rest, and what is said at the right."""

    name: str
    rated: str
    pieces: tuple[Piece, ...]
    rest: int
    right: str
    loud: str = ""
    words: str = ""
    """In place of the bar: a group too small for shares."""


def predicate_spread(
    rows: Sequence[Spread], heads: tuple[str, str], names: Sequence[tuple[str, str]], hidden: str, theme: str
) -> go.Figure:
    """heads: over names and ratings; names: (step, predicate) of the legend; hidden: word for what is not shown."""
    p = themes.palette(theme)
    blocks: list[Block] = []
    labels = [label(NAMES - 8, 12, heads[0], p.redup, anchor="right"), label(NAMES + 2, 12, heads[1], p.redup)]
    legend, words = _legend(names, hidden, p)
    for place, row in enumerate(rows):
        top = HEAD + place * ROW
        middle = top + BAR / 2
        labels.append(label(NAMES - 8, middle, row.name, p.teks, anchor="right", size=13))
        labels.append(label(NAMES + 2, middle, row.rated, p.redup))
        labels.append(label(WIDTH - RIGHT + 8, middle, _right(row, p), p.teks))
        if row.words:
            labels.append(label(NAMES + RATED, middle, row.words, p.teks))
        else:
            blocks += _bar(row, top, hidden, p)
    return draw([*legend, *blocks], WIDTH, HEAD + ROW * len(rows) + 2, theme, labels=[*labels, *words])


def _right(row: Spread, p: themes.Palette) -> str:
    return f'{row.right} <b><span style="color:{p.tingkat["SR"].word}">{row.loud}</span></b>' if row.loud else row.right


def _bar(row: Spread, top: float, hidden: str, p: themes.Palette) -> list[Block]:
    total = sum(piece.count for piece in row.pieces) + row.rest
    room, x = WIDTH - RIGHT - NAMES - RATED, float(NAMES + RATED)
    found = []
    for piece in (piece for piece in row.pieces if piece.count):
        step, wide = p.tingkat[piece.step], room * piece.count / total
        share = f"{round(100 * piece.count / total)}%"
        words = f"<b>{share}</b>" if wide > 30 else ""
        outline = step.word if piece.step in themes.PALE else ""
        found.append(
            Block(x, x + wide - 1, top, top + BAR, step.fill, step.on_fill, words, piece.hover, outline=outline, centred=True)
        )
        x += wide
    if row.rest:
        wide = room * row.rest / total
        found.append(Block(x, x + wide - 1, top, top + BAR, p.dasar, p.redup, "", hidden, "", p.redup, True, 11, True))
    return found


def _legend(names: Sequence[tuple[str, str]], hidden: str, p: themes.Palette) -> tuple[list[Block], list[dict[str, object]]]:
    """The five steps over the bars, and the dotted box of what is hidden."""
    x, blocks, words = float(NAMES + RATED), [], []
    for step, name in names:
        found = p.tingkat[step]
        outline = found.word if step in themes.PALE else ""
        blocks.append(Block(x, x + 12, 6, 18, found.fill, found.on_fill, hover=name, outline=outline))
        words.append(label(x + 17, 12, name, p.teks))
        x += 30 + 6.1 * len(name)
    blocks.append(Block(x, x + 12, 6, 18, p.dasar, p.redup, hover=hidden, outline=p.redup, dotted=True))
    words.append(label(x + 17, 12, hidden, p.redup))
    return blocks, words
