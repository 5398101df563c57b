"""The trail as its readers see it: who did what within their scope, and whether the chains are whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from etl.access import Action, Principal
from etl.warehouse import chains as checking
from etl.warehouse.read.door import Lake, seen

_COLUMNS = """n.waktu, n.identitas, n.peran, n.lingkup, n.kode_wilayah, n.tindakan, n.objek, n.rincian, n.rantai, n.urutan,
    n.hash_sebelum, n.hash"""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: deeds, one who did them and what they were done to (parts of words), and when (UTC, [since, until))."""

    tindakan: tuple[str, ...] = ()
    identitas: str = ""
    objek: str = ""
    since: datetime | None = None
    until: datetime | None = None


def trail(
    lake: Lake,
    who: Principal,
    kode_wilayah: str | None = None,
    wanted: Wanted | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> pl.DataFrame:
    """Deeds about the governments in scope, newest first: the columns of `jejak`.

    Those about no government (a sign-in for the nation, a stranger turned away) are for who reads the trail of the nation.
    """
    door = seen(lake, who, Action.AUDIT, kode_wilayah)
    where, parameters = _about(who, kode_wilayah, wanted or Wanted())
    page = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return door.query(
        f"""SELECT {_COLUMNS} FROM lake.jejak AS n WHERE {where}
        ORDER BY n.waktu DESC, n.rantai, n.urutan DESC{page}""",
        parameters,
    )


def deeds(lake: Lake, who: Principal, kode_wilayah: str | None = None, wanted: Wanted | None = None) -> pl.DataFrame:
    """How often each deed that `trail` would list was done: tindakan, jumlah."""
    door = seen(lake, who, Action.AUDIT, kode_wilayah)
    where, parameters = _about(who, kode_wilayah, wanted or Wanted())
    return door.query(
        f"SELECT n.tindakan, count(*) AS jumlah FROM lake.jejak AS n WHERE {where} GROUP BY ALL ORDER BY ALL", parameters
    )


def _about(who: Principal, kode_wilayah: str | None, wanted: Wanted) -> tuple[str, list[Any]]:
    """Conditions with their parameters. What a reader of a province does about several regions stands under their scope."""
    condition, parameters = who.scope.sql("n.kode_wilayah")
    told: dict[str, Any] = {
        f"({condition} OR n.kode_wilayah IS NULL AND n.lingkup = ?)": [*parameters, who.scope.pattern],
        "n.kode_wilayah = ?": kode_wilayah,
        "list_contains(?, n.tindakan)": list(wanted.tindakan),
        "contains(lower(n.identitas), lower(?))": wanted.identitas,
        "contains(lower(n.objek), lower(?))": wanted.objek,
        "n.waktu >= ?": wanted.since,
        "n.waktu < ?": wanted.until,
    }
    (scope, bound), *rest = ((name, value) for name, value in told.items() if value)
    return " AND ".join([scope, *(name for name, _ in rest)]), [*bound, *(value for _, value in rest)]


def chains(lake: Lake, who: Principal) -> dict[str, Any]:
    """Whether the chains of the submissions in scope, and those of the trail, are whole: see `etl.warehouse.chains.check`."""
    door = seen(lake, who, Action.AUDIT)
    which = checking.Which(scope=who.scope)
    return checking.check(lambda sql, parameters: door.query(sql, parameters).rows(), door.settings.secret(), which)
