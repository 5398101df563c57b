"""Tinjau: reviewers return what was approved, with a reason, and write about a quarter; governments read and answer."""

import streamlit as st

from pages.ui import kiriman_putusan, panels
from pages.ui import tinjau_asal as asal
from pages.ui import tinjau_kata as kata
from pages.ui import tinjau_view as view
from pages.ui.auth import require
from pages.ui.tiles import tiles
from pages.ui.words import lang, t

who = require("tinjau")
shown = view.choose(who)
panels.finding(kata.finding(shown.tempat, shown.threads, shown.open, lang()))
kiriman_putusan.news()
tiles(kata.tiles(shown.threads, shown.open, lang()))
left, right = st.columns([42, 58])
with left:
    view.listing(shown)
with right:
    view.quarter(shown)
    view.conversation(shown)
panels.questions("tinjau")
st.caption(t("tinjau.sumber"))
asal.popovers(shown)
