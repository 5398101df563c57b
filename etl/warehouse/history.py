"""Earlier quarters for the rules that compare: schema `riwayat` from what counts now in the lake."""

from __future__ import annotations

import duckdb

from etl.settings import Settings
from etl.warehouse import lake
from etl.warehouse.accept import lake_columns

_LAST_QUARTER = ("unit", "jabatan", "pegawai")
_THREE_YEARS = ("indikator", "capaian")


def load(con: duckdb.DuckDBPyConnection, settings: Settings) -> bool:
    """Fill `riwayat` for the submissions of schema `masuk`; False (and no schema) where the lake knows no earlier quarter."""
    if settings.embedded and not settings.catalogue_path.exists():
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
        periods = sorted({row[0] for row in con.execute("SELECT periode FROM _lalu").fetchall()})
        if periods:
            con.execute("CREATE SCHEMA riwayat")
            for dataset in _LAST_QUARTER:
                _copy(con, dataset, periods, "mundur = 1")
            for dataset in _THREE_YEARS:
                _copy(con, dataset, periods, "true")
        return bool(periods)
    finally:
        con.execute("DROP TABLE IF EXISTS _lalu")
        con.execute("DETACH lake")


def _copy(con: duckdb.DuckDBPyConnection, dataset: str, periods: list[str], which: str) -> None:
    columns = ", ".join(name for name in lake_columns(dataset) if name not in ("kiriman_id", "baris_sumber"))
    marks = ", ".join("?" * len(periods))
    con.execute(
        f"""CREATE TABLE riwayat.{dataset} AS SELECT {columns} FROM lake.{dataset}
        WHERE periode IN ({marks}) AND kiriman_id IN (SELECT kiriman_id FROM _lalu WHERE {which})""",
        periods,
    )
