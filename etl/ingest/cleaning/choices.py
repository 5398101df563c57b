"""Enumerated values: case, blanks, hyphens, points and underscores are forgiven; other spellings come from a data file."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from etl.ingest.cleaning.text import as_text


def squeezed(text: pl.Expr) -> pl.Expr:
    """As vocabulary.squeezed, as an expression."""
    bare = text.str.to_lowercase().str.replace_all(r"[\W_]+", "")
    return pl.when(bare != "").then(bare).otherwise(text.str.strip_chars())


def choice(frame: pl.DataFrame, known: Mapping[str, str]) -> pl.DataFrame:
    """One of the contract's values. known: squeezed spelling → value."""
    value = squeezed(as_text()).replace_strict(dict(known), default=None, return_dtype=pl.String)
    frame = frame.with_columns(value.alias("value"))
    failed = pl.col("value").is_null() & pl.col("filled")
    return frame.with_columns(pl.when(failed).then(pl.lit("tipe.pilihan")).alias("rule"))
