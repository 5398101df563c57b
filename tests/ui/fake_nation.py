"""A nation that can be counted by hand: Banten with nine governments, Bali with ten, Papua Pegunungan with nine, three quarters.

In 2024-TW4 everybody in Bali has reported (Kabupaten Jembrana late and returned), eight of Banten (Kota Serang never did), one of
Papua Pegunungan (its Kabupaten Yahukimo is exempt). The n-th approved government of all has an attainment of 70 + n.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from fake_lake import FakeRead

from etl.access import Principal
from etl.warehouse.regions import governments

PERIODS = ["2024-TW2", "2024-TW3", "2024-TW4"]
PROVINCES = ("36", "51", "95")
NEVER, RETURNED, EXEMPT, ONLY = "36.73", "51.01", "95.03", "95.01"
BOARD = {
    "kode_wilayah": pl.String, "periode": pl.String, "diharapkan": pl.Boolean, "tenggat": pl.Date, "dikirim": pl.Datetime("us"),
    "diterima": pl.Boolean, "valid": pl.Boolean, "kiriman_id": pl.String, "versi": pl.Int32, "disetujui_pada": pl.Datetime("us"),
    "versi_terbaru": pl.Int32, "tahap": pl.String, "tepat_waktu": pl.Boolean, "telat_hari": pl.Int64, "keadaan": pl.String,
}  # fmt: skip
VALUES = {
    "kode_wilayah": pl.String, "periode": pl.String, "metrik": pl.String, "varian": pl.String, "pembilang": pl.Float64,
    "penyebut": pl.Float64, "nilai": pl.Float64, "alasan": pl.String,
}  # fmt: skip
ENDS = {"2024-TW2": date(2024, 7, 15), "2024-TW3": date(2024, 10, 15), "2024-TW4": date(2025, 1, 15)}


def codes() -> list[str]:
    """The governments of the three provinces, by code."""
    return [code for code in governments()["kode_wilayah"] if code.split(".")[0] in PROVINCES]


def state(code: str, periode: str) -> str:
    """Where a government stands."""
    if code == EXEMPT:
        return "belum_wajib"
    if code == NEVER or (code.startswith("95") and code != ONLY):
        return "belum"
    return "dikembalikan" if code == RETURNED and periode == "2024-TW4" else "disetujui"


def approved(periode: str) -> list[str]:
    """The governments whose figures count, by code."""
    return [code for code in codes() if state(code, periode) == "disetujui"]


class NationRead(FakeRead):
    """The fake lake with three provinces. outlier: one government of Bali far from the others."""

    outlier = False

    def regions(self, lake: object, who: Principal) -> pl.DataFrame:
        rows = governments().filter(pl.col("kode_wilayah").is_in(codes())).select("kode_wilayah", "nama", "jenis")
        return rows.filter(pl.Series([who.scope.covers(code) for code in rows["kode_wilayah"]]))

    def completeness(self, lake: object, who: Principal, periode: Any = None) -> pl.DataFrame:
        wanted = [periode] if isinstance(periode, str) else list(periode or PERIODS)
        rows = [] if self.empty else [_standing(c, p) for c in codes() if who.scope.covers(c) for p in wanted]
        return pl.DataFrame(rows, schema=BOARD)

    def national_values(self, lake: object, who: Principal, periode: Any, metrik: Any, varian: str | None = None) -> pl.DataFrame:
        periods = [periode] if isinstance(periode, str) else list(periode or PERIODS)
        metrics = {metrik} if isinstance(metrik, str) else set(metrik or ())
        rows = [
            row for p in periods for row in self._values(p) if row["metrik"] in metrics and who.scope.covers(row["kode_wilayah"])
        ]
        return pl.DataFrame([] if self.empty else rows, schema=VALUES)

    def _values(self, periode: str) -> list[dict[str, Any]]:
        found = []
        for n, code in enumerate(approved(periode)):
            base = {"kode_wilayah": code, "periode": periode, "alasan": None}
            value = 70.0 + n - (1.0 if periode < "2024-TW4" else 0.0)
            attained = {"pembilang": value * 10, "penyebut": 10.0, "nilai": value}
            found.append(base | {"metrik": "capaian_kinerja", "varian": "rerata_indikator"} | attained)
            far = self.outlier and code == "51.03" and periode == "2024-TW4"
            found.append(base | {"metrik": "rentang_sempit", "varian": "terisi"} | _part(10.0 + n % 3, 5.0 if far else 50.0))
            found.append(base | {"metrik": "rentang_sempit", "varian": "struktural"} | _part(1.0, 2.0))
            found.append(base | {"metrik": "penyetaraan_jabatan", "varian": None} | _part(90.0, 100.0))
            found.append(base | {"metrik": "rasio_struktural", "varian": None} | _part(400.0, 4000.0))
        return found


def _part(above: float, below: float) -> dict[str, float]:
    return {"pembilang": above, "penyebut": below, "nilai": 100 * above / below}


def _standing(code: str, periode: str) -> dict[str, Any]:
    told, end = state(code, periode), ENDS[periode]
    sent, late = told in ("disetujui", "dikembalikan"), code == RETURNED
    day = datetime(end.year, end.month, end.day, 3) + timedelta(days=6 if late else -5)
    counts = told == "disetujui"
    return {
        "kode_wilayah": code, "periode": periode, "diharapkan": told != "belum_wajib", "tenggat": end,
        "dikirim": day if sent else None, "diterima": sent, "valid": sent,
        "kiriman_id": f"{code}_{periode}_1" if counts else None, "versi": 1 if counts else None,
        "disetujui_pada": day if counts else None, "versi_terbaru": 1 if sent else None,
        "tahap": told if sent else None, "tepat_waktu": not late if sent else None, "telat_hari": 6 if sent and late else None,
        "keadaan": told,
    }  # fmt: skip
