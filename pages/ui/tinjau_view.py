"""Tinjau on the screen: what waits for whom, and one government's quarter with its return, its comments and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Action, Principal, allowed
from etl.locale import text
from pages.ui import (
    actions,
    auth,
    data,
    filters,
    formats,
    kelengkapan_model,
    kelengkapan_panel,
    links,
    nasional_data,
    nasional_saring,
    panels,
    reader,
)
from pages.ui import kelengkapan_kata as kata
from pages.ui import tinjau_model as model
from pages.ui.kiriman_model import today
from pages.ui.kiriman_putusan import carry_out
from pages.ui.shared import on_every_page
from pages.ui.tinjau_model import Line, Open, Thread
from pages.ui.words import lang, t

PLACE, QUARTER, SUBMISSION = "pemda_tinjau", "triwulan_tinjau", "kiriman_tinjau"
"""Widget keys and query parameters."""
LONGEST, MOST_THREADS, MOST_OPEN = 2000, 12, 12


@dataclass(frozen=True)
class Shown:
    """The place looked at, everything that waits there, and the government and quarter that are open."""

    who: Principal
    tempat: str
    threads: list[Thread]
    open: list[Open]
    names: dict[str, str]
    kode: str
    periode: str
    standing: pl.DataFrame
    """Where the quarter stands (`kelengkapan_model.board`): one row, none where nobody expects it and nothing came."""
    reviews: pl.DataFrame
    line: Any
    """The container of the top line."""

    @property
    def row(self) -> Line | None:
        """The row of `standing`."""
        return self.standing.row(0, named=True) if self.standing.height else None

    @property
    def zona(self) -> str:
        """Zone of the government."""
        return data.zone(self.kode)

    @property
    def reviewer(self) -> bool:
        """Whether the reader may return what was approved."""
        return allowed(self.who, Action.REVIEW, self.kode)


def choose(who: Principal) -> Shown:
    """The place, the government and the quarter."""
    with on_every_page():
        line = st.container(horizontal=True, vertical_alignment="center", key="garis")
    with line:
        place, names = _governments(who)
    comments, reviews = (_of(found, names) for found in (nasional_data.comments(who), nasional_data.reviews(who)))
    every = model.threads(comments)
    waits = model.waiting(every, reviews)
    with line:
        kode, periode = _pick(who, names, waits)
    with line:
        st.markdown(_freshness(every, reviews), width="stretch")
    reader.looks_at(kode, periode=periode)
    return Shown(who, place, every, waits, names, kode, periode, _standing(who, kode, periode), reviews, line)


def _freshness(every: list[Thread], reviews: pl.DataFrame) -> str:
    """Of how many threads and returns the page tells, and of which day the newest is."""
    days = [*(one.since for one in every), *reviews["waktu"]]
    if not days:
        return t("tinjau.garis.kosong")
    told = {"n": formats.number(len(every), 0, lang()), "kembali": formats.number(reviews.height, 0, lang())}
    return t("tinjau.garis", **told, tanggal=formats.day(max(days), lang()))


def _governments(who: Principal) -> tuple[str, dict[str, str]]:
    """The place and its governments: the reader's own, or those of the nation or a province."""
    own = who.scope.pattern
    if "*" not in own:
        names = {own: data.governments().get(own, own)}
        return names[own], names
    places = nasional_saring.places(who)
    code = filters.shared_choice("halaman.saring.provinsi", list(places), places.__getitem__, filters.PROVINCE, 185)
    every = nasional_data.reference()
    found = every.filter(pl.col("kode_provinsi") == code) if code else every
    return places[code], dict(found.select("kode_wilayah", "nama").iter_rows())


