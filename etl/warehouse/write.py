"""The door in for decisions on submissions: events are appended, and what refers to them is computed again at once."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.access import Action, Principal, demand
from etl.errors import DataRefused, NotAllowed
from etl.settings import Settings
from etl.warehouse import events, lake, references, values
from etl.warehouse.pseudonym import demand_no_nip, hide_nips


@dataclass(frozen=True)
class _Known:
    kiriman_id: str
    kode_wilayah: str
    periode: str
    putusan: str | None
    urutan: int


def kembalikan(settings: Settings, who: Principal, kiriman_id: str, reason: str) -> int:
    """Return a submission to its sender: the one approved before is current again, or none. The new snapshot."""
    return _decide(settings, who, kiriman_id, "dikembalikan", reason)


def setujui(settings: Settings, who: Principal, kiriman_id: str, reason: str | None = None) -> int:
    """Approve a submission; if it is the newest of its region and period it becomes current. The new snapshot."""
    return _decide(settings, who, kiriman_id, "disetujui", reason)


def _decide(settings: Settings, who: Principal, kiriman_id: str, decision: str, reason: str | None) -> int:
    demand_no_nip(who.identity)
    reason = hide_nips(reason)
    with lake.writer(settings) as con:
        known = _find(con, kiriman_id)
        demand(who, Action.APPROVE, known.kode_wilayah)
        if who.scope.kode_unit:
            raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=known.kode_wilayah)
        if known.putusan == decision:
            raise DataRefused("galat.putusan_sama", kiriman=kiriman_id)
        references.remember_current(con, [known.kode_wilayah])
        references.replace_current(con, known.kode_wilayah, known.periode, _successor(con, known, decision))
        references.refer(con)
        values.compute(con, "acuan")
        event = events.Event(kiriman_id, known.kode_wilayah, known.periode, decision, who.identity, who.role.value, reason)
        with lake.transaction(con, who.identity, reason or decision):
            events.append(con, [event], first=known.urutan + 1)
            values.append(con)
        return lake.snapshot(con)


def _find(con: duckdb.DuckDBPyConnection, kiriman_id: str) -> _Known:
    found = con.execute(
        """SELECT k.kiriman_id, k.kode_wilayah, k.periode, s.putusan, s.urutan
        FROM lake.kiriman AS k INNER JOIN lake.kiriman_status AS s USING (kiriman_id) WHERE k.kiriman_id = ?""",
        [kiriman_id],
    ).fetchall()
    if not found:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    return _Known(*found[0])


def _successor(con: duckdb.DuckDBPyConnection, known: _Known, decision: str) -> str | None:
    """Which submission of the region and period counts once the decision holds."""
    found = con.execute(
        """SELECT k.kiriman_id FROM lake.kiriman AS k INNER JOIN lake.kiriman_status AS s USING (kiriman_id)
        WHERE kode_wilayah = $wilayah AND periode = $periode
            AND CASE WHEN k.kiriman_id = $ini THEN $jadi = 'disetujui' ELSE s.putusan = 'disetujui' END
        ORDER BY versi DESC LIMIT 1""",
        {"wilayah": known.kode_wilayah, "periode": known.periode, "ini": known.kiriman_id, "jadi": decision},
    ).fetchall()
    return str(found[0][0]) if found else None
