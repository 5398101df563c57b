"""Tinjau as small tables: threads, returns, what waits for whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from etl.access import REVIEWERS, Role

GOVERNMENT, REVIEWER = "pemda", "peninjau"
"""The two sides of a thread."""
Line = Mapping[str, Any]


def side(role: Role) -> str:
    """On which side a role stands."""
    return REVIEWER if role in REVIEWERS else GOVERNMENT


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, oldest first. keadaan: terbuka, dijawab, selesai; menunggu: the side that is to answer."""

    utas: str
    kode_wilayah: str
    periode: str
    keadaan: str
    menunggu: str | None
    messages: tuple[Line, ...]

    @property
    def begun_by(self) -> str:
        """The side that began it, and may close it."""
        return REVIEWER if self.messages[0]["peninjau"] else GOVERNMENT

    @property
    def since(self) -> datetime:
        """When the last message came."""
        found: datetime = self.messages[-1]["waktu"]
        return found


def threads(comments: pl.DataFrame) -> list[Thread]:
    """The threads, open ones first, of each kind the newest first."""
    found: dict[str, list[Line]] = {}
    for row in comments.iter_rows(named=True):
        found.setdefault(row["utas"], []).append(row)
    every = [_thread(utas, sorted(rows, key=_order)) for utas, rows in found.items()]
    return sorted(every, key=lambda one: (one.keadaan == "selesai", -one.since.timestamp()))


def _order(row: Line) -> tuple[bool, datetime, str]:
    return row["menjawab"] is not None, row["waktu"], row["komentar_id"]


def _thread(utas: str, rows: Sequence[Line]) -> Thread:
    first = rows[0]
    return Thread(utas, first["kode_wilayah"], first["periode"], first["keadaan"], first["menunggu"], tuple(rows))


@dataclass(frozen=True)
class Open:
    """Something that waits: a thread or a return, of whom, for which side, since when."""

    kode_wilayah: str
    periode: str
    apa: str
    """`komentar` or `dikembalikan`."""
    menunggu: str
    sejak: datetime
    peran: str
    """The role that wrote last, or that returned it."""
    oleh: str


def waiting(every: Sequence[Thread], reviews: pl.DataFrame) -> list[Open]:
    """All that waits, the newest first."""
    last = ((one, one.messages[-1]) for one in every)
    found = [
        Open(one.kode_wilayah, one.periode, "komentar", one.menunggu, one.since, message["peran"], message["oleh"])
        for one, message in last
        if one.menunggu
    ]
    found += [
        Open(row["kode_wilayah"], row["periode"], "dikembalikan", GOVERNMENT, row["waktu"], row["peran"], row["oleh"])
        for row in reviews.filter("terbuka").iter_rows(named=True)
    ]
    return sorted(found, key=lambda one: one.sejak, reverse=True)


def counts(every: Sequence[Thread], open_now: Sequence[Open]) -> dict[str, int]:
    """How many threads wait for each side, how many are closed, how many returns are open."""
    told = [one for one in open_now if one.apa == "komentar"]
    return {
        "utas": len(every),
        GOVERNMENT: sum(one.menunggu == GOVERNMENT for one in told),
        REVIEWER: sum(one.menunggu == REVIEWER for one in told),
        "dikembalikan": sum(one.apa == "dikembalikan" for one in open_now),
        "selesai": sum(one.keadaan == "selesai" for one in every),
    }


def may_return(row: Line | None, version: Line | None) -> str:
    """Whether a reviewer can return this quarter: `bisa`, or why not: `terkunci`, `menunggu`, `dikembalikan`, `kosong`."""
    if version is not None and version["kini"]:
        return "terkunci" if version["dikunci"] else "bisa"
    if row is None or row["keadaan"] in ("belum", "belum_wajib", "draf"):
        return "kosong"
    return str(row["keadaan"])
