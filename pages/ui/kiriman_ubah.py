"""What a version changes: rows added, removed and changed, and the metrics that move in this quarter and in later ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import has, text
from pages.ui import data, formats, metric_text, panels
from pages.ui.kiriman_model import Row
from pages.ui.tiles import Change, Tile
from pages.ui.words import lang, t

if TYPE_CHECKING:
    from pages.ui.kiriman_view import Shown

KINDS = ("tambah", "hapus", "ubah")
_KEYS = ["periode", "kode_unit", "metrik", "varian"]
_FIGURES = ["pembilang", "penyebut", "nilai"]
_SAME = 1e-9


def tiles(who: Principal, shown: Shown, language: str) -> list[Tile]:
    """How many rows differ from the version before, and how many figures move if this one comes to count."""
    found = [_rows_tile(who, shown, language)]
    if shown.sent and shown.sent["tahap"] not in ("disetujui", "dibatalkan"):
        found.append(_moved_tile(who, shown, language))
    return found


def _rows_tile(who: Principal, shown: Shown, language: str) -> Tile:
    before = shown.before
    if before is None or shown.sent is None:
        return Tile(t("kiriman.petak.ubah"), formats.NULL, note=t("kiriman.petak.pertama"))
    counts = kinds(rows(who, shown.kode_wilayah, before["kiriman_id"], shown.sent["kiriman_id"]))
    total = formats.number(sum(counts.values()), 0, language)
    rest = t("kiriman.petak.ubah.isi", **{name: formats.number(counts[name], 0, language) for name in KINDS})
    return Tile(t("kiriman.petak.ubah"), total, rest, (Change(t("kiriman.petak.ubah.dari", versi=before["versi"])),))


def _moved_tile(who: Principal, shown: Shown, language: str) -> Tile:
    found = moved(who, shown)
    here = found.filter(periode=shown.periode).height
    rest = t(
        "kiriman.petak.angka.isi", kini=formats.number(here, 0, language), nanti=formats.number(found.height - here, 0, language)
    )
    return Tile(t("kiriman.petak.angka"), formats.number(found.height, 0, language), rest)


def rows(who: Principal, kode_wilayah: str, before: str | None, after: str) -> pl.DataFrame:
    """The differences between two versions, row by row."""
    return data.row_changes(who, kode_wilayah, before, after)


def kinds(found: pl.DataFrame) -> dict[str, int]:
    """How many rows were added, removed, changed: a row changed in several columns counts once."""
    changed = found.filter(jenis="ubah")
    single = {"ubah": changed.unique(["dataset", "kode", "nama"]).height}
    return {name: single.get(name, found.filter(jenis=name).height) for name in KINDS}


def moved(who: Principal, shown: Shown) -> pl.DataFrame:
    """Figures that differ if this version counts; of one that counts already, against the version before it."""
    assert shown.sent is not None
    if shown.sent["tahap"] != "disetujui":
        return data.moved(who, shown.kode_wilayah, shown.sent["kiriman_id"])
    before = shown.before
    if before is None:
        return _empty()
    return between(who, shown.kode_wilayah, shown.periode, before["kiriman_id"], shown.sent["kiriman_id"])


def between(who: Principal, kode_wilayah: str, periode: str, before: str, after: str) -> pl.DataFrame:
    """The figures of a quarter that differ between two of its versions, each as it was computed."""
    old, new = (
        data.metric_values(replace(who, draft=kiriman), kode_wilayah, periode).select(*_KEYS, *_FIGURES)
        for kiriman in (before, after)
    )
    both = old.join(new, on=_KEYS, how="full", coalesce=True, nulls_equal=True, suffix="_baru")
    renamed = {name: f"{name}_sebelum" for name in _FIGURES} | {f"{name}_baru": name for name in _FIGURES}
    differs = pl.col("nilai").is_null() != pl.col("nilai_sebelum").is_null()
    moves = (pl.col("nilai") - pl.col("nilai_sebelum")).abs() > _SAME * pl.col("nilai").abs()
    return both.rename(renamed).filter(differs | moves.fill_null(False))


def _empty() -> pl.DataFrame:
    schema: dict[str, Any] = dict.fromkeys(_KEYS, pl.String) | {f"{name}_sebelum": pl.Float64 for name in _FIGURES}
    return pl.DataFrame(schema=schema | dict.fromkeys(_FIGURES, pl.Float64))


def section(who: Principal, shown: Shown) -> None:
    """Rows and figures that this version changes, and figures restated by another formula."""
    before, sent = shown.before, shown.sent
    assert sent is not None
    figures(who, shown, moved(who, shown), sent["tahap"] != "disetujui")
    if before is None:
        panels.section(t("kiriman.ubah.baris"))
        panels.empty_state(t("kiriman.ubah.pertama"))
    else:
        differences(who, shown.kode_wilayah, before, sent)
    restated(who, shown)


def figures(who: Principal, shown: Shown, found: pl.DataFrame, would: bool) -> None:
    """The metrics that move: the region's first, agencies on request."""
    title = t("kiriman.ubah.angka.jadi" if would else "kiriman.ubah.angka", n=formats.number(found.height, 0, lang()))
    panels.section(title, t("kiriman.ubah.angka.catatan"))
    if found.is_empty():
        panels.empty_state(t("kiriman.ubah.angka.kosong"))
        return
    region = found.filter(pl.col("kode_unit").is_null())
    everyone = st.toggle(t("kiriman.ubah.opd", n=formats.number(found.height - region.height, 0, lang())), key="per_opd")
    names = data.agencies(replace(who, draft=shown.sent["kiriman_id"]) if shown.sent else who, shown.kode_wilayah, shown.periode)
    table = figures_table(found if everyone else region, names, lang())
    panels.data_table(table, alt=title, config=_right(table, 4))


