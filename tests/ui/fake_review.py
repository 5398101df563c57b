"""The fake nation with what reviewers and governments wrote: Kota Cilegon has two threads, Kabupaten Jembrana was returned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
from fake_lake import COMMENTS, REVIEWS
from fake_nation import RETURNED, NationRead, state

from etl.access import Principal

NOW = "2024-TW4"
ASKED, ANSWER, OTHER = "Mengapa <b>pelaksana</b> turun?", "Pensiun 118 orang.", "Kapan kunci dibuka?"
WHY = "Realisasi turun tanpa penjelasan."
FINDINGS = [{"aturan": "target_nol", "tingkat": "peringatan", "jumlah": 7}]


def comment(number: str, isi: str, peran: str, day: int, **more: Any) -> dict[str, Any]:
    """One message about Kota Cilegon."""
    row = {"komentar_id": number, "kode_wilayah": "36.72", "periode": NOW, "isi": isi, "oleh": f"{peran}@contoh.example",
           "peran": peran, "waktu": datetime(2025, 1, day, 3), "menjawab": None, "utas": number,
           "peninjau": peran in ("kemendagri", "provinsi")}  # fmt: skip
    return row | more


THREADS = [
    comment("a", ASKED, "kemendagri", 20, keadaan="dijawab", menunggu="peninjau"),
    comment("b", ANSWER, "operator", 21, menjawab="a", utas="a", keadaan="dijawab", menunggu="peninjau"),
    comment("c", OTHER, "provinsi", 22, keadaan="terbuka", menunggu="pemda"),
]


class ReviewNation(NationRead):
    """locked: what counts is locked by its government; threads: what was written."""

    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[dict[str, Any]] = THREADS
        self.returned = RETURNED

    def comments(self, lake: object, who: Principal, kode_wilayah: object = None, periode: object = None) -> pl.DataFrame:
        rows = [] if self.empty else [row for row in self.threads if who.scope.covers(row["kode_wilayah"])]
        return pl.DataFrame(rows, schema=COMMENTS)

    def reviews(self, lake: object, who: Principal, kode_wilayah: object = None, periode: object = None) -> pl.DataFrame:
        row = {"kode_wilayah": self.returned, "periode": NOW, "kiriman_id": f"{self.returned}_{NOW}_1", "versi": 1,
               "oleh": "analis@contoh.example", "peran": "kemendagri", "alasan": WHY, "waktu": datetime(2025, 1, 25, 3),
               "terbuka": True}  # fmt: skip
        return pl.DataFrame([row] if who.scope.covers(self.returned) and not self.empty else [], schema=REVIEWS)

    def versions_for_review(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        told = state(kode_wilayah, periode)
        day = datetime(2025, 1, 10, 3)
        row = {
            "versi": 1, "tahap": told, "waktu_ajukan": day, "kini": told == "disetujui",
            "dikunci": self.locked and told == "disetujui", "kiriman_id": f"{kode_wilayah}_{periode}_1", "sumber": "unggah",
            "sha256": "9f3a" + "0" * 56 + "c21e", "pengaju": "Bagian Organisasi", "disetujui_oleh": "Sekretaris Daerah",
            "disetujui_pada": day, "catatan": WHY if told == "dikembalikan" else None,
            "dikembalikan_peran": "kemendagri" if told == "dikembalikan" else None,
            "berkas": [{"nama": "a.xlsx", "sha256": "9f3a", "ukuran": 1204}],
            "baris": '{"unit": {"diterima": 40, "ditolak": 1}, "pegawai": {"diterima": 7000, "ditolak": 2}}', "temuan": FINDINGS,
        }  # fmt: skip
        draft = dict.fromkeys(row) | {"versi": 2, "tahap": "divalidasi", "kini": False, "dikunci": False, "temuan": []}
        return pl.DataFrame([draft, row], infer_schema_length=None)
