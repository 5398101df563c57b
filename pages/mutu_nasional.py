"""Mutu Nasional: how good the data of many governments are, by rule, sheet, revision, jump and contradiction."""

import streamlit as st

from pages.ui import mutu_nasional_asal as asal
from pages.ui import mutu_nasional_kata as kata
from pages.ui import mutu_nasional_lain as lain
from pages.ui import mutu_nasional_view as view
from pages.ui import nasional_saring, panels, terbuka_view
from pages.ui.auth import require
from pages.ui.formats import period
from pages.ui.tiles import tiles
from pages.ui.words import lang, t

who = require("mutu_nasional")
scene = nasional_saring.scene(who)
top = st.container(gap="xsmall")
chosen = view.choose(who, scene)
view.head(who, chosen)
if not chosen.isi.approved:
    panels.empty_state(t("mutu_nasional.kosong", periode=period(scene.periode), tempat=scene.nama))
    st.stop()
with top:
    panels.finding(kata.finding(chosen.isi, lang()))
    tiles(kata.tiles(chosen.isi, lang()))
if chosen.part == "temuan":
    view.findings(who, chosen)
elif chosen.part == "isian":
    lain.missing(who, chosen)
elif chosen.part == "revisi":
    lain.revisions(who, chosen)
elif chosen.part == "lompatan":
    lain.jumps(who, chosen)
else:
    lain.contradictions(who, chosen)

terbuka_view.panel(who, scene, ("mutu", "mutu_aturan", "kelengkapan", "nilai", "agregat"))
panels.questions("mutu_nasional")
st.caption(t("mutu_nasional.sumber", n=chosen.isi.approved, periode=period(scene.periode)))
asal.popovers(who, chosen)
