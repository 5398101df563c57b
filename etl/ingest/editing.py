"""A submission as read whose cells can be changed, and read again without its files.

Only the sheets that were changed are gone through again, by the very code that read them first: header, kinds of rows, types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from etl.contracts import contract
from etl.contracts.edits import Edit
from etl.contracts.parsed import AS_IT_IS, FILE_STEP, Parsed, Place, Reading, SourceFile, source_row
from etl.errors import DataRefused
from etl.ingest import files
from etl.ingest.raw import Sheet
from etl.ingest.submission import Gathered, gather
from etl.ingest.tables import Table
from etl.ingest.typed import Submission
from etl.periods import Period

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
"""What a patch writes as a number where a number stood."""

Read = Callable[[Sheet], list[Table]]
Typed = tuple[pl.DataFrame, pl.DataFrame]


@dataclass(frozen=True)
class _Part:
    """One sheet of the `number`-th file with the tables it gave, or rows that were ready (Parquet) and cannot be edited."""

    number: int
    sheet: Sheet | None
    read: Read
    tables: tuple[Table, ...]
    ready: tuple[pl.DataFrame, str, Place] | None = None


class _Recording(Gathered):
    """Keeps every sheet beside what was made of it."""

    def __init__(self, keys: Submission, period: Period, reading: Reading) -> None:
        super().__init__(keys, period, reading)
        self.parts: list[_Part] = []
        self.first: dict[tuple[str, int], Typed] = {}

    def _part(self, sheet: Sheet, read: Read) -> None:
        found = read(sheet)
        for table in found:
            Gathered._add(self, table)
        self.parts.append(_Part(self.number, sheet, read, tuple(found)))

    def _add(self, table: Table) -> None:
        # Only Parquet comes here by itself.
        super()._add(table)
        self.parts.append(_Part(self.number, None, lambda _: [], (table,)))

    def _add_ready(self, found: pl.DataFrame, dataset: str, place: Place) -> None:
        super()._add_ready(found, dataset, place)
        self.parts.append(_Part(self.number, None, lambda _: [], (), (found, dataset, place)))

    def _typed(self, number: int, table: Table, indicators: pl.DataFrame | None) -> Typed:
        found = super()._typed(number, table, indicators)
        self.first[table.dataset, number] = found
        return found


class _Replay(Gathered):
    """The same submission with some sheets changed; what was not changed keeps its types."""

    def __init__(self, before: _Recording, changed: dict[int, Sheet]) -> None:
        super().__init__(before.keys, before.period, before.reading)
        self._before, self._again = before, set[tuple[str, int]]()
        self.notes = [told for told in before.notes if told[0] is None]
        for index, part in enumerate(before.parts):
            self.number = part.number
            if part.ready:
                self._add_ready(*part.ready)
            for table in part.read(changed[index]) if index in changed else part.tables:
                if index in changed:
                    self._again.add((table.dataset, len(self.cells.get(table.dataset, ()))))
                self._add(table)

    def _typed(self, number: int, table: Table, indicators: pl.DataFrame | None) -> Typed:
        if (table.dataset, number) in self._again or self._kinds_may_differ(table.dataset):
            return super()._typed(number, table, indicators)
        return self._before.first[table.dataset, number]

    def _kinds_may_differ(self, dataset: str) -> bool:
        """Whether the dataset's values are read by what the indicators say, and those were changed."""
        by_indicator = any(column.type == "nilai" for column in contract(dataset).columns.values())
        return by_indicator and any(changed == "indikator" for changed, _ in self._again)