def _of(found: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    return found.filter(pl.col("kode_wilayah").is_in(list(names)))


def _pick(who: Principal, names: dict[str, str], waits: list[Open]) -> tuple[str, str]:
    """Government and quarter: first those where something waits."""
    codes = list(dict.fromkeys([*(one.kode_wilayah for one in waits), *names]))
    kode = codes[0] if len(codes) == 1 else filters.shared_choice("kelengkapan.kolom.pemda", codes, names.__getitem__, PLACE, 280)
    here = [one.periode for one in waits if one.kode_wilayah == kode]
    own = nasional_data.completeness(who).filter(kode_wilayah=kode)["periode"].sort(descending=True).to_list()
    options = list(dict.fromkeys([*here, *(own or nasional_data.national_periods(who))]))
    if not options:
        panels.empty_state(t("tinjau.kosong"))
        st.stop()
    return kode, filters.shared_choice("kelengkapan.kolom.triwulan", options, formats.period, QUARTER, 140)


def _standing(who: Principal, kode: str, periode: str) -> pl.DataFrame:
    found = nasional_data.completeness(who).filter(kode_wilayah=kode, periode=periode)
    if found.is_empty():
        return found
    governments = nasional_data.reference().filter(kode_wilayah=kode)
    zone = data.zone(kode)
    zones = dict.fromkeys(governments["kode_provinsi"], zone)
    return kelengkapan_model.board(found, governments, {zone: today(zone)}, zones)


def listing(shown: Shown) -> None:
    """All that waits in the place, the newest first."""
    panels.section(t("tinjau.daftar", n=len(shown.open)), t("tinjau.daftar.catatan"))
    if not shown.open:
        panels.empty_state(t("tinjau.daftar.kosong"))
        return
    with st.container(key="menunggu_daftar", gap=None):
        for number, one in enumerate(shown.open[:MOST_OPEN]):
            _line(shown, one, number)
    if len(shown.open) > MOST_OPEN:
        st.caption(t("tinjau.daftar.lagi", n=len(shown.open) - MOST_OPEN))


def _line(shown: Shown, one: Open, number: int) -> None:
    """What waits, as a link that opens its quarter and the submission behind it."""
    here = (one.kode_wilayah, one.periode) == (shown.kode, shown.periode)
    label = f"{'→ ' if here else ''}{line_words(one, shown.names, lang())}"
    widgets: dict[str, str | bool] = {PLACE: one.kode_wilayah, QUARTER: one.periode, SUBMISSION: True}
    links.link("tinjau", label, {}, widgets, key=f"buka_{number}")


def line_words(one: Open, names: dict[str, str], language: str) -> str:
    """`Kab. Jembrana, TW IV 2024 · ↩ dikembalikan · menunggu pemda · 25 Jan 2025`."""
    place = f"{kata.short(names[one.kode_wilayah], one.kode_wilayah)}, {formats.period(one.periode)}"
    waits = text(f"tinjau.menunggu.{one.menunggu}", language)
    day = formats.day(one.sejak, language, data.zone(one.kode_wilayah))
    return " · ".join([f"**{place}**", text(f"tinjau.apa.{one.apa}", language), waits, day])


def open_table(rows: list[Open], names: dict[str, str], language: str) -> pl.DataFrame:
    """Government, quarter, what, for whom it waits, since when."""
    told = [
        (kata.short(names[one.kode_wilayah], one.kode_wilayah), formats.period(one.periode), t(f"tinjau.apa.{one.apa}"),
         t(f"tinjau.sisi.{one.menunggu}"), formats.day(one.sejak, language, data.zone(one.kode_wilayah)))
        for one in rows
    ]  # fmt: skip
    heads = [t(f"tinjau.kolom.{name}") for name in ("pemda", "triwulan", "apa", "menunggu", "sejak")]
    return pl.DataFrame(told, schema=dict.fromkeys(heads, pl.String), orient="row")


def quarter(shown: Shown) -> None:
    """Where the quarter stands, what a reviewer may do to it, and who returned it before and why."""
    name = kata.short(shown.names[shown.kode], shown.kode)
    panels.section(t("tinjau.kiriman", pemda=name, periode=formats.period(shown.periode)), _standing_words(shown))
    versions = nasional_data.versions_for_review(shown.who, shown.kode, shown.periode)
    current = versions.filter("kini")
    version = current.row(0, named=True) if current.height else None
    _may_return(shown, version)
    own = shown.reviews.filter(kode_wilayah=shown.kode, periode=shown.periode)
    if own.height:
        st.html("".join(review_html(row, shown.zona, lang()) for row in own.iter_rows(named=True)))
    _submission(shown)


def _submission(shown: Shown) -> None:
    """The submission behind the quarter, as far as the reader may know it: who, when, proof, versions, findings by rule."""
    box = st.expander(
        t("tinjau.kiriman.buka"), key=SUBMISSION, icon=":material/inventory_2:", on_change="rerun", bind="query-params"
    )
    if not box.open:
        return
    with box:
        kelengkapan_panel.submission(shown.who, shown.kode, shown.periode, shown.standing, stacked=True)
        if shown.who.role in auth.PAGES["kiriman"]:
            st.page_link(
                "pages/kiriman.py", label=t("tinjau.kiriman.halaman"), icon=":material/open_in_new:",
                query_params={"triwulan": formats.period(shown.periode)},
            )  # fmt: skip


def _standing_words(shown: Shown) -> str:
    if shown.row is None:
        return t("kelengkapan.sel.belum_wajib")
    until = t("kelengkapan.sel.tenggat", tanggal=formats.day(shown.row["tenggat"], lang()), zona=shown.row["zona"])
    return f"{kata.state(shown.row, lang())} · {until}"


def _may_return(shown: Shown, version: Line | None) -> None:
    """The button, or in words why there is none."""
    state = model.may_return(shown.row, version)
    if shown.reviewer and state == "bisa" and version is not None:
        _return_box(shown, version)
    elif shown.reviewer or state in ("terkunci", "dikembalikan"):
        side = model.side(shown.who.role)
        st.caption(t(f"tinjau.{side}.{state}"))


def _return_box(shown: Shown, version: Line) -> None:
    told = {"versi": version["versi"], "periode": formats.period(shown.periode), "pemda": shown.names[shown.kode]}
    with st.popover(t("tinjau.kembalikan"), key="kotak_tinjau", icon=":material/undo:"):
        st.markdown(t("tinjau.kembalikan.tanya", **told))
        why = st.text_area(t("tinjau.kembalikan.alasan"), key=f"alasan_{version['kiriman_id']}", max_chars=500)
        if st.button(t("tinjau.kembalikan.ya"), type="primary", key="ya_tinjau"):
            deed = t("tinjau.kabar.kembalikan", **told)
            carry_out(deed, lambda: actions.tinjau_kembalikan(shown.who, version["kiriman_id"], why))


def review_html(row: Line, zona: str, language: str) -> str:
    """One return: who, when, why, whether it is settled."""
    head = t("tinjau.riwayat", versi=row["versi"], peran=t(f"halaman.peran.{row['peran']}"), oleh=row["oleh"],
             waktu=formats.moment(row["waktu"], language, zona))  # fmt: skip
    state = t("tinjau.riwayat.terbuka" if row["terbuka"] else "tinjau.riwayat.selesai")
    return _message(head, state, row["alasan"] or formats.NULL, kind="perlu" if row["terbuka"] else "")


def _message(head: str, state: str, words: str, *, kind: str = "") -> str:
    title = f"<b>{escape(head)}</b>{f' · {escape(state)}' if state else ''}"
    return f'<div class="pesan {kind}"><p>{title}</p><p class="isi">{escape(words)}</p></div>'


def conversation(shown: Shown) -> None:
    """The threads of this quarter with their answers, and the box for a new comment."""
    own = [one for one in shown.threads if (one.kode_wilayah, one.periode) == (shown.kode, shown.periode)]
    panels.section(t("tinjau.komentar", n=len(own)), t("tinjau.komentar.catatan"))
    for one in own[:MOST_THREADS]:
        _thread(shown, one)
    if len(own) > MOST_THREADS:
        st.caption(t("tinjau.komentar.lagi", n=len(own) - MOST_THREADS))
    if not own:
        st.caption(t("tinjau.komentar.kosong"))
    if allowed(shown.who, Action.COMMENT, shown.kode):
        _write(shown, len(shown.threads))


def _thread(shown: Shown, one: Thread) -> None:
    with st.container(border=True, gap="xsmall"):
        st.html(thread_html(one, shown.zona, lang()))
        if one.keadaan == "selesai" or not allowed(shown.who, Action.COMMENT, shown.kode):
            return
        with st.container(horizontal=True, gap="small", key=f"utas_{one.utas}"):
            with st.popover(t("tinjau.jawab"), key=f"jawab_{one.utas}", icon=":material/reply:"):
                words = st.text_area(t("tinjau.isi"), key=f"isi_{one.utas}_{len(one.messages)}", max_chars=LONGEST)
                if st.button(t("tinjau.kirim"), type="primary", key=f"kirim_{one.utas}"):
                    carry_out(t("tinjau.kabar.jawab"), lambda: _say(shown, words, one.utas))
            if one.begun_by == model.side(shown.who.role) and st.button(t("tinjau.tutup"), key=f"tutup_{one.utas}"):
                carry_out(t("tinjau.kabar.tutup"), lambda: actions.selesaikan(shown.who, one.utas))


def thread_html(one: Thread, zona: str, language: str) -> str:
    """A thread: its state, then each message with role, identity and time."""
    state = t(f"tinjau.keadaan.{one.keadaan}")
    waits = f" · {t(f'tinjau.menunggu.{one.menunggu}')}" if one.menunggu else ""
    told = [
        _message(_writer(row, zona, language), "", row["isi"] or "", kind="peninjau" if row["peninjau"] else "")
        for row in one.messages
    ]
    return f'<p class="catatan"><b>{escape(state)}</b>{escape(waits)}</p>{"".join(told)}'


def _writer(row: Line, zona: str, language: str) -> str:
    return f"{t('halaman.peran.' + row['peran'])} · {row['oleh']} · {formats.moment(row['waktu'], language, zona)}"


def _write(shown: Shown, number: int) -> None:
    words = st.text_area(t("tinjau.baru"), key=f"komentar_{shown.kode}_{shown.periode}_{number}", max_chars=LONGEST)
    st.caption(t("tinjau.baru.catatan"))
    if st.button(t("tinjau.kirim"), type="primary", key="kirim_komentar"):
        carry_out(t("tinjau.kabar.komentar"), lambda: _say(shown, words, None))


def _say(shown: Shown, words: str, to: str | None) -> str:
    return actions.komentari(shown.who, shown.kode, shown.periode, words, to)
