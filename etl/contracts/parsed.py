"""What ingest hands on: typed rows, what could not be read, what was left out, and where each cell stood."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Place:
    """Where a dataset stood in the sender's file: sheet and the letter of each column, for cell addresses."""

    file: str
    sheet: str
    header_row: int
    letters: dict[str, str]

    def cell(self, column: str | None, row: int | None) -> str | None:
        """`B214`, or null where the column was not in the file."""
        letter = self.letters.get(column or "")
        return f"{letter}{row}" if letter and row else None


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
