"""Events on submissions: appended, never changed; the last decision says whether a submission counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from etl.warehouse.lake import now

DRAFT = ("diterima", "divalidasi")
"""What a draft leaves behind; one with blocking findings only the first."""
SUBMIT = (*DRAFT, "diajukan")
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


def confirm(
    con: duckdb.DuckDBPyConnection, kiriman: Sequence[str], who: str, why: Callable[[str], str | None]
) -> list[tuple[str, int]]:
    """Append one confirmation per submission and rule that warns; returns what nobody gave a reason for: rule, count."""
    marks = ", ".join("?" * len(kiriman))
    found = con.execute(
        f"""SELECT kiriman_id, kode_wilayah, periode, aturan, count(*) AS jumlah FROM lake.temuan
        WHERE tingkat = 'peringatan' AND kiriman_id IN ({marks}) GROUP BY ALL ORDER BY ALL""",
        list(kiriman),
    ).fetchall()
    rows = [(*row, who, why(row[3]), now()) for row in found]
    if rows:
        con.executemany("INSERT INTO lake.konfirmasi_peringatan VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return [(row[3], row[4]) for row in rows if not row[6]]
