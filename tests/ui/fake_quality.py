"""Findings, filled cells, days of sending and versions that can be counted by hand, for tests of Mutu Data.

TW IV 2024: four findings in three rules, two of Dinkes, one of Disdikbud, one of no one agency, in three of 4,500 rows.
Sent on 20 January 2025 at 03.00 WIB (the 19th in UTC), five days late; TW III in time. `unit` was carried from TW II.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import polars as pl
from fake_lake import PERIODS, FakeRead

from etl.access import Action, Principal, demand
from etl.validation.verdict import LOCATED_SCHEMA

FINDINGS = [  # quarter, rule, sheet, agency, count
    ("2024-TW4", "target_nol", "indikator", "1.01", 2), ("2024-TW4", "tim.tanpa_sk", "tim", "1.02", 1),
    ("2024-TW4", "riwayat.jumlah_baris", "kiriman", None, 1),
    ("2024-TW3", "target_nol", "indikator", "1.01", 3), ("2024-TW3", "tim.tanpa_sk", "tim", "1.05", 4),
    ("2024-TW2", "target_nol", "indikator", "1.01", 3), ("2024-TW1", "target_nol", "indikator", "1.01", 3),
    ("2023-TW3", "penyetaraan.ijazah", "penyetaraan", "1.02", 6),
]  # fmt: skip
CELLS = [  # rule, sheet, row, column, value, cell, details
    ("target_nol", "indikator", 7, "target_tahunan", "0", "K7", {"kode": "I1"}),
    ("target_nol", "indikator", 9, "target_tahunan", "0", "K9", {"kode": "I2"}),
    ("tim.tanpa_sk", "tim", 3, "nomor_sk", None, "E3", {"kode": "T1", "nama": "Tim Stunting"}),
]  # fmt: skip
ROWS = {"unit": 36, "jabatan": 300, "pegawai": 4000, "indikator": 82, "capaian": 82}
REASON = "Target memang nol sampai perubahan anggaran"


class QualityRead(FakeRead):
    """The common fake lake with what Mutu Data reads. clean: nothing was found; draft: the newest version not approved."""

    def __init__(self, *, empty: bool = False) -> None:
        super().__init__(empty=empty)
        self.clean = False
        self.draft: dict[str, Any] | None = None

    def findings_by_quarter(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        names = ["periode", "aturan", "dataset", "kode_opd", "jumlah"]
        found = pl.DataFrame(
            [] if self.clean else FINDINGS, schema=dict.fromkeys(names[:4], pl.String) | {"jumlah": pl.Int64}, orient="row"
        )
        return found.with_columns(tingkat=pl.lit("peringatan"))

    def quarters(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        rows = [
            {
                "periode": p, "kiriman_id": f"{kode_wilayah}_{p}_1", "versi": 1, "versi_disetujui": 2 if p == "2024-TW3" else 1,
                "baris": json.dumps({name: {"diterima": n} for name, n in ROWS.items()}),
                "bacaan": json.dumps({"dibawa": {"unit": "36.72_2024-TW2_a"} if p == "2024-TW4" else {}}),
                "tidak_diperiksa": json.dumps(["riwayat.capaian_melonjak"] if p == "2020-TW4" else []),
                "baris_bertemuan": 0 if self.clean else 3,
            }
            for p in reversed(PERIODS)
        ]  # fmt: skip
        return pl.DataFrame(rows)

    def deadlines(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        rows = [(p, True, _deadline(p), "WIB", _sent(p)) for p in PERIODS]
        return pl.DataFrame(rows, schema=["periode", "diharapkan", "tenggat", "zona", "dikirim"], orient="row")

    def filled(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        rows = [
            (p, dataset, column, ROWS[dataset], full)
            for p in PERIODS
            for dataset, column, full in (
                ("unit", "kode_unit", 36), ("unit", "tipe", 18), ("capaian", "kode_indikator", 82), ("capaian", "realisasi", 41),
            )
        ]  # fmt: skip
        return pl.DataFrame(rows, schema=["periode", "dataset", "kolom", "baris", "terisi"], orient="row")

    def revisions(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        rows = [("2024-TW3", 2, "disetujui", "koreksi lembar pegawai", None), ("2024-TW3", 1, "disetujui", None, None)]
        told = [(*row, datetime(2024, 10, 12, 2)) for row in rows]
        return pl.DataFrame(told, schema=["periode", "versi", "tahap", "alasan", "catatan", "waktu"], orient="row")

    def open_drafts(self, lake: object, who: Principal, kode_wilayah: str) -> pl.DataFrame:
        demand(who, Action.READ_DRAFT, kode_wilayah)
        return pl.DataFrame([self.draft] if self.draft else [])

    def confirmations(self, lake: object, who: Principal, kode_wilayah: str, kiriman_id: str | None = None) -> pl.DataFrame:
        demand(who, Action.READ_DRAFT, kode_wilayah)
        row = {"periode": "2024-TW4", "aturan": "target_nol", "alasan": REASON, "oleh": "Bagian Organisasi"}
        return pl.DataFrame([row | {"waktu": datetime(2025, 1, 19, 20)}])

    def findings(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        demand(who, Action.READ_DRAFT, kode_wilayah)
        rows = [
            {"kiriman_id": "x", "aturan": rule, "tingkat": "peringatan", "dataset": sheet, "baris_sumber": row, "kolom": column,
             "nilai": value, "rincian": json.dumps(details), "berkas": "a.xlsx", "sheet": sheet, "sel": cell}
            for rule, sheet, row, column, value, cell, details in CELLS
        ]  # fmt: skip
        return pl.DataFrame(rows, schema=LOCATED_SCHEMA)


def _deadline(periode: str) -> date:
    year, quarter = int(periode[:4]), int(periode[-1])
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 15)


def _sent(periode: str) -> datetime:
    return datetime(2025, 1, 19, 20) if periode == "2024-TW4" else datetime(*_deadline(periode).timetuple()[:2], 12, 2)
