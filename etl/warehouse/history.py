"""Earlier quarters for the rules that compare: schema `riwayat` from what counts now in the lake."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from etl.settings import Settings
from etl.warehouse import lake

_KEYS = ("kode_wilayah", "periode")
_LAST_QUARTER = {
    "unit": ("kode_unit", "kode_induk", "jenis_unit", "nama_unit"),
    "jabatan": ("kode_jabatan", "kode_unit"),
    "pegawai": ("kode_jabatan",),
}
_THREE_YEARS = {
    "indikator": (
        *("kode_indikator", "jenis_nilai", "arah", "rumus_turun", "target_tahunan", "target_awal"),
        *(f"target_tw{quarter}" for quarter in (1, 2, 3, 4)),
    ),
    "capaian": ("kode_indikator", "target", "realisasi"),
}
"""What the rules read of earlier quarters (`etl/validation/sql/riwayat.sql`, `jumlah.sql`)."""


def load(con: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Fill `riwayat` for the submissions of schema `masuk`; False (and no schema) where the lake knows no earlier quarter."""
    if not lake.exists(settings):
        return False
    lake.attach_for_reading(con, settings)
    try:
        con.execute(
            """CREATE OR REPLACE TEMP TABLE _lalu AS
            SELECT k.kiriman_id AS untuk, r.kiriman_id, r.kode_wilayah, r.periode,
                row_number() OVER (PARTITION BY k.kiriman_id ORDER BY r.periode DESC) AS mundur
            FROM masuk.kiriman AS k INNER JOIN lake.kiriman_kini AS r ON r.kode_wilayah = k.kode_wilayah AND r.periode < k.periode
            QUALIFY mundur <= 12"""
        )
        known = bool(con.execute("SELECT 1 FROM _lalu LIMIT 1").fetchall())
        if known:
            con.execute("CREATE SCHEMA riwayat")
            for dataset, columns in _LAST_QUARTER.items():
                _copy(con, dataset, columns, "mundur = 1")
            for dataset, columns in _THREE_YEARS.items():
                _copy(con, dataset, columns, "true")
        return known
    finally:
        con.execute("DROP TABLE IF EXISTS _lalu")
        con.execute("DETACH lake")


def _copy(con: duckdb.DuckDBPyConnection, dataset: str, columns: Sequence[str], which: str) -> None:
    # The periods let DuckLake read the matching partitions only.
    periods = [row[0] for row in con.execute(f"SELECT DISTINCT periode FROM _lalu WHERE {which} ORDER BY ALL").fetchall()]
    con.execute(
        f"""CREATE TABLE riwayat.{dataset} AS SELECT {", ".join([*_KEYS, *columns])} FROM lake.{dataset}
        WHERE periode IN ({", ".join("?" * len(periods))}) AND kiriman_id IN (SELECT kiriman_id FROM _lalu WHERE {which})""",
        periods,
    )
