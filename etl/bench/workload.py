"""The workbook of the budget: 7,000 staff, 2,500 posts, 400 units, 1,500 indicators, clean or with 20 errors per 1,000 rows."""

from __future__ import annotations

import random
from collections.abc import Callable

import polars as pl

SIZES = {"unit": 400, "jabatan": 2500, "pegawai": 7000, "indikator": 1500, "capaian": 1500}
ERRORS_PER_1000 = 20

Tables = dict[str, pl.DataFrame]
Fault = tuple[str, str, Callable[[str | None], str]]

FAULTS: list[Fault] = [
    ("pegawai", "kode_jabatan", lambda old: f"{old}-tidak-ada"),
    ("pegawai", "status_kepegawaian", lambda _: "honorer lepas"),
    ("pegawai", "nip", lambda old: (old or "1")[:-3]),
    ("jabatan", "jenis_jabatan", lambda _: ""),
    ("jabatan", "kode_unit", lambda old: f"{old}-tidak-ada"),
    ("jabatan", "kelas", lambda _: "99"),
    ("unit", "jenis_unit", lambda _: "balai-balai"),
    ("indikator", "arah", lambda _: ""),
    ("indikator", "sifat", lambda _: "kadang"),
    ("capaian", "realisasi", lambda _: "1.234"),
]
"""dataset, column, what a clerk may have typed there."""


def resized(tables: Tables) -> Tables:
    """The same region at the sizes of the budget; rows are cut or copied under new codes, staff stay one person a row."""
    posts = _grown(
        tables["jabatan"], "kode_jabatan", SIZES["jabatan"], keep=pl.col("jenis_jabatan").is_in(["fungsional", "pelaksana"])
    )
    indicators = _grown(tables["indikator"], "kode_indikator", SIZES["indikator"], keep=pl.col("tingkat") == "subkegiatan")
    values = tables["capaian"].filter(pl.col("kode_indikator").is_in(indicators["kode_indikator"].implode()))
    copies = indicators.select("kode_indikator").join(values, on="kode_indikator", how="anti")
    values = pl.concat([values, copies], how="diagonal").head(SIZES["capaian"])
    staff = tables["pegawai"].filter(pl.col("kode_jabatan").is_in(posts["kode_jabatan"].implode())).head(SIZES["pegawai"])
    return {**tables, "jabatan": posts, "pegawai": staff, "indikator": indicators, "capaian": values}


def _grown(frame: pl.DataFrame, code: str, size: int, keep: pl.Expr) -> pl.DataFrame:
    """Copies of the rows that nothing else refers to, under new codes, until there are `size` rows."""
    copies, round_ = [frame], 0
    while sum(f.height for f in copies) < size:
        round_ += 1
        copies.append(frame.filter(keep).with_columns(pl.col(code) + f"-s{round_}"))
    return pl.concat(copies).head(size)


def with_errors(tables: Tables, seed: int = 1) -> tuple[Tables, int]:
    """The tables as text with 20 errors per 1,000 rows at random cells, and how many errors were put in."""
    chance, broken, put = random.Random(seed), dict(tables), 0
    for dataset in SIZES:
        faults = [fault for fault in FAULTS if fault[0] == dataset]
        for _ in range(tables[dataset].height * ERRORS_PER_1000 // 1000):
            _, column, wrong = chance.choice(faults)
            broken[dataset] = _replace(broken[dataset], column, chance.randrange(tables[dataset].height), wrong)
            put += 1
    return broken, put


def _replace(frame: pl.DataFrame, column: str, row: int, wrong: Callable[[str | None], str]) -> pl.DataFrame:
    cells = frame[column].cast(pl.String).to_list()
    cells[row] = wrong(cells[row])
    return frame.with_columns(pl.Series(column, cells, dtype=pl.String))
