"""Koordinasi on the screen: the two trees, the load of each assistant, and the list of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import text
from pages.charts.coordination import MOST_COLUMNS, Column, Leaf, coordination_tree
from pages.charts.coordination_load import Panel, load_bars
from pages.ui import address, data, filters, formats, panels
from pages.ui import koordinasi_kata as kata
from pages.ui import koordinasi_model as model
from pages.ui.filters import View
from pages.ui.koordinasi_data import Koordinasi, load
from pages.ui.singkatan import short_unit
from pages.ui.words import lang, t, theme

COORDINATOR = "koordinator"
"""Widget key and query parameter."""
OPEN = "-"
"""What a click on the agencies without a coordinator gives back."""


@dataclass(frozen=True)
class Pilihan:
    """The view with what was read for it."""

    view: View
    isi: Koordinasi

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, theme()


def choose(who: Principal, view: View) -> Pilihan:
    """Everything of the view."""
    return Pilihan(view, data.remember(who, "koordinasi", view.key, lambda: load(who, view, lang())))


def own_coordinator(who: Principal, view: View) -> str:
    """For a reader of one agency: which post coordinates it, by its code."""
    units = data.units(who, view.kode_wilayah, view.periode)
    own = units.filter(pl.col("kode_unit") == who.scope.kode_unit).to_dicts()
    name = short_unit(own[0]["nama_unit"], 40) if own else str(who.scope.kode_unit)
    code = own[0]["kode_koordinator"] if own else None
    return t("koordinasi.temuan.sendiri" if code else "koordinasi.temuan.sendiri_tanpa", opd=name, kode=code)


def _options(chosen: Pilihan) -> dict[str, model.Group | None]:
    """Code → group; the first is all agencies, the last those without a coordinator."""
    isi = chosen.isi
    options: dict[str, model.Group | None] = {"": None} | {g.kode or "": g for g in isi.kelompok}
    return options | ({OPEN: isi.tanpa} if isi.tanpa.opd else {})


def _words(chosen: Pilihan, language: str) -> dict[str, str]:
    """Code → as written."""
    fixed = {"": text("koordinasi.semua", language), OPEN: text("koordinasi.tanpa", language)}
    return {g.kode or "": kata.short(g.nama) for g in chosen.isi.kelompok} | fixed


def group_select(chosen: Pilihan) -> model.Group | None:
    """Whose agencies the list shows: the keyboard's click; None: all."""
    options = _options(chosen)
    address.restore_words(COORDINATOR, lambda language: _words(chosen, language))
    words = _words(chosen, lang())
    return options[filters.bound_choice("koordinasi.pilih", list(options), COORDINATOR, shown=words.__getitem__)]


def tree(who: Principal, chosen: Pilihan, group: model.Group | None) -> None:
    """The coordination pattern beside the line of command; a click on an assistant chooses the list, on an agency opens it."""
    panels.section(t("koordinasi.pohon"), chosen.isi.dasar)
    marked = "" if group is None else group.kode or OPEN
    fig = data.remember(who, "koordinasi_pohon", (chosen.key, marked), lambda: _tree(chosen, marked))
    points = panels.chart_with_table(
        lambda: fig, lambda: table(chosen, None), key="koordinasi", alt=chosen.isi.finding, clickable=True
    )  # fmt: skip
    asked = str(points[0]["customdata"][0]) if points and points[0].get("customdata") else ""
    filters.clicked(COORDINATOR, asked if asked and asked in _options(chosen) else None)
    name = next((a.nama for a in chosen.isi.opd if a.kode == asked), None)
    if name:
        st.page_link("pages/hierarki.py", label=t("koordinasi.buka", opd=name), query_params=chosen.view.query(opd=name))


def _tree(chosen: Pilihan, marked: str) -> Any:
    isi, language = chosen.isi, lang()
    ranked = isi.kelompok
    if len(ranked) >= MOST_COLUMNS:
        ranked = sorted(ranked, key=lambda g: -(g.load("pegawai") or 0))[: MOST_COLUMNS - 1]
    columns = [Column(g.kode or "", kata.short(g.nama), kata.load_note(g, language), _leaves(g, language)) for g in ranked]
    if isi.tanpa.opd:
        note, leaves = kata.load_note(isi.tanpa, language), _leaves(isi.tanpa, language)
        columns.append(Column(OPEN, t("koordinasi.tanpa"), note, leaves, open=True))
    return coordination_tree(isi.puncak or formats.NULL, _command(isi, language), columns, theme(), language, marked)


