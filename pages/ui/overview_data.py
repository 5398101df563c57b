"""Reads what Ringkasan needs and puts its parts together; kept by `data.remember` per view, language and theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.access import Principal
from pages.ui import changes, data, formats, metric_text, overview, panels, scales
from pages.ui.filters import View
from pages.ui.singkatan import short_unit
from pages.ui.tiles import tiles_html

STRUCTURE = ("rentang_rerata", "rentang_sempit", "lapisan_maks", "kedalaman_rerata")
scale_note = scales.source


@dataclass(frozen=True)
class Overview:
    """The parts of the page, ready to draw."""

    finding: str
    tiles: str
    empty: bool
    agencies: list[overview.Agency]
    line: list[tuple[str, float | None]]
    changes: list[changes.Sentence]
    lowest_title: str
    before: str
    """The period compared with, as text."""


def load(who: Principal, view: View, lang: str, theme: str) -> Overview:
    """Everything on Ringkasan for one view."""
    read = data.metric_values(who, view.kode_wilayah, view.periods)
    wanted = pl.col("metrik").is_in({*overview.TILES, *STRUCTURE})
    values = metric_text.default_rows(read.filter(wanted), data.metrics())
    names = data.agencies(who, view.kode_wilayah, view.periode)
    found = overview.agencies(values, names, view.periode, view.banding)
    region = _top(who, values)
    line = overview.series(region, view.periode)
    told = panels.reporting(who, view)
    sentence = overview.finding(found, line, told, lang)
    own = names.get(who.scope.kode_unit or "")
    return Overview(
        f"{short_unit(own)}: {sentence}" if own else sentence,
        tiles_html(overview.tiles(region, data.metrics(), view.periode, view.banding, view.dasar, lang), theme),
        all(a.kini is None for a in found),
        found,
        line,
        changes.sentences(
            found, told, _structure(region, view), _attainment(who, view, found), _differing(who, view), view.dasar, lang
        ),
        overview.lowest_title(found, lang),
        formats.period(view.banding),
    )


def _top(who: Principal, values: pl.DataFrame) -> pl.DataFrame:
    """The rows that the page is about: the region's, or those of the one agency that the reader reads for."""
    own = who.scope.kode_unit
    rows = values.filter(pl.col("kode_unit") == own if own else pl.col("kode_unit").is_null())
    return rows.with_columns(pl.lit(None, pl.String).alias("kode_unit"))


def _structure(region: pl.DataFrame, view: View) -> list[tuple[Any, float | None, float | None]]:
    """(metric, baseline, now) of the structure's figures."""
    known = data.metrics()
    rows = []
    for name in STRUCTURE:
        if name in known and view.dasar:
            then, now = (overview.at(region, known[name], p) for p in (view.dasar, view.periode))
            rows.append((known[name], (then or {}).get("nilai"), (now or {}).get("nilai")))
    return rows


def _attainment(who: Principal, view: View, found: list[overview.Agency]) -> dict[str, tuple[pl.DataFrame, pl.DataFrame]]:
    """The indicators, now and then, of the agencies that moved most."""
    if not view.banding:
        return {}
    now, then = (_indicators(who, view).filter(pl.col("periode") == p) for p in (view.periode, view.banding))
    return {
        kode: (now.filter(pl.col("kode_opd") == kode), then.filter(pl.col("kode_opd") == kode))
        for kode in changes.furthest(found)
    }


def _differing(who: Principal, view: View) -> int:
    """How many indicators carry a printed attainment that differs from ours by at least 0.05 points."""
    rows = _indicators(who, view).filter(pl.col("periode") == view.periode)
    return 0 if rows.is_empty() else rows.filter(pl.col("selisih").abs() >= 0.05).height


def _indicators(who: Principal, view: View) -> pl.DataFrame:
    """Of both quarters in one read: the first page of a new server waits for each."""
    return data.attainment(who, view.kode_wilayah, [p for p in (view.periode, view.banding) if p])
