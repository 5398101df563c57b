"""Which other submissions a submission's values refer to, and which values change when what is current changes."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from etl import engine
from etl.metrics.catalogue import columns_read
from etl.metrics.reference import OF_REFERENCES
from etl.warehouse.accept import DATASETS, lake_columns

_ACUAN = """
    WITH lebih_awal AS (
        SELECT s.kiriman_id, s.periode AS periode_sendiri, a.periode, a.kiriman_id AS acuan
        FROM {subjek} AS s INNER JOIN {kini} AS a ON a.kode_wilayah = s.kode_wilayah AND a.periode < s.periode
    )
    SELECT kiriman_id, 'dasar' AS peran, periode AS periode_acuan, acuan AS kiriman_acuan FROM lebih_awal
    QUALIFY row_number() OVER (PARTITION BY kiriman_id ORDER BY periode) = 1
    UNION ALL
    SELECT kiriman_id, 'sebelum', periode, acuan FROM lebih_awal
    QUALIFY row_number() OVER (PARTITION BY kiriman_id ORDER BY periode DESC) = 1
    UNION ALL
    SELECT kiriman_id, 'tahun', periode, acuan FROM lebih_awal WHERE left(periode, 4) = left(periode_sendiri, 4)
    UNION ALL
    SELECT kiriman_id, 'tahun', periode, kiriman_id FROM {subjek}
