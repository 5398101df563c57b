"""From the rows of schema `kerja` to metric values: one pass over any number of submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from etl import engine
from etl.metrics.catalogue import Metric, catalog, derived, distributions
from etl.metrics.reference import register
from etl.metrics.tree import layers

if TYPE_CHECKING:
    import polars as pl

_REFERENCES = (
    "create table if not exists kerja.acuan (kiriman_id varchar, peran varchar, periode_acuan varchar, kiriman_acuan varchar)"
)

_RESULTS = """
create type if not exists kerja.metrik as enum ({metrics});
create type if not exists kerja.varian as enum ({variants});
create or replace table kerja.nilai (
    kelompok integer, metrik kerja.metrik, varian kerja.varian,
    pembilang double, penyebut double, nilai double, alasan varchar, versi_rumus integer, kiriman_acuan varchar);
create or replace table kerja.sebaran (
    kelompok integer, metrik kerja.metrik, varian kerja.varian, sumbu_x varchar, sumbu_y varchar, jumlah bigint);
create or replace view kerja.nilai_metrik as
select
    o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd as kode_unit,
    n.* exclude (kelompok) replace (cast(n.metrik as varchar) as metrik, cast(n.varian as varchar) as varian)
from kerja.nilai as n
inner join kerja.opd as o on n.kelompok = o.opd;
create or replace view kerja.sebaran_metrik as
select
    o.kiriman_id, o.kode_wilayah, o.periode, o.kode_opd as kode_unit,
    n.* exclude (kelompok) replace (cast(n.metrik as varchar) as metrik, cast(n.varian as varchar) as varian)
from kerja.sebaran as n
inner join kerja.opd as o on n.kelompok = o.opd;
"""
"""The results: whose figure it is as a number of kerja.opd, names as enumerations; the views tell them in words."""


def compute(con: duckdb.DuckDBPyConnection) -> None:
    """Fill kerja.unit_opd, simpul, capaian_indikator, nilai_metrik and sebaran_metrik for the submissions marked `dihitung`."""
    # No step reads the order in which another one wrote: without it both cores fill the tables.
    before = con.execute("select current_setting('preserve_insertion_order')").fetchall()[0][0]
    con.execute("set preserve_insertion_order = false")
    try:
        _compute(con)
    finally:
        con.execute(f"set preserve_insertion_order = {before}")


def _compute(con: duckdb.DuckDBPyConnection) -> None:
    _derive(con, upto=None)
    _make_results(con)
    for metric in catalog().values():
        con.execute(_insert_values(con, metric), {"versi": metric.versi})
    for metric in distributions().values():
        con.execute(
            f"""insert into kerja.sebaran
            select kelompok, {engine.literal(metric.id)}, varian, sumbu_x, sumbu_y, jumlah from ({_numbered(con, metric)})"""
        )


def _make_results(con: duckdb.DuckDBPyConnection) -> None:
    metrics = [*catalog().values(), *distributions().values()]
    variants = dict.fromkeys(name for metric in metrics for name in metric.varian)
    names = {"metrics": [metric.id for metric in metrics], "variants": variants}
    con.execute(_RESULTS.format(**{key: ", ".join(map(engine.literal, given)) for key, given in names.items()}))


def nodes(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Build kerja.unit_opd and kerja.simpul alone and return the nodes, superiors before their reports."""
    _derive(con, upto="32_simpul")
    return con.execute("select * from kerja.simpul order by kiriman_id, varian, lapisan, kode_jabatan, simpul_id").pl()


def prepare(con: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Build only these derived tables, by the names of their files; none of them may need the layers of the tree."""
    con.execute(_REFERENCES)
    register(con)
    for name, sql in derived():
        if name in names:
            con.execute(sql)


def _derive(con: duckdb.DuckDBPyConnection, upto: str | None) -> None:
    con.execute(_REFERENCES)
    register(con)
    for name, sql in derived():
        if upto is not None and name > upto:
            return
        if name == "32_simpul":
            layers(con, "turunan.calon", "simpul", "simpul_atasan")
        con.execute(sql)
        if name == "21_jabatan":
            layers(con, "turunan.jabatan", "nomor", "atasan")


def _numbered(con: duckdb.DuckDBPyConnection, metric: Metric) -> str:
    """The metric's query by `kelompok`; one that tells submission and unit by their codes gets the number beside them."""
    if "kelompok" in con.sql(metric.sql).columns:
        return metric.sql
    return f"""select o.opd as kelompok, v.* from ({metric.sql}) as v
        inner join kerja.opd as o
            on v.kiriman_id = o.kiriman_id and coalesce(cast(v.kode_unit as varchar), '') = coalesce(o.kode_opd, '')"""


def _insert_values(con: duckdb.DuckDBPyConnection, metric: Metric) -> str:
    """The one place where a ratio is formed: an empty denominator is null with a reason, never 0."""
    columns = set(con.sql(metric.sql).columns)
    top, under = ("pembilang", "penyebut") if "pembilang" in columns else ("null", "null")
    given = "v.alasan" if "alasan" in columns else "null"
    variant, others = "v.varian" if "varian" in columns else "null", "a.kiriman_acuan" if metric.acuan else "null"
    if "nilai" in columns:
        value, empty = "v.nilai", "v.nilai is null"
    else:
        value, empty = f"{metric.scale} * v.pembilang / v.penyebut", "coalesce(v.penyebut, 0) = 0"
    return f"""
        insert into kerja.nilai
        select v.kelompok, {engine.literal(metric.id)}, {variant}, {top}, {under},
            case when {given} is null and not ({empty}) then {value} end,
            coalesce({given}, case when {empty} then 'penyebut_kosong' end), $versi, {others}
        from ({_numbered(con, metric)}) as v {_read_beside(metric)}
    """


def _read_beside(metric: Metric) -> str:
    """The other submissions that a figure was formed from."""
    if not metric.acuan:
        return ""
    return f"""inner join kerja.opd as o on v.kelompok = o.opd
        left join (
            select kiriman_id, string_agg(distinct kiriman_acuan, ',' order by kiriman_acuan) as kiriman_acuan
            from turunan.acuan
            where kiriman_acuan <> kiriman_id and peran in ({", ".join(map(engine.literal, metric.acuan))})
            group by kiriman_id
        ) as a on o.kiriman_id = a.kiriman_id"""