def figures_table(found: pl.DataFrame, names: dict[str, str], language: str) -> pl.DataFrame:
    """Quarter, agency, metric, before, after, change: in words, the quarter looked at first."""
    known = data.metrics()
    told = [
        _figure(row, known.get(row["metrik"]), names, language) for row in found.sort("periode", "metrik").iter_rows(named=True)
    ]
    heads = [t(f"kiriman.kolom.{name}") for name in ("triwulan", "opd", "metrik", "varian", "sebelum", "sesudah", "selisih")]
    return pl.DataFrame(told, schema=dict.fromkeys(heads, pl.String), orient="row")


def _figure(row: Row, metric: Any, names: dict[str, str], language: str) -> tuple[str, ...]:
    def said(value: float | None) -> str:
        return metric_text.value(metric, value, language) if metric else formats.plain(value, language)

    old, new = row["nilai_sebelum"], row["nilai"]
    delta = formats.NULL
    if old is not None and new is not None:
        sign = "+" if new > old else formats.MINUS
        delta = (
            f"{sign}{formats.points(new - old, language) if metric and metric_text.is_percent(metric) else said(abs(new - old))}"
        )
    unit, variant = _unit(row["kode_unit"], names), _variant(row["varian"], language)
    label = metric_text.label(row["metrik"], language)
    return (formats.period(row["periode"]), unit, label, variant, said(old), said(new), delta)


def _unit(code: str | None, names: dict[str, str]) -> str:
    return names.get(code, code) if code else t("kiriman.wilayah")


def _variant(code: str | None, language: str) -> str:
    key = f"metrik.varian.{code}"
    return text(key, language) if code and has(key, language) else code or formats.NULL


def differences(who: Principal, kode_wilayah: str, before: Row, after: Row) -> None:
    """Rows added, removed and changed between two versions: a count per sheet, then every difference."""
    found = rows(who, kode_wilayah, before["kiriman_id"], after["kiriman_id"])
    title = t("kiriman.ubah.baris.dari", lama=before["versi"], baru=after["versi"])
    panels.section(title, t("kiriman.ubah.baris.catatan"))
    if found.is_empty():
        panels.empty_state(t("kiriman.ubah.baris.kosong"))
        return
    left, right = st.columns([32, 68])
    with left:
        table = counts_table(found, lang())
        panels.data_table(table, alt=title, config=_right(table, 1))
    with right:
        panels.data_table(rows_table(found, lang()), alt=title)


def counts_table(found: pl.DataFrame, language: str) -> pl.DataFrame:
    """Per sheet: rows added, removed, changed."""
    sheets = list(dict.fromkeys(found["dataset"].to_list()))
    told = [
        (t(f"kontrak.dataset.{s}"), *(formats.number(n, 0, language) for n in kinds(found.filter(dataset=s)).values()))
        for s in sheets
    ]
    heads = [t("kiriman.kolom.lembar"), *(t(f"kiriman.jenis.{name}") for name in KINDS)]
    return pl.DataFrame(told, schema=dict.fromkeys(heads, pl.String), orient="row")


def rows_table(found: pl.DataFrame, language: str) -> pl.DataFrame:
    """Every difference: sheet, kind, code, name, column, before, after."""
    heads = [t(f"kiriman.kolom.{name}") for name in ("lembar", "jenis", "kode", "nama", "kolom", "sebelum", "sesudah")]
    sheets = {s: t(f"kontrak.dataset.{s}") for s in found["dataset"].unique()}
    words = {name: t(f"kiriman.jenis.{name}") for name in KINDS}
    told = found.select(
        pl.col("dataset").replace(sheets),
        pl.col("jenis").replace(words),
        "kode",
        "nama",
        "kolom",
        "nilai_sebelum",
        "nilai_sesudah",
    ).fill_null(formats.NULL)
    return told.rename(dict(zip(told.columns, heads, strict=True)))


def restated(who: Principal, shown: Shown) -> None:
    """Figures published before that were computed again with another formula, or because another quarter changed."""
    found = data.restated(who, shown.kode_wilayah, shown.periode)
    if found.is_empty():
        return
    panels.section(t("kiriman.ulang", n=formats.number(found.height, 0, lang())), t("kiriman.ulang.catatan"))
    known, names = data.metrics(), data.agencies(who, shown.kode_wilayah, shown.periode)
    told = []
    for row in found.iter_rows(named=True):
        *_, metric, variant, old, new, delta = _figure(row | {"periode": shown.periode}, known.get(row["metrik"]), names, lang())
        unit = _unit(row["kode_unit"], names)
        formula = f"{row['versi_rumus_sebelum']} → {row['versi_rumus']}"
        why = t(f"kiriman.ulang.sebab.{row['sebab']}")
        told.append((formats.moment(row["waktu"], lang(), shown.zona), why, unit, metric, variant, formula, old, new, delta))
    names_of = ("waktu", "sebab", "opd", "metrik", "varian", "rumus", "sebelum", "sesudah", "selisih")
    table = pl.DataFrame(told, schema=dict.fromkeys([t(f"kiriman.kolom.{n}") for n in names_of], pl.String), orient="row")
    panels.data_table(table, alt=t("kiriman.ulang.catatan"), config=_right(table, 6))


def _right(table: pl.DataFrame, start: int) -> dict[str, object]:
    """Numbers as text stand on the right."""
    return {name: st.column_config.TextColumn(alignment="right") for name in table.columns[start:]}
