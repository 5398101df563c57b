"""CSV: comma, semicolon or tab; UTF-8 with or without BOM, UTF-16 with BOM, Windows-1252."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from etl.contracts.parsed import SourceFile
from etl.errors import DataRefused
from etl.ingest.raw import Sheet, is_blank

DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 40


def read(source: SourceFile, votes: Callable[[list[str]], int]) -> Sheet:
    """The whole file as one sheet named as the file. DataRefused with the row where its quoting breaks.

    votes: how many cells of a row are known headers; the delimiter that finds the most is the file's.
    """
    content = decode(source.path.read_bytes())
    delimiter = max(DELIMITERS, key=lambda d: _score(content, d, votes))
    rows = _rows(content, delimiter, source.name)
    return Sheet(source.name, source.path.stem, rows)


def decode(content: bytes) -> str:
    """Text of a file whose encoding nobody states."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _score(content: str, delimiter: str, votes: Callable[[list[str]], int]) -> tuple[int, int]:
    best = width = 0
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_SAMPLE_ROWS), rows, strict=False):
            best, width = max(best, votes(row)), max(width, len(row))
    except csv.Error:
        pass
    return best, width


def _rows(content: str, delimiter: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        raise DataRefused("galat_berkas.csv_kutip", berkas=name, baris=len(rows) + 1) from error
    return rows


def refuse_overlong(sheet: Sheet, header_row: int) -> None:
    """DataRefused when a data row has more filled cells than the header has columns: a comma or quote is missing or too many."""
    width = max((i + 1 for i, cell in enumerate(sheet.rows[header_row - 1]) if not is_blank(cell)), default=0)
    for number, row in enumerate(sheet.rows[header_row:], header_row + 1):
        if len(row) > width and any(not is_blank(cell) for cell in row[width:]):
            raise DataRefused("galat_berkas.csv_kolom_lebih", berkas=sheet.file, baris=number, ada=len(row), kepala=width)
