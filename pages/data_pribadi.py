"""Data Pribadi: the register of personal data, rendered from the contracts. It holds no data, so everybody may read it."""

import streamlit as st

from pages.ui import data_pribadi_view as register
from pages.ui import panels
from pages.ui.auth import require
from pages.ui.words import lang, t

who = require("data_pribadi")
counts = register.counts()
panels.finding(t("data_pribadi.temuan", kolom=counts["kolom"], jelas=counts["jelas"]))
if counts["belum"]:
    st.caption(t("data_pribadi.catatan", kolom=counts["kolom"], belum=counts["belum"]))
register.show(lang())
panels.questions("data_pribadi")
