"""The provinces as tiles of equal weight, about where they lie; the legend lies in the empty sea. No external map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.swatches import Classes, Swatch

COLUMNS, ROWS = 18, 8
ROW = 51
GAP = 0.05
LEGEND_X, LEGEND_Y, LEGEND_WIDE = 12.75, 6.95, 1.02


@dataclass(frozen=True)
class Tile:
    """One place. swatch None: nothing to show, so it is dotted and says `text` (*belum*)."""

    id: str
    name: str
    text: str
    column: int
    row: int
    swatch: Swatch | None
    hover: str
    loud: bool = False
    """Nothing to show although something is due: dotted in orange."""


def tile_map(tiles: Sequence[Tile], classes: Classes, theme: str, *, chosen: str | None = None) -> go.Figure:
    """18 × 8 tiles; a click gives `customdata[0]` = the tile's id."""
    layout = draw_layout(tiles, COLUMNS, ROWS, ROW, theme, chosen)
    notes, shapes = legend(classes, theme, LEGEND_X, LEGEND_Y)
    layout["annotations"] += notes
    layout["shapes"] += shapes
    return themes.figure([bars(tiles, theme)], layout)


def draw_layout(
    tiles: Sequence[Tile], columns: float, rows: float, row: int, theme: str, chosen: str | None, *, size: int = 11
) -> dict[str, Any]:
    """The layout with the words on the tiles, the dotted ones and the frame around the chosen one; y grows downwards."""
    p = themes.palette(theme)
    layout = themes.layout(theme, round(rows * row))
    layout["xaxis"] |= {"range": [0, columns], "visible": False}
    layout["yaxis"] |= {"range": [rows, 0], "visible": False}
    layout["annotations"] = [_words(tile, p, size) for tile in tiles]
    layout["shapes"] = [_frame(t, p.tingkat["SR"].word if t.loud else p.redup, 1.2, "dot") for t in tiles if t.swatch is None]
    layout["shapes"] += [_frame(tile, p.teks, 3, "solid") for tile in tiles if tile.id == chosen]
    return layout


def bars(tiles: Sequence[Tile], theme: str) -> go.Bar:
    """All tiles as one trace."""
    p = themes.palette(theme)
    return themes.cells(
        [t.column + GAP / 2 for t in tiles],
        [t.row + 0.5 for t in tiles],
        1 - GAP,
        1 - 1.6 * GAP,
        [t.swatch.fill if t.swatch else p.dasar for t in tiles],
        customdata=[[t.id] for t in tiles],
        hovertext=[t.hover for t in tiles],
    )


def legend(classes: Classes, theme: str, x: float, y: float, wide: float = LEGEND_WIDE) -> tuple[list[Any], list[Any]]:
    """Annotations and shapes of the legend: title, one box per class with its cut point, the word under it."""
    p = themes.palette(theme)
    title = themes.label(
        x, y - 0.32, f"<b>{classes.title}</b>", xanchor="left", yanchor="middle", font={"color": p.teks, "size": 12}
    )
    notes, shapes = [title], []
    for place, swatch in enumerate(classes.legend):
        left = x + place * wide
        box = {"type": "rect", "x0": left, "x1": left + wide - 0.06, "y0": y, "y1": y + 0.4}
        shapes.append(box | {"fillcolor": swatch.fill, "line": {"width": 0}})
        middle = left + (wide - 0.06) / 2
        notes.append(themes.label(middle, y + 0.2, swatch.label, yanchor="middle", font={"color": swatch.ink, "size": 11}))
        if swatch.short:
            notes.append(themes.label(middle, y + 0.6, swatch.short, yanchor="middle", font={"color": p.redup, "size": 11}))
    return notes, shapes


def _words(tile: Tile, p: themes.Palette, size: int) -> dict[str, Any]:
    colour = tile.swatch.ink if tile.swatch else p.tingkat["SR"].word if tile.loud else p.redup
    font = {"color": colour, "size": size}
    return themes.label(tile.column + 0.5, tile.row + 0.5, f"{tile.name}<br>{tile.text}", yanchor="middle", font=font)


def _frame(tile: Tile, colour: str, width: float, dash: str) -> dict[str, Any]:
    line = {"color": colour, "width": width, "dash": dash}
    x, y = tile.column + GAP / 2, tile.row + 0.8 * GAP
    return {"type": "rect", "x0": x, "x1": x + 1 - GAP, "y0": y, "y1": y + 1 - 1.6 * GAP, "line": line}
