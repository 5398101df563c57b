"""What reviewers write to a government about a quarter, and its answers: appended, never changed; returning: see `write`."""

from __future__ import annotations

import secrets
from typing import Any

import duckdb
import polars as pl

from etl.access import REVIEWERS, Action, Principal, Role, demand
from etl.errors import DataRefused
from etl.periods import Period
from etl.settings import Settings
from etl.warehouse import audit, heads, lake
from etl.warehouse.pseudonym import demand_no_nip, hide_nips
from etl.warehouse.regions import demand_region
from etl.warehouse.write import tinjau_kembalikan

__all__ = ["LONGEST", "komentari", "selesaikan", "tinjau_kembalikan"]

LONGEST = 2000
"""Characters of one comment."""


def komentari(settings: Settings, who: Principal, kode_wilayah: str, periode: str, isi: str, menjawab: str | None = None) -> str:
    """Write about a government's quarter; the comment's id. menjawab: the id of the comment that began the thread.

    DataRefused for an empty or endless text, one that holds a NIP, and an answer to what is closed or of another quarter.
    """
    demand_no_nip(who.identity)
    demand(who, Action.COMMENT, kode_wilayah)
    demand_region(kode_wilayah)
    Period.parse(periode)
    written = _plain(isi)
    made = secrets.token_hex(8)
    row = {"komentar_id": made, "kode_wilayah": kode_wilayah, "periode": periode, "isi": written, "menjawab": menjawab}
    with lake.writing(settings, who.identity, "komentar", only=["komentar"]) as con:
        if menjawab is not None:
            first = _thread(con, menjawab)
            if (first["kode_wilayah"], first["periode"]) != (kode_wilayah, periode):
                raise DataRefused("tinjau.galat.tak_dikenal", komentar=menjawab)
            _demand_open(first)
        _append(con, settings, who, row | {"aktif": True})
    return made


def selesaikan(settings: Settings, who: Principal, komentar_id: str) -> None:
    """Close a thread: nothing is left to answer. For the side that began it."""
    demand_no_nip(who.identity)
    demand(who, Action.COMMENT)
    with lake.writing(settings, who.identity, "komentar", only=["komentar"]) as con:
        first = _thread(con, komentar_id)
        demand(who, Action.COMMENT, first["kode_wilayah"])
        _demand_open(first)
        if who.role is not Role.SISTEM and (first["peran"] in REVIEWERS) != (who.role in REVIEWERS):
            raise DataRefused("tinjau.galat.bukan_pemulai")
        row = {name: first[name] for name in ("komentar_id", "kode_wilayah", "periode")}
        _append(con, settings, who, row | {"aktif": False})


def _plain(isi: str) -> str:
    """The text as it is kept. DataRefused where it cannot be."""
    written = isi.replace("\0", "").strip()
    if not written:
        raise DataRefused("tinjau.galat.kosong")
    if len(written) > LONGEST:
        raise DataRefused("tinjau.galat.panjang", panjang=len(written), paling=LONGEST)
    if hide_nips(written) != written:
        raise DataRefused("tinjau.galat.nip")
    return written


def _thread(con: duckdb.DuckDBPyConnection, komentar_id: str) -> dict[str, Any]:
    """The comment that began a thread: its place, who wrote it, whether it is open still."""
    found = con.execute(
        """SELECT komentar_id, kode_wilayah, periode, arg_min(peran, waktu) AS peran, arg_max(aktif, waktu) AS aktif
        FROM lake.komentar WHERE komentar_id = ? AND menjawab IS NULL GROUP BY ALL""",
        [komentar_id],
    ).fetchall()
    if not found:
        raise DataRefused("tinjau.galat.tak_dikenal", komentar=hide_nips(komentar_id))
    return dict(zip(("komentar_id", "kode_wilayah", "periode", "peran", "aktif"), found[0], strict=True))


def _demand_open(first: dict[str, Any]) -> None:
    if not first["aktif"]:
        raise DataRefused("tinjau.galat.selesai")


def _append(con: duckdb.DuckDBPyConnection, settings: Settings, who: Principal, row: dict[str, Any]) -> None:
    told = row | {"oleh": who.identity, "peran": who.role.value, "waktu": lake.now()}
    heads.insert(con, "komentar", pl.DataFrame([told], schema={name: _TYPES.get(name, pl.String) for name in told}))
    what = "jawab" if row.get("menjawab") else "tulis" if row["aktif"] else "selesai"
    about = {"periode": row["periode"], "apa": what}
    audit.within(con, settings, who, audit.Record("komentar", row["komentar_id"], row["kode_wilayah"], about))


_TYPES: dict[str, Any] = {"aktif": pl.Boolean, "waktu": pl.Datetime("us")}
