"""Predicates of staff, spread within each agency as the predicate of its organisation asks (SE MenPANRB 3/2023)."""

from __future__ import annotations

import polars as pl

_SHARES = {
    "baik": (0.28, 0.62, 0.07),
    "terlalu_baik": (0.12, 0.80, 0.06),
    "istimewa": (0.55, 0.41, 0.03),
    "butuh_perbaikan": (0.05, 0.29, 0.63),
}
"""Shares of Sangat Baik, Baik and Butuh Perbaikan; the rest is Kurang or below."""


def mixed(salt: int) -> pl.Expr:
    """A number 0-99 per person that looks random."""
    return ((pl.col("orang") + salt) * 2654435761 % 4294967296 // 65536 % 100).cast(pl.Int64)


def appraisal(quarter: int, appraised: pl.Expr, ratings: dict[str, str]) -> pl.Expr:
    """The predicate of those who are appraised. ratings: of each agency, a key of the shares or `belum`."""
    appraised = appraised & ~pl.col("opd").is_in([opd for opd, rating in ratings.items() if rating == "belum"])
    order = pl.when(appraised).then(mixed(401 + quarter) * 1_000_000 + pl.col("orang"))
    place = (order.rank("ordinal").over("opd") - 0.5) / appraised.sum().over("opd")
    best, good, fair = (_share(i, ratings) for i in range(3))
    return (
        pl.when(~appraised).then(pl.lit(None, pl.String))
        .when(place < best).then(pl.lit("sangat_baik"))
        .when(place < best + good).then(pl.lit("baik"))
        .when(place < best + good + fair).then(pl.lit("butuh_perbaikan"))
        .when(pl.col("orang") % 4 > 0).then(pl.lit("kurang"))
        .otherwise(pl.lit("sangat_kurang"))
    ).alias("predikat_kinerja")  # fmt: skip


def _share(place: int, ratings: dict[str, str]) -> pl.Expr:
    shares = {opd: _SHARES[rating][place] for opd, rating in ratings.items() if rating in _SHARES}
    return pl.col("opd").replace_strict(shares, default=_SHARES["baik"][place], return_dtype=pl.Float64)


def cells(quarter: int) -> list[pl.Expr]:
    """Result and behaviour that give the predicate (PermenPANRB 6/2022; all nine cells)."""
    found, drawn = pl.col("predikat_kinerja"), mixed(907 + quarter)
    above, fit, below = pl.lit("di_atas"), pl.lit("sesuai"), pl.lit("di_bawah")
    result = (
        pl.when(found == "sangat_baik").then(above)
        .when(found.is_in(["butuh_perbaikan", "sangat_kurang"])).then(below)
        .when(drawn < 25).then(above).otherwise(fit)
    )  # fmt: skip
    conduct = (
        pl.when(found == "sangat_baik").then(above)
        .when(found.is_in(["kurang", "sangat_kurang"])).then(below)
        .when(drawn >= 75).then(above).otherwise(fit)
    )  # fmt: skip
    known = found.is_not_null()
    return [pl.when(known).then(result).alias("hasil_kerja"), pl.when(known).then(conduct).alias("perilaku_kerja")]
