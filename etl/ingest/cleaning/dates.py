"""Dates: Excel's own, `28/2/2023` (day first, always), `2023-02-28`, `5 Desember 2013`, Excel serial numbers."""

from __future__ import annotations

import polars as pl

_MONTHS = {
    1: "januari|january|jan",
    2: "februari|pebruari|february|feb|peb",
    3: "maret|march|mar",
    4: "april|apr",
    5: "mei|may",
    6: "juni|june|jun",
    7: "juli|july|jul",
    8: "agustus|august|agt|ags|agu|aug",
    9: "september|sept|sep",
    10: "oktober|october|okt|oct",
    11: "november|nopember|nov|nop",
    12: "desember|december|des|dec",
}
_SERIAL = (10_000, 80_000)
"""Excel serials taken as dates: 1927 to 2119; smaller and larger numbers are no date."""
_TIME = r"(?:[ T,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s*(?i:wib|wita|wit|z))?)?$"
_NUMERIC = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})" + _TIME
_ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME
_NAMED = r"^(\d{1,2})[.\s\-]+([A-Za-z]+)[.,\s\-]+(\d{4})" + _TIME


def date(frame: pl.DataFrame) -> pl.DataFrame:
    """A day. Day and month are never swapped to make an impossible date fit."""
    clean = pl.col("clean")
    written = pl.when(clean.str.contains(r"^\d{5}(?:[.,]\d+)?$")).then(clean.str.slice(0, 5).cast(pl.Float64, strict=False))
    frame = frame.with_columns(pl.coalesce("n", written).alias("serial")).with_columns(
        _from_serial(pl.col("serial")).alias("from_serial"),
        _from_parts(clean, _ISO, (1, 2, 3)).alias("from_iso"),
        _from_parts(clean, _NUMERIC, (3, 2, 1)).alias("from_numeric"),
        _from_named(clean).alias("from_named"),
    )
    frame = frame.with_columns(pl.coalesce("d", "from_serial", "from_iso", "from_numeric", "from_named").alias("value"))
    failed = pl.col("value").is_null() & pl.col("filled")
    return frame.with_columns(pl.when(failed).then(pl.lit("tipe.tanggal")).alias("rule"))


def _from_serial(serial: pl.Expr) -> pl.Expr:
    inside = serial.is_between(*_SERIAL)
    days = pl.when(inside).then(serial.floor()).cast(pl.Int64, strict=False)
    return pl.lit("1899-12-30").str.to_date() + pl.duration(days=days)


def _from_parts(text: pl.Expr, pattern: str, order: tuple[int, int, int]) -> pl.Expr:
    year, month, day = (text.str.extract(pattern, group).str.zfill(2) for group in order)
    return pl.concat_str([year, month, day], separator="-").str.to_date("%Y-%m-%d", strict=False)


def _from_named(text: pl.Expr) -> pl.Expr:
    name = text.str.extract(_NAMED, 2).str.to_lowercase()
    known = {spelling: f"{number:02}" for number, names in _MONTHS.items() for spelling in names.split("|")}
    month = name.replace_strict(known, default=None, return_dtype=pl.String)
    day, year = text.str.extract(_NAMED, 1).str.zfill(2), text.str.extract(_NAMED, 3)
    return pl.concat_str([year, month, day], separator="-").str.to_date("%Y-%m-%d", strict=False)
