"""What Peta Jabatan reads, put together once per view, language and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.access import Principal
from pages.ui import data, lembar_kosong, metric_text
from pages.ui import peta_kata as kata
from pages.ui import peta_model as model
from pages.ui.filters import View
from pages.ui.peta_model import Gap
from pages.ui.peta_pindah import Pindah, Ukuran, moves, of_agency, sizes
from pages.ui.singkatan import short_unit
from pages.ui.tiles import tiles_html


@dataclass(frozen=True)
class Peta:
    """Everything the page draws from; within the chosen agency, if there is one."""

    opd: list[Gap]
    """All agencies with a stated need, largest gap first."""
    unit: list[Gap]
    """The units of the chosen agency."""
    jabatan: pl.DataFrame
    """Posts of the region or of the chosen agency; see `model.posts`."""
    isian: dict[tuple[str, str], tuple[int, int]]
    pindah: list[Pindah]
    ukuran: dict[str, Ukuran]
    nama: Mapping[str, str]
    """kode_opd → full name."""
    tanpa: list[str]
    """Agencies without any stated need."""
    finding: str
    tiles: str
    missing: str
    """The sheet to fill where there is no post at all."""


def load(who: Principal, view: View, lang: str, theme: str) -> Peta:
    """Everything on Peta Jabatan for one view."""
    names = data.agencies(who, view.kode_wilayah, view.periode)
    everything = _posts(who, view)
    rows = _values(who, view)
    now, then = (model.agencies(rows, names, p) if p else None for p in (view.periode, view.banding))
    pairs = of_agency(moves(everything), view.kode_opd)
    own = everything.filter(pl.col("kode_opd") == view.kode_opd) if view.kode_opd else everything
    inside = model.units(everything, view.kode_opd, _unit_names(who, view)) if view.kode_opd else []
    scoped = rows.filter(pl.col("kode_unit") == view.kode_opd if view.kode_opd else pl.col("kode_unit").is_null())
    # An agency's own tiles count its units; earlier ones would need the posts of that quarter too.
    sides = (inside, None) if view.kode_opd else (now or [], then or None)
    cards = kata.tiles(scoped, data.metrics(), sides, own, (view.periode, view.banding), lang, inside=bool(view.kode_opd))
    return Peta(
        now or [],
        inside,
        own,
        model.occupancy(own),
        pairs,
        sizes(everything),
        names,
        model.without_need(everything, names),
        _finding(view, now or [], inside, pairs, lang),
        tiles_html(cards, theme),
        "" if everything.height else lembar_kosong.sentence("jabatan", lang, ("kebutuhan", "kelas")),
    )


def _posts(who: Principal, view: View) -> pl.DataFrame:
    """Independent of language and theme, so kept for itself."""

    def build() -> pl.DataFrame:
        place = (view.kode_wilayah, view.periode)
        return model.posts(data.positions(who, *place), data.holders(who, *place), data.units(who, *place))

    return data.remember(who, "peta_jabatan_pos", (view.kode_wilayah, view.periode), build)


def _unit_names(who: Principal, view: View) -> dict[str, str]:
    found = data.units(who, view.kode_wilayah, view.periode)
    return dict(found.select("kode_unit", "nama_unit").iter_rows())


def _values(who: Principal, view: View) -> pl.DataFrame:
    known = data.metrics()
    periods = [p for p in (view.periode, view.banding) if p]
    wanted = [m for m in kata.METRICS if m in known]
    return metric_text.default_rows(data.metric_values(who, view.kode_wilayah, periods, metrik=wanted), known)


def _finding(view: View, gaps: list[Gap], inside: list[Gap], pairs: list[Pindah], lang: str) -> str:
    shown = [Gap(g.kode, short_unit(g.nama), g.terisi, g.kebutuhan) for g in gaps]
    if not view.kode_opd:
        return kata.finding(shown, sum(m.orang for m in pairs), lang) if shown else ""
    whole = next((g for g in shown if g.kode == view.kode_opd), None)
    units = [Gap(g.kode, short_unit(g.nama, 40), g.terisi, g.kebutuhan) for g in inside]
    return kata.finding_of_agency(short_unit(view.nama_opd, 40), whole, units, lang)
