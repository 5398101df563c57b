"""The workspace: an in-memory DuckDB that holds the rows of one or many submissions as native tables."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from etl import engine
from etl.contracts import contracts
from etl.contracts.parsed import ISSUE_SCHEMA, Parsed

_SQL_TYPES = {pl.String(): "varchar", pl.Int64(): "bigint", pl.Float64(): "double", pl.Date(): "date"}


def open_workspace(parsed: Sequence[Parsed]) -> duckdb.DuckDBPyConnection:
    """Schema `masuk`: a table per dataset of the contracts (maybe empty), `kiriman`, `lembar_bersama` and `masalah_sel`."""
    con = engine.connect()
    con.execute("create schema masuk")
    con.execute("create table masuk.kiriman (kiriman_id varchar, kode_wilayah varchar, periode varchar)")
    con.executemany(
        "insert into masuk.kiriman values (?, ?, ?)", [[p.kiriman_id, p.kode_wilayah, p.periode] for p in parsed] or [[None] * 3]
    )
    con.execute("delete from masuk.kiriman where kiriman_id is null")
    # The datasets that stand in several files of a submission: those that agencies send each for itself.
    shared = [(p.kiriman_id, dataset) for p in parsed for dataset, place in p.places.items() if place.further]
    con.execute("create table masuk.lembar_bersama (kiriman_id varchar, dataset varchar)")
    if shared:
        con.executemany("insert into masuk.lembar_bersama values (?, ?)", shared)
    for dataset, contract in contracts().items():
        _fill(con, dataset, contract.schema, [p.tables[dataset] for p in parsed if dataset in p.tables])
    _fill(con, "masalah_sel", ISSUE_SCHEMA, [p.issues for p in parsed])
    return con


def _fill(con: duckdb.DuckDBPyConnection, table: str, schema: dict[str, pl.DataType], frames: list[pl.DataFrame]) -> None:
    columns = ", ".join(f'"{name}" {_SQL_TYPES[dtype]}' for name, dtype in schema.items())
    con.execute(f"create table masuk.{table} ({columns})")
    _insert(con, table, [frame.select(list(schema)) for frame in frames if frame.height])


def refill(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Other rows in the place of all that a table of schema `masuk` holds."""
    con.execute(f"delete from masuk.{table}")
    schema = ISSUE_SCHEMA if table == "masalah_sel" else contracts()[table].schema
    _insert(con, table, [frame.select(list(schema))] if frame.height else [])


def _insert(con: duckdb.DuckDBPyConnection, table: str, filled: list[pl.DataFrame]) -> None:
    if filled:
        con.register("_rows", pl.concat(filled))
        con.execute(f"insert into masuk.{table} select * from _rows")
        con.unregister("_rows")
