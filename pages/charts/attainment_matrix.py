"""Agency × quarter: one cell per value in the colour of its step, the step's word at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.steps import Scale

ROW = 31
GAP = 0.06


@dataclass(frozen=True)
class Row:
    """One agency: values oldest first (None = not reported), their texts, the word of the last one."""

    id: str
    name: str
    full: str
    values: Sequence[float | None]
    texts: Sequence[str]
    word: str


def matrix(
    rows: Sequence[Row],
    periods: Sequence[tuple[str, str, str]],
    scale: Scale,
    theme: str,
    *,
    missing: str,
    chosen: str | None = None,
    mode: str = "meja",
) -> go.Figure:
    """First row on top. periods: (tick, year where it begins else empty, name for the hover). Clicks give `customdata[0]`."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    margin = (themes.left_margin([r.name for r in rows], mode), 44, 116, 4)
    layout = themes.layout(theme, 48 + ROW * len(rows), mode=mode, margin=margin)
    layout["xaxis"] |= {"range": [0, len(periods)]}
    layout["yaxis"] |= {"range": [-0.5, len(rows) - 0.5]}
    spots = [(r, len(rows) - 1 - place) for place, r in enumerate(rows)]
    layout["annotations"] = [
        *_heads(periods, colours, size),
        *(note for row, y in spots for note in _row_labels(row, y, scale, theme, size, missing)),
    ]
    layout["shapes"] = [_dotted(x, y, colours.redup) for r, y in spots for x, v in enumerate(r.values) if v is None]
    layout["shapes"] += [_frame(y, len(periods), colours.teks) for r, y in spots if r.id == chosen]
    return themes.figure([_cells(spots, periods, scale, theme, missing)], layout)


def _cells(
    spots: Sequence[tuple[Row, int]], periods: Sequence[tuple[str, str, str]], scale: Scale, theme: str, missing: str
) -> go.Bar:
    colours = themes.palette(theme)
    flat = [(row, y, x, value) for row, y in spots for x, value in enumerate(row.values)]
    fills = [colours.tingkat[scale.step(v) or "SR"].fill if v is not None else colours.dasar for _, _, _, v in flat]
    return themes.cells(
        [x + GAP / 2 for _, _, x, _ in flat],
        [y for _, y, _, _ in flat],
        1 - GAP,
        1 - GAP,
        fills,
        customdata=[[row.id] for row, _, _, _ in flat],
        hovertext=[f"{r.full}<br>{periods[x][2]}: {r.texts[x] if v is not None else missing}" for r, _, x, v in flat],
    )


def _row_labels(row: Row, y: int, scale: Scale, theme: str, size: themes.Sizes, missing: str) -> list[dict[str, Any]]:
    colours = themes.palette(theme)
    name = themes.label(
        0, y, row.name, xref="paper", xanchor="right", xshift=-8, font={"color": colours.teks, "size": size.small}
    )
    return [
        name,
        _word(row, y, scale, theme, size),
        *(_cell(row, x, y, scale, theme, size, missing) for x in range(len(row.values))),
    ]


def _cell(row: Row, x: int, y: int, scale: Scale, theme: str, size: themes.Sizes, missing: str) -> dict[str, Any]:
    colours, value = themes.palette(theme), row.values[x]
    if value is None:
        return themes.label(x + 0.5, y, missing, font={"color": colours.redup, "size": 11})
    shown = f"<b>{row.texts[x]}</b>" if x == len(row.values) - 1 else row.texts[x]
    return themes.label(x + 0.5, y, shown, font={"color": colours.tingkat[scale.step(value) or "SR"].on_fill, "size": size.small})


def _word(row: Row, y: int, scale: Scale, theme: str, size: themes.Sizes) -> dict[str, Any]:
    colours, step = themes.palette(theme), scale.step(row.values[-1])
    symbol = themes.SYMBOLS[step] if step else "–"
    colour = colours.tingkat[step].word if step else colours.redup
    font = {"color": colour, "size": size.small}
    return themes.label(1, y, f"{symbol} {row.word}", xref="paper", xanchor="left", xshift=8, font=font)


def _heads(periods: Sequence[tuple[str, str, str]], colours: themes.Palette, size: themes.Sizes) -> list[dict[str, Any]]:
    found = []
    for x, (tick, year, _) in enumerate(periods):
        font = {"color": colours.redup, "size": size.small}
        found.append(themes.label(x + 0.5, 1, tick, yref="paper", yanchor="bottom", yshift=3, font=font))
        if year:
            strong = {"color": colours.teks, "size": size.small}
            found.append(
                themes.label(
                    x + 0.05, 1, f"<b>{year}</b>", yref="paper", xanchor="left", yanchor="bottom", yshift=21, font=strong
                )
            )
    return found


def _dotted(x: int, y: int, colour: str) -> dict[str, Any]:
    half = (1 - GAP) / 2
    line = {"color": colour, "width": 1, "dash": "dot"}
    return {"type": "rect", "x0": x + GAP, "x1": x + 1 - GAP, "y0": y - half, "y1": y + half, "line": line}


def _frame(y: int, columns: int, colour: str) -> dict[str, Any]:
    return {"type": "rect", "x0": 0, "x1": columns, "y0": y - 0.5, "y1": y + 0.5, "line": {"color": colour, "width": 1.5}}
