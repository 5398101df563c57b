"""What Sistem Kerja reads, put together once per view, language and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from etl.access import Principal
from etl.locale import text
from etl.periods import Period
from etl.regulations import value
from pages.ui import data, metric_text, tahapan_produk
from pages.ui import sistem_kerja_angka as angka
from pages.ui import sistem_kerja_kata as kata
from pages.ui import sistem_kerja_model as model
from pages.ui.filters import View
from pages.ui.singkatan import short_unit
from pages.ui.tiles import tiles_html


@dataclass(frozen=True)
class Kerja:
    """Everything the page draws from."""

    tim: list[model.Team]
    """Active teams of the region, or of the chosen agency."""
    semua: int
    """Teams of any status in the submission."""
    pasangan: dict[model.Pair, int]
    jenis: dict[str, int]
    opd: Mapping[str, str]
    singkat: Mapping[str, str]
    indikator: Mapping[str, str]
    tanpa_tim: list[tuple[str, str | None]]
    """(name, kode_opd) of the key targets (IKU) that no active team serves."""
    rentang: tuple[float | None, float | None, float | None]
    """Mean span: baseline, official, with the shadow layer."""
    sibuk: dict[str, int | None]
    finding: str
    tiles: str

    @property
    def dimakan(self) -> float | None:
        """Which share of the gain the shadow layer takes back."""
        return model.gain(*self.rentang)


def load(who: Principal, view: View, lang: str, theme: str) -> Kerja:
    """Everything on Sistem Kerja for one view."""
    rows = data.teams(who, view.kode_wilayah, view.periode)
    everything = model.teams(rows, _end(view))
    found = model.within(everything, view.kode_opd)
    agencies = data.agencies(who, view.kode_wilayah, view.periode)
    targets = data.facts(who, "indikator", view.kode_wilayah, view.periode)
    names = dict(targets.select("kode_indikator", "nama_indikator").iter_rows())
    values = _values(who, view)
    spread = data.distributions(who, view.kode_wilayah, view.periode, "kolaborasi_opd")
    kinds = data.distributions(who, view.kode_wilayah, view.periode, "jenis_tim", kode_unit=view.kode_opd)
    tiles = angka.tiles(values, data.metrics(), (view.periode, view.banding), rule(who, view, lang), lang)
    share = _share(values, view)
    if view.kode_opd:
        said = kata.agency_finding(share, found, view.kode_opd, short_unit(view.nama_opd, 40), lang)
    else:
        said = kata.finding(share, found, agencies, names, lang, districts=_districts(who, view))
    return Kerja(
        found,
        rows.height,
        model.pairs(spread, everything, view.kode_opd),
        model.kinds(kinds, [t for t in found if view.kode_opd in (None, t.pemilik)]),
        agencies,
        kata.short_names(agencies),
        names,
        _unserved(targets, everything, view),
        _spans(who, view),
        _busy(who, view),
        said,
        tiles_html(tiles, theme),
    )


def _districts(who: Principal, view: View) -> set[str]:
    units = data.units(who, view.kode_wilayah, view.periode)
    return set(units.filter(pl.col("jenis_unit") == "kecamatan")["kode_unit"])


def _end(view: View) -> date:
    return Period.parse(view.periode).last_day


def _unserved(targets: pl.DataFrame, found: list[model.Team], view: View) -> list[tuple[str, str | None]]:
    """The key targets without a team; none are told while no team names any target: then that sheet is missing."""
    served = {code for team in found for code in team.indikator}
    rows = targets.filter((pl.col("jenis") == "IKU") & ~pl.col("kode_indikator").is_in(list(served)))
    if view.kode_opd:
        rows = rows.filter(pl.col("kode_opd") == view.kode_opd)
    return rows.sort("kode_opd", "kode_indikator").select("nama_indikator", "kode_opd").rows() if served else []


def _values(who: Principal, view: View) -> pl.DataFrame:
    """Values of the agency or the region, in every metric's default variant; the rule is the region's own."""
    periods = [p for p in (view.periode, view.banding) if p]
    known = data.metrics()
    wanted = [name for name in angka.METRICS if name in known]
    rows = data.metric_values(who, view.kode_wilayah, periods, kode_unit=view.kode_opd, metrik=wanted)
    if view.kode_opd:
        rule = data.metric_values(who, view.kode_wilayah, periods, kode_unit=None, metrik="regulasi_sistem_kerja")
        rows = pl.concat([rows, rule])
    return metric_text.default_rows(rows, known)


def _share(values: pl.DataFrame, view: View) -> tuple[float, float] | None:
    own = values.filter((pl.col("metrik") == "tim_lintas_opd") & (pl.col("periode") == view.periode)).to_dicts()
    row: dict[str, Any] = own[0] if own else {"pembilang": None, "penyebut": None}
    return None if row["pembilang"] is None or row["penyebut"] is None else (row["pembilang"], row["penyebut"])


def _spans(who: Principal, view: View) -> tuple[float | None, float | None, float | None]:
    """Mean span of the baseline and now as the posts say, and now as the work is given."""
    periods = [p for p in (view.dasar, view.periode) if p]
    rows = data.metric_values(who, view.kode_wilayah, periods, kode_unit=view.kode_opd, metrik="rentang_rerata")
    known = {(r["periode"], r["varian"]): r["nilai"] for r in rows.to_dicts()}
    asked = ((view.dasar, "terisi"), (view.periode, "terisi"), (view.periode, "bayangan"))
    before, official, shadow = (known.get((periode or "", varian)) for periode, varian in asked)
    return before, official, shadow


def most_teams() -> int:
    """So many active teams are reasonable for one person: a local reference value."""
    return int(value("acuan-sistem-kerja", "tim_wajar").value)


def _busy(who: Principal, view: View) -> dict[str, int | None]:
    spread = data.distributions(who, view.kode_wilayah, view.periode, "tim_per_orang", kode_unit=view.kode_opd or "*")
    return model.busy(spread, most_teams())


def rule(who: Principal, view: View, lang: str) -> str:
    """`Perwali 9/2023`, the region's own rule on the work system; else how far its draft is; empty without a register."""
    products = data.facts(who, "produk_hukum", view.kode_wilayah, view.periode)
    if (found := tahapan_produk.in_force(products, _end(view))).height:
        return tahapan_produk.name(found.row(0, named=True), lang)
    own = pl.col("tahap").eq("sistem_kerja") & pl.col("jenis").is_in(tahapan_produk.RULES)
    drafts = products.filter(own & pl.col("status").is_in(tahapan_produk.DRAFTS)).sort("tahun", "kode_produk")
    if drafts.is_empty():
        return text("sistem_kerja.regulasi.tanpa", lang)
    return text("sistem_kerja.regulasi.rancangan", lang, nama=tahapan_produk.name(drafts.row(-1, named=True), lang))
