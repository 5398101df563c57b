"""From then to now as bands between two columns of blocks: widths are counts, names and counts stand beside the blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, RIGHT, BLOCK, HEIGHT, TOP, GAP, LEAST = 640, 92, 250, 14, 330, 26, 9, 15
"""Pixels; LEAST: the smallest distance of two names, whatever their blocks measure."""


@dataclass(frozen=True)
class Node:
    """A block: id, name as written, fill."""

    id: str
    name: str
    fill: str


def alluvial(
    flows: Mapping[tuple[str, str], int], left: Sequence[Node], right: Sequence[Node], heads: tuple[str, str],
    number: Any, theme: str,
) -> go.Figure:  # fmt: skip
    """flows: (left id, right id) → count; number: count → text. Blocks without a flow are left out; order is as given."""
    p = themes.palette(theme)
    froms = _column([n for n in left if any(a == n.id for a, _ in flows)], flows, 0)
    tos = _column([n for n in right if any(b == n.id for _, b in flows)], flows, 1)
    height = max([HEIGHT, *(y1 for _, _, y1 in (*froms, *tos))]) + 8
    blocks, labels = [], [label(NAMES - 6, 10, f"<b>{heads[0]}</b>", p.redup, anchor="right"),
                          label(WIDTH - RIGHT + BLOCK + 8, 10, f"<b>{heads[1]}</b>", p.redup)]  # fmt: skip
    for column, x in ((froms, NAMES), (tos, WIDTH - RIGHT)):
        for node, y0, y1 in column:
            total = sum(n for pair, n in flows.items() if pair[x != NAMES] == node.id)
            blocks.append(Block(x, x + BLOCK, y0, y1, node.fill, p.teks, hover=f"{node.name}: {number(total)}", id=node.id))
            words = f"{node.name} <b>{number(total)}</b>"
            at, anchor = (x - 6, "right") if x == NAMES else (x + BLOCK + 8, "left")
            labels.append(label(at, (y0 + y1) / 2, words, p.teks, size=12, anchor=anchor))
    fig = draw(blocks, WIDTH, height, theme, labels=labels)
    # One list: shapes added one by one are quadratic.
    return fig.update_layout(shapes=_bands(flows, froms, tos, p))


def _column(nodes: Sequence[Node], flows: Mapping[tuple[str, str], int], side: int) -> list[tuple[Node, float, float]]:
    """(node, top, bottom): heights by count, names never closer than they can be read."""
    totals = [sum(n for pair, n in flows.items() if pair[side] == node.id) for node in nodes]
    room = HEIGHT - TOP - GAP * max(len(nodes) - 1, 0)
    scale = room / max(sum(totals), 1)
    placed, y, middle = [], float(TOP), float("-inf")
    for node, total in zip(nodes, totals, strict=True):
        high = max(total * scale, 2.0)
        y = max(y, middle + LEAST - high / 2)
        placed.append((node, y, y + high))
        middle, y = y + high / 2, y + high + GAP
    return placed


def _bands(
    flows: Mapping[tuple[str, str], int], froms: Sequence[tuple[Node, float, float]],
    tos: Sequence[tuple[Node, float, float]], p: themes.Palette,
) -> list[dict[str, Any]]:  # fmt: skip
    """One closed path per flow, in the colour of where it leads."""
    next_left = {node.id: y0 for node, y0, _ in froms}
    next_right = {node.id: y0 for node, y0, _ in tos}
    shares = {node.id: y1 - y0 for node, y0, y1 in (*froms, *tos)}
    shapes = []
    for source, _, _ in froms:
        for target, _, _ in tos:
            n = flows.get((source.id, target.id), 0)
            if not n:
                continue
            high_left = shares[source.id] * n / sum(c for (a, _), c in flows.items() if a == source.id)
            high_right = shares[target.id] * n / sum(c for (_, b), c in flows.items() if b == target.id)
            top, bottom = next_left[source.id], next_right[target.id]
            next_left[source.id], next_right[target.id] = top + high_left, bottom + high_right
            path = _path(top, top + high_left, bottom, bottom + high_right)
            shapes.append({"type": "path", "path": path, "fillcolor": target.fill, "opacity": 0.45, "line": {"width": 0},
                           "layer": "below"})  # fmt: skip
    return shapes


def _path(a0: float, a1: float, b0: float, b1: float) -> str:
    x0, x1 = NAMES + BLOCK, WIDTH - RIGHT
    mid = (x0 + x1) / 2
    there = f"M {x0},{a0:.1f} C {mid},{a0:.1f} {mid},{b0:.1f} {x1},{b0:.1f}"
    return f"{there} L {x1},{b1:.1f} C {mid},{b1:.1f} {mid},{a1:.1f} {x0},{a1:.1f} Z"
