"""The regulations as tables in schema `regulasi`, so that no metric holds a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb

from etl.contracts import contract
from etl.regulations import regulations
from etl.regulations.pelaksana import executing_posts

_LAST = date(9999, 12, 31)

OF_REFERENCES: dict[str, tuple[str, ...]] = {"dasar": ("unit",), "tahun": ("capaian",)}
"""What the derived tables read of another submission, by the part it plays: units of the baseline, realisations of the year."""

_TABLES = """
create schema if not exists regulasi;
create or replace table regulasi.parameter
    (regulasi varchar, parameter varchar, mulai date, sampai date, nilai double, teks varchar, terverifikasi boolean);
create or replace table regulasi.daftar (regulasi varchar, parameter varchar, mulai date, sampai date, kode varchar);
create or replace table regulasi.skala
    (regulasi varchar, skala varchar, mulai date, sampai date, urutan integer, kode varchar, dari double, di_atas double);
create or replace table regulasi.urutan (regulasi varchar, skala varchar, mulai date, sampai date, kode varchar, nilai double);
create or replace table regulasi.jabatan_pelaksana (nama varchar, kelompok varchar);
create schema if not exists turunan;
create type if not exists turunan.pandangan as enum ('struktural', 'terisi', 'dengan_lowong', 'bayangan');
create or replace table turunan.jenis_opd (jenis_unit varchar);
"""


def register(con: duckdb.DuckDBPyConnection) -> None:
    """Write scalar parameters, lists, scales (bands by lower end) and rankings with their days, and the names of posts."""
    con.execute(_TABLES)
    _insert(con, "turunan.jenis_opd", [[kind] for kind in contract("unit").extra["perangkat_daerah"]])
    _insert(con, "regulasi.jabatan_pelaksana", [[name, group] for name, group in executing_posts().items()])
    rows: dict[str, list[list[Any]]] = {"parameter": [], "daftar": [], "skala": [], "urutan": []}
    for source, parameter, start, end, value, checked in _dated():
        for table, row in _rows(value, checked):
            rows[table].append([source, parameter, start, end, *row])
    for table, found in rows.items():
        _insert(con, f"regulasi.{table}", found)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[list[Any]]) -> None:
    # One statement: row by row costs a millisecond each.
    marks = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * len(rows))
    con.execute(f"insert into {table} values {marks}", [cell for row in rows for cell in row])


def _dated() -> Iterator[tuple[str, str, date, date, Any, bool]]:
    for source, regulation in regulations().items():
        for name, entry in regulation["parameters"].items():
            days = sorted(day for day, v in entry["values"].items() if isinstance(v, dict))
            ends = [day - timedelta(days=1) for day in days[1:]] + [_LAST]
            for start, end in zip(days, ends, strict=True):
                checked = bool((entry.get("checked") or {}).get("by"))
                yield source, name, start, end, entry["values"][start]["value"], checked


def _rows(value: Any, checked: bool) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, int | float):
        yield "parameter", [float(value), None, checked]
    elif isinstance(value, str):
        yield "parameter", [None, value, checked]
    elif isinstance(value, list) and all(isinstance(v, str) for v in value):
        yield from (("daftar", [v]) for v in value)
    elif is_ranking(value):
        yield from (("urutan", [v["kode"], float(v["nilai"])]) for v in value)
    elif is_scale(value):
        yield from (("skala", [len(value) - i, *band(v)]) for i, v in enumerate(value))


def is_scale(value: Any) -> bool:
    """Whether a parameter is a scale: bands from the highest down, each by its lower end (`dari`: from, `di_atas`: above)."""
    return isinstance(value, list) and all(isinstance(v, dict) and ("dari" in v or "di_atas" in v) for v in value)


def is_ranking(value: Any) -> bool:
    """Whether a parameter ranks predicates."""
    return isinstance(value, list) and all(isinstance(v, dict) and "nilai" in v for v in value)


def band(raw: dict[str, Any]) -> tuple[str, float | None, float | None]:
    """(kode, from, above); the lowest band is open at its end."""
    start, above = raw.get("dari"), raw.get("di_atas")
    if start is None and above is None:
        return raw["kode"], float("-inf"), None
    return raw["kode"], start, above


def category(regulation: str, parameter: str, value: float | None, on: date | None = None, digits: int = 2) -> str | None:
    """The band of a value, rounded to `digits` first; null stays null. E.g. 90.5 on `skala_capaian` is `tinggi`."""
    from etl.regulations import value as in_force

    if value is None:
        return None
    rounded = round(value, digits)
    for raw in in_force(regulation, parameter, on).value:
        code, start, above = band(raw)
        if (start is not None and rounded >= start) or (above is not None and rounded > above):
            return code
    raise LookupError(f"{regulation}.{parameter} does not cover {value}")
