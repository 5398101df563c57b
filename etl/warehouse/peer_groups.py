"""Groups of governments that somebody picked by hand and saved under a name: appended, ended by one more row, never changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl

from etl.access import Action, Principal, demand
from etl.errors import DataRefused
from etl.settings import Settings
from etl.warehouse import audit, heads, lake
from etl.warehouse.pseudonym import demand_no_nip, hide_nips
from etl.warehouse.regions import demand_region

LONGEST = 60
"""Characters of a name."""


def simpan_kelompok(settings: Settings, who: Principal, nama: str, anggota: Iterable[str]) -> str:
    """Save a group for everybody who reads in the same scope; its id.

    DataRefused for an empty, endless or taken name, one that holds a NIP, and a group without members.
    """
    demand_no_nip(who.identity)
    members = sorted(set(anggota))
    demand(who, Action.COMPARE)
    for code in members:
        demand(who, Action.COMPARE, code)
        demand_region(code)
    written = _plain(nama)
    if not members:
        raise DataRefused("pembanding.galat.tanpa_anggota")
    made = secrets.token_hex(8)
    with lake.writing(settings, who.identity, "kelompok", only=["kelompok"]) as con:
        if written.casefold() in {known.casefold() for known in _names(con, who)}:
            raise DataRefused("pembanding.galat.nama_dipakai", nama=written)
        rows = [{"kelompok": made, "kode_wilayah": code, "nama": written, "aktif": True} for code in members]
        _append(con, settings, who, rows, "simpan")
    return made


def hapus_kelompok(settings: Settings, who: Principal, kelompok: str) -> None:
    """End a group. For who saved it, in the scope in which they did."""
    demand_no_nip(who.identity)
    demand(who, Action.COMPARE)
    with lake.writing(settings, who.identity, "kelompok", only=["kelompok"]) as con:
        found = con.execute(
            "SELECT nama, oleh FROM lake.kelompok_kini WHERE kelompok = ? AND lingkup = ? LIMIT 1",
            [kelompok, who.scope.pattern],
        ).fetchall()
        if not found:
            raise DataRefused("pembanding.galat.kelompok_tak_dikenal")
        nama, oleh = found[0]
        if oleh != who.identity:
            raise DataRefused("pembanding.galat.bukan_penyimpan")
        _append(con, settings, who, [{"kelompok": kelompok, "kode_wilayah": None, "nama": nama, "aktif": False}], "hapus")


def _plain(nama: str) -> str:
    """The name as it is kept. DataRefused where it cannot be."""
    written = " ".join(nama.replace("\0", "").split())
    if not written:
        raise DataRefused("pembanding.galat.tanpa_nama")
    if len(written) > LONGEST:
        raise DataRefused("pembanding.galat.nama_panjang", panjang=len(written), paling=LONGEST)
    if hide_nips(written) != written:
        raise DataRefused("pembanding.galat.nip")
    return written


def _names(con: duckdb.DuckDBPyConnection, who: Principal) -> list[str]:
    """The names that are taken where this reader saves."""
    found = con.execute("SELECT DISTINCT nama FROM lake.kelompok_kini WHERE lingkup = ?", [who.scope.pattern]).fetchall()
    return [nama for (nama,) in found]


def _append(con: duckdb.DuckDBPyConnection, settings: Settings, who: Principal, rows: list[dict[str, Any]], deed: str) -> None:
    told = {"lingkup": who.scope.pattern, "oleh": who.identity, "waktu": lake.now()}
    heads.insert(con, "kelompok_pembanding", pl.DataFrame([row | told for row in rows], schema_overrides=_TYPES))
    about = {"apa": deed} | ({"pemda": len(rows)} if deed == "simpan" else {})
    audit.within(con, settings, who, audit.Record("kelompok", rows[0]["kelompok"], None, about))


_TYPES: dict[str, Any] = {"kode_wilayah": pl.String, "waktu": pl.Datetime("us")}
