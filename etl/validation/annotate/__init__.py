"""The sender's own file back: with its findings marked (`annotated`), or with single cells changed (`patched`).

| module | does |
|---|---|
| `markup`, `package`, `cells` | XML as text, the parts of a workbook, cell addresses |
| `sheet`, `styles`, `notes`, `shapes`, `workbook` | one kind of part each, changed in place |
| `marks`, `listing`, `book` | findings in words, the sheet *Temuan*, all of it into one workbook |
| `plain`, `delimited` | CSV and Parquet |
| `patch` | new text for single cells |
| `safe` | text that a spreadsheet would run |

What is not marked comes back byte for byte: nothing is parsed and saved again.
"""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from etl.errors import DataRefused, WrongUsage

_BROKEN = (csv.Error, zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, ValueError)


def annotated(source: Path, findings: pl.DataFrame, lang: str = "id") -> bytes:
    """The xlsx with wrong cells coloured and noted, and a sheet *Temuan*; a CSV or Parquet file as an xlsx of its rows.

    findings: rows of LOCATED_SCHEMA that are of this file (those without sheet or cell are listed only). Marks of an earlier time
    are replaced. DataRefused for a file that cannot be taken apart.
    """
    from etl.validation.annotate import book, marks, plain

    with source.open("rb") as file:
        head = file.read(4)
    try:
        body: Path | bytes = source
        if not head.startswith(b"PK"):
            from_ = plain.from_parquet if head == b"PAR1" else plain.from_csv
            body, findings = from_(source, findings)
        return book.annotated(body, marks.told(findings, lang), lang)
    except (*_BROKEN, KeyError) as error:
        raise DataRefused("galat_berkas.rusak", berkas=source.name) from error


def patched(source: Path, edits: Mapping[tuple[str, str], str | None]) -> bytes:
    """The xlsx or CSV with these cells changed: (sheet, cell) → new text; None empties. All else stays byte for byte.

    In a workbook the cell becomes text, or a number where a number stood and the text is one; a formula in it goes.
    DataRefused for a file that cannot be taken apart, WrongUsage for a cell that it cannot have.
    """
    from etl.validation.annotate import delimited, patch
    from etl.validation.annotate.cells import cell

    with source.open("rb") as file:
        packed = file.read(2) == b"PK"
    if not packed:
        told = {place: said for (_, where), said in edits.items() if (place := cell(where))}
        return delimited.replaced(source.read_bytes(), told)
    try:
        return patch.patched(source, edits)
    except KeyError as error:
        raise WrongUsage("galat_berkas.sel_tak_ada", berkas=source.name, sel=error.args[0]) from error
    except _BROKEN as error:
        raise DataRefused("galat_berkas.rusak", berkas=source.name) from error
