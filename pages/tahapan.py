"""Tahapan: where the region stands in each of the three stages, which agency holds it up, and by which regulation."""

import streamlit as st

from pages.ui import data, filters, formats, origin, panels, tahapan_links, tahapan_produk
from pages.ui import tahapan_model as model
from pages.ui import tahapan_view as tahapan
from pages.ui.auth import require
from pages.ui.words import lang, t, theme

who = require("tahapan")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
language, paper = lang(), theme()
shown = data.remember(who, "tahapan", (view.key, paper), lambda: tahapan.load(who, view, language, paper))

if shown.empty:
    panels.finding(shown.finding)
    first = "tahapan.kosong" if view.dasar else "tahapan.kosong.dasar"
    panels.empty_state("\n\n".join([t(first, periode=formats.period(view.periode)), *shown.missing]))
    st.stop()
panels.finding(shown.finding)
st.html(shown.tiles)

if shown.rows:
    title = st.container()
    everyone = tahapan_links.everyone(shown)
    with title:
        panels.section(
            t("tahapan.judul"),
            t("tahapan.catatan", n=len(tahapan.cut(shown, everyone)), semua=len(shown.rows), lain=shown.others),
        )
    clicked = panels.chart_with_table(
        lambda: data.remember(
            who, "tahapan_batang", (view.key, paper, everyone), lambda: tahapan.bars(shown, everyone, language, paper)
        ),
        lambda: tahapan.bars_table(shown, language),
        key="tahapan",
        alt=shown.finding,
        clickable=True,
    )
    tahapan_links.open_agency(who, view, shown, clicked[0]["customdata"][0] if clicked else "")
    panels.section(t("tahapan.deret"), t("tahapan.deret.catatan", periode=formats.period(view.periods[-1])))
    panels.chart_with_table(
        lambda: data.remember(who, "tahapan_deret", (view.key, paper), lambda: tahapan.course(shown, language, paper)),
        lambda: tahapan.course_table(shown, language),
        key="tahapan_deret",
        alt=t("tahapan.deret"),
    )
if shown.products.height:
    panels.section(tahapan.products_title(shown, language), t("tahapan.produk.catatan", periode=formats.period(view.periode)))
    panels.chart_with_table(
        lambda: data.remember(
            who, "tahapan_produk", (view.key, paper), lambda: tahapan.products_chart(shown, view, language, paper)
        ),
        lambda: tahapan_produk.table(shown.products, view.periode, language),
        key="tahapan_produk",
        alt=tahapan.products_title(shown, language),
    )
if shown.missing:
    panels.empty_state("\n\n".join(shown.missing))
panels.questions("tahapan")
panels.source_line(who, view, t("tahapan.skala"))
origin.where_from(who, view, [m for m in model.METRICS if m in data.metrics()])
