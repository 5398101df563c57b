"""The two halves of Capaian Kinerja and the panel of one indicator, drawn."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import attainment, data, filters, formats, links, panels, scales
from pages.ui import attainment_data as read
from pages.ui import attainment_view as charts
from pages.ui.attainment import Line
from pages.ui.filters import View
from pages.ui.words import lang, t, theme

SHORT = 15


def path(view: View) -> None:
    """Region › agency; the region leads back up."""
    steps: list[tuple[str, dict[str, str]]] = [(view.nama_wilayah, {filters.AGENCY: ""})]
    if view.nama_opd:
        steps.append((view.nama_opd, {}))
    links.crumbs("capaian_kinerja", steps)


def agencies(who: Principal, view: View, lines: list[Line], chosen: Line, by: str, everything: bool) -> None:
    """Left: agency × quarter; a click chooses the agency."""
    shown = attainment.ordered(lines, by)[: None if everything else SHORT]
    title = t("halaman.capaian.matriks", n=len(shown), semua=len(lines))
    panels.section(title, t("halaman.capaian.matriks.catatan", periode=formats.period(view.periode)))
    language, paper, periods = lang(), theme(), read.quarters(view)
    key = (view.key, by, everything, chosen.kode, paper)
    clicked = panels.chart_with_table(
        lambda: data.remember(who, "capaian.matriks", key, lambda: charts.matrix(shown, periods, chosen.kode, language, paper)),
        lambda: charts.matrix_table(shown, periods, language),
        key="matriks",
        alt=title,
        clickable=True,
    )
    filters.clicked(filters.AGENCY, clicked[0]["customdata"][0] if clicked else None)


def indicators(who: Principal, view: View, chosen: Line, rows: pl.DataFrame, basis: str) -> None:
    """Right: the agency's indicators as bullets; a click opens the panel of one."""
    missing, total = attainment.unfilled(rows)
    most = charts.MOST_BULLETS
    counted = t("halaman.capaian.terisi", kosong=missing, semua=total)
    counted += t("halaman.capaian.terendah", tampil=most) if total > most else ""
    note = f"{t(f'halaman.basis.{basis}.catatan', skala=scales.note(lang()))}. {counted}."
    panels.section(t("halaman.capaian.indikator", opd=chosen.nama), note)
    if rows.is_empty():
        panels.empty_state(t("halaman.capaian.kosong.indikator", opd=chosen.nama))
        return
    language, paper = lang(), theme()
    key = (view.key, chosen.kode, basis, paper)
    clicked = panels.chart_with_table(
        lambda: data.remember(who, "capaian.peluru", key, lambda: charts.bullet_chart(rows, language, paper)),
        lambda: charts.indicator_table(rows, language),
        key="peluru",
        alt=t("halaman.capaian.indikator", opd=chosen.nama),
        clickable=True,
    )
    filters.clicked("indikator", _name(rows, str(clicked[0]["customdata"][0])) if clicked else None)


def one_indicator(who: Principal, view: View, rows: pl.DataFrame, basis: str) -> None:
    """Below: choose an indicator; its formula, kind, budget and all earlier points."""
    if rows.is_empty():
        return
    names = rows["nama_indikator"].unique(maintain_order=True).to_list()
    name = filters.bound_choice("halaman.capaian.pilih", names, "indikator")
    row: dict[str, Any] = rows.filter(pl.col("nama_indikator") == name).row(0, named=True)
    language, paper = lang(), theme()
    left, right = st.columns(2)
    with left:
        st.html(charts.details_html(row, language, read.revision(who, view, row["kode_indikator"])))
    with right:
        line = read.history(who, view, row["kode_indikator"], basis)
        panels.section(t("halaman.capaian.riwayat"))
        key = (view.key, row["kode_indikator"], basis, paper)
        panels.chart_with_table(
            lambda: data.remember(who, "capaian.garis", key, lambda: charts.history_chart(line, language, paper)),
            lambda: charts.history_table(line, language),
            key="riwayat",
            alt=name,
        )


def _name(rows: pl.DataFrame, kode: str) -> str:
    return str(rows.filter(pl.col("kode_indikator") == kode)["nama_indikator"][0])
