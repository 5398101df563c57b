"""Regulasi Daerah, the register: tiles, the timeline by stage, what is lacking, and the list with its links."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from etl.access import Principal
from etl.periods import Period
from pages.charts import theme as themes
from pages.charts.legal_timeline import Mark, legal_timeline
from pages.ui import data, downloads, filters, formats, panels
from pages.ui import regulasi_model as model
from pages.ui.filters import View
from pages.ui.regulasi_lembar import missing_sheet
from pages.ui.tiles import Tile, tiles_html
from pages.ui.words import lang, t, theme

DATASET = "produk_hukum"
METRICS = ("regulasi_sistem_kerja",)
SHOWN = ("semua", *(model.IN_FORCE, model.DRAFT, model.REVOKED))
_WORDS = 42


def show(who: Principal, view: View) -> bool:
    """The register of the view; False where the sheet is absent and the page says how to supply it."""
    found = load(who, view)
    if not found:
        panels.finding(t("regulasi_daerah.temuan.kosong", periode=formats.period(view.periode)))
        missing_sheet(DATASET, formats.period(view.periode))
        return False
    panels.finding(data.remember(who, "regulasi_temuan", view.key, lambda: model.sentence(found, lang())))
    st.html(data.remember(who, "regulasi_angka", (view.key, theme()), lambda: tiles_html(_tiles(who, view, found), theme())))
    _pictures(who, view, found)
    _register(found)
    return True


def load(who: Principal, view: View) -> list[model.Produk]:
    """The products of the view's quarter."""

    def build() -> list[model.Produk]:
        rows = data.facts(who, DATASET, view.kode_wilayah, view.periode)
        return model.products(rows, Period.parse(view.periode).last_day, lang()) if rows.height else []

    return data.remember(who, "regulasi", view.key, build)


def _tiles(who: Principal, view: View, found: list[model.Produk]) -> list[Tile]:
    stages, drafts = model.by_stage(found), [p for p in found if p.keadaan == model.DRAFT]
    ruled = sum(s.keadaan == "peraturan" for s in stages)
    held = sum(not s.lacking for s in stages)
    oldest = model.oldest(found)
    lacking = [model.stage_name(s.kode, lang()) for s in stages if s.lacking]
    return [
        Tile(
            t("regulasi_daerah.angka.tahap"), f"{held} / {len(stages)}",
            t("regulasi_daerah.angka.tahap.rinci", n=ruled, lain=held - ruled),
        ),
        Tile(
            t("regulasi_daerah.angka.belum"), str(len(lacking)),
            themes.clip(", ".join(lacking), 44) if lacking else t("regulasi_daerah.angka.belum.tidak_ada"),
            note=", ".join(lacking),
        ),
        Tile(
            t("regulasi_daerah.angka.rancangan"), str(len(drafts)),
            t("regulasi_daerah.angka.rancangan.rinci", umur=model.age(oldest.umur, lang())) if oldest else formats.NULL,
        ),
        _work_system(who, view, found),
    ]  # fmt: skip


def _work_system(who: Principal, view: View, found: list[model.Produk]) -> Tile:
    """The metric in words: is the region's own rule on the work system in force?"""
    row = data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=None, metrik="regulasi_sistem_kerja")
    top = row["pembilang"][0] if row.height else None
    names = ", ".join(p.nama for p in found if p.tahap == "sistem_kerja" and p.is_rule)
    word = formats.NULL if top is None else t("regulasi_daerah.ada" if top else "regulasi_daerah.belum")
    return Tile(t("regulasi_daerah.angka.sistem_kerja"), word, names or t("regulasi_daerah.angka.sistem_kerja.belum"))


def _pictures(who: Principal, view: View, found: list[model.Produk]) -> None:
    left, right = st.columns([0.6, 0.4])
    with left:
        panels.section(t("regulasi_daerah.waktu"), t("regulasi_daerah.waktu.catatan"))
        panels.chart_with_table(
            lambda: data.remember(who, "regulasi_waktu", (view.key, theme()), lambda: _timeline(view, found)),
            lambda: model.register_table(found, lang()).drop(t("regulasi_daerah.kolom.tautan")),
            key="regulasi_waktu",
            alt=model.sentence(found, lang()),
        )
    with right:
        panels.section(t("regulasi_daerah.kurang"), t("regulasi_daerah.kurang.catatan", periode=formats.period(view.periode)))
        widths = {"tahap": 112, "keadaan": 172, "rancangan": 212}
        config = {t(f"regulasi_daerah.kolom.{name}"): st.column_config.TextColumn(width=w) for name, w in widths.items()}
        panels.data_table(model.lacking_table(found, lang()), alt=t("regulasi_daerah.kurang"), config=config)


def _timeline(view: View, found: list[model.Produk]) -> Any:
    end = Period.parse(view.periode).last_day
    stages = model.by_stage(found)
    lanes = [(model.stage_name(s.kode, lang()), t("regulasi_daerah.belum_berlaku") if s.lacking else "") for s in stages]
    places = {s.kode: n for n, s in enumerate(stages)}
    marks = [mark for p in found if (mark := _mark(p, places[p.tahap], end))]
    first = min((m.day for m in marks), default=end)
    return legal_timeline(lanes, marks, date(first.year, 1, 1), end, theme())


def _mark(one: model.Produk, lane: int, end: date) -> Mark | None:
    """The dot of a product; None where no day says where it belongs."""
    day = one.mulai if one.keadaan == model.DRAFT else one.tanggal
    if day is None or day > end:
        return None
    draft = one.keadaan == model.DRAFT
    kind = "rancangan" if draft else "dicabut" if one.keadaan == model.REVOKED else "peraturan" if one.is_rule else "lain"
    words = f"{one.nama} · {model.age(one.umur, lang())}" if draft else one.nama
    if kind == "dicabut":
        words = f"{words} ({model.status(one, lang()).lower()})"
    hover = f"{one.nama}<br>{themes.clip(one.tentang, 90)}<br>{model.status(one, lang())} · {formats.day(day, lang())}"
    return Mark(lane, day, themes.clip(words, _WORDS), kind, hover, end if draft else None)


def _register(found: list[model.Produk]) -> None:
    bare = sum(p.tautan is None for p in found)
    panels.section(t("regulasi_daerah.daftar", n=len(found)), t("regulasi_daerah.daftar.tanpa_tautan", n=bare) if bare else "")
    chosen = filters.bound_switch("regulasi_daerah.saring", SHOWN, "status_produk")
    rows = [p for p in found if chosen == "semua" or p.keadaan == chosen]
    if not rows:
        panels.empty_state(t("regulasi_daerah.daftar.kosong"))
        return
    table = model.register_table(rows, lang())
    link = t("regulasi_daerah.kolom.tautan")
    opens = st.column_config.LinkColumn(display_text=t("regulasi_daerah.buka"), validate=r"^https?://")
    panels.data_table(table, alt=t("regulasi_daerah.daftar", n=len(found)), config={link: opens})
    downloads.table(table, "ramping-produk-hukum.csv", key="csv_produk_hukum")


def enacted_on(who: Principal, view: View) -> model.Produk | None:
    """The regulation with which the work system began, if one is in force at the quarter's end."""
    return model.enacted(load(who, view))
