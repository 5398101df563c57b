"""From cells to contract types: a frame with exactly the contract's schema, and an issue for each cell that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from etl.contracts import ROW_KEYS, Column, contract
from etl.contracts.parsed import ISSUE_SCHEMA
from etl.contracts.values import ANGKA
from etl.ingest.cleaning import clean, shown
from etl.ingest.cleaning.numbers import is_count
from etl.ingest.cleaning.values import UNKNOWN
from etl.ingest.raw import MASKED
from etl.ingest.tables import Table


@dataclass(frozen=True)
class Submission:
    """The row keys of one submission."""

    kiriman_id: str
    kode_wilayah: str
    periode: str


def typed(table: Table, keys: Submission, indicators: pl.DataFrame | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed frame and its issues. indicators: the typed sheet `indikator`, which tells how values of `capaian` are read."""
    columns = contract(table.dataset).columns
    read: dict[str, pl.Series] = {}
    issues: list[pl.DataFrame] = []
    later = [column for column in columns.values() if column.type == "nilai"]
    for column in [c for c in columns.values() if c.type != "nilai"]:
        _column(table, column, read, issues)
    if any(column.name in table.cells.columns for column in later):
        context = _context(table, read, indicators)
        for column in later:
            _column(table, column, read, issues, context)
    frame = _framed(table, read, keys)
    return frame, pl.concat([_issues(keys, table.dataset, issue) for issue in issues] or [pl.DataFrame(schema=ISSUE_SCHEMA)])


def _column(
    table: Table, column: Column, read: dict[str, pl.Series], issues: list[pl.DataFrame], context: pl.DataFrame | None = None
) -> None:
    """Read one column into `read`; a column that the file lacks is null."""
    if column.name not in table.cells.columns:
        return
    jenis, counted = (None, None) if context is None else (context["jenis"], context["counted"])
    cleaned = clean(table.cells[column.name], table.dataset, column, jenis, counted)
    read[column.name] = cleaned["value"].alias(column.name)
    if cleaned["rule"].null_count() < cleaned.height:
        failed = (
            table.cells.select("baris_sumber", column.name).with_columns(cleaned["rule"].alias("aturan")).drop_nulls("aturan")
        )
        name = pl.lit(column.name).alias("kolom")
        issues.append(failed.select("baris_sumber", "aturan", name, _told(failed, column).alias("nilai")))


def _told(failed: pl.DataFrame, column: Column) -> pl.Expr:
    """The cell as the sender sees it. In a personal column only an error of Excel; an uncalculated formula shows nothing."""
    cell = pl.lit(shown(failed[column.name]))
    rule = pl.col("aturan")
    open_ = pl.when(rule == "tipe.sel_galat").then(cell).otherwise(pl.lit(MASKED)) if column.personal else cell
    return pl.when(rule != "tipe.rumus_tanpa_nilai").then(open_)


def _context(table: Table, read: dict[str, pl.Series], indicators: pl.DataFrame | None) -> pl.DataFrame:
    """jenis and counted of each row: from the row itself (indikator), else from its indicator."""
    height = table.cells.height
    if table.dataset == "indikator":
        own = pl.DataFrame(
            [read.get(name, pl.Series([None] * height, dtype=pl.String)).alias(name) for name in ("jenis_nilai", "satuan")]
        )
        return own.select(pl.col("jenis_nilai").fill_null(ANGKA).alias("jenis"), is_count(pl.col("satuan")).alias("counted"))
    codes = read.get("kode_indikator", pl.Series([None] * height, dtype=pl.String)).alias("kode_indikator").to_frame()
    if indicators is None:
        return codes.with_columns(pl.lit(UNKNOWN).alias("jenis"), pl.lit(False).alias("counted"))
    known = indicators.drop_nulls("kode_indikator").unique("kode_indikator", keep="first")
    known = known.select(
        "kode_indikator", pl.col("jenis_nilai").fill_null(ANGKA).alias("jenis"), is_count(pl.col("satuan")).alias("counted")
    )
    joined = codes.join(known, on="kode_indikator", how="left", maintain_order="left")
    return joined.select(pl.col("jenis").fill_null(UNKNOWN), pl.col("counted").fill_null(False))


def _framed(table: Table, read: dict[str, pl.Series], keys: Submission) -> pl.DataFrame:
    frame = pl.DataFrame([table.cells["baris_sumber"], *read.values()])
    return with_keys(frame, table.dataset, keys)


def with_keys(frame: pl.DataFrame, dataset: str, keys: Submission) -> pl.DataFrame:
    """The frame with exactly the contract's schema; columns it lacks are null."""
    given = {"kiriman_id": keys.kiriman_id, "kode_wilayah": keys.kode_wilayah, "periode": keys.periode}
    schema = contract(dataset).schema
    empty = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items() if name not in {*frame.columns, *ROW_KEYS}]
    return frame.with_columns(*(pl.lit(value).alias(name) for name, value in given.items()), *empty).select(*schema)


def _issues(keys: Submission, dataset: str, failed: pl.DataFrame) -> pl.DataFrame:
    named = failed.with_columns(kiriman_id=pl.lit(keys.kiriman_id), dataset=pl.lit(dataset))
    return named.select(pl.col(name).cast(dtype) for name, dtype in ISSUE_SCHEMA.items())
