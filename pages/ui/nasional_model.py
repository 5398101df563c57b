"""Nasional as small tables: who has reported, the figure of each province and government, who has been silent longest. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.metrics import national, peers
from etl.metrics.catalogue import catalog

COMPLETE = "kelengkapan"
"""What colours the map unless a metric is chosen: how many have reported."""
TILES = ("capaian_kinerja", "rentang_sempit", "penyederhanaan_struktur", "penyetaraan_jabatan")
SIZE = "rasio_struktural"
"""The metric whose denominator is the number of civil servants."""
HALF = 50.0
REPORTED = pl.col("diharapkan") & pl.col("dikirim").is_not_null()
"""Put before the approver, of those expected."""


@dataclass(frozen=True)
class Reporting:
    """How many of those expected have reported, in time, and been approved."""

    wajib: int = 0
    melapor: int = 0
    tepat: int = 0
    disetujui: int = 0

    @property
    def share(self) -> float | None:
        """Percent that has reported; None where nobody is expected."""
        return 100 * self.melapor / self.wajib if self.wajib else None


def reporting(board: pl.DataFrame) -> Reporting:
    """board: rows of `completeness` of one quarter."""
    found = _counts(board).row(0)
    return Reporting(*(int(n or 0) for n in found))


def reporting_by(board: pl.DataFrame, governments: pl.DataFrame, by: str) -> dict[str, Reporting]:
    """The same per value of a column of the governments."""
    joined = board.join(governments.select("kode_wilayah", by), on="kode_wilayah")
    return {str(key[0]): reporting(part) for key, part in joined.group_by(by, maintain_order=True)}


def _counts(board: pl.DataFrame) -> pl.DataFrame:
    expected = pl.col("diharapkan")
    return board.select(
        expected.sum().alias("wajib"),
        REPORTED.sum().alias("melapor"),
        (expected & pl.col("tepat_waktu").fill_null(False)).sum().alias("tepat"),
        (expected & (pl.col("keadaan") == "disetujui")).sum().alias("disetujui"),
    )


@dataclass(frozen=True)
class Behind:
    """Provinces where at most half have reported: their codes, the island group that holds most of them, its provinces."""

    kode: tuple[str, ...]
    pulau: str = ""
    di_pulau: int = 0
    sepulau: int = 0


def behind(shares: Mapping[str, Reporting], islands: Mapping[str, str]) -> Behind:
    """shares: kode_provinsi → Reporting; islands: kode_provinsi → pulau. The lowest share first."""
    due = {code: r.share for code, r in shares.items() if r.share is not None}
    low = sorted((share, code) for code, share in due.items() if share <= HALF)
    codes = tuple(code for _, code in low)
    if not codes:
        return Behind(())
    count: dict[str, list[str]] = {}
    for code in codes:
        count.setdefault(islands[code], []).append(code)
    island = max(count, key=lambda name: len(count[name]))
    return Behind(codes, island, len(count[island]), sum(islands[code] == island for code in due))


def lowest(shares: Mapping[str, Reporting]) -> tuple[str, Reporting] | None:
    """The province with the lowest share where it is not complete; the larger one where two are alike."""
    due = [(r.share, -r.wajib, code) for code, r in shares.items() if r.share is not None and r.share < 100]
    return (min(due)[2], shares[min(due)[2]]) if due else None


def silent(board: pl.DataFrame, periode: str) -> pl.DataFrame:
    """Those expected in `periode` that have not reported: kode_wilayah, sejak (first silent quarter in a row), n; longest first.

    board: all quarters. Only quarters in which the government was expected count.
    """
    due = board.filter(pl.col("diharapkan") & (pl.col("periode") <= periode)).sort("periode")
    told = pl.col("periode").filter(pl.col("dikirim").is_not_null()).max().alias("terakhir")
    last = due.group_by("kode_wilayah").agg(told)
    since = due.join(last, on="kode_wilayah").filter(pl.col("terakhir").is_null() | (pl.col("periode") > pl.col("terakhir")))
    found = since.group_by("kode_wilayah").agg(
        pl.col("periode").min().alias("sejak"), pl.len().cast(pl.Int64).alias("n"), pl.col("periode").max().alias("kini")
    )
    return found.filter(pl.col("kini") == periode).drop("kini").sort(["n", "kode_wilayah"], descending=[True, False])


def default_rows(values: pl.DataFrame) -> pl.DataFrame:
    """One row per government, quarter and metric: those of each metric's default variant."""
    wanted = pl.DataFrame(
        [(m.id, m.default_varian) for m in catalog().values()], {"metrik": pl.String, "varian": pl.String}, orient="row"
    )
    return values.join(wanted, on=["metrik", "varian"], how="semi", nulls_equal=True)


