"""Finding the header: the rows near the top in which most cells are known column names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.ingest.raw import Cell, Sheet, is_blank, shown
from etl.ingest.vocabulary import ignored_columns, normal

SEARCHED_ROWS = 30
"""How far down a header may begin."""
DEEPEST = 3
"""Most rows that one header may have."""

_OTHER_QUARTER = re.compile(r"\b(?:tw|triwulan) ?(?:[1-4]|i{1,3}|iv)\b")


@dataclass(frozen=True)
class Header:
    """Where the header stands and what each column is.

    rows: first and last row as the sender sees them. columns: contract column → index. labels: index → header as read.
    """

    rows: tuple[int, int]
    columns: dict[str, int]
    labels: dict[int, str]
    unknown: list[str]
    twice: list[str]


def votes(row: Sequence[Cell], known: Mapping[str, str]) -> int:
    """How many different columns the cells of a row name."""
    return len({known[label] for cell in row if (label := normal(shown(cell))) in known})


def find(sheet: Sheet, known: Mapping[str, str]) -> Header | None:
    """The header of a sheet, or None where no row names a known column.

    One row is preferred; two or three are read together when that names more columns (merged group heads over quarters).
    """
    best: tuple[int, int, int] = (0, 0, 0)  # score, -depth, top
    found: list[list[str]] = []
    all_known = False
    for top in range(min(len(sheet.rows), SEARCHED_ROWS)):
        for depth in range(1, min(DEEPEST, len(sheet.rows) - top) + 1):
            labels = _labels(sheet, top, depth)
            score = len({c for c in (_column(names, known) for names in labels) if c})
            if _enough(score, labels) and (score, -depth) > best[:2] and (depth == 1 or _is_heading(sheet.rows[top])):
                best, found = (score, -depth, top), labels
                all_known = score == len(known) or (score > 1 and all(_column(names, known) for names in labels if names))
        if all_known:
            break
    score, depth, top = best
    return _header(found, known, (top + 1, top - depth)) if score else None


def _enough(score: int, labels: list[list[str]]) -> bool:
    """A row of data may hold a word that is also a header; its other cells must then not be shown as headers."""
    return score >= 3 or (score > 0 and 3 * score >= sum(map(bool, labels)))


def _is_heading(row: Sequence[Cell]) -> bool:
    """Titles stand alone in their row; the top row of a header names several columns."""
    return sum(not is_blank(cell) for cell in row) >= 2


def _header(labels: list[list[str]], known: Mapping[str, str], rows: tuple[int, int]) -> Header:
    read = {index: names[0] for index, names in enumerate(labels) if names}
    named = {index: column for index in read if (column := _column(labels[index], known))}
    # A column's own name goes before any alias: `unit` beside `kode_unit` is a name, not a second code.
    order = sorted(named, key=lambda index: (normal(read[index]) != normal(named[index]), index))
    columns: dict[str, int] = {}
    for index in order:
        columns.setdefault(named[index], index)
    twice = [read[index] for index in named if columns[named[index]] != index]
    unknown = [label for index, label in read.items() if index not in named and not _is_known_useless(label)]
    return Header(rows, columns, read, unknown, twice)


def _is_known_useless(label: str) -> bool:
    return normal(label) in ignored_columns() or label.strip("()[]. ").isdigit()


def _column(names: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The column that the first known of these labels names; a label of a quarter never falls back to a part of itself."""
    parts = [normal(name) for name in names]
    if parts and parts[0] not in known and _OTHER_QUARTER.search(parts[0]):
        return None
    return next((known[part] for part in parts if part in known), None)


def _labels(sheet: Sheet, top: int, depth: int) -> list[list[str]]:
    """Per column the labels to try: all rows joined, then the lowest alone."""
    spread = [_spread(sheet, row) if depth > 1 else sheet.rows[row] for row in range(top, top + depth)]
    labels = []
    for index in range(max((len(row) for row in spread), default=0)):
        parts: list[str] = []
        for row in spread:
            text = " ".join(shown(row[index]).split()) if index < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        labels.append([" ".join(parts), parts[-1]] if len(parts) > 1 else parts)
    return labels


def _spread(sheet: Sheet, row: int) -> list[Cell]:
    """One header row with each merged value in all its columns; without merges (CSV) a head reaches over the blanks."""
    cells = list(sheet.rows[row])
    if not sheet.merges:
        return _carried(cells, sheet.rows[row + 1] if row + 1 < len(sheet.rows) else [])
    for (first, left), (last, right) in sheet.merges:
        if first <= row <= last and left < len(sheet.rows[first]):
            cells += [""] * (right + 1 - len(cells))
            cells[left : right + 1] = [sheet.rows[first][left]] * (right + 1 - left)
    return cells


def _carried(cells: list[Cell], below: Sequence[Cell]) -> list[Cell]:
    cells += [""] * (len(below) - len(cells))
    for index in range(1, min(len(cells), len(below))):
        if is_blank(cells[index]) and not is_blank(below[index]):
            cells[index] = cells[index - 1]
    return cells
