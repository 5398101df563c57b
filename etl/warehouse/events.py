"""Events on submissions: appended, never changed, a chain of hashes for each; the last decision says whether it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from etl.settings import Settings
from etl.warehouse import chain, heads
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
    "hash_sebelum": pl.String,
    "hash": pl.String,
}
LINKED = tuple(name for name in _SCHEMA if name not in ("hash_sebelum", "hash"))
"""The columns of `kejadian` that a link's hash is formed of."""


_CONFIRMED: dict[str, Any] = {
    **dict.fromkeys(("kiriman_id", "kode_wilayah", "periode", "aturan"), pl.String),
    "jumlah": pl.Int64,
    "oleh": pl.String,
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


def append(con: duckdb.DuckDBPyConnection, settings: Settings, events: Iterable[Event], first: int = 1) -> None:
    """Append the events in order, as the next links; `first` is the number of the first event of each submission."""
    happened = list(events)
    ends: dict[str, tuple[int, str]] = {}
    if first > 1:
        ends = {name: (first - 1, ending(con, name)) for name in {event.kiriman_id for event in happened}}
    rows = []
    for event in happened:
        number, before = ends.get(event.kiriman_id, (0, chain.GENESIS))
        row = {**vars(event), "urutan": number + 1, "waktu": event.waktu or now()}
        digest = chain.link(before, row)
        rows.append(row | {"hash_sebelum": before, "hash": digest})
        ends[event.kiriman_id] = number + 1, digest
    heads.insert(con, "kejadian", pl.DataFrame(rows, schema=_SCHEMA))
    heads.close(con, settings, heads.KIRIMAN, ((name, *end) for name, end in ends.items()))


def ending(con: duckdb.DuckDBPyConnection, kiriman_id: str) -> str:
    """The hash after which the next event comes; of events from before there were chains, the one that they would have."""
    before = chain.GENESIS
    found = con.execute(
        f"SELECT hash, {', '.join(LINKED)} FROM lake.kejadian WHERE kiriman_id = ? ORDER BY urutan", [kiriman_id]
    ).fetchall()
    for digest, *row in found:
        before = digest or chain.link(before, dict(zip(LINKED, row, strict=True)))
    return before


def confirm(
    con: duckdb.DuckDBPyConnection, kiriman: Sequence[str], who: str, why: Callable[[str], str | None]
) -> list[tuple[str, int]]:
    """Append one confirmation per submission and rule that warns; returns what nobody gave a reason for: rule, count."""
    found = con.execute(
        """SELECT kiriman_id, kode_wilayah, periode, aturan, count(*) AS jumlah FROM lake.temuan
        WHERE tingkat = 'peringatan' AND kiriman_id IN (SELECT unnest(?)) GROUP BY ALL ORDER BY ALL""",
        [list(kiriman)],
    ).fetchall()
    rows = [(*row, who, why(row[3]), now()) for row in found]
    if rows:
        heads.insert(con, "konfirmasi_peringatan", pl.DataFrame(rows, schema=_CONFIRMED, orient="row"))
    return [(row[3], row[4]) for row in rows if not row[6]]