def _leaves(group: model.Group, language: str) -> list[Leaf]:
    """The agencies of a column, those with most staff first."""
    ranked = sorted(group.opd, key=lambda a: (-(a.pegawai or 0), a.kode))
    name = kata.short(group.nama) if group.nama else None
    return [
        Leaf(a.kode, short_unit(a.nama), formats.number(a.pegawai, 0, language), kata.hover(a, name, language)) for a in ranked
    ]


def _command(isi: Koordinasi, language: str) -> list[tuple[str, str]]:
    """Each superior of the heads, and how many of which kind stand below it."""
    return [(name or "", "\n".join(_kind(*item, language) for item in kinds.items())) for name, kinds in model.line(isi.opd)]


def _kind(kind: str, n: int, language: str) -> str:
    """`Dinas 22`."""
    word = text(f"hierarki.jenis_unit.{kind}", language)
    return f"{word[:1].upper()}{word[1:]} <b>{n}</b>"


def loads(who: Principal, chosen: Pilihan) -> None:
    """Who carries most: agencies, staff, indicators, budget."""
    title = t("koordinasi.beban")
    panels.section(title, t("koordinasi.beban.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "koordinasi_beban", chosen.key, lambda: _loads(chosen)),
        lambda: load_table(chosen),
        key="beban",
        alt=f"{title}. {chosen.isi.finding}",
    )


def _rows(chosen: Pilihan) -> list[model.Group]:
    return [*chosen.isi.kelompok, *([chosen.isi.tanpa] if chosen.isi.tanpa.opd else [])]


def _name(group: model.Group) -> str:
    return kata.short(group.nama) if group.kode else t("koordinasi.tanpa")


def _loads(chosen: Pilihan) -> Any:
    rows = _rows(chosen)
    shown = [
        Panel(
            t(f"koordinasi.ukuran.{measure}"),
            [g.load(measure) for g in rows],
            [kata.amount(measure, g.load(measure), lang()) for g in rows],
        )
        for measure in model.MEASURES
    ]
    names = [_name(g).removeprefix("Asisten ") for g in rows]
    return load_bars(names, shown, [g.kode or "" for g in rows], theme())


def load_table(chosen: Pilihan) -> pl.DataFrame:
    """The loads as a table, with each assistant's share of the staff that is coordinated."""
    rows = _rows(chosen)
    table: dict[str, list[str]] = {t("koordinasi.tabel.koordinator"): [_name(g) for g in rows]}
    for measure in model.MEASURES:
        table[t(f"koordinasi.ukuran.{measure}")] = [kata.amount(measure, g.load(measure), lang()) for g in rows]
    part = [model.share(g, chosen.isi.opd, "pegawai") if g.kode else None for g in rows]
    table[t("koordinasi.tabel.bagian")] = [formats.percent(n, lang()) for n in part]
    return pl.DataFrame(table)


def agencies(who: Principal, chosen: Pilihan, group: model.Group | None) -> None:
    """The agencies of the chosen assistant: coordinator beside the superior of the head, and what each brings along."""
    asked = "" if group is None else group.kode or OPEN
    shown = data.remember(who, "koordinasi_daftar", (chosen.key, asked), lambda: table(chosen, group))
    name = t("koordinasi.semua") if group is None else _name(group)
    panels.section(t("koordinasi.daftar", n=formats.number(shown.height, 0, lang()), nama=name), t("koordinasi.daftar.catatan"))
    if shown.is_empty():
        st.caption(t("koordinasi.daftar.kosong"))
        return
    right = {t(f"koordinasi.ukuran.{m}"): st.column_config.TextColumn(alignment="right") for m in model.MEASURES[1:]}
    panels.data_table(shown, alt=name, config=right)


def table(chosen: Pilihan, group: model.Group | None) -> pl.DataFrame:
    """One row per agency."""
    found = chosen.isi.opd if group is None else list(group.opd)
    names = {g.kode: kata.short(g.nama) for g in chosen.isi.kelompok}
    columns: dict[str, list[str]] = {
        t("koordinasi.tabel.opd"): [a.nama for a in found],
        t("koordinasi.tabel.koordinator"): [names.get(a.koordinator, t("koordinasi.tanpa")) for a in found],
        t("koordinasi.tabel.atasan"): [a.atasan or formats.NULL for a in found],
    }
    for measure in model.MEASURES[1:]:
        columns[t(f"koordinasi.ukuran.{measure}")] = [kata.amount(measure, a.load(measure), lang()) for a in found]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
