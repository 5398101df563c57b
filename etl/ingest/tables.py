"""From a sheet to one dataset's cells: header found, data rows taken, what was left out counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from etl.contracts import contract
from etl.contracts.parsed import Place, RowCounts
from etl.ingest import headers, rows
from etl.ingest.raw import CELL, Sheet, cells, letter

NO_HEADER = "-"
"""Listed as the headers read where no header was found."""


@dataclass(frozen=True)
class Note:
    """Something about a whole column or sheet: an issue without a row."""

    rule: str
    column: str | None
    value: str | None


@dataclass(frozen=True)
class Table:
    """One dataset before its types are read: baris_sumber and a CELL column per contract column present."""

    dataset: str
    cells: pl.DataFrame
    counts: RowCounts
    place: Place
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """The data rows of a sheet under the names given to its columns (contract columns, or a layout's own)."""

    cells: pl.DataFrame
    header: headers.Header
    rows: rows.Rows


def grid(sheet: Sheet, known: Mapping[str, str], dataset: str | None) -> Grid | None:
    """The sheet's data rows, or None where no header was found."""
    header = headers.find(sheet, known)
    if header is None:
        return None
    found = rows.classify(sheet, header, contract(dataset) if dataset else None)
    width = sheet.width
    taken = [[*row, *[""] * (width - len(row))] if len(row) < width else row for row in map(sheet.rows.__getitem__, found.data)]
    by_column = list(zip(*taken, strict=True)) if taken else [()] * width
    columns = {name: cells(by_column[index]).alias(name) for name, index in header.columns.items()}
    numbers = pl.Series("baris_sumber", [index + 1 for index in found.data], dtype=pl.Int64)
    return Grid(pl.DataFrame([numbers, *columns.values()]), header, found)


def table(sheet: Sheet, dataset: str, known: Mapping[str, str]) -> Table | None:
    """One sheet as one dataset; None where the sheet holds nothing at all."""
    if not any(any(cell not in ("", None) for cell in row) for row in sheet.rows):
        return None
    found = grid(sheet, known, dataset)
    if found is None:
        empty = pl.DataFrame(schema={"baris_sumber": pl.Int64})
        place = Place(sheet.file, sheet.name, 1, {})
        return Table(dataset, empty, RowCounts(0, 0), place, missing(dataset, [], NO_HEADER))
    header = found.header
    notes = missing(dataset, list(header.columns), " | ".join(header.labels.values()))
    notes += [Note("kepala.kolom_tak_dikenal", None, label) for label in header.unknown]
    notes += [Note("kepala.kolom_ganda", None, label) for label in header.twice]
    letters = {column: letter(index) for column, index in header.columns.items()}
    counts = RowCounts(found.cells.height + found.rows.blank, found.rows.blank, found.rows.skipped)
    return Table(dataset, found.cells, counts, Place(sheet.file, sheet.name, header.rows[1], letters), notes)


def missing(dataset: str, present: list[str], read: str) -> list[Note]:
    """A note for each required column that the header lacks, with the headers actually read."""
    return [Note("kepala.kolom_hilang", column, read) for column in contract(dataset).required if column not in present]


def blank_cells(height: int) -> pl.Series:
    """A CELL series of empty cells."""
    return pl.Series([None] * height, dtype=CELL)
