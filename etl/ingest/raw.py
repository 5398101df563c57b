"""A table as it stands in the sender's file: rows of cells with the types the file gave them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

CELL = pl.Struct({"t": pl.String, "n": pl.Float64, "d": pl.Date})
"""One cell in a frame: its text, or the number or date that the file itself says it is. At most one is filled."""

MASKED = "(disamarkan)"
"""Shown instead of a value of a personal column."""


UNCALCULATED = "#RUMUS!"
"""Stands in a cell whose formula was never calculated; the file holds no value for it."""


@dataclass(frozen=True)
class Sheet:
    """One sheet (or CSV file): rows[i] is row `i + 1` as the sender sees it."""

    file: str
    name: str
    rows: Sequence[Sequence[Cell]]
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = field(default=())
    """Merged ranges as ((row, column), (row, column)), counted from 0."""
    percents: frozenset[tuple[int, int]] = frozenset()
    """Cells (row, column) that the file holds as a fraction and shows as per cent."""

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def is_blank(cell: Cell) -> bool:
    """Whether the cell shows nothing."""
    return cell is None or (type(cell) is str and not cell.strip().strip("\u200b\ufeff"))


def shown(cell: Cell) -> str:
    """The cell as text, for headers and labels."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)


def letter(index: int) -> str:
    """The column's letter: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cells(values: Sequence[Cell]) -> pl.Series:
    """One column of cells as a CELL series."""
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return pl.select(as_cell(pl.Series(values, dtype=pl.String))).to_series()
    parts = {
        "t": pl.Series([_text(v) for v in values], dtype=pl.String),
        "n": pl.Series([_number(v) for v in values], dtype=pl.Float64),
        "d": pl.Series([_date(v) for v in values], dtype=pl.Date),
    }
    return pl.DataFrame(parts).to_struct("sel").cast(CELL)


def as_cell(text: pl.Series | pl.Expr) -> pl.Expr:
    """Text as a CELL expression."""
    empty = [pl.lit(None, dtype=pl.Float64).alias("n"), pl.lit(None, dtype=pl.Date).alias("d")]
    source = pl.lit(text) if isinstance(text, pl.Series) else text
    return pl.struct(source.alias("t"), *empty)


def _text(value: Cell) -> str | None:
    if type(value) is str:
        return value
    return str(value) if isinstance(value, (bool, dt.time, dt.timedelta)) else None


def _number(value: Cell) -> float | None:
    return float(value) if type(value) is float or type(value) is int else None


def _date(value: Cell) -> dt.date | None:
    if type(value) is dt.datetime:
        return value.date()
    return value if type(value) is dt.date else None
