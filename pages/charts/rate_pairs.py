"""Two shares of each place side by side, as bars on a track from 0 to 100, with the fraction after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

ROW, THICK = 24, 0.62
WIDTH, SPACE = 100, 62
"""The track in units of a percent, and the room right of it for its words."""


@dataclass(frozen=True)
class Rate:
    """One share: percent (None: nothing is due), the step of its scale, and its words (`82,1% 7/9`)."""

    percent: float | None
    step: str | None
    words: str


@dataclass(frozen=True)
class Pair:
    """A place with its two shares and what its hover says."""

    id: str
    name: str
    rates: tuple[Rate, Rate]
    hover: str


def rate_pairs(rows: Sequence[Pair], heads: tuple[str, str], theme: str) -> go.Figure:
    """First row on top. A click gives `customdata` = [id]."""
    p = themes.palette(theme)
    layout = themes.layout(theme, 34 + ROW * max(len(rows), 1), margin=(themes.left_margin([r.name for r in rows]), 28, 4, 4))
    layout["xaxis"] |= {"range": [0, 2 * (WIDTH + SPACE)]}
    layout["yaxis"] |= {"range": [-0.5, len(rows) - 0.5]}
    spots = [(row, len(rows) - 1 - place) for place, row in enumerate(rows)]
    layout["annotations"] = [*_heads(heads, p), *(note for row, y in spots for note in _notes(row, y, p))]
    return themes.figure([_bars(spots, p, track=True), _bars(spots, p, track=False)], layout)


def _start(place: int) -> float:
    return place * (WIDTH + SPACE)


def _bars(spots: Sequence[tuple[Pair, int]], p: themes.Palette, *, track: bool) -> go.Bar:
    flat = [(row, y, n, rate) for row, y in spots for n, rate in enumerate(row.rates) if track or rate.percent is not None]
    fills = [p.panel if track else p.tingkat[rate.step or "S"].fill for *_, rate in flat]
    pale = [p.garis if track else p.tingkat[rate.step or "S"].word for *_, rate in flat]
    return themes.cells(
        [_start(n) for _, _, n, _ in flat],
        [y for _, y, _, _ in flat],
        WIDTH,
        THICK,
        fills,
        widths=[WIDTH if track else rate.percent or 0 for *_, rate in flat],
        outline=pale,
        customdata=[[row.id] for row, _, _, _ in flat],
        hovertext=[row.hover for row, _, _, _ in flat],
    )


def _notes(row: Pair, y: int, p: themes.Palette) -> list[dict[str, Any]]:
    name = themes.label(0, y, row.name, xref="paper", xanchor="right", xshift=-8, font={"color": p.teks, "size": 12})
    words = [
        themes.label(_start(n) + WIDTH, y, rate.words, xanchor="left", xshift=6, font={"color": _ink(rate, p), "size": 12})
        for n, rate in enumerate(row.rates)
    ]
    return [name, *words]


def _ink(rate: Rate, p: themes.Palette) -> str:
    return p.tingkat[rate.step].word if rate.step else p.redup


def _heads(heads: tuple[str, str], p: themes.Palette) -> list[dict[str, Any]]:
    font = {"color": p.redup, "size": 12}
    at: dict[str, Any] = {"yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 4, "font": font}
    return [themes.label(_start(n), 1, words, **at) for n, words in enumerate(heads)]
