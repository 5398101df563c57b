"""Rentang Kendali: its switches, its pictures kept per view and theme, and the click that filters the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import text
from pages.charts.bands import band_shares
from pages.charts.matrix import cell_id, layer_by_band
from pages.ui import address, data, downloads, filters, formats, panels
from pages.ui import rentang_model as model
from pages.ui.filters import View
from pages.ui.links import crumbs
from pages.ui.singkatan import short_unit
from pages.ui.words import lang, t, theme

METRICS = ("rentang_rerata", "rentang_median", "rentang_sempit", "rentang_lebar", "manajer_satu_bawahan")
SIDES = ("terisi", "struktural", "bayangan")
SIDE, VACANT, CELL = "tampilan", "dengan_lowong", "sel"
"""Widget keys and query parameters."""
_ASKED = "_pilih_sel"


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view, perhaps narrowed to an agency, and the variant of the hierarchy."""

    view: View
    varian: str

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, self.varian, theme()


def controls(who: Principal, view: View) -> Pilihan:
    """The line of switches, with mean, median and managers in words beside them."""
    address.restore(SIDE, {s: f"rentang.tampilan.{s}" for s in SIDES})
    with filters.switches():
        view = filters.agency(who, view, width=240)
        side = st.segmented_control(
            t("rentang.tampilan"), SIDES, default=SIDES[0], required=True, key=SIDE, bind="query-params",
            format_func=lambda s: t(f"rentang.tampilan.{s}"), label_visibility="collapsed",
        )  # fmt: skip
        vacant = st.toggle(t("rentang.dengan_lowong"), key=VACANT, bind="query-params", disabled=side != "terisi")
        chosen = Pilihan(view, "dengan_lowong" if side == "terisi" and vacant else str(side))
        st.markdown(data.remember(who, "rentang_baris", chosen.key, lambda: _line(who, chosen)), width="stretch")
    return chosen


def _line(who: Principal, chosen: Pilihan) -> str:
    """`rata-rata 12,1 · median 5 · 356 manajer, 4.294 orang · acuan setempat`."""
    values = _figures(who, chosen)
    mean = values.get("rentang_rerata", {})
    ref = model.acuan()
    return t(
        "rentang.baris",
        rerata=formats.number(mean.get("nilai"), 1, lang()),
        median=formats.plain(values.get("rentang_median", {}).get("nilai"), lang()),
        manajer=formats.number(mean.get("penyebut"), 0, lang()),
        orang=formats.number(mean.get("pembilang"), 0, lang()),
        dari=ref.sempit + 1,
        sampai=ref.lebar,
    )


def _figures(who: Principal, chosen: Pilihan) -> dict[str, dict[str, Any]]:
    view = chosen.view
    rows = data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=view.kode_opd, metrik=METRICS, varian=chosen.varian)
    return {row["metrik"]: row for row in rows.to_dicts()}


def path(chosen: Pilihan) -> None:
    """Region › agency; the region leads back up."""
    steps = [(chosen.view.nama_wilayah, {filters.AGENCY: ""})]
    if chosen.view.nama_opd:
        steps.append((chosen.view.nama_opd, {}))
    crumbs("rentang_kendali", steps)


def is_empty(who: Principal, chosen: Pilihan) -> bool:
    """Whether nobody here has reports."""
    return not sum(_counts(who, chosen).values())


def finding(who: Principal, chosen: Pilihan) -> str:
    """The page's sentence."""
    return data.remember(who, "rentang_temuan", chosen.key, lambda: _finding(who, chosen))


def _finding(who: Principal, chosen: Pilihan) -> str:
    view, ref = chosen.view, model.acuan()
    past = _counts(who, chosen, view.banding) if view.banding else None
    before = model.per_band(past, ref) if past else None
    mean = _figures(who, chosen).get("rentang_rerata", {}).get("nilai")
    now, name = model.per_band(_counts(who, chosen), ref), short_unit(view.nama_opd, 40) if view.nama_opd else None
    return model.sentence(now, before, ref, (view.periode, view.banding), mean, lang(), name)


def shares(who: Principal, chosen: Pilihan) -> None:
    """The two 100 % bars: what it is about first."""
    panels.section(t("rentang.bagian_manajer"))
    table = data.remember(who, "rentang_pita_tabel", chosen.key, lambda: _band_table(who, chosen))
    panels.chart_with_table(
        lambda: data.remember(who, "rentang_pita", chosen.key, lambda: _bands(who, chosen)),
        table,
        key="pita",
        alt=finding(who, chosen),
    )


def _band_rows(who: Principal, chosen: Pilihan) -> list[tuple[str, list[int]]]:
    view, ref = chosen.view, model.acuan()
    periods = [p for p in (view.banding, view.periode) if p]
    return [(formats.period(p), model.per_band(_counts(who, chosen, p), ref)) for p in periods]


def _bands(who: Principal, chosen: Pilihan) -> Any:
    return band_shares(_band_rows(who, chosen), list(model.acuan().names().values()), theme(), lang())


