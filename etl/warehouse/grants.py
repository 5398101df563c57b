"""Grants: who holds which role, for which scope, from when until when, given by whom. Appended, never changed."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import duckdb

from etl.access import Action, Grant, Principal, Role, Scope, demand, fits
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.settings import Settings
from etl.warehouse import audit, lake
from etl.warehouse.pseudonym import demand_no_nip, hide_nips
from etl.warehouse.regions import demand_region
from etl.warehouse.rules_of_region import zone

__all__ = ["Grant", "give", "plain", "span", "withdraw"]

_MAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*")
"""The plain addresses that providers hand out: no blanks, quotes or brackets, which mean something elsewhere."""
_LONGEST = 254
_UNITS_SHOWN = 12
_HOLDS = "berlaku_dari <= $kini AND (berlaku_sampai IS NULL OR berlaku_sampai > $kini)"


def give(settings: Settings, who: Principal, grant: Grant, reason: str | None = None) -> str:
    """Give a role; the grant's id. It never begins before now.

    NotAllowed beyond the giver's own scope; WrongUsage for a scope that the role cannot have, an unknown region, times that
    end before they begin, an identity that is no address; DataRefused for an agency that the region does not have, and where
    the same grant holds already for all of that time.
    """
    demand_no_nip(who.identity)
    identity = _address(grant.identity)
    _demand(who, grant.scope)
    _demand_fit(grant.role, grant.scope)
    now = lake.now()
    since, until = max(grant.valid_from or now, now), grant.valid_until
    if until and until <= since:
        raise WrongUsage("galat.hak.masa")
    hak_id = secrets.token_hex(8)
    with lake.writing(settings, who.identity, "hak", only=["hak"]) as con:
        _demand_agency(con, grant.scope)
        _demand_new(con, identity, grant, since, until)
        row = [hak_id, identity, grant.role.value, grant.scope.pattern, grant.scope.kode_unit, True, until]
        _append(con, row, who, reason, since)
        audit.within(con, settings, who, _record("hak_beri", row))
    return hak_id


def withdraw(settings: Settings, who: Principal, hak_id: str, reason: str) -> None:
    """Take a role back; it ends at the holder's next click.

    DataRefused for an unknown or ended grant, without a reason, and for the last administrator of the nation: without one
    nobody could give a role any more, so only the command line, which needs no grant, takes it back.
    """
    if not reason.strip():
        raise DataRefused("galat.alasan_kosong")
    demand_no_nip(who.identity)
    demand(who, Action.GRANT)
    with lake.writing(settings, who.identity, "hak", only=["hak"]) as con:
        names = "hak_id, identitas, peran, lingkup, kode_unit, berlaku_sampai, berlaku_dari"
        found = con.execute(
            f"SELECT {names} FROM lake.hak_kini WHERE hak_id = $hak AND (berlaku_sampai IS NULL OR berlaku_sampai > $kini)",
            {"hak": hak_id, "kini": lake.now()},
        ).fetchall()
        if not found:
            raise DataRefused("galat.hak.tak_dikenal", hak=hide_nips(hak_id))
        _, identity, role, pattern, unit, until, since = found[0]
        _demand(who, Scope(pattern, unit))
        if who.role is not Role.SISTEM:
            _demand_another_admin(con, hak_id)
        row = [hak_id, identity, role, pattern, unit, False, until]
        _append(con, row, who, reason, since)
        audit.within(con, settings, who, _record("hak_cabut", row))


def plain(identity: str) -> str:
    """An identity as it is kept and compared. WrongUsage for an empty one and for a NIP."""
    told = identity.strip()
    # Outside ASCII letters of two alphabets become the same small letter: such an identity stays as it is and is nobody's.
    told = told.lower() if told.isascii() else told
    if not told:
        raise WrongUsage("galat.hak.identitas")
    try:
        demand_no_nip(told)
    except WrongUsage as error:
        raise WrongUsage("galat_hak.nip") from error
    return told


def span(scope: Scope, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments (UTC) from the beginning of one day to the end of another, both included, where the scope lies.

    The zone is that of its province; WIB for the nation. WrongUsage for a day that no calendar can hold with its neighbour.
    """
    place = zone(scope.pattern)[1]

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), place).astimezone(UTC).replace(tzinfo=None)

    try:
        return midnight(first) if first else None, midnight(last + timedelta(days=1)) if last else None
    except OverflowError as error:
        raise WrongUsage("galat_hak.tanggal", tanggal=last or first) from error


