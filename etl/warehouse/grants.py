"""Grants: who holds which role, for which scope, from when until when, given by whom. Appended, never changed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from etl.access import Action, Principal, Role, Scope, demand, fits
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.settings import Settings
from etl.warehouse import lake
from etl.warehouse.pseudonym import demand_no_nip, hide_nips
from etl.warehouse.regions import demand_region


@dataclass(frozen=True)
class Grant:
    """A role to give. identity: what the provider vouches for (an e-mail address); times in UTC, None: at once, without end."""

    identity: str
    role: Role
    scope: Scope
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def give(settings: Settings, who: Principal, grant: Grant, reason: str | None = None) -> str:
    """Give a role; the grant's id. NotAllowed beyond the giver's own scope, WrongUsage for a scope that the role cannot have."""
    identity = plain(grant.identity)
    _demand(who, grant.scope)
    if not fits(grant.role, grant.scope):
        raise WrongUsage("galat.hak.lingkup", peran=grant.role.value, lingkup=grant.scope.pattern)
    if grant.scope.pattern != "*":
        demand_region(grant.scope.pattern.removesuffix(".*"))
    if grant.valid_from and grant.valid_until and grant.valid_until <= grant.valid_from:
        raise WrongUsage("galat.hak.masa")
    hak_id = secrets.token_hex(8)
    row = [hak_id, identity, grant.role.value, grant.scope.pattern, grant.scope.kode_unit, True, grant.valid_until]
    with lake.writing(settings, who.identity, "hak") as con:
        _append(con, row, who, reason, grant.valid_from or lake.now())
    return hak_id


def withdraw(settings: Settings, who: Principal, hak_id: str, reason: str) -> None:
    """Take a role back; it ends at the holder's next click. DataRefused for an unknown or ended grant, or without a reason."""
    if not reason.strip():
        raise DataRefused("galat.alasan_kosong")
    demand(who, Action.GRANT)
    with lake.writing(settings, who.identity, "hak") as con:
        names = "hak_id, identitas, peran, lingkup, kode_unit, berlaku_sampai, berlaku_dari"
        found = con.execute(f"SELECT {names} FROM lake.hak_kini WHERE hak_id = ?", [hak_id]).fetchall()
        if not found:
            raise DataRefused("galat.hak.tak_dikenal", hak=hak_id)
        _, identity, role, pattern, unit, until, since = found[0]
        _demand(who, Scope(pattern, unit))
        _append(con, [hak_id, identity, role, pattern, unit, False, until], who, reason, since)


def plain(identity: str) -> str:
    """An identity as it is kept and compared. WrongUsage for an empty one and for a NIP."""
    told = identity.strip().lower()
    if not told:
        raise WrongUsage("galat.hak.identitas")
    demand_no_nip(told)
    return told


def _demand(who: Principal, scope: Scope) -> None:
    demand(who, Action.GRANT)
    if not who.scope.contains(scope):
        raise NotAllowed("galat.hak.di_luar", lingkup=scope.pattern)


def _append(con: duckdb.DuckDBPyConnection, row: list[Any], who: Principal, reason: str | None, since: datetime) -> None:
    con.execute(
        """INSERT INTO lake.hak BY NAME SELECT ? AS hak_id, ? AS identitas, ? AS peran, ? AS lingkup, ? AS kode_unit, ? AS aktif,
            ? AS berlaku_sampai, ? AS oleh, ? AS alasan, ? AS waktu, ? AS berlaku_dari""",
        [*row, who.identity, hide_nips(reason), lake.now(), since],
    )
