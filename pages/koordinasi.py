"""Koordinasi: which assistant coordinates which agencies, who carries most, and which agencies have none."""

import streamlit as st

from pages.ui import filters, origin, panels
from pages.ui import koordinasi_view as koordinasi
from pages.ui.auth import require
from pages.ui.koordinasi_data import METRICS
from pages.ui.words import t

who = require("koordinasi")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
if who.scope.kode_unit:
    # The assistants and the other agencies are not this reader's to see.
    panels.finding(koordinasi.own_coordinator(who, view))
    panels.empty_state(t("koordinasi.sempit"))
    panels.source_line(who, view, t("koordinasi.sumber"))
    st.stop()
chosen = koordinasi.choose(who, view)

panels.finding(chosen.isi.finding)
if not chosen.isi.terisi:
    panels.empty_state(t("koordinasi.kosong"))
left, right = st.columns([0.67, 0.33], gap="medium")
main = left.container()
with right:
    koordinasi.loads(who, chosen)
with left:
    group = koordinasi.group_select(chosen)
with main:
    koordinasi.tree(who, chosen, group)
koordinasi.agencies(who, chosen, group)

panels.questions("koordinasi")
panels.source_line(who, view, t("koordinasi.sumber"))
origin.where_from(who, view, METRICS)
