"""CSV and Parquet have no colours: their rows as text in a workbook, which is then marked like any other."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from etl.contracts.parsed import FILE_STEP
from etl.validation.annotate import delimited
from etl.validation.annotate.cells import LAST, address, cell

_CREATED = datetime(2025, 1, 15)  # fixed: the same rows give the same bytes
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 32_767
_TELLING = 200
"""So many findings are enough to tell the delimiter."""


def from_csv(source: Path, findings: pl.DataFrame) -> tuple[bytes, pl.DataFrame]:
    """The workbook, and the findings under the name its sheet has there; the cells are those of the CSV."""
    told = delimited.decoded(source.read_bytes())
    values = {
        place: row["nilai"]
        for row in findings.head(_TELLING).iter_rows(named=True)
        if (place := cell(row["sel"])) and row["nilai"]
    }
    rows = delimited.rows(told.content, delimited.delimiter(told.content, values))
    name = _sheet_name(source, findings)
    return _workbook(rows, name), findings.with_columns(pl.lit(name).alias("sheet"))


def from_parquet(source: Path, findings: pl.DataFrame) -> tuple[bytes, pl.DataFrame]:
    """The workbook, column names in row 1, and the findings at their cells: row 1 of the data is row 2 here."""
    frame = pl.read_parquet(source)
    own = frame.schema.get("baris_sumber") == pl.Int64 and not frame["baris_sumber"].null_count()
    numbers = frame["baris_sumber"].to_list() if own else range(1, frame.height + 1)
    row_of = {number: row for row, number in enumerate(numbers, 2)}
    columns = {name.strip().lower(): place for place, name in enumerate(frame.columns, 1)}
    texts = frame.select(pl.all().cast(pl.String, strict=False).fill_null(""))
    name = _sheet_name(source, findings)
    moved = [row_of.get(number % FILE_STEP if number is not None else None) for number in findings["baris_sumber"]]
    cells = [
        address((row, columns[k])) if row and k in columns else None for row, k in zip(moved, findings["kolom"], strict=True)
    ]
    told = findings.with_columns(
        pl.lit(name).alias("sheet"), pl.Series("sel", cells, dtype=pl.String), pl.Series("baris_sumber", moved, dtype=pl.Int64)
    )
    return _workbook([frame.columns, *texts.rows()], name), told


def _sheet_name(source: Path, findings: pl.DataFrame) -> str:
    """The dataset, so that the workbook can be sent back as it is; else the file's own name."""
    datasets = findings["dataset"].drop_nulls().unique().to_list()
    name = datasets[0] if len(datasets) == 1 else source.stem
    return _FORBIDDEN.sub(" ", name).strip("' ")[:31] or "Data"


def _workbook(rows: Iterable[Sequence[str]], name: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet, text = book.add_worksheet(name), book.add_format({"num_format": "@"})
        for number, row in enumerate(rows):
            if number >= LAST[0]:
                break
            for column, said in enumerate(row[: LAST[1]]):
                if said:
                    sheet.write_string(number, column, said[:_LONGEST], text)
    return out.getvalue()
