"""Pembanding: up to six governments side by side on any metrics, among peers who have approved the quarter."""

import streamlit as st

from pages.ui import kiriman_putusan, nasional_saring, panels, terbuka_view
from pages.ui import pembanding_asal as asal
from pages.ui import pembanding_pilih as pilih
from pages.ui import pembanding_view as pembanding
from pages.ui.auth import require

who = require("pembanding")
scene = nasional_saring.scene(who, last=False)
kiriman_putusan.news()
head = st.container(gap="xsmall")
chosen = pilih.controls(who, scene)

pembanding.head(who, chosen)
pembanding.left_out(chosen)
if not chosen.chosen or not chosen.metrics:
    panels.empty_state(pembanding.nothing(chosen))
    st.stop()
with head:
    panels.finding(pembanding.finding(who, chosen))

pembanding.matrix(who, chosen)
pembanding.strips(who, chosen)
pembanding.development(who, chosen)

terbuka_view.panel(who, chosen.scene, ("nilai", "agregat"))
panels.questions("pembanding")
pembanding.source_line(chosen)
asal.popovers(who, chosen)
