"""The door in for decisions on submissions: events are appended, and what refers to them is computed again at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from etl.access import Action, Principal, demand
from etl.errors import DataRefused, NotAllowed
from etl.settings import Settings
from etl.warehouse import audit, erasing, events, lake, references, rules_of_region, submissions, values
from etl.warehouse.order import region_of
from etl.warehouse.pseudonym import demand_no_nip, hide_nips

_MAY_FOLLOW = {
    "diajukan": ("divalidasi", "dikembalikan"),
    "disetujui": ("diajukan", "dikembalikan"),
    "dikembalikan": ("diajukan", "disetujui"),
    "dibatalkan": ("diterima", "divalidasi", "diajukan", "dikembalikan"),
}
"""Each decision, and where a submission may stand when it is taken."""

_DEEDS = {
    "diajukan": "ajukan",
    "disetujui": "setujui",
    "dikembalikan": "kembalikan",
    "dibatalkan": "batalkan",
    "dikunci": "kunci",
    "dibuka": "buka",
    "dihapus": "hapus",
}
"""What the trail calls each event."""


def ajukan(settings: Settings, who: Principal, kiriman_id: str, reasons: Mapping[str, str], reason: str | None = None) -> int:
    """Put a draft before the approver, with the reason for each warning by rule. The new snapshot.

    DataRefused while findings block it, or a warning has no reason.
    """
    told = {rule: hide_nips((text or "").strip()) for rule, text in reasons.items()}
    with lake.writer(settings, only=[region_of(kiriman_id)]) as con:
        known = _demanded(con, who, Action.SUBMIT, kiriman_id)
        if known["tahap"] == "diterima":
            raise DataRefused("galat.masih_terblokir", kiriman=kiriman_id)
        _must_follow(known, "diajukan")
        _refuse_locked(con, known)
        with lake.transaction(con, who.identity, hide_nips(reason) or "diajukan"):
            silent = events.confirm(con, [kiriman_id], who.identity, lambda rule: told.get(rule) or None)
            if silent:
                raise DataRefused("galat.tanpa_alasan", aturan=", ".join(rule for rule, _ in silent))
            _append(con, settings, known, who, "diajukan", reason=reason)
        return lake.snapshot(con)


def setujui(settings: Settings, who: Principal, kiriman_id: str, reason: str | None = None) -> int:
    """Approve a submission; if it is the newest of its region and period it becomes current. The new snapshot.

    DataRefused for the one who submitted it, unless the region lets one person do both; then the event says so.
    """
    return _decide(settings, who, kiriman_id, "disetujui", reason)


def kembalikan(settings: Settings, who: Principal, kiriman_id: str, reason: str) -> int:
    """Return a submission to its sender: the one approved before is current again, or none. The new snapshot."""
    _demand_reason(reason)
    return _decide(settings, who, kiriman_id, "dikembalikan", reason)


def tinjau_kembalikan(settings: Settings, who: Principal, kiriman_id: str, reason: str) -> int:
    """The same by a reviewer, of a submission that counts. The new snapshot. DataRefused for any other, and a locked quarter."""
    _demand_reason(reason)
    return _decide(settings, who, kiriman_id, "dikembalikan", reason, Action.REVIEW)


def batalkan(settings: Settings, who: Principal, kiriman_id: str, reason: str) -> int:
    """Withdraw a draft or a submission that nobody has approved. The new snapshot."""
    _demand_reason(reason)
    with lake.writer(settings, only=[region_of(kiriman_id)]) as con:
        known = _demanded(con, who, Action.SUBMIT, kiriman_id)
        _must_follow(known, "dibatalkan")
        with lake.transaction(con, who.identity, hide_nips(reason) or "dibatalkan"):
            _append(con, settings, known, who, "dibatalkan", reason=reason)
        return lake.snapshot(con)


def hapus(settings: Settings, who: Principal, kiriman_id: str, reason: str) -> int:
    """Delete the received files of a submission that should never have come; its rows and figures stay. The new snapshot.

    The files go first: whoever is cut off between the two finds the event missing, and doing it again brings it.
    """
    _demand_reason(reason)
    with lake.writer(settings, only=[region_of(kiriman_id)]) as con:
        known = _demanded(con, who, Action.ERASE, kiriman_id)
        erasing.payload(settings, known)
        if known["dihapus"]:
            raise DataRefused("galat_berkas.sudah_dihapus", kiriman=kiriman_id)
        with lake.transaction(con, who.identity, hide_nips(reason) or "dihapus"):
            _append(con, settings, known, who, "dihapus", reason=reason)
        return lake.snapshot(con)


def kunci(settings: Settings, who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Close a quarter: no further submission is taken until it is opened again. The new snapshot."""
    return _close(settings, who, kode_wilayah, periode, "dikunci", reason)


