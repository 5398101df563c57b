"""What each assistant carries: one small panel per measure, bars linear from zero, the heaviest in strong blue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, VALUES, TITLE, ROW, BAR, GAP = 430, 198, 106, 22, 21, 15, 8


@dataclass(frozen=True)
class Panel:
    """One measure: its title, and per row the amount (None: unknown) with the amount as written."""

    title: str
    amounts: Sequence[float | None]
    written: Sequence[str]


def load_bars(names: Sequence[str], panels: Sequence[Panel], ids: Sequence[str], theme: str) -> go.Figure:
    """names, ids: the rows, the same in every panel; an id of '' is the row of agencies that nobody coordinates (grey)."""
    p = themes.palette(theme)
    blocks: list[Block] = []
    labels: list[dict[str, object]] = []
    y = 0.0
    for panel in panels:
        labels.append(label(0, y + TITLE / 2, f"<b>{panel.title}</b>", p.teks))
        y += TITLE
        scale = (WIDTH - NAMES - VALUES) / max([n or 0 for n in panel.amounts] + [1e-9])
        most = max((n or 0 for n, id_ in zip(panel.amounts, ids, strict=True) if id_), default=0)
        for name, id_, n, written in zip(names, ids, panel.amounts, panel.written, strict=True):
            fill = p.jabatan["pelaksana"] if not id_ else p.jabatan["jpt_pratama"] if n and n == most else p.jabatan["pengawas"]
            middle, end = y + ROW / 2, NAMES + (n or 0) * scale
            hover = f"{name}: {written}"
            blocks.append(Block(NAMES, end, middle - BAR / 2, middle + BAR / 2, fill, p.teks, hover=hover, id=id_))
            labels.append(label(NAMES - 8, middle, themes.clip(name, 29), p.teks if id_ else p.redup, anchor="right"))
            bold = f"<b>{written}</b>" if n and n == most and id_ else written
            labels.append(label(end + 6, middle, bold, p.teks))
            y += ROW
        y += GAP
    return draw(blocks, WIDTH, max(y - GAP, 1) + 2, theme, labels=labels)
