"""Pembanding: groups picked by hand that are kept under a name, for everybody who reads in the same scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from etl.access import Action, Principal, allowed
from pages.ui import actions, nasional_data
from pages.ui import pembanding_model as model
from pages.ui.kiriman_putusan import carry_out
from pages.ui.words import t

BOX, CHOSEN, NAME = "kelompok_tersimpan", "kelompok_dipilih", "nama_kelompok"
"""Widget keys."""
_DONE = "_kelompok_selesai"
"""Session key: a group was chosen, saved or deleted, so the box closes and shows the page."""
LONGEST = 60
Saved = dict[str, Any]


def saved(who: Principal) -> dict[str, Saved]:
    """The groups that this reader can choose: id → row of `peer_groups`, by name."""
    if not allowed(who, Action.COMPARE):
        return {}
    return {row["kelompok"]: row for row in nasional_data.peer_groups(who).iter_rows(named=True)}


def name_of(groups: dict[str, Saved], members: Sequence[str]) -> str | None:
    """The name under which exactly these governments are kept."""
    return next((row["nama"] for row in groups.values() if set(row["anggota"]) == set(members)), None)


def box(who: Principal, groups: dict[str, Saved], hand: Sequence[str], keys: tuple[str, str, str, str]) -> None:
    """Choose, save or take away a group. keys: of the widgets for kind, members, side and group, which a choice sets."""
    if not allowed(who, Action.COMPARE):
        return
    if st.session_state.pop(_DONE, False):
        st.session_state[BOX] = False
    kept = st.popover(t("pembanding.simpan"), icon=":material/bookmark:", key=BOX, on_change="rerun")
    if not kept.open:
        return
    with kept:
        st.caption(t("pembanding.simpan.catatan"))
        if groups:
            _choose(who, groups, keys)
        _save(who, hand)


def _choose(who: Principal, groups: dict[str, Saved], keys: tuple[str, str, str, str]) -> None:
    code = st.selectbox(t("pembanding.simpan.pilih"), list(groups), key=CHOSEN, format_func=lambda g: _words(groups[g]))
    chosen = groups[code]
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("pembanding.simpan.pakai"), type="primary", key="pakai_kelompok", on_click=_use, args=(chosen["anggota"], *keys)
        )
        if chosen["oleh"] == who.identity and st.button(t("pembanding.simpan.hapus"), key="hapus_kelompok"):
            told = t("pembanding.kabar.hapus", nama=chosen["nama"])
            carry_out(told, lambda: actions.hapus_kelompok(who, code), _close, busy="pembanding.simpan.sedang")


def _words(row: Saved) -> str:
    return t("pembanding.simpan.isi", nama=row["nama"], n=len(row["anggota"]), oleh=row["oleh"])


def _use(members: Sequence[str], kind: str, own: str, side: str, group: str) -> None:
    """One change of the address, as of one choice: the widgets take up what it says."""
    for key in (kind, own, side, group):
        st.session_state.pop(key, None)
    st.session_state[_DONE] = True
    st.query_params.update({kind: model.OWN, own: ",".join(members), side: [], group: []})


def _save(who: Principal, hand: Sequence[str]) -> None:
    if not hand:
        st.caption(t("pembanding.simpan.tanpa"))
        return
    name = st.text_input(t("pembanding.simpan.nama", n=len(hand)), key=NAME, max_chars=LONGEST)
    if st.button(t("pembanding.simpan.ya"), key="simpan_kelompok"):
        told = t("pembanding.kabar.simpan", nama=" ".join(name.split()))
        carry_out(told, lambda: actions.simpan_kelompok(who, name, hand), _close, busy="pembanding.simpan.sedang")


def _close() -> None:
    st.session_state[_DONE] = True
