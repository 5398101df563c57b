"""Two quarters of one agency that lost sections, for tests of Sebelum dan Sesudah and Penyetaraan."""

from __future__ import annotations

from typing import Any

import polars as pl
from fake_lake import FakeRead
from fake_stages import value_row

from etl.access import Principal
from etl.contracts import contracts
from pages.ui import perubahan_model as model
from pages.ui.tahapan_model import STAGES

UNITS_THEN = [("1.01", None, "Dinas Kesehatan", "dinas"), *((f"1.01.{n}", "1.01", f"Seksi {n}", "seksi") for n in range(1, 6))]
UNITS_NOW = [("1.01", None, "Dinas Kesehatan", "dinas"), ("1.01.1", "1.01", "Seksi 1", "seksi"),
             ("1.01.5", "1.01", "Seksi 5", "seksi"), ("1.01.9", "1.01", "Seksi Baru", "seksi")]  # fmt: skip
# code, unit, name, category, echelon, level, code before
POSTS_THEN = [
    ("K", "1.01", "Kepala Dinas", "jpt_pratama", "II.b", None, None),
    *((f"S{n}", f"1.01.{n}", f"Kepala Seksi {n}", "pengawas", "IV.a", None, None) for n in range(1, 6)),
]
POSTS_NOW = [
    ("K", "1.01", "Kepala Dinas", "jpt_pratama", "II.b", None, None),
    ("S1", "1.01.1", "Kepala Seksi 1", "pengawas", "IV.a", None, None),
    ("S5", "1.01.5", "Kepala Seksi 5", "pengawas", "IV.a", None, None),
    ("J2", "1.01", "Analis Dua", "fungsional", None, "ahli_muda", "S2"),
    ("J3", "1.01", "Analis Tiga", "fungsional", None, "ahli_muda", "S3"),
    ("P9", "1.01.9", "Pengelola Baru", "pelaksana", None, None, None),
]
# code, nasib, ground, status, new post, level
SHEET = [
    ("S1", "dipertahankan", "sekretariat_opd", "bukan_sasaran", None, None),
    ("S2", "dihapus", None, "disetarakan", "J2", "ahli_muda"),
    ("S3", "dihapus", None, "disetarakan", "J3", "ahli_madya"),
    ("S4", "dihapus", None, "dikecualikan", None, None),
    ("S5", "dihapus", None, "belum", None, None),
]


class ChangeRead(FakeRead):
    """Two quarters of one agency. filled: whether the sheet penyetaraan is there."""

    filled = True
    odd: str | None = None

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = UNITS_THEN if periode == "2020-TW4" else UNITS_NOW
        full = [(*row, "1.01", None) for row in rows]
        schema = ["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd", "kode_asal"]
        return pl.DataFrame(full, schema=dict.fromkeys(schema, pl.String), orient="row")

    def positions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return posts(POSTS_THEN if periode == "2020-TW4" else POSTS_NOW)

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return sheet(SHEET if self.filled else [])

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        found = super().metric_values(lake, who, **asked)
        if STAGES[0] not in (asked["metrik"] or ()) or not self.filled:
            return found
        row = value_row(str(asked["kode_wilayah"]), "2024-TW4", asked["kode_unit"], STAGES[0], (3, 4, self.odd))
        return pl.DataFrame([row], schema=found.schema)

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        rows = [(asked["kode_unit"], "dipertahankan", "IV.a", 1), (asked["kode_unit"], "dihapus", "IV.a", 4)]
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        return pl.DataFrame(rows if self.filled else [], schema=schema, orient="row")


def posts(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Posts as the lake gives them."""
    names = ["kode_jabatan", "kode_unit", "nama_jabatan", "jenis_jabatan", "eselon", "jenjang", "kode_asal", "kode_opd"]
    return pl.DataFrame([(*row, "1.01") for row in rows], schema=dict.fromkeys(names, pl.String), orient="row")


def sheet(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """The sheet penyetaraan as the lake gives it: what lost its unit has no agency yet."""
    names = ("kode_jabatan_asal", "nasib", "dasar_dipertahankan", "status_penyetaraan", "kode_jabatan_baru", "jenjang_baru")
    full = [
        dict(zip(names, row, strict=True)) | {"eselon_asal": "IV.a", "kode_unit_asal": f"1.01.{row[0][1:]}", "kode_opd": None}
        for row in rows
    ]
    columns = [*contracts()["penyetaraan"].columns, "kode_opd"]
    return pl.DataFrame(full, schema={c: pl.Date if c == "tanggal_pelantikan" else pl.String for c in columns})


def sheet_rows() -> pl.DataFrame:
    """The sheet with agencies, names and places of today."""
    read = ChangeRead()
    then, now = (read.units(None, None, "", p) for p in ("2020-TW4", "2024-TW4"))  # type: ignore[arg-type]
    return model.rows(sheet(SHEET), posts(POSTS_NOW), posts(POSTS_THEN), now, then)
