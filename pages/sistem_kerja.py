"""Sistem Kerja: which agencies work together on which target, which teams need repair, and what the shadow layer takes back."""

import streamlit as st

from pages.ui import filters, formats, origin, panels
from pages.ui import sistem_kerja_angka as angka
from pages.ui import sistem_kerja_view as kerja
from pages.ui.auth import require
from pages.ui.words import t

who = require("sistem_kerja")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = kerja.choose(who, view)

with head:
    kerja.path(chosen)
if sentence := kerja.missing(chosen):
    with head:
        panels.finding(t("sistem_kerja.temuan.kosong", periode=formats.period(view.periode)))
    panels.empty_state(sentence)
    with st.columns([0.55, 0.45])[0]:
        kerja.shadow(who, chosen)
    panels.questions("sistem_kerja")
    panels.source_line(who, chosen.view)
    origin.where_from(who, chosen.view, angka.SPANS)
    st.stop()
with head:
    panels.finding(chosen.isi.finding)
st.html(chosen.isi.tiles)

left, right = st.columns([0.55, 0.45], gap="medium")
with right:
    kerja.shadow(who, chosen)
    kerja.repairs(who, chosen)
with left:
    main = st.container()
    pair = kerja.pair_select(chosen)
    with main:
        kerja.matrix(who, chosen, pair)
kerja.pair_teams(who, chosen, pair)
left, right = st.columns([0.55, 0.45], gap="medium")
with left:
    kerja.partners(who, chosen)
with right:
    kerja.kinds(who, chosen)
    kerja.unserved(who, chosen)
    kerja.busy(chosen)

panels.questions("sistem_kerja")
panels.source_line(who, chosen.view, t("sistem_kerja.sumber"))
origin.where_from(who, chosen.view, angka.METRICS)
