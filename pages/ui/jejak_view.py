"""Jejak Audit on the screen: what is looked for, the deeds, the state of the chains, the auditor's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

import streamlit as st

from etl.access import Principal
from pages.ui import address, data, downloads, formats, panels
from pages.ui import jejak_model as model
from pages.ui.csv import csv_bytes
from pages.ui.jejak_model import Look
from pages.ui.tiles import Tile, tiles
from pages.ui.words import lang, t

SPAN, GROUP, PLACE = "waktu_jejak", "perbuatan", "wilayah_jejak"
"""Widget keys and query parameters; what is typed about persons and things never stands in the address."""
AT_ONCE = 25
"""Deeds on one page of the list."""
MOST = 200_000
"""Deeds in one file."""
CHECKED = "_rantai_diperiksa"
"""Session key: what the last check of the chains found, and when."""


@dataclass(frozen=True)
class Shown:
    """What is looked for, in whose zone, and how often each deed was found."""

    look: Look
    chosen: str
    place: str | None
    asked: dict[str, Any]
    counts: dict[str, int]
    checked: tuple[datetime, dict[str, Any]] | None


def choose(who: Principal) -> Shown:
    """The line of filters, and what they find."""
    look = Look(lang(), data.zone(who.scope.pattern), data.governments())
    head = st.container()
    with st.container(horizontal=True, key="saklar", vertical_alignment="bottom", gap="small"):
        chosen = _pick(SPAN, {name: f"jejak.waktu.{name}" for name in model.SPANS}, "bulan", 170)
        days = (_day("dari"), _day("sampai")) if chosen == "tanggal" else (None, None)
        group = _pick(GROUP, {"": "jejak.semua"} | {name: f"jejak.kelompok.{name}" for name in model.GROUPS}, "", 220)
        place = _place(who, look)
        person = st.text_input(t("jejak.cari.siapa"), key="cari_siapa", placeholder=t("jejak.cari.siapa"), width=200,
                               label_visibility="collapsed")  # fmt: skip
        thing = st.text_input(t("jejak.cari.objek"), key="cari_objek", placeholder=t("jejak.cari.objek"), width=200,
                              label_visibility="collapsed")  # fmt: skip
    since, until = model.span(chosen, data.now(), look.zone, days)
    asked = {"identitas": person.strip(), "objek": thing.strip(), "since": since, "until": until}
    counts = data.deeds(who, place, **asked)
    shown = Shown(look, chosen, place, asked | {"tindakan": model.GROUPS.get(group, ())}, counts, st.session_state.get(CHECKED))
    with head:
        panels.finding(model.finding(counts, chosen, shown.checked[1] if shown.checked else None, look.lang))
        tiles(_tiles(shown))
    return shown


def _pick(key: str, labels: dict[str, str], first: str, width: int) -> str:
    address.restore(key, labels)
    words = {one: t(label) for one, label in labels.items()}
    chosen = st.selectbox(
        words[first], list(words), index=list(words).index(first), format_func=words.__getitem__, key=key, bind="query-params",
        width=width, label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen)


def _day(name: str) -> date | None:
    chosen = st.date_input(t(f"jejak.{name}"), value=None, format="DD/MM/YYYY", key=f"jejak_{name}", width=150)
    return chosen if isinstance(chosen, date) else None


def _place(who: Principal, look: Look) -> str | None:
    """One government of several; who reads that of a single one is not asked."""
    within = [code for code in look.names if who.scope.covers(code)]
    if len(within) < 2:
        return None
    everywhere = t("jejak.seluruh")
    chosen = st.selectbox(
        t("jejak.kolom.wilayah"), ["", *within], format_func=lambda code: look.names.get(code, everywhere), key=PLACE,
        bind="query-params", width=230, label_visibility="collapsed",
    )  # fmt: skip
    return chosen or None


def _tiles(shown: Shown) -> list[Tile]:
    told = model.grouped(shown.counts)
    return [
        Tile(t(f"jejak.kelompok.{group}"), formats.number(told[group], 0, shown.look.lang), t(f"jejak.kelompok.{group}.isi"))
        for group in model.GROUPS
    ]


def section(who: Principal, shown: Shown) -> None:
    """The deeds, newest first, page by page, and the file of all of them."""
    wanted = shown.asked["tindakan"] or tuple(shown.counts)
    count = sum(shown.counts.get(one, 0) for one in wanted)
    panels.section(
        t("jejak.daftar", n=formats.number(count, 0, shown.look.lang)), t("jejak.daftar.catatan", zona=shown.look.zone)
    )
    if not count:
        panels.empty_state(t("jejak.kosong"))
        return
    place = st.container()
    pages = -(-count // AT_ONCE)
    number = int(st.pagination(pages, key=f"halaman_jejak_{pages}")) if pages > 1 else 1
    rows = data.trail(who, shown.place, limit=AT_ONCE, offset=(number - 1) * AT_ONCE, **shown.asked)
    with place:
        panels.data_table(model.table(rows, shown.look), alt=t("jejak.daftar.catatan", zona=shown.look.zone))
    _file(who, shown, count)


def _file(who: Principal, shown: Shown, count: int) -> None:
    asked, place, language = shown.asked, shown.place, shown.look.lang
    about = [t("jejak.berkas.waktu"), t("jejak.berkas.sidik")]

    def build() -> bytes:
        return csv_bytes(model.raw(data.trail(who, place, limit=MOST, **asked)), language, about=about)

    view = "&".join(f"{name}={value}" for name, value in ({"wilayah": place} | asked).items() if value)
    downloads.button(
        who, t("jejak.unduh"), build, "ramping-jejak-audit.csv", objek="jejak", rows=min(count, MOST), kode_wilayah=place,
        view=view, key="csv_jejak",
    )  # fmt: skip


def chains(who: Principal, shown: Shown) -> None:
    """Whether the chains are whole, as of when, and the button that checks them now."""
    panels.section(t("jejak.rantai"), t("jejak.rantai.catatan"))
    if shown.checked:
        when, found = shown.checked
        counts = {name: formats.number(found[name], 0, shown.look.lang) for name in ("kiriman", "jejak", "mata")}
        said = f"{t('jejak.rantai.pada', waktu=model.moment(when, shown.look))} {t(_state(found), **counts)}"
        (st.success if found["utuh"] else st.error)(said, icon=":material/check:" if found["utuh"] else ":material/error:")
        if found["sebelum"]:
            st.caption(t("rantai.sebelum", jumlah=found["sebelum"]))
        if lines := model.broken(found, shown.look.lang):
            st.html("".join(f"<p>✕ {escape(line)}</p>" for line in lines))
    else:
        st.caption(t("jejak.rantai.belum"))
    if st.button(t("jejak.rantai.periksa"), key="periksa_rantai", icon=":material/link:"):
        with st.spinner(t("jejak.rantai.sedang")):
            st.session_state[CHECKED] = data.now(), data.chains(who)
        st.rerun()


def _state(found: dict[str, Any]) -> str:
    return "rantai.utuh" if found["utuh"] else "rantai.rusak"
