"""Tables as CSV that Indonesian Excel opens in columns, and that cannot start a formula there."""

from __future__ import annotations

import polars as pl

from etl.validation.annotate.safe import neutral


def csv_bytes(table: pl.DataFrame, lang: str = "id", *, about: list[str] | None = None) -> bytes:
    """UTF-8 with BOM; `;` and decimal comma in Indonesian, `,` and point in English. about: lines above the header."""
    comma = lang == "id"
    texts = [name for name, dtype in table.schema.items() if dtype == pl.String]
    cured = table.with_columns(pl.col(texts).map_elements(neutral, return_dtype=pl.String)) if texts else table
    cured = cured.rename({name: str(neutral(name)) for name in cured.columns})
    body = cured.write_csv(separator=";" if comma else ",", decimal_comma=comma)
    head = "".join(f"{_one_cell(f'# {line}')}\n" for line in about or [])
    return ("\ufeff" + head + body).encode("utf-8")


def _one_cell(line: str) -> str:
    """A line above the table, which stays one cell whatever a name in it holds."""
    line = " ".join(line.split())
    return '"' + line.replace('"', '""') + '"' if any(sign in line for sign in ';,"') else line
