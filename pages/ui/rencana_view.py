"""Rencana Aksi: tiles, readiness by agency before and after the regulation, overdue actions, and the plan itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.periods import Period
from pages.charts import theme as themes
from pages.charts.readiness import Ready, readiness
from pages.ui import address, data, downloads, filters, formats, panels, regulasi_view
from pages.ui import regulasi_model as rules
from pages.ui import rencana_model as model
from pages.ui.filters import View
from pages.ui.regulasi_lembar import missing_sheet
from pages.ui.singkatan import short_unit
from pages.ui.tiles import Tile, tiles_html
from pages.ui.words import lang, t, theme

DATASET = "rencana_aksi"
METRICS = ("rencana_aksi_selesai", "opd_berencana")
STAGE = "tahap_aksi"
"""Widget key and query parameter."""
MOST = 12


@dataclass(frozen=True)
class Rencana:
    """The plans of a region at a quarter's end; `semua` keeps every agency, `aksi` only the chosen one's actions."""

    aksi: list[model.Aksi]
    siap: list[model.Siap]
    kini: tuple[int, int] | None
    dulu: tuple[int, int] | None
    sebelum: str | None
    """The quarter before the regulation."""
    aturan: str | None
    """The regulation's name."""


def show(who: Principal, view: View) -> bool:
    """The plans of the view; False where the sheet is absent and the page says how to supply it."""
    found = load(who, view)
    if found is None:
        panels.finding(t("regulasi_daerah.rencana.kosong", periode=formats.period(view.periode)))
        missing_sheet(DATASET, formats.period(view.periode))
        return False
    panels.finding(model.sentence(found.siap, found.kini, found.dulu, found.aturan, lang()))
    st.html(data.remember(who, "rencana_angka", (view.key, theme()), lambda: tiles_html(_tiles(who, view, found), theme())))
    left, right = st.columns([0.46, 0.54])
    with left:
        _readiness(who, view, found)
    with right:
        _overdue(who, view, found)
    _plan(who, view, found)
    return True


def load(who: Principal, view: View) -> Rencana | None:
    """None where the quarter brought no plan at all."""
    return data.remember(who, "rencana", view.key, lambda: _load(who, view))


def _load(who: Principal, view: View) -> Rencana | None:
    rows = data.facts(who, DATASET, view.kode_wilayah, view.periode)
    if rows.is_empty():
        return None
    posts = data.positions(who, view.kode_wilayah, view.periode).select("kode_jabatan", "nama_jabatan")
    found = model.actions(rows, dict(posts.rows()), Period.parse(view.periode).last_day)
    rule = regulasi_view.enacted_on(who, view)
    before = model.quarter_before(view.periods, rule.tanggal if rule else None)
    values = data.metric_values(who, view.kode_wilayah, view.periods, metrik=model.READY)
    names = data.agencies(who, view.kode_wilayah, view.periode)
    if view.kode_opd:
        found = [a for a in found if a.kode_opd == view.kode_opd]
        names = {k: n for k, n in names.items() if k == view.kode_opd}
    siap = model.readiness(values, names, found, view.periode, before)
    region = values if not view.kode_opd else _as_region(values, view.kode_opd)
    now, then = model.region_share(region, view.periode), model.region_share(region, before)
    return Rencana(found, siap, now, then, before, rule.nama if rule else None)


def _as_region(values: pl.DataFrame, kode_opd: str) -> pl.DataFrame:
    """The rows of one agency in the place of the region's own."""
    own = values.filter(pl.col("kode_unit") == kode_opd)
    return own.with_columns(kode_unit=pl.lit(None, dtype=pl.String))


def _tiles(who: Principal, view: View, found: Rencana) -> list[Tile]:
    missing = model.without_plan(found.siap)
    late = [a for a in found.aksi if a.status == model.LATE]
    done, every = found.kini or (0, 0)
    longest = max((a.lewat for a in late), default=0)
    return [
        Tile(
            t("regulasi_daerah.rencana.angka.opd"), f"{len(found.siap) - len(missing)} / {len(found.siap)}",
            _named(missing), note=", ".join(missing),
        ),
        Tile(
            t("regulasi_daerah.rencana.angka.selesai"), formats.percent(100 * done / every, lang()) if every else formats.NULL,
            formats.fraction(done, every, lang()),
        ),
        Tile(t("regulasi_daerah.rencana.angka.dulu"), *_before(found)),
        Tile(
            t("regulasi_daerah.rencana.angka.terlambat"), str(len(late)),
            t("regulasi_daerah.rencana.angka.terlambat.rinci", n=formats.number(longest, 0, lang())) if late else "",
        ),
    ]  # fmt: skip


def _named(missing: list[str]) -> str:
    if not missing:
        return t("regulasi_daerah.rencana.angka.opd.semua")
    return themes.clip(t("regulasi_daerah.rencana.angka.opd.tanpa", opd=", ".join(missing)), 48)


