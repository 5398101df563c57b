"""Mean span as three bars: the baseline, as the posts say, and as the work is given; the last one's loss is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import MINUS, number

WIDTH, NAMES, VALUES, ROW, BAR = 520, 178, 96, 40, 24


@dataclass(frozen=True)
class Bar:
    """One bar: its name as written, its value (None: unknown, then `reason` is written), what it is for the colour."""

    name: str
    value: float | None
    kind: str
    """dasar, resmi or bayangan."""
    reason: str = ""


def span_bars(bars: Sequence[Bar], theme: str, lang: str = "id") -> go.Figure:
    """Lengths are linear from zero; behind the bar with the shadow layer stands what it takes from the one before."""
    p = themes.palette(theme)
    fills = {"dasar": p.jabatan["pelaksana"], "resmi": p.jabatan["jpt_pratama"], "bayangan": p.jabatan["fungsional"]}
    scale = (WIDTH - NAMES - VALUES) / max([b.value or 0 for b in bars] + [1e-9])
    official = next((b.value for b in bars if b.kind == "resmi"), None)
    blocks, labels = [], []
    for i, bar in enumerate(bars):
        y = i * ROW + 6
        middle = y + BAR / 2
        labels.append(label(NAMES - 8, middle, bar.name, p.teks, anchor="right"))
        if bar.value is None:
            blocks.append(Block(NAMES, NAMES + 90, y, y + BAR, p.dasar, p.redup, bar.reason, outline=p.redup, dotted=True))
            continue
        end = NAMES + bar.value * scale
        blocks.append(Block(NAMES, end, y, y + BAR, fills[bar.kind], p.teks, hover=f"{bar.name}: {number(bar.value, 1, lang)}"))
        labels.append(
            label(end + 8, middle, f"<b>{number(bar.value, 1, lang)}</b>{_loss(bar, official, p, lang)}", p.teks, size=13)
        )
    return draw(blocks, WIDTH, len(bars) * ROW, theme, labels=labels)


def _loss(bar: Bar, official: float | None, p: themes.Palette, lang: str) -> str:
    """` −1,1`: what the shadow layer takes from the official figure, as the two are written."""
    if bar.kind != "bayangan" or bar.value is None or official is None:
        return ""
    lost = round(official, 1) - round(bar.value, 1)
    colour = p.tingkat["SR"].word
    return f" <span style='color:{colour}'>{MINUS}{number(lost, 1, lang)}</span>" if lost >= 0.05 else ""
