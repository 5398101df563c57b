"""A small lake of many governments: cities of two provinces, one waiting and one silent, with figures to check by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
from fake_lake import FakeRead, _wanted

from etl.access import Principal

QUARTERS = ("2024-TW4", "2024-TW3")
CITIES = {"36.71": 90.0, "36.72": 80.0, "36.73": 70.0, "32.71": 60.0, "32.72": 50.0, "32.73": 85.0}
"""kode_wilayah → capaian_kinerja in the newest quarter; a point less in the one before."""
NARROW = {"36.71": 10, "36.72": 20, "36.73": 30, "32.71": 40, "32.72": 50, "32.73": 60}
"""Managers with few reports, of 100."""
ASN = {"36.71": 2000, "36.72": 1000, "36.73": 4000, "32.71": 8000, "32.72": 5000, "32.73": 12000}
UNITS = {"36.71": 100, "36.72": 50, "36.73": 200, "32.71": 400, "32.72": 250, "32.73": 600}
WAITING, SILENT = "36.74", "32.74"
"""Kota Tangerang Selatan waits for its approver; Kota Cirebon sent nothing."""
_VALUES = {
    "kode_wilayah": pl.String, "periode": pl.String, "metrik": pl.String, "varian": pl.String, "pembilang": pl.Float64,
    "penyebut": pl.Float64, "nilai": pl.Float64, "alasan": pl.String,
}  # fmt: skip
_STATES = {
    "kode_wilayah": pl.String, "periode": pl.String, "diharapkan": pl.Boolean, "tenggat": pl.Date, "dikirim": pl.Datetime,
    "keadaan": pl.String,
}  # fmt: skip


GROUPS = {"k1": ("Kota pesisir", "lokal", ["36.71", "36.72"]), "k2": ("Kota Jabar", "rekan", ["32.71", "32.72", "32.73"])}
"""Saved groups: id → name, who saved it, members."""
_GROUPS = {
    "kelompok": pl.String, "nama": pl.String, "oleh": pl.String, "waktu": pl.Datetime, "anggota": pl.List(pl.String),
}  # fmt: skip


class PeersRead(FakeRead):
    """The read functions of the pages about many governments. none: nobody has approved anything; groups: what was saved."""

    none = False

    def __init__(self) -> None:
        super().__init__()
        self.groups = GROUPS

    def peer_groups(self, lake: object, who: Principal) -> pl.DataFrame:
        day = datetime(2025, 1, 20, 3)
        rows = [(code, nama, oleh, day, members) for code, (nama, oleh, members) in self.groups.items()]
        return pl.DataFrame(rows, _GROUPS, orient="row")

    def completeness(self, lake: object, who: Principal, periode: Any = None) -> pl.DataFrame:
        states = dict.fromkeys(CITIES, "belum" if self.none else "disetujui")
        states |= {WAITING: "menunggu", SILENT: "belum"}
        rows = [
            (code, p, True, date(2025, 1, 15), datetime(2025, 1, 10, 3), state)
            for code, state in states.items()
            for p in QUARTERS
            if not self.empty and who.scope.covers(code) and _wanted(p, periode)
        ]
        return pl.DataFrame(rows, _STATES, orient="row")

    def national_values(self, lake: object, who: Principal, periode: Any, metrik: Any, varian: str | None = None) -> pl.DataFrame:
        rows = [] if self.none else [row for code in CITIES if who.scope.covers(code) for p in QUARTERS for row in _of(code, p)]
        rows = [row for row in rows if _wanted(row[1], periode) and _wanted(row[2], metrik)]
        return pl.DataFrame(rows, _VALUES, orient="row")

    def quality_rows(self, lake: object, who: Principal, periode: Any = None) -> pl.DataFrame:
        rows = [(code, p, f"{code}-{p}", "unit", n) for code, n in UNITS.items() if who.scope.covers(code) for p in QUARTERS]
        schema = {
            "kode_wilayah": pl.String,
            "periode": pl.String,
            "kiriman_id": pl.String,
            "dataset": pl.String,
            "baris": pl.Int64,
        }
        return pl.DataFrame([row for row in rows if _wanted(row[1], periode)], schema, orient="row")


def _of(code: str, periode: str) -> list[tuple[Any, ...]]:
    value = CITIES[code] - (periode == "2024-TW3")
    narrow = float(NARROW[code])
    return [
        (code, periode, "capaian_kinerja", "rerata_indikator", value * 10, 10.0, value, None),
        (code, periode, "capaian_kinerja", "rerata_opd", 1.0, 1.0, 1.0, None),
        (code, periode, "rentang_sempit", "terisi", narrow, 100.0, narrow, None),
        (code, periode, "rasio_struktural", None, 10.0, float(ASN[code]), 1000.0 / ASN[code], None),
        (code, periode, "tim_lintas_opd", None, None, None, None, "tim_kosong"),
    ]
