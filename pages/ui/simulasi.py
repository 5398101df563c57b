"""Simulasi: every page as it would be if a submission that does not count yet, or no longer, were the one that counts.

It belongs to one reader's session, never to the address: a link opens what is published.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from etl.access import Action, Principal, allowed
from pages.ui import data, formats
from pages.ui.words import t

KEY = "simulasi"
"""Session key: (kode_wilayah, kiriman_id) of the submission looked at."""
OUTSIDE = ("unggah", "kiriman")
"""Pages about the submissions themselves: they say what counts, never a simulation of it."""


def enter(kode_wilayah: str, kiriman_id: str) -> None:
    """Look at every page through this submission, from the next run on."""
    st.session_state[KEY] = (kode_wilayah, kiriman_id)


def leave() -> None:
    """Back to what is published, from the next run on."""
    st.session_state.pop(KEY, None)


def through(who: Principal) -> Principal:
    """The reader with the submission that they look at; unchanged where they look at none, or may not see it."""
    kode_wilayah, kiriman_id = st.session_state.get(KEY) or (None, None)
    exact = kode_wilayah is not None and who.scope.pattern == kode_wilayah
    return replace(who, draft=kiriman_id) if exact and allowed(who, Action.READ_DRAFT, kode_wilayah) else who


def banner(who: Principal) -> None:
    """On every page: which submission is looked at, and the way back."""
    if who.draft is None:
        return
    found = data.history(who, who.scope.pattern).filter(kiriman_id=who.draft)
    if found.is_empty():
        leave()
        st.rerun()
    with st.container(horizontal=True, key="simulasi_pita", vertical_alignment="center", gap="small"):
        st.markdown(words(found.row(0, named=True)), width="stretch")
        st.page_link("pages/kiriman.py", label=t("kiriman.simulasi.kiriman"))
        st.button(t("kiriman.simulasi.tutup"), key="simulasi_tutup", on_click=leave, icon=":material/close:")


def words(sent: dict[str, Any]) -> str:
    """`Simulasi: kiriman ke-2 TW IV 2024, belum disetujui …` for a row of the history."""
    standing = t(f"kiriman.simulasi.keadaan.{sent['tahap']}")
    place = {"versi": sent["versi"], "periode": formats.period(sent["periode"])}
    return f":material/visibility: **{t('kiriman.simulasi.pita', **place, keadaan=standing)}** {t('kiriman.simulasi.arti')}"
