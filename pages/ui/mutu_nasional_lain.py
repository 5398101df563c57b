"""Mutu Nasional on the screen: missing cells, revisions, jumps, and figures that contradict each other."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.contracts import contracts
from etl.regulations import value
from pages.charts.mutu_grid import Cell as Mark
from pages.charts.mutu_grid import Row as Line
from pages.charts.mutu_grid import grid
from pages.charts.place_grid import Cell, Row, place_grid
from pages.charts.theme import clip
from pages.ui import data, formats, metric_text, mutu_kata, mutu_nasional_data, panels
from pages.ui import mutu_nasional_kata as kata
from pages.ui import mutu_nasional_model as model
from pages.ui.mutu_nasional_data import Isi
from pages.ui.mutu_nasional_view import MOST_ROWS, Pilihan, listed, open_links, right, written
from pages.ui.words import lang, t, theme

QUARTERS = 8
"""Quarters of the matrix of revisions."""


def missing(who: Principal, chosen: Pilihan) -> None:
    """Sheets × places: which share of the cells is empty; below it each government."""
    isi = chosen.isi
    cells = data.remember(who, "mutu_nasional_isian", chosen.key, lambda: mutu_nasional_data.cells(who, isi))
    panels.section(t("mutu_nasional.isian"), t("mutu_nasional.isian.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "mutu_nasional_isian_gambar", chosen.key, lambda: _sheets(isi, cells)),
        lambda: kata.missing_table(cells, dict(isi.order), lang()),
        key="mutu_nasional_isian",
        alt=t("mutu_nasional.isian"),
    )
    own = data.remember(
        who, "mutu_nasional_isian_pemda", chosen.key,
        lambda: kata.missing_table(
            mutu_nasional_data.cells_of_governments(who, isi).sort("kosong", "tempat", descending=[True, False], nulls_last=True),
            isi.nama, lang(),
        ),
    )  # fmt: skip
    listed(own, "mutu_nasional_isian_pemda", t("mutu_nasional.isian.pemda"), t("mutu_nasional.isian.pemda.catatan"))
    open_links(isi, own, "mutu_data")


def _sheets(isi: Isi, cells: pl.DataFrame) -> Any:
    known = {(row["dataset"], row["tempat"]): row for row in cells.iter_rows(named=True)}
    sums = {d: (sel, full) for d, sel, full in cells.group_by("dataset").agg(pl.col("sel", "terisi").sum()).iter_rows()}
    rows = []
    for dataset, contract in sorted(contracts().items(), key=lambda item: not item[1].complete):
        name = mutu_kata.sheet_name(dataset, lang()) + (" *" if contract.complete else "")
        drawn = [_sheet(known.get((dataset, place)), name, shown) for place, shown in isi.order]
        sel, full = sums.get(dataset, (0, 0))
        total = formats.percent(100 * (1 - full / sel), lang(), decimals=0) if sel else formats.NULL
        rows.append(Row(dataset, clip(name, 36), drawn, total))
    return place_grid(rows, [clip(name, 18) for _, name in isi.order], theme(), total=t("mutu_nasional.semua"))


def _sheet(found: dict[str, Any] | None, name: str, place: str) -> Cell:
    if found is None or found["kosong"] is None:
        return Cell("–", None, f"{name}<br>{place}: {t('mutu_nasional.isian.tiada')}")
    said = t("mutu_nasional.isian.sel", kosong=formats.percent(found["kosong"], lang()), n=found["tanpa"], semua=found["pemda"])
    return Cell(formats.number(found["kosong"], 0, lang()), found["kosong"] / 100, f"{name}<br>{place}: {said}")


def revisions(who: Principal, chosen: Pilihan) -> None:
    """Left places × quarters, right the governments that revised; a sentence where nobody did, and no grid of dots."""
    isi = chosen.isi
    table = data.remember(who, "mutu_nasional_revisi_pemda", chosen.key, lambda: kata.revising_table(isi, lang()))
    if table.is_empty():
        panels.empty_state(t("mutu_nasional.kosong.revisi"))
        return
    left, right = st.columns([0.55, 0.45], gap="medium")
    with left:
        panels.section(t("mutu_nasional.revisi"), t("mutu_nasional.revisi.catatan"))
        if data.remember(who, "mutu_nasional_ada_revisi", chosen.key, lambda: _any_revision(isi)):
            panels.chart_with_table(
                lambda: data.remember(who, "mutu_nasional_revisi", chosen.key, lambda: _revisions(isi)),
                lambda: kata.revision_table(isi, lang()),
                key="mutu_nasional_revisi",
                alt=t("mutu_nasional.revisi"),
            )
        else:
            panels.empty_state(t("mutu_nasional.kosong.revisi"))
    with right:
        listed(table, "mutu_nasional_revisi_pemda", t("mutu_nasional.revisi.pemda", n=table.height))
        open_links(isi, table, "mutu_data")


def _any_revision(isi: Isi) -> bool:
    return bool(model.revised(isi.versions, isi.places)["revisi"].sum())


def _revisions(isi: Isi) -> Any:
    by_place = model.revised(isi.versions, isi.places)
    seen = sorted(by_place["periode"].unique().to_list())[-QUARTERS:]
    known = {(row["tempat"], row["periode"]): row for row in by_place.iter_rows(named=True)}
    sums = dict(by_place.group_by("tempat").agg(pl.col("revisi").sum()).iter_rows())
    places = sorted(isi.order, key=lambda place: (-sums.get(place[0], 0), place[0]))[: MOST_ROWS + 2]
    rows = [
        Line(code, clip(name, 26), [_quarter(known.get((code, p)), name, p) for p in seen], str(sums.get(code, 0)))
        for code, name in places
    ]
    return grid(rows, _heads(seen), theme(), total=t("mutu_nasional.kolom.revisi"), names=190)


def _heads(seen: list[str]) -> list[tuple[str, str]]:
    return [(formats.quarter(p), p[:4] if i == 0 or seen[i - 1][:4] != p[:4] else "") for i, p in enumerate(seen)]


def _quarter(found: dict[str, Any] | None, name: str, periode: str) -> Mark:
    at = f"{name}<br>{formats.period(periode)}"
    if found is None:
        return Mark(formats.NULL, 0, f"{at}: {t('mutu_nasional.revisi.tiada')}", "tiada")
    said = t("mutu_nasional.revisi.sel", n=found["revisi"], semua=found["triwulan"], ulang=found["dihitung_ulang"])
    return Mark(str(found["revisi"] or "·"), min(1.0, found["tingkat"] / 100), f"{at}: {said}")


def jumps(who: Principal, chosen: Pilihan) -> None:
    """Metrics × places: how many governments jumped; below it every jump."""
    isi = chosen.isi
    jumped = isi.jumps.filter("lompat")
    limit = formats.plain(float(value("acuan-nasional", "lompatan").value), lang())
    if jumped.is_empty():
        fewest = value("acuan-nasional", "lompatan_terkecil").value
        panels.empty_state(
            t("mutu_nasional.kosong.lompatan") if isi.jumps.height else t("mutu_nasional.kosong.pertama", n=fewest)
        )
        return
    panels.section(
        t("mutu_nasional.lompatan", n=formats.number(jumped.height, 0, lang()), batas=limit),
        t("mutu_nasional.lompatan.catatan", musiman=formats.number(isi.jumps.filter("musiman").height, 0, lang())),
    )
    table = data.remember(who, "mutu_nasional_lompatan", chosen.key, lambda: kata.jump_table(isi, lang()))
    panels.chart_with_table(
        lambda: data.remember(who, "mutu_nasional_lompatan_gambar", chosen.key, lambda: _jumps(isi, jumped)),
        table,
        key="mutu_nasional_lompatan",
        alt=t("mutu_nasional.lompatan", n=jumped.height, batas=limit),
    )
    panels.section(t("mutu_nasional.lompatan.daftar"))
    panels.data_table(written(table.head(MOST_ROWS)), alt=t("mutu_nasional.lompatan.daftar"), config=right(table))
    open_links(isi, table, "ringkasan")


def _jumps(isi: Isi, jumped: pl.DataFrame) -> Any:
    found = {(m, place): n for m, place, n in model.counted(jumped, "metrik", isi.places).iter_rows()}
    order = jumped.group_by("metrik").agg(pl.len().alias("n")).sort("n", "metrik", descending=[True, False])
    most = max(found.values(), default=1)
    rows = []
    for metrik, n in order.head(MOST_ROWS).iter_rows():
        name = metric_text.label(metrik, lang())
        cells = [_jump(found.get((metrik, place), 0), most, name, shown) for place, shown in isi.order]
        rows.append(Row(metrik, clip(name, 36), cells, str(n)))
    return place_grid(rows, [clip(name, 18) for _, name in isi.order], theme(), total=t("mutu_nasional.semua"))


def _jump(n: int, most: int, name: str, place: str) -> Cell:
    return Cell(str(n or "·"), n / most, f"{name}<br>{place}: {t('mutu_nasional.lompatan.sel', n=n)}")


def contradictions(who: Principal, chosen: Pilihan) -> None:
    """Left governments, right the largest differences."""
    isi = chosen.isi
    if isi.disagreeing.is_empty():
        panels.empty_state(t("mutu_nasional.kosong.bertentangan"))
        return
    panels.section(t("mutu_nasional.beda", n=isi.disagreeing.height), t("mutu_nasional.beda.catatan"))
    panels.chart_with_table(
        lambda: data.remember(who, "mutu_nasional_beda_gambar", chosen.key, lambda: _disagreeing(isi)),
        lambda: kata.disagreeing_table(isi, lang()),
        key="mutu_nasional_beda",
        alt=t("mutu_nasional.beda", n=isi.disagreeing.height),
    )
    left, side = st.columns([0.46, 0.54], gap="medium")
    with left:
        table = data.remember(who, "mutu_nasional_beda", chosen.key, lambda: kata.disagreeing_table(isi, lang()))
        shown = table.drop(t("mutu_nasional.kolom.wilayah"), t("mutu_nasional.kolom.bagian"))
        panels.data_table(written(shown.head(MOST_ROWS)), alt=t("mutu_nasional.beda", n=table.height), config=right(shown))
        open_links(isi, table, "capaian_kinerja")
    with side:
        largest = data.remember(who, "mutu_nasional_terbesar", chosen.key, lambda: kata.difference_table(isi, lang()))
        if largest.is_empty():
            panels.empty_state(t("mutu_nasional.kosong.selisih"))
            return
        listed(largest, "mutu_nasional_terbesar", t("mutu_nasional.terbesar"), t("mutu_nasional.terbesar.catatan"))


def _disagreeing(isi: Isi) -> Any:
    """Two rows: attainments and needs that differ, counted per place."""
    sums = isi.disagreeing.join(isi.places, on="kode_wilayah").group_by("tempat").agg(pl.col("beda", "kebutuhan").sum())
    known = {row["tempat"]: row for row in sums.iter_rows(named=True)}
    rows = []
    for kind in ("beda", "kebutuhan"):
        found = {place: row[kind] for place, row in known.items()}
        most, name = max(found.values(), default=0) or 1, t(f"mutu_nasional.jenis.{kind}")
        cells = [_differing(found.get(place, 0), most, name, shown) for place, shown in isi.order]
        rows.append(Row(kind, name, cells, formats.number(sum(found.values()), 0, lang())))
    return place_grid(rows, [clip(name, 18) for _, name in isi.order], theme(), total=t("mutu_nasional.semua"))


def _differing(n: int, most: int, name: str, place: str) -> Cell:
    return Cell(str(n or "·"), n / most, f"{name}<br>{place}: {formats.number(n, 0, lang())}")
