"""Parquet: taken as it is when its columns already have contract types and written forms, else cleaned like a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.contracts import Column, contract
from etl.contracts.parsed import Place, RowCounts, SourceFile
from etl.contracts.values import NUMBER
from etl.errors import DataRefused
from etl.ingest.raw import CELL, Sheet, as_cell
from etl.ingest.tables import Note, Table, missing
from etl.ingest.vocabulary import ignored_columns, normal

MAX_ROWS = 2_000_000
"""Most rows of one file; compressed rows can be many more than the size of the file suggests."""

_WRITTEN = rf"^(?:{NUMBER}(?:\.\.{NUMBER})?|[A-Z][^a-z\d]*|ya|tidak)$"


def read(source: SourceFile) -> pl.DataFrame:
    """The file's rows; DataRefused when it cannot be read."""
    try:
        height = pl.scan_parquet(source.path).select(pl.len()).collect().item()
        if height > MAX_ROWS:
            raise DataRefused("galat_berkas.terlalu_banyak_baris", berkas=source.name, baris=height, batas=MAX_ROWS)
        frame = pl.read_parquet(source.path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataRefused("galat_berkas.rusak", berkas=source.name) from error
    if any(kind.is_nested() or kind in (pl.Binary, pl.Object) for kind in frame.dtypes):
        raise DataRefused("galat_berkas.bukan_tabel", berkas=source.name)
    return frame


def ready(frame: pl.DataFrame, dataset: str) -> pl.DataFrame | None:
    """The frame with baris_sumber where every column is the contract's, in type and written form; else None."""
    columns = contract(dataset).columns
    rest = set(frame.columns) - set(columns) - {"kiriman_id", "kode_wilayah", "periode", "baris_sumber"}
    present = [columns[name] for name in frame.columns if name in columns]
    if rest or any(name not in frame.columns for name in contract(dataset).required):
        return None
    if any(frame.schema[c.name] != c.dtype for c in present) or not _written(frame, present):
        return None
    return numbered(frame)


def _written(frame: pl.DataFrame, columns: list[Column]) -> bool:
    tests = [test.all() for test in written(columns)]
    return not tests or bool(frame.select(pl.all_horizontal(tests)).item())


def written(columns: Sequence[Column]) -> list[pl.Expr]:
    """Whether each cell of a column of choices or values has its written form; null for an empty one."""
    tests = [pl.col(c.name).is_in(c.choices) for c in columns if c.type == "pilihan"]
    return tests + [pl.col(c.name).str.contains(_WRITTEN) for c in columns if c.type == "nilai"]


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """With baris_sumber: the file's own, else the row's number, the first being 1."""
    if frame.schema.get("baris_sumber") == pl.Int64 and not frame["baris_sumber"].null_count():
        return frame
    return (
        frame.drop("baris_sumber", strict=False)
        .with_row_index("baris_sumber", offset=1)
        .with_columns(pl.col("baris_sumber").cast(pl.Int64))
    )


def table(frame: pl.DataFrame, sheet: Sheet, dataset: str, known: dict[str, str]) -> Table:
    """Rows with other types or spellings, as cells to be cleaned."""
    frame = numbered(frame)
    taken: dict[str, str] = {}
    for name in frame.columns:
        if name != "baris_sumber" and (column := known.get(normal(name))):
            taken.setdefault(column, name)
    cells = frame.select("baris_sumber", *(_cell(frame, name).alias(column) for column, name in taken.items()))
    notes = missing(dataset, list(taken), " | ".join(frame.columns))
    unknown = [n for n in frame.columns if n not in taken.values() and normal(n) not in ignored_columns()]
    notes += [Note("kepala.kolom_tak_dikenal", None, name) for name in unknown]
    return Table(dataset, cells, RowCounts(frame.height, 0), Place(sheet.file, sheet.name, 0, {}), notes)


def _cell(frame: pl.DataFrame, name: str) -> pl.Expr:
    kind = frame.schema[name]
    if kind.is_numeric():
        parts = [pl.lit(None, dtype=pl.String), pl.col(name).cast(pl.Float64), pl.lit(None, dtype=pl.Date)]
    elif kind in (pl.Date, pl.Datetime):
        parts = [pl.lit(None, dtype=pl.String), pl.lit(None, dtype=pl.Float64), pl.col(name).cast(pl.Date)]
    else:
        return as_cell(pl.col(name).cast(pl.String, strict=False)).cast(CELL)
    return pl.struct(*(part.alias(field) for part, field in zip(parts, "tnd", strict=True)))