def _band_table(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    rows = _band_rows(who, chosen)
    table: dict[str, list[Any]] = {t("rentang.tabel.pita"): list(model.acuan().names().values())}
    for title, counts in rows:
        total = sum(counts)
        table[title] = counts
        table[f"{title} (%)"] = [formats.number(100 * n / total, 1, lang()) if total else formats.NULL for n in counts]
    return pl.DataFrame(table)


def matrix(who: Principal, chosen: Pilihan, cell: str) -> None:
    """Layer × band; a click chooses the cell of the list beside it."""
    panels.section(t("rentang.matriks"), t("rentang.matriks.catatan"))
    table = data.remember(who, "rentang_matriks_tabel", chosen.key, lambda: _matrix_table(who, chosen))
    fig = data.remember(who, "rentang_matriks", (chosen.key, cell), lambda: _matrix(who, chosen, cell))
    points = panels.chart_with_table(lambda: fig, table, key="matriks", alt=t("rentang.matriks"), clickable=True)
    asked = str(points[0]["customdata"][0]) if points and points[0].get("customdata") else ""
    # The chart keeps its selection; only a new click may move the list.
    if asked and asked != st.session_state.get("_sel_diklik"):
        st.session_state["_sel_diklik"] = asked
        if asked != cell and asked in _options(who, chosen, lang()):
            st.session_state[_ASKED] = asked
            st.rerun()


def _layers(counts: dict[tuple[int, str], int]) -> list[int]:
    return sorted({layer for layer, _ in counts})


def _matrix(who: Principal, chosen: Pilihan, cell: str) -> Any:
    counts, ref = _counts(who, chosen), model.acuan()
    names = model.layer_names(_managers(who, chosen), _layers(counts), lang())
    outlined = [cell] if "|" in cell else []
    return layer_by_band(counts, names, ref.names(), theme(), lang(), outlined)


def _matrix_table(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    counts, ref = _counts(who, chosen), model.acuan()
    names = model.layer_names(_managers(who, chosen), _layers(counts), lang())
    table: dict[str, list[Any]] = {t("rentang.tabel.lapisan"): list(names.values())}
    for code, written in ref.names().items():
        table[written] = [counts.get((n, code), 0) for n in names]
    table[t("rentang.jumlah")] = [sum(counts.get((n, code), 0) for code, _ in ref.pita) for n in names]
    return pl.DataFrame(table)


def cell_select(who: Principal, chosen: Pilihan) -> str:
    """Which managers the list shows: one report, narrow, wide, or a cell: the keyboard's click."""
    options = _options(who, chosen, lang())
    address.restore_words(CELL, lambda language: _options(who, chosen, language))
    if (asked := st.session_state.pop(_ASKED, None)) in options:
        st.session_state[CELL] = asked
    shown = st.selectbox(
        t("rentang.pilih"),
        list(options),
        key=CELL,
        bind="query-params",
        label_visibility="collapsed",
        format_func=options.__getitem__,
    )
    return str(shown)


def _options(who: Principal, chosen: Pilihan, language: str) -> dict[str, str]:
    return data.remember(who, "rentang_pilihan", (chosen.key, language), lambda: _lists_and_cells(who, chosen, language))


def _lists_and_cells(who: Principal, chosen: Pilihan, language: str) -> dict[str, str]:
    counts, ref = _counts(who, chosen), model.acuan()
    lists = {
        name: text(f"rentang.daftar.{name}", language, sempit=ref.sempit, lebar=ref.lebar)
        for name in (model.ONE, model.NARROW, model.WIDE)
    }
    # A list without managers is no answer to open with.
    found = _managers(who, chosen)
    lists = dict(sorted(lists.items(), key=lambda item: model.choose(found, item[0], ref).is_empty()))
    names = ref.names()
    cells = {
        cell_id(n, code): text("rentang.daftar.sel", language, lapisan=n, pita=names[code])
        for n in _layers(counts)
        for code in names
        if counts.get((n, code))
    }
    return lists | cells


def managers(who: Principal, chosen: Pilihan, cell: str) -> None:
    """The list of managers by post."""
    table = data.remember(who, "rentang_daftar", (chosen.key, cell), lambda: _list(who, chosen, cell))
    note = t(f"rentang.daftar.catatan.{chosen.varian}")
    told = {"n": formats.number(table.height, 0, lang()), "sel": _options(who, chosen, lang())[cell]}
    panels.section(t("rentang.daftar.judul", **told), note)
    if table.is_empty():
        panels.empty_state(t("rentang.daftar.kosong"))
        return
    right = {t("rentang.tabel.lowong"): st.column_config.TextColumn(alignment="right")}
    panels.data_table(table, alt=note, config=right)
    downloads.table(table, "ramping-manajer.csv", key="csv_manajer")


def _list(who: Principal, chosen: Pilihan, cell: str) -> pl.DataFrame:
    view = chosen.view
    rows = model.choose(_managers(who, chosen), cell, model.acuan())
    with_empty = data.nodes(who, view.kode_wilayah, view.periode, "dengan_lowong")
    return model.list_table(model.with_vacancies(rows, with_empty), data.agencies(who, view.kode_wilayah, view.periode), lang())


def _managers(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    view = chosen.view
    nodes = data.nodes(who, view.kode_wilayah, view.periode, chosen.varian)
    own = nodes.filter(pl.col("kode_opd") == view.kode_opd) if view.kode_opd else nodes
    return model.managers(own, model.acuan())


def _counts(who: Principal, chosen: Pilihan, periode: str | None = None) -> dict[tuple[int, str], int]:
    view = chosen.view
    found = data.distributions(
        who, view.kode_wilayah, periode or view.periode, "pita_rentang", varian=chosen.varian, kode_unit=view.kode_opd
    )
    return model.cells(found)
