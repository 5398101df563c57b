"""Nasional: who has reported, the figures of provinces and governments side by side, who lies far from the others."""

import streamlit as st

from pages.ui import nasional_asal, nasional_saring, panels, terbuka_view
from pages.ui import nasional_bagian as bagian
from pages.ui import nasional_view as nasional
from pages.ui.auth import require

who = require("nasional")
scene = nasional_saring.scene(who)
chosen = nasional.choose(who, scene)
nasional.head(who, chosen)

with chosen.right:
    spread = st.container()
    mark = nasional.mark(chosen)
    nasional.pages_of(who, chosen, mark)
    bagian.silent(who, chosen)
nasional.tiles(who, chosen, mark)
with spread:
    bagian.dots(who, chosen, mark)

with chosen.left:
    bagian.course(who, chosen)
bagian.outliers(who, chosen)

terbuka_view.panel(who, scene, ("agregat", "nilai", "kelengkapan"))
panels.questions("nasional")
nasional.source_line(chosen)
nasional_asal.where_from(chosen)
