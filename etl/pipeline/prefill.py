"""The template of a region and quarter, filled with what counts now: the same units, posts, people and indicators again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from etl import template
from etl.access import Action, Principal, demand
from etl.contracts import contract
from etl.errors import DataRefused
from etl.periods import Period
from etl.pipeline import again
from etl.settings import Settings
from etl.template import Confirmed
from etl.warehouse import files, read, submissions
from etl.warehouse.lake import exists, open_reader
from etl.warehouse.regions import demand_region
from etl.warehouse.rules_of_region import DEADLINE_DAYS, usual_deadline


@dataclass(frozen=True)
class Written:
    """What a template holds: the quarter its rows come from (None: blank), and how many rows each dataset has."""

    since: str | None = None
    rows: dict[str, int] = field(default_factory=dict)


def write(
    settings: Settings,
    who: Principal,
    kode_wilayah: str,
    periode: str,
    target: Path | BinaryIO,
    *,
    blank: bool = False,
    lang: str = "id",
) -> Written:
    """Write the template to `target`; blank when asked for, or where the region has nothing approved up to this quarter.

    NotAllowed unless `who` may submit for the region; DataRefused when the stored files are gone or damaged.
    """
    source = _source(settings, who, kode_wilayah, periode)
    held = None if blank or source is None else _tables(settings, source, periode)
    since = source["periode"] if source and held is not None else None
    known = exists(settings)
    template.write(
        target,
        kode_wilayah,
        periode,
        held,
        confirmed=_confirmed(settings, who, source) if source and since else (),
        deadline=_deadline(settings, who, kode_wilayah, periode) if known else usual_deadline(periode),
        since=since,
        lang=lang,
    )
    return Written(since, {dataset: frame.height for dataset, frame in (held or {}).items()})


def tables(settings: Settings, who: Principal, kode_wilayah: str, periode: str) -> dict[str, pl.DataFrame] | None:
    """The rows of a prefilled template by dataset, NIP and names in clear: what counts for the newest quarter up to this one.

    For a later quarter `capaian` holds the indicators with this quarter's target and no realisation. None where nothing counts.
    """
    source = _source(settings, who, kode_wilayah, periode)
    return None if source is None else _tables(settings, source, periode)


def _source(settings: Settings, who: Principal, kode_wilayah: str, periode: str) -> dict[str, Any] | None:
    demand_region(kode_wilayah)
    Period.parse(periode)
    demand(who, Action.SUBMIT, kode_wilayah)
    return submissions.newest(settings, kode_wilayah, periode)


def _tables(settings: Settings, kiriman: dict[str, Any], periode: str) -> dict[str, pl.DataFrame]:
    if kiriman["dihapus"]:
        raise DataRefused("galat_berkas.templat_dihapus", kiriman=kiriman["kiriman_id"], periode=kiriman["periode"])
    stored = files.stored(settings, kiriman)
    if stored.damaged:
        raise DataRefused("galat.templat_hilang", kiriman=kiriman["kiriman_id"], periode=kiriman["periode"])
    held = again.read_again(settings, stored, kiriman).tables
    if kiriman["periode"] == periode:
        return held
    return held | {"capaian": _attainment(held, Period.parse(kiriman["periode"]), Period.parse(periode))}


def _attainment(held: dict[str, pl.DataFrame], last: Period, now: Period) -> pl.DataFrame:
    """A row per indicator: the target of this quarter, the limits of a range; the ceiling only while the year's budget holds."""
    key, target = "kode_indikator", f"target_tw{now.quarter}"
    schema = {name: column.dtype for name, column in contract("capaian").columns.items()}
    kept = ["target_bawah", "target_atas", *(["pagu"] if last.year == now.year else [])]
    due = held.get("indikator", contract("indikator").empty()).drop_nulls(key).unique(key, keep="first", maintain_order=True)
    before = held.get("capaian", contract("capaian").empty()).drop_nulls(key).unique(key, keep="first").select(key, *kept)
    rows = due.select(key, pl.col(target).alias("target")).join(before, on=key, how="left", maintain_order="left")
    return rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema.items()
    )


def _confirmed(settings: Settings, who: Principal, kiriman: dict[str, Any]) -> list[Confirmed]:
    found = read.confirmations(open_reader(settings), who, kiriman["kode_wilayah"], kiriman["kiriman_id"])
    newest = found.unique("aturan", keep="first").sort("aturan")
    return [Confirmed(*row) for row in newest.select("aturan", "jumlah", "alasan").iter_rows()]


def _deadline(settings: Settings, who: Principal, kode_wilayah: str, periode: str) -> date:
    lake = open_reader(settings)
    expected = read.schedule(lake, who, periode).filter(pl.col("kode_wilayah") == kode_wilayah)["tenggat"].drop_nulls()
    if not expected.is_empty():
        return expected[0]
    own = dict(read.region_settings(lake, who, kode_wilayah).select("kunci", "nilai").iter_rows())
    return usual_deadline(periode, int(own[DEADLINE_DAYS]) if DEADLINE_DAYS in own else None)
