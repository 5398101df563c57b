"""The course of each stage since the baseline: small panels beside one another, from 0 to 100, years at their true distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import draw, label

WIDTH, HEIGHT, PITCH, PANEL, TOP, FOOT = 1290, 172, 430, 300, 34, 28


@dataclass(frozen=True)
class Dot:
    """One quarter: its place in time (quarters since year 0), the year named under its first one, value (0–100), texts."""

    at: int
    year: str
    value: float | None
    text: str
    hover: str


@dataclass(frozen=True)
class Panel:
    """One stage: its title and its quarters, oldest first."""

    title: str
    dots: Sequence[Dot]


def stage_trend(panels: Sequence[Panel], missing: str, theme: str) -> go.Figure:
    """missing: what is written where a quarter has no value."""
    p = themes.palette(theme)
    labels = [one for k, panel in enumerate(panels) for one in _labels(k, panel, missing, p)]
    lines = [_grid(len(panels), p), *(_line(k, panel, p) for k, panel in enumerate(panels))]
    return draw([], WIDTH, HEIGHT, theme, labels=labels, lines=lines)


def _x(k: int, panel: Panel, dot: Dot) -> float:
    first, last = panel.dots[0].at, panel.dots[-1].at
    return k * PITCH + 26 + (PANEL * (dot.at - first) / (last - first) if last > first else PANEL)


def _y(value: float) -> float:
    return TOP + (HEIGHT - TOP - FOOT) * (1 - min(max(value, 0.0), 100.0) / 100)


def _grid(n: int, p: themes.Palette) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for k in range(n):
        for value in (0, 50, 100):
            xs += [k * PITCH + 26, k * PITCH + 26 + PANEL, None]
            ys += [_y(value), _y(value), None]
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": p.kisi, "width": 1}, hoverinfo="skip")


def _line(k: int, panel: Panel, p: themes.Palette) -> go.Scatter:
    return go.Scatter(
        x=[_x(k, panel, d) for d in panel.dots],
        y=[None if d.value is None else _y(d.value) for d in panel.dots],
        mode="lines+markers", connectgaps=False, line={"color": p.biru, "width": 2.5},
        marker={"size": 7, "color": p.biru, "opacity": 1},
        hovertext=[d.hover for d in panel.dots], hoverinfo="text",
    )  # fmt: skip


def _labels(k: int, panel: Panel, missing: str, p: themes.Palette) -> list[dict[str, object]]:
    found = [label(k * PITCH, 10, f"<b>{panel.title}</b>", p.teks, size=13)]
    found += [label(k * PITCH + 20, _y(v), str(v), p.redup, size=11, anchor="right") for v in (0, 50, 100)]
    found += [label(_x(k, panel, d), HEIGHT - 12, d.year, p.redup, size=11, anchor="center") for d in panel.dots if d.year]
    # One word for a run of quarters without a value: each would cover the next.
    silent = next((d for d in panel.dots if d.value is None), None)
    if silent:
        found.append(label(_x(k, panel, silent), _y(8), missing, p.redup, size=11))
    known = [d for d in panel.dots if d.value is not None]
    if known:
        last = known[-1]
        found.append(label(_x(k, panel, last) + 10, _y(last.value or 0), f"<b>{last.text}</b>", p.teks, size=14))
    if len(known) > 1 and known[0].text != known[-1].text:
        first = known[0]
        above = (first.value or 0) < 80
        found.append(
            label(_x(k, panel, first), _y(first.value or 0) + (-14 if above else 14), first.text, p.redup, anchor="center")
        )
    return found
