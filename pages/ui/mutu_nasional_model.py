"""The quality of many governments: error rates, missing cells, revisions, jumps, figures that disagree. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.regulations import value

PER = 1000
"""Findings are counted per so many rows."""
NEEDS = "beban_kerja.kebutuhan_beda"
"""The rule that finds a printed need which its own workload does not give."""
_KEYS = ["kode_wilayah", "periode"]


def places(governments: pl.DataFrame, provinces: pl.DataFrame, kode_provinsi: str | None) -> pl.DataFrame:
    """kode_wilayah, tempat, nama: the columns of a matrix; provinces for the nation, for a province its governments."""
    if kode_provinsi:
        own = governments.filter(pl.col("kode_provinsi") == kode_provinsi)
        return own.select("kode_wilayah", pl.col("kode_wilayah").alias("tempat"), "nama")
    named = provinces.select("kode_provinsi", pl.col("singkatan").alias("nama"))
    joined = governments.select("kode_wilayah", "kode_provinsi").join(named, on="kode_provinsi", how="left")
    return joined.select("kode_wilayah", pl.col("kode_provinsi").alias("tempat"), "nama")


def totals(rows: pl.DataFrame) -> pl.DataFrame:
    """kode_wilayah, periode, semua: rows of all sheets that were accepted, of what counts."""
    return rows.group_by(_KEYS).agg(pl.col("baris").sum().alias("semua"))


def rates(findings: pl.DataFrame, rows: pl.DataFrame, by: Sequence[str], places: pl.DataFrame | None = None) -> pl.DataFrame:
    """Findings per 1,000 rows by rule (and place): the columns of `by`, jumlah, pemda (with such findings), semua, per_seribu.

    by: `aturan`, or `tempat` with places, or both, or `kode_wilayah`. The rows are those of every government of the place,
    also of the ones without a finding, so rates of rules add up to the rate of all.
    """
    known = totals(rows)
    if places is not None:
        known, findings = (frame.join(places, on="kode_wilayah") for frame in (known, findings))
    base = [name for name in by if name != "aturan"]
    told = findings.group_by(list(by)).agg(
        pl.col("jumlah").sum(), pl.col("kode_wilayah").n_unique().alias("pemda"),
        pl.col("tingkat").min().alias("tingkat"), pl.col("aturan").n_unique().alias("jenis"),
    )  # fmt: skip
    if base:
        told = told.join(known.group_by(base).agg(pl.col("semua").sum()), on=base, how="right" if "aturan" not in by else "left")
    else:
        told = told.with_columns(pl.lit(known["semua"].sum(), pl.Int64).alias("semua"))
    counted = told.with_columns(pl.col("jumlah", "pemda", "jenis").fill_null(0))
    rate = pl.when(pl.col("semua") > 0).then(PER * pl.col("jumlah") / pl.col("semua"))
    return counted.with_columns(rate.alias("per_seribu")).sort("per_seribu", *by, descending=[True, *[False] * len(by)])


def overall(findings: pl.DataFrame, rows: pl.DataFrame) -> tuple[int, int, float | None]:
    """Findings, rows, findings per 1,000 rows."""
    found, every = int(findings["jumlah"].sum()), int(rows["baris"].sum())
    return found, every, PER * found / every if every else None


def empty_sheets(rows: pl.DataFrame) -> tuple[int, int]:
    """Sheets without a row, of all sheets of the governments that have reported."""
    return rows.filter(pl.col("baris") == 0).height, rows.height


def filled(cells: pl.DataFrame, rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Per sheet and place: sel, terisi, kosong (share missing, percent; null where nobody sent the sheet), pemda, tanpa.

    pemda: governments that have reported; tanpa: those of them without a row in the sheet.
    """
    joined = rows.join(places, on="kode_wilayah").join(
        cells.select(*_KEYS, "dataset", "sel", "terisi"), on=[*_KEYS, "dataset"], how="left"
    )
    told = joined.group_by("dataset", "tempat").agg(
        pl.col("sel", "terisi").sum(), pl.len().alias("pemda"), (pl.col("baris") == 0).sum().alias("tanpa")
    )
    missing = pl.when(pl.col("sel") > 0).then(100 * (1 - pl.col("terisi") / pl.col("sel")))
    return told.with_columns(missing.alias("kosong")).sort("dataset", "tempat")


