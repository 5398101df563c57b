"""Kinerja Pegawai: tiles, spreads by agency against the circular's limits, the nine cells, and what lies outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.access import Principal
from etl.metrics.predicates import smallest
from pages.charts.nine_cells import Cell, nine_cells
from pages.charts.predicate_spread import Piece, Spread, predicate_spread
from pages.ui import data, formats, metric_text, panels
from pages.ui import predikat_model as model
from pages.ui.filters import View
from pages.ui.regulasi_lembar import missing_sheet
from pages.ui.singkatan import short_unit
from pages.ui.tiles import Change, Tile, tiles_html
from pages.ui.words import lang, t, theme

METRIC = "predikat_dinilai"
ALL = "semua_opd"
MOST = 13


@dataclass(frozen=True)
class Kinerja:
    """What the page shows of one quarter."""

    opd: list[model.Sebaran]
    daerah: model.Sebaran
    temuan: list[model.Temuan]
    tak_dinilai: int
    """Limits left unjudged because their counts are hidden."""
    sel: dict[tuple[int, int], int | None]
    tanpa: list[str]
    """Agencies of which nothing is shown: without predicates, or too small a group."""


def show(who: Principal, view: View) -> None:
    """The predicates of the view, or how to supply them."""
    found = load(who, view)
    share = _appraised(who, view, view.periode)
    if found is None:
        panels.finding(t("kinerja_pegawai.kosong", periode=formats.period(view.periode)))
        panels.empty_state(t("kinerja_pegawai.kosong.isi", n=smallest()))
        return
    panels.finding(model.sentence(found.opd, found.temuan, share["nilai"] if share else None, lang()))
    st.html(tiles_html(_tiles(who, view, found, share), theme()))
    left, right = st.columns([0.64, 0.36])
    with left:
        _spreads(who, view, found)
    with right:
        _cells(who, view, found)
    _outside(view, found)


def load(who: Principal, view: View) -> Kinerja | None:
    """None where no group of the quarter may be shown."""
    return data.remember(who, "kinerja", view.key, lambda: _load(who, view))


def _load(who: Principal, view: View) -> Kinerja | None:
    names = data.agencies(who, view.kode_wilayah, view.periode)
    rows = data.distributions(who, view.kode_wilayah, view.periode, "predikat_kinerja", kode_unit="*")
    agencies, region = model.spreads(rows, names) if rows.height else ([], None)
    if region is None:
        return None
    cells = data.distributions(who, view.kode_wilayah, view.periode, "hasil_perilaku", kode_unit="*")
    outside, unjudged = model.findings(agencies)
    nine = model.nine_cells(cells)
    known = {row.kode for row in agencies}
    absent = [short_unit(name, 30) for kode, name in names.items() if kode not in known]
    return Kinerja(model.in_order(agencies, outside), region, outside, unjudged, nine, absent)


def _appraised(who: Principal, view: View, periode: str | None) -> dict[str, Any] | None:
    unit = view.kode_opd or who.scope.kode_unit
    rows = data.metric_values(who, view.kode_wilayah, periode, kode_unit=unit, metrik=METRIC) if periode else None
    return metric_text.pick(rows, data.metrics()[METRIC], None) if rows is not None else None


def _tiles(who: Principal, view: View, found: Kinerja, share: dict[str, Any] | None) -> list[Tile]:
    outside = len({one.kode for one in found.temuan})
    small = [r for r in found.opd if r.small]
    unrated = [r for r in found.opd if r.organisasi == model.UNKNOWN]
    return [
        _share_tile(who, view, share),
        *(_predicate_tile(found.daerah, code) for code in model.PREDICATES[:3]),
        Tile(t("kinerja_pegawai.angka.luar"), f"{outside} / {model.judged(found.opd)}", t("kinerja_pegawai.angka.luar.rinci")),
        Tile(
            t("kinerja_pegawai.angka.kecil"), str(len(small)),
            t("kinerja_pegawai.angka.kecil.rinci", n=model.counted(), tanpa=len(unrated)),
        ),
    ]  # fmt: skip


def _share_tile(who: Principal, view: View, share: dict[str, Any] | None) -> Tile:
    name = metric_text.label(METRIC, lang())
    if share is None or share["nilai"] is None:
        return Tile(name, formats.NULL, note=metric_text.reason(share, lang()))
    past = _appraised(who, view, view.banding)
    changes: tuple[Change, ...] = ()
    if past and past["nilai"] is not None:
        delta = round(share["nilai"], 1) - round(past["nilai"], 1)
        since = t("halaman.sejak", periode=formats.period(view.banding))
        moved = Change(formats.points(delta, lang()), since, delta > 0, delta > 0)
        changes = (moved if abs(delta) >= 0.05 else Change(t("halaman.tetap"), since),)
    return Tile(
        name, formats.percent(share["nilai"], lang()), formats.fraction(share["pembilang"], share["penyebut"], lang()), changes
    )


def _predicate_tile(region: model.Sebaran, code: str) -> Tile:
    people = region.jumlah[model.PREDICATES.index(code)]
    if people is None or not region.orang:
        return Tile(model.predicate(code, lang()), formats.NULL, note=t("kinerja_pegawai.tertutup.arti", n=smallest()))
    shown = formats.percent(100 * people / region.orang, lang())
    return Tile(model.predicate(code, lang()), shown, formats.fraction(people, region.orang, lang()))


def _spreads(who: Principal, view: View, found: Kinerja) -> None:
    head = st.container(gap="xsmall")
    many = len(found.opd) > MOST
    everything = many and st.toggle(t("kinerja_pegawai.semua", n=len(found.opd)), key=ALL, bind="query-params")
    rows = found.opd if everything else found.opd[:MOST]
    with head:
        note = t("kinerja_pegawai.sebaran.catatan", n=len(rows), semua=len(found.opd), kecil=smallest())
        panels.section(t("kinerja_pegawai.sebaran"), note)
    panels.chart_with_table(
        lambda: data.remember(who, "kinerja_sebaran", (view.key, theme(), len(rows)), lambda: _chart(rows, found)),
        lambda: model.table(found.opd, found.temuan, lang()),
        key="predikat",
        alt=t("kinerja_pegawai.sebaran"),
    )


def _chart(rows: list[model.Sebaran], found: Kinerja) -> Any:
    outside = {one.kode for one in found.temuan}
    names = [(model.STEPS[p], model.predicate(p, lang())) for p in model.PREDICATES]
    heads = (t("kinerja_pegawai.kolom.opd"), t("kinerja_pegawai.kolom.organisasi"))
    return predicate_spread([_row(r, r.kode in outside) for r in rows], heads, names, t("kinerja_pegawai.tertutup"), theme())


def _row(row: model.Sebaran, outside: bool) -> Spread:
    pieces = tuple(
        Piece(model.STEPS[p], n, f"{row.nama}<br>{model.predicate(p, lang())}: {formats.number(n, 0, lang())}")
        for p, n in zip(model.PREDICATES, row.jumlah, strict=True)
        if n
    )
    people = t("kinerja_pegawai.orang", n=model.count(row.orang, lang()))
    loud = t("kinerja_pegawai.pola.luar") if outside else ""
    words = model.counts_words(row, lang()) if row.small else ""
    return Spread(
        short_unit(row.nama, 20), model.organisation(row.organisasi, lang()), pieces, row.rest or 0, people, loud, words
    )


def _cells(who: Principal, view: View, found: Kinerja) -> None:
    panels.section(t("kinerja_pegawai.sel"), t("kinerja_pegawai.sel.catatan"))
    if not found.sel:
        panels.empty_state(t("kinerja_pegawai.sel.satu_opd" if who.scope.kode_unit else "kinerja_pegawai.sel.kosong"))
        return
    panels.chart_with_table(
        lambda: data.remember(who, "kinerja_sel", (view.key, theme()), lambda: _nine(found.sel)),
        lambda: model.cells_table(found.sel, lang()),
        key="sembilan_sel",
        alt=t("kinerja_pegawai.sel"),
    )


def _nine(cells: dict[tuple[int, int], int | None]) -> Any:
    given = model.matrix()
    shown = {}
    for place, n in cells.items():
        name, words = model.predicate(given[place], lang()), model.count(n, lang())
        shown[place] = Cell(model.STEPS[given[place]], name, words, n is None, f"{name}: {words}")
    heads = (t("kinerja_pegawai.kolom.perilaku"), t("kinerja_pegawai.kolom.hasil"))
    return nine_cells(shown, [model.level(n, lang()) for n in range(3)], heads, theme())


def _outside(view: View, found: Kinerja) -> None:
    """What lies outside the limits, in neutral words, with their source."""
    panels.section(t("kinerja_pegawai.temuan", n=len(found.temuan)), t("kinerja_pegawai.temuan.catatan"))
    lines = [model.finding_words(one, lang()) for one in found.temuan] or [t("kinerja_pegawai.temuan.kosong")]
    lines.append(t("kinerja_pegawai.temuan.tak_dinilai", n=found.tak_dinilai, kecil=model.counted()))
    if found.tanpa:
        lines.append(t("kinerja_pegawai.temuan.tanpa_opd", opd=", ".join(found.tanpa), n=smallest()))
    st.markdown("\n".join(f"- {line}" for line in lines))
    if all(r.organisasi == model.UNKNOWN for r in found.opd):
        missing_sheet("kinerja_unit", formats.period(view.periode))
