"""Posts, processes and index values that can be counted by hand, for tests of Peta Jabatan and Proses dan Layanan.

Need against holders: Dinkes 2+6+4 = 12 against 1+3+4, Disdikbud 4+4 against 6+4, BPBD 1 against 1, Dinsos 3 against 1,
Kecamatan Purwakarta states no need. Pengolah Data: Disdikbud two over, Dinkes three short, Dinsos two short.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from fake_lake import PERIODS, VALUE_SCHEMA, FakeRead

from etl.access import Principal
from etl.warehouse.accept import lake_columns

UNITS = [
    ("1.01", None, "Dinas Kesehatan", "dinas", "1.01"),
    ("1.01.1", "1.01", "Puskesmas Cibeber", "puskesmas", "1.01"),
    ("1.02", None, "Dinas Pendidikan dan Kebudayaan", "dinas", "1.02"),
    ("1.03", None, "Badan Penanggulangan Bencana Daerah", "badan", "1.03"),
    ("1.04", None, "Kecamatan Purwakarta", "kecamatan", "1.04"),
    ("1.05", None, "Dinas Sosial", "dinas", "1.05"),
]
# code, unit, agency, name, category, level, class, seats, need, group, definitive, pj, plt, plh
POSTS = [
    ("WK", "1.01", "1.01", "Wali Kota", "kepala_daerah", None, None, 1, 1, None, 1, 0, 0, 0),
    ("A1", "1.01", "1.01", "Kepala Dinas Kesehatan", "jpt_pratama", None, 14, 1, 1, None, 0, 0, 1, 0),
    ("A2", "1.01", "1.01", "Sekretaris", "administrator", None, 12, 1, 1, None, 1, 0, 0, 1),
    ("A3", "1.01", "1.01", "Pengolah Data", "pelaksana", None, 6, 6, 6, "operator", 3, 0, 0, 0),
    ("A4", "1.01.1", "1.01", "Perawat Terampil", "fungsional", "terampil", 6, 4, 4, None, 4, 0, 0, 0),
    ("B1", "1.02", "1.02", "Pengolah  data", "pelaksana", None, None, 6, 4, "operator", 6, 0, 0, 0),
    ("B2", "1.02", "1.02", "Guru Ahli Muda", "fungsional", "ahli_muda", 9, 4, 4, None, 4, 0, 0, 0),
    ("C1", "1.03", "1.03", "Kepala Pelaksana BPBD", "administrator", None, 11, 1, 1, None, 1, 0, 0, 0),
    ("D1", "1.04", "1.04", "Camat Purwakarta", "administrator", None, 11, 1, None, None, 1, 0, 0, 0),
    ("D2", "1.04", "1.04", "Juru Ketik Kecamatan", "pelaksana", None, 5, 2, None, None, 2, 0, 0, 0),
    ("E1", "1.05", "1.05", "Pengolah Data", "pelaksana", None, 6, 3, 3, "operator", 1, 0, 0, 0),
]
GAPS = {None: (20, 24), "1.01": (8, 12), "1.02": (10, 8), "1.03": (1, 1), "1.05": (1, 3)}
WORK = [  # post, task, volume, norm, unit
    ("A3", "Mengolah", 1200.0, 30.0, "menit"), ("A3", "Melayani", 240.0, 120.0, "menit"), ("A3", "Menyusun", 12.0, 15.0, "jam"),
    ("E1", "Mengolah", 2000.0, 45.0, None), ("B2", "Mengajar", 1000.0, 60.0, "menit"),
]  # fmt: skip
PROCESSES = [  # code, name, agency, steps before, after, days before, after, electronic
    ("P1", "Izin reklame", "1.01", 8, 4, 20.0, 10.0, "ya"), ("P2", "Rekomendasi penelitian", "1.02", 5, 5, 10.0, 13.0, "tidak"),
    ("P3", "Disposisi surat masuk", "1.05", 7, None, 30.0, None, None),
]  # fmt: skip
SAVED = [  # metric, agency, numerator, denominator, value
    ("tahap_dipangkas", None, 4, 13, 30.8), ("waktu_dipercepat", None, 7, 30, 23.3), ("proses_elektronik", None, 1, 2, 50.0),
    ("waktu_dipercepat", "1.01", 10, 20, 50.0), ("waktu_dipercepat", "1.02", -3, 10, -30.0),
    ("tahap_dipangkas", "1.01", 4, 8, 50.0), ("proses_elektronik", "1.01", 1, 1, 100.0),
    ("kelas_terisi", None, 9, 10, 90.0), ("nomenklatur_pelaksana", None, 3, 4, 75.0),
]  # fmt: skip
INDICES = [(2022, 2.31, "spbe", "permenpanrb-59-2020"), (2023, 2.66, "spbe", "permenpanrb-59-2020"),
           (2024, 3.10, "pemdi", "permenpanrb-8-2026")]  # fmt: skip
_POST = ("kode_jabatan", "kode_unit", "kode_opd", "nama_jabatan", "jenis_jabatan", "jenjang", "kelas", "jumlah_formasi",
         "kebutuhan", "kelompok_pelaksana", "definitif", "pj", "plt", "plh")  # fmt: skip
_TEXT = {"jenjang": pl.String, "kelompok_pelaksana": pl.String}
SPREAD = {"sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}


def frame() -> pl.DataFrame:
    """All posts with their holders."""
    return pl.DataFrame(POSTS, schema=_POST, schema_overrides=_TEXT, orient="row")


class PostsRead(FakeRead):
    """The fake lake with posts. Switches: no_posts, no_need, absent (datasets that were not sent)."""

    no_posts = False
    no_need = False
    absent: tuple[str, ...] = ()

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return pl.DataFrame(UNITS, schema=["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd"], orient="row")

    def positions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        found = frame().select(_POST[:10])
        if self.no_need:
            found = found.with_columns(kebutuhan=pl.lit(None, pl.Int64))
        return found.clear() if self.no_posts else found

    def holders(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return frame().select("kode_jabatan", *_POST[10:], "kode_opd")

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        rows = super().metric_values(lake, who, **asked)
        wanted = asked.get("metrik")
        names = {wanted} if isinstance(wanted, str) else set(wanted or ())
        if not names & {"selisih_kebutuhan", *(row[0] for row in SAVED)} or not who.scope.covers(str(asked["kode_wilayah"])):
            return rows
        known = [] if self.no_need else [("selisih_kebutuhan", k, a, b, a - b) for k, (a, b) in GAPS.items()]
        unit = asked.get("kode_unit", "*")
        made = [_row(*r, PERIODS[0]) for r in [*known, *SAVED] if r[0] in names and unit in ("*", r[1])]
        # One quarter ago one more was there.
        made += [_row(m, k, a + 1, b, v + 1, PERIODS[1]) for m, k, a, b, v in known if unit in ("*", k)]
        return pl.concat([rows, pl.DataFrame(made, schema=VALUE_SCHEMA)]) if made else rows

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        own = frame().filter(pl.col("jenis_jabatan") != "kepala_daerah")
        if asked.get("kode_unit"):
            own = own.filter(pl.col("kode_opd") == asked["kode_unit"])
        own = own.clear() if self.no_posts else own
        rows: list[tuple[str, str, int]] = []
        if asked["metrik"] == "kelas_jabatan":
            rows = [(str(k) if k else "-", j, 1) for k, j in own.select("kelas", "jenis_jabatan").iter_rows()]
        elif asked["metrik"] == "kelompok_pelaksana" and own.height:
            rows = [("operator", "di_luar", 3), ("-", "di_luar", 1), ("klerek", "di_dalam", 2)]
        elif asked["metrik"] == "kebutuhan_terisi" and not self.no_need:
            rows = [("kebutuhan", "pelaksana", 13), ("terisi", "pelaksana", 10), ("kebutuhan", "fungsional:terampil", 4),
                    ("terisi", "fungsional:terampil", 4)]  # fmt: skip
        return pl.DataFrame(rows, schema=SPREAD, orient="row")

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = [] if dataset in self.absent else FACTS.get(dataset, [])
        names = [name for name in lake_columns(dataset) if name not in ("kiriman_id", "kode_wilayah", "periode", "baris_sumber")]
        return pl.DataFrame(rows, schema=[*names, "kode_opd"], infer_schema_length=None) if rows else pl.DataFrame(
            schema=[*names, "kode_opd"]
        )  # fmt: skip


def _row(metrik: str, unit: str | None, top: float, bottom: float, value: float, periode: str) -> dict[str, Any]:
    return {
        "kiriman_id": "k", "kode_wilayah": "36.72", "periode": periode, "kode_unit": unit, "metrik": metrik, "varian": None,
        "pembilang": float(top), "penyebut": float(bottom), "nilai": float(value), "alasan": None, "versi_rumus": "1",
        "kiriman_acuan": None,
    }  # fmt: skip


FACTS: dict[str, list[dict[str, Any]]] = {
    "beban_kerja": [
        {"kode_jabatan": k, "uraian_tugas": u, "volume": v, "norma_waktu": n, "satuan_waktu": s, "kode_opd": "1.01"}
        for k, u, v, n, s in WORK
    ],
    "proses": [
        {"kode_proses": k, "nama_proses": n, "kode_unit": o, "tahap_sebelum": a, "tahap_sesudah": b, "hari_sebelum": c,
         "hari_sesudah": d, "elektronik": e, "kode_opd": o}
        for k, n, o, a, b, c, d, e in PROCESSES
    ],
    "indeks": [
        {"jenis": j, "kode_unit": None, "tahun": t, "nilai": n, "predikat_dilaporkan": None, "rezim": r, "sumber": "contoh",
         "tanggal_rilis": date(t + 1, 2, 15), "kode_opd": None}
        for t, n, j, r in INDICES
    ],
}  # fmt: skip
