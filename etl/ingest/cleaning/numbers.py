"""Numbers as Indonesian offices write them. What can be read in two ways is never guessed.

Decimal comma and decimal point, thousand dots and thousand commas, `Rp`, `,-`, `%` and a unit behind the figure are understood.
`1.234` alone is one thousand or one point two: only `Rp` or a unit that counts whole things decides.
"""

from __future__ import annotations

import re

import polars as pl

from etl.ingest.cleaning.text import tidy
from etl.ingest.vocabulary import common

_MONEY = r"^(?i:rp|idr)\.?\s*"
_FIGURE = r"^([+\-−]?\d[\d.,]*(?:[eE][+\-]?\d+)?)"
_TAIL = r"^[+\-−]?\d[\d.,]*(?:[eE][+\-]?\d+)?\s*(?:[,.]?-+)?\s*([^\d\s].*)?$"
_PLAIN = r"^[+-]?\d+(?:[eE][+-]?\d+)?$|^[+-]?\d(?:\.\d+)?[eE][+-]?\d+$"
_DOTS = r"^[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^[+-]?\d{1,3}(?:\.\d{3})+,\d+$"
_COMMAS = r"^[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^[+-]?\d{1,3}(?:,\d{3})+\.\d+$"
_TWO_WAYS = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_COMMA = r"^[+-]?\d+,\d+$"
_POINT = r"^[+-]?\d+\.\d+$"


def parse(clean: pl.Series, counted: pl.Series | None = None) -> pl.DataFrame:
    """`number` of each text, and whether it can be read in `two_ways` (then there is no number).

    clean: text as `present` leaves it. counted: whether the sheet says elsewhere that whole things are counted (satuan).
    """
    if clean.null_count() == clean.len():
        nothing = pl.Series("number", [None] * clean.len(), dtype=pl.Float64)
        return nothing.to_frame().with_columns(pl.lit(False).alias("two_ways"))
    # In stages: one expression would repeat each part wherever it is used, and grow beyond any memory.
    given = pl.lit(False) if counted is None else pl.lit(counted.fill_null(False))
    text, bare, unit, figure = pl.col("text"), pl.col("bare"), pl.col("unit"), pl.col("figure")
    return (
        clean.alias("text").to_frame()
        .with_columns(text.str.replace(_MONEY, "").alias("bare"), text.str.contains(_MONEY).alias("money"), given.alias("given"))
        .with_columns(bare.str.extract(_TAIL, 1).fill_null("").alias("unit"), bare.str.contains(_TAIL).alias("alone"))
        # A cell holds a figure and perhaps one unit; anything else (`7-8`, `1:17,9`, `>90`) is no number.
        .with_columns(
            pl.when(pl.col("alone") & ~unit.str.contains(r"\d|^[:;/<>=–-]")).then(bare.str.extract(_FIGURE, 1)).alias("figure"),
            (pl.col("money") | pl.col("given") | unit.str.contains(_counting())).alias("whole"),
        )
        .with_columns(figure.str.replace("−", "-").str.strip_chars_end(".,"))
        .with_columns(figure.str.contains(_TWO_WAYS).fill_null(False).alias("form"))
        .with_columns(_plain().cast(pl.Float64, strict=False).alias("raw"))
        .select(
            without_noise(pl.col("raw")).alias("number"),
            (pl.col("form") & ~pl.col("whole")).fill_null(False).alias("two_ways"),
        )
    )  # fmt: skip


def _plain() -> pl.Expr:
    """The figure with a decimal point and no thousand marks; null where it can be read in two ways."""
    figure, form = pl.col("figure"), pl.col("form")
    bare = figure.str.replace_all(r"[.,]", "")
    return (
        pl.when(form & pl.col("whole")).then(bare)
        .when(form).then(pl.lit(None, dtype=pl.String))
        .when(figure.str.contains(_DOTS)).then(figure.str.replace_all(".", "", literal=True).str.replace(",", "."))
        .when(figure.str.contains(_COMMAS)).then(figure.str.replace_all(",", "", literal=True))
        .when(figure.str.contains(_COMMA)).then(figure.str.replace(",", "."))
        .when(figure.str.contains(_POINT) | figure.str.contains(_PLAIN)).then(figure)
    )  # fmt: skip


def without_noise(number: pl.Expr) -> pl.Expr:
    """60.755499999999998 → 60.7555; nothing that is not finite."""
    # Rounding multiplies first: beyond a hundred thousand it would add noise of its own (66495000000.0 → 66495000000.00001).
    small = number.is_finite() & (number.abs() < 100_000)
    return pl.when(small).then(number.round(10)).when(number.is_finite()).then(number)


def is_count(unit: pl.Expr) -> pl.Expr:
    """Whether a satuan counts whole things."""
    return tidy(unit).str.contains(_counting())


def decimal(frame: pl.DataFrame) -> pl.DataFrame:
    """A number with decimals; money and per cent too (98,63 % is 98.63)."""
    return _read(frame, "tipe.desimal")


def integer(frame: pl.DataFrame) -> pl.DataFrame:
    """A whole number."""
    read, value = _read(frame, "tipe.bilangan"), pl.col("value")
    fits = (value == value.round(0)) & (value.abs() < 2**53)
    return read.with_columns(
        pl.when(fits).then(value).cast(pl.Int64, strict=False).alias("value"),
        pl.coalesce("rule", pl.when(value.is_not_null() & ~fits).then(pl.lit("tipe.bilangan"))).alias("rule"),
    )


def _read(frame: pl.DataFrame, otherwise: str) -> pl.DataFrame:
    read = frame.hstack(parse(frame["clean"])).with_columns(pl.coalesce(without_noise(pl.col("n")), "number").alias("value"))
    failed = pl.col("value").is_null() & pl.col("filled")
    rule = pl.when(pl.col("two_ways")).then(pl.lit("tipe.ambigu")).when(failed).then(pl.lit(otherwise))
    return read.with_columns(rule.alias("rule"))


def _counting() -> str:
    return f"^(?i:{'|'.join(re.escape(word) for word in common()['counted'])})\\b"
