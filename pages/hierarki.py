"""Hierarki: how many layers there are, who stands in them, and which branches keep the deepest one."""

import streamlit as st

from pages.ui import filters, origin, panels
from pages.ui import hierarki_view as hierarki
from pages.ui.auth import require
from pages.ui.words import t

who = require("hierarki")
view = filters.region_and_period(who, baseline_first=True)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = hierarki.controls(who, view)

with head:
    hierarki.path(chosen)
if not hierarki.has_tree(who, chosen):
    panels.empty_state(t("hierarki.kosong"))
    st.stop()
with head:
    panels.finding(hierarki.finding(who, chosen))

if chosen.bentuk == "icicle":
    main, side = st.columns([0.71, 0.29], gap="medium")
    with main:
        hierarki.picture(who, chosen)
    with side:
        hierarki.layers(who, chosen)
        hierarki.deepest(who, chosen)
else:
    hierarki.picture(who, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        hierarki.layers(who, chosen)
    with right:
        hierarki.deepest(who, chosen)

panels.questions("hierarki")
panels.source_line(who, chosen.view, t("hierarki.catatan_warna." + chosen.warna), t("hierarki.tata_letak"))
origin.where_from(who, chosen.view, hierarki.METRICS, varian=chosen.varian)
