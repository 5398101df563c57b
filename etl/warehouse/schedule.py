"""Who is expected to report which quarter, and until when: a table that is appended to, never changed."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from etl.access import Action, Principal, Scope, demand
from etl.errors import NotAllowed, WrongUsage
from etl.periods import Period
from etl.settings import Settings
from etl.warehouse import audit, heads, lake
from etl.warehouse.pseudonym import demand_no_nip
from etl.warehouse.regions import demand_region, regions

_ROW = {"kode_wilayah": pl.String, "periode": pl.String, "tenggat": pl.Date, "aktif": pl.Boolean}


def jadwalkan(
    settings: Settings, who: Principal, lingkup: str, periode: str, *, tenggat: date | None = None, aktif: bool = True
) -> int:
    """Expect every government of a scope (`*`, `36.*`, `36.72`) to report a quarter; for how many this is new.

    tenggat: the last day, where each lies; None: the usual one. aktif False: they need not report it after all.
    WrongUsage for an unknown code, an area without a government of its own, a quarter that is none, a deadline within it.
    """
    demand_no_nip(who.identity)
    scope = Scope.parse(lingkup)
    demand(who, Action.MAINTAIN)
    if not who.scope.contains(scope):
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=lingkup)
    _demand_day(periode, tenggat)
    wanted = {"periode": periode, "tenggat": tenggat, "aktif": aktif}
    rows = pl.DataFrame([{"kode_wilayah": code} | wanted for code in _governments(scope)], schema=_ROW)
    with lake.writing(settings, who.identity, "jadwal", only=["jadwal"]) as con:
        changed = _changed(con, rows)
        if changed.height:
            heads.insert(con, "jadwal_lapor", changed.with_columns(oleh=pl.lit(who.identity), waktu=pl.lit(lake.now())))
            audit.within(con, settings, who, _record(lingkup, periode, tenggat, aktif, changed.height))
    return changed.height


def _governments(scope: Scope) -> list[str]:
    """The governments of a scope by code; WrongUsage where there is none."""
    if "*" not in scope.pattern:
        demand_region(scope.pattern)
    found = [code for code in regions()["kode_wilayah"] if scope.covers(code)]
    if not found:
        raise WrongUsage("galat.wilayah", wilayah=scope.pattern)
    return found


def _demand_day(periode: str, tenggat: date | None) -> None:
    end = Period.parse(periode).last_day
    if tenggat is not None and tenggat <= end:
        raise WrongUsage("kelengkapan.galat.tenggat", tenggat=tenggat.isoformat(), periode=periode)


def _changed(con: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that say something else than what stands; the same schedule twice adds nothing."""
    con.register("_jadwal", rows)
    found = con.execute(
        """SELECT n.* FROM _jadwal AS n LEFT JOIN lake.jadwal_kini AS j USING (kode_wilayah, periode)
        WHERE n.aktif <> (j.periode IS NOT NULL) OR n.aktif AND n.tenggat IS DISTINCT FROM j.tenggat ORDER BY ALL"""
    ).pl()
    con.unregister("_jadwal")
    return found


def _record(lingkup: str, periode: str, tenggat: date | None, aktif: bool, count: int) -> audit.Record:
    told: dict[str, str | int] = {"lingkup": lingkup, "aktif": int(aktif), "jumlah": count}
    told |= {"tenggat": tenggat.isoformat()} if tenggat else {}
    return audit.Record("jadwal", periode, None if "*" in lingkup else lingkup, told)
