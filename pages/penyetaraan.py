"""Penyetaraan: from which echelon to which level, which posts wait or are exempt, and which ones retirement empties."""

import streamlit as st

from pages.ui import data, filters, lembar_kosong, origin, panels
from pages.ui import penyetaraan_parts as parts
from pages.ui import penyetaraan_view as penyetaraan
from pages.ui.auth import require
from pages.ui.tiles import tiles_html
from pages.ui.words import lang, t, theme

who = require("penyetaraan")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)
with filters.switches():
    view = filters.agency(who, view)
language, paper = lang(), theme()
shown = data.remember(who, "penyetaraan", view.key, lambda: penyetaraan.load(who, view))
filled = bool(shown.rows.height)

if filled:
    panels.finding(data.remember(who, "penyetaraan_temuan", view.key, lambda: penyetaraan.finding(shown, view, language)))
    st.html(
        data.remember(
            who, "penyetaraan_petak", (view.key, paper), lambda: tiles_html(penyetaraan.tiles(shown, view, language), paper)
        )
    )
    left, right = st.columns([0.45, 0.55], gap="medium")
    with left:
        parts.matrix(who, view, shown)
    with right:
        parts.waiting(who, view, shown)
    parts.exempt(who, view, shown)
else:
    panels.finding(t("penyetaraan.temuan.kosong"))
    nothing = t("penyetaraan.kosong.opd", opd=view.nama_opd) if view.nama_opd else ""
    panels.empty_state(
        nothing or lembar_kosong.sentence("penyetaraan", language, ("status_penyetaraan", "alasan_pengecualian", "jenjang_baru"))
    )
left, right = st.columns(2, gap="medium")
with left:
    parts.retirement(who, view, shown)
with right:
    parts.by_agency(who, view, shown)

panels.questions("penyetaraan")
panels.source_line(who, view, t("penyetaraan.catatan"))
origin.where_from(who, view, [penyetaraan.METRIC])
