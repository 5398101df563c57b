"""A small lake with one submission under way: what the operator of Kota Cilegon has on the desk."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import polars as pl
from fake_lake import FakeRead

from etl.access import Principal

REGION, QUARTER = "36.72", "2025-TW1"
DRAFT = "36.72_2025-TW1_0000000001abcd"
NIP = "198703122010012000"
ROWS = {
    "unit": {"dibaca": 40, "diterima": 40, "ditolak": 0, "kosong": 0, "dilewati": {}},
    "pegawai": {"dibaca": 7000, "diterima": 6930, "ditolak": 40, "kosong": 30, "dilewati": {"jumlah": 2}},
}
FINDING = {"kiriman_id": pl.String, "kode_wilayah": pl.String, "periode": pl.String, "aturan": pl.String, "tingkat": pl.String,
           "dataset": pl.String, "baris_sumber": pl.Int64, "kolom": pl.String, "nilai": pl.String, "rincian": pl.String,
           "berkas": pl.String, "sheet": pl.String, "sel": pl.String}  # fmt: skip


def finding(
    aturan: str, tingkat: str, dataset: str, baris: int | None, kolom: str | None, nilai: str | None, sel: str | None
) -> dict[str, Any]:
    """One row of `lake.temuan`."""
    return {"kiriman_id": DRAFT, "kode_wilayah": REGION, "periode": QUARTER, "aturan": aturan, "tingkat": tingkat,
            "dataset": dataset, "baris_sumber": baris, "kolom": kolom, "nilai": nilai, "rincian": "{}",
            "berkas": "satu.xlsx", "sheet": None if dataset == "kiriman" else dataset, "sel": sel}  # fmt: skip


BLOCKING = [
    *(finding("tipe.nip_angka", "blokir", "pegawai", n, "nip", NIP, f"B{n}") for n in (214, 215, 216)),
    finding("tipe.ambigu", "blokir", "capaian", 41, "realisasi", "1.234", "D41"),
]
WARNINGS = [finding("kepala.lembar_tak_dikenal", "peringatan", "kiriman", None, None, "Catatan", None)]


class DraftRead(FakeRead):
    """tahap: where the submission stands, None for none; findings, files and reading as the lake keeps them."""

    def __init__(self, tahap: str | None = "diterima", findings: list[dict[str, Any]] | None = None) -> None:
        super().__init__()
        self.tahap, self.rows = tahap, BLOCKING + WARNINGS if findings is None else findings
        self.files, self.carried, self.locked = ("satu.xlsx",), dict[str, str](), False
        self.reasons: list[dict[str, Any]] = []
        self.silent: set[str] = set()
        self.erased = False

    def _line(self, **more: Any) -> dict[str, Any]:
        return {
            "kiriman_id": DRAFT, "kode_wilayah": REGION, "periode": QUARTER, "versi": 2, "sumber": "unggah",
            "sha256": "9f3a" + "0" * 56 + "c21e", "berkas": json.dumps([{"nama": name} for name in self.files]),
            "baris": json.dumps(ROWS), "total_kendali": json.dumps({"unit": 40, "orang": 6930, "pagu_program": 1.2e9}),
            "bacaan": json.dumps({"dibawa": self.carried}), "tidak_diperiksa": "[]", "diajukan_oleh": "lokal",
            "diajukan_pada": datetime(2025, 4, 10, 2), "tahap": self.tahap, "putusan": None, "pengaju": "lokal",
            "waktu_ajukan": datetime(2025, 4, 11, 2), "disetujui_oleh": None, "disetujui_pada": None, "dikunci": False,
            "dihapus": self.erased, "kini": False, **more,
        }  # fmt: skip

    def waiting(self, lake: object, who: Principal) -> pl.DataFrame:
        found = pl.DataFrame([self._line()])
        return found if self.tahap else found.clear()

    def history(self, lake: object, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
        rejected = json.dumps(ROWS | {"pegawai": ROWS["pegawai"] | {"diterima": 6718, "ditolak": 252}})
        first = self._line(kiriman_id="36.72_2025-TW1_0000000000abcd", versi=1, baris=rejected)
        return pl.DataFrame([self._line(), first | {"dikunci": self.locked, "kini": self.locked}])

    def submission(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        found = super().submission(lake, who, kode_wilayah, periode)
        return found.clear() if periode == QUARTER else found

    def found(self, lake: object, who: Principal, kode_wilayah: str, kiriman_id: str) -> pl.DataFrame:
        return pl.DataFrame(self.rows, schema=FINDING)

    def events(self, lake: object, who: Principal, kode_wilayah: str, periode: str | None = None) -> pl.DataFrame:
        row = {"kiriman_id": DRAFT, "jenis": "dikembalikan", "oleh": "Sekretaris Daerah",
               "alasan": "Realisasi triwulan belum terisi", "waktu": datetime(2025, 4, 12, 2)}  # fmt: skip
        return pl.DataFrame([row])

    def deadlines(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        row = {"periode": QUARTER, "diharapkan": True, "tenggat": date(2025, 4, 28), "zona": "WITA", "dikirim": None}
        return pl.DataFrame([row])

    def confirmations(self, lake: object, who: Principal, kode_wilayah: str, kiriman_id: str | None = None) -> pl.DataFrame:
        names = ("kiriman_id", "periode", "aturan", "alasan")
        rows = [row for row in self.reasons if kiriman_id in (None, row["kiriman_id"])]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        found = super().units(lake, who, kode_wilayah, periode)
        return found.filter(~pl.col("kode_unit").is_in(self.silent)) if who.draft else found
