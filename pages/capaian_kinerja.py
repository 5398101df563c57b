"""Capaian Kinerja: agencies by quarter, one agency's indicators against their targets, one indicator's history."""

import streamlit as st

from pages.ui import attainment, data, filters, formats, origin, panels, scales
from pages.ui import attainment_data as read
from pages.ui import attainment_panels as parts
from pages.ui.auth import require
from pages.ui.words import lang, t

who = require("capaian_kinerja")
METRICS = ("capaian_kinerja", "indikator_tercapai", "realisasi_terisi", "serapan_anggaran", "efisiensi")
view = filters.region_and_period(who)
panels.page_head(who, view)
filters.search(who, view)

head = st.container(gap="xsmall")
with filters.switches():
    view = filters.agency(who, view, width=270)
    basis = filters.bound_switch("halaman.basis", ("sd", "tahun", "triwulan"), "basis")
    by = filters.bound_switch("halaman.capaian.urut", attainment.SORTS, "urut")
    everything = st.toggle(t("halaman.capaian.semua"), key="semua", bind="query-params")
with head:
    parts.path(view)

lines = read.matrix(who, view)
reported = [line for line in lines if line.last is not None]
# Without a choice the lowest agency is looked at: it is what a meeting asks about first.
chosen = next((line for line in lines if line.kode == view.kode_opd), None)
looked_at = chosen or min(reported, key=lambda line: line.last or 0, default=None)

if looked_at is None:
    with head:
        panels.finding(attainment.finding(lines, None, data.attainment(who, view.kode_wilayah, view.periode), lang()))
    panels.empty_state(t("halaman.capaian.kosong", periode=formats.period(view.periode)))
else:
    rows = read.indicators(who, view, looked_at.kode, basis)
    with head:
        panels.finding(attainment.finding(lines, chosen, rows, lang()))
    left, right = st.columns([48, 52])
    with left:
        parts.agencies(who, view, lines, looked_at, by, everything)
    with right:
        parts.indicators(who, view, looked_at, rows, basis)
    parts.one_indicator(who, view, rows, basis)
panels.questions("capaian_kinerja")
panels.source_line(who, view, scales.source(lang()))
origin.where_from(who, view, METRICS)
