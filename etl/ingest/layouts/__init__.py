"""Layouts: files of a known other shape, described as data (`<name>.yaml`); the keys are explained in README.md beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from etl import yamls
from etl.contracts import contract
from etl.contracts.parsed import Place, RowCounts
from etl.errors import DataRefused, WrongUsage
from etl.ingest import tables
from etl.ingest.layouts.rules import column, condition, shown, source
from etl.ingest.raw import Sheet, letter
from etl.ingest.tables import Note, Table
from etl.ingest.vocabulary import normal
from etl.periods import Period

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layout:
    """headers: normal header → the layout's own name for that column. tables: what to make of the rows, one entry per dataset.

    fill: own names of columns in which a blank cell means the one above (merged cells).
    """

    name: str
    headers: dict[str, str]
    ignore: frozenset[str]
    tables: list[dict[str, Any]]
    fill: tuple[str, ...] = ()


def names() -> list[str]:
    """The layouts there are."""
    return sorted(path.stem for path in _HERE.glob("*.yaml"))


def load(name: str) -> Layout:
    """A layout by name; WrongUsage for one that does not exist."""
    if name not in names():
        raise WrongUsage("galat_berkas.tata_letak", nama=name, ada=", ".join(names()))
    return made(name, (_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def made(name: str, content: str) -> Layout:
    """The layout that this YAML describes."""
    raw = yamls.parse(content)
    known = {normal(header): own for own, headers in raw["columns"].items() for header in headers}
    return Layout(name, known, frozenset(map(normal, raw.get("ignore", []))), raw["tables"], tuple(raw.get("fill", [])))


def apply(layout: Layout, sheet: Sheet, period: Period) -> list[Table]:
    """The datasets of one sheet. DataRefused when none of the layout's headers is there."""
    grid = tables.grid(sheet, layout.headers, None)
    if grid is None:
        raise DataRefused("galat_berkas.tata_letak_tak_cocok", berkas=sheet.file, nama=layout.name)
    grid = replace(grid, cells=_filled(grid.cells, layout.fill))
    there = set(grid.header.columns)
    entries = [_dated(entry, period) for entry in layout.tables if set(entry.get("needs", [])) <= there]
    return [_table(layout, sheet, grid, entry, first=index == 0) for index, entry in enumerate(entries)]


def _filled(cells: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Blank cells of these columns repeat the cell above."""
    there = [name for name in names if name in cells.columns]
    return cells.with_columns(pl.when(shown(name).is_not_null()).then(pl.col(name)).forward_fill().alias(name) for name in there)


def _dated(entry: Any, period: Period) -> Any:
    """The entry with the quarter in the place of `<n>` and the year in that of `<tahun>`, wherever they stand."""
    if isinstance(entry, dict):
        return {key: _dated(value, period) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_dated(value, period) for value in entry]
    return entry.replace("<n>", str(period.quarter)).replace("<tahun>", str(period.year)) if isinstance(entry, str) else entry


def _table(layout: Layout, sheet: Sheet, grid: tables.Grid, entry: dict[str, Any], *, first: bool) -> Table:
    dataset = entry["dataset"]
    rows, skipped = _chosen(grid.cells, entry)
    taken = {name: series for name, rule in entry["take"].items() if (series := column(rule, rows, grid.cells)) is not None}
    cells = pl.DataFrame([rows["baris_sumber"], *(series.alias(name) for name, series in taken.items())])
    if entry.get("self_parent") == "top":
        cells = _tops(cells, dataset)
    notes = tables.missing(dataset, list(taken), " | ".join(grid.header.labels.values()))
    if first:
        unknown = [label for label in grid.header.unknown if normal(label) not in layout.ignore]
        notes += [Note("kepala.kolom_tak_dikenal", None, label) for label in unknown]
    sources = {name: source(rule, grid.header.columns) for name, rule in entry["take"].items()}
    letters = {name: letter(grid.header.columns[own]) for name, own in sources.items() if own in grid.header.columns}
    blank = grid.rows.blank if first else 0
    counts = RowCounts(cells.height + blank, blank, {**(grid.rows.skipped if first else {}), **skipped})
    return Table(dataset, cells, counts, Place(sheet.file, sheet.name, grid.header.rows[1], letters), notes)


def _chosen(cells: pl.DataFrame, entry: dict[str, Any]) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows this dataset is made of, and how many were left out why."""
    rows = cells
    for own, wanted in entry.get("filter", {}).items():
        if own in rows.columns:
            rows = rows.filter(condition({"column": own} | (wanted if isinstance(wanted, dict) else {"is": wanted})))
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