def buka(settings: Settings, who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Open a closed quarter again. The new snapshot."""
    return _close(settings, who, kode_wilayah, periode, "dibuka", reason)


def atur(settings: Settings, who: Principal, kode_wilayah: str, key: str, value: str) -> int:
    """Set one of the region's own rules (see `rules_of_region`). The new snapshot."""
    demand(who, Action.APPROVE, kode_wilayah)
    rules_of_region.demand_setting(key, value)
    deed = audit.Record("atur", key, kode_wilayah, {"nilai": value})
    return _state(settings, who, "pengaturan_wilayah", [[kode_wilayah, key, value]], f"{key}={value}", deed)


def petakan(settings: Settings, who: Principal, kode_wilayah: str, mapping: Mapping[str, Mapping[str, str]]) -> int:
    """Remember which contract columns the region's own headers are, by dataset. The new snapshot."""
    demand(who, Action.SUBMIT, kode_wilayah)
    told = [(dataset, label, column) for dataset, headers in mapping.items() for label, column in headers.items()]
    rows = [[kode_wilayah, dataset, hide_nips(label), column, True] for dataset, label, column in told]
    deed = audit.Record("petakan", "peta_kolom", kode_wilayah, {"judul": len(rows)})
    return _state(settings, who, "peta_kolom", rows, "peta_kolom", deed)


def _state(settings: Settings, who: Principal, table: str, rows: list[list[Any]], message: str, deed: audit.Record) -> int:
    demand_no_nip(who.identity)
    with lake.writer(settings, only=[deed.kode_wilayah or "*"]) as con:
        if rows:
            marks = ", ".join("?" * (len(rows[0]) + 2))
            with lake.transaction(con, who.identity, message):
                con.executemany(f"INSERT INTO lake.{table} VALUES ({marks})", [[*row, who.identity, lake.now()] for row in rows])
                audit.within(con, settings, who, deed)
        return lake.snapshot(con)


def _close(settings: Settings, who: Principal, kode_wilayah: str, periode: str, decision: str, reason: str) -> int:
    _demand_reason(reason)
    with lake.writer(settings, only=[kode_wilayah]) as con:
        where = "k.kiriman_id IN (SELECT kiriman_id FROM lake.kiriman_kini WHERE kode_wilayah = ? AND periode = ?)"
        demand(who, Action.APPROVE, kode_wilayah)
        known = submissions.find(con, where, [kode_wilayah, periode])
        if known is None:
            raise DataRefused("galat.belum_ada_terbit", wilayah=kode_wilayah, periode=periode)
        if known["dikunci"] == (decision == "dikunci"):
            raise DataRefused("galat.putusan_sama", kiriman=known["kiriman_id"])
        with lake.transaction(con, who.identity, hide_nips(reason) or decision):
            _append(con, settings, known, who, decision, reason=reason)
        return lake.snapshot(con)


def _decide(
    settings: Settings,
    who: Principal,
    kiriman_id: str,
    decision: str,
    reason: str | None,
    right: Action = Action.APPROVE,
) -> int:
    with lake.writer(settings, only=[region_of(kiriman_id)]) as con:
        known = _demanded(con, who, right, kiriman_id)
        if right is Action.REVIEW:
            _demand_current(con, known)
        if known["putusan"] == decision and known["tahap"] == decision:
            raise DataRefused("galat.putusan_sama", kiriman=kiriman_id)
        _must_follow(known, decision)
        _refuse_locked(con, known)
        alone = decision == "disetujui" and known["pengaju"] == who.identity
        if alone and not rules_of_region.one_person(con, settings, known["kode_wilayah"]):
            raise DataRefused("galat.dua_orang", kiriman=kiriman_id)
        references.remember_current(con, [known["kode_wilayah"]])
        references.replace_current(con, known["kode_wilayah"], known["periode"], _successor(con, known, decision))
        references.refer(con)
        values.compute(con, "acuan")
        kinds = ("setuju_sendiri", decision) if alone else (decision,)
        with lake.transaction(con, who.identity, hide_nips(reason) or decision):
            _append(con, settings, known, who, *kinds, reason=reason)
            values.append(con)
        return lake.snapshot(con)


def _demanded(con: duckdb.DuckDBPyConnection, who: Principal, action: Action, kiriman_id: str) -> dict[str, Any]:
    """The submission, for somebody who may do this to it. DataRefused for an unknown id, and for one out of reach alike."""
    demand_no_nip(who.identity)
    known = submissions.find(con, "k.kiriman_id = ?", [kiriman_id])
    if known is None:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    demand(who, action, known["kode_wilayah"])
    if who.scope.kode_unit:
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=known["kode_wilayah"])
    return known


