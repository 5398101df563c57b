"""Kiriman: what waits, where each quarter stands, who did what and why; approving, returning, locking; the receipt."""

import streamlit as st

from pages.ui import data, filters, kiriman_bukti, kiriman_isi, kiriman_putusan, kiriman_riwayat, kiriman_tenggat, panels
from pages.ui import kiriman_ubah as changes
from pages.ui import kiriman_view as kiriman
from pages.ui import tinjau_tunggu as review
from pages.ui.auth import require
from pages.ui.words import t

who = require("kiriman")
review.strip(who)
shown = kiriman.choose(who)
panels.finding(kiriman.finding(who, shown))
kiriman_putusan.news()
kiriman.others(shown)
if shown.sent is not None:
    every = data.events(who, shown.kode_wilayah, shown.periode)
    happened = every.filter(kiriman_id=shown.sent["kiriman_id"]).rows(named=True)
    st.html(kiriman.steps_html(shown, happened))
    kiriman.ended(shown, happened)
    kiriman_putusan.bar(who, shown)
    with st.spinner(t("kiriman.sedang.banding")):
        st.html(kiriman.tiles(who, shown))
options = kiriman.SECTIONS if shown.sent is not None else kiriman.WITHOUT
draw = {
    "isi": kiriman_isi.section,
    "perubahan": changes.section,
    "riwayat": kiriman_riwayat.section,
    "bukti": kiriman_bukti.section,
    "tenggat": kiriman_tenggat.section,
    "aturan": kiriman_tenggat.rules,
}
draw[filters.bound_switch("kiriman.lihat", options, kiriman.SECTION)](who, shown)
panels.questions("kiriman")
