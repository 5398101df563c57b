"""What Proses dan Layanan reads, put together once per view, language and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.access import Principal
from pages.ui import data, indeks_model, lembar_kosong, metric_text
from pages.ui import proses_kata as kata
from pages.ui import proses_model as model
from pages.ui.filters import View
from pages.ui.singkatan import short_unit
from pages.ui.tiles import tiles_html

DATASET, INDICES = "proses", "indeks"
KINDS = ("spbe", "pemdi")
_FIGURES = ("tahap_sebelum", "tahap_sesudah", "hari_sebelum", "hari_sesudah", "elektronik")


@dataclass(frozen=True)
class Layanan:
    """Everything the page draws from; the processes of the chosen agency, if there is one."""

    proses: list[model.Proses]
    opd: list[model.Ringkas]
    indeks: list[indeks_model.Nilai]
    """SPBE and Pemdi values of the region, by year."""
    nama: Mapping[str, str]
    finding: str
    tiles: str
    missing: str
    """The sheet to fill where there is no process at all."""
    missing_index: str


def load(who: Principal, view: View, lang: str, theme: str) -> Layanan:
    """Everything on Proses dan Layanan for one view."""
    names = data.agencies(who, view.kode_wilayah, view.periode)
    everything = model.read(data.facts(who, DATASET, view.kode_wilayah, view.periode))
    found = model.of_agency(everything, view.kode_opd)
    values = _values(who, view)
    own = values.filter(pl.col("kode_unit") == view.kode_opd if view.kode_opd else pl.col("kode_unit").is_null())
    indices = _indices(who, view)
    cards = kata.tiles(own, data.metrics(), found, indices, (view.periode, view.banding), lang)
    name = short_unit(view.nama_opd, 40) if view.kode_opd else None
    return Layanan(
        found,
        model.agencies(found, values, view.periode),
        indices,
        names,
        kata.finding(own, found, view.periode, lang, name) if found else "",
        tiles_html(cards, theme),
        "" if everything else lembar_kosong.sentence(DATASET, lang, _FIGURES),
        "" if indices else lembar_kosong.sentence(INDICES, lang, ("rezim",)),
    )


def _values(who: Principal, view: View) -> pl.DataFrame:
    known = data.metrics()
    periods = [p for p in (view.periode, view.banding) if p]
    wanted = [m for m in model.METRICS if m in known]
    return metric_text.default_rows(data.metric_values(who, view.kode_wilayah, periods, metrik=wanted), known)


def _indices(who: Principal, view: View) -> list[indeks_model.Nilai]:
    rows = data.facts(who, INDICES, view.kode_wilayah, view.periode)
    found = indeks_model.region_values(rows.filter(pl.col("jenis").is_in(list(KINDS)))) if rows.height else []
    return sorted(found, key=lambda n: (n.tahun, n.jenis))
