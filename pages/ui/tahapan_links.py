"""From Tahapan to the page of a stage: by a click on a bar, and by keyboard through a choice of agency and its links."""

from __future__ import annotations

import streamlit as st

from etl.access import Principal
from pages.ui import auth, tahapan_model
from pages.ui.filters import View
from pages.ui.singkatan import short_unit
from pages.ui.tahapan_view import Shown
from pages.ui.words import t

EVERYONE, OPENED = "semua", "tahapan_opd"
"""Widget keys; the first is a query parameter too."""


def everyone(shown: Shown) -> bool:
    """Whether all agencies are shown; the switch stands only where there are more than fit."""
    if len(shown.rows) <= tahapan_model.FEW:
        return False
    return st.toggle(t("tahapan.semua", n=len(shown.rows)), key=EVERYONE, bind="query-params")


def open_agency(who: Principal, view: View, shown: Shown, clicked: str) -> None:
    """`clicked`: `stage|agency` of a bar, which leads to that stage; the choice leads to all three."""
    stage, _, kode = clicked.partition("|")
    names = {row.kode: row.nama for row in shown.rows}
    with st.container(horizontal=True, key="remah_tahapan", vertical_alignment="center", gap="small"):
        options = list(names)
        if kode in names and kode != st.session_state.get("_tahapan_diklik"):
            st.session_state[OPENED] = kode
        st.session_state["_tahapan_diklik"] = kode
        chosen = st.selectbox(
            t("tahapan.pilih"), options, key=OPENED, format_func=lambda k: short_unit(names[k], 40),
            label_visibility="collapsed", width=300,
        )  # fmt: skip
        # A click names one stage; the keyboard's choice has not said which.
        stages = [stage] if stage in tahapan_model.PAGES and chosen == kode else list(tahapan_model.STAGES)
        for metrik in stages:
            _link(view, tahapan_model.PAGES[metrik], names[chosen])


def _link(view: View, page: str, nama: str) -> None:
    if page in auth.PAGES:
        label = t("tahapan.buka", halaman=t(f"halaman.judul.{page}"), opd=short_unit(nama))
        st.page_link(f"pages/{page}.py", label=label, query_params=view.query(opd=nama))
