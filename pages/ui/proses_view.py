"""Proses dan Layanan on the screen: the slowest ten, what became slower, agencies, and the indices by year and rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.access import Principal
from etl.metrics import indeks
from pages.charts.index_years import Dot, Strip, index_years
from pages.charts.process_days import Row, process_days
from pages.charts.theme import clip
from pages.ui import data, downloads, filters, formats, indeks_model, panels
from pages.ui import proses_kata as kata
from pages.ui import proses_model as model
from pages.ui.filters import View
from pages.ui.links import crumbs
from pages.ui.proses_data import Layanan, load
from pages.ui.singkatan import short_unit
from pages.ui.words import lang, t, theme

MEASURE = "ukuran"
"""Widget key and query parameter: days or steps."""
SHOWN = 12
"""Agencies that are seen at once."""


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view, perhaps narrowed to an agency, what was read for it, and by which measure."""

    view: View
    isi: Layanan
    ukuran: str

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, self.ukuran, theme()


def choose(who: Principal, view: View) -> Pilihan:
    """The agency, the measure, and everything of it."""
    with filters.switches():
        view = filters.agency(who, view, width=300)
        by = filters.bound_switch("proses.ukuran", ("hari", "tahap"), MEASURE)
    isi = data.remember(who, "proses_layanan", (*view.key, theme()), lambda: load(who, view, lang(), theme()))
    return Pilihan(view, isi, by)


def path(chosen: Pilihan) -> None:
    """Region › agency; the region leads back up."""
    view = chosen.view
    steps: list[tuple[str, dict[str, str]]] = [(view.nama_wilayah, {filters.AGENCY: ""})]
    if view.nama_opd:
        steps.append((view.nama_opd, {}))
    crumbs("proses_layanan", steps)


def slowest(who: Principal, chosen: Pilihan) -> None:
    """The ten that take longest now, before and after; the table holds them all."""
    found = model.slowest(chosen.isi.proses, chosen.ukuran)
    title = t(f"proses.terlama.{chosen.ukuran}", n=len(found))
    panels.section(title, t("proses.terlama.catatan", n=len(found), semua=len(chosen.isi.proses)))
    if not found:
        st.caption(t(f"proses.tanpa_angka.{chosen.ukuran}"))
        return
    panels.chart_with_table(
        lambda: data.remember(who, "proses_terlama", chosen.key, lambda: _chart(chosen, found)),
        lambda: kata.table(model.slowest(chosen.isi.proses, chosen.ukuran, None), chosen.isi.nama, lang()),
        key="proses",
        alt=title,
    )


def _chart(chosen: Pilihan, found: list[model.Proses]) -> Any:
    unit = t(f"proses.ukuran.{chosen.ukuran}").lower()
    return process_days([_row(one, chosen) for one in found], unit, theme())


def _row(one: model.Proses, chosen: Pilihan) -> Row:
    language, by = lang(), chosen.ukuran
    figure = model.figure(one, by)
    days, steps = kata.pair(one.hari, language), kata.pair(one.tahap, language)
    days, steps = t("proses.hari", n=days), t("proses.tahap", n=steps)
    shown = f"<b>{days}</b> · {steps}" if by == "hari" else f"<b>{steps}</b> · {days}"
    agency = short_unit(chosen.isi.nama.get(one.kode_opd or ""), 30)
    waiting = "" if one.selesai else f" · {t('proses.keadaan.belum')}"
    loud = kata.state(one, language) if one.lambat else ""
    hover = f"{one.nama}<br>{chosen.isi.nama.get(one.kode_opd or '', formats.NULL)}<br>{days} · {steps}"
    return Row(one.kode, clip(one.nama, 35), agency + waiting, figure.sebelum, figure.sesudah, shown, loud, hover)


def slower(chosen: Pilihan) -> None:
    """Processes that became slower, by name."""
    found = model.slower(chosen.isi.proses)
    panels.section(t("proses.lambat", n=len(found)) if found else t("proses.lambat.tidak_ada"))
    if found:
        panels.data_table(_slower_table(found, chosen), alt=t("proses.lambat", n=len(found)))


def _slower_table(found: list[model.Proses], chosen: Pilihan) -> Any:
    table = kata.table(found, chosen.isi.nama, lang())
    return table.select([t(f"proses.kolom.{name}") for name in ("proses", "opd", "keadaan")])


def agencies(chosen: Pilihan) -> None:
    """Every agency: steps cut, time saved, share electronic."""
    panels.section(t("proses.opd"), t("proses.opd.catatan"))
    table = kata.agencies(chosen.isi.opd, chosen.isi.nama, lang())
    right = {c: st.column_config.TextColumn(alignment="right") for c in table.columns[1:]}
    panels.data_table(table.head(SHOWN), alt=t("proses.opd"), config=right)
    if table.height > SHOWN:
        with st.expander(t("proses.opd.lain", n=table.height - SHOWN)):
            panels.data_table(table.slice(SHOWN), alt=t("proses.opd"), config=right)
    downloads.table(table, "ramping-proses-opd.csv", key="csv_proses_opd")


def indices(who: Principal, chosen: Pilihan) -> None:
    """SPBE and Pemdi by year, a line only within one rule."""
    found = chosen.isi.indeks
    panels.section(t("proses.indeks"), t("proses.indeks.catatan"))
    if not found:
        panels.empty_state(chosen.isi.missing_index)
        return
    panels.chart_with_table(
        lambda: data.remember(who, "proses_indeks", chosen.key, lambda: index_years([_strip(found)], theme())),
        lambda: indeks_model.values_table(found, lang()),
        key="proses_indeks",
        alt=t("proses.indeks"),
    )
    unread = [r for r in dict.fromkeys(n.rezim for n in found if n.predikat) if not indeks.scale_checked(r)]
    if unread:
        st.caption(t("proses.indeks.belum", aturan=", ".join(indeks_model.rule_name(r) for r in unread)))


def _strip(found: list[indeks_model.Nilai]) -> Strip:
    names = " / ".join(indeks_model.kind_name(kind, lang()) for kind in dict.fromkeys(n.jenis for n in found))
    low, high = indeks.bounds(found[-1].rezim)
    scale = t("proses.indeks.rentang", dari=formats.plain(low, lang()), sampai=formats.plain(high, lang()))
    return Strip(names, scale, tuple(_dot(n) for n in found))


def _dot(one: indeks_model.Nilai) -> Dot:
    rule, word, value = indeks_model.rule_name(one.rezim), indeks_model.predicate(one, lang()), indeks_model.shown(one, lang())
    hover = f"{indeks_model.kind_name(one.jenis, lang())} {one.tahun}: {value} · {word}<br>{rule}<br>{one.sumber or ''}"
    return Dot(one.tahun, one.nilai, value, word, rule, hover)
