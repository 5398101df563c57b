"""Peta Jabatan: which agency has too few or too many for the work it has, in which posts, and who could help whom."""

import streamlit as st

from pages.ui import data, filters, origin, panels, peta_bagian, peta_kata
from pages.ui import peta_view as peta
from pages.ui.auth import require
from pages.ui.regulation_names import marked
from pages.ui.words import lang, t

who = require("peta_jabatan")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = peta.choose(who, view)

with head:
    peta.path(chosen)
if chosen.isi.missing:
    panels.empty_state(chosen.isi.missing)
    panels.questions("peta_jabatan")
    panels.source_line(who, chosen.view)
    st.stop()
empty = peta.without_need(chosen)
if chosen.isi.finding and not empty:
    with head:
        panels.finding(chosen.isi.finding)
st.html(chosen.isi.tiles)
if empty:
    panels.empty_state(empty)
else:
    left, right = st.columns([0.57, 0.43], gap="medium")
    with left:
        peta.gaps(who, chosen)
    with right:
        peta.filled(who, chosen)
        peta.moves(chosen)
peta_bagian.section(who, chosen)

panels.questions("peta_jabatan")
panels.source_line(who, chosen.view, t("peta.sumber", aturan=marked("permenpanrb-45-2022", lang())))
origin.where_from(who, chosen.view, [m for m in peta_kata.METRICS if m in data.metrics()])