def _demand_current(con: duckdb.DuckDBPyConnection, known: Mapping[str, Any]) -> None:
    """A reviewer sees, and returns, what counts."""
    if not con.execute("SELECT 1 FROM lake.kiriman_kini WHERE kiriman_id = ?", [known["kiriman_id"]]).fetchall():
        raise DataRefused("tinjau.galat.tidak_berlaku")


def _must_follow(known: Mapping[str, Any], decision: str) -> None:
    if known["tahap"] not in _MAY_FOLLOW[decision]:
        raise DataRefused("galat.bukan_gilirannya", kiriman=known["kiriman_id"], tahap=known["tahap"], putusan=decision)


def _refuse_locked(con: duckdb.DuckDBPyConnection, known: Mapping[str, Any]) -> None:
    where = "k.kode_wilayah = ? AND k.periode = ? AND s.dikunci AND s.putusan = 'disetujui'"
    if submissions.find(con, where, [known["kode_wilayah"], known["periode"]]):
        raise DataRefused("galat.terkunci", wilayah=known["kode_wilayah"], periode=known["periode"])


def _demand_reason(reason: str | None) -> None:
    if not (reason or "").strip():
        raise DataRefused("galat.alasan_kosong")


def _append(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    known: Mapping[str, Any],
    who: Principal,
    *kinds: str,
    reason: str | None = None,
) -> None:
    place = known["kiriman_id"], known["kode_wilayah"], known["periode"]
    happened = (events.Event(*place, kind, who.identity, who.role.value, hide_nips(reason)) for kind in kinds)
    events.append(con, settings, happened, first=known["urutan"] + 1)
    told = {"periode": known["periode"], "versi": known["versi"], "sendiri": int("setuju_sendiri" in kinds)}
    audit.within(con, settings, who, audit.Record(_DEEDS[kinds[-1]], known["kiriman_id"], known["kode_wilayah"], told))


def _successor(con: duckdb.DuckDBPyConnection, known: Mapping[str, Any], decision: str) -> str | None:
    """Which submission of the region and period counts once the decision holds."""
    found = con.execute(
        """SELECT k.kiriman_id FROM lake.kiriman AS k INNER JOIN lake.kiriman_status AS s USING (kiriman_id)
        WHERE kode_wilayah = $wilayah AND periode = $periode
            AND CASE WHEN k.kiriman_id = $ini THEN $jadi = 'disetujui' ELSE s.putusan = 'disetujui' END
        ORDER BY versi DESC LIMIT 1""",
        {"wilayah": known["kode_wilayah"], "periode": known["periode"], "ini": known["kiriman_id"], "jadi": decision},
    ).fetchall()
    return str(found[0][0]) if found else None
