"""Text as it was meant: ordinary blanks, no marks for what is missing, codes and NIP as text."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from etl.ingest.raw import UNCALCULATED
from etl.ingest.vocabulary import common

_BLANKS = r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+"
_DASHES = r"^[-–—−‐‑_.…\s]+%?$"
_ERROR_CELL = r"^#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)$"
_LARGEST_EXACT = 1e15
"""Excel keeps 15 digits; a larger whole number has lost some."""


def tidy(text: pl.Expr) -> pl.Expr:
    """Single ordinary blanks, none at the ends; empty becomes null."""
    trimmed = text.str.replace_all(_BLANKS, " ").str.strip_chars(" ")
    return pl.when(trimmed != "").then(trimmed)


def present(text: pl.Expr) -> pl.Expr:
    """Tidy text as it is, null where the sender marked that there is none: `-`, `n/a`, dotted placeholders."""
    return pl.when(~text.str.contains(_missing())).then(text)


@cache
def _missing() -> str:
    marks = "|".join(re.escape(word) for word in common()["missing"])
    return f"{_DASHES}|^(?i:{marks})$"


def is_error(text: pl.Expr) -> pl.Expr:
    """Whether tidy text is one of Excel's errors."""
    return text.str.contains(_ERROR_CELL).fill_null(False)


def is_uncalculated(text: pl.Expr) -> pl.Expr:
    """Whether tidy text stands for a formula without a value."""
    return (text == UNCALCULATED).fill_null(False)


def number_as_text(number: pl.Expr) -> pl.Expr:
    """A number in its shortest form with a decimal point, free of float noise: 5, 85.5."""
    whole = (number == number.round(0)) & (number.abs() < _LARGEST_EXACT)
    return pl.when(whole).then(number.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(number.round(10).cast(pl.String))


def words(frame: pl.DataFrame) -> pl.DataFrame:
    """Free text: whatever type the cell had, as text; and no rule can fail."""
    return frame.with_columns(as_text().alias("value"), pl.lit(None, dtype=pl.String).alias("rule"))


def as_text() -> pl.Expr:
    """A cell of any type as text."""
    return pl.coalesce("clean", number_as_text(pl.col("n")), pl.col("d").cast(pl.String))


def code(frame: pl.DataFrame) -> pl.DataFrame:
    """Codes stay text. A code that the file holds as a number may have lost digits (1.10 → 1.1): only whole ones are taken."""
    number, clean = pl.col("n"), _bare(pl.col("clean"), r"^['\s]+")
    whole = (number == number.round(0)) & (number.abs() < _LARGEST_EXACT)
    # In a column of codes with leading zeros a bare number has lost its own.
    zeros = clean.str.contains(r"^0\d").any()
    lost = (number.is_not_null() & (~whole | zeros)) | pl.col("d").is_not_null()
    value = pl.coalesce(clean, number_as_text(number))
    rule = pl.when(lost).then(pl.lit("tipe.kode_angka"))
    return frame.with_columns(pl.when(~lost).then(value).alias("value"), rule.alias("rule"))


def _bare(text: pl.Expr, marks: str) -> pl.Expr:
    """Text without the marks that keep it from being read as a number; null where nothing, or a mark for none, is left."""
    return present(tidy(text.str.replace_all(marks, "")))


def nip(frame: pl.DataFrame) -> pl.DataFrame:
    """NIP is text: prefix, apostrophe and blanks go. One stored as a number has lost digits for good and is refused."""
    bare = _bare(pl.col("clean"), r"^(?i:nip|[.:'\s])+|[\s']")
    frame = frame.with_columns(bare.alias("value"))
    # Traces of a number in a CSV: 1.98E+17, a trailing .0, 18 digits whose last three became 000.
    traces = pl.col("value").str.contains(r"^\d(?:[.,]\d+)?[eE]\+?\d+$|^\d{17,}\.0+$|^\d{15}000$").fill_null(False)
    refused = pl.col("n").is_not_null() | pl.col("d").is_not_null() | traces
    return frame.with_columns(
        pl.when(~refused).then(pl.col("value")).alias("value"), pl.when(refused).then(pl.lit("tipe.nip_angka")).alias("rule")
    )
