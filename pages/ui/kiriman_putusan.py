"""What the reader may decide about the version looked at: approve, return, withdraw, lock, open; look at pages through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from etl.access import Principal, Role
from etl.errors import RampingError
from pages.ui import actions, data, simulasi
from pages.ui.filters import PERIOD, REGION
from pages.ui.kiriman_view import Shown
from pages.ui.words import lang, t

NEWS, TROUBLE = "_kiriman_kabar", "_kiriman_galat"
"""Session keys: what the last decision did, or why it was refused; said once on the next run."""
OPERATOR_ENDS = ("diterima", "divalidasi", "diajukan", "dikembalikan")
"""Where a submission may stand when its sender withdraws it."""


def news() -> None:
    """Say once what the last decision did."""
    if trouble := st.session_state.pop(TROUBLE, None):
        st.error(trouble, icon=":material/block:")
    elif told := st.session_state.pop(NEWS, None):
        st.success(told, icon=":material/check:")


def carry_out(told: str, *deeds: Callable[[], Any], busy: str = "kiriman.sedang") -> None:
    """Do it and begin the page anew, with what was done or why it was refused."""
    try:
        with st.spinner(t(busy)):
            for deed in deeds:
                deed()
        st.session_state[NEWS] = told
    except RampingError as refused:
        st.session_state[TROUBLE] = refused.message(lang())
    st.rerun()


def bar(who: Principal, shown: Shown) -> None:
    """The buttons of this role for this version, in one line."""
    with st.container(horizontal=True, key="putusan", vertical_alignment="center", gap="small"):
        if who.role is Role.PENYETUJU:
            _approver(who, shown)
        if who.role is Role.OPERATOR:
            _operator(who, shown)
        _look(who, shown)


def _approver(who: Principal, shown: Shown) -> None:
    sent = shown.sent or {}
    if sent["tahap"] in ("diajukan", "dikembalikan") and not shown.locked:
        again = sent["tahap"] == "dikembalikan"
        label = t("kiriman.tombol.setujui_lagi" if again else "kiriman.tombol.setujui")
        if st.button(label, type="secondary" if again else "primary", key="setujui", icon=":material/check:"):
            told = t("kiriman.kabar.setujui", versi=sent["versi"])
            carry_out(told, lambda: actions.setujui(who, sent["kiriman_id"]), simulasi.leave)
    if (sent["tahap"] == "diajukan" or sent["kini"]) and not shown.locked:
        with_reason("kembalikan", shown, lambda why: actions.kembalikan(who, sent["kiriman_id"], why))
    if sent["kini"]:
        place = shown.kode_wilayah, shown.periode
        if shown.locked:
            with_reason("buka", shown, lambda why: actions.buka(who, *place, why))
        else:
            with_reason("kunci", shown, lambda why: actions.kunci(who, *place, why))
    if sent["dihapus"]:
        st.caption(t("kiriman.terhapus"))
    else:
        with_reason("hapus", shown, lambda why: actions.hapus(who, sent["kiriman_id"], why))


def _operator(who: Principal, shown: Shown) -> None:
    sent = shown.sent or {}
    if sent["tahap"] in ("diterima", "divalidasi", "dikembalikan"):
        st.page_link("pages/unggah.py", label=t("kiriman.lanjut"), icon=":material/upload_file:")
    if sent["tahap"] in OPERATOR_ENDS:
        with_reason("batalkan", shown, lambda why: actions.batalkan(who, sent["kiriman_id"], why))


def with_reason(deed: str, shown: Shown, act: Callable[[str], Any]) -> None:
    """A button that opens a box for the reason, without which nothing is done."""
    sent = shown.sent or {}
    place = {"versi": sent.get("versi"), "periode": shown.periode}
    with st.popover(t(f"kiriman.tombol.{deed}"), key=f"kotak_{deed}"):
        st.markdown(t(f"kiriman.tanya.{deed}", **place))
        why = st.text_area(t("kiriman.alasan"), key=f"alasan_{deed}_{sent.get('kiriman_id')}", max_chars=500)
        if st.button(t(f"kiriman.tombol.{deed}.ya"), type="primary", key=f"ya_{deed}"):
            carry_out(t(f"kiriman.kabar.{deed}", **place), lambda: act(why))


def _look(who: Principal, shown: Shown) -> None:
    """Into simulasi and out of it."""
    sent = shown.sent or {}
    if simulasi.through(who).draft == sent["kiriman_id"]:
        st.page_link("pages/ringkasan.py", label=t("kiriman.tombol.lihat_dasbor"), icon=":material/visibility:")
        st.button(t("kiriman.simulasi.tutup"), key="simulasi_keluar", on_click=simulasi.leave, icon=":material/close:")
    elif not sent["kini"]:
        st.button(
            t("kiriman.tombol.simulasi"), key="simulasi_masuk", on_click=_enter, args=(who, shown), icon=":material/visibility:"
        )


def _enter(who: Principal, shown: Shown) -> None:
    assert shown.sent is not None
    simulasi.enter(shown.kode_wilayah, shown.sent["kiriman_id"])
    # The pages open on the quarter that is simulated.
    names = data.regions(who).filter(kode_wilayah=shown.kode_wilayah)
    if names.height:
        st.session_state[REGION] = shown.kode_wilayah
    st.session_state[PERIOD] = shown.periode
