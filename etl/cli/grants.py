"""The command `grant`: what is asked for, and what it says."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from etl.access import Principal, Role, Scope, standing
from etl.cli import show
from etl.errors import WrongUsage
from etl.locale import text
from etl.settings import Settings

ROLES = tuple(role.value for role in Role if role is not Role.SISTEM)
COLUMNS = (
    "hak_id", "identitas", "peran", "lingkup", "kode_unit", "nama_unit", "zona", "berlaku_dari", "berlaku_sampai", "keadaan",
    "oleh", "alasan", "waktu", "dicabut_oleh", "alasan_cabut", "dicabut_pada",
)  # fmt: skip
"""The fields of a grant in JSON; times in UTC, berlaku_sampai the first moment at which it no longer holds."""
_TIMES = ("berlaku_dari", "berlaku_sampai", "waktu", "dicabut_pada")
_SHOWN = ("hak_id", "identitas", "peran", "lingkup", "kode_unit", "dari", "sampai", "keadaan", "oleh", "alasan")
_GIVES = ("identitas", "peran", "lingkup", "by")
_NOT_LISTED = ("peran", "lingkup", "unit", "dari", "sampai", "by", "alasan")
_NOT_WITHDRAWN = ("identitas", "peran", "lingkup", "unit", "dari", "sampai")

Document = dict[str, Any] | list[dict[str, Any]]


def day(option: str) -> Any:
    """Reads the value of an option: a day as `2027-12-31`, else WrongUsage."""

    def read(written: str) -> date:
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
                return date.fromisoformat(written)
        except ValueError:
            pass
        raise WrongUsage("galat_hak.tanggal", tanggal=f"{option} {written}")

    return read


def run(args: argparse.Namespace, settings: Settings, who: Principal, lang: str) -> Document:
    """Withdraw, give or list, by what is asked for; the grant as it stands then, or all of them."""
    if args.cabut is not None:
        return _withdraw(args, settings, who, lang)
    if any(getattr(args, name) is not None for name in _NOT_LISTED):
        return _give(args, settings, who, lang)
    return _listed(settings, who, args.identitas)


def lines(document: Document, lang: str) -> Iterator[str]:
    """What was done and the grants, with days in the zone of each region."""
    rows = [document] if isinstance(document, dict) else document
    if isinstance(document, dict):
        yield text(f"cli.hak.{'cabut' if document['dicabut_pada'] else 'beri'}", lang, hak=document["hak_id"])
    yield from show.table([_in_words(row, lang) for row in rows], _SHOWN, lang)


def _give(args: argparse.Namespace, settings: Settings, who: Principal, lang: str) -> Document:
    from etl.warehouse import grants

    _demand_options(args, _GIVES, lang)
    scope = Scope.parse(args.lingkup, args.unit)
    since, until = grants.span(scope, args.dari, args.sampai)
    made = grants.Grant(args.identitas, Role(args.peran), scope, since, until)
    return _one(settings, who, grants.give(settings, who, made, args.alasan))


def _withdraw(args: argparse.Namespace, settings: Settings, who: Principal, lang: str) -> Document:
    from etl.warehouse import grants, lake

    _demand_options(args, ("by", "alasan"), lang)
    if more := [name for name in _NOT_WITHDRAWN if getattr(args, name) is not None]:
        raise WrongUsage("galat.pemakaian", rincian=text("cli.salah.asing", lang, nilai=_options(more)))
    lake.demand_lake(settings)
    grants.withdraw(settings, who, args.cabut, args.alasan)
    return _one(settings, who, args.cabut)


def _demand_options(args: argparse.Namespace, needed: Sequence[str], lang: str) -> None:
    """WrongUsage unless these are given, and somebody is named who does it."""
    if missing := [name for name in needed if getattr(args, name) is None]:
        raise WrongUsage("galat.pemakaian", rincian=text("cli.salah.wajib", lang, nilai=_options(missing)))
    if not args.by.strip():
        raise WrongUsage("galat.tanpa_nama")


def _options(names: Sequence[str]) -> str:
    return ", ".join(f"--{name}" for name in names)


def _listed(settings: Settings, who: Principal, identity: str | None = None) -> list[dict[str, Any]]:
    from etl.warehouse import grants, lake, read

    now = lake.now()
    wanted = None if identity is None else grants.plain(identity)
    found = read.grants(lake.open_reader(settings), who)
    return [_document(row, now) for row in found.iter_rows(named=True) if wanted in (None, row["identitas"])]


def _one(settings: Settings, who: Principal, hak_id: str) -> dict[str, Any]:
    return next(row for row in _listed(settings, who) if row["hak_id"] == hak_id)


def _document(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    stands = standing(row["berlaku_dari"], row["berlaku_sampai"], row["dicabut_pada"], now)
    told = row | {"keadaan": stands}
    return {name: told[name].replace(tzinfo=UTC) if name in _TIMES and told[name] else told[name] for name in COLUMNS}


def _in_words(row: dict[str, Any], lang: str) -> dict[str, Any]:
    from etl.warehouse.rules_of_region import zone

    place = zone(row["lingkup"])[1]
    last = row["berlaku_sampai"] and (row["berlaku_sampai"] - timedelta(microseconds=1)).astimezone(place).date()
    days = {"dari": row["berlaku_dari"].astimezone(place).date(), "sampai": last or text("cli.hak.tanpa_akhir", lang)}
    return row | days | {"keadaan": text(f"cli.hak.{row['keadaan']}", lang)}
