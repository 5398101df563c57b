"""Agency × agency: teams shared, as a lower triangle in clustered order; the strongest block is outlined and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, NAMES, ROW, MOST_WIDE, FOOT = 640, 118, 28, 52, 66
_PER_LINE = 3


@dataclass(frozen=True)
class Outlined:
    """The block that is named: places first to last in the order, what it is about, who is in it."""

    first: int
    last: int
    title: str
    members: Sequence[str]


def pair_id(one: str, other: str) -> str:
    """What a click on a cell gives back: `1.01|1.02`, the smaller code first."""
    return f"{min(one, other)}|{max(one, other)}"


def who_works_with_whom(
    order: Sequence[str],
    names: Mapping[str, str],
    counts: Mapping[tuple[str, str], int],
    outlined: Outlined | None,
    theme: str,
    lang: str = "id",
    chosen: str = "",
) -> go.Figure:
    """order: codes, neighbours next to each other; counts: (smaller code, larger code) → teams; chosen: a pair_id."""
    p = themes.palette(theme)
    wide = min((WIDTH - NAMES) / max(len(order) - 1, 1), MOST_WIDE)
    most = max((counts.get((min(a, b), max(a, b)), 0) for a in order for b in order if a != b), default=1)
    blocks, labels = [], []
    for i, row in enumerate(order[1:]):
        labels.append(label(NAMES - 8, (i + 0.5) * ROW, names[row], p.teks, anchor="right"))
        for j, column in enumerate(order[: i + 1]):
            n = counts.get((min(row, column), max(row, column)), 0)
            x, y = NAMES + j * wide, i * ROW
            pair = (pair_id(row, column), f"{names[column]} × {names[row]}")
            blocks.append(_cell(n, pair, (x, x + wide, y, y + ROW), most, chosen, theme, lang))
    bottom = max(len(order) - 1, 1) * ROW
    labels += [_foot(NAMES + (j + 0.5) * wide, bottom, names[code], p) for j, code in enumerate(order[:-1])]
    if outlined:
        labels += _block_name(outlined, p)
    fig = draw(blocks, WIDTH, bottom + FOOT, theme, labels=labels)
    if outlined:
        fig.layout.shapes = (*fig.layout.shapes, _frame(outlined, wide, p))
    return fig


def _cell(
    n: int,
    pair: tuple[str, str],
    edges: tuple[float, float, float, float],
    most: int,
    chosen: str,
    theme: str,
    lang: str,
) -> Block:
    p = themes.palette(theme)
    # The palest blues are the paper's own: a shared team must not look like none.
    fill = themes.sequential(theme, 0.2 + 0.65 * n / max(most, 1)) if n else p.dasar
    hover = text("sistem_kerja.sentuh.sel" if n else "sistem_kerja.sentuh.kosong", lang, pasangan=pair[1], n=number(n, 0, lang))
    code = pair[0]
    outline = p.tingkat["R"].word if code == chosen else "" if n else p.kisi
    x0, x1, y0, y1 = edges
    words = f"<b>{number(n, 0, lang)}</b>" if n else ""
    ink = themes.ink(fill)
    return Block(
        x0 + 1, x1 - 1, y0 + 1, y1 - 1, fill, ink, words, hover, code if n else "", outline, code == chosen, 13, centred=True
    )  # fmt: skip


def _foot(x: float, y: float, name: str, p: themes.Palette) -> dict[str, object]:
    """A column's name below the triangle, turned so that long ones fit."""
    return label(x + 6, y + 4, name, p.redup, size=11, anchor="right") | {"textangle": -38, "yanchor": "top"}


def _block_name(found: Outlined, p: themes.Palette) -> list[dict[str, object]]:
    """What the block is about and who is in it, in the empty upper half."""
    rows = [", ".join(found.members[at : at + _PER_LINE]) for at in range(0, len(found.members), _PER_LINE)]
    words = f"<b>{found.title}</b><br>" + ",<br>".join(rows)
    return [label(WIDTH - 2, 6, words, p.teks, anchor="right") | {"yanchor": "top", "align": "right"}]


def _frame(found: Outlined, wide: float, p: themes.Palette) -> dict[str, object]:
    x0, x1 = NAMES + found.first * wide, NAMES + found.last * wide
    y0, y1 = found.first * ROW, found.last * ROW
    return {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": {"color": p.teks, "width": 2}, "layer": "above"}
