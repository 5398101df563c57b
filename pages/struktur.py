"""Sebelum dan Sesudah: which units and posts were kept, removed, merged or are new, and what was simply not done."""

import streamlit as st

from pages.ui import data, filters, lembar_kosong, origin, panels, perubahan_parts
from pages.ui import perubahan_view as struktur
from pages.ui import perubahan_words as words
from pages.ui.auth import require
from pages.ui.singkatan import short_unit
from pages.ui.tahapan_model import STAGES
from pages.ui.tiles import tiles_html
from pages.ui.words import lang, t, theme

who = require("struktur")
view = filters.region_and_period(who, baseline_first=True)
panels.page_head(who, view)
filters.search(who, view)
with filters.switches():
    view = filters.agency(who, view)
    kind = filters.bound_switch("perubahan.macam", struktur.KINDS, "macam")
language, paper = lang(), theme()
shown = data.remember(who, "perubahan", view.key, lambda: struktur.load(who, view))
name = short_unit(view.nama_opd, 40) if view.nama_opd else None

if all(found.is_empty() for found in shown.pairs.values()):
    panels.empty_state(t("perubahan.kosong"))
    st.stop()
panels.finding(data.remember(who, "perubahan_temuan", view.key, lambda: words.finding(shown, name, language)))
st.html(data.remember(who, "perubahan_petak", (view.key, paper), lambda: tiles_html(words.tiles(shown, language), paper)))

left, right = st.columns(2, gap="medium")
with left:
    perubahan_parts.flow(who, view, shown)
with right:
    perubahan_parts.changes(who, view, shown, kind)
if shown.sheet.is_empty():
    panels.empty_state(lembar_kosong.sentence("penyetaraan", language, ("dasar_dipertahankan", "status_penyetaraan")))
else:
    left, right = st.columns([0.4, 0.6], gap="medium")
    with left:
        perubahan_parts.kept(who, view, shown)
    with right:
        perubahan_parts.not_done(who, view, shown)
perubahan_parts.listed(who, view, shown, kind)

panels.questions("struktur")
panels.source_line(who, view, t("perubahan.catatan"))
origin.where_from(who, view, [STAGES[0]])
