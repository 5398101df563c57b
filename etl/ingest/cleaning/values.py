"""`nilai` columns: the written form of etl.contracts.values, by the indicator's jenis_nilai."""

from __future__ import annotations

import polars as pl

from etl.contracts.values import ANGKA, PREDIKAT, RENTANG, YA_TIDAK
from etl.ingest.cleaning import numbers
from etl.ingest.cleaning.choices import squeezed
from etl.ingest.cleaning.text import number_as_text
from etl.ingest.vocabulary import yes_no

UNKNOWN = "?"
"""jenis_nilai of a row whose indicator is not in the submission: whatever form fits is taken."""

_BETWEEN = r"\s*(?:\.\.|-|–|—|−|~|\b(?i:s\.?/?d\.?|sampai(?: dengan)?|hingga|to)(?:\s|\b))\s*"
_END = r"([+-]?\d+(?:[.,]\d+)*)"
_RANGE = rf"^{_END}\s*%?{_BETWEEN}{_END}\s*(?:[^\d\s.,].*)?$"


def value(frame: pl.DataFrame) -> pl.DataFrame:
    """Canonical text. frame also has `jenis` (jenis_nilai of the row) and `counted` (whether its satuan counts whole things)."""
    clean, jenis = pl.col("clean"), pl.col("jenis")
    frame = frame.hstack(numbers.parse(frame["clean"], frame["counted"]))
    frame = frame.with_columns(pl.coalesce(numbers.without_noise(pl.col("n")), "number").alias("number"))
    frame = frame.with_columns(
        number_as_text(pl.col("number")).alias("as_number"),
        _ranges(frame["clean"], frame["counted"]),
        pl.when(clean.str.contains(r"^\p{L}[^\d]*$")).then(clean.str.to_uppercase()).alias("as_grade"),
    )
    answer = squeezed(pl.coalesce("clean", "as_number")).replace_strict(yes_no(), default=None, return_dtype=pl.String)
    frame = frame.with_columns(answer.alias("as_answer")).with_columns(_by_kind(jenis).alias("value"))
    failed = pl.col("value").is_null() & pl.col("filled")
    two_ways = pl.col("two_ways") & jenis.is_in([ANGKA, RENTANG, UNKNOWN])
    rule = pl.when(failed & two_ways).then(pl.lit("tipe.ambigu")).when(failed).then(pl.lit("tipe.nilai"))
    return frame.with_columns(rule.alias("rule"))


def _by_kind(jenis: pl.Expr) -> pl.Expr:
    return (
        pl.when(jenis == ANGKA).then("as_number")
        .when(jenis == RENTANG).then(pl.coalesce("as_range", "as_number"))
        .when(jenis == PREDIKAT).then("as_grade")
        .when(jenis == YA_TIDAK).then("as_answer")
        .otherwise(pl.coalesce("as_number", "as_range", "as_answer", "as_grade"))
    )  # fmt: skip


def _ranges(clean: pl.Series, counted: pl.Series) -> pl.Series:
    ends = pl.select(pl.lit(clean).str.extract(_RANGE, 1).alias("low"), pl.lit(clean).str.extract(_RANGE, 2).alias("high"))
    read = pl.DataFrame({end: numbers.parse(ends[end], counted)["number"] for end in ("low", "high")})
    low, high = pl.col("low"), pl.col("high")
    written = pl.concat_str([number_as_text(low), pl.lit(".."), number_as_text(high)])
    return read.select(pl.when(low <= high).then(written).alias("as_range")).to_series()
