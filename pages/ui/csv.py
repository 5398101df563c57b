"""Tables as CSV that Indonesian Excel opens in columns, and that cannot start a formula there."""

from __future__ import annotations

import polars as pl

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str | None) -> str | None:
    """The cell, with an apostrophe before anything that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell and cell.lstrip(" ").startswith(_FORMULA) else cell


def csv_bytes(table: pl.DataFrame, lang: str = "id", *, about: list[str] | None = None) -> bytes:
    """UTF-8 with BOM; `;` and decimal comma in Indonesian, `,` and point in English. about: lines above the header."""
    comma = lang == "id"
    texts = [name for name, dtype in table.schema.items() if dtype == pl.String]
    cured = table.with_columns(pl.col(texts).map_elements(safe, return_dtype=pl.String)) if texts else table
    cured = cured.rename({name: str(safe(name)) for name in cured.columns})
    body = cured.write_csv(separator=";" if comma else ",", decimal_comma=comma)
    head = "".join(f"# {line}\n" for line in about or [])
    return ("\ufeff" + head + body).encode("utf-8")
