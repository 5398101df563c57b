"""Rentang Kendali: which managers lead too few or too many, where they are, and how that has changed."""

import streamlit as st

from pages.ui import filters, origin, panels
from pages.ui import rentang_view as rentang
from pages.ui.auth import require
from pages.ui.words import t

who = require("rentang_kendali")
view = filters.region_and_period(who, baseline_first=True)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = rentang.controls(who, view)
view = chosen.view

with head:
    rentang.path(chosen)
if rentang.is_empty(who, chosen):
    panels.empty_state(t("rentang.kosong"))
    st.stop()
with head:
    panels.finding(rentang.finding(who, chosen))

rentang.shares(who, chosen)
left, right = st.columns([0.53, 0.47], gap="medium")
with right:
    cell = rentang.cell_select(who, chosen)
    rentang.managers(who, chosen, cell)
with left:
    rentang.matrix(who, chosen, cell)

panels.questions("rentang_kendali")
panels.source_line(who, view, t("rentang.acuan"))
origin.where_from(who, view, rentang.METRICS, varian=chosen.varian)
