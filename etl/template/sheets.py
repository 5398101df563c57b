"""One sheet per dataset: the contract's columns as header, notes on it, drop-downs, and the rows that are known."""

from __future__ import annotations

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from etl.contracts import Column, Contract, contract
from etl.locale import text
from etl.template import cells, notes
from etl.template.guide import About
from etl.template.lists import Lists
from etl.template.look import TEXTS, Look

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
"""Of a sheet, counted from 0."""

_NARROW, _WIDE, _MEASURED = 11, 44, 300
_REQUIRED, _OPTIONAL = "#1F4E5F", "#B7C7CE"
ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter", "insert_hyperlinks"),
    True,
)
"""What may be done on a sheet whose header is protected."""


def add(book: Workbook, look: Look, lists: Lists, dataset: str, rows: pl.DataFrame | None, about: About) -> None:
    """The sheet of one dataset."""
    of = contract(dataset)
    sheet = book.add_worksheet(dataset)
    for place, column in enumerate(of.columns.values()):
        values = rows[column.name] if rows is not None else pl.Series(dtype=column.dtype)
        _head(sheet, place, dataset, column, look, about.lang)
        sheet.set_column(place, place, _width(column, values), look.of_type(column.type))
        _drop_down(sheet, place, column, lists, about.lang)
        _fill(sheet, place, column, values, look)
    _protect(sheet, of, look)
    _print(sheet, of, about)
    sheet.autofilter(0, 0, max(1, rows.height if rows is not None else 0), len(of.columns) - 1)


def _head(sheet: Worksheet, place: int, dataset: str, column: Column, look: Look, lang: str) -> None:
    sheet.write_string(0, place, column.name, look.required if column.required else look.optional)
    note = notes.note(dataset, column, lang)
    sheet.write_comment(0, place, note, {"author": "Ramping", "width": 300, "height": notes.height(note), "font_size": 9})


def _width(column: Column, values: pl.Series) -> float:
    longest = values.head(_MEASURED).cast(pl.String).str.len_chars().max()
    # Beside the name stands the arrow of the filter.
    return max(_NARROW, len(column.name) + 4, min(_WIDE, (int(longest) if isinstance(longest, int) else 0) + 2))


def _drop_down(sheet: Worksheet, place: int, column: Column, lists: Lists, lang: str) -> None:
    if not column.choices:
        return
    rule = {
        "validate": "list",
        "source": lists.source(column.choices),
        "error_title": text("templat.pilihan.judul", lang),
        "error_message": text("templat.pilihan.pesan", lang, kolom=column.name),
    }
    sheet.data_validation(1, place, LAST_ROW, place, rule)


def _fill(sheet: Worksheet, place: int, column: Column, values: pl.Series, look: Look) -> None:
    write = cells.writer(column, look)
    for row, value in enumerate(values.to_list(), 1):
        if value is not None:
            write(sheet, row, place, value)


def _protect(sheet: Worksheet, of: Contract, look: Look) -> None:
    # A row can only be deleted where all of its cells are unlocked, also those beside the table.
    width = sheet.dim_colmax
    sheet.set_column(len(of.columns), LAST_COLUMN, None, look.general)
    sheet.dim_colmax = width  # Formatted columns hold nothing: readers would make room for 16,384.
    sheet.protect("", ALLOWED)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 1)
    sheet.set_tab_color(_REQUIRED if of.complete else _OPTIONAL)
    # Codes are text on purpose: no green corner at each.
    letters = [xl_col_to_name(place) for place, column in enumerate(of.columns.values()) if column.type in TEXTS]
    sheet.ignore_errors({"number_stored_as_text": " ".join(f"{letter}2:{letter}{LAST_ROW + 1}" for letter in letters)})


def _print(sheet: Worksheet, of: Contract, about: About) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    # An ampersand begins a code in headers.
    place = f"{about.name} · {about.periode}".replace("&", "&&")
    sheet.set_header(f"&L{of.dataset}&R{place}")
    sheet.set_footer(f"&R{text('templat.cetak.halaman', about.lang)} &P / &N")
