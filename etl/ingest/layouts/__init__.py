"""Layouts: files of a known other shape, described as data (`<name>.yaml`); the keys are explained in README.md beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl import yamls
from etl.contracts import contract
from etl.contracts.parsed import Place, RowCounts
from etl.errors import DataRefused, WrongUsage
from etl.ingest import tables
from etl.ingest.layouts.rules import column, condition, source
from etl.ingest.raw import Sheet, letter
from etl.ingest.tables import Note, Table
from etl.ingest.vocabulary import normal
from etl.periods import Period

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layout:
    """headers: normal header → the layout's own name for that column. tables: what to make of the rows, one entry per dataset."""

    name: str
    headers: dict[str, str]
    ignore: frozenset[str]
    tables: list[dict[str, Any]]


def names() -> list[str]:
    """The layouts there are."""
    return sorted(path.stem for path in _HERE.glob("*.yaml"))


def load(name: str) -> Layout:
    """A layout by name; WrongUsage for one that does not exist."""
    if name not in names():
        raise WrongUsage("galat_berkas.tata_letak", nama=name, ada=", ".join(names()))
    raw = yamls.read(_HERE / f"{name}.yaml")
    known = {normal(header): own for own, headers in raw["columns"].items() for header in headers}
    return Layout(name, known, frozenset(map(normal, raw.get("ignore", []))), raw["tables"])


def apply(layout: Layout, sheet: Sheet, period: Period) -> list[Table]:
    """The datasets of one sheet. DataRefused when none of the layout's headers is there."""
    grid = tables.grid(sheet, layout.headers, None)
    if grid is None:
        raise DataRefused("galat_berkas.tata_letak_tak_cocok", berkas=sheet.file, nama=layout.name)
    return [_table(layout, sheet, grid, entry, period, first=index == 0) for index, entry in enumerate(layout.tables)]


def _table(layout: Layout, sheet: Sheet, grid: tables.Grid, entry: dict[str, Any], period: Period, *, first: bool) -> Table:
    dataset = entry["dataset"]
    rows, skipped = _chosen(grid.cells, entry, period)
    taken = {
        name: series for name, rule in entry["take"].items() if (series := column(rule, rows, grid.cells, period)) is not None
    }
    cells = pl.DataFrame([rows["baris_sumber"], *(series.alias(name) for name, series in taken.items())])
    if entry.get("self_parent") == "top":
        cells = _tops(cells, dataset)
    notes = tables.missing(dataset, list(taken), " | ".join(grid.header.labels.values()))
    if first:
        unknown = [label for label in grid.header.unknown if normal(label) not in layout.ignore]
        notes += [Note("kepala.kolom_tak_dikenal", None, label) for label in unknown]
    sources = {name: source(rule) for name, rule in entry["take"].items()}
    letters = {name: letter(grid.header.columns[own]) for name, own in sources.items() if own in grid.header.columns}
    blank = grid.rows.blank if first else 0
    counts = RowCounts(cells.height + blank, blank, {**(grid.rows.skipped if first else {}), **skipped})
    return Table(dataset, cells, counts, Place(sheet.file, sheet.name, grid.header.rows[1], letters), notes)


def _chosen(cells: pl.DataFrame, entry: dict[str, Any], period: Period) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows this dataset is made of, and how many were left out why."""
    rows = cells
    for own, wanted in entry.get("filter", {}).items():
        if own in rows.columns:
            rows = rows.filter(condition({"column": own, "is": wanted}, rows, period))
    outside = cells.height - rows.height
    if by := [own for own in entry.get("distinct", []) if own in rows.columns]:
        kept = rows.unique(by, keep="first", maintain_order=True)
        return kept, _counted(di_luar_saringan=outside, berulang=rows.height - kept.height)
    return rows, _counted(di_luar_saringan=outside)


def _counted(**kinds: int) -> dict[str, int]:
    return {kind: number for kind, number in kinds.items() if number}


def _tops(cells: pl.DataFrame, dataset: str) -> pl.DataFrame:
    """Rows that name themselves as their parent become tops."""
    key = contract(dataset).key[0]
    parent = next(c.name for c in contract(dataset).columns.values() if c.refers == f"{dataset}.{key}")
    return cells.with_columns(pl.when(pl.col(parent) != pl.col(key)).then(pl.col(parent)).alias(parent))
