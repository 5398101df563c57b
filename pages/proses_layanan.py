"""Proses dan Layanan: how many approval steps and days were saved, what still takes longest, and how electronic it is."""

import streamlit as st

from pages.ui import data, filters, origin, panels
from pages.ui import proses_model as model
from pages.ui import proses_view as proses
from pages.ui.auth import require
from pages.ui.regulation_names import marked
from pages.ui.words import lang, t

who = require("proses_layanan")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = proses.choose(who, view)

with head:
    proses.path(chosen)
    if chosen.isi.finding:
        panels.finding(chosen.isi.finding)
st.html(chosen.isi.tiles)
if chosen.isi.proses:
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        proses.slowest(who, chosen)
        proses.indices(who, chosen)
    with right:
        proses.slower(chosen)
        proses.agencies(chosen)
else:
    panels.empty_state(chosen.isi.missing or t("proses.kosong.opd", opd=chosen.view.nama_opd))
    proses.indices(who, chosen)

panels.questions("proses_layanan")
panels.source_line(who, chosen.view, t("proses.sumber", aturan=marked("permenpanrb-7-2022", lang())))
origin.where_from(who, chosen.view, [m for m in model.METRICS if m in data.metrics()])
