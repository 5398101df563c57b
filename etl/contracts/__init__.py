"""The data contract: one YAML file per dataset, the one source for ingest, validation, templates and the data dictionary.

The meaning of a column is `kontrak.<dataset>.<column>` in the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from etl import yamls

_HERE = Path(__file__).parent

TYPES: dict[str, pl.DataType] = {
    "kode": pl.String(),
    "teks": pl.String(),
    "nip": pl.String(),
    "pilihan": pl.String(),
    "nilai": pl.String(),  # read later, by the indicator's jenis_nilai
    "bilangan": pl.Int64(),
    "desimal": pl.Float64(),
    "persen": pl.Float64(),
    "rupiah": pl.Float64(),
    "tanggal": pl.Date(),
}

ROW_KEYS: dict[str, pl.DataType] = {
    "kiriman_id": pl.String(),
    "kode_wilayah": pl.String(),
    "periode": pl.String(),
    "baris_sumber": pl.Int64(),
}
"""What every row carries beside its contract columns: whose it is and which row of the sender's file it was."""


@dataclass(frozen=True)
class Column:
    """One column: type (a key of TYPES), whether a value is required, what it may hold."""

    name: str
    type: str
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str | None = None
    """`dataset.column` that must hold the same code."""
    minimum: float | None = None
    maximum: float | None = None
    personal: str | None = None
    """`lake: none` columns never enter the lake; see `personal` in the YAML: `jelas` (clear text) or `samar` (pseudonym)."""

    @property
    def dtype(self) -> pl.DataType:
        """The Polars type that ingest delivers."""
        return TYPES[self.type]


@dataclass(frozen=True)
class Contract:
    """One dataset: its key and its columns, in the order of the template."""

    dataset: str
    key: tuple[str, ...]
    complete: bool
    """Whether a complete submission must hold it."""
    columns: dict[str, Column]
    extra: dict[str, Any]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Row keys and contract columns with their Polars types: what ingest delivers and validation reads."""
        return ROW_KEYS | {name: column.dtype for name, column in self.columns.items()}

    @property
    def required(self) -> list[str]:
        """The columns that must be present and filled."""
        return [c.name for c in self.columns.values() if c.required]

    def empty(self) -> pl.DataFrame:
        """A frame of this contract without rows."""
        return pl.DataFrame(schema=self.schema)


@cache
def contracts() -> dict[str, Contract]:
    """All contracts by dataset, in the order of the workbook's sheets."""
    files = sorted(_HERE.glob("*.yaml"))
    read = [_contract(yamls.read(path)) for path in files]
    return {c.dataset: c for c in sorted(read, key=lambda c: c.extra["order"])}


def contract(dataset: str) -> Contract:
    """The contract of one dataset."""
    return contracts()[dataset]


def _contract(raw: dict[str, Any]) -> Contract:
    columns = {
        name: Column(name, **{**spec, "choices": tuple(spec.get("choices", ()))}) for name, spec in raw.pop("columns").items()
    }
    return Contract(raw.pop("dataset"), tuple(raw.pop("key")), raw.pop("complete"), columns, raw)