def _address(identity: str) -> str:
    told = plain(identity)
    if len(told) > _LONGEST or not _MAIL.fullmatch(told):
        raise WrongUsage("galat_hak.surel")
    return told


def _demand(who: Principal, scope: Scope) -> None:
    demand(who, Action.GRANT)
    if not who.scope.contains(scope):
        raise NotAllowed("galat.hak.di_luar", lingkup=scope.pattern)


def _demand_fit(role: Role, scope: Scope) -> None:
    Scope.parse(scope.pattern, scope.kode_unit)
    if not fits(role, scope):
        raise WrongUsage("galat.hak.lingkup", peran=role.value, lingkup=scope.pattern)
    if scope.pattern != "*":
        demand_region(scope.pattern.removesuffix(".*"))


def _demand_agency(con: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """DataRefused for an agency that the region does not have; a region without data cannot say."""
    if scope.kode_unit is None:
        return
    demand_no_nip(scope.kode_unit)
    found = con.execute(
        """SELECT DISTINCT kode_opd FROM lake.unit WHERE kode_opd IS NOT NULL
            AND kiriman_id IN (SELECT kiriman_id FROM lake.kiriman_kini WHERE kode_wilayah = ?) ORDER BY kode_opd""",
        [scope.pattern],
    ).fetchall()
    known = [row[0] for row in found]
    if known and scope.kode_unit not in known:
        more = ", …" if len(known) > _UNITS_SHOWN else ""
        raise DataRefused("galat_hak.unit", unit=scope.kode_unit, pilihan=", ".join(known[:_UNITS_SHOWN]) + more)


def _demand_new(con: duckdb.DuckDBPyConnection, identity: str, grant: Grant, since: datetime, until: datetime | None) -> None:
    """DataRefused where the same grant holds already from `since` until `until`: a second one would change nothing."""
    same = """SELECT hak_id FROM lake.hak_kini WHERE identitas = $identitas AND peran = $peran AND lingkup = $lingkup
        AND kode_unit IS NOT DISTINCT FROM $unit AND berlaku_dari <= $dari
        AND (berlaku_sampai IS NULL OR berlaku_sampai >= $sampai) LIMIT 1"""
    found = con.execute(
        same,
        {
            "identitas": identity, "peran": grant.role.value, "lingkup": grant.scope.pattern, "unit": grant.scope.kode_unit,
            "dari": since, "sampai": until or datetime.max,
        },
    ).fetchall()  # fmt: skip
    if found:
        raise DataRefused("galat_hak.sudah", hak=found[0][0])


def _demand_another_admin(con: duckdb.DuckDBPyConnection, hak_id: str) -> None:
    """DataRefused when this grant makes the only administrator of the nation at this moment."""
    held = con.execute(
        f"SELECT hak_id FROM lake.hak_kini WHERE peran = 'admin' AND lingkup = '*' AND {_HOLDS}", {"kini": lake.now()}
    ).fetchall()
    if [row[0] for row in held] == [hak_id]:
        raise DataRefused("galat_hak.admin_terakhir")


def _append(con: duckdb.DuckDBPyConnection, row: list[Any], who: Principal, reason: str | None, since: datetime) -> None:
    con.execute(
        """INSERT INTO lake.hak BY NAME SELECT ? AS hak_id, ? AS identitas, ? AS peran, ? AS lingkup, ? AS kode_unit, ? AS aktif,
            ? AS berlaku_sampai, ? AS oleh, ? AS alasan, ? AS waktu, ? AS berlaku_dari""",
        [*row, who.identity, hide_nips(reason) or None, lake.now(), since],
    )


def _record(tindakan: str, row: list[Any]) -> audit.Record:
    """What the trail keeps of a grant; whose it is stands in `hak` alone."""
    hak_id, _, role, pattern, unit, _, until = row
    ends = until.isoformat() if until else None
    told = {"peran": role, "lingkup": pattern, "kode_unit": unit, "berlaku_sampai": ends}
    return audit.Record(tindakan, hak_id, None if "*" in pattern else pattern, told)
