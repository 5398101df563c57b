"""A small lake for tests of the screens: the read functions of `etl.warehouse.read` over frames built here.

One region, five agencies, nine periods. Figures are simple enough to check by hand; see `VALUES`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl

from etl.access import Principal
from etl.metrics.catalogue import catalog

PERIODS = ["2024-TW4", "2024-TW3", "2024-TW2", "2024-TW1", "2023-TW4", "2023-TW3", "2023-TW2", "2023-TW1", "2020-TW4"]
REGIONS = {"36.72": "Kota Cilegon", "36.04": "Kabupaten Serang"}
AGENCIES = {
    "1.01": "Dinas Kesehatan",
    "1.02": "Dinas Pendidikan dan Kebudayaan",
    "1.03": "Badan Penanggulangan Bencana Daerah",
    "1.04": "Kecamatan Purwakarta",
    "1.05": "Dinas Sosial",
}
ATTAINED: dict[str, list[float | None]] = {  # newest first, as PERIODS
    "1.01": [60.0, 62.0, 62.5, 61.0, 60.5, 60.2, 59.9, 58.0, None],
    "1.02": [96.0, 92.0, 91.5, 91.0, 90.0, 89.0, 88.0, 87.0, None],
    "1.03": [None, 88.0, 87.5, 87.0, 86.0, 85.0, 84.0, 83.0, None],
    "1.05": [80.0, 79.0, 79.0, 79.0, 79.0, 79.0, 79.0, 79.0, None],
    "1.04": [78.0, 70.0, 70.5, 69.0, 68.0, 67.0, 66.0, 65.0, None],
}
REGION: dict[str, list[float | None]] = {
    "capaian_kinerja": [78.0, 78.0 - 1.4, 76.0, 75.0, 74.0, 73.0, 72.0, 71.0, None],
    "indikator_tercapai": [50.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, None],
    "realisasi_terisi": [90.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, None],
    "lapisan_maks": [6.0] * 9,
    "rentang_rerata": [12.1, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 9.5],
    "rentang_sempit": [26.7, 27.0, 28.0, 28.0, 28.0, 28.0, 28.0, 28.0, 51.8],
    "penyetaraan_jabatan": [95.0, 94.0, 94.0, 94.0, 94.0, 94.0, 94.0, 94.0, None],
}
INDICATORS: list[dict[str, Any]] = [
    {"kode_indikator": "I1", "nama_indikator": "Imunisasi dasar lengkap", "kode_opd": "1.01", "target": 95.0, "realisasi": None,
     "capaian": None, "capaian_mentah": None, "capaian_dilaporkan": None, "satuan": "%", "arah": "naik"},
    {"kode_indikator": "I2", "nama_indikator": "Waktu tanggap gawat darurat", "kode_opd": "1.01", "target": 15.0,
     "realisasi": 24.0, "capaian": 40.0, "capaian_mentah": 40.0, "capaian_dilaporkan": 62.5, "satuan": "menit", "arah": "turun"},
    {"kode_indikator": "I3", "nama_indikator": "Kepesertaan aktif JKN", "kode_opd": "1.01", "target": 98.0, "realisasi": 99.1,
     "capaian": 100.0, "capaian_mentah": 101.1, "capaian_dilaporkan": None, "satuan": "%", "arah": "naik"},
    {"kode_indikator": "I4", "nama_indikator": "Angka partisipasi sekolah", "kode_opd": "1.02", "target": 95.0, "realisasi": 91.2,
     "capaian": 96.0, "capaian_mentah": 96.0, "capaian_dilaporkan": 96.0, "satuan": "%", "arah": "naik"},
]  # fmt: skip
REVISED = INDICATORS[2] | {"target": 110.0, "capaian": 90.1, "capaian_mentah": 90.09}
"""I3 against its target of the year before that was lowered to 98."""
VALUE_SCHEMA = {
    "kiriman_id": pl.String, "kode_wilayah": pl.String, "periode": pl.String, "kode_unit": pl.String, "metrik": pl.String,
    "varian": pl.String, "pembilang": pl.Float64, "penyebut": pl.Float64, "nilai": pl.Float64, "alasan": pl.String,
    "versi_rumus": pl.String, "kiriman_acuan": pl.String,
}  # fmt: skip


COMMENTS = {
    "komentar_id": pl.String, "kode_wilayah": pl.String, "periode": pl.String, "isi": pl.String, "oleh": pl.String,
    "peran": pl.String, "waktu": pl.Datetime("us"), "menjawab": pl.String, "utas": pl.String, "peninjau": pl.Boolean,
    "keadaan": pl.String, "menunggu": pl.String,
}  # fmt: skip
REVIEWS = {
    "kode_wilayah": pl.String, "periode": pl.String, "kiriman_id": pl.String, "versi": pl.Int64, "oleh": pl.String,
    "peran": pl.String, "alasan": pl.String, "waktu": pl.Datetime("us"), "terbuka": pl.Boolean,
}  # fmt: skip


class FakeRead:
    """Stands in for the module `etl.warehouse.read`. empty=True: a lake without any approved submission."""

    def __init__(self, *, empty: bool = False) -> None:
        self.empty = empty

    def snapshot(self, lake: object) -> int:
        return 1

    def regions(self, lake: object, who: Principal) -> pl.DataFrame:
        rows = [] if self.empty else [(k, n, "kota") for k, n in REGIONS.items() if who.scope.covers(k)]
        return pl.DataFrame(rows, schema=["kode_wilayah", "nama", "jenis"], orient="row")

    def periods(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        return pl.DataFrame({"periode": PERIODS if who.scope.covers(kode_wilayah) else []}, schema={"periode": pl.String})

    def submission(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        row = {
            "kiriman_id": f"{kode_wilayah}-{periode}-1", "versi": 3, "sumber": "contoh", "sha256": "9f3a" + "0" * 56 + "c21e",
            "berkas": f'[{{"nama": "{kode_wilayah}_{periode}.xlsx"}}]', "diajukan_oleh": "Bagian Organisasi",
            "diajukan_pada": datetime(2025, 1, 10, 7, 2), "disetujui_oleh": "Sekretaris Daerah",
            "disetujui_pada": datetime(2025, 1, 14, 2, 31), "kode_wilayah": kode_wilayah, "periode": periode,
        }  # fmt: skip
        return pl.DataFrame([row] if who.scope.covers(kode_wilayah) else [], schema=list(row) if not row else None)

    def comments(self, lake: object, who: Principal, kode_wilayah: object = None, periode: object = None) -> pl.DataFrame:
        return pl.DataFrame(schema=COMMENTS)

    def reviews(self, lake: object, who: Principal, kode_wilayah: object = None, periode: object = None) -> pl.DataFrame:
        return pl.DataFrame(schema=REVIEWS)

    def versions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = [
            {"kiriman_id": f"{kode_wilayah}-{periode}-{n}", "versi": n, "alasan": "koreksi lembar pegawai" if n == 3 else None,
             "baris": f'{{"pegawai": {{"diterima": {4300 + n}}}, "unit": {{"diterima": 36}}}}',
             "disetujui_pada": datetime(2025, 1, 8 + 2 * n, 2, 31)}
            for n in (3, 2)
        ]  # fmt: skip
        return pl.DataFrame(rows if who.scope.covers(kode_wilayah) else rows[:0])

    def metric_values(
        self,
        lake: object,
        who: Principal,
        *,
        kode_wilayah: str | None = None,
        periode: Any = None,
        kode_unit: str | None = "*",
        metrik: Any = None,
        varian: str | None = None,
    ) -> pl.DataFrame:
        rows = [row for row in _values(str(kode_wilayah)) if _wanted(row["periode"], periode) and _wanted(row["metrik"], metrik)]
        rows = [row for row in rows if kode_unit == "*" or row["kode_unit"] == kode_unit]
        rows = rows if who.scope.covers(str(kode_wilayah)) else []
        return pl.DataFrame(rows, schema=VALUE_SCHEMA)

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        return pl.DataFrame(schema={"sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64})

    def attainment(
        self, lake: object, who: Principal, kode_wilayah: str, periode: Any, kode_unit: str | None = None, basis: str = "sd"
    ) -> pl.DataFrame:
        asked = [periode] if isinstance(periode, str) else periode or []
        told = [REVISED] if basis == "tahun_awal" else INDICATORS
        rows = [_indicator(row, kode_wilayah, p) for p in asked for row in told if kode_unit in (None, row["kode_opd"])]
        return pl.DataFrame(rows)

    def target_revisions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        row = {
            "kode_indikator": "I3", "kode_opd": "1.01", "target_awal": "110", "target_tahunan": "98",
            "alasan": "Perubahan APBD", "sejak": "2024-TW3", "kiriman_id": f"{kode_wilayah}-2024-TW3-1",
            "oleh": "Bagian Organisasi", "disetujui_oleh": "Sekretaris Daerah", "waktu": datetime(2024, 10, 14, 2, 31),
        }  # fmt: skip
        return pl.DataFrame([row])

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = [(k, None, n, "dinas", k) for k, n in AGENCIES.items()]
        return pl.DataFrame(rows, schema=["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd"], orient="row")

    def waiting(self, lake: object, who: Principal) -> pl.DataFrame:
        return pl.DataFrame(schema=dict.fromkeys(("kiriman_id", "kode_wilayah", "periode", "tahap"), pl.String))

    def deadlines(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        names = {"periode": pl.String, "diharapkan": pl.Boolean, "tenggat": pl.Date, "zona": pl.String, "dikirim": pl.Datetime}
        return pl.DataFrame(schema=names)

    def search(self, lake: object, who: Principal, kode_wilayah: str, periode: str, words: str) -> pl.DataFrame:
        found = [("unit", k, n, k) for k, n in AGENCIES.items()]
        found += [("indikator", i["kode_indikator"], i["nama_indikator"], i["kode_opd"]) for i in INDICATORS]
        rows = [row for row in found if words.lower() in row[2].lower()]
        return pl.DataFrame(rows, schema=["jenis", "kode", "nama", "kode_opd"], orient="row")


def _wanted(value: str, asked: Any) -> bool:
    return asked is None or value == asked or (not isinstance(asked, str) and value in asked)


def _values(kode_wilayah: str) -> list[dict[str, Any]]:
    rows = []
    for place, periode in enumerate(PERIODS):
        for metrik, series in REGION.items():
            rows.append(_row(kode_wilayah, periode, None, metrik, series[place]))
        for kode, series in ATTAINED.items():
            rows.append(_row(kode_wilayah, periode, kode, "capaian_kinerja", series[place]))
            filled = 0.0 if series[place] is None else 100.0
            rows.append(_row(kode_wilayah, periode, kode, "realisasi_terisi", filled, top=filled / 10, bottom=10.0))
    return rows


def _row(
    wilayah: str,
    periode: str,
    unit: str | None,
    metrik: str,
    nilai: float | None,
    *,
    top: float | None = None,
    bottom: float = 163,
) -> dict[str, Any]:
    top = top if top is not None else (None if nilai is None else round(nilai * bottom / 100))
    return {
        "kiriman_id": f"{wilayah}-{periode}-1", "kode_wilayah": wilayah, "periode": periode, "kode_unit": unit,
        "metrik": metrik, "varian": catalog()[metrik].default_varian, "pembilang": top, "penyebut": bottom, "nilai": nilai,
        "alasan": None if nilai is not None else "kosong", "versi_rumus": "1", "kiriman_acuan": None,
    }  # fmt: skip


def _indicator(row: dict[str, Any], kode_wilayah: str, periode: str) -> dict[str, Any]:
    printed = row["capaian_dilaporkan"]
    return {
        "kiriman_id": f"{kode_wilayah}-{periode}-1", "kode_wilayah": kode_wilayah, "periode": periode,
        "kode_unit": row["kode_opd"], "tingkat": "sasaran", "rumus": "turun_linear" if row["arah"] == "turun" else "naik",
        "sifat": "posisi_akhir", "jenis_nilai": "angka", "skala_predikat": None,
        "basis": "sd", "target_teks": None, "realisasi_teks": None, "batas": 100.0, "kategori": None,
        "selisih": None if printed is None or row["capaian"] is None else printed - row["capaian"],
        "alasan": None if row["realisasi"] is not None else "belum_diisi", "pagu": 1.2e9, "realisasi_anggaran": 0.9e9, **row,
    }  # fmt: skip
