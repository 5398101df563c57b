"""Which rows under the header are data: numbering, repeated headers, totals, groups and notes are left out and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.contracts import Contract
from etl.ingest.headers import Header
from etl.ingest.raw import Cell, Sheet, is_blank, shown
from etl.ingest.vocabulary import choices as known
from etl.ingest.vocabulary import common, normal, squeezed

NUMBERING, REPEATED, TOTAL, GROUP, NOTE = "penomoran", "kepala_berulang", "jumlah", "kelompok", "catatan"

_SINGLE = "tunggal"
"""One text alone that may be a row of data or not: where it stands in the table decides."""

_ORDINAL = re.compile(r"[(\[]?(\d{1,2})[)\].]*")
_CODE = re.compile(r"[\w./\-]*\d[\w./\-]*")
_FEW = 4
_MOST_GAPS = 2
"""A printed numbering row may miss a number, as real ones do."""


@dataclass(frozen=True)
class Rows:
    """Indexes of the data rows, blank rows between them, and what was left out by kind."""

    data: list[int]
    blank: int
    skipped: dict[str, int]


def classify(sheet: Sheet, header: Header, contract: Contract | None) -> Rows:
    """Sort the rows below the header. Blank rows after the last data row are not counted at all."""
    judge = _Judge(sheet, header, contract)
    kinds = {index: judge.kind(sheet.rows[index]) for index in range(header.rows[1], len(sheet.rows))}
    if groups := [index for index, kind in kinds.items() if kind == GROUP]:
        alike = judge.codes(sheet.rows[index] for index, kind in kinds.items() if kind == "")
        kinds |= {index: "" for index in groups if judge.is_code(sheet.rows[index], alike)}
    last = max((index for index, kind in kinds.items() if kind == ""), default=-1)
    # A text right of an empty column is a row whose other cells are blank, unless it stands below the table.
    kinds |= {index: "" if index < last else NOTE for index, kind in kinds.items() if kind == _SINGLE}
    data = [index for index, kind in kinds.items() if kind == ""]
    blank = sum(kind is None and index < last for index, kind in kinds.items())
    # What stands alone below the last data row is a signature or a remark, not the head of a group.
    skipped = Counter(NOTE if kind == GROUP and index > last else kind for index, kind in kinds.items() if kind)
    return Rows(data, blank, dict(sorted(skipped.items())))


class _Judge:
    """Knows one sheet's header, to tell what a row under it is."""

    def __init__(self, sheet: Sheet, header: Header, contract: Contract | None) -> None:
        self.mapped = frozenset(header.columns.values())
        self.first = min(self.mapped, default=0)
        choices = {n: c for n, c in contract.columns.items() if c.choices} if contract else {}
        self.choices = {header.columns[n]: known(contract.dataset, n) for n in choices if contract and n in header.columns}
        self.heads = [[normal(shown(cell)) for cell in sheet.rows[row - 1]] for row in range(header.rows[0], header.rows[1] + 1)]
        keys = contract.key if contract else ()
        self.keys = frozenset(header.columns[k] for k in keys if k in header.columns)
        required = contract.required if contract else []
        self.required = frozenset(header.columns[k] for k in required if k in header.columns)
        self.totals = tuple(sorted(map(normal, common()["totals"]), key=len, reverse=True))
        self.notes = tuple(map(normal, common()["notes"]))
        self.initials = frozenset(
            label[:2] for label in [*self.totals, *self.notes, *(text for head in self.heads for text in head)]
        )

    def kind(self, row: Sequence[Cell]) -> str | None:
        """'' for data, None for blank, else the kind of what is left out."""
        filled = [i for i, cell in enumerate(row) if cell or cell == 0]
        if len(filled) <= _FEW or is_blank(row[filled[0]]):
            filled = [i for i in filled if not is_blank(row[i])]
        if not filled:
            return None
        first = row[filled[0]]
        if len(filled) > _FEW and not self._suspicious(first):
            return ""
        label = normal(shown(first)) if isinstance(first, str) else shown(first)
        return self._kind(row, filled, label) or ("" if self.mapped.intersection(filled) else None)

    def _suspicious(self, first: Cell) -> bool:
        """Whether a full row may be something else than data, by its first cell: a quick test before the exact ones."""
        if not isinstance(first, str):
            return isinstance(first, float) and first in (1.0, 2.0)
        start = first.lstrip()[:2].lower()
        return start in self.initials if start[:1].isalpha() else len(first) <= _FEW or not start[:1].isdigit()

    def _kind(self, row: Sequence[Cell], filled: list[int], label: str) -> str:
        first = filled[0]
        if label and any(first < len(head) and label == head[first] for head in self.heads) and self._repeats(row, filled):
            return REPEATED
        if label in {"1", "2"} and len(filled) > 2 and _is_numbering([row[i] for i in filled]):
            return NUMBERING
        if label.startswith(self.totals) and self._is_total(row, filled, label):
            return TOTAL
        if len(filled) <= 2 and self._is_note(row, filled, label):
            return NOTE
        return self._lone(row, filled)

    def _repeats(self, row: Sequence[Cell], filled: list[int]) -> bool:
        texts = {i: normal(shown(row[i])) for i in filled}
        same = max(sum(i < len(head) and text == head[i] for i, text in texts.items()) for head in self.heads)
        return same >= 2 and same >= 0.6 * len(filled)

    def _is_total(self, row: Sequence[Cell], filled: list[int], label: str) -> bool:
        """The word stands first, and nothing but figures stands beside it: a row with its own code or texts is data."""
        word = next(word for word in self.totals if label.startswith(word))
        if label[len(word) : len(word) + 1] not in {"", " "}:
            return False
        rest = self.required.intersection(filled) - {filled[0]}
        return not any(isinstance(row[i], str) and not _is_figure(row[i]) for i in rest)

    def _is_note(self, row: Sequence[Cell], filled: list[int], label: str) -> bool:
        starred = shown(row[filled[0]]).lstrip().startswith(("*", "†", "¹"))
        worded = any(label == word or label.startswith(f"{word} ") for word in self.notes)
        return starred or (worded and not (self.keys - {filled[0]}).intersection(filled))

    def _lone(self, row: Sequence[Cell], filled: list[int]) -> str:
        """One text alone (a roman number or letter may stand before it) heads a group; a code, choice or figure is data."""
        if len(filled) == 2 and len(shown(row[filled[0]]).strip(". ")) <= 4 and filled[0] not in self.keys:
            filled = filled[1:]
        if len(filled) != 1:
            return ""
        place, cell = filled[0], row[filled[0]]
        if place in self.choices and squeezed(shown(cell)) in self.choices[place]:
            return ""
        if place in self.keys:
            return self._lone_key(cell, place)
        if place not in self.mapped:
            return "" if _is_figure(cell) else GROUP
        if len(self.required) < 2:
            return ""
        return GROUP if place == self.first else _SINGLE

    def codes(self, rows: Iterable[Sequence[Cell]]) -> set[tuple[int, str]]:
        """The forms of the keys in these rows: their text with every figure as 9."""
        return {(place, _form(row[place])) for row in rows for place in self.keys if place < len(row)}

    def is_code(self, row: Sequence[Cell], known: set[tuple[int, str]]) -> bool:
        """Whether what stands alone has the form of the keys in rows that are data: `KIN S2` beside `KIN S1`."""
        place, cell = [(place, cell) for place, cell in enumerate(row) if not is_blank(cell)][-1]
        return place in self.keys and "9" in _form(cell) and (place, _form(cell)) in known

    def _lone_key(self, cell: Cell, place: int) -> str:
        if not isinstance(cell, str) or _CODE.fullmatch(cell.strip()):
            return ""
        if place == self.first:
            return GROUP
        # Right of an empty column even `KIN S1` is a code; headings stand at the left.
        return "" if re.search(r"\d", cell) else _SINGLE


def _is_numbering(cells: Sequence[Cell]) -> bool:
    numbers = [int(found[1]) if (found := _ORDINAL.fullmatch(shown(cell).strip())) else 0 for cell in cells]
    rising = all(1 <= later - earlier <= _MOST_GAPS for earlier, later in pairwise(numbers))
    return rising and numbers[0] in (1, 2) and numbers[-1] <= len(numbers) + _MOST_GAPS


def _form(cell: Cell) -> str:
    return re.sub(r"\d+", "9", shown(cell).strip())


def _is_figure(cell: Cell) -> bool:
    # A sum may have failed or never been calculated: #REF!, #RUMUS!
    return not isinstance(cell, str) or not re.search(r"^(?!\s*#).*[A-Za-z]{2}", cell)