"""
_SUBJECTS = "(SELECT kiriman_id, kode_wilayah, periode FROM kerja.kiriman UNION SELECT * FROM kerja.kini)"


def acuan_sql(kini: str, subjek: str) -> str:
    """SQL for the rows of `kerja.acuan` of the submissions in `subjek`; `kini` holds what is current."""
    return _ACUAN.format(kini=kini, subjek=subjek)


def remember_current(con: duckdb.DuckDBPyConnection, regions: Sequence[str]) -> None:
    """Note in `kerja.kini_lalu` and `kerja.kini` what is current in these regions before anything changes."""
    con.execute("CREATE SCHEMA IF NOT EXISTS kerja")
    con.execute(
        "CREATE TABLE IF NOT EXISTS kerja.kiriman (kiriman_id VARCHAR, kode_wilayah VARCHAR, periode VARCHAR, dihitung BOOLEAN)"
    )
    marks = ", ".join("?" * len(regions)) or "NULL"
    con.execute(
        f"""CREATE OR REPLACE TABLE kerja.kini_lalu AS SELECT kiriman_id, kode_wilayah, periode
        FROM lake.kiriman_kini WHERE kode_wilayah IN ({marks})""",
        list(regions),
    )
    con.execute("CREATE OR REPLACE TABLE kerja.kini AS FROM kerja.kini_lalu")


def replace_current(con: duckdb.DuckDBPyConnection, kode_wilayah: str, periode: str, kiriman_id: str | None) -> None:
    """From now on this submission (or none) counts for the region and period in `kerja.kini`."""
    con.execute("DELETE FROM kerja.kini WHERE kode_wilayah = ? AND periode = ?", [kode_wilayah, periode])
    if kiriman_id:
        con.execute("INSERT INTO kerja.kini VALUES (?, ?, ?)", [kiriman_id, kode_wilayah, periode])


def refer(con: duckdb.DuckDBPyConnection, *, everything: bool = False, periods: Sequence[str] | None = None) -> None:
    """Fill `kerja.acuan` and complete `kerja.kiriman`: what was accepted, what must be computed again, and what both refer to.

    Computed again: every current submission of the lake whose references differ from before, or all of them (of `periods`).
    """
    _admit_others(con)
    con.execute(f"CREATE OR REPLACE TABLE kerja.acuan AS {acuan_sql('kerja.kini', _SUBJECTS)}")
    con.execute(f"CREATE OR REPLACE TABLE kerja.acuan_lalu AS {acuan_sql('kerja.kini_lalu', 'kerja.kini_lalu')}")
    changed = "FROM kerja.kini" if everything else _CHANGED
    within = "true" if periods is None else f"periode IN ({', '.join('?' * len(periods)) or 'NULL'})"
    con.execute(
        f"""INSERT INTO kerja.kiriman SELECT kiriman_id, kode_wilayah, periode, true FROM kerja.kini
        WHERE kiriman_id IN (SELECT kiriman_id {changed}) AND {within}
            AND kiriman_id NOT IN (SELECT kiriman_id FROM kerja.kiriman)""",
        list(periods or ()),
    )
    _add_referred(con)


_CHANGED = """FROM (
    SELECT kiriman_id FROM (
        (FROM kerja.acuan EXCEPT FROM kerja.acuan_lalu) UNION ALL (FROM kerja.acuan_lalu EXCEPT FROM kerja.acuan)))"""


def _add_referred(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM kerja.acuan WHERE kiriman_id NOT IN (SELECT kiriman_id FROM kerja.kiriman)")
    con.execute(
        """INSERT INTO kerja.kiriman SELECT kiriman_id, kode_wilayah, periode, false FROM kerja.kini
        WHERE kiriman_id IN (SELECT kiriman_acuan FROM kerja.acuan)
            AND kiriman_id NOT IN (SELECT kiriman_id FROM kerja.kiriman)"""
    )


def enumerate_submissions(con: duckdb.DuckDBPyConnection) -> None:
    """Let schema `kerja`, before any facts are in it, tell submissions apart by an enumeration: two bytes a row, and as quickly
    compared."""
    if _enumeration(con, "SELECT kiriman_id FROM kerja.kiriman"):
        # Written anew: altering a column reads its deleted rows too, which name others.
        for table, names in (("kiriman", ("kiriman_id",)), ("acuan", ("kiriman_id", "kiriman_acuan"))):
            typed = ", ".join(f"{name}::kerja.kiriman_id AS {name}" for name in names)
            con.execute(f"CREATE OR REPLACE TABLE kerja.{table} AS SELECT * REPLACE ({typed}) FROM kerja.{table}")


def _admit_others(con: duckdb.DuckDBPyConnection) -> None:
    """Where what was accepted is told apart by enumerations, let them name what it may refer to as well."""
    others = "FROM kerja.kini WHERE kiriman_id NOT IN (SELECT kiriman_id::VARCHAR FROM kerja.kiriman)"
    told = con.execute("SELECT typeof(kiriman_id) FROM kerja.kiriman LIMIT 1").fetchone()
    if told is None or told[0] == "VARCHAR" or not con.execute(f"{others} LIMIT 1").fetchone():
        return
    _enumeration(con, "SELECT kiriman_id FROM kerja.kini UNION SELECT kiriman_id::VARCHAR FROM kerja.kiriman")
    for table in ("kiriman", *DATASETS):
        con.execute(f"ALTER TABLE kerja.{table} ALTER kiriman_id TYPE kerja.kiriman_id")
    for name in _LEFT_OUT:
        con.execute(f"ALTER TABLE kerja.kiriman ALTER {name} TYPE VARCHAR")


def _enumeration(con: duckdb.DuckDBPyConnection, named: str) -> bool:
    """Make the type kerja.kiriman_id of the ids that a query names; whether there are any."""
    values = [value for (value,) in con.execute(f"SELECT DISTINCT kiriman_id FROM ({named}) ORDER BY ALL").fetchall()]
    if values:
        con.execute(f"CREATE TYPE kerja.kiriman_id AS ENUM ({', '.join(map(engine.literal, values))})")
    return bool(values)


_LEFT_OUT = ("kode_wilayah", "periode")
"""Whose rows they are, `kiriman_id` says."""


def load_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Bring from the lake the facts of submissions in `kerja.kiriman` that were not accepted just now.

    All datasets of what is computed; of what is only referred to, the datasets that metrics read of it.
    """
    known = con.execute("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'kerja' AND table_name = 'unit'").fetchall()
    wanted = _wanted(con, known=bool(known[0][0]))
    for dataset in DATASETS:
        every = lake_columns(dataset)
        if not known[0][0]:
            typed = ", ".join(f"{'k' if name == 'kiriman_id' else 'r'}.{name}" for name in every)
            like = f"SELECT {typed} FROM lake.{dataset} AS r, kerja.kiriman AS k WHERE false"
            con.execute(f"CREATE TABLE kerja.{dataset} AS {like}")
        # Long texts that no metric reads stay in the lake: of the nation they would be gigabytes.
        columns = ", ".join(name for name in every if name in columns_read() and name not in _LEFT_OUT)
        read = [(kiriman, period) for kiriman, period, roles in wanted if dataset in _datasets(roles)]
        if read:
            ids, periods = [kiriman for kiriman, _ in read], sorted({period for _, period in read})
            # The periods let DuckLake read the matching partitions only.
            con.execute(
                f"""INSERT INTO kerja.{dataset} BY NAME SELECT {columns} FROM lake.{dataset}
                WHERE periode IN ({", ".join("?" * len(periods))}) AND kiriman_id IN ({", ".join("?" * len(ids))})""",
                [*periods, *ids],
            )


def _wanted(con: duckdb.DuckDBPyConnection, *, known: bool) -> list[tuple[str, str, frozenset[str]]]:
    """Submissions to bring: id, period, and as what the others read them; no role where it is computed itself."""
    accepted = known and con.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'masuk'").fetchall()
    rows = con.execute(
        f"""SELECT k.kiriman_id, k.periode, k.dihitung, list(DISTINCT a.peran) FILTER (WHERE a.peran IS NOT NULL)
        FROM kerja.kiriman AS k LEFT JOIN kerja.acuan AS a ON a.kiriman_acuan = k.kiriman_id
        {"ANTI JOIN masuk.kiriman AS m ON m.kiriman_id = k.kiriman_id" if accepted else ""}
        GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    return [(kiriman, period, frozenset() if counted else frozenset(roles or ())) for kiriman, period, counted, roles in rows]


def _datasets(roles: frozenset[str]) -> tuple[str, ...]:
    return tuple(d for role in roles for d in OF_REFERENCES.get(role, ())) if roles else DATASETS
