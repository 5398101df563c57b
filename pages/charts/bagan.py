"""An org tree as in the annex of a head of region's regulation: head on top, second row side by side, the rest stacked below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label, line
from pages.charts.structure_colours import Colouring
from pages.ui.kotak import Kotak, within
from pages.ui.singkatan import cut

WIDTH, HIGH, STEP, INDENT, GAP = 1290, 46, 56, 25, 24
MOST_COLUMNS, MOST_BOXES, _LAST = 6, 45, 8


def org_tree(boxes: Sequence[Kotak], colouring: Colouring, theme: str, lang: str = "id") -> go.Figure:
    """boxes: head first (pages.ui.kotak). A click gives the box's kode.

    Past six columns the other posts stand closed in the last.
    """
    p = themes.palette(theme)
    head = boxes[0]
    columns, rest = _columns(_children(boxes).get(head.id, []))
    below = _children(within([head, *_with_branches(columns, _children(boxes))], MOST_BOXES, lang))
    labels: list[dict[str, object]] = []
    wide = (WIDTH - GAP * (max(len(columns), 1) - 1)) / max(len(columns), 1)
    middle = WIDTH / 2
    blocks = [_block(head, middle - 160, middle + 160, 2, colouring, p)]
    xs: list[float | None] = []
    ys: list[float | None] = []
    bottom = 2.0 + HIGH
    for i, column in enumerate(columns):
        x = i * (wide + GAP)
        found, end = _column(column, below, x, min(wide, 300), colouring, p, (xs, ys))
        blocks += found
        bottom = max(bottom, end)
        mid = x + min(wide, 300) / 2
        xs += [middle, middle, mid, mid, None]
        ys += [2 + HIGH, 66, 66, 82, None]
    if rest:
        labels.append(label(0, bottom + 14, text("hierarki.bagan.lagi", lang, n=rest), p.redup))
    height = bottom + (30 if rest else 6)
    return draw(blocks, WIDTH, height, theme, labels=labels, lines=[line(xs, ys, p.redup)])


def _children(boxes: Sequence[Kotak]) -> dict[str, list[Kotak]]:
    found: dict[str, list[Kotak]] = {}
    for box in boxes[1:]:
        found.setdefault(box.atasan or "", []).append(box)
    return found


def _columns(second: Sequence[Kotak]) -> tuple[list[list[Kotak]], int]:
    """At most six columns: posts with a branch side by side, all others together in the last; how many stay out."""
    managers = [k for k in second if k.kode]
    single = [k for k in second if not k.kode]
    room = MOST_COLUMNS if not single and len(managers) <= MOST_COLUMNS else MOST_COLUMNS - 1
    last = [*single, *(replace(k, id=f"{k.id}·") for k in managers[room:])]
    columns = [[k] for k in managers[:room]] + ([last[:_LAST]] if last else [])
    return columns, max(len(last) - _LAST, 0)


def _with_branches(columns: Sequence[Sequence[Kotak]], below: dict[str, list[Kotak]]) -> list[Kotak]:
    """The boxes of the columns and everything below them; those closed in the last column bring nothing along."""
    found = [k for column in columns for k in column]
    for k in found:
        found += below.get(k.id, [])
    return found


def _column(
    tops: Sequence[Kotak],
    below: dict[str, list[Kotak]],
    x: float,
    wide: float,
    colouring: Colouring,
    p: themes.Palette,
    wires: tuple[list[float | None], list[float | None]],
) -> tuple[list[Block], float]:
    """The stack under one post of the second row: everything below it indented by depth, an elbow line from its superior."""
    blocks: list[Block] = []
    y = 82.0

    def place(k: Kotak, depth: int, parent_y: float | None) -> None:
        nonlocal y
        left, top = x + depth * INDENT, y
        blocks.append(_block(k, left, x + wide, top, colouring, p))
        if parent_y is not None:
            wires[0].extend([left - INDENT / 2, left - INDENT / 2, left, None])
            wires[1].extend([parent_y + HIGH, top + HIGH / 2, top + HIGH / 2, None])
        y += STEP
        for child in below.get(k.id, []):
            place(child, depth + 1, top)

    for top in tops:
        place(top, 0, None)
    return blocks, y


def _block(k: Kotak, x0: float, x1: float, y: float, colouring: Colouring, p: themes.Palette) -> Block:
    empty = k.kosong
    fill = (
        p.dasar if empty else p.panel if not k.jenis else colouring.of(k.jenis, int(k.rentang > 0), k.rentang, k.kursi, k.lowong)
    )
    ink = p.teks if empty else themes.ink(fill)
    most = int((x1 - x0 - 14) / 6.3)
    words = f"<b>{cut(k.judul, most)}</b>" + (f"<br>{cut(k.catatan, most)}" if k.catatan else "")
    hover = f"<b>{k.penuh}</b><br>{k.catatan}"
    return Block(x0, x1, y, y + HIGH, fill, ink, words, hover, k.kode, p.tingkat["SR"].word if empty else "", empty)
