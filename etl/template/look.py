"""How the workbook looks: the few cell formats that all sheets share. Cells to fill are unlocked, headers are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_DARK, _PALE, _LINE, _QUIET = "#1F4E5F", "#DCE6EA", "#8FA9B3", "#5B6B73"
_TEXT, _MONEY, _DATE = 49, 3, "yyyy-mm-dd"
"""Number formats: the first two by the number that every spreadsheet knows them by (`@`, `#,##0`)."""
_HEAD = {"bold": True, "border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True, "num_format": _TEXT}


@dataclass(frozen=True)
class Look:
    """The formats of one workbook."""

    required: Format
    optional: Format
    text: Format
    quoted: Format
    """Text that a spreadsheet could take for a formula when somebody edits the cell: kept as text by its quote prefix."""
    general: Format
    date: Format
    money: Format
    title: Format
    section: Format
    label: Format
    said: Format
    told: Format
    """A fact of the guide that programs read: plain text."""

    @classmethod
    def of(cls, book: Workbook) -> Look:
        """The formats, made in this workbook."""

        def free(**more: Any) -> Format:
            return book.add_format({"locked": False, **more})

        def fixed(**more: Any) -> Format:
            return book.add_format({"valign": "top", **more})

        return cls(
            required=book.add_format({**_HEAD, "bg_color": _DARK, "font_color": "#FFFFFF"}),
            optional=book.add_format({**_HEAD, "bg_color": _PALE, "font_color": _DARK}),
            text=free(num_format=_TEXT),
            quoted=free(num_format=_TEXT, quote_prefix=True),
            general=free(),
            date=free(num_format=_DATE),
            money=free(num_format=_MONEY),
            title=fixed(bold=True, font_size=14, font_color=_DARK),
            section=fixed(bold=True, font_color=_DARK, bottom=1, bottom_color=_LINE),
            label=fixed(bold=True, font_color=_QUIET),
            said=fixed(text_wrap=True),
            told=fixed(num_format=_TEXT, align="left"),
        )

    def of_type(self, type_: str) -> Format:
        """The format of a column of this contract type."""
        return {"tanggal": self.date, "rupiah": self.money}.get(type_, self.text if type_ in TEXTS else self.general)


TEXTS = frozenset({"kode", "teks", "nip", "pilihan"})
"""Contract types whose cells are text: a spreadsheet must not make a number or a date of them."""
