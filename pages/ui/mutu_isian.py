"""Mutu Data: how full the sheets and their columns are, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.contracts import contracts
from etl.locale import has, text
from pages.charts.mutu_grid import Cell, Row, grid
from pages.charts.theme import clip
from pages.ui import address, data, filters, formats, panels
from pages.ui import mutu_kata as kata
from pages.ui import mutu_model as model
from pages.ui.mutu_data import Mutu
from pages.ui.mutu_view import Pilihan, heads
from pages.ui.words import lang, t, theme

SHEET = "lembar"
"""Widget key and query parameter: the sheet whose columns are seen."""
_MOST = 18
Found = Mapping[str, Sequence[model.Isian | None]]


def filled(who: Principal, chosen: Pilihan) -> None:
    """Left every sheet of the workbook, right the columns of one."""
    isi = chosen.isi
    key = (*chosen.view.key[:3], *chosen.key[-2:])
    sheets = data.remember(who, "mutu_lembar", key, lambda: model.sheets(isi.filled, isi.seen))
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        panels.section(t("mutu.lembar"), t("mutu.lembar.catatan"))
        picked = panels.chart_with_table(
            lambda: data.remember(who, "mutu_lembar_gambar", key, lambda: _sheet_grid(sheets, isi)),
            lambda: kata.filled_table(
                {_sheet(d): cells for d, cells in sheets.items()}, isi.seen, t("mutu.kolom.lembar"), lang()
            ),
            key="mutu_lembar",
            alt=t("mutu.lembar"),
            clickable=True,
        )
        filters.clicked(SHEET, picked[0]["customdata"][0] if picked else None)
    with right:
        _columns(who, chosen, key)


def _columns(who: Principal, chosen: Pilihan, key: tuple[Any, ...]) -> None:
    known, isi = list(contracts()), chosen.isi
    address.restore(SHEET, {d: f"kontrak.dataset.{d}" for d in known})
    asked = st.session_state.pop(f"_pilih_{SHEET}", None)
    if asked in known:
        st.session_state[SHEET] = asked
    dataset = str(
        st.selectbox(
            t("mutu.pilih_lembar"), known, index=known.index("capaian"), format_func=_name, key=SHEET, bind="query-params",
            label_visibility="collapsed",
        )
    )  # fmt: skip
    found = data.remember(who, "mutu_kolom", (*key, dataset), lambda: model.columns(isi.filled, isi.seen, dataset))
    if not found:
        panels.empty_state(t("mutu.kosong.lembar", lembar=_name(dataset)))
        return
    panels.section(t("mutu.isi_kolom", lembar=_name(dataset)), t("mutu.isi_kolom.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "mutu_kolom_gambar", (*key, dataset), lambda: _column_grid(found, isi, dataset)),
        lambda: kata.filled_table(found, isi.seen, t("mutu.kolom.kolom"), lang()),
        key="mutu_kolom",
        alt=t("mutu.isi_kolom", lembar=_name(dataset)),
    )


def _name(dataset: str) -> str:
    return kata.sheet_name(dataset, lang())


def _sheet(dataset: str) -> str:
    return f"{_name(dataset)} ({t('mutu.wajib')})" if contracts()[dataset].complete else _name(dataset)


def _sheet_table(sheets: Found, isi: Mutu) -> pl.DataFrame:
    return kata.filled_table({_sheet(d): cells for d, cells in sheets.items()}, isi.seen, t("mutu.kolom.lembar"), lang())


def _sheet_grid(sheets: Found, isi: Mutu) -> Any:
    known = contracts()
    rows = {d: (clip(_name(d), 30) + (" *" if known[d].complete else ""), cells) for d, cells in sheets.items()}
    return _grid(rows, isi, names=200)


def _column_grid(found: Found, isi: Mutu, dataset: str) -> Any:
    required = contracts()[dataset].columns
    rows = {c: (f"{c} *" if required[c].required else c, cells) for c, cells in list(found.items())[:_MOST]}
    return _grid(rows, isi, names=180, dataset=dataset)


def _grid(rows: Mapping[str, tuple[str, Sequence[model.Isian | None]]], isi: Mutu, *, names: int, dataset: str = "") -> Any:
    drawn = [
        Row(key, name, [_cell(cell, quarter, _hover(key, dataset)) for cell, quarter in zip(cells, isi.seen, strict=True)])
        for key, (name, cells) in rows.items()
    ]
    return grid(drawn, heads(isi.seen), theme(), names=names, width=600)


def _hover(key: str, dataset: str) -> str:
    """A column with its meaning; a sheet with its name."""
    meaning = f"kontrak.{dataset}.{key}"
    return f"{key}: {text(meaning, lang())}" if dataset and has(meaning, lang()) else key if dataset else _name(key)


def _cell(cell: model.Isian | None, quarter: model.Triwulan, name: str) -> Cell:
    at = formats.period(quarter.periode)
    words = kata.filled_words(cell, lang())
    if cell is None:
        return Cell(t("mutu.belum"), 0, f"{name}<br>{at}: {t('mutu.belum.arti')}", "tiada")
    if cell.bagian is None:
        lacking = cell.keadaan == "kurang"
        said = f"{name}<br>{at}: {t('mutu.belum.lembar')}"
        return Cell(t("mutu.belum") if lacking else "·", 0, said, "kurang" if lacking else "tiada")
    count = formats.fraction(cell.terisi, cell.sel, lang())
    carried = f"<br>{t('mutu.dibawa', periode=formats.period(cell.dari))}" if cell.dari else ""
    hover = f"{name}<br>{at}: {t('mutu.isian', n=count, baris=formats.number(cell.baris, 0, lang()))}{carried}"
    return Cell(words, cell.bagian, hover, "bawa" if cell.dari else "")
