"""How errors are put in: into one cell, into any cell of a type, as a row that is there twice, into a sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from etl.synth.errors import quiet
from etl.synth.errors.book import Book, Cell, Fits, Kind, Row, Told
from etl.synth.errors.people import nip

GONE = "TIDAK-ADA-9"
"""A code that no government here has."""

Wrong = Cell | Callable[[Row, Book, Random], Cell]
Also = Callable[[Book, Row], list[Told]]


def where(**cells: Any) -> Fits:
    """Rows that hold these; a tuple means one of several."""

    def fits(_: Book, row: Row) -> bool:
        return all(row.get(name) in (cell if isinstance(cell, tuple) else (cell,)) for name, cell in cells.items())

    return fits


def filled(column: str) -> Fits:
    """Rows with something in this cell."""
    return lambda _, row: row.get(column) is not None


def one_cell(
    name: str, dataset: str, column: str, rule: str, wrong: Wrong, fits: Fits | None = None, *, also: Also | None = None
) -> Kind:
    """One cell of a row that fits becomes wrong, and is told there; `also`: what is rightly told beside it."""

    def plant(book: Book, chance: Random) -> list[Told]:
        row = book.one(dataset, chance, fits)
        row[column] = wrong(row, book, chance) if callable(wrong) else wrong
        return [Told(rule, dataset, row, column), *(also(book, row) if also else [])]

    return Kind(name, dataset, rule, plant)


def unknown_unit(dataset: str) -> Kind:
    """A unit that is not among the units of the submission."""
    return one_cell(f"unit {dataset} tak ada", dataset, "kode_unit", "rujukan.kode_unit", GONE)


def before_the_end(days: int) -> Wrong:
    """A day so long before the quarter ends."""
    return lambda row, book, chance: (book.periode.last_day - timedelta(days=days)).isoformat()


def own(column: str, change: Callable[[str], Cell] = str) -> Wrong:
    """What a cell of the same row holds, changed."""
    return lambda row, book, chance: change(str(row[column]))


def stranger(number: int) -> Wrong:
    """A number that holds, of nobody on the staff."""
    return lambda row, book, chance: nip(chance, book.periode.year, number)


def changed(name: str, dataset: str, column: str, rule: str, fits: Fits | None = None, **cells: Cell) -> Kind:
    """Several cells of a row are set; one of them, or what they lack, is told."""

    def plant(book: Book, chance: Random) -> list[Told]:
        row = book.one(dataset, chance, fits)
        row.update(cells)
        return [Told(rule, dataset, row, column)]

    return Kind(name, dataset, rule, plant)


def same_cell(dataset: str, column: str, *rules: str) -> Also:
    """More rules that tell the same cell."""
    return lambda _, row: [Told(rule, dataset, row, column) for rule in rules]


def any_cell(name: str, rule: str, types: tuple[str, ...], wrong: list[Cell], *, required: bool | None = None) -> Kind:
    """Any quiet cell of these types, in any dataset."""

    def plant(book: Book, chance: Random) -> list[Told]:
        dataset, column, row = quiet.cell(book, chance, types, required=required)
        row[column] = chance.choice(wrong)
        return [Told(rule, dataset, row, column)]

    return Kind(name, None, rule, plant)


def twice(name: str, dataset: str, column: str, fits: Fits | None = None, *also: str, **changed: Cell) -> Kind:
    """A row is there twice; both are told at the key's first cell. also: rules that tell both rows there as well."""

    def plant(book: Book, chance: Random) -> list[Told]:
        row = book.one(dataset, chance, fits)
        copy = row | changed
        book.tables[dataset].insert(chance.randrange(len(book.tables[dataset]) + 1), copy)
        return [Told(rule, dataset, of, column) for rule in ("kunci_ganda", *also) for of in (row, copy)]

    return Kind(name, dataset, "kunci_ganda", plant)


def several(name: str, dataset: str, rule: str, plant: Callable[[Book, Random], list[Told]]) -> Kind:
    """An error that takes more than one cell."""
    return Kind(name, dataset, rule, plant)


def on_sheet(name: str, rule: str, among: list[tuple[str, str]], change: Callable[[Book, str, str], None]) -> Kind:
    """Something about a whole column, told without a cell. among: dataset and column or header."""

    def plant(book: Book, chance: Random) -> list[Told]:
        dataset, column = chance.choice(among)
        change(book, dataset, column)
        return [Told(rule, dataset)]

    return Kind(name, None, rule, plant)
