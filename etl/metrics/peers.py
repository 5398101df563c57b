"""Fair comparison of governments: who is like whom, and who lies far from the others of a group. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from etl.metrics.reference import band
from etl.regulations import value

KINDS = ("jenis", "provinsi", "pulau", "asn", "kecamatan")
"""How governments are grouped: by kind, province, island group, number of civil servants, number of kecamatan."""
_REFERENCE = "acuan-nasional"
_COLUMN = {"jenis": "jenis", "provinsi": "kode_provinsi", "pulau": "pulau"}
_MAD_TO_SIGMA, _MEAN_DEVIATION_TO_SIGMA = 0.6745, 1.253314
"""Iglewicz and Hoaglin: the factors by which median and mean absolute deviation estimate the standard deviation."""


def groups(governments: pl.DataFrame, kind: str, asn: pl.DataFrame | None = None) -> pl.DataFrame:
    """kode_wilayah, kelompok: the group of each government; null where its size is not known. ValueError for another kind.

    governments: as `etl.warehouse.regions.governments`. asn: kode_wilayah, jumlah; needed for the kind `asn`.
    Provincial governments form groups of their own by size, and by island: they are no larger kabupaten.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    if kind in _COLUMN:
        own = pl.col(_COLUMN[kind])
        told = pl.when(pl.col("jenis") == "provinsi").then(pl.concat_str(own, pl.lit(".provinsi"))).otherwise(own)
        return governments.select("kode_wilayah", (told if kind == "pulau" else own).alias("kelompok"))
    sized = governments.with_columns(pl.col("jumlah_kecamatan").alias("jumlah"))
    if kind == "asn":
        known = asn if asn is not None else pl.DataFrame(schema={"kode_wilayah": pl.String, "jumlah": pl.Float64})
        sized = governments.join(known.select("kode_wilayah", "jumlah"), on="kode_wilayah", how="left")
    province = pl.col("jenis") == "provinsi"
    return sized.select(
        "kode_wilayah",
        pl.when(province).then(pl.lit("provinsi")).otherwise(_class(pl.col("jumlah"), f"kelas_{kind}")).alias("kelompok"),
    )


def _class(size: pl.Expr, parameter: str) -> pl.Expr:
    bands = [band(raw) for raw in value(_REFERENCE, parameter).value]
    told: pl.Expr = pl.lit(None, pl.String)
    for code, start, _ in reversed(bands):
        told = pl.when(size >= (float("-inf") if start is None else start)).then(pl.lit(code)).otherwise(told)
    return told


def modified_z(figures: pl.Series) -> pl.Series:
    """Modified z-score of each figure: 0.6745 × (figure − median) ÷ MAD; null for null.

    Where more than half of the figures are equal (MAD 0) the mean absolute deviation takes its place; where all are, 0.
    """
    known = figures.drop_nulls()
    if known.is_empty():
        return figures.cast(pl.Float64)
    centre = float(known.median())  # type: ignore[arg-type]
    distance = (known - centre).abs()
    scale = float(distance.median()) / _MAD_TO_SIGMA  # type: ignore[arg-type]
    scale = scale or _MEAN_DEVIATION_TO_SIGMA * float(distance.mean())  # type: ignore[arg-type]
    return (figures - centre) / scale if scale else figures.cast(pl.Float64) * 0.0


