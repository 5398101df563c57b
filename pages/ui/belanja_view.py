"""Anggaran: both shares against their limits by quarter, what they are made of, and the structure beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.periods import Period
from pages.charts.trend import trend
from pages.ui import belanja_model as model
from pages.ui import data, formats, metric_text, overview, overview_charts, panels
from pages.ui.filters import View
from pages.ui.regulasi_lembar import missing_sheet
from pages.ui.tiles import Tile, tiles_html
from pages.ui.words import lang, t, theme

DATASET = "anggaran"
STRUCTURE = "penyederhanaan_struktur"
METRICS = (*model.SHARES, STRUCTURE)


def show(who: Principal, view: View) -> None:
    """The shares of the view, or how to supply the budget."""
    values = data.metric_values(who, view.kode_wilayah, view.periods, kode_unit=None, metrik=METRICS)
    year = Period.parse(view.periode).year
    found = [one for m in model.SHARES if (one := model.share(_row(values, m, view.periode), year))]
    if not found:
        _empty(view, values)
        return
    panels.finding(model.sentence(found, year, lang()))
    st.html(tiles_html(_tiles(view, values, found), theme()))
    left, right = st.columns([0.5, 0.5])
    for place, metrik in ((left, model.STAFF), (right, model.WORKS)):
        with place:
            _trend(who, view, values, metrik, model.limit(metrik), model.limit_words(metrik, lang()))
    panels.section(t("indeks_anggaran.isi_porsi"), t("indeks_anggaran.isi_porsi.catatan"))
    panels.data_table(model.table(found, lang()), alt=t("indeks_anggaran.isi_porsi"))
    left, right = st.columns([0.5, 0.5])
    with left:
        _trend(who, view, values, STRUCTURE, None, "")
    with right:
        panels.section(t("indeks_anggaran.selama"))
        st.markdown(_meanwhile(view, values))


def _row(values: pl.DataFrame, metrik: str, periode: str | None) -> dict[str, Any] | None:
    return metric_text.pick(values.filter(pl.col("periode") == (periode or "")), data.metrics()[metrik], None)


def _empty(view: View, values: pl.DataFrame) -> None:
    """Nothing to show: the reasons of the metrics, and which sheet to fill."""
    panels.finding(t("indeks_anggaran.temuan.belanja_kosong", periode=formats.period(view.periode)))
    reasons = [metric_text.reason(_row(values, m, view.periode), lang()) for m in model.SHARES]
    for reason in dict.fromkeys(reasons):
        st.markdown(f"- {reason}")
    missing_sheet(DATASET, formats.period(view.periode))


def _tiles(view: View, values: pl.DataFrame, found: Sequence[model.Porsi]) -> list[Tile]:
    tiles = []
    known = {p.metrik: p for p in found}
    for metrik in model.SHARES:
        name, one = metric_text.label(metrik, lang()), known.get(metrik)
        if one is None:
            tiles.append(Tile(name, formats.NULL, note=metric_text.reason(_row(values, metrik, view.periode), lang())))
            continue
        money = f"{formats.rupiah(one.pembilang, lang())} / {formats.rupiah(one.penyebut, lang())}"
        tiles += [
            Tile(name, model.shown(one, lang()), money),
            Tile(t(f"indeks_anggaran.jarak.{metrik}"), formats.points(one.posisi.selisih_poin, lang()),
                 f"{model.side(one, lang())} · {model.label(one, lang())}"),
        ]  # fmt: skip
    return tiles


def _trend(who: Principal, view: View, values: pl.DataFrame, metrik: str, cut: float | None, words: str) -> None:
    line = overview.series(values, view.periode, metrik=metrik)
    name = metric_text.label(metrik, lang())
    panels.section(name, words)

    def build() -> Any:
        points = overview_charts.points(line, lang(), percent=True)
        limit = (cut, formats.percent(cut, lang(), decimals=0)) if cut is not None else None
        return trend(points, theme(), cut=limit, missing=t("grafik.belum"))

    panels.chart_with_table(
        lambda: data.remember(who, f"deret_{metrik}", (view.key, theme()), build),
        lambda: overview_charts.trend_table(line, lang()),
        key=f"deret_{metrik}",
        alt=name,
    )


def _meanwhile(view: View, values: pl.DataFrame) -> str:
    """Both trends since the baseline, side by side, without a cause; then the exclusions and the stage of the data."""
    parts = []
    for metrik in (*model.SHARES, STRUCTURE):
        now, then = (_row(values, metrik, p) for p in (view.periode, view.dasar))
        moved = model.moved(now["nilai"] if now else None, then["nilai"] if then else None, lang())
        parts.append(f"- {metric_text.label(metrik, lang())}: {moved}")
    since = t("indeks_anggaran.selama.sejak", periode=formats.period(view.dasar or view.periode))
    rest = [t(f"indeks_anggaran.selama.{k}", tahun=model.first_year()) for k in ("sebab", "kecuali", "tahap", "keputusan")]
    return "\n".join([since, "", *parts, "", *(f"{line}\n" for line in rest)])
