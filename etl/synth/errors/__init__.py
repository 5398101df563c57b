"""Known errors in otherwise faultless workbooks: what the rules and the reading must find, at the exact cell and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from etl.contracts import contracts
from etl.paths import REFERENCE
from etl.periods import Period
from etl.synth.errors.book import Book, Kind, Told
from etl.synth.errors.government import government
from etl.synth.errors.kinds_cells import CELLS
from etl.synth.errors.kinds_plans import PLANS
from etl.synth.errors.kinds_structure import STRUCTURE
from etl.synth.errors.kinds_teams import TEAMS
from etl.synth.errors.sheets import Written, write

__all__ = ["KINDS", "Seeded", "Told", "seeded"]

KINDS: tuple[Kind, ...] = (*CELLS, *STRUCTURE, *TEAMS, *PLANS)
"""All kinds of errors, by the part of the submission that they concern."""

_FIRST, _QUARTERS = Period(2022, 1), 12

_TOGETHER = ("tim", "anggota_tim", "tim_indikator")
_WHOLE = 10
"""One workbook in so many holds every sheet; others lack most of the optional ones, as real submissions do."""

_SPARE = {
    "unit": ("jenis_perubahan", "kelas_upt"),
    "jabatan": ("jenis_perubahan",),
    "indikator": ("jenis", "jadwal_ukur", "batas_capaian", "bobot", "sumber_data"),
    "capaian": ("penjelasan", "tindak_lanjut"),
}
"""Columns that no rule compares with anything; most files do without them."""

Place = tuple[str, str | None, str | None]
"""Rule, sheet, cell."""


@dataclass(frozen=True)
class Seeded:
    """A workbook with one error in it (kind null: with none) and what must be told about it, nothing more."""

    kode_wilayah: str
    periode: str
    kind: Kind | None
    path: Path
    told: list[Place]


def seeded(folder: Path, count: int, seed: int = 1) -> Iterator[Seeded]:
    """Write so many workbooks, each of another region: one without error, then every kind in turn at random cells."""
    regions = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False).filter(pl.col("otonom") == "ya")["kode"].to_list()
    chance = Random(seed)
    for number, kode in zip(range(count), chance.sample(regions, count), strict=True):
        kind = KINDS[(number - 1) % len(KINDS)] if number else None
        yield _one(folder / f"{number}.xlsx", kode, kind, Random(f"{seed}-{number}"), whole=number % _WHOLE == 0)


def _one(path: Path, kode: str, kind: Kind | None, chance: Random, *, whole: bool) -> Seeded:
    periode = _FIRST.plus(chance.randrange(_QUARTERS))
    book = government(chance, kode, periode)
    told = kind.plant(book, chance) if kind else []
    if not whole:
        _thin_out(book, kind, told, chance)
    written: Written = write(book, path, chance)
    return Seeded(kode, str(periode), kind, path, sorted((written.place(one) for one in told), key=str))


def _thin_out(book: Book, kind: Kind | None, told: list[Told], chance: Random) -> None:
    """Leave out optional sheets, and columns that nobody filled, where nothing is told of them."""
    needed = {one.dataset for one in told} | {kind.dataset if kind else None}
    needed |= set(_TOGETHER) if needed & set(_TOGETHER) else set()
    named = {(one.dataset, one.column) for one in told}
    for dataset, of in contracts().items():
        if not of.complete and dataset not in needed and chance.random() < 0.8:
            book.tables.pop(dataset, None)
        for name, column in of.columns.items():
            spare = name in _SPARE.get(dataset, ()) or all(row.get(name) is None for row in book.tables.get(dataset, ()))
            if spare and not column.required and (dataset, name) not in named and chance.random() < 0.9:
                book.lost_columns.add((dataset, name))
