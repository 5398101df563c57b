"""Heads of chains: how many links a chain has and how it ends, written with each transaction that appends to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl

from etl.settings import Settings
from etl.warehouse import chain
from etl.warehouse.lake import now

JEJAK, KIRIMAN = "jejak", "kiriman"
"""The kinds of chain: of one writing process (rantai is its name), of one submission (rantai is its number)."""

_SCHEMA: dict[str, Any] = {
    "jenis": pl.String,
    "rantai": pl.String,
    "urutan": pl.Int64,
    "hash": pl.String,
    "waktu": pl.Datetime("us"),
    "segel": pl.String,
}


def close(con: duckdb.DuckDBPyConnection, settings: Settings, kind: str, ends: Iterable[tuple[str, int, str]]) -> None:
    """Append the head of each chain: its name, the number and the hash of its last link."""
    secret, when = settings.secret(), now()
    rows = []
    for name, number, digest in ends:
        head = {"jenis": kind, "rantai": name, "urutan": number, "hash": digest, "waktu": when}
        rows.append(head | {"segel": chain.seal(secret, head)})
    insert(con, "kepala_rantai", pl.DataFrame(rows, schema=_SCHEMA))


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Append rows to a table of the lake by the names of their columns."""
    con.register("_baris", rows)
    con.execute(f"INSERT INTO lake.{table} BY NAME FROM _baris")
    con.unregister("_baris")
