"""Mutu Data on the screen: the matrix of findings, and what stands behind one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.periods import Period
from pages.charts.mutu_grid import Cell, Row, grid
from pages.charts.theme import clip
from pages.ui import address, data, downloads, filters, formats, mutu_data, panels
from pages.ui import mutu_kata as kata
from pages.ui import mutu_model as model
from pages.ui.filters import View
from pages.ui.kiriman_model import today
from pages.ui.mutu_data import Mutu
from pages.ui.singkatan import short_unit
from pages.ui.words import lang, t, theme

PARTS = ("temuan", "terbuka", "isian", "waktu", "dokumen")
PART, BY, RULE = "isi_mutu", "menurut", "aturan"
"""Widget keys and query parameters."""
MOST_ROWS = 14
"""Rows of a matrix that are seen at once; the table holds them all."""


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view, perhaps narrowed to an agency, the part of the page, and everything read for it."""

    view: View
    part: str
    by: str
    isi: Mutu

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, theme()


def choose(who: Principal, view: View) -> Pilihan:
    """The part of the page, for findings the agency, and everything read for the view."""
    with filters.switches():
        part = filters.bound_switch("mutu.isi", PARTS, PART)
        by = filters.bound_switch("mutu.menurut", ("aturan", "opd"), BY) if part == "temuan" else ""
        if part == "temuan":
            view = filters.agency(who, view, width=230)
    # Where a quarter was not sent, its lateness grows every day.
    day = today("WIB").isoformat()
    isi = data.remember(who, "mutu_data", (*view.key, theme(), day), lambda: mutu_data.load(who, view, lang(), theme()))
    return Pilihan(view, part, by, isi)


def heads(seen: Sequence[model.Triwulan]) -> list[tuple[str, str]]:
    """Ticks of the quarters, the year over the first of each."""
    years = [Period.parse(q.periode).year for q in seen]
    return [
        (formats.quarter(q.periode), str(year) if i == 0 or years[i - 1] != year else "")
        for i, (q, year) in enumerate(zip(seen, years, strict=True))
    ]


def findings(who: Principal, chosen: Pilihan) -> None:
    """Left the matrix, by rule or by agency; right one rule with its cells."""
    if not any(d.total for d in chosen.isi.rules):
        panels.empty_state(t("mutu.kosong.temuan", opd=chosen.view.nama_opd or chosen.view.nama_wilayah))
        return
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        matrix = _by_rule if chosen.by == "aturan" else _by_agency
        matrix(who, chosen)
    with right:
        _rule(who, chosen)


def _by_rule(who: Principal, chosen: Pilihan) -> None:
    isi = chosen.isi
    panels.section(t("mutu.matriks.aturan", n=len(isi.rules)), t("mutu.matriks.catatan", n=min(MOST_ROWS, len(isi.rules))))
    picked = panels.chart_with_table(
        lambda: data.remember(who, "mutu_aturan", chosen.key, lambda: _rule_grid(isi)),
        lambda: kata.rule_table(isi.rules, isi.seen, lang()),
        key="mutu_aturan",
        alt=isi.finding,
        clickable=True,
    )
    filters.clicked(RULE, picked[0]["customdata"][0] if picked else None)


def _by_agency(who: Principal, chosen: Pilihan) -> None:
    isi = chosen.isi
    panels.section(t("mutu.matriks.opd", n=len(isi.agencies)), t("mutu.matriks.catatan_opd", n=min(MOST_ROWS, len(isi.agencies))))
    key = (*chosen.key[1:], chosen.view.kode_wilayah)
    picked = panels.chart_with_table(
        lambda: data.remember(who, "mutu_opd", key, lambda: _agency_grid(isi, chosen.view.kode_opd)),
        lambda: kata.agency_table(isi.agencies, isi.seen, isi.nama, lang()),
        key="mutu_opd",
        alt=isi.finding,
        clickable=True,
    )
    if picked and picked[0]["customdata"][0] != model.NOBODY:
        filters.choose_agency(picked[0]["customdata"][0], who, chosen.view)


def _rule_grid(isi: Mutu) -> Any:
    names: Callable[[model.Deret], str] = lambda d: kata.rule_name(d.id, lang())  # noqa: E731
    return _grid(isi, isi.rules, names, lambda d: kata.SIGNS.get(d.tingkat, ""))


def _agency_grid(isi: Mutu, kode_opd: str | None) -> Any:
    return _grid(isi, isi.agencies, lambda d: kata.agency_name(d.id, isi.nama, lang()), lambda _: "", kode_opd)


def _grid(
    isi: Mutu, found: Sequence[model.Deret], name: Callable[[model.Deret], str], sign: Callable[[model.Deret], str],
    chosen: str | None = None,
) -> Any:  # fmt: skip
    most = max((n or 0 for d in found for n in d.jumlah), default=1) or 1
    rows = [_series(d, name(d), sign(d), most, isi.seen) for d in found[:MOST_ROWS]]
    return grid(rows, heads(isi.seen), theme(), total=t("mutu.kolom.jumlah"), names=252, chosen=chosen)


