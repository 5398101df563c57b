"""From contract values to cells that ingest reads as the same values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from etl.contracts import Column
from etl.contracts.values import NUMBER
from etl.template.look import TEXTS, Look

RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""Text that begins so could become a formula, or lose its first sign, once somebody edits its cell."""
LONGEST = 32_767
"""Characters that a cell holds."""

_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets disagree on the numbers of days before this one."""
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")

Write = Callable[[Worksheet, int, int, Any], None]


def writer(column: Column, look: Look) -> Write:
    """What writes a value of this column, never null, to (row, column)."""
    form = look.of_type(column.type)

    def number(sheet: Worksheet, row: int, place: int, value: Any) -> None:
        sheet.write_number(row, place, value, form)

    def words(sheet: Worksheet, row: int, place: int, value: Any) -> None:
        # Never `write`: it would make a formula of `=…`, a link of `http…`.
        sheet.write_string(row, place, value[:LONGEST], look.quoted if value.startswith(RISKY) else form)

    def day(sheet: Worksheet, row: int, place: int, value: date) -> None:
        if value < _FIRST_DAY:
            words(sheet, row, place, value.isoformat())
        else:
            sheet.write_datetime(row, place, datetime.combine(value, datetime.min.time()), form)

    def target(sheet: Worksheet, row: int, place: int, value: str) -> None:
        if re.fullmatch(NUMBER, value):
            number(sheet, row, place, float(value))
        else:
            words(sheet, row, place, readable(value))

    if column.type in TEXTS:
        return words
    other: dict[str, Write] = {"tanggal": day, "nilai": target}
    return other.get(column.type, number)


def readable(value: str) -> str:
    """A `nilai` that is no number, as it is written for people: the ends of a range so that neither can be read in two ways."""
    ends = value.split("..")
    if len(ends) == 2 and all(re.fullmatch(NUMBER, end) for end in ends):
        return "..".join(map(_end, ends))
    return value


def _end(number: str) -> str:
    plain = format(Decimal(number), "f")
    return f"{plain}0" if _TWO_WAYS.fullmatch(plain) else plain
