"""Values of indicators (`nilai` columns: targets, realisation) in the one written form that ingest delivers.

jenis_nilai → form:  angka `85.5` · rentang `69.1..69.5` (or one number) · predikat `WTP` (capitals) · ya_tidak `ya` | `tidak`.
Numbers carry a decimal point and no thousand marks; null means that the sender gave no value.
"""

from __future__ import annotations

import re

import polars as pl

ANGKA, RENTANG, PREDIKAT, YA_TIDAK = "angka", "rentang", "predikat", "ya_tidak"

NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
CANONICAL: dict[str, str] = {
    ANGKA: rf"^{NUMBER}$",
    RENTANG: rf"^{NUMBER}(?:\.\.{NUMBER})?$",
    PREDIKAT: r"^[A-Z][^a-z]*$",
    YA_TIDAK: r"^(?:ya|tidak)$",
}
"""What the written form of each kind matches."""

Value = float | tuple[float, float] | str | bool | None


def read(text: str | None, jenis_nilai: str | None = None) -> Value:
    """The value of a canonical text; jenis_nilai null means angka. ValueError for a text that is not canonical."""
    if text is None:
        return None
    jenis = jenis_nilai or ANGKA
    if not re.fullmatch(CANONICAL[jenis], text):
        raise ValueError(f"not in the written form of {jenis}")
    if jenis == PREDIKAT:
        return text
    if jenis == YA_TIDAK:
        return text == "ya"
    low, _, high = text.partition("..")
    return (float(low), float(high or low)) if jenis == RENTANG else float(low)


def number(text: pl.Expr) -> pl.Expr:
    """Canonical text as a number; null for ranges, predicates and ya/tidak."""
    return text.cast(pl.Float64, strict=False)


def low(text: pl.Expr) -> pl.Expr:
    """The lower end of a range; the number itself where there is one only."""
    return text.str.extract(rf"^({NUMBER})(?:\.\.|$)", 1).cast(pl.Float64, strict=False)


def high(text: pl.Expr) -> pl.Expr:
    """The upper end of a range; the number itself where there is one only."""
    return text.str.extract(rf"(?:^|\.\.)({NUMBER})$", 1).cast(pl.Float64, strict=False)
