"""Whether what was asked for exists: an unknown name is a mistake to be told, never an empty answer."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.access import Principal, Scope
from etl.errors import WrongUsage
from etl.periods import Period

if TYPE_CHECKING:
    import polars as pl

    from etl.metrics import Metric

_SHOWN = 12


def place(args: argparse.Namespace) -> None:
    """WrongUsage unless `--wilayah` and `--periode`, where given, name a government and a quarter."""
    from etl.warehouse.regions import demand_region

    if getattr(args, "wilayah", None) is not None:
        demand_region(args.wilayah)
    if getattr(args, "periode", None) is not None:
        Period.parse(args.periode)


def within(args: argparse.Namespace, who: Principal) -> tuple[Principal, str | None]:
    """Who reads, narrowed to the scope that `--wilayah` writes as a pattern (`*`, `36.*`), and the one government it names.

    WrongUsage for what is neither, for a province without governments, and for a quarter that is none.
    """
    from etl.warehouse.regions import regions

    written = args.wilayah
    if written is None or "*" not in written:
        place(args)
        return who, written
    scope = Scope.parse(written)
    if not any(scope.covers(code) for code in regions()["kode_wilayah"]):
        raise WrongUsage("galat.wilayah", wilayah=written)
    if args.periode is not None:
        Period.parse(args.periode)
    return replace(who, scope=scope), None


def metrics(args: argparse.Namespace, known: Mapping[str, Metric]) -> None:
    """WrongUsage unless `--metrik` and `--varian` are in the catalogue of metrics."""
    for metric in args.metrik or ():
        if metric not in known:
            raise WrongUsage("galat.metrik", metrik=metric, pilihan=", ".join(sorted(known)))
    variants = dict.fromkeys(variant for metric in args.metrik or known for variant in known[metric].varian)
    if args.varian not in (None, "semua", *variants):
        raise WrongUsage("galat.varian", varian=args.varian, pilihan=", ".join([*variants, "semua"]))


def unit(asked: str, known: pl.Series) -> None:
    """WrongUsage when there is data of agencies but none of this one."""
    codes = known.drop_nulls().unique().sort().to_list()
    if codes and asked not in codes:
        more = ", …" if len(codes) > _SHOWN else ""
        raise WrongUsage("galat.unit", unit=asked, pilihan=", ".join(codes[:_SHOWN]) + more)
