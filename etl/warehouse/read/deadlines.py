"""Deadlines of a region's quarters: until when each was to be sent, and when it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl

from etl.access import Action, Principal
from etl.warehouse.read.door import Lake, Seen, Where, seen
from etl.warehouse.rules_of_region import DEADLINE_DAYS, usual_deadline, zone

_SCHEMA: dict[str, Any] = {
    "periode": pl.String,
    "diharapkan": pl.Boolean,
    "tenggat": pl.Date,
    "zona": pl.String,
    "dikirim": pl.Datetime("us"),
}


def deadlines(lake: Lake, who: Principal, kode_wilayah: str) -> pl.DataFrame:
    """Every quarter that the region is expected to report or has reported, newest first.

    periode, diharapkan (by the schedule), tenggat (day in the region's zone), zona (WIB, WITA, WIT), dikirim (when it was first
    put before the approver, UTC; null: not yet).
    """
    lake = seen(lake, who, Action.READ, kode_wilayah)
    days, short = _days(lake, who, kode_wilayah), zone(kode_wilayah)[0]
    rows = [
        (periode, expected, told or usual_deadline(periode, _in_force(days, sent)), short, sent)
        for periode, expected, told, sent in _quarters(lake, who, kode_wilayah)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _quarters(lake: Seen, who: Principal, kode_wilayah: str) -> list[tuple[str, bool, date | None, datetime | None]]:
    where = Where(who).equal("kode_wilayah", kode_wilayah)
    return lake.query(
        f"""WITH jadwal AS (
            SELECT n.periode, n.tenggat FROM lake.jadwal_kini AS n WHERE {where}
        ), kiriman AS (
            SELECT n.periode, min(e.waktu) AS dikirim FROM lake.kiriman AS n JOIN lake.kiriman_status AS s USING (kiriman_id)
            LEFT JOIN lake.kejadian AS e ON e.kiriman_id = n.kiriman_id AND e.jenis = 'diajukan' AND s.tahap <> 'dibatalkan'
            WHERE {where} GROUP BY n.periode
        )
        SELECT periode, j.periode IS NOT NULL AS diharapkan, j.tenggat, k.dikirim
        FROM jadwal AS j FULL JOIN kiriman AS k USING (periode) ORDER BY periode DESC""",
        [*where.parameters, *where.parameters],
    ).rows()


def _days(lake: Seen, who: Principal, kode_wilayah: str) -> list[tuple[datetime, int]]:
    where = Where(who).equal("kode_wilayah", kode_wilayah).equal("kunci", DEADLINE_DAYS)
    found = lake.query(
        f"SELECT n.waktu, n.nilai::INTEGER FROM lake.pengaturan_wilayah AS n WHERE {where} ORDER BY n.waktu", where.parameters
    )
    return [(moment, days) for moment, days in found.rows()]


def _in_force(days: list[tuple[datetime, int]], sent: datetime | None) -> int | None:
    """The region's own number of days; a quarter already sent keeps the one that held when it was."""
    held = [number for moment, number in days if sent is None or moment <= sent]
    return held[-1] if held else None
