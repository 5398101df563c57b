"""One figure of several places over the quarters: a line each, and the band in which half of all governments lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes

HEIGHT = 250
_LABEL = 17
"""Pixels that a label at the end of a line needs."""


@dataclass(frozen=True)
class Series:
    """One place: its name at the end of the line, a value per quarter (None breaks the line) and how each is written."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    hovers: Sequence[str]


def band_trend(
    series: Sequence[Series], band: tuple[Sequence[float | None], Sequence[float | None]] | None,
    quarters: Sequence[tuple[str, str]], theme: str, *, band_name: str = "",
) -> go.Figure:  # fmt: skip
    """series: at most three, the widest place first. band: lower and upper ends per quarter. quarters: (tick, year or empty)."""
    p = themes.palette(theme)
    known = [v for s in series for v in s.values if v is not None]
    many = len(quarters) - 1
    known += [v for side in band or () for v in side if v is not None]
    low, high = _span(known)
    right = min(themes.left_margin([f"{s.name} {s.texts[-1] if s.texts else ''}" for s in series]) + 8, 330)
    layout = themes.layout(theme, HEIGHT, margin=(20, 10, right, 38))
    layout["xaxis"] |= {"range": [-0.04 * many, many * 1.02] if many > 0 else [-0.5, 0.5]}
    layout["yaxis"] |= {"range": [low, high]}
    layout["annotations"] = [*_ticks(quarters, p), *_ends(series, (low, high), p)]
    traces = [*_band(band, p), *(_line(s, place, p) for place, s in enumerate(series))]
    if many > 0 and band and band_name and band[1][-1] is not None:
        layout["annotations"].append(_band_words(band, band_name, p))
    return themes.figure(traces, layout)


def colours(p: themes.Palette) -> tuple[str, str, str]:
    """The lines: text colour for the widest place, blue and amber for the two held against it."""
    return p.teks, p.biru, p.jabatan["fungsional"]


def _span(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    room = max((max(values) - min(values)) * 0.18, 0.1)
    return min(values) - room, max(values) + room


def _line(series: Series, place: int, p: themes.Palette) -> go.Scatter:
    colour = colours(p)[place]
    last = max((n for n, v in enumerate(series.values) if v is not None), default=-1)
    sizes = [9 if n == last else 5 for n in range(len(series.values))]
    return go.Scatter(
        x=list(range(len(series.values))), y=list(series.values), mode="lines+markers", connectgaps=False,
        line={"color": colour, "width": 3 if place == 0 else 2, "dash": ("solid", "solid", "dash")[place]},
        marker={"size": sizes, "color": colour, "opacity": 1}, hovertext=list(series.hovers), hoverinfo="text",
    )  # fmt: skip


def _band(band: tuple[Sequence[float | None], Sequence[float | None]] | None, p: themes.Palette) -> list[go.Scatter]:
    if band is None:
        return []
    at = [n for n, (one, other) in enumerate(zip(*band, strict=True)) if one is not None and other is not None]
    if not at:
        return []
    return [
        go.Scatter(
            x=[*at, *reversed(at)], y=[*(band[0][n] for n in at), *(band[1][n] for n in reversed(at))], mode="lines",
            fill="toself", fillcolor=p.kisi, line={"width": 0}, hoverinfo="skip",
        )
    ]  # fmt: skip


def _ticks(quarters: Sequence[tuple[str, str]], p: themes.Palette) -> list[dict[str, Any]]:
    font = {"color": p.redup, "size": 12}
    return [
        themes.label(
            n, 0, f"{tick}<br>{year}" if year else tick, yref="paper", yanchor="top", yshift=-4, font=font, align="center"
        )
        for n, (tick, year) in enumerate(quarters)
    ]


def _ends(series: Sequence[Series], span: tuple[float, float], p: themes.Palette) -> list[dict[str, Any]]:
    """The names at the ends of the lines, moved apart where the lines end close together."""
    inner = HEIGHT - 48
    wanted: list[tuple[float, int, int, float]] = []
    for place, one in enumerate(series):
        last = max((n for n, v in enumerate(one.values) if v is not None), default=None)
        if last is not None:
            value = one.values[last] or 0.0
            wanted.append((inner * (value - span[0]) / (span[1] - span[0]), place, last, value))
    wanted.sort()
    shown, floor = [], -1e9
    for height, place, last, value in wanted:
        at = max(height, floor)
        floor = at + _LABEL
        words = f"{series[place].name} <b>{series[place].texts[last]}</b>"
        shown.append(
            themes.label(
                1, value, words, xref="paper", xanchor="left", yanchor="middle", xshift=2, yshift=at - height,
                font={"color": _ink(place, p), "size": 13},
            )
        )  # fmt: skip
    return shown


def _ink(place: int, p: themes.Palette) -> str:
    """Amber is too pale for words on light paper."""
    return (p.teks, p.tingkat["T"].word, p.tingkat["R"].word)[place]


def _band_words(band: tuple[Sequence[float | None], Sequence[float | None]], words: str, p: themes.Palette) -> dict[str, Any]:
    font = {"color": p.redup, "size": 12}
    at = len(band[0]) // 2 if len(band[0]) > 2 else 0
    spot = next((n for n in range(at, len(band[0])) if band[0][n] is not None), 0)
    anchor = "left" if spot == 0 else "center"
    return themes.label(spot, band[0][spot] or 0.0, words, xanchor=anchor, yanchor="top", yshift=-3, font=font)
