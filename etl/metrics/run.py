"""From the rows of schema `kerja` to metric values: one pass over any number of submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from etl.metrics.catalogue import Metric, catalog, derived, distributions
from etl.metrics.reference import register
from etl.metrics.tree import layers

if TYPE_CHECKING:
    import polars as pl

_REFERENCES = (
    "create table if not exists kerja.acuan (kiriman_id varchar, peran varchar, periode_acuan varchar, kiriman_acuan varchar)"
)

_RESULTS = """
create or replace table kerja.nilai_metrik (
    kiriman_id varchar, kode_wilayah varchar, periode varchar, kode_unit varchar, metrik varchar, varian varchar,
    pembilang double, penyebut double, nilai double, alasan varchar, versi_rumus integer, kiriman_acuan varchar);
create or replace table kerja.sebaran_metrik (
    kiriman_id varchar, kode_wilayah varchar, periode varchar, kode_unit varchar, metrik varchar, varian varchar,
    sumbu_x varchar, sumbu_y varchar, jumlah bigint);
"""


def compute(con: duckdb.DuckDBPyConnection) -> None:
    """Fill kerja.unit_opd, simpul, capaian_indikator, nilai_metrik and sebaran_metrik for the submissions marked `dihitung`."""
    # No step reads the order in which another one wrote: without it both cores fill the tables.
    con.execute("set preserve_insertion_order = false")
    try:
        _compute(con)
    finally:
        con.execute("reset preserve_insertion_order")


def _compute(con: duckdb.DuckDBPyConnection) -> None:
    _derive(con, upto=None)
    con.execute(_RESULTS)
    for metric in catalog().values():
        con.execute(_insert_values(con, metric), {"id": metric.id, "versi": metric.versi, "acuan": list(metric.acuan)})
    for metric in distributions().values():
        con.execute(
            "insert into kerja.sebaran_metrik select kiriman_id, kode_wilayah, periode, kode_unit, ?, "
            f"varian, cast(sumbu_x as varchar), cast(sumbu_y as varchar), jumlah from ({metric.sql})",
            [metric.id],
        )


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


def _insert_values(con: duckdb.DuckDBPyConnection, metric: Metric) -> str:
    """The one place where a ratio is formed: an empty denominator is null with a reason, never 0."""
    columns = set(con.sql(metric.sql).columns)
    top, under = ("pembilang", "penyebut") if "pembilang" in columns else ("null", "null")
    given = "v.alasan" if "alasan" in columns else "null"
    if "nilai" in columns:
        value, empty = "v.nilai", "v.nilai is null"
    else:
        value, empty = f"{metric.scale} * v.pembilang / v.penyebut", "coalesce(v.penyebut, 0) = 0"
    return f"""
        insert into kerja.nilai_metrik
        select v.kiriman_id, v.kode_wilayah, v.periode, v.kode_unit, $id, {"v.varian" if "varian" in columns else "null"},
            {top}, {under},
            case when {given} is null and not ({empty}) then {value} end,
            coalesce({given}, case when {empty} then 'penyebut_kosong' end), $versi, a.kiriman_acuan
        from ({metric.sql}) as v
        left join (
            select kiriman_id, string_agg(distinct kiriman_acuan, ',' order by kiriman_acuan) as kiriman_acuan
            from turunan.acuan
            where kiriman_acuan <> kiriman_id and list_contains($acuan, peran)
            group by kiriman_id
        ) as a on v.kiriman_id = a.kiriman_id
    """
