"""Indicators of one agency as bullets: capped attainment on a 0–100 track, target as a thick line, words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.steps import Scale

ROW = 68
RIGHT = 124


@dataclass(frozen=True)
class Bullet:
    """One indicator: name, capped attainment (percent; None = not filled), texts made ready by the caller."""

    id: str
    name: str
    value: float | None
    shown: str
    word: str
    below: str
    """`realisasi 24 · target 15 menit · mentah 101,1`."""
    loud: str = ""
    """What is said in orange after it: `tercetak 62,5%`."""
    hover: str = ""


def bullets(
    rows: Sequence[Bullet], scale: Scale, theme: str, *, target: str, top: float = 100.0, mode: str = "meja"
) -> go.Figure:
    """First row on top; clicks give `customdata[0]` = Bullet.id. top: right end of the track (the cap)."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    layout = themes.layout(theme, 24 + ROW * len(rows), mode=mode, margin=(2, 22, RIGHT, 2))
    layout["xaxis"] |= {"range": [0, top * 1.003]}
    layout["yaxis"] |= {"range": [-0.5, len(rows) - 0.5]}
    spots = [(row, len(rows) - 1 - place) for place, row in enumerate(rows)]
    layout["annotations"] = [note for row, y in spots for note in _labels(row, y, scale, theme, size)]
    head = {"color": colours.teks, "size": size.small}
    layout["annotations"].append(themes.label(100, 1, target, yref="paper", yanchor="bottom", yshift=2, font=head))
    layout["shapes"] = [_target(colours.teks)]
    return themes.figure([_track(spots, top, colours), _bars(spots, scale, theme)], layout)


def _track(spots: Sequence[tuple[Bullet, int]], top: float, colours: themes.Palette) -> go.Bar:
    count = len(spots)
    return themes.cells(
        [0] * count, [y for _, y in spots], top, 0.26, [colours.panel] * count,
        customdata=[[row.id] for row, _ in spots], hovertext=[row.hover for row, _ in spots],
    )  # fmt: skip


def _bars(spots: Sequence[tuple[Bullet, int]], scale: Scale, theme: str) -> go.Bar:
    filled = [(row, y, row.value) for row, y in spots if row.value is not None]
    codes = [scale.step(value) or "SR" for _, _, value in filled]
    steps = [themes.palette(theme).tingkat[code] for code in codes]
    return themes.cells(
        [0] * len(filled), [y for _, y, _ in filled], 0, 0.26, [s.fill for s in steps],
        widths=[value for _, _, value in filled],
        outline=[s.word if code in themes.PALE else s.fill for s, code in zip(steps, codes, strict=True)],
        customdata=[[row.id] for row, _, _ in filled], hovertext=[row.hover for row, _, _ in filled],
    )  # fmt: skip


def _labels(row: Bullet, y: int, scale: Scale, theme: str, size: themes.Sizes) -> list[dict[str, Any]]:
    colours = themes.palette(theme)
    step = scale.step(row.value)
    left = {"xref": "paper", "xanchor": "left", "xshift": 2}
    right = {"xref": "paper", "xanchor": "left", "xshift": 10, "align": "left"}
    loud = f' · <b><span style="color:{colours.tingkat["SR"].word}">{row.loud}</span></b>' if row.loud else ""
    small = {"color": colours.redup, "size": size.small}
    found = [
        themes.label(0, y, row.name, yshift=21, font={"color": colours.teks, "size": size.text}, **left),
        themes.label(0, y, row.below + loud, yshift=-19, font=small, **left),
    ]
    if step is None:
        return [*found, themes.label(1, y, row.word, font=small, **right)]
    said = f'<b>{row.shown}</b><br><span style="color:{colours.tingkat[step].word}">{themes.SYMBOLS[step]} {row.word}</span>'
    return [*found, themes.label(1, y, said, font={"color": colours.teks, "size": size.text}, **right)]


def _target(colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": 100, "x1": 100, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": colour, "width": 2}}
