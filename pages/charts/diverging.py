"""Diverging bars from zero: what is short to the left in orange, what is over to the right in blue, the name on the free side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes

ROW, HEAD, VALUE = 31, 30, 52


@dataclass(frozen=True)
class Bar:
    """One agency or unit: signed size, its text (`−104`), name and `1.245 / 1.349` for the free side."""

    id: str
    nilai: int
    shown: str
    name: str
    fraction: str
    hover: str


def diverging(bars: Sequence[Bar], theme: str, lang: str = "id", *, mode: str = "meja") -> go.Figure:
    """First bar on top; clicks give `customdata[0]` = Bar.id. Lengths are linear from zero."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    layout = themes.layout(theme, HEAD + ROW * max(len(bars), 1) + 6, mode=mode, margin=(2, HEAD, 2, 6))
    low, high = _range(bars)
    layout["xaxis"] |= {"range": [low, high]}
    layout["yaxis"] |= {"range": [-0.6, len(bars) - 0.4]}
    y = [len(bars) - 1 - place for place in range(len(bars))]
    layout["annotations"] = [
        *_heads(colours, size.text, lang),
        *(note for bar, place in zip(bars, y, strict=True) for note in _labels(bar, place, colours, size.text)),
    ]
    line = {"color": colours.redup, "width": 1.4}
    layout["shapes"] = [{"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "line": line}]
    return themes.figure([_bars(bars, y, colours)], layout)


def _range(bars: Sequence[Bar]) -> tuple[float, float]:
    """Both ends with room for the figure at the bar's end and for the name beyond zero: shares of the whole width."""
    short = max((-b.nilai for b in bars if b.nilai < 0), default=0)
    over = max((b.nilai for b in bars if b.nilai > 0), default=0)
    whole = (short + over or 1) / 0.52
    left = max(short + 0.1 * whole, 0.34 * whole if over else 0.1 * whole)
    right = max(over + 0.1 * whole, 0.36 * whole)
    return -left, right


def _bars(bars: Sequence[Bar], y: Sequence[int], colours: themes.Palette) -> go.Bar:
    steps = [colours.tingkat["R"] if b.nilai < 0 else colours.tingkat["ST"] for b in bars]
    return themes.cells(
        [0] * len(bars), list(y), 0, 0.64, [s.fill for s in steps], widths=[b.nilai for b in bars],
        outline=[s.word if b.nilai < 0 else s.fill for b, s in zip(bars, steps, strict=True)],
        customdata=[[b.id] for b in bars], hovertext=[b.hover for b in bars],
    )  # fmt: skip


def _heads(colours: themes.Palette, size: int, lang: str) -> list[dict[str, Any]]:
    font = {"color": colours.redup, "size": size}
    place: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "yshift": 6, "font": font}
    return [
        themes.label(0, 1, f"◄ {text('peta.kurang', lang)}", xanchor="right", xshift=-12, **place),
        themes.label(0, 1, f"{text('peta.lebih', lang)} ►", xanchor="left", xshift=12, **place),
    ]


def _labels(bar: Bar, y: int, colours: themes.Palette, size: int) -> list[dict[str, Any]]:
    """The figure at the bar's end, name and fraction on the other side of zero."""
    short = bar.nilai <= 0
    outer, inner = ("right", "left") if short else ("left", "right")
    away, back = (-8, 10) if short else (8, -10)
    font = {"color": colours.teks, "size": size}
    said = f'{bar.name} <span style="color:{colours.redup}">{bar.fraction}</span>'
    return [
        themes.label(bar.nilai, y, f"<b>{bar.shown}</b>", xanchor=outer, xshift=away, font=font),
        themes.label(0, y, said, xanchor=inner, xshift=back, font=font),
    ]
