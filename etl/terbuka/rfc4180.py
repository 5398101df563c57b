"""CSV as RFC 4180 has it: a heading, commas, CRLF, quotes where needed; no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from etl.validation.annotate.safe import neutral


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as text. Numbers stay numbers, negative ones too; null is empty, dates are ISO 8601, truth is true or false."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) else neutral(str(value))
