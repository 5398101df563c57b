"""Kelengkapan on the screen: matrix, deadline board, reminders, rates; every click leads one level down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.quarter_cells import Row, quarter_cells
from pages.charts.rate_pairs import Pair, rate_pairs
from pages.ui import data, downloads, filters, formats, links, nasional_data, panels
from pages.ui import kelengkapan_kata as kata
from pages.ui import kelengkapan_model as model
from pages.ui.kelengkapan_model import Counts, Due, Missing
from pages.ui.kiriman_model import today
from pages.ui.nasional_saring import Scene
from pages.ui.tiles import tiles
from pages.ui.words import lang, t, theme

GOVERNMENT, QUARTER = "pemda", "triwulan_kiriman"
"""Widget keys and query parameters of the submission that is opened."""
ZONES = ("WIB", "WITA", "WIT")
AT_ONCE = 12
"""Lines of the reminder list on the page; the file holds all."""


@dataclass(frozen=True)
class Isi:
    """All that the page shows of one place and quarter."""

    rows: pl.DataFrame
    """`model.board` of the place, all quarters of the matrix."""
    periods: list[str]
    now: Counts
    then: Counts | None
    due: list[Due]
    missing: list[Missing]
    matrix: list[Row]
    rates: list[Pair]
    provinces: dict[str, Counts]
    """nama_provinsi → counts; empty below the nation."""


def load(who: Principal, scene: Scene) -> Isi:
    """Read once per place, quarter and day."""
    days = {zone: today(zone) for zone in ZONES}
    key = (*scene.key, *days.values())
    return data.remember(who, "kelengkapan", key, lambda: _load(who, scene, days))


def _load(who: Principal, scene: Scene, days: dict[str, date]) -> Isi:
    governments, language = scene.governments(), lang()
    zones = {code: data.zone(code) for code in governments["kode_provinsi"].unique()}
    every = model.board(scene.within(nasional_data.completeness(who)), governments, days, zones)
    periods = model.quarters(scene.periode, every)
    rows = every.filter(pl.col("periode").is_in(periods))
    now, due = rows.filter(periode=scene.periode), model.deadlines(rows.filter(periode=scene.periode))
    then = model.counts(every.filter(periode=scene.banding)) if scene.banding else None
    by_province: dict[str, Counts] = {}
    if scene.kode_provinsi is None:
        names = _provinces(governments)
        matrix = kata.province_rows(rows, names, periods, language)
        rates = kata.rate_rows(list(names.items()), model.counts_by(now, "kode_provinsi"), language)
        by_province = {name: c for (name,), c in model.counts_by(now, "nama_provinsi").items()}
    else:
        matrix = kata.government_rows(rows, governments, periods, language)
        named = [(code, kata.short(name, code)) for code, name in governments.select("kode_wilayah", "nama").iter_rows()]
        rates = kata.rate_rows(named, model.counts_by(rows, "kode_wilayah"), language)
    return Isi(rows, periods, model.counts(now), then, due, model.missing(now), matrix, rates, by_province)


def _provinces(governments: pl.DataFrame) -> dict[str, str]:
    return dict(governments.select("kode_provinsi", "nama_provinsi").unique().sort("kode_provinsi").iter_rows())


def crumbs(who: Principal, scene: Scene) -> None:
    """`Nasional › Banten` for whoever sees more than one province."""
    if scene.kode_provinsi and who.scope.pattern == "*":
        links.crumbs("kelengkapan", [(t("halaman.nasional"), {filters.PROVINCE: ""}), (scene.nama, {})])


def head(who: Principal, scene: Scene, isi: Isi) -> None:
    """The rest of the top line, the finding, the tiles, and the counts that add up."""
    usual = model.usual(isi.due)
    with scene.line:
        if data.regions(who).height and _sample(who, isi):
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        told = t("kelengkapan.melapor", n=isi.now.diterima, semua=isi.now.wajib)
        st.markdown(f"{told} · {kata.as_of(today('WIB'), lang())}", width="stretch")
    if not isi.now.wajib:
        panels.empty_state(t("kelengkapan.kosong"))
        return
    panels.finding(kata.finding(scene.nama, isi.now, scene.periode, usual, isi.missing, isi.provinces, lang()))
    tiles(kata.tiles(isi.now, isi.then, scene.periode, scene.banding, usual, lang()))
    st.html(f'<p class="catatan">{kata.sums(isi.now, lang())}</p>')


def _sample(who: Principal, isi: Isi) -> bool:
    """Whether what counts is sample data: told by the first submission of the place."""
    first = isi.rows.filter(pl.col("kiriman_id").is_not_null()).sort("periode", descending=True).head(1)
    if first.is_empty():
        return False
    sent = data.submission(who, first["kode_wilayah"][0], first["periode"][0])
    return bool(sent and sent["sumber"] == "contoh")


def matrix(who: Principal, scene: Scene, isi: Isi) -> None:
    """Places × quarters; a click opens the province, or the submission."""
    level = "bangsa" if scene.kode_provinsi is None else "provinsi"
    panels.section(t(f"kelengkapan.matriks.{level}"), t(f"kelengkapan.matriks.{level}.catatan"))
    first = t("kelengkapan.kolom.provinsi" if level == "bangsa" else "kelengkapan.kolom.pemda")
    opens = t("kelengkapan.kolom.buka")
    picked = panels.chart_with_table(
        lambda: data.remember(who, "kelengkapan_matriks", (*scene.key, today("WIB"), theme()), lambda: _figure(isi)),
        lambda: kata.cells_table(isi.matrix, isi.periods, first, lang()).with_columns(_addresses(scene, isi).alias(opens)),
        key="kelengkapan",
        alt=t(f"kelengkapan.matriks.{level}"),
        clickable=True,
        links={opens: opens},
    )
    if picked:
        _go(scene, *picked[0]["customdata"][:2])


def _figure(isi: Isi) -> Any:
    heads = [(kata.head(periode), periode) for periode in isi.periods]
    return quarter_cells(isi.matrix, heads, t("kelengkapan.kolom.disetujui"), theme())


def _addresses(scene: Scene, isi: Isi) -> pl.Series:
    return pl.Series([_address(scene, row) for row in isi.matrix], dtype=pl.String)


def _address(scene: Scene, row: Row) -> str:
    """Where the table's link leads: the province, or the government's submission of the quarter."""
    place = {"provinsi": row.name} if scene.kode_provinsi is None else {"provinsi": scene.nama, GOVERNMENT: _name(row.id)}
    asked = place | {"periode": formats.period(scene.periode), "bahasa": lang().upper()}
    return "/kelengkapan?" + "&".join(f"{name}={quote(value)}" for name, value in asked.items())


def _name(code: str) -> str:
    return data.governments()[code]


def _go(scene: Scene, place: str, periode: str) -> None:
    """After a click: the province, or the submission of this government and quarter."""
    if scene.kode_provinsi is None:
        filters.clicked(filters.PROVINCE, place)
        return
    clicked = f"{place}|{periode}"
    if st.session_state.get("_klik_kelengkapan") != clicked:
        st.session_state["_klik_kelengkapan"] = clicked
        st.session_state[f"_pilih_{GOVERNMENT}"], st.session_state[f"_pilih_{QUARTER}"] = place, periode
        st.rerun()


def below(who: Principal, scene: Scene, isi: Isi) -> None:
    """Deadlines and reminders side by side, then the rates of each place."""
    left, right = st.columns([46, 54])
    with left:
        _board(isi)
    with right:
        _reminders(scene, isi)
    _rates(who, scene, isi)


def _board(isi: Isi) -> None:
    panels.section(t("kelengkapan.papan"), t("kelengkapan.papan.catatan"))
    if not isi.due:
        panels.empty_state(t("kelengkapan.kosong"))
        return
    now = datetime.now(UTC).replace(tzinfo=None)
    clocks = {zone: formats.moment(now, lang(), zone).rsplit(" ", 2)[1] for zone in ZONES}
    table = kata.board_table(isi.due, clocks, lang())
    right: dict[str, Any] = {name: st.column_config.TextColumn(alignment="right") for name in table.columns[2:6]}
    panels.data_table(table, alt=t("kelengkapan.papan"), config=right)


def _reminders(scene: Scene, isi: Isi) -> None:
    late, few = sum(one.lewat > 0 for one in isi.missing), min(AT_ONCE, len(isi.missing))
    panels.section(t("kelengkapan.pengingat", n=len(isi.missing)), t("kelengkapan.pengingat.catatan", lewat=late, n=few))
    if not isi.missing:
        panels.empty_state(t("kelengkapan.pengingat.kosong"))
        return
    language, rows = lang(), isi.missing
    # Code and zone stand in the file: with them the days would lie outside the table.
    few_columns = kata.reminder_table(rows[:AT_ONCE], language).drop(
        t("kelengkapan.kolom.kode"), t("kelengkapan.kolom.zona_saja")
    )
    panels.data_table(few_columns, alt=t("kelengkapan.pengingat", n=len(rows)))
    about = [t("kelengkapan.pengingat.berkas", tempat=scene.nama, periode=formats.period(scene.periode),
               tanggal=formats.day(today("WIB"), language))]  # fmt: skip
    downloads.table(
        lambda: kata.reminder_table(rows, language), f"ramping-pengingat-{scene.kode_provinsi or 'nasional'}-{scene.periode}.csv",
        key="csv_pengingat", label=t("kelengkapan.pengingat.unduh"), about=about, type="secondary",
    )  # fmt: skip


def _rates(who: Principal, scene: Scene, isi: Isi) -> None:
    level = "bangsa" if scene.kode_provinsi is None else "provinsi"
    panels.section(t(f"kelengkapan.laju.{level}"), t(f"kelengkapan.laju.{level}.catatan", n=len(isi.periods)))
    heads = t("kelengkapan.kolom.tepat"), t("kelengkapan.kolom.setuju")
    first = t("kelengkapan.kolom.provinsi" if level == "bangsa" else "kelengkapan.kolom.pemda")
    picked = panels.chart_with_table(
        lambda: data.remember(
            who, "kelengkapan_laju", (*scene.key, today("WIB"), theme()), lambda: rate_pairs(isi.rates, heads, theme())
        ),
        lambda: kata.rate_table(isi.rates, first, lang()),
        key="kelengkapan_laju",
        alt=t(f"kelengkapan.laju.{level}"),
        clickable=scene.kode_provinsi is None,
    )
    if picked:
        filters.clicked(filters.PROVINCE, picked[0]["customdata"][0])