class Held:
    """What `read` gives, and how it would be with other cells."""

    def __init__(self, recording: _Recording, sources: tuple[SourceFile, ...], carried: Parsed | None) -> None:
        self._recording, self._sources, self._carried = recording, sources, carried
        self._texts = {number for number, source in enumerate(sources) if files.kind(source) == files.CSV}
        self.parsed = recording.parsed(sources, carried)

    def edited(self, edits: Sequence[Edit]) -> Parsed:
        """The submission with these cells; DataRefused for a cell that is not in the sender's files."""
        changed: dict[int, Sheet] = {}
        for edit in edits:
            index = self._part_of(edit)
            sheet = changed.get(index) or self._copied(index)
            row, column = self._at(edit)
            cells = [*sheet.rows[row]]
            cells += [""] * (column + 1 - len(cells))
            number = self._stays_number(edit)
            cells[column] = float(edit.nilai or 0) if number else edit.nilai or ""
            sheet.rows[row] = cells  # type: ignore[index]  # a list of our own
            changed[index] = sheet
        return _Replay(self._recording, changed).parsed(self._sources, self._carried)

    def cells(self, edits: Sequence[Edit]) -> dict[int, dict[tuple[str, str], str | None]]:
        """By number of the file, sheet and cell address with the text it gets: what a patch of the files needs."""
        found: dict[int, dict[tuple[str, str], str | None]] = {}
        for edit in edits:
            part = self._recording.parts[self._part_of(edit)]
            place = self._place(edit)
            address = place.cell(edit.kolom, source_row(edit.baris_sumber))
            kept = edit.nilai
            if kept and _NUMBER.fullmatch(kept) and not self._stays_number(edit):
                # A bare number in a cell that shows dates or per cent would be shown as another one.
                kept = f"{kept} "
            found.setdefault(part.number, {})[place.sheet, str(address)] = kept
        return found

    def in_csv(self, edit: Edit) -> bool:
        """Whether the cell lies in a text file, where everything is text."""
        return self._recording.parts[self._part_of(edit)].number in self._texts

    def _stays_number(self, edit: Edit) -> bool:
        """Whether a number takes the place of a number, as a patch of the file writes it."""
        sheet = self._recording.parts[self._part_of(edit)].sheet
        row, column = self._at(edit)
        assert sheet is not None
        before = sheet.rows[row][column] if column < len(sheet.rows[row]) else ""
        held = type(before) in (int, float) and (row, column) not in sheet.percents
        return held and _NUMBER.fullmatch(edit.nilai or "") is not None

    def _copied(self, index: int) -> Sheet:
        sheet = self._recording.parts[index].sheet
        assert sheet is not None
        return replace(sheet, rows=[*sheet.rows])

    def _place(self, edit: Edit) -> Place:
        place = self.parsed.places.get(edit.dataset)
        carried = edit.dataset in self.parsed.reading.carried
        if place is None or carried or edit.baris_sumber // FILE_STEP > len(place.further):
            raise _no_such_cell(edit)
        return place.of(edit.baris_sumber)

    def _part_of(self, edit: Edit) -> int:
        """Which part the row stands in: the dataset's first, second … in the order of the files."""
        place, number = self._place(edit), edit.baris_sumber // FILE_STEP
        holding = [i for i, part in enumerate(self._recording.parts) if edit.dataset in _datasets(part)]
        part = self._recording.parts[holding[number]]
        if part.sheet is None:
            raise DataRefused("kerja.galat.sunting_parquet", berkas=place.file)
        rows = next(t.cells["baris_sumber"] for t in part.tables if t.dataset == edit.dataset)
        if edit.kolom not in place.letters or edit.baris_sumber % FILE_STEP not in rows:
            raise _no_such_cell(edit)
        row, column = self._at(edit)
        if part.number in self._texts and column >= len(part.sheet.rows[row]):
            # A row of a text file that ends before this column has no such cell.
            raise _no_such_cell(edit)
        return holding[number]

    def _at(self, edit: Edit) -> tuple[int, int]:
        column = 0
        for sign in self._place(edit).letters[edit.kolom]:
            column = column * 26 + ord(sign) - 64
        return (source_row(edit.baris_sumber) or 0) - 1, column - 1


def _datasets(part: _Part) -> set[str]:
    return {table.dataset for table in part.tables} | ({part.ready[1]} if part.ready else set())


def _no_such_cell(edit: Edit) -> DataRefused:
    row = source_row(edit.baris_sumber)
    return DataRefused("kerja.galat.sel_tak_ada", dataset=edit.dataset, baris=row, kolom=edit.kolom)


def hold(
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    *,
    reading: Reading = AS_IT_IS,
    carried: Parsed | None = None,
    kiriman_id: str | None = None,
) -> Held:
    """Read the files of one submission as `etl.ingest.read` does, and keep the sheets."""
    recording, sources = gather(_Recording, paths, kode_wilayah, periode, reading, kiriman_id)
    return Held(recording, sources, carried)
