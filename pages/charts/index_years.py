"""Index values by year: one strip per index, a line only within one rule, a break where the rule changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, STRIP, HEAD, TOP, BAND = 860, 150, 88, 22, 38, 20


@dataclass(frozen=True)
class Dot:
    """One year's value: ready-made texts, the rule it was measured by, and what is said in orange beside the predicate."""

    year: int
    value: float
    shown: str
    word: str
    rule: str
    hover: str = ""
    loud: str = ""


@dataclass(frozen=True)
class Strip:
    """One index: its name, its scale in words and its values, oldest first."""

    name: str
    scale: str
    dots: tuple[Dot, ...]


def index_years(strips: Sequence[Strip], theme: str) -> go.Figure:
    """The strips under one axis of years; heights are relative within a strip, since their scales differ."""
    p = themes.palette(theme)
    years = sorted({d.year for s in strips for d in s.dots})
    spot = {year: NAMES + (n + 0.5) * (WIDTH - NAMES) / max(len(years), 1) for n, year in enumerate(years)}
    labels = [label(x, 10, str(year), p.redup, anchor="center") for year, x in spot.items()]
    bands, lines, xs, ys, hovers = [], [], [], [], []
    for place, strip in enumerate(strips):
        top = HEAD + place * STRIP
        if place % 2 == 0:
            bands.append(Block(0, WIDTH, top, top + STRIP, p.panel, p.teks))
        heights = _heights(strip, top)
        labels += _texts(strip, spot, heights, top, p)
        lines += _breaks(strip, spot, top, p)
        for _, group in groupby(strip.dots, key=lambda d: d.rule):
            run = list(group)
            lines.append(_path([spot[d.year] for d in run], [heights[d.year] for d in run], p.biru))
        xs += [spot[d.year] for d in strip.dots]
        ys += [heights[d.year] for d in strip.dots]
        hovers += [d.hover for d in strip.dots]
    marker = {"size": 9, "color": p.biru, "opacity": 1}
    dots = go.Scatter(x=xs, y=ys, mode="markers", marker=marker, hovertext=hovers, hoverinfo="text")
    base = draw(bands, WIDTH, HEAD + STRIP * len(strips) + 4, theme, labels=labels)
    return themes.figure([*base.data, *lines, dots], base.layout.to_plotly_json())


def _heights(strip: Strip, top: float) -> dict[int, float]:
    """Where each value lies within its strip: the highest at the top of the band."""
    values = [d.value for d in strip.dots]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    return {d.year: top + TOP + BAND * (0.5 if high == low else (high - d.value) / (high - low)) for d in strip.dots}


def _texts(
    strip: Strip, spot: dict[int, float], heights: dict[int, float], top: float, p: themes.Palette
) -> list[dict[str, object]]:
    """Name and scale at the left; value above and predicate below each dot; the rule where it begins."""
    found = [
        label(10, top + 34, f"<b>{strip.name}</b>", p.teks, size=13),
        label(10, top + 52, strip.scale, p.redup, size=11),
    ]
    orange = p.tingkat["SR"].word
    for dot in strip.dots:
        loud = f' <span style="color:{orange}"><b>{dot.loud}</b></span>' if dot.loud else ""
        found.append(label(spot[dot.year], heights[dot.year] - 14, f"<b>{dot.shown}</b>", p.teks, size=13, anchor="center"))
        found.append(label(spot[dot.year], top + STRIP - 13, dot.word + loud, p.teks, anchor="center"))
    for rule, group in groupby(strip.dots, key=lambda d: d.rule):
        found.append(label(spot[next(group).year] - 44, top + 9, rule, p.redup, size=11))
    return found


def _breaks(strip: Strip, spot: dict[int, float], top: float, p: themes.Palette) -> list[go.Scatter]:
    """A dotted line between two years of different rules."""
    cuts = [(spot[a.year] + spot[b.year]) / 2 for a, b in pairwise(strip.dots) if a.rule != b.rule]
    return [
        go.Scatter(
            x=[x, x], y=[top + 4, top + STRIP - 4], mode="lines", hoverinfo="skip",
            line={"color": p.redup, "width": 1.4, "dash": "dot"},
        )
        for x in cuts
    ]  # fmt: skip


def _path(xs: Sequence[float], ys: Sequence[float], colour: str) -> go.Scatter:
    return go.Scatter(x=list(xs), y=list(ys), mode="lines", line={"color": colour, "width": 2.2}, hoverinfo="skip")
