"""Frames to files: Parquet per dataset, or one workbook with a sheet per dataset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.contracts import Column, contract, contracts

_CREATED = datetime(2025, 1, 15)  # fixed: the same frames give the same bytes


def write_parquet(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """One file per dataset; returns the paths in the order of the contracts."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for dataset in contracts():
        if dataset in tables:
            paths.append(folder / f"{dataset}.parquet")
            tables[dataset].write_parquet(paths[-1], compression="zstd", compression_level=1, statistics=False)
    return paths


def workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    """One sheet per dataset, header in row 1, codes and NIP as text; the same tables always give the same bytes."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "Data contoh Ramping (pegawai sintetis)", "created": _CREATED})
        formats = {"head": book.add_format({"bold": True}), "text": book.add_format({"num_format": "@"}),
                   "date": book.add_format({"num_format": "yyyy-mm-dd"})}  # fmt: skip
        for dataset in contracts():
            if dataset in tables:
                _sheet(book.add_worksheet(dataset), dataset, tables[dataset], formats)


def _sheet(sheet: Worksheet, dataset: str, rows: pl.DataFrame, formats: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 0)
    for i, column in enumerate(contract(dataset).columns.values()):
        sheet.write_string(0, i, column.name, formats["head"])
        sheet.set_column(i, i, max(12, len(column.name) + 2))
        for row, value in enumerate(rows[column.name], 1):
            if value is not None:
                _cell(sheet, row, i, column, value, formats)


def _cell(sheet: Worksheet, row: int, place: int, column: Column, value: object, formats: dict[str, Format]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, datetime.min.time()), formats["date"])
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif column.type == "nilai" and _is_number(str(value)):
        sheet.write_number(row, place, float(str(value)))
    else:
        sheet.write_string(row, place, str(value), formats["text"] if column.type in ("kode", "nip") else None)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
