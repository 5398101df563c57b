"""Tables that several rules read, made once per run in schema `bantu`: trees, agencies, holders of posts, numbers."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from etl import paths
from etl.contracts import contract
from etl.validation import reference

_HERE = Path(__file__).parent
COMPARED = ("unit", "jabatan", "pegawai", "indikator", "capaian")
"""Datasets that are compared with earlier quarters (schema `riwayat`)."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make (or make again) everything in schema `bantu`."""
    con.execute("drop schema if exists bantu cascade")
    con.execute("create schema bantu")
    tree(con, "unit", "masuk.unit", "kode_unit", "kode_induk")
    tree(con, "jabatan", "masuk.jabatan", "kode_jabatan", "kode_atasan")
    tree(con, "indikator", "masuk.indikator", "kode_indikator", "kode_induk")
    for name, frame in reference.tables().items():
        _load(con, name, frame)
    _load(con, "wilayah", pl.read_csv(paths.REFERENCE / "wilayah.csv", infer_schema=False).select("kode", "nama"))
    agencies(con, "opd", "unit", "masuk.unit")
    _script(con, "bantu.sql")
    _script(con, "orang.sql")
    _script(con, "tahap.sql")
    if has_history(con):
        _history(con)


def has_history(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether earlier quarters are known: from the lake (schema `riwayat`), or since several of a region are checked at once."""
    return _lake_knows(con) or _several(con)


def _several(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether several quarters of a region are checked at once; a single one is never earlier than itself."""
    return bool(
        con.execute("select 1 from masuk.kiriman group by kode_wilayah having count(distinct periode) > 1 limit 1").fetchone()
    )


def _lake_knows(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(con.execute("select 1 from duckdb_schemas() where schema_name = 'riwayat'").fetchone())


def tree(con: duckdb.DuckDBPyConnection, name: str, table: str, key: str, parent: str) -> None:
    """`bantu.pohon_<name>` (kiriman_id, kode, induk, baris), `bantu.cabang_<name>`: the rows that have rows under them, and
    `bantu.siklus_<name>`: those that lie in a cycle.

    induk is null where the cell is empty, names the row itself or a code that does not exist: such a row is a root.
    Of rows with the same code the first counts: baris.
    """
    con.execute(f"""
        create table bantu.pohon_{name} as
        with baris as (
            select kiriman_id, {key} as kode, nullif(arg_min_null({parent}, baris_sumber), {key}) as induk,
                   min(baris_sumber) as baris
            from {table} where {key} is not null group by kiriman_id, {key}
        )
        select a.kiriman_id, a.kode, b.kode as induk, a.baris from baris a
        left join baris b on b.kiriman_id = a.kiriman_id and b.kode = a.induk""")
    con.execute(f"""
        create table bantu.cabang_{name} as
        select p.* from bantu.pohon_{name} p
        semi join bantu.pohon_{name} b on b.kiriman_id = p.kiriman_id and b.induk = p.kode""")
    # Only what has something under it can lie in a cycle.
    con.execute(f"""
        create table bantu.siklus_{name} as
        with recursive tercapai as (
            select kiriman_id, kode from bantu.cabang_{name} where induk is null
            union all
            select p.kiriman_id, p.kode from tercapai t
            join bantu.cabang_{name} p on p.kiriman_id = t.kiriman_id and p.induk = t.kode
        )
        select p.* from bantu.cabang_{name} p anti join tercapai t on t.kiriman_id = p.kiriman_id and t.kode = p.kode""")
    _peel(con, f"bantu.siklus_{name}")


def _peel(con: duckdb.DuckDBPyConnection, table: str) -> None:
    # What no root reaches lies in or under a cycle: taking away leaves until none is left leaves the cycles.
    def rows() -> int:
        return int((con.execute(f"select count(*) from {table}").fetchone() or (0,))[0])

    before = -1
    while (left := rows()) not in (0, before):
        before = left
        con.execute(f"delete from {table} where (kiriman_id, kode) not in (select (kiriman_id, induk) from {table})")


def agencies(con: duckdb.DuckDBPyConnection, name: str, tree_name: str, table: str) -> None:
    """`bantu.<name>` (kiriman_id, kode_unit, kode_opd): the nearest perangkat daerah at or above each unit."""
    kinds = ", ".join(f"'{kind}'" for kind in contract("unit").extra["perangkat_daerah"])
    con.execute(f"""
        create table bantu.{name} as
        with recursive jenis as (
            select kiriman_id, kode_unit, arg_min_null(jenis_unit, baris_sumber) in ({kinds}) as opd from {table}
            where kode_unit is not null group by all
        ), simpul as (
            select p.*, j.opd from bantu.pohon_{tree_name} p
            join jenis j on j.kiriman_id = p.kiriman_id and j.kode_unit = p.kode
        ), turun as (
            select kiriman_id, kode, case when opd then kode end as kode_opd from simpul where induk is null
            union all
            select s.kiriman_id, s.kode, case when s.opd then s.kode else t.kode_opd end
            from turun t join simpul s on s.kiriman_id = t.kiriman_id and s.induk = t.kode
        )
        select kiriman_id, kode as kode_unit, kode_opd from turun""")


def _history(con: duckdb.DuckDBPyConnection) -> None:
    for dataset in COMPARED:
        _earlier(con, dataset)
    _script(con, "riwayat.sql")
    tree(con, "unit_lalu", "bantu.unit_lalu", "kode_unit", "kode_induk")
    agencies(con, "opd_lalu", "unit_lalu", "bantu.unit_lalu")
    _script(con, "jumlah.sql")
    _script(con, "opd_diam.sql")


def _earlier(con: duckdb.DuckDBPyConnection, dataset: str) -> None:
    """View `bantu.riwayat_<dataset>`: what the lake knows, and every quarter checked now (once, and before that of the lake)."""
    if _lake_knows(con) and not _several(con):
        con.execute(f"create view bantu.riwayat_{dataset} as from riwayat.{dataset}")
        return
    known = f"""union all by name select * from riwayat.{dataset} r
        where not exists (select 1 from masuk.kiriman k where k.kode_wilayah = r.kode_wilayah and k.periode = r.periode)"""
    con.execute(f"""
        create view bantu.riwayat_{dataset} as
        select * exclude (kiriman_id, baris_sumber) from masuk.{dataset}
        where kiriman_id in (select max(kiriman_id) from masuk.kiriman group by kode_wilayah, periode)
        {known if _lake_knows(con) else ""}""")


def _load(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("_frame", frame)
    con.execute(f"create table bantu.{name} as select * from _frame")
    con.unregister("_frame")


def _script(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute((_HERE / "sql" / name).read_text(encoding="utf-8"))