def _series(one: model.Deret, name: str, sign: str, most: int, seen: Sequence[model.Triwulan]) -> Row:
    cells = [_cell(n, most, name, q) for n, q in zip(one.jumlah, seen, strict=True)]
    return Row(one.id, clip(short_unit(name, 34), 34), cells, formats.number(one.total, 0, lang()), sign)


def _cell(n: int | None, most: int, name: str, quarter: model.Triwulan) -> Cell:
    at = formats.period(quarter.periode)
    if n is None:
        return Cell(t("mutu.belum"), 0, f"{name}<br>{at}: {t('mutu.belum.arti')}", "tiada")
    words = formats.number(n, 0, lang())
    # The root keeps one finding apart from none where another rule has dozens; the figure itself stands in the cell.
    return Cell(words if n else "·", (n / most) ** 0.5 if n else 0, f"{name}<br>{at}: {t('mutu.sel', n=words)}")


def _rule(who: Principal, chosen: Pilihan) -> None:
    """One rule: what it says, where its findings lie, and for who may see them the cells."""
    ids = [d.id for d in chosen.isi.rules]
    labels = {rule: f"mutu.aturan.{rule}" for rule in ids}
    address.restore(RULE, labels)
    asked = st.session_state.pop(f"_pilih_{RULE}", None)
    if asked in ids:
        st.session_state[RULE] = asked
    rule = st.selectbox(
        t("mutu.pilih_aturan"), ids, format_func=lambda r: kata.rule_name(r, lang()), key=RULE, bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    key = (*chosen.view.key, rule)
    st.html(data.remember(who, "mutu_satu_aturan", key, lambda: _about(chosen.isi, str(rule), chosen.view.kode_opd)))
    if not chosen.isi.draf:
        st.caption(t("mutu.sel.tertutup"))
        return
    _cells(who, chosen.view, str(rule))


def _about(isi: Mutu, rule: str, kode_opd: str | None) -> str:
    series = next(d for d in isi.rules if d.id == rule)
    rows = isi.findings.filter((pl.col("aturan") == rule) & (pl.col("periode") == isi.now.periode))
    rows = rows.filter(pl.col("kode_opd") == kode_opd) if kode_opd else rows
    sheets = rows.group_by("dataset").agg(pl.col("jumlah").sum()).sort("jumlah", descending=True).iter_rows()
    where = ", ".join(f"{kata.sheet_name(d, lang())} {formats.number(n, 0, lang())}" for d, n in sheets)
    homes = [d for d in model.by_agency(isi.findings, isi.seen, rule) if d.kini and kode_opd in (None, d.id)]
    most = ", ".join(f"{short_unit(kata.agency_name(d.id, isi.nama, lang()), 26)} {d.kini}" for d in homes[:5])
    more = t("mutu.lagi", n=len(homes) - 5) if len(homes) > 5 else ""
    lines = [
        ("mutu.satu.tingkat", f"{kata.SIGNS.get(series.tingkat, '')} {t(f'mutu.tingkat.{series.tingkat}')}"),
        ("mutu.satu.arti", kata.rule_text(rule, "pesan", lang())),
        ("mutu.satu.perbaikan", kata.rule_text(rule, "perbaikan", lang())),
        ("mutu.satu.lembar", where or t("mutu.satu.tidak_kini", periode=formats.period(isi.now.periode))),
        ("mutu.satu.opd", f"{most} {more}".strip() or formats.NULL),
        ("mutu.satu.sejak", _since(series, isi.now.periode)),
    ]
    return '<dl class="asal">' + "".join(f"<dt>{escape(t(key))}</dt><dd>{escape(said)}</dd>" for key, said in lines) + "</dl>"


def _since(series: model.Deret, periode: str) -> str:
    if not series.sejak:
        return formats.NULL
    return t("mutu.sejak", periode=formats.period(str(Period.parse(periode).plus(1 - series.sejak))), n=series.sejak)


def _cells(who: Principal, view: View, rule: str) -> None:
    found = data.remember(who, "mutu_sel", (*replace(view, kode_opd=None).key, rule), lambda: _cell_table(who, view, rule))
    panels.section(t("mutu.sel.judul", n=found.height), t("mutu.sel.catatan") if view.kode_opd else "")
    if found.height:
        panels.data_table(found, alt=t("mutu.sel.judul", n=found.height))
        downloads.table(found, f"ramping-temuan-{rule}.csv", key="csv_mutu_sel")


def _cell_table(who: Principal, view: View, rule: str) -> pl.DataFrame:
    found = mutu_data.cells(who, view, rule, lang())
    fields = ("tempat", "kolom", "nilai", "masalah")
    return pl.DataFrame({t(f"mutu.kolom.{name}"): [getattr(one, name) for one in found] for name in fields})
