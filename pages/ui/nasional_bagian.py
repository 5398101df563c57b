"""The other parts of Nasional: the dots, who has been silent longest, outliers, and the course over the quarters."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.metrics import peers
from pages.charts.band_trend import band_trend
from pages.charts.dot_strip import dot_strip
from pages.ui import address, data, downloads, filters, formats, metric_text, nasional_data, nasional_isi, panels
from pages.ui import nasional_kata as kata
from pages.ui import nasional_model as model
from pages.ui import nasional_sebaran as sebaran
from pages.ui import nasional_tren as tren
from pages.ui.nasional_view import MARK, Pilihan
from pages.ui.words import lang, t, theme

KIND, GROUP, AGAINST, WAY = "menurut_kelompok", "kelompok_tren", "provinsi_tren", "cara_tren"
"""Widget keys and query parameters."""
GROUPED = tuple(kind for kind in peers.KINDS if kind != "provinsi")
SEEN, SEEN_OUTLIERS = 5, 8
"""Rows of lists that are seen at once; the rest unfolds."""


def dots(who: Principal, chosen: Pilihan, mark: str | None) -> None:
    """Every government with approved data as a dot; a click marks one."""
    isi, rows, place = chosen.isi, chosen.isi.now, _place(chosen)
    shown = data.remember(
        who, "nasional_titik", chosen.key, lambda: sebaran.dots(isi.metrik, rows, isi.names, isi.dot_colours, lang())
    )
    title = sebaran.title(isi.metrik, len(shown), isi.told, lang())
    panels.section(title, t("nasional.sebaran.catatan") if shown else "")
    if not shown:
        panels.empty_state(t("nasional.sebaran.kosong", periode=formats.period(chosen.scene.periode)))
        return

    def build() -> Any:
        own = sebaran.marked(isi.metrik, rows, mark, isi.names, lang())
        middle = sebaran.middle(isi.metrik, rows, place, lang())
        ticks = sebaran.ticks(isi.metrik, shown, isi.dot_colours, lang())
        whole = metric_text.is_percent(data.metrics()[isi.metrik])
        return dot_strip(shown, theme(), ticks, whole=whole, middle=middle, chosen=own)

    points = panels.chart_with_table(
        lambda: data.remember(who, "nasional_sebaran", (*chosen.key, mark), build),
        lambda: sebaran.table(isi.metrik, shown, rows, isi.names, isi.links, lang()),
        key="nasional-sebaran",
        alt=title,
        clickable=True,
        links={t("nasional.tabel.buka"): t("nasional.buka.pemda")},
    )
    filters.clicked(MARK, points[0]["customdata"][0] if points else None)


def silent(who: Principal, chosen: Pilihan) -> None:
    """Those that have not reported for the longest, with since when."""
    isi, found = chosen.isi, chosen.isi.silent
    panels.section(t("nasional.diam", n=found.height) if found.height else t("nasional.diam.tidak_ada"))
    if found.is_empty():
        return
    table = data.remember(who, "nasional_diam", chosen.key, lambda: sebaran.silent_table(found, isi.names, lang()))
    right = {table.columns[-1]: st.column_config.TextColumn(alignment="right", width=70)}
    panels.data_table(table.head(SEEN), alt=t("nasional.diam", n=found.height), config=right)
    downloads.table(table, "ramping-nasional-belum.csv", key="csv_nasional-belum")
    _rest(table.slice(SEEN), "nasional.diam.lain", t("nasional.diam", n=found.height), right)


def _rest(rows: pl.DataFrame, label: str, alt: str, config: dict[str, Any]) -> None:
    """The rows that are not seen at once; closed they cost nothing."""
    if rows.height:
        more = st.expander(t(label, n=rows.height), on_change="rerun", key=f"sisa_{label}")
        if more.open:
            with more:
                panels.data_table(rows, alt=alt, config=config)


def outliers(who: Principal, chosen: Pilihan) -> None:
    """Those far from their peer group, with the term that moved most."""
    isi, scene, title = chosen.isi, chosen.scene, st.container()
    by = filters.bound_switch("nasional.menurut", peers.KINDS, KIND)

    def build() -> tuple[pl.DataFrame, pl.DataFrame]:
        belong, named = members(who, chosen, by)
        found = model.outliers(isi.values, belong, isi.metrik, scene.periode, scene.banding)
        return found, sebaran.outlier_table(isi.metrik, found, isi.names, isi.links, named, scene.banding, lang())

    found, table = data.remember(who, "nasional_luar", (*chosen.key, by), build)
    with title:
        panels.section(sebaran.outlier_title(isi.metrik, found, by, lang()), sebaran.outlier_note(lang()))
    if found.is_empty():
        return
    config = _columns(table)
    panels.data_table(table.head(SEEN_OUTLIERS), alt=t("nasional.luar.catatan.pendek"), config=config)
    downloads.table(table.drop(t("nasional.tabel.buka")), "ramping-nasional-pencilan.csv", key="csv_nasional-pencilan")
    _rest(table.slice(SEEN_OUTLIERS), "nasional.luar.lain", t("nasional.luar.catatan.pendek"), config)


def _columns(table: pl.DataFrame) -> dict[str, Any]:
    """Widths that fit beside each other; figures on the right."""
    widths = dict(zip(table.columns, (180, 130, 90, 190, 80, 520), strict=False))
    figures = {table.columns[place] for place in (1, 2, 4)}
    texts = {
        name: st.column_config.TextColumn(width=width, alignment="right" if name in figures else None)
        for name, width in widths.items()
    }
    return {**texts, table.columns[-1]: st.column_config.LinkColumn(display_text=t("nasional.buka.pemda"), width=70)}


def members(who: Principal, chosen: Pilihan, by: str, language: str | None = None) -> tuple[pl.DataFrame, dict[str, str]]:
    """kode_wilayah, kelompok of the governments of the place; kelompok → as written, provinces by code."""
    language = language or lang()

    def build() -> tuple[pl.DataFrame, dict[str, str]]:
        found = model.members(chosen.isi.places, by, chosen.isi.values, chosen.scene.periode)
        named = dict(nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows())
        known = found["kelompok"].drop_nulls().unique().sort().to_list()
        return found, {code: kata.group(code, by, named, language) for code in known}

    return data.remember(who, "nasional_kelompok", (*chosen.key, by, language), build)


def course(who: Principal, chosen: Pilihan) -> None:
    """The nation, a province and a peer group over all quarters."""
    isi, scene = chosen.isi, chosen.scene
    title = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        ways = tren.ways(isi.metrik)
        way = filters.bound_switch("nasional.cara", ways, WAY) if len(ways) > 1 else ways[0]
        province = _against() if scene.kode_provinsi is None else None
        code, group = _group(who, chosen)
    args = (*chosen.key, province, code)
    found = data.remember(who, "nasional_tren", args, lambda: nasional_isi.trend(who, scene, isi.metrik, province, group))
    places = [(name or t("halaman.nasional"), one) for name, one in found.places]

    def build() -> Any:
        lines = [tren.series(isi.metrik, name, one, way, found.periods, lang()) for name, one in places]
        band = tren.band(places[0][1], way)
        name = t("nasional.pita", tempat=places[0][0])
        return band_trend(lines, band, tren.quarters(found.periods), theme(), band_name=name)

    first = tren.series(isi.metrik, places[0][0], places[0][1], way, found.periods, lang())
    words = tren.title(
        isi.metrik, places[0][0] if found.places[0][0] else t("nasional.tempat.nasional"), first, way, found.periods, lang()
    )
    with title:
        panels.section(words, t(f"nasional.tren.catatan.{way}"))
    panels.chart_with_table(
        lambda: data.remember(who, "nasional_garis", (*args, way), build),
        lambda: tren.table(isi.metrik, places, found.periods, lang()),
        key="nasional-tren",
        alt=words,
    )


def _against() -> str | None:
    places = nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows()
    names = {"": t("nasional.tren.provinsi"), **dict(places)}
    return filters.shared_choice("nasional.tren.provinsi", list(names), names.__getitem__, AGAINST, 230) or None


def _group(who: Principal, chosen: Pilihan) -> tuple[str, tuple[str, pl.DataFrame] | None]:
    """The peer group held against the place: its code, its name and its governments. A province is chosen beside it."""

    def words(language: str) -> dict[str, str]:
        return data.remember(who, "nasional_semua_kelompok", (*chosen.key, language), lambda: _every_group(who, chosen, language))

    address.restore_words(GROUP, words)
    names = {"": t("nasional.tren.kelompok")} | words(lang())
    chosen_key = filters.shared_choice("nasional.tren.kelompok", list(names), names.__getitem__, GROUP, 230)
    kind, _, code = chosen_key.partition("/")
    if not code:
        return "", None
    belong = members(who, chosen, kind)[0]
    return chosen_key, (names[chosen_key], belong.filter(pl.col("kelompok") == code))


def _every_group(who: Principal, chosen: Pilihan, language: str) -> dict[str, str]:
    """`kind/code` → as written."""
    found = {}
    for kind in GROUPED:
        for code, name in members(who, chosen, kind, language)[1].items():
            found[f"{kind}/{code}"] = name
    # The provincial governments are no class of size: they stand under their kind.
    return {key: name for key, name in found.items() if key == "jenis/provinsi" or not key.endswith("/provinsi")}


def _place(chosen: Pilihan) -> str:
    return t("nasional.tempat.nasional") if chosen.scene.kode_provinsi is None else chosen.scene.nama
