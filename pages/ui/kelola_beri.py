"""Giving a role: to whom, which one, for which of the scopes that fit it, since when, until when, why."""

from __future__ import annotations

from datetime import date

import streamlit as st

from etl.access import Grant, Principal, Role, Scope
from pages.ui import actions, data, formats, panels
from pages.ui import kelola_model as model
from pages.ui.kelola_view import Shown
from pages.ui.kiriman_putusan import carry_out, news
from pages.ui.words import lang, t

_NIP_DIGITS = 18
ROUND = "_beri_ke"
"""Session key: how many roles were given, so that the next form begins empty."""


def section(who: Principal, found: Shown) -> None:
    """The form; what was typed stays there when the lake refuses it."""
    panels.section(t("kelola.beri"), t("kelola.beri.catatan"))
    news()
    number = int(st.session_state.get(ROUND, 0))
    left, right = st.columns(2)
    with left:
        identity = st.text_input(t("kelola.beri.identitas"), key=f"beri_identitas_{number}", max_chars=254)
        role, pattern, place = _role_and_place(who, found, number)
        unit, agency = _agency(who, pattern, number) if role is Role.PIMPINAN and pattern else (None, "")
    with right:
        first, last = _day("dari", number), _day("sampai", number)
        st.caption(t("kelola.beri.hari", zona=data.zone(pattern or "*")))
        why = st.text_input(t("kelola.beri.alasan"), key=f"beri_alasan_{number}", max_chars=500)
    if pattern:
        st.markdown(_sentence(identity, role, place + agency, first, last))
    if st.button(t("kelola.tombol.beri"), type="primary", key="beri", icon=":material/person_add:", disabled=pattern is None):
        scope = Scope(pattern or "", unit)

        def give() -> None:
            since, until = actions.span(scope, first, last)
            actions.give(who, Grant(identity, role, scope, since, until), why)
            st.session_state[ROUND] = number + 1

        carry_out(t("kelola.kabar.beri"), give, busy="kelola.sedang")


def _role_and_place(who: Principal, found: Shown, number: int) -> tuple[Role, str | None, str]:
    """A role and a scope for it within the keeper's own, with its words; no scope until one of several is chosen."""
    offered = {role: t(f"halaman.peran.{role.value}") for role in model.roles(who.scope, found.names)}
    role = st.selectbox(t("kelola.kolom.peran"), list(offered), format_func=offered.__getitem__, key=f"beri_peran_{number}")
    st.caption(t(f"kelola.arti.{role.value}"))
    places = {one: model.scope_words(one, found.names, lang()) for one in model.patterns(role, who.scope, found.names)}
    pattern = st.selectbox(
        t("kelola.kolom.lingkup"), list(places), format_func=places.__getitem__, index=0 if len(places) == 1 else None,
        placeholder=t("kelola.beri.pilih"), key=f"beri_lingkup_{number}_{role.value}",
    )  # fmt: skip
    return role, pattern, places.get(pattern or "", "")


def _agency(who: Principal, pattern: str, number: int) -> tuple[str | None, str]:
    """The agency that a leader is narrowed to, and how the sentence names it; none for the whole government."""
    periods = data.periods(who, pattern)
    names = data.agencies(who, pattern, periods[0]) if periods else {}
    if not names:
        st.caption(t("kelola.beri.tanpa_opd"))
        return None, ""
    shown = {"": t("halaman.saring.seluruh")} | names
    chosen = st.selectbox(t("kelola.kolom.opd"), list(shown), format_func=shown.__getitem__, key=f"beri_opd_{number}_{pattern}")
    return (chosen, f" · {names[chosen]}") if chosen else (None, "")


def _day(name: str, number: int) -> date | None:
    chosen = st.date_input(t(f"kelola.beri.{name}"), value=None, format="DD/MM/YYYY", key=f"beri_{name}_{number}")
    return chosen if isinstance(chosen, date) else None


def _sentence(identity: str, role: Role, place: str, first: date | None, last: date | None) -> str:
    """What the button will do, in words; a number of a person's, typed by mistake, is not repeated."""
    named = identity.strip().replace("`", "")
    named = named if "@" in named and sum(sign.isdigit() for sign in named) < _NIP_DIGITS else ""
    since = t("kelola.beri.mulai", tanggal=formats.day(first, lang())) if first else t("kelola.beri.sekarang")
    until = t("kelola.beri.hingga", tanggal=formats.day(last, lang())) if last else t("kelola.tanpa_akhir")
    who = f"`{named}`" if named else t("kelola.beri.seseorang")
    return t("kelola.beri.kalimat", siapa=who, peran=t(f"halaman.peran.{role.value}"), lingkup=place, dari=since, sampai=until)
