"""The small submission as a workbook in one of the many forms that offices give it, and the address of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from etl.contracts import Column, contract, contracts
from etl.ingest.vocabulary import headers
from etl.synth.errors.book import Book, Cell, Formula, Told

_NUMBERING_FROM = 5
"""Least columns of a sheet under whose header the columns are numbered."""


@dataclass(frozen=True)
class Written:
    """Where everything stands: sheet of a dataset, first letter of a column, row number of a row (by identity)."""

    path: Path
    sheets: dict[str, str]
    letters: dict[tuple[str, str], str]
    numbers: dict[int, int]

    def place(self, told: Told) -> tuple[str, str | None, str | None]:
        """The finding as rule, sheet and cell address."""
        sheet = self.sheets.get(told.dataset or "")
        letter = self.letters.get((told.dataset or "", told.column or ""))
        if told.row is None or letter is None:
            return told.rule, sheet, None
        return told.rule, sheet, f"{letter}{self.numbers[id(told.row)]}"


def write(book: Book, path: Path, chance: Random) -> Written:
    """Write one sheet per dataset: titles above, columns in any order, other header names, blank rows, notes below."""
    written = Written(path, {}, {}, {})
    with xlsxwriter.Workbook(str(path)) as file:
        file.add_worksheet("Petunjuk").write_string(0, 0, "Isi semua lembar")
        for dataset in contracts():
            if dataset in book.tables:
                name = chance.choice((dataset, dataset.upper(), dataset.replace("_", " ").title()))
                written.sheets[dataset] = name
                _Sheet(file.add_worksheet(name), dataset, book, written, chance).write()
        for name in book.further_sheets:
            file.add_worksheet(name).write_row(0, 0, ["kolom", "isi"])
    return written


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, sheet: Worksheet, dataset: str, book: Book, written: Written, chance: Random) -> None:
        self.sheet, self.dataset, self.book, self.written, self.chance = sheet, dataset, book, written, chance
        columns = [name for name in contract(dataset).columns if (dataset, name) not in book.lost_columns]
        chance.shuffle(columns)
        self.columns: list[str | None] = [*([None] if chance.random() < 0.4 else []), *columns]
        self.left = chance.choice((0, 0, 1))
        self.spelled = headers(dataset, book.periode.quarter)

    def write(self) -> None:
        """Titles, header, rows, a note."""
        line = self._titles()
        self._header(line)
        line += 1
        if len(self.columns) >= _NUMBERING_FROM and self.chance.random() < 0.2:
            self._line(line, [f"({number})" for number in range(1, len(self.columns) + 1)])
            line += 1
        for number, row in enumerate(self.book.tables[self.dataset], 1):
            line += self.chance.random() < 0.04
            self.written.numbers[id(row)] = line + 1
            for place, column in enumerate(self.columns):
                self._cell(line, place + self.left, number if column is None else row.get(column), column)
            line += 1
        if self.chance.random() < 0.3:
            self.sheet.write_string(line + 1, self.left, "Sumber: Bagian Organisasi")

    def _titles(self) -> int:
        titles = self.chance.choice(((), (), ("DATA TRIWULANAN",), ("REKAPITULASI DATA", "Kabupaten Contoh", "")))
        for line, title in enumerate(titles):
            self.sheet.write_string(line, self.left, title)
        return len(titles)

    def _header(self, line: int) -> None:
        labels = ["No" if column is None else self._label(column) for column in self.columns]
        further = [label for dataset, label in self.book.further_columns if dataset == self.dataset]
        self._line(line, [*labels, *further])
        for place, column in enumerate(self.columns):
            if column is not None:
                self.written.letters[self.dataset, column] = xl_col_to_name(place + self.left)

    def _label(self, column: str) -> str:
        if self.chance.random() < 0.25:
            return self.chance.choice([label for label, of in self.spelled.items() if of == column]).title()
        return self.chance.choice((column, column.replace("_", " ").title(), column.upper()))

    def _line(self, line: int, texts: Sequence[str]) -> None:
        for place, text in enumerate(texts):
            self.sheet.write_string(line, place + self.left, text)

    def _cell(self, line: int, place: int, cell: Cell, column: str | None) -> None:
        if cell is None:
            return
        if isinstance(cell, Formula):
            self.sheet.write_formula(line, place, "=A1", None, "" if cell.shown is None else cell.shown)
        elif isinstance(cell, date):
            self._day(line, place, cell)
        elif isinstance(cell, str):
            self._text(line, place, cell, column)
        else:
            self._number(line, place, cell, contract(self.dataset).columns[column] if column else None)

    def _text(self, line: int, place: int, cell: str, column: str | None) -> None:
        kind = contract(self.dataset).columns[column].type if column else ""
        if kind == "tanggal" and self.chance.random() < 0.5 and (day := _day(cell)):
            self._day(line, place, day)
        elif kind == "pilihan" and self.chance.random() < 0.1:
            self.sheet.write_string(line, place, f" {cell.upper()} ")
        else:
            self.sheet.write_string(line, place, cell)

    def _day(self, line: int, place: int, day: date) -> None:
        if self.chance.random() < 0.5:
            self.sheet.write_string(line, place, f"{day.day}/{day.month}/{day.year}")
        else:
            self.sheet.write_datetime(line, place, datetime.combine(day, datetime.min.time()))

    def _number(self, line: int, place: int, cell: float, column: Column | None) -> None:
        decimals = f"{cell:.4f}".rstrip("0").rstrip(".").partition(".")[2]
        if column and column.type == "rupiah" and self.chance.random() < 0.3 and cell > 0 and not decimals:
            self.sheet.write_string(line, place, f"Rp{cell:,.0f},-".replace(",", ".", f"{cell:,.0f}".count(",")))
        elif column and column.type in ("desimal", "nilai") and 0 < len(decimals) < 3 and self.chance.random() < 0.4:
            self.sheet.write_string(line, place, f"{cell}".replace(".", ","))
        else:
            self.sheet.write_number(line, place, cell)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
