"""Kelengkapan: who has reported, in time, approved; who is silent, who is to be reminded; every cell opens its submission."""

import streamlit as st

from pages.ui import kelengkapan_asal as asal
from pages.ui import kelengkapan_panel as panel
from pages.ui import kelengkapan_view as view
from pages.ui import nasional_saring, panels, terbuka_view
from pages.ui.auth import require
from pages.ui.words import t

who = require("kelengkapan")
scene = nasional_saring.scene(who)
isi = view.load(who, scene)
view.crumbs(who, scene)
view.head(who, scene, isi)
if isi.matrix:
    view.matrix(who, scene, isi)
    if scene.kode_provinsi is not None:
        panel.section(who, scene, isi)
if isi.now.wajib:
    view.below(who, scene, isi)
terbuka_view.panel(who, scene, ("kelengkapan",))
panels.questions("kelengkapan")
st.caption(t("kelengkapan.sumber"))
asal.popovers(scene, isi)
