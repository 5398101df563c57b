"""Peta Jabatan on the screen: bars, occupancy and moves above, one of five tables below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.access import Principal
from pages.charts.diverging import Bar, diverging
from pages.charts.occupancy import occupancy
from pages.ui import data, downloads, filters, formats, panels, peta_beban
from pages.ui import peta_model as model
from pages.ui import peta_tabel as tabel
from pages.ui.filters import View
from pages.ui.links import crumbs
from pages.ui.peta_data import Peta, load
from pages.ui.singkatan import short_unit
from pages.ui.tahapan_model import COMPLETE
from pages.ui.words import lang, t, theme

EVERYONE, MOVES = "semua", 8
"""Query parameter of the switch; moves that are seen at once."""


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view, perhaps narrowed to an agency, and what was read for it."""

    view: View
    isi: Peta

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, theme()


def choose(who: Principal, view: View) -> Pilihan:
    """The agency, and everything of it."""
    with filters.switches():
        view = filters.agency(who, view, width=300)
    return Pilihan(view, data.remember(who, "peta_jabatan", (*view.key, theme()), lambda: load(who, view, lang(), theme())))


def path(chosen: Pilihan) -> None:
    """Region › agency; the region leads back up."""
    view = chosen.view
    steps: list[tuple[str, dict[str, str]]] = [(view.nama_wilayah, {filters.AGENCY: ""})]
    if view.nama_opd:
        steps.append((view.nama_opd, {}))
    crumbs("peta_jabatan", steps)


def without_need(chosen: Pilihan) -> str:
    """`Kolom kebutuhan kosong di 30 OPD …` where none of what is shown states its need."""
    isi, view = chosen.isi, chosen.view
    if isi.unit or (isi.opd and not view.kode_opd):
        return ""
    if view.kode_opd:
        return t("peta.kosong.opd", opd=view.nama_opd)
    return t("peta.kosong", n=len(isi.tanpa))


def gaps(who: Principal, chosen: Pilihan) -> None:
    """The diverging bars: agencies, or the units of the chosen one; a click on an agency opens it."""
    view, isi = chosen.view, chosen.isi
    found = isi.unit if view.kode_opd else isi.opd
    place = st.container(gap="xsmall")
    everyone = len(found) > model.MOST and st.toggle(t("peta.semua", n=len(found)), key=EVERYONE, bind="query-params")
    shown = model.drawn(found, None if everyone else model.MOST)
    with place:
        panels.section(_title(chosen), _note(chosen, shown, found))
        points = panels.chart_with_table(
            lambda: data.remember(who, "peta_selisih", (chosen.key, everyone), lambda: diverging(_bars(shown), theme(), lang())),
            lambda: tabel.gaps(found, lang(), unit=bool(view.kode_opd)),
            key="selisih",
            alt=isi.finding,
            clickable=not view.kode_opd,
        )
    if points and not view.kode_opd:
        filters.choose_agency(str(points[0]["customdata"][0]), who, view)


def _title(chosen: Pilihan) -> str:
    name = chosen.view.nama_opd
    return t("peta.selisih.unit", opd=short_unit(name, 40)) if name else t("peta.selisih")


def _note(chosen: Pilihan, shown: list[model.Gap], found: list[model.Gap]) -> str:
    ref = peta_beban.constants()
    note = t("peta.selisih.catatan", n=len(shown), semua=len(found), jam=formats.number(ref.jam, 0, lang()))
    hidden = [g for g in found if g.selisih > 0]
    if hidden and not any(g.selisih > 0 for g in shown):
        # Small surpluses beside large shortages would not be seen at all.
        named = ", ".join(f"{short_unit(g.nama)} {tabel.signed(g.selisih, lang())}" for g in hidden[:3])
        note = f"{note} · {t('peta.selisih.lebih', opd=named)}"
    silent = chosen.isi.tanpa
    if not silent or chosen.view.kode_opd:
        return note
    named = ", ".join(short_unit(chosen.isi.nama.get(kode)) for kode in silent[:3])
    return f"{note} · {t('peta.selisih.tanpa', n=len(silent), opd=named)}"


def _bars(found: list[model.Gap]) -> list[Bar]:
    language = lang()
    return [
        Bar(
            g.kode, g.selisih, tabel.signed(g.selisih, language), short_unit(g.nama, 26),
            formats.fraction(g.terisi, g.kebutuhan, language),
            t("peta.sentuh", nama=g.nama, pecahan=formats.fraction(g.terisi, g.kebutuhan, language),
              selisih=tabel.signed(g.selisih, language)),
        )
        for g in found
    ]  # fmt: skip


def filled(who: Principal, chosen: Pilihan) -> None:
    """Category × group of agencies."""
    rows = {g: t(f"peta.kelompok.{g}") for g in model.GROUPS if any(group == g for group, _ in chosen.isi.isian)}
    columns = {c: t(f"peta.kategori.{c}") for c in model.CATEGORIES}
    panels.section(t("peta.isian"), t("peta.isian.catatan"))
    counts = chosen.isi.isian
    panels.chart_with_table(
        lambda: data.remember(who, "peta_isian", chosen.key, lambda: occupancy(counts, rows, columns, COMPLETE, theme(), lang())),
        lambda: tabel.occupancy(counts, rows, columns, lang()),
        key="isian",
        alt=t("peta.isian"),
    )


def moves(chosen: Pilihan) -> None:
    """Possible moves: from, to, post, people."""
    found = chosen.isi.pindah
    total = formats.number(sum(m.orang for m in found), 0, lang())
    panels.section(t("peta.pindah", n=total), t("peta.pindah.catatan"))
    if not found:
        st.caption(t("peta.pindah.tidak_ada"))
        return
    right = {t("peta.kolom.orang"): st.column_config.TextColumn(alignment="right", width="small")}
    panels.data_table(tabel.moves(found[:MOVES], chosen.isi.nama, lang()), alt=t("peta.pindah", n=total), config=right)
    if rest := found[MOVES:]:
        with st.expander(t("peta.pindah.lain", n=formats.number(len(rest), 0, lang()))):
            panels.data_table(tabel.moves(rest, chosen.isi.nama, lang()), alt=t("peta.pindah", n=total), config=right)
    names, language = chosen.isi.nama, lang()
    downloads.table(lambda: tabel.moves(found, names, language), "ramping-perpindahan.csv", key="csv_pindah")
