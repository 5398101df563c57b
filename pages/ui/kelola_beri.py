"""Giving a role: to whom, which one, for which of the scopes that fit it, since when, until when, why."""

from __future__ import annotations

from datetime import date

import streamlit as st

from etl.access import Grant, Principal, Role, Scope
from pages.ui import actions, data, formats, panels
from pages.ui import kelola_model as model
from pages.ui.kelola_view import Shown
from pages.ui.kiriman_putusan import carry_out
from pages.ui.words import lang, t

ROUND = "_beri_ke"
"""Session key: how many roles were given, so that the next form begins empty."""


def section(who: Principal, found: Shown) -> None:
    """The form; what was typed stays there when the lake refuses it."""
    panels.section(t("kelola.beri"), t("kelola.beri.catatan"))
    number = int(st.session_state.get(ROUND, 0))
    left, right = st.columns(2)
    with left:
        identity = st.text_input(t("kelola.beri.identitas"), key=f"beri_identitas_{number}", max_chars=254)
        scope, role = _role_and_scope(who, found, number)
    with right:
        zona = data.zone(scope.pattern)
        first = _day("dari", number)
        last = _day("sampai", number)
        st.caption(t("kelola.beri.hari", zona=zona))
        why = st.text_input(t("kelola.beri.alasan"), key=f"beri_alasan_{number}", max_chars=500)
    st.markdown(_sentence(identity, role, scope, first, last, found))
    if st.button(t("kelola.tombol.beri"), type="primary", key="beri", icon=":material/person_add:"):

        def give() -> None:
            since, until = actions.span(scope, first, last)
            actions.give(who, Grant(identity, role, scope, since, until), why)
            st.session_state[ROUND] = number + 1

        carry_out(t("kelola.kabar.beri"), give, busy="kelola.sedang")


def _role_and_scope(who: Principal, found: Shown, number: int) -> tuple[Scope, Role]:
    """Only roles and scopes within the keeper's own; an agency for leaders of a government that has sent its units."""
    offered = {role: t(f"halaman.peran.{role.value}") for role in model.roles(who.scope, found.names)}
    role = st.selectbox(t("kelola.kolom.peran"), list(offered), format_func=offered.__getitem__, key=f"beri_peran_{number}")
    st.caption(t(f"kelola.arti.{role.value}"))
    places = {one: model.scope_words(one, found.names, lang()) for one in model.patterns(role, who.scope, found.names)}
    pattern = st.selectbox(
        t("kelola.kolom.lingkup"), list(places), format_func=places.__getitem__, key=f"beri_lingkup_{number}_{role.value}"
    )
    unit = _agency(who, pattern, number) if role is Role.PIMPINAN else None
    return Scope(pattern, unit), role


def _agency(who: Principal, pattern: str, number: int) -> str | None:
    periods = data.periods(who, pattern)
    names = data.agencies(who, pattern, periods[0]) if periods else {}
    if not names:
        st.caption(t("kelola.beri.tanpa_opd"))
        return None
    everything = t("halaman.saring.seluruh")
    chosen = st.selectbox(
        t("kelola.kolom.opd"),
        ["", *names],
        format_func=lambda one: names.get(one, everything),
        key=f"beri_opd_{number}_{pattern}",
    )
    return chosen or None


def _day(name: str, number: int) -> date | None:
    chosen = st.date_input(t(f"kelola.beri.{name}"), value=None, format="DD/MM/YYYY", key=f"beri_{name}_{number}")
    return chosen if isinstance(chosen, date) else None


def _sentence(identity: str, role: Role, scope: Scope, first: date | None, last: date | None, found: Shown) -> str:
    """What the button will do, in words."""
    language = lang()
    who = f"`{identity.strip().replace('`', '')}`" if identity.strip() else t("kelola.beri.seseorang")
    since = formats.day(first, language) if first else t("kelola.beri.sekarang")
    until = formats.day(last, language) if last else t("kelola.tanpa_akhir")
    place = model.scope_words(scope.pattern, found.names, language)
    return t(
        "kelola.beri.kalimat", siapa=who, peran=t(f"halaman.peran.{role.value}"),
        lingkup=f"{place}{f' · {scope.kode_unit}' if scope.kode_unit else ''}", dari=since, sampai=until,
    )  # fmt: skip
