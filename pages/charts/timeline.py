"""Legal products in time: one dated dot each on the lane of its stage, drafts hollow, the name written beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import draw, label

WIDTH, NAMES, LINE, TOP, FOOT = 1290, 170, 22, 8, 24
CHARACTER = 6.3
"""Pixels of one character of a label."""


@dataclass(frozen=True)
class Event:
    """One product. lane: its place among the lanes; at: years (2023.5), None = without a date, set at the right end."""

    lane: int
    at: float | None
    name: str
    note: str
    """Age of a draft or status, in words after the name."""
    kind: str
    """`berlaku` filled, `rancangan` hollow, `dicabut` grey."""
    hover: str


@dataclass(frozen=True)
class _Placed:
    event: Event
    x: float
    row: int
    left: bool
    """The label stands left of the dot, where it would run out of the picture."""


def timeline(events: Sequence[Event], lanes: Sequence[str], span: tuple[int, int], undated: str, theme: str) -> go.Figure:
    """lanes: names, top to bottom; span: first and last year shown; undated: said over the place of products without a date."""
    p = themes.palette(theme)
    placed = [_stack([e for e in events if e.lane == n], span) for n in range(len(lanes))]
    tops, height = [], float(TOP)
    for found in placed:
        tops.append(height)
        height += LINE * max(1, 1 + max((one.row for one in found), default=0)) + 8
    labels, dots = [], []
    for name, found, top in zip(lanes, placed, tops, strict=True):
        labels.append(label(0, top + LINE / 2 + 2, f"<b>{name}</b>", p.teks, size=12))
        for one in found:
            y = top + LINE * (one.row + 0.5) + 2
            labels.append(_label(one, y, p))
            dots.append((one, y))
    years = range(span[0], span[1] + 1)
    labels += [label(_x(year, span), height + 10, str(year), p.redup, size=11, anchor="center") for year in years]
    if any(e.at is None for e in events):
        labels.append(label(_x(span[1] + 1, span), height + 10, undated, p.redup, size=11, anchor="center"))
    lines = [_grid(years, span, tops, height, p), _dots(dots, p)]
    return draw([], WIDTH, height + FOOT, theme, labels=labels, lines=lines)


def _x(at: float | None, span: tuple[int, int]) -> float:
    """Pixels; the place of what has no date is one year after the last."""
    first, last = span
    place = (last + 1 if at is None else at) - first
    return NAMES + 16 + (WIDTH - NAMES - 150) * place / max(last + 1 - first, 1)


def _stack(events: Sequence[Event], span: tuple[int, int]) -> list[_Placed]:
    """Each label on the first line of its lane where it does not run into another."""
    ends: list[float] = []
    found = []
    for event in sorted(events, key=lambda e: (e.at is None, e.at or 0)):
        x = _x(event.at, span)
        wide = 14 + CHARACTER * len(event.name + event.note)
        left = x + wide > WIDTH
        start, end = (x - wide, x + 10) if left else (x - 8, x + wide + 8)
        row = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end]
        found.append(_Placed(event, x, row, left))
    return found


def _label(one: _Placed, y: float, p: themes.Palette) -> dict[str, object]:
    note = f" <span style='color:{p.redup}'>{one.event.note}</span>" if one.event.note else ""
    words = f"{one.event.name}{note}"
    return label(one.x - 11, y, words, p.teks, anchor="right") if one.left else label(one.x + 11, y, words, p.teks)


def _grid(years: range, span: tuple[int, int], tops: Sequence[float], height: float, p: themes.Palette) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for year in years:
        xs += [_x(year, span), _x(year, span), None]
        ys += [TOP, height, None]
    for top in tops:
        xs += [0, WIDTH, None]
        ys += [top - 3, top - 3, None]
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": p.kisi, "width": 1}, hoverinfo="skip")


def _dots(placed: Sequence[tuple[_Placed, float]], p: themes.Palette) -> go.Scatter:
    fills = {"berlaku": p.biru, "rancangan": p.dasar, "dicabut": p.garis}
    edges = {"berlaku": p.biru, "rancangan": p.tingkat["R"].word, "dicabut": p.redup}
    return go.Scatter(
        x=[one.x for one, _ in placed], y=[y for _, y in placed], mode="markers",
        marker={
            "size": 12, "opacity": 1, "color": [fills[one.event.kind] for one, _ in placed],
            "line": {"width": 2, "color": [edges[one.event.kind] for one, _ in placed]},
        },
        hovertext=[one.event.hover for one, _ in placed], hoverinfo="text",
    )  # fmt: skip
