"""Indeks dan Anggaran: what the evaluations say by year and rule, and both budget shares against UU 1/2022."""

from pages.ui import belanja_view, filters, indeks_view, origin, panels
from pages.ui.auth import require
from pages.ui.words import t

who = require("indeks_anggaran")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)

with filters.switches():
    shown = filters.bound_switch("indeks_anggaran.isi", ("indeks", "anggaran"), "isi_indeks")

page = belanja_view if shown == "anggaran" else indeks_view
page.show(who, view)

panels.questions("indeks_anggaran")
panels.source_line(who, view, t(f"indeks_anggaran.acuan.{shown}"))
origin.where_from(who, view, page.METRICS)
