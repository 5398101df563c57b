"""The command `jadwal`: who is expected to report which quarter, and until when."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from etl.access import Principal, Scope
from etl.cli import show
from etl.errors import WrongUsage
from etl.locale import text
from etl.periods import Period
from etl.settings import Settings

COLUMNS = ("kode_wilayah", "nama", "periode", "tenggat")
"""The fields of a scheduled report in JSON; tenggat null: the usual number of days after the quarter."""
_SHOWN = ("periode", "tenggat", "pemda")
_CHANGES = ("tenggat", "cabut")

Document = dict[str, Any] | list[dict[str, Any]]


def run(args: argparse.Namespace, settings: Settings, who: Principal, lang: str) -> Document:
    """Schedule, withdraw, or list where nobody is named who does it."""
    if args.by is None:
        if any(getattr(args, name) for name in _CHANGES):
            raise WrongUsage("galat.pemakaian", rincian=text("cli.salah.wajib", lang, nilai="--by"))
        return _listed(settings, who, args.lingkup, args.periode)
    if args.periode is None:
        raise WrongUsage("galat.pemakaian", rincian=text("cli.salah.wajib", lang, nilai="--periode"))
    if not args.by.strip():
        raise WrongUsage("galat.tanpa_nama")
    if args.cabut and args.tenggat:
        raise WrongUsage("galat.pemakaian", rincian=text("cli.salah.asing", lang, nilai="--tenggat"))
    return _schedule(settings, who, args)


def lines(document: Document, lang: str) -> Iterator[str]:
    """What was done; or per quarter and deadline how many governments are expected."""
    if isinstance(document, dict):
        key = "wajib" if document["wajib"] else "cabut"
        yield text(f"cli.jadwal.{key}", lang, **document | {"tenggat": document["tenggat"] or text("cli.jadwal.lazim", lang)})
        return
    counts: dict[tuple[str, date | None], int] = {}
    for row in document:
        place = row["periode"], row["tenggat"]
        counts[place] = counts.get(place, 0) + 1
    usual = text("cli.jadwal.lazim", lang)
    rows = [{"periode": periode, "tenggat": day or usual, "pemda": count} for (periode, day), count in counts.items()]
    yield from show.table(rows, _SHOWN, lang)


def _schedule(settings: Settings, who: Principal, args: argparse.Namespace) -> dict[str, Any]:
    from etl.warehouse import lake, schedule

    lake.demand_lake(settings)
    scope = args.lingkup or "*"
    changed = schedule.jadwalkan(settings, who, scope, args.periode, tenggat=args.tenggat, aktif=not args.cabut)
    told = {"periode": args.periode, "lingkup": scope, "wajib": not args.cabut, "tenggat": args.tenggat, "berubah": changed}
    return told | {"jumlah": len(_listed(settings, who, scope, args.periode))}


def _listed(settings: Settings, who: Principal, lingkup: str | None, periode: str | None) -> list[dict[str, Any]]:
    from etl.warehouse import lake, read
    from etl.warehouse.regions import regions

    if periode is not None:
        Period.parse(periode)
    scope = Scope.parse(lingkup or "*")
    found = read.schedule(lake.open_reader(settings), who, periode)
    names = dict(regions().select("kode_wilayah", "nama").iter_rows())
    rows = [row | {"nama": names.get(row["kode_wilayah"])} for row in found.iter_rows(named=True)]
    return [{name: row[name] for name in COLUMNS} for row in rows if scope.covers(row["kode_wilayah"])]
