"""Teams that can be counted by hand, for tests of Sistem Kerja and Koordinasi.

Six active teams over five agencies, three of them across agencies: T1 and T2 (Dinkes, Dinsos, T1 with Disdikbud too) serve
stunting, T3 (Disdikbud, Dinsos) serves schools. BPBD and Kecamatan Purwakarta have none. T4 lacks everything, T5 is past its end.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from fake_lake import PERIODS, VALUE_SCHEMA, FakeRead

from etl.access import Principal

STUNTING, SCHOOLS = "Prevalensi stunting", "Angka partisipasi sekolah"
TEAM_SCHEMA: dict[str, Any] = {
    "kode_tim": pl.String, "nama_tim": pl.String, "kode_unit": pl.String, "kode_opd": pl.String, "status": pl.String,
    "jenis": pl.String, "anggota": pl.Int64, "opd": pl.List(pl.String), "berketua": pl.Boolean, "nomor_sk": pl.String,
    "tautan_sk": pl.String, "tanggal_mulai": pl.Date, "tanggal_selesai": pl.Date, "indikator": pl.List(pl.String),
}  # fmt: skip
TEAMS: list[dict[str, Any]] = [
    {"kode_tim": "T1", "nama_tim": "Percepatan Stunting", "kode_opd": "1.01", "jenis": "lintas_opd", "anggota": 9,
     "opd": ["1.01", "1.02", "1.05"], "indikator": ["I9"]},
    {"kode_tim": "T2", "nama_tim": "Rembuk Stunting", "kode_opd": "1.05", "jenis": "lintas_opd", "anggota": 5,
     "opd": ["1.01", "1.05"], "indikator": ["I9"]},
    {"kode_tim": "T3", "nama_tim": "Anak Kembali Sekolah", "kode_opd": "1.02", "jenis": "lintas_instansi", "anggota": 6,
     "opd": ["1.02", "1.05"], "indikator": ["I4"]},
    {"kode_tim": "T4", "nama_tim": "Reformasi Birokrasi", "kode_opd": "1.01", "jenis": "dalam_unit", "anggota": 1,
     "opd": ["1.01"], "indikator": [], "berketua": False, "nomor_sk": None},
    {"kode_tim": "T5", "nama_tim": "Data Terpadu", "kode_opd": "1.02", "jenis": "lintas_unit", "anggota": 4, "opd": ["1.02"],
     "indikator": ["I4"], "tanggal_selesai": date(2024, 6, 30)},
    {"kode_tim": "T6", "nama_tim": "Layanan Dasar", "kode_opd": "1.02", "jenis": "dalam_unit", "anggota": 3, "opd": ["1.02"],
     "indikator": ["I4"]},
    {"kode_tim": "T7", "nama_tim": "Tim Lama", "kode_opd": "1.02", "jenis": "dalam_unit", "anggota": 3, "opd": ["1.02"],
     "indikator": [], "status": "selesai"},
]  # fmt: skip
WHOLE = {"status": "aktif", "berketua": True, "nomor_sk": "800/12/2024", "tautan_sk": None, "tanggal_mulai": None,
         "tanggal_selesai": None}  # fmt: skip
SHARED = [("1.01", "1.05", 2), ("1.01", "1.02", 1), ("1.02", "1.05", 2)]
FIGURES = [  # metric, variant, period, numerator, denominator, value
    ("tim_lintas_opd", None, "2024-TW4", 3, 6, 50.0), ("tim_lintas_opd", None, "2024-TW3", 2, 5, 40.0),
    ("fungsional_dalam_tim", None, "2024-TW4", 14, 34, 41.2), ("cakupan_iku_tim", None, "2024-TW4", 2, 4, 50.0),
    ("rentang_tim", None, "2024-TW4", 22, 5, 4.4), ("lapisan_bayangan", None, "2024-TW4", 41, 227, 18.1),
    ("regulasi_sistem_kerja", None, "2024-TW4", 1, 1, 100.0), ("rentang_rerata", "terisi", "2024-TW4", 640, 100, 6.4),
    ("rentang_rerata", "bayangan", "2024-TW4", 530, 100, 5.3), ("rentang_rerata", "terisi", "2020-TW4", 310, 100, 3.1),
]  # fmt: skip


class TeamsRead(FakeRead):
    """The fake lake with teams. Switches: no_teams, no_members, no_targets (that sheet was not sent)."""

    no_teams = False
    no_members = False
    no_targets = False
    rules: tuple[dict[str, Any], ...] = ()
    """More rows of produk_hukum."""

    def teams(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = (
            []
            if self.no_teams or not who.scope.covers(kode_wilayah)
            else [WHOLE | {"kode_unit": r["kode_opd"]} | r for r in TEAMS]
        )
        if self.no_members:
            rows = [r | {"anggota": 0, "opd": [], "berketua": False} for r in rows]
        if self.no_targets:
            rows = [r | {"indikator": []} for r in rows]
        return pl.DataFrame(rows, schema=TEAM_SCHEMA)

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        if dataset == "indikator":
            rows: list[Any] = [
                ("I9", STUNTING, "1.01", "IKU"),
                ("I4", SCHOOLS, "1.02", "IKU"),
                ("I7", "Angka kemiskinan", "1.05", "IKU"),
            ]
            rows.append(("I8", "Indeks kepuasan", "1.05", "IKK"))
            return pl.DataFrame(rows, schema=["kode_indikator", "nama_indikator", "kode_opd", "jenis"], orient="row")
        law = {"kode_produk": "P1", "jenis": "perwali", "nomor": "9", "tahun": 2023, "tentang": "Sistem Kerja",
               "tahap": "sistem_kerja", "status": "ditetapkan", "tanggal": date(2023, 3, 1)}  # fmt: skip
        return pl.DataFrame([] if self.no_teams else [law, *self.rules], schema=dict.fromkeys(law, pl.String) | {
            "tahun": pl.Int64, "tanggal": pl.Date, "kode_opd": pl.String,
        })  # fmt: skip

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        silent = self.no_teams or self.no_members
        rows: list[Any] = []
        if asked["metrik"] == "kolaborasi_opd":
            rows = [(None, *row) for row in SHARED]
        elif asked["metrik"] == "tim_per_orang":
            rows = [
                (None, "4", None, 9),
                ("1.01", "4", None, 3),
                ("1.01", "5", None, 4),
                ("1.02", "4", None, 2),
                ("1.05", "3", None, 60),
            ]
        return pl.DataFrame([] if silent else rows, schema=schema, orient="row")

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        usual = super().metric_values(lake, who, **asked)
        wanted = [asked["metrik"]] if isinstance(asked.get("metrik"), str) else list(asked.get("metrik") or [])
        when = [asked["periode"]] if isinstance(asked["periode"], str) else list(asked["periode"] or PERIODS)
        own = [f for f in FIGURES if f[0] in wanted and f[2] in when and asked.get("kode_unit") is None]
        if not own or self.no_teams:
            return usual.filter(pl.col("metrik") != "rentang_rerata") if own else usual
        rows = [_value(str(asked["kode_wilayah"]), *f, silent=self.no_members) for f in own]
        kept = usual.filter(~pl.col("metrik").is_in([f[0] for f in FIGURES]))
        return pl.concat([kept, pl.DataFrame(rows, schema=VALUE_SCHEMA)])


def _value(
    wilayah: str, metrik: str, varian: str | None, periode: str, top: float, bottom: float, nilai: float, *, silent: bool
) -> dict[str, Any]:
    empty = silent and metrik in ("tim_lintas_opd", "fungsional_dalam_tim", "rentang_tim")
    return {
        "kiriman_id": "k", "kode_wilayah": wilayah, "periode": periode, "kode_unit": None, "metrik": metrik, "varian": varian,
        "pembilang": None if empty else float(top), "penyebut": None if empty else float(bottom),
        "nilai": None if empty else nilai, "alasan": "anggota_tim_kosong" if empty else None, "versi_rumus": "1",
        "kiriman_acuan": None,
    }  # fmt: skip
