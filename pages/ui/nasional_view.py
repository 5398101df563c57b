"""Nasional on the screen: the finding, the tiles of figures, the map and the governments of a province."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.region_tiles import region_tiles
from pages.charts.tile_map import tile_map
from pages.ui import address, data, filters, formats, links, nasional_data, nasional_peta, panels
from pages.ui import nasional_kata as kata
from pages.ui.nasional_isi import Isi, load
from pages.ui.nasional_model import COMPLETE
from pages.ui.nasional_saring import Scene
from pages.ui.tiles import tiles_html
from pages.ui.words import lang, t, theme

COLOUR, MARK = "warna_petak", "tanda"
"""Widget keys and query parameters."""
PAGES = ("ringkasan", "hierarki", "rentang_kendali", "capaian_kinerja")
"""The pages of a government that are offered."""


@dataclass(frozen=True)
class Pilihan:
    """What is shown, and the places of the page that it is drawn into."""

    scene: Scene
    isi: Isi
    top: Any
    left: Any
    right: Any

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.scene.key, self.isi.warna, theme()


def choose(who: Principal, scene: Scene) -> Pilihan:
    """The places of the page, what colours the map, and everything read for it."""
    top = st.container()
    left, right = st.columns([0.7, 0.3], gap="medium")
    with left:
        head = st.container(horizontal=True, vertical_alignment="top", gap="small", key="nasional_kepala")
    with head:
        words = st.container()
        warna = _colour()
    args = (*scene.key, warna, theme())
    isi = data.remember(who, "nasional", args, lambda: load(who, scene, warna, lang(), theme()))
    title = data.remember(who, "nasional_judul", args, lambda: _title(scene, isi))
    with words:
        panels.section(title, _note(scene, isi))
    return Pilihan(scene, isi, top, left, right)


def _colour() -> str:
    labels = _labels(lang())
    address.restore(COLOUR, {COMPLETE: "nasional.warna.kelengkapan"} | {m: kata.label_key(m) for m in labels if m != COMPLETE})
    return filters.shared_choice("nasional.warna", list(labels), labels.__getitem__, COLOUR, 235)


@cache
def _labels(language: str) -> dict[str, str]:
    """What may colour the tiles → as written: how many have reported, then the metrics by their names."""
    names = {m: kata.label(m, language) for m in data.metrics()}
    return {COMPLETE: kata.label(COMPLETE, language)} | dict(sorted(names.items(), key=lambda item: item[1]))


def head(who: Principal, chosen: Pilihan) -> None:
    """The rest of the top line, the way back, the finding and the figures."""
    scene, isi = chosen.scene, chosen.isi
    with scene.line:
        sent = data.submission(who, isi.sample, scene.periode) if isi.sample else None
        if sent and sent["sumber"] == "contoh":
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        st.markdown(kata.status(isi.told, isi.latest, lang()), width="stretch")
    with chosen.top:
        if scene.kode_provinsi is not None and who.scope.pattern == "*":
            links.crumbs("nasional", [(t("halaman.nasional"), {filters.PROVINCE: ""}), (scene.nama, {})])
        panels.finding(isi.finding)
        st.html(data.remember(who, "nasional_angka", chosen.key, lambda: tiles_html(isi.top, theme())))


def tiles(who: Principal, chosen: Pilihan, mark: str | None) -> None:
    """The map of the nation, or the governments of a province; a click opens a province or marks a government."""
    with chosen.left:
        if chosen.scene.kode_provinsi is None:
            _nation(who, chosen, mark)
        else:
            _province(who, chosen, mark)


def _nation(who: Principal, chosen: Pilihan, mark: str | None) -> None:
    isi, home = chosen.isi, mark.split(".")[0] if mark else None
    names = dict(nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows())
    points = panels.chart_with_table(
        lambda: data.remember(
            who, "nasional_peta", (*chosen.key, home), lambda: tile_map(isi.tiles, isi.colours, theme(), chosen=home)
        ),
        lambda: nasional_peta.table(isi.warna, names, isi.tiles, isi.shares, isi.figures, lang()),
        key="nasional-provinsi",
        alt=isi.finding,
        clickable=True,
        links=_opens("provinsi"),
    )
    filters.clicked(filters.PROVINCE, points[0]["customdata"][0] if points else None)


def _province(who: Principal, chosen: Pilihan, mark: str | None) -> None:
    isi = chosen.isi
    # Who comes back to the map may click the same province again.
    filters.clicked(filters.PROVINCE, None)
    points = panels.chart_with_table(
        lambda: data.remember(
            who, "nasional_petak", (*chosen.key, mark), lambda: region_tiles(isi.tiles, isi.colours, theme(), chosen=mark)
        ),
        lambda: nasional_peta.table_of_governments(
            isi.warna, isi.places, isi.board, of_colour(chosen), chosen.scene.periode, lang()
        ),
        key="nasional-pemda",
        alt=isi.finding,
        clickable=True,
        links=_opens("pemda"),
    )
    filters.clicked(MARK, points[0]["customdata"][0] if points else None)


def of_colour(chosen: Pilihan) -> pl.DataFrame:
    """The rows of the metric that colours the tiles, in the quarter."""
    rows = chosen.isi.values.filter(pl.col("periode") == chosen.scene.periode)
    return rows.filter(pl.col("metrik") == chosen.isi.warna)


def _opens(what: str) -> dict[str, str]:
    return {t("nasional.tabel.buka"): t(f"nasional.buka.{what}")}


def mark(chosen: Pilihan) -> str | None:
    """Which government is marked in tiles and dots: one of those that are expected or have reported."""
    names = {"": t("nasional.tanda.pilih")} | {c: chosen.isi.names[c] for c in chosen.isi.board["kode_wilayah"].unique().sort()}
    code = filters.shared_choice("nasional.tanda", list(names), names.__getitem__, MARK, 260)
    return code or None


def pages_of(who: Principal, chosen: Pilihan, code: str | None) -> None:
    """Links to the marked government's own pages in this quarter, or why there are none."""
    if code is None:
        return
    standing = dict(chosen.isi.board.select("kode_wilayah", "kiriman_id").iter_rows()).get(code)
    name = dict(chosen.isi.places.select("kode_wilayah", "nama").iter_rows())[code]
    if standing is None:
        st.caption(t("nasional.tanda.belum", pemda=name, periode=formats.period(chosen.scene.periode)))
        return
    with st.container(horizontal=True, gap="small", key="remah_nasional_pemda"):
        for page in PAGES:
            st.page_link(f"pages/{page}.py", label=f"{t(f'halaman.judul.{page}')} ›", query_params={"wilayah": name})


def _title(scene: Scene, isi: Isi) -> str:
    if scene.kode_provinsi is None:
        return nasional_peta.title(isi.warna, isi.tiles, isi.figures, isi.told, lang())
    rows = isi.values.filter((pl.col("metrik") == isi.warna) & (pl.col("periode") == scene.periode))
    return nasional_peta.title_of_province(isi.warna, rows, isi.told, lang())


def _note(scene: Scene, isi: Isi) -> str:
    kind = "kelengkapan" if isi.warna == COMPLETE else "metrik"
    where = "nasional" if scene.kode_provinsi is None else "provinsi"
    return t(f"nasional.catatan.{where}.{kind}")


def source_line(chosen: Pilihan) -> None:
    """What the page is made of: how many submissions, and which of its scales nobody checked."""
    n = chosen.isi.board["kiriman_id"].drop_nulls().len()
    words = t("nasional.sumber", n=formats.number(n, 0, lang()), periode=formats.period(chosen.scene.periode))
    st.caption(f"{words} · {t('nasional.sumber.skala')} · {kata.scales.source(lang())}")
