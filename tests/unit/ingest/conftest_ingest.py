"""Writing the small invented files of these tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

WILAYAH, PERIODE = "36.72", "2024-TW2"


def write_book(path: Path, sheets: dict[str, list[list[Any]]], merges: dict[str, list[tuple]] | None = None) -> Path:
    """A workbook; a cell `("=…", value)` is a formula with its cached value, `("%", 0.65)` a number shown as per cent."""
    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0.00%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, tuple) and cell[0] == "%":
                        sheet.write_number(i, j, cell[1], percent)
                    elif isinstance(cell, tuple):
                        sheet.write_formula(i, j, cell[0], None, cell[1])
                    elif hasattr(cell, "year"):
                        sheet.write_datetime(i, j, cell, day)
                    elif isinstance(cell, str) and cell:
                        sheet.write_string(i, j, cell)
                    elif cell not in (None, ""):
                        sheet.write(i, j, cell)
            for merge in (merges or {}).get(name, []):
                sheet.merge_range(*merge)
    return path
