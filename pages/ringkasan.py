"""Ringkasan: seven figures, the agencies furthest behind, and what changed."""

from dataclasses import replace

import streamlit as st

from pages.ui import data, filters, formats, kiriman_tunggu, origin, overview, overview_links, panels, tinjau_tunggu
from pages.ui import overview_charts as charts
from pages.ui import overview_data as read
from pages.ui.auth import require
from pages.ui.words import lang, t, theme

who = require("ringkasan")
kiriman_tunggu.strip(who)
tinjau_tunggu.strip(who)
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
language, paper = lang(), theme()

shown = data.remember(who, "ringkasan", (view.key, paper), lambda: read.load(who, view, language, paper))
panels.finding(shown.finding)
st.html(shown.tiles)

if shown.empty:
    panels.empty_state(t("halaman.kosong.capaian", periode=formats.period(view.periode)))
else:
    left, right = st.columns([55, 45])
    with left:
        panels.section(shown.lowest_title, t("halaman.terendah.catatan", periode=formats.period(view.periode), dulu=shown.before))
        clicked = panels.chart_with_table(
            lambda: data.remember(
                who, "terendah", (view.key, paper), lambda: charts.lowest_chart(shown.agencies, language, paper)
            ),
            lambda: charts.lowest_table(shown.agencies, language),
            key="terendah",
            alt=shown.lowest_title,
            clickable=True,
        )
        overview_links.lowest(view, shown.agencies)
        if clicked:
            filters.offer("capaian_kinerja", who, view, clicked[0]["customdata"][0])
    with right:
        panels.section(t("halaman.berubah", periode=shown.before) if view.banding else t("halaman.berubah.tanpa"))
        panels.sentences(view, shown.changes)
        panels.section(overview.trend_title(shown.line, language))
        panels.chart_with_table(
            lambda: data.remember(who, "deret", (view.key, paper), lambda: charts.trend_chart(shown.line, language, paper)),
            lambda: charts.trend_table(shown.line, language),
            key="deret",
            alt=overview.trend_title(shown.line, language),
        )
panels.questions("ringkasan")
panels.source_line(who, view, read.scale_note(language))
origin.where_from(who, replace(view, kode_opd=who.scope.kode_unit), overview.TILES)
