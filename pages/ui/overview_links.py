"""The lowest agencies of Ringkasan as links: marks of a chart cannot be reached by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.ui import links, overview
from pages.ui.filters import View
from pages.ui.overview import Agency
from pages.ui.singkatan import short_unit


def lowest(view: View, found: Sequence[Agency]) -> None:
    """One link for each agency that the chart shows, to its indicators."""
    shown = [a for a in found if a.kini is not None][: overview.LOWEST]
    with st.container(horizontal=True, key="remah_terendah", gap="small"):
        for agency in shown:
            query, widgets = view.query(opd=agency.nama), {"opd": agency.kode}
            links.link("capaian_kinerja", f"{short_unit(agency.nama)} ›", query, widgets, key=f"terendah_{agency.kode}")
