"""CSV as it lies in the file: the same encodings and delimiters as ingest reads, and single fields replaced in place."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.contracts import contracts
from etl.validation.annotate.cells import Cell
from etl.validation.annotate.safe import neutral

DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 40
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True)
class Text:
    """The content of a CSV, its encoding and the byte order mark it began with."""

    content: str
    encoding: str
    mark: bytes


def decoded(body: bytes) -> Text:
    """The text of a file whose encoding nobody states."""
    if (mark := body[:2]) in _MARKS:
        return Text(body[2:].decode(_MARKS[mark], "replace"), _MARKS[mark], mark)
    mark = b"\xef\xbb\xbf" if body.startswith(b"\xef\xbb\xbf") else b""
    for encoding in ("utf-8", "cp1252"):
        try:
            return Text(body[len(mark) :].decode(encoding), encoding, mark)
        except UnicodeDecodeError:
            continue
    return Text(body.decode("latin-1"), "latin-1", b"")


def delimiter(content: str, values: Mapping[Cell, str]) -> str:
    """The delimiter: the one by which most of these values stand in their cells, then most columns of a contract are named.

    values: what the findings say stands in a cell.
    """
    return max(DELIMITERS, key=lambda one: _score(content, one, values))


def rows(content: str, sign: str) -> Iterator[list[str]]:
    """The rows, quotes taken off."""
    return csv.reader(io.StringIO(content, newline=""), delimiter=sign)


def _score(content: str, sign: str, values: Mapping[Cell, str]) -> tuple[int, int, int, int]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), said in values.items():
        by_row.setdefault(row, []).append((column, said.strip()))
    standing, sample = 0, list[list[str]]()
    last = max([*by_row, _SAMPLE_ROWS])
    try:
        for number, fields in zip(range(1, last + 1), rows(content, sign), strict=False):
            standing += sum(c <= len(fields) and fields[c - 1].strip() == said for c, said in by_row.get(number, ()))
            sample += [fields] if number <= _SAMPLE_ROWS and fields else []
    except csv.Error:
        pass
    return standing, *_shape(sample)


def _shape(sample: list[list[str]]) -> tuple[int, int, int]:
    """Most contract columns that one row names; how many rows are as wide as most (of several columns); the widest row."""
    known, widths = _names(), Counter(len(row) for row in sample)
    named = max((len({_squeezed(field) for field in row} & known) for row in sample), default=0)
    alike = max((count for width, count in widths.items() if width > 1), default=0)
    return named, alike, max(widths, default=0)


def _names() -> frozenset[str]:
    return frozenset(_squeezed(column) for contract in contracts().values() for column in contract.columns)


def _squeezed(label: str) -> str:
    return re.sub(r"[\W_]+", "", label.lower())


def replaced(body: bytes, edits: Mapping[Cell, str | None]) -> bytes:
    """The file with these fields replaced; delimiter, encoding, line ends and the quoting of all others stay."""
    told = decoded(body)
    sign = delimiter(told.content, {})
    out, done, reached = [], 0, set[Cell]()
    for place, start, end in _fields(told.content, sign):
        if place in edits:
            out += [told.content[done:start], _written(edits[place], sign, told.content[start:end])]
            done = end
            reached.add(place)
    content = "".join([*out, told.content[done:]])
    return told.mark + _encoded(content, told.encoding, told.mark)


def _encoded(content: str, encoding: str, mark: bytes) -> bytes:
    try:
        return content.encode(encoding)
    except UnicodeEncodeError:
        # A letter that Windows-1252 does not know: the whole file becomes UTF-8.
        return content.encode("utf-8")


def _written(said: str | None, sign: str, before: str) -> str:
    safe = neutral(said) or ""
    quoted = before.startswith('"') or any(one in safe for one in (sign, '"', "\n", "\r"))
    return '"' + safe.replace('"', '""') + '"' if quoted else safe


def _fields(content: str, sign: str) -> Iterator[tuple[Cell, int, int]]:
    """Each field with its cell and where its text begins and ends, quotes within; blank lines count as rows."""
    ends = re.compile(rf'"(?:[^"]|"")*"[^{sign}\r\n]*|[^{sign}\r\n]*')
    row, column, at = 1, 1, 0
    while at <= len(content):
        found = ends.match(content, at)
        end = found.end() if found else at
        yield (row, column), at, end
        if end >= len(content):
            return
        if content[end] == sign:
            column, at = column + 1, end + 1
        else:
            row, column = row + 1, 1
            at = end + (2 if content.startswith("\r\n", end) else 1)
