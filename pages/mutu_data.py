"""Mutu Data: what the rules found over the quarters, how complete and how punctual the data are, and what stays open."""

import streamlit as st

from pages.ui import filters, mutu_asal, mutu_docs, mutu_isian, mutu_view, mutu_waktu, origin, panels
from pages.ui.auth import require
from pages.ui.mutu_data import METRIC
from pages.ui.words import t

who = require("mutu_data")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
head = st.container(gap="xsmall")
chosen = mutu_view.choose(who, view)

with head:
    panels.finding(chosen.isi.finding)
    st.html(chosen.isi.tiles)
if chosen.part == "temuan":
    mutu_view.findings(who, chosen)
elif chosen.part == "terbuka":
    mutu_waktu.still_open(chosen)
elif chosen.part == "isian":
    mutu_isian.filled(who, chosen)
elif chosen.part == "waktu":
    mutu_waktu.sending(who, chosen)
else:
    mutu_docs.docs(who, chosen)

panels.questions("mutu_data")
panels.source_line(who, view, t("mutu.sumber"))
origin.where_from(who, view, [METRIC], own=mutu_asal.figures(chosen))
