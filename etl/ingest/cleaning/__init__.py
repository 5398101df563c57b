"""Cleaning: per contract type the value and the id of the rule that the cell breaks (null: none), in Polars expressions."""

from __future__ import annotations

import polars as pl

from etl.contracts import Column
from etl.ingest.cleaning import choices, dates, numbers, text, values
from etl.ingest.vocabulary import choices as spellings

__all__ = ["clean", "shown"]

_BY_TYPE = {
    "kode": text.code,
    "teks": text.words,
    "nip": text.nip,
    "bilangan": numbers.integer,
    "desimal": numbers.decimal,
    "persen": numbers.decimal,
    "rupiah": numbers.decimal,
    "tanggal": dates.date,
    "nilai": values.value,
}


def clean(
    cells: pl.Series, dataset: str, column: Column, jenis: pl.Series | None = None, counted: pl.Series | None = None
) -> pl.DataFrame:
    """A CELL series read as the contract wants it: columns `value` and `rule`.

    jenis, counted: for `nilai` columns, the jenis_nilai of each row and whether its satuan counts whole things.
    """
    frame = cells.alias("c").to_frame().unnest("c")
    if all(part.null_count() == part.len() for part in frame):
        blank = {"value": column.dtype, "rule": pl.String()}
        return pl.DataFrame([pl.Series(name, [None] * frame.height, dtype=dtype) for name, dtype in blank.items()])
    context = {"jenis": jenis, "counted": counted}
    frame = frame.with_columns(series.alias(name) for name, series in context.items() if series is not None)
    frame = frame.with_columns(text.tidy(pl.col("t")).alias("t"))
    frame = frame.with_columns(_unreadable(pl.col("t")).alias("error"), text.present(pl.col("t")).alias("clean"))
    frame = frame.with_columns(pl.when(pl.col("error").is_null()).then(pl.col("clean")).alias("clean"))
    frame = frame.with_columns(pl.any_horizontal(pl.col("clean", "n", "d").is_not_null()).alias("filled"))
    rule = pl.coalesce("error", "rule")
    return _typed(frame, dataset, column).select(pl.col("value").cast(column.dtype), rule.alias("rule"))


def _unreadable(cell: pl.Expr) -> pl.Expr:
    """The rule broken by a cell without any value of its own, whatever its column; null for all others."""
    failed = pl.when(text.is_error(cell)).then(pl.lit("tipe.sel_galat"))
    return failed.when(text.is_uncalculated(cell)).then(pl.lit("tipe.rumus_tanpa_nilai"))


def shown(cells: pl.Series) -> pl.Series:
    """CELL values as the sender sees them."""
    cell = pl.col("c").struct
    text_or_number = pl.coalesce(
        text.tidy(cell.field("t")), text.number_as_text(cell.field("n")), cell.field("d").cast(pl.String)
    )
    return cells.alias("c").to_frame().select(text_or_number).to_series()


def _typed(frame: pl.DataFrame, dataset: str, column: Column) -> pl.DataFrame:
    if column.type == "pilihan":
        return choices.choice(frame, spellings(dataset, column.name))
    return _BY_TYPE[column.type](frame)
