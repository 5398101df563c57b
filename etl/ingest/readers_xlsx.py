"""Workbooks: cells with their types through calamine, errors and formulas through the sheet's XML."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import python_calamine as calamine

from etl.contracts.parsed import SourceFile
from etl.errors import DataRefused
from etl.ingest import sheet_xml
from etl.ingest.raw import UNCALCULATED, Cell, Sheet

MAX_CELLS = 4_000_000
"""Largest rectangle of cells read from one sheet; a stray cell in the last row of Excel would make it huge."""

_BROKEN = (calamine.CalamineError, zipfile.BadZipFile, zlib.error, KeyError, ParseError, EOFError, NotImplementedError)


@dataclass(frozen=True)
class _Open:
    source: SourceFile
    book: calamine.CalamineWorkbook
    package: zipfile.ZipFile
    members: dict[str, str]
    percent: frozenset[bytes]


def read(source: SourceFile, wanted: Callable[[str], bool]) -> tuple[list[Sheet], list[str]]:
    """The wanted sheets of a workbook, and the names of all its visible sheets. DataRefused when it cannot be read."""
    try:
        with zipfile.ZipFile(source.path) as package, calamine.CalamineWorkbook.from_path(source.path) as book:
            opened = _Open(source, book, package, sheet_xml.sheet_members(package), sheet_xml.percent_styles(package))
            hidden = {meta.name for meta in book.sheets_metadata if meta.visible != calamine.SheetVisibleEnum.Visible}
            names = [name for name in book.sheet_names if name not in hidden]
            return [_sheet(opened, name) for name in names if wanted(name)], names
    except calamine.PasswordError as error:
        raise DataRefused("galat_berkas.sandi", berkas=source.name) from error
    except _BROKEN as error:
        raise DataRefused("galat_berkas.rusak", berkas=source.name) from error


def _sheet(opened: _Open, name: str) -> Sheet:
    facts = sheet_xml.scan(opened.package, opened.members[name], opened.percent)
    if facts.rows * facts.columns > MAX_CELLS:
        raise DataRefused("galat_berkas.lembar_terlalu_luas", berkas=opened.source.name, lembar=name, baris=facts.rows)
    sheet = opened.book.get_sheet_by_name(name)
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)] if sheet.height else []
    _patch(rows, facts)
    return Sheet(opened.source.name, name, rows, tuple(sheet.merged_cell_ranges or ()), frozenset(facts.percents))


def _patch(rows: list[list[Cell]], facts: sheet_xml.SheetFacts) -> None:
    """Put in what calamine drops: errors, formulas never calculated, and the number as the sender sees it in a per cent cell."""
    for (row, column), error in (facts.errors | dict.fromkeys(facts.uncalculated, UNCALCULATED)).items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = error
    for row, column in facts.percents:
        if row < len(rows) and column < len(rows[row]) and isinstance(value := rows[row][column], float):
            rows[row][column] = round(value * 100, 10)
