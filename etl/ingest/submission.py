"""Reading one submission: any number of files in, one Parsed out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import polars as pl

from etl.contracts import contract, contracts
from etl.contracts.parsed import AS_IT_IS, FILE_STEP, ISSUE_SCHEMA, Parsed, Place, Reading, RowCounts, SourceFile
from etl.errors import DataRefused
from etl.ingest import files, headers, layouts, readers_csv, readers_parquet, readers_xlsx, tables, vocabulary
from etl.ingest.raw import Cell, Sheet, is_blank, shown
from etl.ingest.tables import Note, Table
from etl.ingest.typed import Submission, typed, with_keys
from etl.periods import Period

_SHEETS_OF_A_TEMPLATE = 2
_REGION = "kode wilayah"
"""A column that no dataset has and an export of many governments does: whose row it is."""
_G = TypeVar("_G", bound="Gathered")


def read(
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    *,
    reading: Reading = AS_IT_IS,
    carried: Parsed | None = None,
    kiriman_id: str | None = None,
) -> Parsed:
    """Read the files of one submission. DataRefused when a file cannot be read at all; anything smaller becomes an issue.

    reading: layout (a file in `layouts/`) for a source that does not follow the contract, and the sender's own headers.
    carried: an earlier submission, read under these keys: the datasets of `reading.carried` that no file holds are its.
    """
    gathered, sources = gather(Gathered, paths, kode_wilayah, periode, reading, kiriman_id)
    return gathered.parsed(sources, carried)


def gather(
    kind: type[_G], paths: Sequence[Path], kode_wilayah: str, periode: str, reading: Reading, kiriman_id: str | None
) -> tuple[_G, tuple[SourceFile, ...]]:
    """What the files of one submission hold, and the files."""
    period, sources = Period.parse(periode), files.received(paths)
    keys = Submission(kiriman_id or _own_id(sources, kode_wilayah, periode), kode_wilayah, periode)
    gathered = kind(keys, period, reading)
    gathered.take(sources)
    return gathered, sources


def _own_id(sources: Sequence[SourceFile], kode_wilayah: str, periode: str) -> str:
    return f"{kode_wilayah}_{periode}_{'-'.join(sorted(s.sha256[:8] for s in sources))[:44]}"


class Gathered:
    """What the files hold, dataset by dataset. A dataset may stand in several files: one from each agency."""

    def __init__(self, keys: Submission, period: Period, reading: Reading) -> None:
        self.keys, self.period, self.reading = keys, period, reading
        self.number = 0
        self.cells: dict[str, list[Table]] = {}
        self.ready: dict[str, list[pl.DataFrame]] = {}
        self.places: dict[str, Place] = {}
        self.counts: dict[str, RowCounts] = {}
        self.notes: list[tuple[str | None, Note]] = []
        self.carried: set[str] = set()
        self._held: dict[str, dict[int, str]] = {}

    def known(self, dataset: str) -> dict[str, str]:
        told = {vocabulary.normal(label): column for label, column in self.reading.mapping.get(dataset, {}).items()}
        return vocabulary.headers(dataset, self.period.quarter) | told

    def take(self, sources: Sequence[SourceFile]) -> None:
        """Take all files in."""
        chosen = layouts.load(self.reading.layout) if self.reading.layout else None
        for self.number, source in enumerate(sources):
            self.layout(source, chosen) if chosen and not _is_template(source) else self.file(source)

    def file(self, source: SourceFile) -> None:
        """Take one file in."""
        {files.XLSX: self._xlsx, files.CSV: self._csv, files.PARQUET: self._parquet}[files.kind(source)](source)

    def layout(self, source: SourceFile, chosen: layouts.Layout) -> None:
        """Take one file in by a layout."""
        for sheet in self._sheets(source, chosen):
            self._part(sheet, lambda sheet: list(layouts.apply(chosen, sheet, self.period)))

    def _sheets(self, source: SourceFile, chosen: layouts.Layout) -> list[Sheet]:
        kind = files.kind(source)
        if kind == files.XLSX:
            return readers_xlsx.read(source, lambda name: True)[0][:1]
        if kind == files.PARQUET:
            raise DataRefused("galat_berkas.bukan_tabel", berkas=source.name)
        return [readers_csv.read(source, lambda row: headers.votes(row, chosen.headers))]

    def _xlsx(self, source: SourceFile) -> None:
        named = vocabulary.sheets()
        sheets, names = readers_xlsx.read(source, lambda name: vocabulary.squeezed(name) in named)
        if not sheets:
            raise DataRefused(
                "galat_berkas.lembar_tak_ada", berkas=source.name, lembar=", ".join(names) or "-", dataset=_datasets()
            )
        for sheet in sheets:
            self._sheet(sheet, named[vocabulary.squeezed(sheet.name)])
        unread = [n for n in names if vocabulary.squeezed(n) not in named and not vocabulary.is_ignored_sheet(n)]
        self.notes += [(None, Note("kepala.lembar_tak_dikenal", None, name)) for name in unread]

    def _csv(self, source: SourceFile) -> None:
        sheet = readers_csv.read(source, self._votes)
        dataset = self._by_name(source) or self._by_columns(sheet)
        if dataset is None:
            raise DataRefused("galat_berkas.dataset_tak_dikenal", berkas=source.name, dataset=_datasets())
        if header := headers.find(sheet, self.known(dataset)):
            readers_csv.refuse_overlong(sheet, header.rows[1])
        self._sheet(sheet, dataset)

    def _parquet(self, source: SourceFile) -> None:
        frame = readers_parquet.read(source)
        for name in frame.columns:
            if vocabulary.normal(name) == _REGION:
                self._one_government(source.name, frame[name].unique().to_list())
        sheet = Sheet(source.name, source.path.stem, [frame.columns])
        dataset = self._by_name(source) or self._by_columns(sheet)
        if dataset is None:
            raise DataRefused("galat_berkas.dataset_tak_dikenal", berkas=source.name, dataset=_datasets())
        found = readers_parquet.ready(frame, dataset)
        if found is None:
            self._add(readers_parquet.table(frame, sheet, dataset, self.known(dataset)))
        else:
            self._add_ready(found, dataset, Place(source.name, sheet.name, 0, {}))

    def _sheet(self, sheet: Sheet, dataset: str) -> None:
        def read(sheet: Sheet) -> list[Table]:
            if header := headers.find(sheet, self.known(dataset)):
                for index in (i for i, label in header.labels.items() if vocabulary.normal(label) == _REGION):
                    self._one_government(sheet.file, [row[index] for row in sheet.rows[header.rows[1] :] if index < len(row)])
            table = tables.table(sheet, dataset, self.known(dataset))
            return [table] if table else []

        self._part(sheet, read)

    def _one_government(self, file: str, values: Sequence[Cell]) -> None:
        """DataRefused when a column that tells the government names another one."""
        codes = {shown(value).strip() for value in values if not is_blank(value)}
        others = sorted(code for code in codes if re.fullmatch(r"\d{2}(\.\d{2})?", code) and code != self.keys.kode_wilayah)
        if others:
            named = ", ".join(others[:3]) + (", …" if len(others) > 3 else "")
            raise DataRefused("galat_berkas.wilayah_lain", berkas=file, wilayah=self.keys.kode_wilayah, lain=named)

    def _part(self, sheet: Sheet, read: Callable[[Sheet], list[Table]]) -> None:
        """Take in the tables of one sheet."""
        for table in read(sheet):
            self._add(table)

    def _add_ready(self, found: pl.DataFrame, dataset: str, place: Place) -> None:
        step = self._stand(dataset, place, RowCounts(found.height, 0))
        self.ready.setdefault(dataset, []).append(with_keys(_moved(found, step), dataset, self.keys))

    def _add(self, table: Table) -> None:
        step = self._stand(table.dataset, table.place, table.counts)
        self.cells.setdefault(table.dataset, []).append(replace(table, cells=_moved(table.cells, step)))
        self.notes += [(table.dataset, note) for note in table.notes]

    def _stand(self, dataset: str, place: Place, counts: RowCounts) -> int:
        """Note where the dataset stands in this file too; how far its row numbers move. Twice in one file is refused."""
        held = self._held.setdefault(dataset, {})
        if self.number in held:
            raise DataRefused("galat_berkas.dataset_ganda", berkas=place.file, dataset=dataset, sebelumnya=held[self.number])
        number, held[self.number] = len(held), place.file
        if number:
            first = self.places[dataset]
            place, counts = replace(first, further=(*first.further, place)), _added(self.counts[dataset], counts)
        self.places[dataset], self.counts[dataset] = place, counts
        return number * FILE_STEP

    def _votes(self, row: list[str]) -> int:
        return max(headers.votes(row, self.known(dataset)) for dataset in contracts())

    def _by_name(self, source: SourceFile) -> str | None:
        """The dataset that the file's name says: the whole name, else the last word of it that is a dataset's name."""
        named = vocabulary.sheets()
        whole = named.get(vocabulary.squeezed(source.path.stem))
        words = vocabulary.normal(source.path.stem).split()
        return whole or next((named[word] for word in reversed(words) if word in named), None)

    def _by_columns(self, sheet: Sheet) -> str | None:
        """The dataset whose required columns are all there; of several the one with most columns."""
        fitting = {}
        for dataset in contracts():
            header = headers.find(sheet, self.known(dataset))
            if header and len(header.columns) > 1 and set(contract(dataset).required) <= set(header.columns):
                fitting[dataset] = len(header.columns)
        return max(fitting, key=lambda d: fitting[d]) if fitting else None

    def parsed(self, sources: tuple[SourceFile, ...], carried: Parsed | None) -> Parsed:
        """All that was gathered, with types; `carried` stands for what the sender declared unchanged."""
        issues: list[pl.DataFrame] = []
        frames: dict[str, pl.DataFrame] = {}
        for dataset in contracts():
            if self._not_sent(dataset, carried):
                self._carry(dataset, carried, frames, issues)
                continue
            read = [self._typed(k, table, frames.get("indikator")) for k, table in enumerate(self.cells.get(dataset, ()))]
            frames[dataset] = pl.concat([*self.ready.get(dataset, ()), *(frame for frame, _ in read)])
            issues += [found for _, found in read]
        if not any(frame.height for frame in frames.values()):
            headless = any(note.rule == "kepala.kolom_hilang" for _, note in self.notes)
            if not headless:
                raise DataRefused("galat_berkas.tanpa_baris", berkas=", ".join(source.name for source in sources))
        lost = [d for d, c in contracts().items() if c.complete and d not in frames]
        notes = [*self.notes, *((d, Note("kepala.lembar_hilang", None, None)) for d in lost)]
        ordered = {dataset: frames[dataset] for dataset in contracts() if dataset in frames}
        k = self.keys
        problems = pl.concat([self._note_frame(notes), *issues])
        return Parsed(
            k.kiriman_id, k.kode_wilayah, k.periode, ordered, problems, self.counts, self.places, sources,
            replace(self.reading, carried={d: source for d, source in self.reading.carried.items() if d in self.carried}),
        )  # fmt: skip

    def _typed(self, number: int, table: Table, indicators: pl.DataFrame | None) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Types and issues of the table that is the dataset's `number`-th."""
        return typed(table, self.keys, indicators)

    def _not_sent(self, dataset: str, carried: Parsed | None) -> bool:
        """Whether no file holds it; nor does a header without rows, where the sender declared it unchanged."""
        if dataset not in self.places:
            return True
        declared = carried is not None and dataset in self.reading.carried and dataset in carried.tables
        headless = any(note.rule == "kepala.kolom_hilang" for of, note in self.notes if of == dataset)
        return declared and not headless and not self.counts[dataset].dibaca

    def _carry(self, dataset: str, carried: Parsed | None, frames: dict[str, pl.DataFrame], issues: list[pl.DataFrame]) -> None:
        if carried is None or dataset not in self.reading.carried or dataset not in carried.tables:
            return
        self.carried.add(dataset)
        frames[dataset] = carried.tables[dataset]
        issues.append(carried.issues.filter(pl.col("dataset") == dataset))
        self.counts[dataset], self.places[dataset] = carried.counts[dataset], carried.places[dataset]

    def _note_frame(self, notes: list[tuple[str | None, Note]]) -> pl.DataFrame:
        rows = [(self.keys.kiriman_id, dataset, None, note.column, note.value, note.rule) for dataset, note in notes]
        return pl.DataFrame(rows, schema=ISSUE_SCHEMA, orient="row")


def _is_template(source: SourceFile) -> bool:
    """Whether a workbook has sheets under the names of the template: beside an export with a layout it is read as it is."""
    if files.kind(source) != files.XLSX:
        return False
    return len(set(readers_xlsx.read(source, lambda name: False)[1]) & set(contracts())) >= _SHEETS_OF_A_TEMPLATE


def _moved(frame: pl.DataFrame, step: int) -> pl.DataFrame:
    return frame.with_columns(pl.col("baris_sumber") + step) if step else frame


def _added(one: RowCounts, other: RowCounts) -> RowCounts:
    kinds = dict.fromkeys([*one.dilewati, *other.dilewati])
    left_out = {kind: one.dilewati.get(kind, 0) + other.dilewati.get(kind, 0) for kind in kinds}
    return RowCounts(one.dibaca + other.dibaca, one.kosong + other.kosong, left_out)


def _datasets() -> str:
    return ", ".join(contracts())
