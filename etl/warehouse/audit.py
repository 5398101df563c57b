"""The trail: who did what, when, as whom. Appended, never changed; one chain of hashes per writing process.

`within` records in the transaction of the deed itself; `record` at once in one of its own; `later` with others, within a second.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl

from etl.access import Principal
from etl.errors import RampingError
from etl.settings import Settings
from etl.warehouse import chain, heads, lake
from etl.warehouse.pseudonym import hide_nips

DEEDS = (
    "masuk", "keluar", "ditolak", "hak_beri", "hak_cabut", "unggah", "validasi", "ajukan", "setujui", "kembalikan",
    "batalkan", "kunci", "buka", "atur", "petakan", "hapus", "ekspor", "lihat_pribadi", "jadwal", "komentar",
    "kelompok",
)  # fmt: skip
"""What can stand in `tindakan`."""

BATCH_SECONDS = 0.5
"""How long `later` waits for others before it writes."""

_SCHEMA: dict[str, Any] = {
    "rantai": pl.String,
    "urutan": pl.Int64,
    "waktu": pl.Datetime("us"),
    "identitas": pl.String,
    "peran": pl.String,
    "lingkup": pl.String,
    "kode_wilayah": pl.String,
    "tindakan": pl.String,
    "objek": pl.String,
    "rincian": pl.String,
    "hash_sebelum": pl.String,
    "hash": pl.String,
}
LINKED = tuple(name for name in _SCHEMA if name not in ("hash_sebelum", "hash"))
"""The columns of `jejak` that a link's hash is formed of."""


@dataclass(frozen=True)
class Record:
    """A deed. tindakan: one of DEEDS; objek: what it was done to; kode_wilayah: the government it is about, None: the doer's own.

    Neither objek nor rincian may hold a name or free text; what looks like a NIP is starred out.
    """

    tindakan: str
    objek: str
    kode_wilayah: str | None = None
    rincian: Mapping[str, str | int | float | None] = field(default_factory=dict)


_Deed = dict[str, Any]


def within(con: duckdb.DuckDBPyConnection, settings: Settings, who: Principal, *records: Record) -> None:
    """Record in the open write transaction of `con`: it stays or goes with what else the transaction holds."""
    _append(con, settings, [_deed(who, one) for one in records])


def record(settings: Settings, who: Principal, one: Record) -> None:
    """Record at once, in a transaction of its own."""
    _write(settings, [_deed(who, one)])


def refused(settings: Settings, identity: str, objek: str, **rincian: str | int | float | None) -> None:
    """Record, with the next batch, that somebody was turned away; they need not be anybody we know."""
    row = {"waktu": lake.now(), "identitas": hide_nips(identity), "tindakan": "ditolak", "objek": hide_nips(objek)}
    _queue(settings, row | {"peran": None, "lingkup": None, "kode_wilayah": None, "rincian": _told(rincian)})


def later(settings: Settings, who: Principal, one: Record) -> None:
    """Record with the next batch (BATCH_SECONDS), from a thread in the background; costs the caller nothing."""
    _queue(settings, _deed(who, one))


def flush() -> None:
    """Write what waits, now. What cannot be written because the lake is busy goes on waiting."""
    with _FLUSHING:
        with _GUARD:
            waiting = _WAITING.copy()
            _WAITING.clear()
            _TIMER.clear()
        for settings in dict.fromkeys(settings for settings, _ in waiting):
            rows = [row for other, row in waiting if other == settings]
            try:
                _write(settings, rows)
            except lake.NoLake:
                logging.getLogger(__name__).warning("%s records of the trail have no lake to go to", len(rows))
            except (RampingError, duckdb.Error):
                logging.getLogger(__name__).exception("%s records of the trail wait for the lake", len(rows))
                _put_back(settings, rows)


def _deed(who: Principal, one: Record) -> _Deed:
    pattern, unit = who.scope.pattern, who.scope.kode_unit
    own = None if "*" in pattern else pattern
    return {
        "waktu": lake.now(),
        "identitas": hide_nips(who.identity),
        "peran": who.role.value,
        "lingkup": f"{pattern} {unit}" if unit else pattern,
        "kode_wilayah": one.kode_wilayah or own,
        "tindakan": one.tindakan,
        "objek": hide_nips(one.objek),
        "rincian": _told(one.rincian),
    }


def _told(rincian: Mapping[str, Any]) -> str | None:
    shown = {name: hide_nips(value) if isinstance(value, str) else value for name, value in rincian.items()}
    return json.dumps(shown, ensure_ascii=False, sort_keys=True) if shown else None


def _write(settings: Settings, rows: list[_Deed]) -> None:
    lake.demand_lake(settings)
    with lake.writing(settings, "ramping", "jejak", only=[]) as con:
        _append(con, settings, rows)


def _append(con: duckdb.DuckDBPyConnection, settings: Settings, rows: list[_Deed]) -> None:
    if not rows:
        return
    name = _process()
    # Asked of the lake, not remembered: it may have been rolled back or restored since, and sees what this transaction wrote.
    last = con.execute("SELECT urutan, hash FROM lake.jejak WHERE rantai = ? ORDER BY urutan DESC LIMIT 1", [name]).fetchall()
    number, before = last[0] if last else (0, chain.GENESIS)
    links = []
    for row in rows:
        number += 1
        told = row | {"rantai": name, "urutan": number}
        digest = chain.link(before, told)
        links.append(told | {"hash_sebelum": before, "hash": digest})
        before = digest
    heads.insert(con, "jejak", pl.DataFrame(links, schema=_SCHEMA))
    heads.close(con, settings, heads.JEJAK, [(name, number, before)])


_NAMES: dict[int, str] = {}


def _process() -> str:
    """The name of this process's chain; a child of a fork has one of its own."""
    return _NAMES.setdefault(os.getpid(), secrets.token_hex(8))


_WAITING: list[tuple[Settings, _Deed]] = []
_TIMER: list[threading.Timer] = []
_GUARD, _FLUSHING = threading.Lock(), threading.Lock()
_MOST_WAITING = 10_000


def _queue(settings: Settings, row: _Deed) -> None:
    with _GUARD:
        _WAITING.append((settings, row))
        _wake()


def _wake() -> None:
    if not _TIMER:
        timer = threading.Timer(BATCH_SECONDS, flush)
        timer.daemon = True
        _TIMER.append(timer)
        timer.start()


def _put_back(settings: Settings, rows: list[_Deed]) -> None:
    with _GUARD:
        _WAITING[:0] = [(settings, row) for row in rows][-_MOST_WAITING:]
        _wake()


def _forget() -> None:
    """What waits in a process is its own to write, not its child's."""
    global _GUARD, _FLUSHING
    _GUARD, _FLUSHING = threading.Lock(), threading.Lock()
    _WAITING.clear()
    _TIMER.clear()


def _last_words() -> None:
    if _WAITING:
        flush()


os.register_at_fork(after_in_child=_forget)
atexit.register(_last_words)
