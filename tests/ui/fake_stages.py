"""A region whose three stages can be counted by hand, for tests of Tahapan and its neighbours."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from fake_lake import VALUE_SCHEMA, FakeRead

from etl.access import Principal
from etl.contracts import contracts
from pages.ui import tahapan_model as model

S1, S2, S3 = model.STAGES
# agency: stage 1, stage 2, stage 3 as (numerator, denominator, reason)
NOW: dict[str | None, tuple[Any, ...]] = {
    None: ((40, 44, None), (38, 40, None), (14, 40, None)),
    "1.01": ((10, 12, None), (8, 12, None), (2, 20, None)),
    "1.02": ((10, 10, None), (10, 10, None), (10, 12, None)),
    "1.03": ((0, 0, "tidak_berlaku"), (0, 0, "penyebut_kosong"), (2, 8, None)),
    "1.04": ((9, 8, "sisa_kurang_dari_dipertahankan"), (5, 5, None), (0, 0, "penyebut_kosong")),
    "1.05": ((-1, 4, "sisa_lebih_dari_awal"), (4, 4, None), (0, 0, "penyebut_kosong")),
}
FATES = {None: (50, 6), "1.01": (15, 3), "1.02": (12, 2), "1.03": (3, 3), "1.04": (14, 6), "1.05": (6, 2)}
STATES = {None: (2, 2, 6), "1.01": (1, 4, 3), "1.02": (0, 0, 2)}
PRODUCTS = [
    ("P1", "perwali", "9", 2023, "sistem_kerja", "ditetapkan", date(2023, 3, 6)),
    ("P2", "perwali", "6", 2023, "struktur", "ditetapkan", date(2023, 2, 1)),
    ("P3", "se", "060/328/org/2023", 2023, "sistem_kerja", "ditetapkan", date(2023, 5, 2)),
    ("P4", "perwali", None, 2024, "penyetaraan", "harmonisasi", date(2024, 4, 20)),
]


class StagesRead(FakeRead):
    """The small lake with the three stages. without: datasets that were not filled."""

    without: frozenset[str] = frozenset()

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        found = super().metric_values(lake, who, **asked)
        kode = str(asked["kode_wilayah"])
        if not set(asked["metrik"] or ()) & set(model.METRICS) or not who.scope.covers(kode):
            return found
        rows = [
            value_row(kode, p, unit, metrik, counts)
            for p, moved in (("2024-TW4", 0), ("2024-TW3", 2))
            for unit, stages in NOW.items()
            for metrik, counts in zip(model.STAGES, stages, strict=True)
            for counts in [(counts[0] - (moved if metrik == S3 and unit is None else 0), *counts[1:])]
        ]
        rows += [
            value_row(kode, "2024-TW4", None, model.TEAMS, (3, 12, None)),
            value_row(kode, "2024-TW4", None, model.RULE, (1, 1, None)),
        ]
        if "penyetaraan" in self.without:
            rows = [r for r in rows if r["metrik"] not in (S1, S2)]
        if "tim" in self.without:
            rows = [r for r in rows if r["metrik"] not in (S3, model.TEAMS)]
        others = found.filter(~pl.col("metrik").is_in(model.METRICS))
        return pl.concat([others, pl.DataFrame(rows, schema=VALUE_SCHEMA)])

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        rows: list[tuple[str | None, str, str, int]] = []
        if asked["metrik"] == "nasib_jabatan":
            rows = [(u, x, "IV.a", n) for u, (a, c) in FATES.items() for x, n in (("dipertahankan", c), ("dihapus", a - c))]
        if asked["metrik"] == "status_penyetaraan":
            names = ("dikecualikan", "belum", "bukan_sasaran")
            rows = [(u, x, "IV.a", n) for u, counts in STATES.items() for x, n in zip(names, counts, strict=True)]
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        return pl.DataFrame(rows if "penyetaraan" not in self.without else [], schema=schema, orient="row")

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        rows = [] if dataset in self.without or dataset != "produk_hukum" else PRODUCTS
        return products(rows)


def products(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """kode, jenis, nomor, tahun, tahap, status, tanggal as the sheet has them."""
    names = ("kode_produk", "jenis", "nomor", "tahun", "tahap", "status", "tanggal")
    full = [dict(zip(names, row, strict=True)) | {"tentang": "…", "tanggal_mulai_tahap": None, "kode_opd": None} for row in rows]
    types = {"tahun": pl.Int64, "tanggal": pl.Date, "tanggal_mulai_tahap": pl.Date}
    schema = {name: types.get(name, pl.String) for name in [*contracts()["produk_hukum"].columns, "kode_opd"]}
    return pl.DataFrame(full, schema=schema)


def value_row(kode: str, periode: str, unit: str | None, metrik: str, counts: tuple[Any, ...]) -> dict[str, Any]:
    top, bottom, why = counts
    nilai = 100 * top / bottom if bottom and not why else None
    found = dict.fromkeys(VALUE_SCHEMA) | {"kode_wilayah": kode, "periode": periode, "kode_unit": unit, "metrik": metrik}
    return found | {"pembilang": float(top), "penyebut": float(bottom), "nilai": nilai, "alasan": why}
