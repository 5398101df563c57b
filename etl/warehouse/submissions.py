"""What the lake knows of a submission, for the code that writes and reads again; screens ask `etl.warehouse.read`."""

from __future__ import annotations

from typing import Any

import duckdb

from etl import engine
from etl.settings import Settings
from etl.warehouse import lake


def known(settings: Settings, kiriman_id: str) -> dict[str, Any] | None:
    """The row of `kiriman` with where it stands (columns of `kiriman_status`); None for an unknown id."""
    return _one(settings, "k.kiriman_id = ?", [kiriman_id])


def current(settings: Settings, kode_wilayah: str, periode: str) -> dict[str, Any] | None:
    """The submission that counts for a region and period, or None."""
    where = "k.kiriman_id IN (SELECT kiriman_id FROM lake.kiriman_kini WHERE kode_wilayah = ? AND periode = ?)"
    return _one(settings, where, [kode_wilayah, periode])


def newest(settings: Settings, kode_wilayah: str, periode: str) -> dict[str, Any] | None:
    """The submission that counts for the newest quarter of a region at or before this one, or None."""
    where = """k.kiriman_id IN (SELECT arg_max(kiriman_id, periode) FROM lake.kiriman_kini
        WHERE kode_wilayah = ? AND periode <= ?)"""
    return _one(settings, where, [kode_wilayah, periode])


def headers(settings: Settings, kode_wilayah: str) -> dict[str, dict[str, str]]:
    """Per dataset, the region's own headers and the contract columns it said they are."""
    if not lake.exists(settings):
        return {}
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        rows = con.execute(
            """SELECT dataset, judul, arg_max(kolom, waktu) FROM lake.peta_kolom WHERE kode_wilayah = ?
            GROUP BY ALL HAVING arg_max(aktif, waktu) ORDER BY ALL""",
            [kode_wilayah],
        ).fetchall()
    finally:
        con.close()
    told: dict[str, dict[str, str]] = {}
    for dataset, label, column in rows:
        told.setdefault(dataset, {})[label] = column
    return told


def find(con: duckdb.DuckDBPyConnection, where: str, parameters: list[Any]) -> dict[str, Any] | None:
    """The first submission for which `where` holds, over a connection with the lake attached."""
    found = con.execute(
        f"""SELECT k.*, s.* EXCLUDE (kiriman_id) FROM lake.kiriman AS k
        INNER JOIN lake.kiriman_status AS s USING (kiriman_id) WHERE {where} ORDER BY k.versi DESC LIMIT 1""",
        parameters,
    )
    names = [column[0] for column in found.description or ()]
    rows = found.fetchall()
    return dict(zip(names, rows[0], strict=True)) if rows else None


def _one(settings: Settings, where: str, parameters: list[Any]) -> dict[str, Any] | None:
    if not lake.exists(settings):
        return None
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        return find(con, where, parameters)
    finally:
        con.close()
