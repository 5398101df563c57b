"""The quarter's workbook as a region fills it in: one sheet per dataset from the contracts, which ingest reads back unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import polars as pl
import xlsxwriter

from etl.contracts import contracts
from etl.locale import text
from etl.periods import Period
from etl.template import guide, sheets
from etl.template.guide import About, Confirmed
from etl.template.lists import Lists
from etl.template.look import Look

__all__ = ["Confirmed", "write"]


def write(
    path: Path | BinaryIO,
    kode_wilayah: str,
    periode: str,
    tables: Mapping[str, pl.DataFrame] | None,
    *,
    confirmed: Sequence[Confirmed] = (),
    deadline: date | None = None,
    since: str | None = None,
    lang: str = "id",
) -> None:
    """Write the template of one region and quarter to a file; without `tables` it is blank.

    tables: rows in contract types by dataset, NIP and names in clear. since: the quarter they come from. confirmed: the
    warnings confirmed then. deadline: the last day to submit. xlsxwriter.exceptions.FileCreateError where nothing can be written.
    """
    held = dict(tables or {})
    rows = {dataset: frame.height for dataset, frame in held.items()}
    about = About(kode_wilayah, periode, since, deadline, tuple(confirmed), rows, _lapsed(held.get("tim"), periode), lang)
    with xlsxwriter.Workbook(path if not isinstance(path, Path) else str(path)) as book:
        book.set_properties({"title": guide.title(about), "subject": text("templat.subjek", lang), "author": "Ramping"})
        look, lists = Look.of(book), Lists(book)
        guide.add(book, look, about)
        for dataset in contracts():
            sheets.add(book, look, lists, dataset, held.get(dataset), about)
        lists.add()


def _lapsed(teams: pl.DataFrame | None, periode: str) -> int:
    if teams is None:
        return 0
    active = pl.col("status").fill_null("aktif") == "aktif"
    return teams.filter(active & (pl.col("tanggal_selesai") < Period.parse(periode).last_day)).height
