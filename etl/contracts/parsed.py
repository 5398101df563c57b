"""What ingest hands on: typed rows, what could not be read, what was left out, and where each cell stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

ISSUE_SCHEMA: dict[str, pl.DataType] = {
    "kiriman_id": pl.String(),
    "dataset": pl.String(),
    "baris_sumber": pl.Int64(),
    "kolom": pl.String(),
    "nilai": pl.String(),
    "aturan": pl.String(),
}
"""One row per cell that could not be read: `aturan` is one of ISSUE_RULES; `nilai` never holds a NIP or name."""


ISSUE_RULES: tuple[str, ...] = (
    "tipe.bilangan",
    "tipe.desimal",
    "tipe.tanggal",
    "tipe.pilihan",
    "tipe.nip_angka",
    "tipe.ambigu",
    "tipe.sel_galat",
    "tipe.rumus_tanpa_nilai",
    "tipe.kode_angka",
    "tipe.nilai",
    "kepala.kolom_hilang",
    "kepala.kolom_tak_dikenal",
    "kepala.kolom_ganda",
    "kepala.lembar_hilang",
    "kepala.lembar_tak_dikenal",
)
"""Every rule id that ingest can put into an issue. `tipe.*` names a cell; `kepala.*` has no row: kolom_hilang lists in `nilai`
the headers actually read, the others hold there the header or sheet they speak of. Those of NOTE_RULES need no repair."""

NOTE_RULES: tuple[str, ...] = ("kepala.kolom_tak_dikenal", "kepala.kolom_ganda", "kepala.lembar_tak_dikenal")
"""Issues that never refuse a submission: something in the file was not read."""


FILE_STEP = 10_000_000
"""More than a sheet has rows: `baris_sumber` of a dataset's second file starts here, of its third at twice this …"""


def source_row(baris_sumber: int | None) -> int | None:
    """The row as the sender's own file counts it, whichever of several files it stood in."""
    return None if baris_sumber is None else baris_sumber % FILE_STEP


@dataclass(frozen=True)
class Place:
    """Where a dataset stood in the sender's file: sheet and the letter of each column, for cell addresses."""

    file: str
    sheet: str
    header_row: int
    letters: dict[str, str]
    further: tuple[Place, ...] = ()
    """Where it stood in the second, third … file, when each agency sent its own."""

    def of(self, row: int | None) -> Place:
        """The place of this row (a `baris_sumber`) among the dataset's files."""
        number = (row or 0) // FILE_STEP
        return self.further[number - 1] if number else self

    def cell(self, column: str | None, row: int | None) -> str | None:
        """`B214`, or null where the column was not in the file."""
        letter = self.of(row).letters.get(column or "")
        return f"{letter}{source_row(row)}" if letter and row else None


@dataclass(frozen=True)
class Reading:
    """What a submission was read with beside its files: kept with them, so that it can be read again."""

    layout: str | None = None
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Per dataset, the sender's own headers and the contract columns that the sender said they are."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """Per dataset that the sender declared unchanged, the submission whose rows stand for it."""


AS_IT_IS = Reading()
"""Files that follow the contract, whole."""


@dataclass(frozen=True)
class RowCounts:
    """dibaca = diterima + ditolak + kosong; `dilewati` counts what is no data row (numbering, totals, notes …), by kind."""

    dibaca: int
    kosong: int
    dilewati: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceFile:
    """A received file: its own name, its hash, where it lies now."""

    name: str
    sha256: str
    size: int
    path: Path


@dataclass(frozen=True)
class Parsed:
    """One submission as read: a frame per dataset (contract schema, row keys filled), issues, counts, places, files."""

    kiriman_id: str
    kode_wilayah: str
    periode: str
    tables: dict[str, pl.DataFrame]
    issues: pl.DataFrame
    counts: dict[str, RowCounts]
    places: dict[str, Place]
    files: tuple[SourceFile, ...]
    reading: Reading = AS_IT_IS
