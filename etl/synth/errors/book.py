"""A small submission as a clerk would type it, cell by cell, and where a finding about it must stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from etl.periods import Period


@dataclass(frozen=True)
class Formula:
    """A formula with the value that Excel last worked out; None: never calculated."""

    shown: str | float | None


Cell = str | int | float | date | Formula | None
Row = dict[str, Cell]
Fits = Callable[["Book", Row], bool]


@dataclass(frozen=True)
class Told:
    """One finding that must come: rule, dataset, the row (null: the sheet or the submission) and the column."""

    rule: str
    dataset: str | None
    row: Row | None = None
    column: str | None = None


@dataclass
class Book:
    """tables: rows per dataset; the rest is what a clerk may have done to the sheets themselves."""

    kode_wilayah: str
    periode: Period
    tables: dict[str, list[Row]]
    lost_columns: set[tuple[str, str]] = field(default_factory=set)
    further_columns: list[tuple[str, str]] = field(default_factory=list)
    further_sheets: list[str] = field(default_factory=list)

    def rows(self, dataset: str, fits: Fits | None = None) -> list[Row]:
        """The rows of a dataset that fit."""
        return [row for row in self.tables[dataset] if fits is None or fits(self, row)]

    def one(self, dataset: str, chance: Random, fits: Fits | None = None) -> Row:
        """A random row that fits; ValueError where none does: the small government must hold one for each kind of error."""
        found = self.rows(dataset, fits)
        if not found:
            raise ValueError(f"no row of {dataset} fits")
        return chance.choice(found)

    def where(self, dataset: str, **cells: Cell) -> list[Row]:
        """The rows that hold these cells."""
        return [row for row in self.tables[dataset] if all(row.get(name) == cell for name, cell in cells.items())]


Plant = Callable[[Book, Random], list[Told]]


@dataclass(frozen=True)
class Kind:
    """A kind of error: what it is called, the dataset (null: any), the rule that must tell it, and how it is put in."""

    name: str
    dataset: str | None
    rule: str
    plant: Plant
