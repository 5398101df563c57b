"""Legal products in time: one lane per stage, a dot per product with its name, drafts hollow with their age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label

WIDTH, NAMES, FOOT, ROW, CHAR = 760, 142, 26, 27, 6.1


@dataclass(frozen=True)
class Mark:
    """One product. kind: peraturan (filled), lain (pale), rancangan (hollow, dotted line to `until`), dicabut (grey)."""

    lane: int
    day: date
    words: str
    kind: str
    hover: str = ""
    until: date | None = None


@dataclass(frozen=True)
class _Placed:
    mark: Mark
    x: float
    row: int
    right: bool
    """Whether the words stand right of the dot."""


def legal_timeline(lanes: Sequence[tuple[str, str]], marks: Sequence[Mark], start: date, end: date, theme: str) -> go.Figure:
    """lanes: (name, what is said where nothing is in force); time runs from start to end, linear."""
    colours = themes.palette(theme)
    placed, tops, height = _place(lanes, marks, start, end)
    labels = [note for spot in placed for note in _words(spot, tops, colours)]
    for place, (name, note) in enumerate(lanes):
        middle = (tops[place] + tops[place + 1]) / 2
        labels.append(label(NAMES - 10, middle, name, colours.teks, anchor="right", size=13))
        if note:
            said = f"<b>{note}</b>"
            labels.append(label(NAMES + 6, _free(placed, place, tops), said, colours.tingkat["SR"].word))
    labels += _years(start, end, height, colours)
    bands = [Block(0, WIDTH, tops[n], tops[n + 1], colours.panel, colours.teks) for n in range(0, len(lanes), 2)]
    return (
        draw(bands, WIDTH, height + FOOT, theme, labels=labels, lines=[])
        if not placed
        else _with_dots(draw(bands, WIDTH, height + FOOT, theme, labels=labels), placed, tops, start, end, colours)
    )


def _x(day: date, start: date, end: date) -> float:
    span = max((end - start).days, 1)
    share = min(max((day - start).days / span, 0.0), 1.0)
    return NAMES + 10 + share * (WIDTH - NAMES - 26)


def _place(
    lanes: Sequence[tuple[str, str]], marks: Sequence[Mark], start: date, end: date
) -> tuple[list[_Placed], list[float], float]:
    """Every mark in the first free row of its lane; the lanes' top edges; the height."""
    placed: list[_Placed] = []
    tops = [4.0]
    for lane, (_, note) in enumerate(lanes):
        rows: list[list[tuple[float, float]]] = [[(NAMES, NAMES + 12 + CHAR * len(note))]] if note else []
        for mark in sorted((m for m in marks if m.lane == lane), key=lambda m: m.day):
            x = _x(mark.day, start, end)
            right = x + 14 + CHAR * len(mark.words) <= WIDTH
            span = _span(mark, x, right, _x(mark.until, start, end) if mark.until else x)
            row = next((n for n, taken in enumerate(rows) if all(span[1] < a or span[0] > b for a, b in taken)), len(rows))
            rows += [[]] if row == len(rows) else []
            rows[row].append(span)
            placed.append(_Placed(mark, x, row, right))
        tops.append(tops[-1] + ROW * max(len(rows), 1) + 4)
    return placed, tops, tops[-1]


def _span(mark: Mark, x: float, right: bool, until: float) -> tuple[float, float]:
    """The pixels that dot, line and words take up."""
    words = 16 + CHAR * len(mark.words)
    return (x - 7, max(x + words, until + 7)) if right else (x - words, until + 7)


def _y(spot: _Placed, tops: Sequence[float]) -> float:
    return tops[spot.mark.lane] + 2 + ROW * (spot.row + 0.5)


def _free(placed: Sequence[_Placed], lane: int, tops: Sequence[float]) -> float:
    """The note of a lane stands in its first row."""
    return tops[lane] + 2 + ROW * 0.5


def _words(spot: _Placed, tops: Sequence[float], colours: themes.Palette) -> list[dict[str, object]]:
    colour = colours.redup if spot.mark.kind == "dicabut" else colours.teks
    x, anchor = (spot.x + 11, "left") if spot.right else (spot.x - 11, "right")
    return [label(x, _y(spot, tops), spot.mark.words, colour, anchor=anchor)]


def _years(start: date, end: date, height: float, colours: themes.Palette) -> list[dict[str, object]]:
    years = range(start.year, end.year + 1)
    step = max(1, -(-len(years) // 9))
    ticks = [date(year, 1, 1) for year in years][::step]
    return [label(_x(day, start, end), height + 12, str(day.year), colours.redup, anchor="center") for day in ticks]


def _with_dots(
    figure: go.Figure, placed: Sequence[_Placed], tops: Sequence[float], start: date, end: date, colours: themes.Palette
) -> go.Figure:
    """Dots on top of the lanes, with the dotted line of a draft from its day to the quarter's end."""
    blue, orange = colours.tingkat["ST"].fill, colours.tingkat["R"].word
    fill = {"peraturan": blue, "lain": colours.tingkat["T"].fill, "dicabut": colours.garis}
    edge = {"peraturan": blue, "lain": colours.tingkat["T"].word, "dicabut": colours.redup, "rancangan": orange}
    dots = go.Scatter(
        x=[s.x for s in placed], y=[_y(s, tops) for s in placed], mode="markers",
        marker={
            "size": 13, "opacity": 1, "color": [fill.get(s.mark.kind, colours.dasar) for s in placed],
            "line": {"width": 2, "color": [edge.get(s.mark.kind, colours.redup) for s in placed]},
        },
        hovertext=[s.mark.hover for s in placed], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip
    waits = [(s.x, _x(s.mark.until, start, end), _y(s, tops)) for s in placed if s.mark.until]
    line = go.Scatter(
        x=[v for a, b, _ in waits for v in (a, b, None)], y=[v for *_, y in waits for v in (y + 10, y + 10, None)],
        mode="lines", line={"color": orange, "width": 1.4, "dash": "dot"}, hoverinfo="skip",
    )  # fmt: skip
    return themes.figure([*figure.data, line, dots], figure.layout.to_plotly_json())
