"""A small lake with one quarter of two versions: what Kota Cilegon's operator and approver have on the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
from fake_draft import DRAFT, QUARTER, DraftRead
from fake_lake import FakeRead

from etl.access import Principal

APPROVED = "36.72_2025-TW1_0000000000abcd"
LATE_QUARTER = "2024-TW4"
COUNTS = [
    {"dataset": "unit", "dibaca": 40, "diterima": 40, "ditolak": 0, "kosong": 0},
    {"dataset": "pegawai", "dibaca": 7000, "diterima": 6930, "ditolak": 40, "kosong": 30},
]
REASON = {"aturan": "pohon.banyak_akar", "jumlah": 3, "oleh": "Bagian Organisasi", "alasan": "Dua pucuk menurut SOTK",
          "waktu": datetime(2025, 4, 11, 2)}  # fmt: skip
CHANGED = ("dataset", "jenis", "kode", "nama", "kolom", "nilai_sebelum", "nilai_sesudah")


class SubmissionsRead(DraftRead):
    """tahap: where version 2 stands; version 1 was approved and counts until 2 does."""

    def __init__(self, tahap: str | None = "diajukan", *, first: bool = True) -> None:
        super().__init__(tahap, [])
        self.first = first
        self.expected = True

    def history(self, lake: object, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
        counts = self.tahap == "disetujui"
        second = self._line(kini=counts, alasan="koreksi realisasi", dikunci=self.locked and counts)
        if counts:
            second |= {"disetujui_oleh": "Sekretaris Daerah", "disetujui_pada": datetime(2025, 4, 20, 2)}
        first = self._line(
            kiriman_id=APPROVED, versi=1, tahap="disetujui", kini=not counts, alasan=None, dikunci=self.locked and not counts,
            waktu_ajukan=datetime(2025, 4, 9, 2), disetujui_oleh="Sekretaris Daerah", disetujui_pada=datetime(2025, 4, 10, 2),
        )  # fmt: skip
        rows = ([second] if self.tahap else []) + ([first] if self.first else [])
        found = pl.DataFrame(rows, schema=self._schema())
        return found if periode in (None, QUARTER) else found.clear()

    def _schema(self) -> dict[str, Any]:
        row = self._line(alasan="")
        moments = dict.fromkeys(("diajukan_pada", "waktu_ajukan", "disetujui_pada"), pl.Datetime)
        return {name: moments.get(name, _TYPES.get(type(value), pl.String)) for name, value in row.items()}

    def deadlines(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        sent = datetime(2025, 4, 9, 2) if self.first else datetime(2025, 4, 19, 2) if self.tahap == "diajukan" else None
        rows = [
            (QUARTER, self.expected, date(2025, 4, 15), "WIB", sent),
            (LATE_QUARTER, True, date(2025, 1, 15), "WIB", datetime(2025, 1, 19, 2)),
        ]
        known = FakeRead.deadlines(self, lake, who, kode_wilayah).schema
        return pl.DataFrame(rows if self.expected else [], schema=known, orient="row")

    def events(self, lake: object, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
        told = [("diterima", "Bagian Organisasi", None, 10), ("divalidasi", "Bagian Organisasi", None, 10)]
        if self.tahap not in ("diterima", "divalidasi", None):
            told.append(("diajukan", "Bagian Organisasi", None, 11))
        if self.tahap == "dikembalikan":
            told.append(("dikembalikan", "Sekretaris Daerah", "Realisasi turun tanpa penjelasan", 12))
        rows = [
            {
                "kiriman_id": DRAFT,
                "jenis": kind,
                "oleh": who_,
                "peran": "operator",
                "alasan": why,
                "waktu": datetime(2025, 4, day, 2),
            }
            for kind, who_, why, day in reversed(told)
        ]
        return pl.DataFrame(rows, schema_overrides={"alasan": pl.String})

    def receipt(self, lake: object, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
        row = self.history(lake, who, kode_wilayah).row(by_predicate=pl.col("kiriman_id") == kiriman_id, named=True)
        blocked = 2 if row["tahap"] == "diterima" else 0
        told = {
            **{key: row[key] for key in ("kiriman_id", "versi", "sha256", "tahap", "kini", "disetujui_oleh", "disetujui_pada")},
            "diterima_oleh": "Bagian Organisasi", "diterima_pada": datetime(2025, 4, 10, 2), "diajukan_oleh": row["pengaju"],
            "diajukan_pada": row["waktu_ajukan"], "setuju_sendiri": False, "jumlah_blokir": blocked,
            "jumlah_peringatan": 3, "berkas": [{"nama": "satu.xlsx", "sha256": "a" * 64, "ukuran": 1234}], "baris": COUNTS,
            "total_kendali": [{"nama": "unit", "nilai": 40.0}, {"nama": "pagu_program", "nilai": 1.2e9}], "konfirmasi": [REASON],
            "dibawa": [{"dataset": "unit", "kiriman": "36.72_2024-TW4_0001"}], "tidak_diperiksa": ["riwayat.capaian_melonjak"],
        }  # fmt: skip
        return pl.DataFrame([told])

    def row_changes(self, lake: object, who: Principal, kode_wilayah: str, sebelum: str | None, sesudah: str) -> pl.DataFrame:
        rows = [
            ("unit", "tambah", "2.09", "Dinas Baru", None, None, None),
            ("capaian", "ubah", "I1", "Imunisasi dasar lengkap", "realisasi", "90", "40"),
            ("capaian", "ubah", "I1", "Imunisasi dasar lengkap", "penjelasan", None, "koreksi"),
        ]
        return pl.DataFrame(rows if sebelum else [], schema=dict.fromkeys(CHANGED, pl.String), orient="row")

    def moved(self, lake: object, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
        names = ("pembilang_sebelum", "penyebut_sebelum", "nilai_sebelum", "pembilang", "penyebut", "nilai")
        rows = [
            (QUARTER, None, "capaian_kinerja", "rerata_indikator", 1.0, 1.0, 80.0, 1.0, 1.0, 75.5),
            (QUARTER, "1.01", "capaian_kinerja", "rerata_indikator", 1.0, 1.0, 60.0, 1.0, 1.0, 40.0),
            ("2025-TW2", None, "capaian_kinerja", "rerata_indikator", 1.0, 1.0, 82.0, 1.0, 1.0, 81.0),
        ]
        keys = dict.fromkeys(("periode", "kode_unit", "metrik", "varian"), pl.String)
        return pl.DataFrame(rows, schema=keys | dict.fromkeys(names, pl.Float64), orient="row")

    def restated(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        row = {"kiriman_id": APPROVED, "ke": 2, "waktu": datetime(2025, 5, 2, 2), "sebab": "hitung_ulang",
               "metrik": "capaian_kinerja", "varian": "rerata_indikator", "kode_unit": None, "versi_rumus_sebelum": "1",
               "versi_rumus": "2", "nilai_sebelum": 80.0, "nilai": 81.5}  # fmt: skip
        return pl.DataFrame([row] if periode == QUARTER else [], schema_overrides={"kode_unit": pl.String})

    def region_settings(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        rows = [("tenggat_hari", "10", "Sekretaris Daerah", datetime(2025, 1, 2, 2))]
        return pl.DataFrame(rows, schema=["kunci", "nilai", "oleh", "waktu"], orient="row")


_TYPES: dict[type, Any] = {int: pl.Int64, bool: pl.Boolean}
