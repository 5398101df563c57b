"""The panels of Sebelum dan Sesudah: flow, changes by group, what stays by rule, what was not done, the list."""

from __future__ import annotations

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.metrics import perubahan
from pages.ui import address, data, filters, formats, panels
from pages.ui import perubahan_model as model
from pages.ui import perubahan_view as struktur
from pages.ui import perubahan_words as words
from pages.ui.filters import View
from pages.ui.perubahan_view import Shown
from pages.ui.words import lang, t, theme

STATUS = "perubahan"
"""Widget key and query parameter of the list's status."""


def flow(who: Principal, view: View, shown: Shown) -> None:
    """From old echelon to today."""
    language, paper = lang(), theme()
    panels.section(t("perubahan.alir"), words.pso_line(shown.pso, language))
    if shown.sheet.is_empty():
        return
    panels.chart_with_table(
        lambda: data.remember(who, "perubahan_alir", (view.key, paper), lambda: struktur.flow_chart(shown, language, paper)),
        lambda: struktur.flow_table(shown, language),
        key="alir",
        alt=t("perubahan.alir"),
    )


def changes(who: Principal, view: View, shown: Shown, kind: str) -> None:
    """What became of each echelon and category, or kind of unit."""
    language, paper = lang(), theme()
    before, now = (formats.period(p) for p in shown.periods)
    panels.section(t(f"perubahan.golongan.{kind}"), t("perubahan.golongan.catatan", dulu=before, kini=now))
    if before == now:
        panels.empty_state(t("perubahan.satu_periode"))
        return
    panels.chart_with_table(
        lambda: data.remember(
            who, "perubahan_golongan", (view.key, paper, kind), lambda: struktur.change_chart(shown, kind, language, paper)
        ),
        lambda: struktur.change_table(shown, kind, language),
        key=f"golongan_{kind}",
        alt=t(f"perubahan.golongan.{kind}"),
    )


def kept(who: Principal, view: View, shown: Shown) -> None:
    """What stays by rule, by its ground."""
    table = data.remember(who, "perubahan_dasar", view.key, lambda: model.grounds_table(shown.sheet, lang()))
    panels.section(t("perubahan.dipertahankan"), t("perubahan.dipertahankan.catatan"))
    panels.data_table(table, alt=t("perubahan.dipertahankan"), config=_right(table, 1))


def not_done(who: Principal, view: View, shown: Shown) -> None:
    """What was to go and still stands."""
    table = data.remember(who, "perubahan_belum", view.key, lambda: model.not_done_table(shown.sheet, shown.agencies, lang()))
    panels.section(t("perubahan.belum", n=formats.number(table.height, 0, lang())), t("perubahan.belum.catatan"))
    if table.is_empty():
        panels.empty_state(t("perubahan.belum.kosong"))
    else:
        panels.data_table(table, alt=t("perubahan.belum.catatan"))


def listed(who: Principal, view: View, shown: Shown, kind: str) -> None:
    """Every unit or post of one status."""
    language = lang()
    options = data.remember(who, "perubahan_status", (view.key, kind), lambda: _options(shown, kind))
    # A period beside itself: everything stayed, which is no list worth reading.
    if not options or shown.periods[0] == shown.periods[1]:
        return
    panels.section(t(f"perubahan.daftar.{kind}"), t("perubahan.daftar.catatan"))
    labels = {status: f"perubahan.perubahan.{status}" for status in options}
    address.restore(STATUS, labels)
    status = filters.bound_choice("perubahan.pilih", options, STATUS, width=300, shown=lambda one: t(labels[one]))
    table = data.remember(
        who, "perubahan_daftar", (view.key, kind, status), lambda: struktur.list_table(shown, kind, status, language)
    )
    st.caption(t("perubahan.daftar.jumlah", n=formats.number(table.height, 0, language)))
    panels.data_table(table, alt=t(f"perubahan.daftar.{kind}"))


def _options(shown: Shown, kind: str) -> list[str]:
    """Each status that occurs; what went and came first, what stayed last."""
    found = set(shown.pairs[kind]["status"].to_list())
    order = (perubahan.REMOVED, perubahan.NEW, perubahan.CHANGED, perubahan.MERGED, perubahan.SPLIT, perubahan.KEPT)
    return [status for status in order if status in found]


def _right(table: pl.DataFrame, start: int) -> dict[str, object]:
    """Numbers as text stand on the right."""
    return {name: st.column_config.TextColumn(alignment="right") for name in table.columns[start:]}