def revised(versions: pl.DataFrame, places: pl.DataFrame | None = None) -> pl.DataFrame:
    """Per quarter (and place): triwulan (region-quarters approved), revisi (versions beyond the first), diperbaiki (quarters
    with such), dihitung_ulang, tingkat (revisions per 100 region-quarters)."""
    by = ["periode"] if places is None else ["tempat", "periode"]
    joined = versions if places is None else versions.join(places, on="kode_wilayah")
    told = joined.group_by(by).agg(
        pl.len().alias("triwulan"), (pl.col("versi_disetujui") - 1).sum().alias("revisi"),
        (pl.col("versi_disetujui") > 1).sum().alias("diperbaiki"), pl.col("dihitung_ulang").sum(),
    )  # fmt: skip
    return told.with_columns((100 * pl.col("revisi") / pl.col("triwulan")).alias("tingkat")).sort(by)


def jumps(values: pl.DataFrame) -> pl.DataFrame:
    """The values with perubahan (percent of the mean of three years), lompat, musiman, sebab; the largest first.

    lompat: further from that mean than the yardstick allows. Figures that fill up within the year (absorption) do that every
    spring, so one that lies near the same quarter a year before is musiman instead. A mean of nought is compared with nothing,
    nor is one of fewer quarters than the yardstick asks for.
    sebab: `pembilang` or `penyebut`, the term further from its own mean; null where the metric has no two terms.
    """
    limit, fewest = (float(value("acuan-nasional", name).value) for name in ("lompatan", "lompatan_terkecil"))
    known = values.filter(pl.col("rerata").abs() > 1e-9, pl.col("triwulan") >= fewest)
    away = 100 * (pl.col("nilai") - pl.col("rerata")) / pl.col("rerata").abs()
    yearly = (100 * (pl.col("nilai") - pl.col("nilai_setahun")) / pl.col("nilai_setahun").abs()).abs()
    near = (pl.col("nilai_setahun").abs() > 1e-9) & (yearly <= limit)
    above, below = (_away(term) for term in ("pembilang", "penyebut"))
    cause = (
        pl.when(above.is_null() | below.is_null() | ((above == 0) & (below == 0))).then(None)
        .when(above >= below).then(pl.lit("pembilang")).otherwise(pl.lit("penyebut"))
    )  # fmt: skip
    told = known.with_columns(away.alias("perubahan"), near.fill_null(False).alias("musiman"), cause.alias("sebab"))
    far = pl.col("perubahan").abs() > limit
    return (
        told.with_columns((far & ~pl.col("musiman")).alias("lompat"), (far & pl.col("musiman")).alias("musiman"))
        .sort(pl.col("perubahan").abs(), "kode_wilayah", "metrik", descending=[True, False, False])
    )  # fmt: skip


def _away(term: str) -> pl.Expr:
    mean = pl.col(f"rerata_{term}")
    return pl.when(mean != 0).then(((pl.col(term) - mean) / mean).abs())


def counted(frame: pl.DataFrame, name: str, places: pl.DataFrame) -> pl.DataFrame:
    """How many rows of a frame each value of a column and place has: the column, tempat, jumlah."""
    return frame.join(places, on="kode_wilayah").group_by(name, "tempat").agg(pl.len().alias("jumlah"))


def disagreeing(differences: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Per government: dilaporkan, beda, bagian (percent), terbesar (largest difference in points), kebutuhan (posts whose printed
    need is not what their workload gives); the most first."""
    told = differences.group_by("kode_wilayah").agg(
        pl.col("dilaporkan").first(), pl.col("beda").first(), pl.col("selisih").abs().max().alias("terbesar")
    )
    needs = findings.filter(pl.col("aturan") == NEEDS).group_by("kode_wilayah").agg(pl.col("jumlah").sum().alias("kebutuhan"))
    both = told.join(needs, on="kode_wilayah", how="full", coalesce=True).with_columns(
        pl.col("dilaporkan", "beda", "kebutuhan").fill_null(0).cast(pl.Int64)
    )
    share = pl.when(pl.col("dilaporkan") > 0).then(100 * pl.col("beda") / pl.col("dilaporkan"))
    told = both.with_columns(share.alias("bagian")).filter((pl.col("beda") > 0) | (pl.col("kebutuhan") > 0))
    return told.sort("beda", "kebutuhan", "kode_wilayah", descending=[True, True, False])
