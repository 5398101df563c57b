"""Drop-downs: choices inside the rule while they fit, else on a hidden sheet that ingest passes over."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

SHEET = "Daftar"
"""The hidden sheet; ingest knows the name as one without data."""
MOST_INLINE = 255
"""Characters that a spreadsheet takes inside one rule."""


class Lists:
    """The drop-downs of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._long: list[Sequence[str]] = []

    def source(self, choices: Sequence[str]) -> list[str] | str:
        """What a rule of kind `list` takes as its source."""
        if len(",".join(choices)) <= MOST_INLINE and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self._long:
            self._long.append(choices)
        column = xl_col_to_name(self._long.index(choices), col_abs=True)
        return f"={SHEET}!{column}$1:{column}${len(choices)}"

    def add(self) -> None:
        """Write the hidden sheet, if any list needs it: one column each."""
        if not self._long:
            return
        sheet = self._book.add_worksheet(SHEET)
        for column, choices in enumerate(self._long):
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, choice)
        sheet.hide()