def outliers(figures: pl.DataFrame, members: pl.DataFrame, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Governments far from their group: the rows of `figures` with kelompok, n, tengah (median), z, sebab; the farthest first.

    figures, before (of the quarter compared with): kode_wilayah, nilai, pembilang, penyebut, one row each. members:
    kode_wilayah, kelompok. Groups with fewer figures than the yardstick say nothing. sebab: `pembilang` or `penyebut`, the
    term that moved most since `before`, relative to itself; where nothing is known of then, null, and so where the metric
    has no two terms.
    """
    limit, fewest = float(value(_REFERENCE, "z_luar_biasa").value), int(value(_REFERENCE, "kelompok_terkecil").value)
    known = figures.filter(pl.col("nilai").is_not_null()).join(members.drop_nulls(), on="kode_wilayah")
    told = [
        part.with_columns(
            pl.lit(part.height, pl.Int64).alias("n"),
            pl.lit(part["nilai"].median(), pl.Float64).alias("tengah"),
            modified_z(part["nilai"]).alias("z"),
        )
        for _, part in known.group_by("kelompok", maintain_order=True)
        if part.height >= fewest
    ]
    empty = known.clear().with_columns(
        pl.lit(None, pl.Int64).alias("n"), pl.lit(None, pl.Float64).alias("tengah"), pl.lit(None, pl.Float64).alias("z")
    )
    far = pl.concat([empty, *told]).filter(pl.col("z").abs() > limit).sort(pl.col("z").abs(), descending=True)
    return far.join(_moved(figures, before), on="kode_wilayah", how="left", maintain_order="left")


def _moved(figures: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """kode_wilayah, sebab: the term whose relative change is larger; the numerator where both changed alike, null for none."""
    terms = ("pembilang", "penyebut")
    then = (figures.clear() if before is None else before).select("kode_wilayah", *(pl.col(t).alias(f"{t}_lalu") for t in terms))
    joined = figures.join(then, on="kode_wilayah", how="left")
    change = {t: ((pl.col(t) - pl.col(f"{t}_lalu")) / pl.col(f"{t}_lalu")).abs() for t in terms}
    above, below = change["pembilang"], change["penyebut"]
    told = (
        pl.when(above.is_null() | below.is_null() | ((above == 0) & (below == 0))).then(None)
        .when(above >= below).then(pl.lit("pembilang")).otherwise(pl.lit("penyebut"))
    )  # fmt: skip
    return joined.select("kode_wilayah", told.cast(pl.String).alias("sebab"))


COUNTED: dict[str, str] = {
    "cakupan_iku_tim": "pembilang",
    "fungsional_dalam_tim": "pembilang",
    "indikator_tercapai": "pembilang",
    "kebutuhan_abk": "nilai",
    "kelas_terisi": "pembilang",
    "keterisian_jabatan": "pembilang",
    "lapisan_bayangan": "pembilang",
    "manajer_satu_bawahan": "pembilang",
    "nomenklatur_pelaksana": "pembilang",
    "opd_berencana": "pembilang",
    "penyederhanaan_struktur": "pembilang",
    "penyetaraan_jabatan": "pembilang",
    "predikat_dinilai": "pembilang",
    "proses_elektronik": "pembilang",
    "rasio_struktural": "pembilang",
    "realisasi_terisi": "pembilang",
    "rencana_aksi_selesai": "pembilang",
    "rentang_lebar": "pembilang",
    "rentang_rerata": "pembilang",
    "rentang_sempit": "pembilang",
    "rentang_tim": "pembilang",
    "selisih_kebutuhan": "nilai",
    "tahap_dipangkas": "pembilang",
    "tim_lintas_opd": "pembilang",
}
"""Metrics that count something (people, posts, teams, indicators …), by the column that holds the count: these can be set
against the size of a government. Sums of percentages, layers, days or money are not here."""


def per_size(figures: pl.DataFrame, sizes: pl.DataFrame, factor: float) -> pl.DataFrame:
    """The counts of `figures` for every `factor` of the size: pembilang the count, penyebut the size, nilai their ratio.

    figures: kode_wilayah, metrik, pembilang, penyebut, nilai, alasan and more columns. sizes: kode_wilayah, jumlah. A metric that
    counts nothing has alasan `tidak_berlaku`; a government whose size is not known or nought, `ukuran_kosong`. Both may have
    periode: then each quarter is set against its own size.
    """
    column = pl.col("metrik").replace_strict(COUNTED, default=None, return_dtype=pl.String)
    count = pl.when(column == "pembilang").then("pembilang").when(column == "nilai").then("nilai")
    size = pl.when(pl.col("jumlah") > 0).then("jumlah")
    lacking = (
        pl.when(column.is_null()).then(pl.lit("tidak_berlaku"))
        .when(pl.col("pembilang").is_null()).then("alasan")
        .when(pl.col("penyebut").is_null()).then(pl.lit("ukuran_kosong"))
    )  # fmt: skip
    of = ["kode_wilayah", *(["periode"] if "periode" in sizes.columns else [])]
    return (
        figures.join(sizes.select(*of, pl.col("jumlah").cast(pl.Float64)), on=of, how="left")
        .with_columns(count.cast(pl.Float64).alias("pembilang"), pl.when(column.is_not_null()).then(size).alias("penyebut"))
        .with_columns((factor * pl.col("pembilang") / pl.col("penyebut")).alias("nilai"), lacking.alias("alasan"))
        .drop("jumlah")
    )


def standing(figures: pl.DataFrame, directions: Mapping[str, str]) -> pl.DataFrame:
    """Where each stands among all in `figures`: its rows with n, peringkat, tengah (median) and sisi; without a value no row.

    figures: kode_wilayah, metrik, nilai, one row each. directions: metrik → naik, turun or netral; rank 1 is the best, of a
    neutral metric the largest; equals share the better rank. sisi: `baik`, `kurang` or `tengah`, the side of the median that a
    figure lies on; null for neutral metrics and where too few have a figure for a median.
    """
    fewest = int(value(_REFERENCE, "median_terkecil").value)
    way = pl.col("metrik").replace_strict(dict(directions), default="netral", return_dtype=pl.String)
    falling = pl.when(way == "turun").then(-pl.col("nilai")).otherwise(pl.col("nilai"))
    better = (falling - pl.when(way == "turun").then(-pl.col("tengah")).otherwise(pl.col("tengah"))).sign()
    side = pl.when(better > 0).then(pl.lit("baik")).when(better < 0).then(pl.lit("kurang")).otherwise(pl.lit("tengah"))
    return (
        figures.filter(pl.col("nilai").is_not_null())
        .with_columns(
            pl.len().over("metrik").cast(pl.Int64).alias("n"),
            falling.rank("min", descending=True).over("metrik").cast(pl.Int64).alias("peringkat"),
            pl.col("nilai").median().over("metrik").cast(pl.Float64).alias("tengah"),
        )
        .with_columns(pl.when(pl.col("n") >= fewest).then("tengah").alias("tengah"))
        .with_columns(pl.when((way != "netral") & pl.col("tengah").is_not_null()).then(side).alias("sisi"))
    )


def peers_of(governments: pl.DataFrame, kode_wilayah: str, kind: str, asn: pl.DataFrame | None = None) -> list[str]:
    """The governments of the same group, without itself, by code; empty where its group is not known. Arguments: see `groups`."""
    members = groups(governments, kind, asn)
    own = members.filter(pl.col("kode_wilayah") == kode_wilayah).drop_nulls()
    same = members.join(own.select("kelompok"), on="kelompok", how="semi").filter(pl.col("kode_wilayah") != kode_wilayah)
    return sorted(same["kode_wilayah"].to_list())


def standing_among_peers(
    figures: pl.DataFrame,
    governments: pl.DataFrame,
    kode_wilayah: str,
    kind: str,
    directions: Mapping[str, str],
    asn: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Where one government stands among its peers: one row of `standing` per metric that it has a figure of, by metrik.

    figures: of any governments; only those of peers and its own are looked at. Who has not approved has no row in them.
    """
    among = [kode_wilayah, *peers_of(governments, kode_wilayah, kind, asn)]
    told = standing(figures.filter(pl.col("kode_wilayah").is_in(among)), directions)
    return told.filter(pl.col("kode_wilayah") == kode_wilayah).sort("metrik")