def of_metric(values: pl.DataFrame, metrik: str, periode: str | None) -> pl.DataFrame:
    """The rows of one metric, and of one quarter."""
    rows = values.filter(pl.col("metrik") == metrik)
    return rows if periode is None else rows.filter(pl.col("periode") == periode)


def by_province(values: pl.DataFrame, governments: pl.DataFrame) -> dict[str, dict[str, object]]:
    """kode_provinsi → the row of `national.aggregate` of one metric in one quarter."""
    joined = values.join(governments.select("kode_wilayah", "kode_provinsi"), on="kode_wilayah")
    return {row["kode_provinsi"]: row for row in national.aggregate(joined, ["kode_provinsi"]).iter_rows(named=True)}


def one(values: pl.DataFrame) -> dict[str, object] | None:
    """The one figure of all rows of one metric in one quarter; None of nobody."""
    found = national.aggregate(values, [])
    return found.row(0, named=True) if found.height else None


def median(values: pl.DataFrame) -> float | None:
    """The median of governments; None under the yardstick."""
    found = national.spread(values, [])
    return found["tengah"][0] if found.height else None


def members(governments: pl.DataFrame, kind: str, values: pl.DataFrame, periode: str) -> pl.DataFrame:
    """kode_wilayah, kelompok of a kind of peer group; size by civil servants from what is approved in the quarter."""
    staff = of_metric(values, SIZE, periode).select("kode_wilayah", pl.col("penyebut").alias("jumlah"))
    return peers.groups(governments, kind, staff)


def outliers(values: pl.DataFrame, belong: pl.DataFrame, metrik: str, periode: str, banding: str | None) -> pl.DataFrame:
    """`peers.outliers` of one metric, with the two terms of the quarter compared with (pembilang_lalu, penyebut_lalu)."""
    terms = ["kode_wilayah", "nilai", "pembilang", "penyebut"]
    now = of_metric(values, metrik, periode).select(terms)
    then = of_metric(values, metrik, banding).select(terms) if banding else now.clear()
    found = peers.outliers(now, belong, then if banding else None)
    before = then.select("kode_wilayah", pl.col("pembilang").alias("pembilang_lalu"), pl.col("penyebut").alias("penyebut_lalu"))
    return found.join(before, on="kode_wilayah", how="left", maintain_order="left")


def placed(values: pl.DataFrame, kode_wilayah: str, *, falling: bool) -> tuple[float, int, int] | None:
    """(value, rank, of how many) of one government; equals share the better rank. None without a value."""
    known = values.filter(pl.col("nilai").is_not_null())
    own = known.filter(pl.col("kode_wilayah") == kode_wilayah)
    if own.is_empty():
        return None
    mine = float(own["nilai"][0])
    better = known.filter(pl.col("nilai") > mine) if falling else known.filter(pl.col("nilai") < mine)
    return mine, better.height + 1, known.height


@dataclass(frozen=True)
class Course:
    """One place over the quarters: the median of its governments, and the figure formed from their parts, with who is behind."""

    tengah: tuple[float | None, ...]
    bawah: tuple[float | None, ...]
    atas: tuple[float | None, ...]
    gabungan: tuple[float | None, ...]
    pecahan: tuple[tuple[float | None, float | None], ...]
    n: tuple[int, ...]


def course(values: pl.DataFrame, periods: tuple[str, ...]) -> Course:
    """values: one metric of the governments of a place, all quarters. periods: oldest first."""
    middle = {row["periode"]: row for row in national.spread(values, ["periode"]).iter_rows(named=True)}
    added = {row["periode"]: row for row in national.aggregate(values, ["periode"]).iter_rows(named=True)}
    none: dict[str, object] = {}

    def each(rows: Mapping[str, Mapping[str, object]], name: str) -> tuple[float | None, ...]:
        return tuple(rows.get(p, none).get(name) for p in periods)  # type: ignore[misc]

    parts = zip(each(added, "pembilang"), each(added, "penyebut"), strict=True)
    counts = tuple(int(n or 0) for n in each(added, "n"))
    return Course(each(middle, "tengah"), each(middle, "bawah"), each(middle, "atas"), each(added, "nilai"), tuple(parts), counts)
