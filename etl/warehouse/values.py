"""Computing metric values and appending them: one computation (hitungan) per submission that wants values."""

from __future__ import annotations

import duckdb

from etl.warehouse.references import load_facts

_RESULTS = {"nilai_metrik": "nilai", "sebaran_metrik": "sebaran"}
"""The tables of values, each with where its figures lie, by number. The numbers lie so: the figures of whole regions, which the
nation is read from, together at the beginning; then one region after the other. So either reading leaves most row groups out
by their statistics."""


def compute(con: duckdb.DuckDBPyConnection, cause: str) -> int:
    """Load the facts that are referred to, run all metrics, number the computations; how many submissions got values."""
    from etl import metrics

    wanted = int(con.execute("SELECT count(*) FROM kerja.kiriman WHERE dihitung").fetchall()[0][0])
    if wanted:
        load_facts(con)
        metrics.compute(con)
    con.execute(
        """CREATE OR REPLACE TABLE kerja.hitungan AS
        SELECT k.kiriman_id || '#' || coalesce(h.ke + 1, 1) AS hitungan_id, k.kiriman_id, k.kode_wilayah, k.periode,
            coalesce(h.ke + 1, 1) AS ke, ?::VARCHAR AS sebab
        FROM kerja.kiriman AS k
        LEFT JOIN (SELECT kiriman_id, max(ke) AS ke FROM lake.hitungan GROUP BY kiriman_id) AS h USING (kiriman_id)
        WHERE k.dihitung""",
        [cause],
    )
    return wanted


def append(con: duckdb.DuckDBPyConnection) -> None:
    """Put the computed values into the lake; the caller holds the transaction."""
    if not con.execute("SELECT 1 FROM kerja.hitungan LIMIT 1").fetchall():
        return
    con.execute(
        "INSERT INTO lake.hitungan BY NAME SELECT *, now() AT TIME ZONE 'UTC' AS waktu FROM kerja.hitungan ORDER BY kode_wilayah"
    )
    for table, result in _RESULTS.items():
        # Numbers are sorted, and told in words only on the way out.
        con.execute(
            f"""INSERT INTO lake.{table} BY NAME
            SELECT h.hitungan_id, h.kiriman_id, h.kode_wilayah, h.periode, o.kode_opd AS kode_unit, n.* EXCLUDE (kelompok)
            FROM (FROM kerja.{result} ORDER BY kelompok, metrik) AS n
            INNER JOIN kerja.opd AS o ON n.kelompok = o.opd
            INNER JOIN kerja.hitungan AS h ON o.kiriman_id = h.kiriman_id"""
        )
    con.execute(
        """INSERT INTO lake.capaian_indikator BY NAME SELECT h.hitungan_id, n.* EXCLUDE (opd) FROM kerja.capaian_indikator AS n
        INNER JOIN kerja.hitungan AS h USING (kiriman_id) ORDER BY n.kode_wilayah"""
    )
