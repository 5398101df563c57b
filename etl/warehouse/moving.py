"""The catalogue of a lake copied into another kind of catalogue, with every snapshot: how a lake moves, and how it is kept.

DuckLake keeps the same tables in SQLite and in PostgreSQL, but not with the same column types: a boolean is a number in SQLite,
and text of rows that lie in the catalogue itself is bytes in PostgreSQL.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl import address, engine
from etl.errors import DataRefused
from etl.settings import Settings
from etl.warehouse import extensions, lake, migrations, trouble
from etl.warehouse.extensions import quoted

_IN_POSTGRES = {
    "varchar": "BLOB", "int64": "BIGINT", "int32": "INTEGER", "boolean": "BOOLEAN", "float64": "DOUBLE",
    "timestamp": "VARCHAR", "date": "VARCHAR",
}  # fmt: skip
_IN_SQLITE = {**dict.fromkeys(_IN_POSTGRES, "VARCHAR"), "int64": "BIGINT", "int32": "BIGINT", "boolean": "BIGINT"}
"""How DuckLake keeps columns of these types for rows that lie in the catalogue."""


def to_file(settings: Settings, target: Path) -> None:
    """Write the catalogue of a shared lake into a new SQLite catalogue, as the caller's lock keeps it."""
    beside = Settings(f"sqlite:{target}", settings.data, settings.berkas)
    _make_skeleton(beside)
    with trouble.explained(settings):
        _copy(_place(settings), _place(beside), _IN_SQLITE)


def from_file(source: Path, settings: Settings) -> None:
    """Fill the database of a shared catalogue, in one transaction, from a SQLite catalogue; the caller holds its lock."""
    beside = Settings(f"sqlite:{source}", settings.data, settings.berkas)
    with trouble.explained(settings):
        _make_skeleton(settings)
        _copy(_place(beside), _place(settings), _IN_POSTGRES)


def demand_none(settings: Settings) -> None:
    """DataRefused where the shared catalogue holds a lake already; tables of one that was never filled do not count."""
    con = engine.connect()
    try:
        if lake.exists(settings):
            lake.attach(con, settings, read_only=True)
            if migrations.applied(con):
                raise DataRefused("galat.gudang_sudah_ada")
    finally:
        con.close()


def _place(settings: Settings) -> str:
    kind, _, place = settings.warehouse.partition(":")
    return f"'{quoted(place if settings.embedded else address.connection(place))}' AS {{}} (TYPE {kind}{{}})"


def _make_skeleton(settings: Settings) -> None:
    con = engine.connect()
    try:
        lake.attach(con, settings)
    finally:
        con.close()


def _copy(source: str, target: str, types: dict[str, str]) -> None:
    con = engine.connect()
    try:
        extensions.load(con, "sqlite_scanner", "postgres_scanner")
        con.execute(f"ATTACH {source.format('dari', ', READ_ONLY')}")
        con.execute(f"ATTACH {target.format('ke', '')}")
        con.execute("BEGIN")
        there = set(_tables(con, "ke"))
        for table in _tables(con, "dari"):
            if table not in there:
                _make(con, table, types)
            _fill(con, table)
        con.execute("COMMIT")
    finally:
        con.close()


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    sql = """SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND schema_name IN ('main', 'public')
        AND starts_with(table_name, 'ducklake_') ORDER BY ALL"""
    return [row[0] for row in con.execute(sql, [database]).fetchall()]


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    sql = """SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ? AND table_name = ?
        AND schema_name IN ('main', 'public') ORDER BY column_index"""
    return dict(con.execute(sql, [database, table]).fetchall())


def _make(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str]) -> None:
    """A table of rows that lie in the catalogue: its columns are those of the lake's table at that version."""
    found = con.execute(
        """SELECT DISTINCT c.column_name, c.column_type FROM dari.ducklake_inlined_data_tables AS i
        INNER JOIN dari.ducklake_column AS c USING (table_id) WHERE i.table_name = ?""",
        [table],
    ).fetchall()
    told = dict(found)
    columns = [f'"{name}" {types[told[name]] if name in told else kind}' for name, kind in _columns(con, "dari", table).items()]
    con.execute(f"CREATE TABLE ke.{table} ({', '.join(columns)})")


def _fill(con: duckdb.DuckDBPyConnection, table: str) -> None:
    mine, other = _columns(con, "ke", table), _columns(con, "dari", table)
    taken = [_as(name, other[name], kind) for name, kind in mine.items() if name in other]
    names = ", ".join(f'"{name}"' for name in mine if name in other)
    con.execute(f"DELETE FROM ke.{table}")
    con.execute(f"INSERT INTO ke.{table} ({names}) SELECT {', '.join(taken)} FROM dari.{table}")


def _as(name: str, kind: str, wanted: str) -> str:
    if (kind, wanted) == ("VARCHAR", "BLOB"):
        return f'encode("{name}")'
    if (kind, wanted) == ("BLOB", "VARCHAR"):
        return f'decode("{name}")'
    return f'CAST("{name}" AS {wanted})'
