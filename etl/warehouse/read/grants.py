"""Grants as their keepers see them, and the roles of somebody who signs in."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from etl.access import Action, Principal, Role, Scope
from etl.warehouse.grants import plain
from etl.warehouse.read.door import Lake, seen


def grants(lake: Lake, who: Principal) -> pl.DataFrame:
    """Grants that hold or will hold, within the keeper's scope, newest first: the columns of `hak`."""
    found = seen(lake, who, Action.GRANT).query("SELECT * FROM lake.hak_kini ORDER BY waktu DESC, hak_id")
    within = [
        who.scope.contains(Scope(pattern, unit))
        for pattern, unit in zip(found["lingkup"].to_list(), found["kode_unit"].to_list(), strict=True)
    ]
    return found.filter(pl.Series(within, dtype=pl.Boolean))


def roles_of(lake: Lake, identity: str) -> pl.DataFrame:
    """The grants of one identity that were not withdrawn: hak_id, peran, lingkup, kode_unit, berlaku_dari, berlaku_sampai.

    Asked before anybody is a principal; `principals` says which of them hold now.
    """
    return lake.query(
        """SELECT hak_id, peran, lingkup, kode_unit, berlaku_dari, berlaku_sampai FROM lake.hak_kini
        WHERE identitas = ? ORDER BY peran, lingkup, kode_unit, hak_id""",
        [plain(identity)],
    )


def principals(identity: str, held: pl.DataFrame, now: datetime) -> list[Principal]:
    """What one may be at this moment (UTC), from the grants of `roles_of`; the same role and scope once."""
    found = [
        Principal(plain(identity), Role(row["peran"]), Scope(row["lingkup"], row["kode_unit"]))
        for row in held.iter_rows(named=True)
        if row["berlaku_dari"] <= now and (row["berlaku_sampai"] is None or now < row["berlaku_sampai"])
    ]
    return list(dict.fromkeys(found))
