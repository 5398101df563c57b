"""The coordination pattern as a tree beside the line of command: assistants side by side, their agencies stacked below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label, line

WIDTH, LINE, GAP, BOX, ROW = 860, 168, 14, 58, 24
MOST_ROWS, MOST_COLUMNS = 12, 5
_CHARACTER, _BOLD = 5.7, 6.5
"""Pixels that a character of a box needs."""
Wires = tuple[list[float | None], list[float | None]]
"""Places of connecting lines, None between two of them."""


@dataclass(frozen=True)
class Leaf:
    """An agency in a column: short name, its figure at the right, full words for the hover, and what a click gives back."""

    id: str
    name: str
    figure: str
    hover: str


@dataclass(frozen=True)
class Column:
    """An assistant with the agencies below; `open`: the column of those that nobody coordinates."""

    id: str
    title: str
    note: str
    leaves: Sequence[Leaf]
    open: bool = False


def coordination_tree(
    top: str,
    command: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    theme: str,
    lang: str = "id",
    chosen: str = "",
) -> go.Figure:
    """top: the post above the assistants; command: (superior, what stands below it) of the line; chosen: a column's id."""
    p = themes.palette(theme)
    blocks, labels, wires = _command(command, p, lang)
    shown = columns[:MOST_COLUMNS]
    left = LINE + 34
    wide = (WIDTH - left - GAP * (max(len(shown), 1) - 1)) / max(len(shown), 1)
    led = [k for k, c in enumerate(shown) if not c.open]
    middle = [left + k * (wide + GAP) + wide / 2 for k in range(len(shown))]
    xs, ys = wires
    labels.append(label(left, 10, f"<b>{text('koordinasi.pola', lang)}</b>", p.redup))
    if led:
        x = (middle[led[0]] + middle[led[-1]]) / 2
        blocks.append(_box(x - 90, x + 90, 22, 26, p.jabatan["jpt_madya"], f"<b>{_fit(top, 180)}</b>", top))
        for k in led:
            xs += [x, x, middle[k], middle[k], None]
            ys += [48, 56, 56, 64, None]
    bottom = 0.0
    for k, column in enumerate(shown):
        found, more, end = _column(column, left + k * (wide + GAP), wide, column.id == chosen and bool(chosen), p, lang)
        blocks += found
        labels += more
        bottom = max(bottom, end)
    return draw(blocks, WIDTH, max(bottom, 160) + 2, theme, labels=labels, lines=[line(xs, ys, p.redup)])


def _command(
    command: Sequence[tuple[str, str]], p: themes.Palette, lang: str
) -> tuple[list[Block], list[dict[str, object]], Wires]:
    """The line of command at the left: each superior of the heads, and what stands below it."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    labels = [label(0, 10, f"<b>{text('koordinasi.garis', lang)}</b>", p.redup)]
    blocks, y = [], 22.0
    for name, below in command:
        fill = p.jabatan["jpt_madya"] if name else p.dasar
        shown = name or text("koordinasi.garis.tanpa", lang)
        outline = "" if name else p.tingkat["SR"].word
        words = f"<b>{_fit(shown, LINE)}</b>"
        ink = themes.ink(fill)
        blocks.append(Block(0, LINE, y, y + 26, fill, ink, words, shown, outline=outline, dotted=not name))
        rows = below.split("\n")
        for k, row in enumerate(rows):
            labels.append(label(22, y + 38 + 18 * k, row, p.teks))
            xs += [10, 10, 18, None]
            ys += [y + 26, y + 38 + 18 * k, y + 38 + 18 * k, None]
        y += 26 + 18 * len(rows) + 18
    return blocks, labels, (xs, ys)


def _column(
    column: Column, x: float, wide: float, chosen: bool, p: themes.Palette, lang: str
) -> tuple[list[Block], list[dict[str, object]], float]:
    """The box of an assistant, and its agencies; past the cap one row says how many more."""
    fill = p.dasar if column.open else p.jabatan["jpt_pratama"]
    outline = p.tingkat["SR"].word if column.open else p.tingkat["R"].word if chosen else ""
    words = f"<b>{_two_lines(column.title, wide)}</b><br>{_fit(column.note, wide + 8)}"
    head = Block(
        x, x + wide, 64, 64 + BOX, fill, themes.ink(fill), words, f"<b>{column.title}</b><br>{column.note}", column.id, outline,
        dotted=column.open or chosen,
    )  # fmt: skip
    blocks, labels, y = [head], [], 64.0 + BOX + 6
    kept = column.leaves if len(column.leaves) <= MOST_ROWS else column.leaves[: MOST_ROWS - 1]
    for leaf in kept:
        room = wide - 14 - _CHARACTER * len(leaf.figure)
        name = _fit(leaf.name, room)
        blocks.append(_box(x, x + wide, y, ROW - 3, p.panel, name, leaf.hover, leaf.id))
        labels.append(label(x + wide - 8, y + ROW / 2 - 1, leaf.figure, p.redup, anchor="right"))
        y += ROW
    if rest := len(column.leaves) - len(kept):
        labels.append(label(x + 8, y + ROW / 2, text("koordinasi.lain", lang, n=rest), p.redup))
        y += ROW
    return blocks, labels, y


def _box(x0: float, x1: float, y: float, high: float, fill: str, words: str, hover: str, id: str = "") -> Block:
    return Block(x0, x1, y, y + high, fill, themes.ink(fill), words, hover, id)


def _two_lines(words: str, wide: float) -> str:
    """A title on at most two lines, broken between words."""
    most = max(int((wide - 16) / _BOLD), 6)
    first = ""
    for word in words.split():
        if first and len(f"{first} {word}") > most:
            return f"{first}<br>{themes.clip(words[len(first) + 1 :], most)}"
        first = f"{first} {word}".strip()
    return themes.clip(first, most)


def _fit(words: str, wide: float) -> str:
    return themes.clip(words, max(int((wide - 16) / _CHARACTER), 6))
