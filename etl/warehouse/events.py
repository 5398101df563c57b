"""Events on submissions: appended, never changed; the last decision says whether a submission counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from etl.warehouse.lake import now

PUBLISH = ("diterima", "divalidasi", "diajukan", "setuju_sendiri", "disetujui")
"""What one person who receives, submits and approves leaves behind."""

_SCHEMA: dict[str, Any] = {
    "kiriman_id": pl.String,
    "kode_wilayah": pl.String,
    "periode": pl.String,
    "urutan": pl.Int32,
    "jenis": pl.String,
    "oleh": pl.String,
    "peran": pl.String,
    "alasan": pl.String,
    "waktu": pl.Datetime("us"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened to a submission."""

    kiriman_id: str
    kode_wilayah: str
    periode: str
    jenis: str
    oleh: str
    peran: str
    alasan: str | None = None
    waktu: datetime | None = None


def append(con: duckdb.DuckDBPyConnection, events: Iterable[Event], first: int = 1) -> None:
    """Append the events in order; `first` is the number of the first event of each submission."""
    counted: dict[str, int] = {}
    rows = []
    for event in events:
        counted[event.kiriman_id] = number = counted.get(event.kiriman_id, first - 1) + 1
        rows.append({**vars(event), "urutan": number, "waktu": event.waktu or now()})
    con.register("_kejadian", pl.DataFrame(rows, schema=_SCHEMA))
    con.execute("INSERT INTO lake.kejadian BY NAME FROM _kejadian")
    con.unregister("_kejadian")
