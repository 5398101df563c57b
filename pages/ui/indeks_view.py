"""Indeks: tiles, the strips by year, and what simplification contributes to RB General."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.access import Principal
from etl.metrics import indeks
from etl.periods import Period
from pages.charts.index_years import Dot, Strip, index_years
from pages.ui import data, formats, metric_text, panels
from pages.ui import indeks_model as model
from pages.ui.filters import View
from pages.ui.regulasi_lembar import missing_sheet
from pages.ui.tiles import Change, Tile, tiles_html
from pages.ui.words import lang, t, theme

DATASET = "indeks"
METRICS = ("penyederhanaan_struktur",)
_TILES = (("rb",), ("sakip",), ("spbe", "pemdi"), ("ip_asn",))


def show(who: Principal, view: View) -> None:
    """The indices of the view, or how to supply them."""
    rows = data.facts(who, DATASET, view.kode_wilayah, view.periode)
    if rows.is_empty():
        panels.finding(t("indeks_anggaran.temuan.kosong", periode=formats.period(view.periode)))
        missing_sheet(DATASET, formats.period(view.periode))
        return
    found = data.remember(who, "indeks", view.key, lambda: model.region_values(rows))
    added = data.remember(who, "sumbangan", view.key, lambda: _added(who, view, found))
    panels.finding(model.sentence(found, added, lang()))
    st.html(data.remember(who, "indeks_angka", (view.key, theme()), lambda: tiles_html(_tiles(found, added), theme())))
    left, right = st.columns([0.65, 0.35])
    with left:
        _strips(who, view, found, data.remember(who, "kematangan", view.key, lambda: model.counts_by_band(rows, lang())))
    with right:
        _contribution(added)
        _notes(found)


def _added(who: Principal, view: View, found: list[model.Nilai]) -> model.Sumbangan | None:
    rows = data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=None, metrik=METRICS)
    picked = metric_text.pick(rows, data.metrics()[METRICS[0]], None)
    return model.contribution(picked["nilai"] if picked else None, found, Period.parse(view.periode).year)


def _tiles(found: list[model.Nilai], added: model.Sumbangan | None) -> list[Tile]:
    tiles = [_tile(found, kinds) for kinds in _TILES]
    if added:
        value = formats.number(added.hasil.jumlah, 2, lang())
        rest = t("indeks_anggaran.angka.sumbangan.rinci", bobot=formats.number(added.hasil.bobot, 2, lang()))
        tiles.append(Tile(t("indeks_anggaran.angka.sumbangan"), value, rest))
    return tiles


def _tile(found: list[model.Nilai], kinds: tuple[str, ...]) -> Tile:
    one = model.latest(found, *kinds)
    if one is None:
        return Tile(model.kind_name(kinds[0], lang()), formats.NULL, note=t("indeks_anggaran.belum_diisi"))
    name = f"{model.kind_name(one.jenis, lang())} {one.tahun}"
    words = " · ".join(w for w in (one.predikat and model.band_name(one.predikat, lang()), model.rule_name(one.rezim)) if w)
    past = model.before(found, one)
    return Tile(name, model.shown(one, lang()), words, (_change(one, past),) if past else ())


def _change(one: model.Nilai, past: model.Nilai) -> Change:
    """The change since the year before; none across two rules."""
    if past.rezim != one.rezim:
        return Change(t("indeks_anggaran.rezim_berganti"), t("indeks_anggaran.sejak", tahun=past.tahun))
    delta = round(one.nilai - past.nilai, 2)
    since = t("indeks_anggaran.sejak", tahun=past.tahun)
    if not delta:
        return Change(t("halaman.tetap"), since)
    return Change(formats.number(abs(delta), 2, lang()), since, delta > 0, delta > 0)


def _strips(who: Principal, view: View, found: list[model.Nilai], note: str) -> None:
    panels.section(t("indeks_anggaran.tahunan"), t("indeks_anggaran.tahunan.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "indeks_tahunan", (view.key, theme()), lambda: _chart(found)),
        lambda: model.values_table(found, lang()),
        key="indeks",
        alt=t("indeks_anggaran.tahunan"),
    )
    if note:
        st.caption(note)


def _chart(found: list[model.Nilai]) -> Any:
    return index_years([_strip(row) for row in model.strips(found)], theme())


def _strip(row: list[model.Nilai]) -> Strip:
    kinds = list(dict.fromkeys(n.jenis for n in row))
    low, high = indeks.bounds(row[-1].rezim)
    scale = t("indeks_anggaran.rentang", dari=formats.plain(low, lang()), sampai=formats.plain(high, lang()))
    return Strip(" / ".join(model.kind_name(k, lang()) for k in kinds), scale, tuple(_dot(n) for n in row))


def _dot(one: model.Nilai) -> Dot:
    loud = t("indeks_anggaran.tercetak", predikat=one.dilaporkan) if one.differs else ""
    rule, word, value = model.rule_name(one.rezim), model.predicate(one, lang()), model.shown(one, lang())
    hover = f"{model.kind_name(one.jenis, lang())} {one.tahun}: {value} · {word}<br>{rule}<br>{one.sumber or ''}"
    return Dot(one.tahun, one.nilai, value, word, rule, hover, loud)


def _contribution(added: model.Sumbangan | None) -> None:
    panels.section(t("indeks_anggaran.sumbangan"), t("indeks_anggaran.sumbangan.catatan"))
    if added is None:
        panels.empty_state(t("indeks_anggaran.sumbangan.kosong"))
        return
    right = {t(f"indeks_anggaran.kolom.{c}"): st.column_config.TextColumn(alignment="right")
             for c in ("capai", "bobot", "sumbangan")}  # fmt: skip
    panels.data_table(model.contribution_table(added, lang()), alt=t("indeks_anggaran.sumbangan"), config=right)
    mark = "" if added.hasil.terverifikasi else t("indeks_anggaran.sumbangan.bobot")
    st.caption(f"{t('indeks_anggaran.sumbangan.tahun', tahun=added.tahun)} {mark}")


def _notes(found: list[model.Nilai]) -> None:
    """What the strips do not show: predicates that differ, kinds without values, scales that nobody checked."""
    lines = [
        t("indeks_anggaran.beda", indeks=model.kind_name(n.jenis, lang()), tahun=n.tahun, dilaporkan=n.dilaporkan,
          dihitung=model.band_name(n.predikat, lang()), aturan=model.rule_name(n.rezim))
        for n in found if n.differs
    ]  # fmt: skip
    lines += [t("indeks_anggaran.tanpa_nilai", indeks=model.kind_name(k, lang())) for k in model.missing_kinds(found)]
    unread = [r for r in dict.fromkeys(n.rezim for n in found if n.predikat) if not indeks.scale_checked(r)]
    if unread:
        lines.append(t("indeks_anggaran.skala_belum", aturan=", ".join(model.rule_name(r) for r in unread)))
    panels.section(t("indeks_anggaran.catatan"))
    st.markdown("\n".join(f"- {line}" for line in lines))
