"""Recorded schema changes: `schema/NNN_name.sql`, each applied once, in order, noted in the table `migrasi`."""

from __future__ import annotations

from pathlib import Path

import duckdb

_FOLDER = Path(__file__).parent / "schema"


def scripts() -> list[Path]:
    """All migrations in order."""
    return sorted(_FOLDER.glob("[0-9][0-9][0-9]_*.sql"))


def applied(con: duckdb.DuckDBPyConnection) -> int:
    """How many migrations the attached lake has seen; 0 for a new one."""
    try:
        return int(con.execute("SELECT count(*) FROM lake.migrasi").fetchall()[0][0])
    except duckdb.CatalogException:
        return 0


def pending(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the lake lacks a migration of this version."""
    return applied(con) < len(scripts())


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing; the caller holds the transaction."""
    done = applied(con)
    if done == 0:
        con.execute("CREATE TABLE lake.migrasi (nomor INTEGER, nama VARCHAR, waktu TIMESTAMP)")
    for path in scripts()[done:]:
        con.execute(path.read_text(encoding="utf-8"))
        con.execute("INSERT INTO lake.migrasi VALUES (?, ?, now() AT TIME ZONE 'UTC')", [int(path.name[:3]), path.stem])
