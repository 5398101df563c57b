"""The governments of one province as a grid of tiles in the order of their codes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.swatches import Classes
from pages.charts.tile_map import ROW, Tile, bars, draw_layout, legend

HEIGHT, TALLEST, LEGEND = 380, 78, 72
"""Pixels of the grid, of its tallest row, and of the legend under it."""


def columns(count: int) -> int:
    """How many tiles stand side by side: a little wider than a square."""
    return max(1, math.ceil(math.sqrt(count * 1.8)))


def placed(tiles: Sequence[Tile]) -> list[Tile]:
    """The tiles row by row; the column and row they come with are not looked at."""
    wide = columns(len(tiles))
    return [replace(tile, column=place % wide, row=place // wide) for place, tile in enumerate(tiles)]


def region_tiles(tiles: Sequence[Tile], classes: Classes, theme: str, *, chosen: str | None = None) -> go.Figure:
    """A click gives `customdata[0]` = the tile's id."""
    shown, wide = placed(tiles), columns(len(tiles))
    rows = max((tile.row for tile in shown), default=0) + 1
    row = min(TALLEST, HEIGHT // rows)
    deep = rows + LEGEND / row
    layout = draw_layout(shown, wide, deep, row, theme, chosen, size=12)
    if classes.legend:
        notes, shapes = legend(classes, theme, 0.03, 0, wide / max(len(classes.legend), 6))
        layout["annotations"] += [_below(note, rows, row) for note in notes]
        layout["shapes"] += [_below(shape, rows, row) for shape in shapes]
    return themes.figure([bars(shown, theme)], layout)


def _below(item: Mapping[str, Any], rows: int, row: int) -> dict[str, Any]:
    """A part of the legend under the last row: it is made in rows of the map, and these may be taller or lower."""
    return {name: rows + (32 + value * ROW) / row if name in ("y", "y0", "y1") else value for name, value in item.items()}
