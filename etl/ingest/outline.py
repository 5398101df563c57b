"""Many submissions at once: what their Parquet files hold is told from the files' heads; the rows are read where they are needed.

Only for files that would be taken as they are; anything unusual is left to `etl.ingest.read`, one submission at a time.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from etl.contracts import ROW_KEYS, contract, contracts
from etl.contracts.parsed import ISSUE_SCHEMA, Parsed, Place, RowCounts, SourceFile
from etl.ingest import files, vocabulary
from etl.ingest.readers_parquet import written


@dataclass(frozen=True)
class Sheet:
    """One dataset of one submission as a file: which contract columns it has."""

    path: Path
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """A submission without its rows, and where each dataset's rows lie."""

    parsed: Parsed
    sheets: dict[str, Sheet]

    def counted(self, rows: dict[str, int]) -> Parsed:
        """The submission with the number of rows that each dataset turned out to have."""
        return replace(self.parsed, counts={dataset: RowCounts(rows.get(dataset, 0), 0) for dataset in self.sheets})


def outline(paths: Sequence[Path], kode_wilayah: str, periode: str, kiriman_id: str) -> Outline | None:
    """The outline of one submission; None unless each file is one dataset in contract columns and types, and none is missing."""
    sheets: dict[str, Sheet] = {}
    sources: list[SourceFile] = []
    for path in paths:
        dataset = vocabulary.sheets().get(vocabulary.squeezed(path.stem))
        read = _head(path, dataset) if dataset and dataset not in sheets else None
        if dataset is None or read is None:
            return None
        sheets[dataset] = Sheet(path, read[1])
        sources.append(read[0])
    if any(known.complete and dataset not in sheets for dataset, known in contracts().items()):
        return None
    places = {dataset: Place(sheet.path.name, sheet.path.stem, 0, {}) for dataset, sheet in sheets.items()}
    issues = pl.DataFrame(schema=ISSUE_SCHEMA)
    return Outline(Parsed(kiriman_id, kode_wilayah, periode, {}, issues, {}, places, tuple(sources)), sheets)


def _head(path: Path, dataset: str) -> tuple[SourceFile, tuple[str, ...]] | None:
    """The file and its columns, where they are the contract's and nothing else."""
    try:
        if not 0 < path.stat().st_size <= files.MAX_BYTES:
            return None
        body = path.read_bytes()
        if not body.startswith(b"PAR1"):
            return None
        schema = pl.read_parquet_schema(io.BytesIO(body))
    except (OSError, pl.exceptions.PolarsError):
        return None
    known = contract(dataset)
    if not set(known.required) <= schema.keys() <= known.columns.keys() or ROW_KEYS.keys() & schema.keys():
        return None
    if any(dtype != known.columns[name].dtype for name, dtype in schema.items()):
        return None
    return SourceFile(path.name, sha256(body).hexdigest(), len(body), path), tuple(schema)


def misspelt(rows: pl.DataFrame, dataset: str) -> set[str]:
    """The submissions among these rows (kiriman_id and columns of the dataset) in which a cell has not its written form."""
    present = [column for name, column in contract(dataset).columns.items() if name in rows.columns]
    tests = written(present)
    if not tests:
        return set()
    wrong = rows.filter(~pl.all_horizontal([test.fill_null(True) for test in tests]))
    return set(wrong["kiriman_id"])
