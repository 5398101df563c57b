"""From the figures of governments to one figure of a province, a group or the nation. Pure: frames in, frames out.

A total adds the parts and forms the ratio anew, so a large government weighs as much as it has. Where a metric has no parts that
may be added, its largest value is taken or the middle government; a percentage is never averaged.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.metrics.catalogue import Metric, catalog
from etl.regulations import value

WAYS = ("jumlah", "maks", "median")
"""How a figure of many is formed (column `cara`): parts added, the largest, the median of governments."""
_DIFFERENCE = "pembilang - penyebut as nilai"


def way(metric: Metric) -> str:
    """Which of WAYS holds for a metric, by its `agregasi`."""
    return metric.agregasi if metric.agregasi in WAYS else "median"


def aggregate(values: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """One row per group, metrik and varian: pembilang, penyebut, nilai, n, cara (see WAYS).

    values: metrik, varian, pembilang, penyebut, nilai and the columns of `by`, one row per government (the whole of it). Rows
    without a value count nowhere: n is the number of governments behind the figure. pembilang and penyebut are null unless added;
    nilai is null where the parts add up to an empty denominator.
    """
    keys = [*by, "metrik", "varian"]
    told = (
        values.filter(pl.col("nilai").is_not_null())
        .join(_ways(), on="metrik", how="left")
        .with_columns(pl.col("cara").fill_null("median"), pl.col("skala").fill_null(1.0), pl.col("selisih").fill_null(False))
        .group_by([*keys, "cara", "skala", "selisih"])
        .agg(
            pl.sum("pembilang").cast(pl.Float64),
            pl.sum("penyebut").cast(pl.Float64),
            pl.max("nilai").cast(pl.Float64).alias("terbesar"),
            pl.median("nilai").cast(pl.Float64).alias("tengah"),
            pl.len().cast(pl.Int64).alias("n"),
        )
    )
    added = pl.col("cara") == "jumlah"
    ratio = pl.when(pl.col("penyebut") != 0).then(pl.col("skala") * pl.col("pembilang") / pl.col("penyebut"))
    return told.with_columns(
        pl.when(added & pl.col("selisih")).then(pl.col("pembilang") - pl.col("penyebut"))
        .when(added).then(ratio)
        .when(pl.col("cara") == "maks").then(pl.col("terbesar"))
        .otherwise(pl.col("tengah")).alias("nilai"),
        pl.when(added).then(pl.col("pembilang")).alias("pembilang"),
        pl.when(added).then(pl.col("penyebut")).alias("penyebut"),
    ).select(*keys, "pembilang", "penyebut", "nilai", "n", "cara").sort(keys)  # fmt: skip


def spread(values: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """How governments lie around their middle: per group, metrik and varian n, bawah, tengah, atas (quartiles and median).

    values: as for `aggregate`. Of fewer governments than the yardstick nothing is said: null.
    """
    keys = [*by, "metrik", "varian"]
    enough = pl.col("n") >= int(value("acuan-nasional", "median_terkecil").value)
    places = {"bawah": 0.25, "tengah": 0.5, "atas": 0.75}
    quartiles = [pl.col("nilai").quantile(q, interpolation="linear").cast(pl.Float64).alias(name) for name, q in places.items()]
    known = values.filter(pl.col("nilai").is_not_null()).group_by(keys).agg(pl.len().cast(pl.Int64).alias("n"), *quartiles)
    return known.with_columns(pl.when(enough).then(pl.col(name)).alias(name) for name in places).sort(keys)


def _ways() -> pl.DataFrame:
    """metrik, cara, skala, selisih (the value is numerator minus denominator, as the metric's query says)."""
    rows = [(m.id, way(m), float(m.scale), _DIFFERENCE in m.sql) for m in catalog().values()]
    schema = {"metrik": pl.String, "cara": pl.String, "skala": pl.Float64, "selisih": pl.Boolean}
    return pl.DataFrame(rows, schema, orient="row")
