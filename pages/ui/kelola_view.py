"""The grants of Kelola: their count, the list with its filters, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl
import streamlit as st

from etl import settings
from etl.access import Principal
from etl.errors import RampingError
from pages.ui import actions, address, csv, data, downloads, formats, panels
from pages.ui import kelola_model as model
from pages.ui.kiriman_putusan import NEWS, news
from pages.ui.tiles import Tile, tiles
from pages.ui.words import lang, t

ROLE, SCOPE, STATE = "peran_hak", "lingkup_hak", "keadaan_hak"
"""Widget keys and query parameters; the letters looked for in identities never stand in the address."""
SECTION = "lihat"
SECTIONS = ("daftar", "beri")


@dataclass(frozen=True)
class Shown:
    """Every grant within the keeper's scope as it stands now, and the names of the governments."""

    rows: pl.DataFrame
    now: datetime
    names: model.Names
    counts: dict[str, int]


def shown(who: Principal) -> Shown:
    """What the page is about."""
    now = data.now()
    rows = model.stand(data.grants(who), now)
    return Shown(rows, now, data.governments(), model.counts(rows))


def head(who: Principal, found: Shown) -> None:
    """The page's sentence, its figures, and in local mode what grants are for."""
    panels.finding(model.finding(found.counts, who.scope.pattern == "*", lang()))
    if not settings.load().sign_in:
        st.caption(t("kelola.lokal"))
    tiles(_tiles(who, found.counts))


def _tiles(who: Principal, counts: dict[str, int]) -> list[Tile]:
    def tile(name: str, note: str, **values: int) -> Tile:
        return Tile(t(f"kelola.petak.{name}"), formats.number(counts[name], 0, lang()), t(f"kelola.petak.{note}", **values))

    told = [
        tile("berlaku", "berlaku.isi", orang=counts["orang"]),
        tile("segera", "segera.isi", hari=model.SOON_DAYS),
        tile("nanti", "nanti.isi"),
        tile("selesai", "selesai.isi"),
    ]
    if who.scope.pattern == "*":
        told.insert(1, tile("admin", f"admin.{'sedikit' if counts['admin'] < 2 else 'cukup'}"))
    return told


def section(who: Principal, found: Shown) -> None:
    """The list with its filters, its CSV, and what may be taken back."""
    rows = found.rows if found.rows.is_empty() else _filtered(found)
    if rows.is_empty():
        news()
        panels.empty_state(t("kelola.kosong" if found.rows.is_empty() else "kelola.kosong.saring"))
        return
    panels.section(t("kelola.daftar", n=rows.height, semua=found.rows.height), t("kelola.daftar.catatan"))
    table = model.table(rows, found.names, found.now, lang())
    panels.data_table(table, alt=t("kelola.daftar.catatan"))
    with st.container(horizontal=True, key="kembar_hak", vertical_alignment="center"):
        language = lang()
        downloads.button(
            who, "CSV", lambda: csv.csv_bytes(table, language), "ramping-hak.csv", objek="hak", rows=table.height, key="csv_hak",
            type="tertiary",
        )  # fmt: skip
    news()  # here, where somebody looks who has just withdrawn one
    _withdraw(who, found, rows.filter(pl.col("keadaan").is_in(("berlaku", "nanti"))))


def _filtered(found: Shown) -> pl.DataFrame:
    language, rows = lang(), found.rows
    with st.container(horizontal=True, key="saklar", vertical_alignment="bottom", gap="small"):
        state = _choose(STATE, {one: f"kelola.saring.{one}" for one in model.STATES}, 200)
        held = rows["peran"].unique().sort().to_list()
        role = _choose(ROLE, {"": "kelola.saring.peran"} | {one: f"halaman.peran.{one}" for one in held}, 230)
        places = rows["lingkup"].unique().sort().to_list()
        words = {one: model.scope_words(one, found.names, language) for one in places} | {"": t("kelola.saring.lingkup")}
        address.restore_words(SCOPE, lambda other: {one: model.scope_words(one, found.names, other) for one in places})
        place = st.selectbox(
            t("kelola.kolom.lingkup"), ["", *places], format_func=words.__getitem__, key=SCOPE, bind="query-params", width=300,
            label_visibility="collapsed",
        )  # fmt: skip
        letters = st.text_input(
            t("kelola.saring.identitas"), key="cari_hak", placeholder=t("kelola.saring.identitas"), width=230,
            label_visibility="collapsed",
        )  # fmt: skip
    return model.chosen(rows, state, role, place, letters)


def _choose(key: str, labels: dict[str, str], width: int) -> str:
    address.restore(key, labels)
    words = {one: t(label) for one, label in labels.items()}
    chosen = st.selectbox(
        next(iter(words.values())), list(words), format_func=words.__getitem__, key=key, bind="query-params", width=width,
        label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen)


def _withdraw(who: Principal, found: Shown, rows: pl.DataFrame) -> None:
    """Choose a grant that has not ended, give the reason, confirm."""
    if rows.is_empty():
        return
    told = {row["hak_id"]: row for row in rows.iter_rows(named=True)}
    titles = {number: model.title(row, found.names, lang()) for number, row in told.items()}
    panels.section(t("kelola.cabut"), t("kelola.cabut.catatan"))
    with st.container(horizontal=True, key="cabut_hak", vertical_alignment="bottom", gap="small"):
        number = st.selectbox(
            t("kelola.cabut.pilih"), list(told), format_func=titles.__getitem__, key="pilih_hak", index=None,
            placeholder=t("kelola.cabut.pilih"), width=640, label_visibility="collapsed",
        )  # fmt: skip
        if number not in told:
            return
        with st.popover(t("kelola.tombol.cabut"), key=f"kotak_cabut_{number}"):
            _confirm(who, told[number], titles[number])


def _confirm(who: Principal, row: model.Row, title: str) -> None:
    st.markdown(t("kelola.tanya.cabut", hak=title))
    if row["identitas"] == who.identity:
        st.warning(t("kelola.tanya.sendiri"))
    why = st.text_area(t("kelola.alasan"), key=f"alasan_cabut_{row['hak_id']}", max_chars=500)
    if not st.button(t("kelola.tombol.cabut.ya"), type="primary", key="ya_cabut"):
        return
    try:
        with st.spinner(t("kelola.sedang")):
            actions.withdraw(who, row["hak_id"], why)
    except RampingError as refused:
        st.error(refused.message(lang()), icon=":material/block:")
        return
    st.session_state[NEWS] = t("kelola.kabar.cabut")
    st.rerun()
