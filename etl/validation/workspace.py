"""The workspace: an in-memory DuckDB that holds the rows of one or many submissions as native tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

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
    _submissions(con, parsed, {})
    for dataset, contract in contracts().items():
        _fill(con, dataset, contract.schema, [p.tables[dataset] for p in parsed if dataset in p.tables])
    _fill(con, "masalah_sel", ISSUE_SCHEMA, [p.issues for p in parsed])
    return con


Files = Mapping[str, Mapping[tuple[str, ...], Sequence[tuple[str, Path]]]]
"""Per dataset and columns, the submissions whose Parquet files have exactly these, with the file."""


def open_files(parsed: Sequence[Parsed], files: Files) -> duckdb.DuckDBPyConnection:
    """The same for many submissions whose rows lie in Parquet files of contract types; those are read by DuckDB itself.

    What tells a submission from another is an enumeration here: two bytes a row, and as quickly compared. duckdb.Error when a
    file cannot be read.
    """
    con = engine.connect()
    # Each row carries its number, so nothing needs the order of the files: without it both cores fill the tables.
    con.execute("set preserve_insertion_order = false")
    # Rows with clear numbers stay in the memory.
    con.execute("set temp_directory = ''")
    con.execute("create schema masuk")
    for name in ("kiriman_id", "kode_wilayah", "periode"):
        values = sorted({getattr(one, name) for one in parsed})
        con.execute(f"create type masuk.{name} as enum ({', '.join(engine.literal(value) for value in values)})")
    _submissions(con, parsed, _KEYS)
    for dataset, contract in contracts().items():
        _create(con, dataset, contract.schema, _KEYS)
        for columns, given in files.get(dataset, {}).items():
            _read(con, dataset, columns, given)
    _fill(con, "masalah_sel", ISSUE_SCHEMA, [p.issues for p in parsed], {"kiriman_id": "masuk.kiriman_id"})
    return con


_KEYS = {name: f"masuk.{name}" for name in ("kiriman_id", "kode_wilayah", "periode")}


def _read(con: duckdb.DuckDBPyConnection, dataset: str, columns: Sequence[str], given: Sequence[tuple[str, Path]]) -> None:
    """The rows of many files of one dataset, numbered from 1 in each."""
    con.register("_berkas", pl.DataFrame({"urutan": range(len(given)), "kiriman_id": [kiriman for kiriman, _ in given]}))
    con.execute("create or replace temp table _dari as select * from _berkas join masuk.kiriman using (kiriman_id)")
    con.unregister("_berkas")
    named = ", ".join(f'r."{name}"' for name in columns)
    con.execute(
        f"""insert into masuk.{dataset} by name
            select d.kiriman_id, d.kode_wilayah, d.periode, r.file_row_number + 1 as baris_sumber, {named}
            from (select *, file_index from read_parquet($berkas, file_row_number = true)) r
            join _dari d on d.urutan = r.file_index""",
        {"berkas": [str(path) for _, path in given]},
    )
    con.execute("drop table _dari")


def forget(con: duckdb.DuckDBPyConnection, submissions: Collection[str]) -> None:
    """Take out the rows of these submissions, which are read in another way."""
    for dataset in contracts() if submissions else ():
        con.execute(f"delete from masuk.{dataset} where kiriman_id::varchar in (select unnest(?))", [sorted(submissions)])


def append(con: duckdb.DuckDBPyConnection, parsed: Parsed) -> None:
    """Add the rows and issues of one submission that is in `masuk.kiriman` already."""
    for dataset, frame in parsed.tables.items():
        _insert(con, dataset, [frame.select(list(contracts()[dataset].schema))] if frame.height else [])
    _insert(con, "masalah_sel", [parsed.issues.select(list(ISSUE_SCHEMA))] if parsed.issues.height else [])
    _shared(con, [parsed])


def _submissions(con: duckdb.DuckDBPyConnection, parsed: Sequence[Parsed], types: Mapping[str, str]) -> None:
    keys = {name: pl.String() for name in ("kiriman_id", "kode_wilayah", "periode")}
    rows = [(p.kiriman_id, p.kode_wilayah, p.periode) for p in parsed]
    _fill(con, "kiriman", keys, [pl.DataFrame(rows, schema=keys, orient="row")], types)
    con.execute("create table masuk.lembar_bersama (kiriman_id varchar, dataset varchar)")
    _shared(con, parsed)


def _shared(con: duckdb.DuckDBPyConnection, parsed: Sequence[Parsed]) -> None:
    """The datasets that stand in several files of a submission: those that agencies send each for itself."""
    shared = [(p.kiriman_id, dataset) for p in parsed for dataset, place in p.places.items() if place.further]
    if shared:
        con.executemany("insert into masuk.lembar_bersama values (?, ?)", shared)


def _fill(
    con: duckdb.DuckDBPyConnection,
    table: str,
    schema: Mapping[str, pl.DataType],
    frames: list[pl.DataFrame],
    types: Mapping[str, str] | None = None,
) -> None:
    _create(con, table, schema, types or {})
    _insert(con, table, [frame.select(list(schema)) for frame in frames if frame.height])


def _create(con: duckdb.DuckDBPyConnection, table: str, schema: Mapping[str, pl.DataType], types: Mapping[str, str]) -> None:
    columns = ", ".join(f'"{name}" {types.get(name) or _SQL_TYPES[dtype]}' for name, dtype in schema.items())
    con.execute(f"create table masuk.{table} ({columns})")


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