def _before(found: Rencana) -> tuple[str, str]:
    """The region's readiness in the quarter before the regulation, or why it cannot be said."""
    if found.aturan is None:
        return formats.NULL, t("regulasi_daerah.rencana.tanpa_aturan")
    if found.dulu is None:
        return formats.NULL, t("regulasi_daerah.rencana.tanpa_dulu", aturan=found.aturan)
    top, bottom = found.dulu
    where = t("regulasi_daerah.rencana.angka.dulu.rinci", pecahan=formats.fraction(top, bottom, lang()),
              periode=formats.period(found.sebelum), aturan=found.aturan)  # fmt: skip
    return formats.percent(100 * top / bottom, lang()), where


def _readiness(who: Principal, view: View, found: Rencana) -> None:
    note = t("regulasi_daerah.rencana.siap.catatan", n=min(MOST, len(found.siap)), semua=len(found.siap))
    panels.section(t("regulasi_daerah.rencana.siap"), note)
    clicked = panels.chart_with_table(
        lambda: data.remember(who, "rencana_siap", (view.key, theme()), lambda: _chart(view, found)),
        lambda: model.readiness_table(found.siap, found.sebelum, lang()),
        key="rencana_siap",
        alt=t("regulasi_daerah.rencana.siap"),
        clickable=True,
    )
    if clicked and clicked[0].get("customdata"):
        filters.choose_agency(str(clicked[0]["customdata"][0]), who, view)


def _chart(view: View, found: Rencana) -> Any:
    before = t("regulasi_daerah.rencana.sebelum", periode=formats.period(found.sebelum)) if found.sebelum else ""
    return readiness([_bar(row) for row in found.siap[:MOST]], (before, formats.period(view.periode)), theme())


def _bar(row: model.Siap) -> Ready:
    if row.share is None:
        return Ready(row.kode, short_unit(row.nama, 22), None, None, t("regulasi_daerah.rencana.tanpa"), hover=row.nama)
    shown = f"<b>{formats.percent(row.share, lang(), decimals=0)}</b> {formats.fraction(row.selesai, row.jumlah, lang())}"
    late = t("regulasi_daerah.rencana.n_terlambat", n=row.terlambat) if row.terlambat else ""
    return Ready(row.kode, short_unit(row.nama, 22), row.share, row.dulu, shown, late, row.nama)


def _overdue(who: Principal, view: View, found: Rencana) -> None:
    names = data.agencies(who, view.kode_wilayah, view.periode)
    table = data.remember(who, "rencana_lewat", view.key, lambda: model.overdue_table(found.aksi, names, lang()))
    end = formats.day(Period.parse(view.periode).last_day, lang())
    panels.section(t("regulasi_daerah.rencana.lewat", n=table.height), t("regulasi_daerah.rencana.lewat.catatan", tanggal=end))
    if table.is_empty():
        panels.empty_state(t("regulasi_daerah.rencana.lewat.kosong"))
        return
    widths = {"opd": 108, "lewat": 80, "tenggat": 92, "aksi": 280, "pemilik": 130}
    config = {
        t(f"regulasi_daerah.kolom.{name}"): st.column_config.TextColumn(
            width=wide, alignment="right" if name == "lewat" else "left"
        )
        for name, wide in widths.items()
    }
    panels.data_table(table.head(MOST), alt=t("regulasi_daerah.rencana.lewat", n=table.height), config=config)
    if table.height > MOST:
        st.caption(t("regulasi_daerah.rencana.lewat.lain", n=table.height - MOST))


def _plan(who: Principal, view: View, found: Rencana) -> None:
    panels.section(t("regulasi_daerah.rencana.daftar", n=len(found.aksi)), t("regulasi_daerah.rencana.daftar.catatan"))
    stage = _stage_choice()
    table = data.remember(who, "rencana_daftar", (view.key, stage), lambda: _plan_table(who, view, found, stage))
    if table.is_empty():
        panels.empty_state(t("regulasi_daerah.rencana.daftar.kosong"))
        return
    panels.data_table(table, alt=t("regulasi_daerah.rencana.daftar", n=table.height))
    downloads.table(table, "ramping-rencana-aksi.csv", key="csv_rencana_aksi")


def _plan_table(who: Principal, view: View, found: Rencana, stage: str) -> pl.DataFrame:
    rows = [a for a in found.aksi if stage in ("", a.tahap)]
    names = data.agencies(who, view.kode_wilayah, view.periode)
    return model.actions_table(rows, names, Period.parse(view.periode).quarter, lang())


def _stage_choice() -> str:
    """One stage or all, kept in the address; `""` for all."""
    labels = {"": "regulasi_daerah.rencana.semua_tahap"} | {s: f"regulasi_daerah.tahap.{s}" for s in rules.stages()}
    address.restore(STAGE, labels)
    chosen = st.selectbox(
        t("regulasi_daerah.kolom.tahap"), list(labels), key=STAGE, bind="query-params", width=300,
        format_func=lambda s: t(labels[s]), label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen)
