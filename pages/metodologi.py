"""Metodologi: every metric, regulation, column and rule, rendered from the files that compute with them."""

import streamlit as st

from pages.ui import data, filters, methodology, panels
from pages.ui.auth import require
from pages.ui.words import lang, t

who = require("metodologi")
language = lang()
panels.finding(t("halaman.metodologi.temuan", **data.remember(who, "metodologi", "", methodology.counts)))
with st.container(horizontal=True, vertical_alignment="center"):
    section = filters.bound_switch("halaman.metodologi.bagian", methodology.SECTIONS, "bagian")
st.caption(t(f"halaman.metodologi.bagian.{section}.catatan"))
st.html(data.remember(who, "metodologi", (section, language), lambda: methodology.section_html(section, language)))
panels.questions("metodologi")
