"""Mutu Data: what stays open, when each quarter was sent, and what its versions were for."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.access import Principal
from pages.charts.mutu_hari import Hari, sending_days
from pages.ui import data, formats, panels
from pages.ui import mutu_kata as kata
from pages.ui import mutu_model as model
from pages.ui.mutu_data import Mutu
from pages.ui.mutu_view import Pilihan
from pages.ui.words import lang, t, theme


def still_open(chosen: Pilihan) -> None:
    """Warnings that stay, drafts that wait for repair, rules that could not be checked."""
    isi, language = chosen.isi, lang()
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        panels.section(t("mutu.terbuka", n=len(isi.lasting)), t("mutu.terbuka.catatan"))
        if isi.lasting:
            table = kata.open_table(isi.lasting, language, with_reasons=isi.draf)
            panels.data_table(table, alt=t("mutu.terbuka", n=len(isi.lasting)))
        else:
            panels.empty_state(t("mutu.terbuka.tidak_ada"))
        if not isi.draf:
            st.caption(t("mutu.terbuka.tertutup"))
    with right:
        _drafts(isi)
        _not_checked(isi)


def _drafts(isi: Mutu) -> None:
    panels.section(t("mutu.draf"), t("mutu.draf.catatan"))
    if not isi.draf:
        st.caption(t("mutu.draf.tertutup"))
    elif not isi.drafts:
        st.caption(t("mutu.draf.tidak_ada"))
    else:
        panels.data_table(kata.draft_table(isi.drafts, lang()), alt=t("mutu.draf"))


def _not_checked(isi: Mutu) -> None:
    rules = isi.now.tidak_diperiksa
    panels.section(t("mutu.tak_diperiksa", n=len(rules)), t("mutu.tak_diperiksa.catatan") if rules else "")
    if rules:
        st.markdown("\n".join(f"- {kata.rule_name(rule, lang())} (`{rule}`)" for rule in rules))
    else:
        st.caption(t("mutu.tak_diperiksa.tidak_ada", periode=formats.period(isi.now.periode)))


def sending(who: Principal, chosen: Pilihan) -> None:
    """Left the days of sending against the deadlines, right the versions with their reasons."""
    isi, language = chosen.isi, lang()
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        panels.section(t("mutu.kirim"), t("mutu.kirim.catatan", zona=isi.now.zona))
        panels.chart_with_table(
            lambda: data.remember(who, "mutu_kirim", chosen.key, lambda: _days(isi)),
            lambda: kata.sending_table(isi.seen, language),
            key="mutu_kirim",
            alt=t("mutu.kirim"),
        )
    with right:
        seen = {q.periode for q in isi.seen}
        rows = isi.versions.filter(isi.versions["periode"].is_in(list(seen)))
        several = sum(q.disetujui > 1 for q in isi.seen)
        panels.section(t("mutu.versi", n=several, semua=len(isi.seen)), t("mutu.versi.catatan") if isi.draf else "")
        panels.data_table(kata.revision_table(rows, isi.now.zona, language), alt=t("mutu.versi", n=several, semua=len(isi.seen)))


def _days(isi: Mutu) -> Any:
    rows = [_row(q) for q in reversed(isi.seen)]
    return sending_days(rows, t("mutu.kolom.tenggat").lower(), theme())


def _row(quarter: model.Triwulan) -> Hari:
    words, name = kata.sending_words(quarter, lang()), formats.period(quarter.periode)
    hover = f"{name}<br>{t('mutu.kolom.tenggat')}: {formats.day(quarter.tenggat, lang())}<br>{words}"
    return Hari(name, quarter.hari, words, hover, quarter.dikirim is not None)
