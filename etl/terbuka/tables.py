"""The tables that are given out: which columns they have, and how each is read for one quarter of a scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from etl.access import Principal
from etl.locale import text
from etl.metrics import catalog, national
from etl.warehouse import read
from etl.warehouse.regions import governments

_PLACE = ("kode_wilayah", "nama", "jenis", "kode_provinsi")


@dataclass(frozen=True)
class Table:
    """One table of the open data. columns: in their order; key: what a row is told apart by."""

    id: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    read: Callable[[read.Lake, Principal, str], pl.DataFrame]


def read_table(lake: read.Lake, who: Principal, table: str, periode: str) -> pl.DataFrame:
    """The rows of one table in a quarter, as far as the reader's scope goes; columns and order as its dictionary says."""
    wanted = TABLES[table]
    return wanted.read(lake, who, periode).select(wanted.columns).sort(wanted.key, nulls_last=False)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """With the name, kind and province of each government."""
    return frame.join(governments().select(_PLACE), on="kode_wilayah", how="left")


def _completeness(lake: read.Lake, who: Principal, periode: str) -> pl.DataFrame:
    return _named(read.completeness(lake, who, periode))


def _values(lake: read.Lake, who: Principal, periode: str) -> pl.DataFrame:
    """Small groups are hidden as on screen: read where every page reads the values of one government."""
    return _with_units(_named(read.metric_values(lake, who, periode=periode, kode_unit=None)))


def _aggregates(lake: read.Lake, who: Principal, periode: str) -> pl.DataFrame:
    values = _named(read.metric_values(lake, who, periode=periode, kode_unit=None))
    provinces = national.aggregate(values, ["kode_provinsi", "periode"]).with_columns(tingkat=pl.lit("provinsi"))
    told = [provinces]
    if who.scope.pattern == "*":
        whole = national.aggregate(values, ["periode"])
        told.append(whole.with_columns(tingkat=pl.lit("nasional"), kode_provinsi=pl.lit(None, pl.String)))
    names = governments().select("kode_provinsi", "nama_provinsi").unique()
    found = pl.concat(told, how="diagonal").join(names, on="kode_provinsi", how="left")
    return _with_units(found.rename({"nama_provinsi": "nama", "n": "jumlah_pemda"}))


def _with_units(frame: pl.DataFrame) -> pl.DataFrame:
    units = {name: text(metric.unit) for name, metric in catalog().items()}
    return frame.with_columns(pl.col("metrik").replace_strict(units, default=None, return_dtype=pl.String).alias("satuan"))


def _quality(lake: read.Lake, who: Principal, periode: str) -> pl.DataFrame:
    """One row per government that counts."""
    on = ["kode_wilayah", "periode"]
    rows, findings = read.quality_rows(lake, who, periode), read.quality_findings(lake, who, periode)
    cells, versions = read.quality_filled(lake, who, periode), read.quality_versions(lake, who, periode)
    printed = read.quality_differences(lake, who, periode, 1)
    told = rows.group_by(on).agg(
        pl.col("baris").sum(), pl.len().alias("lembar"), (pl.col("baris") == 0).sum().alias("lembar_kosong")
    )
    counts = findings.group_by(on).agg(
        pl.col("jumlah").sum().alias("temuan"), pl.col("aturan").n_unique().alias("aturan_dilanggar")
    )
    full = cells.group_by(on).agg(pl.col("sel", "terisi").sum())
    differing = printed.select(*on, pl.col("dilaporkan").alias("capaian_tercetak"), pl.col("beda").alias("capaian_beda"))
    for other in (counts, full, versions, differing):
        told = told.join(other, on=on, how="left")
    number = [name for name, dtype in told.schema.items() if dtype.is_integer()]
    rate = pl.when(pl.col("baris") > 0).then(1000 * pl.col("temuan") / pl.col("baris"))
    return _named(told.with_columns(pl.col(number).fill_null(0).cast(pl.Int64)).with_columns(rate.alias("temuan_per_seribu")))


def _rules(lake: read.Lake, who: Principal, periode: str) -> pl.DataFrame:
    return _named(read.quality_findings(lake, who, periode))


TABLES: dict[str, Table] = {
    table.id: table
    for table in (
        Table(
            "kelengkapan",
            (*_PLACE, "periode", "diharapkan", "keadaan", "tenggat", "dikirim", "tepat_waktu", "telat_hari", "valid", "versi",
             "disetujui_pada"),
            ("kode_wilayah", "periode"),
            _completeness,
        ),
        Table(
            "nilai",
            (*_PLACE, "periode", "metrik", "varian", "pembilang", "penyebut", "nilai", "satuan", "alasan"),
            ("kode_wilayah", "periode", "metrik", "varian"),
            _values,
        ),
        Table(
            "agregat",
            ("tingkat", "kode_provinsi", "nama", "periode", "metrik", "varian", "pembilang", "penyebut", "nilai", "satuan",
             "jumlah_pemda", "cara"),
            ("tingkat", "kode_provinsi", "periode", "metrik", "varian"),
            _aggregates,
        ),
        Table(
            "mutu",
            (*_PLACE, "periode", "baris", "temuan", "temuan_per_seribu", "aturan_dilanggar", "lembar", "lembar_kosong", "sel",
             "terisi", "versi_disetujui", "dihitung_ulang", "capaian_tercetak", "capaian_beda"),
            ("kode_wilayah", "periode"),
            _quality,
        ),
        Table(
            "mutu_aturan",
            (*_PLACE, "periode", "aturan", "tingkat_aturan", "dataset", "jumlah"),
            ("kode_wilayah", "periode", "aturan", "dataset"),
            lambda lake, who, periode: _rules(lake, who, periode).rename({"tingkat": "tingkat_aturan"}),
        ),
    )
}  # fmt: skip
"""The tables by name."""
