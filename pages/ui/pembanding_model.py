"""Pembanding as small tables: the peer group, its approved members, their figures, ranks and medians. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from etl.metrics import national, peers
from etl.metrics.catalogue import catalog
from etl.regulations import value

OWN = "pilihan"
"""The kind of group that the reader picks by hand."""
KINDS = (*peers.KINDS, OWN)
MOST, MOST_METRICS = 6, 12
"""How many governments stand side by side, and how many metrics a page can show at once."""
USUAL = (
    "capaian_kinerja", "lapisan_maks", "rentang_sempit", "penyetaraan_jabatan", "keterisian_jabatan", "tim_lintas_opd",
)  # fmt: skip
AS_IS, PER_ASN, PER_UNIT = "apa_adanya", "per_asn", "per_unit"
MEASURES = (AS_IS, PER_ASN, PER_UNIT)
FACTOR = {PER_ASN: 1000.0, PER_UNIT: 100.0}
SIZE = "rasio_struktural"
"""The metric whose denominator is the number of civil servants."""
_ORDER = ("provinsi", "kabupaten", "kota", "besar", "sedang", "kecil")


@dataclass(frozen=True)
class Group:
    """A peer group in one quarter. All codes are sorted; `waiting` are those without approved data, with where they stand."""

    kind: str
    code: str
    approved: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    """(kode_wilayah, keadaan)."""

    @property
    def expected(self) -> int:
        """N of `n of N approved`."""
        return len(self.approved) + len(self.waiting)


def latest_asn(rows: pl.DataFrame, periode: str) -> pl.DataFrame:
    """kode_wilayah, jumlah: civil servants in the newest quarter known up to `periode`.

    rows: values of the metric SIZE over quarters. A government that has not approved this quarter keeps its place in its class.
    """
    known = rows.filter((pl.col("metrik") == SIZE) & (pl.col("penyebut") > 0) & (pl.col("periode") <= periode)).sort("periode")
    return known.group_by("kode_wilayah").agg(pl.col("penyebut").last().alias("jumlah")).sort("kode_wilayah")


def options(members: pl.DataFrame, states: pl.DataFrame) -> dict[str, int]:
    """Groups that hold anybody who reports, with how many have approved: code → n; by kind and size in their usual order.

    members: kode_wilayah, kelompok. states: kode_wilayah, keadaan.
    """
    found = (
        members.drop_nulls()
        .join(states, on="kode_wilayah", how="inner")
        .group_by("kelompok")
        .agg((pl.col("keadaan") == "disetujui").sum().cast(pl.Int64).alias("n"))
    )
    told = {str(code): int(n) for code, n in found.sort("kelompok").iter_rows()}
    return dict(sorted(told.items(), key=lambda item: (_ORDER.index(item[0]) if item[0] in _ORDER else -1, item[0])))


def group_of(members: pl.DataFrame, wanted: Sequence[str]) -> str | None:
    """The group of the first of these governments that has one."""
    where = dict(members.drop_nulls().iter_rows())
    return next((where[code] for code in wanted if code in where), None)


def group(kind: str, code: str, codes: Sequence[str], states: pl.DataFrame) -> Group:
    """The group of these governments. Whoever neither reports nor is expected to counts only where picked by hand."""
    where = dict(states.select("kode_wilayah", "keadaan").iter_rows())
    usual = "belum_wajib" if kind == OWN else None
    told = {c: where.get(c, usual) for c in sorted(set(codes))}
    waiting = [(c, state) for c, state in told.items() if state not in (None, "disetujui")]
    waiting = [(c, str(state)) for c, state in waiting if kind == OWN or state != "belum_wajib"]
    return Group(kind, code, tuple(c for c, state in told.items() if state == "disetujui"), tuple(waiting))


def figures(
    rows: pl.DataFrame, metrics: Sequence[str], codes: Sequence[str], measure: str, units: pl.DataFrame | None = None
) -> pl.DataFrame:
    """kode_wilayah, periode, metrik, varian, pembilang, penyebut, nilai, alasan of the group, in the measure asked for.

    rows: values of the metrics (default variants) and of SIZE. units: kode_wilayah, periode, jumlah; needed for PER_UNIT.
    """
    here = rows.filter(pl.col("kode_wilayah").is_in(list(codes)))
    wanted = here.filter(pl.col("metrik").is_in(list(metrics)))
    if measure == AS_IS:
        return wanted
    sizes = here.filter(pl.col("metrik") == SIZE).select("kode_wilayah", "periode", pl.col("penyebut").alias("jumlah"))
    if measure == PER_UNIT:
        sizes = units if units is not None else sizes.clear()
    return peers.per_size(wanted, sizes, FACTOR[measure])


def ways(metrics: Sequence[str]) -> dict[str, str]:
    """metrik → naik, turun or netral."""
    return {name: catalog()[name].direction for name in metrics}


def standing(shown: pl.DataFrame, metrics: Sequence[str]) -> pl.DataFrame:
    """Ranks in the group; see `etl.metrics.peers.standing`."""
    return peers.standing(shown, ways(metrics))


def together(shown: pl.DataFrame, measure: str) -> dict[str, dict[str, object]]:
    """metrik → the group's one figure (`etl.metrics.national.aggregate`); nothing in a measure per size."""
    if measure != AS_IS:
        return {}
    return {row["metrik"]: row for row in national.aggregate(shown, []).iter_rows(named=True)}


def medians(shown: pl.DataFrame) -> dict[str, tuple[float | None, int]]:
    """metrik → (median or None of too few, governments with a figure)."""
    told = national.spread(shown, [])
    return {row["metrik"]: (row["tengah"], int(row["n"])) for row in told.iter_rows(named=True)}


def medians_by_quarter(rows: pl.DataFrame) -> dict[str, float | None]:
    """periode → the group's median of one metric."""
    return dict(national.spread(rows, ["periode"]).select("periode", "tengah").iter_rows())


def usual_choice(ranked: pl.DataFrame, approved: Sequence[str], metrics: Sequence[str]) -> list[str]:
    """The first, the middle and the last by the first metric that anybody has a figure of; else the first by code."""
    for name in metrics:
        order = ranked.filter(pl.col("metrik") == name).sort("peringkat", "kode_wilayah")["kode_wilayah"].to_list()
        if order:
            return list(dict.fromkeys([order[0], order[(len(order) - 1) // 2], order[-1]]))
    return list(approved[:3])


def sides(ranked: pl.DataFrame, chosen: Sequence[str]) -> list[tuple[str, int, int]]:
    """(kode_wilayah, metrics on the good side of the median, metrics that have a side), the most first; those with any side."""
    with_side = ranked.filter(pl.col("kode_wilayah").is_in(list(chosen)) & pl.col("sisi").is_not_null())
    good = (pl.col("sisi") == "baik").sum().cast(pl.Int64)
    told = with_side.group_by("kode_wilayah").agg(good.alias("baik"), pl.len().alias("m"))
    place = {code: n for n, code in enumerate(chosen)}
    return sorted(((c, int(a), int(m)) for c, a, m in told.iter_rows()), key=lambda r: (-r[1], r[2], place[r[0]]))


def fewest() -> int:
    """Under so many governments no median is told."""
    return int(value("acuan-nasional", "median_terkecil").value)
