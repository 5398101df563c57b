"""Mutu Data: Great Expectations' own pages for the chosen submission, made on demand and shown inside the page."""

from __future__ import annotations

import streamlit as st

from etl.access import Principal
from etl.locale import text
from pages.ui import actions, auth, data, downloads, formats, panels, putus
from pages.ui import mutu_kata as kata
from pages.ui.mutu_view import Pilihan
from pages.ui.words import lang, t

SHEET = "halaman_dokumen"
"""Widget key and query parameter: whose results are shown."""
HEIGHT = 620
STEPS = 3


def docs(who: Principal, chosen: Pilihan) -> None:
    """The pages where they are made; else a button that makes them, or how far that is."""
    view, now = chosen.view, chosen.isi.now
    panels.section(t("mutu.dok.judul"), t("mutu.dok.catatan"))
    if who.scope.kode_unit:
        panels.empty_state(t("mutu.dok.satu_opd"))
        return
    if not now.kiriman_id:
        panels.empty_state(t("mutu.kosong.periode"))
        return
    found = data.docs(who, view.kode_wilayah, now.kiriman_id)
    if found.keadaan == "ada":
        _made(who, view.kode_wilayah, now.kiriman_id)
    elif found.keadaan == "berjalan":
        _watch(who, view.kode_wilayah, now.kiriman_id)
    else:
        if found.galat:
            key, values = found.galat
            st.warning(f"{text(key, lang(), **values)} {text(f'{key}.perbaikan', lang(), **values)}")
        with st.container(border=True):
            st.markdown(t("mutu.dok.belum", kiriman=now.kiriman_id))
            _button(who, view.kode_wilayah, now.kiriman_id, "mutu.dok.buat")


def _button(who: Principal, kode_wilayah: str, kiriman_id: str, label: str) -> None:
    first = label == "mutu.dok.buat"
    if st.button(t(label), type="primary" if first else "tertiary", key="buat_dokumen", icon=":material/fact_check:"):
        actions.make_docs(who, kode_wilayah, kiriman_id)
        st.rerun()


@st.fragment(run_every=1.0)
@putus.part
def _watch(who: Principal, kode_wilayah: str, kiriman_id: str) -> None:
    auth.still(who)
    found = data.docs(who, kode_wilayah, kiriman_id)
    if found.keadaan != "berjalan":
        st.rerun()
    st.progress((found.langkah + 0.5) / STEPS, text=t(f"mutu.dok.langkah.{found.langkah}"))


def _made(who: Principal, kode_wilayah: str, kiriman_id: str) -> None:
    found = data.docs(who, kode_wilayah, kiriman_id)
    when = formats.moment(found.dibuat, lang())
    said = t("mutu.dok.ada", waktu=when, kiriman=kiriman_id, snapshot=found.snapshot)
    st.caption(said if (found.snapshot or 0) >= data.snapshot() else f"{said} {t('mutu.dok.lama')}")
    names = list(found.lembar)
    # What broke a rule is what the reader came for.
    names.sort(key=lambda name: found.lembar[name]["lulus"] - found.lembar[name]["aturan"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dataset = st.selectbox(
            t("mutu.dok.halaman"), names, key=SHEET, width=420, label_visibility="collapsed",
            format_func=lambda name: _counted(name, found.lembar[name]),
        )  # fmt: skip
        downloads.button(
            who, t("mutu.dok.unduh"), lambda: data.docs_archive(who, kode_wilayah, kiriman_id),
            f"ramping-dokumen-{kiriman_id}.zip", objek=f"dokumen_mutu/{kiriman_id}", kode_wilayah=kode_wilayah,
            mime="application/zip", key="unduh_dokumen", type="tertiary",
        )  # fmt: skip
        _button(who, kode_wilayah, kiriman_id, "mutu.dok.ulang")
    alt = t("mutu.dok.bingkai", lembar=kata.sheet_name(str(dataset), lang()))
    st.iframe(data.docs_page(who, kode_wilayah, kiriman_id, str(dataset)), height=HEIGHT, alt=alt)


def _counted(name: str, one: dict[str, int]) -> str:
    return t("mutu.dok.lembar", lembar=kata.sheet_name(name, lang()), lulus=one["lulus"], aturan=one["aturan"])
