"""Capaian Kinerja's figures and tables: texts made ready for the pure charts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
import polars as pl

from etl.locale import has, text
from etl.periods import Period
from pages.charts import attainment_matrix, bullets
from pages.charts import trend as trends
from pages.ui import attainment, formats, metric_text, overview_charts, scales
from pages.ui.attainment import Line
from pages.ui.singkatan import cut, short_unit

MOST_BULLETS = 10


def matrix(found: Sequence[Line], periods: Sequence[str], chosen: str | None, lang: str, theme: str) -> go.Figure:
    """The agency × quarter matrix."""
    scale = scales.attainment()
    rows = [
        attainment_matrix.Row(
            line.kode,
            short_unit(line.nama, 22),
            line.nama,
            line.values,
            [formats.score(v, lang, cuts=scale.cuts) for v in line.values],
            scales.word(scale.step(line.last), lang) or text("grafik.belum_lapor", lang),
        )
        for line in found
    ]
    return attainment_matrix.matrix(rows, _heads(periods), scale, theme, missing=text("grafik.belum", lang), chosen=chosen)


def matrix_table(found: Sequence[Line], periods: Sequence[str], lang: str) -> pl.DataFrame:
    """The same rows as a table."""
    scale = scales.attainment()
    rows = [
        {text("grafik.kolom.opd", lang): line.nama}
        | {formats.period(p): formats.score(v, lang, cuts=scale.cuts) for p, v in zip(periods, line.values, strict=True)}
        | {text("grafik.kolom.tingkat", lang): scales.word(scale.step(line.last), lang) or text("grafik.belum_lapor", lang)}
        for line in found
    ]
    return pl.DataFrame(rows)


def bullet_chart(indicators: pl.DataFrame, lang: str, theme: str) -> go.Figure:
    """The first indicators as bullets (not filled, then lowest)."""
    rows = [_bullet(row, lang) for row in indicators.head(MOST_BULLETS).iter_rows(named=True)]
    top = max([100.0, *(row.value for row in rows if row.value is not None)])
    return bullets.bullets(rows, scales.attainment(), theme, target=text("grafik.target", lang), top=top)


def indicator_table(indicators: pl.DataFrame, lang: str) -> pl.DataFrame:
    """All indicators with raw, capped and printed attainment."""
    scale = scales.attainment()
    rows = [
        {
            text("grafik.kolom.indikator", lang): row["nama_indikator"],
            text("grafik.kolom.target", lang): attainment.target_text(row, lang),
            text("grafik.kolom.realisasi", lang): attainment.realised_text(row, lang),
            text("grafik.kolom.satuan", lang): row["satuan"],
            text("grafik.kolom.mentah", lang): formats.percent(row["capaian_mentah"], lang),
            text("grafik.kolom.capaian", lang): formats.percent(row["capaian"], lang, cuts=scale.cuts),
            text("grafik.kolom.tingkat", lang): scales.word(scale.step(row["capaian"]), lang) or missing_word(row, lang),
            text("grafik.kolom.tercetak", lang): formats.percent(row["capaian_dilaporkan"], lang),
            text("grafik.kolom.rumus", lang): formula_name(row, lang),
        }
        for row in indicators.iter_rows(named=True)
    ]
    return pl.DataFrame(rows)


def history_chart(line: Sequence[tuple[str, float | None]], lang: str, theme: str) -> go.Figure:
    """All earlier points of one indicator, against its target."""
    shown = overview_charts.points(line, lang, percent=True)
    cut = (100.0, text("grafik.target", lang))
    return trends.trend(shown, theme, cut=cut, missing=text("grafik.belum", lang), height=200)


def history_table(line: Sequence[tuple[str, float | None]], lang: str) -> pl.DataFrame:
    """The same points as a table."""
    return overview_charts.trend_table(line, lang)


def details_html(row: dict[str, Any], lang: str, revised: attainment.Revision | None = None) -> str:
    """One indicator in rows: values, the target before it was revised, formula, type, cap, scale, absorption, efficiency."""
    said = [
        ("realisasi", f"{attainment.realised_text(row, lang)} / {attainment.target_text(row, lang)} {row['satuan']}"),
        ("capaian", _capped(row, lang)),
        *([("semula", _revised(revised, lang))] if revised else []),
        ("tercetak", _printed(row, lang)),
        ("rumus", formula_name(row, lang)),
        ("sifat", _coded("sifat", row["sifat"], lang)),
        ("skala", scales.note(lang)),
        ("serapan", _absorption(row, lang)),
        ("efisiensi", _efficiency(row, lang)),
    ]
    rows = "".join(f"<dt>{escape(text(f'halaman.rinci.{name}', lang))}</dt><dd>{escape(value)}</dd>" for name, value in said)
    return f'<dl class="asal">{rows}</dl>'


def formula_name(row: dict[str, Any], lang: str) -> str:
    """The formula used, in words."""
    return _coded("rumus", row["rumus"], lang)


def missing_word(row: dict[str, Any], lang: str) -> str:
    """Why an indicator has no attainment: not filled, not due yet, target zero …"""
    if row["alasan"] == "belum_diisi":
        return text("grafik.belum_diisi", lang)
    return metric_text.reason(row, lang)


def _bullet(row: dict[str, Any], lang: str) -> bullets.Bullet:
    scale, value = scales.attainment(), row["capaian"]
    name = cut(row["nama_indikator"], 74)
    if row["arah"] == "turun":
        name = text("grafik.turun", lang, nama=name)
    printed = formats.percent(row["capaian_dilaporkan"], lang)
    return bullets.Bullet(
        row["kode_indikator"],
        name,
        value,
        formats.percent(value, lang, cuts=scale.cuts),
        scales.word(scale.step(value), lang) or missing_word(row, lang),
        _below(row, lang),
        text("grafik.tercetak", lang, nilai=printed) if attainment.printed_differs(row) else "",
        f"{row['nama_indikator']}<br>{formula_name(row, lang)}",
    )


def _below(row: dict[str, Any], lang: str) -> str:
    said = {"target": attainment.target_text(row, lang), "satuan": row["satuan"]}
    realised = attainment.realised_text(row, lang)
    if realised == formats.NULL:
        return text("grafik.bawah.kosong", lang, **said)
    line = text("grafik.bawah", lang, realisasi=realised, **said)
    raw, capped = row["capaian_mentah"], row["capaian"]
    if raw is not None and capped is not None and abs(raw - capped) >= attainment.NOTICED:
        line += " · " + text("grafik.mentah", lang, nilai=formats.score(raw, lang))
    return line


def _capped(row: dict[str, Any], lang: str) -> str:
    scale = scales.attainment()
    value = formats.percent(row["capaian"], lang, cuts=scale.cuts)
    raw, cap = formats.percent(row["capaian_mentah"], lang), formats.percent(row["batas"], lang, decimals=0)
    return text("halaman.rinci.capaian.isi", lang, nilai=value, mentah=raw, batas=cap)


def _revised(told: attainment.Revision, lang: str) -> str:
    """The first target of the year and the one of today, each with its attainment; since when, by whom and why."""
    return text(
        "halaman.rinci.semula.isi",
        lang,
        semula=attainment.target_text(told.first, lang),
        kini=attainment.target_text(told.now, lang),
        satuan=told.now["satuan"],
        capaian_semula=_both(told.first, lang),
        capaian_kini=_both(told.now, lang),
        sejak=formats.period(told.sejak),
        oleh=told.oleh,
        penyetuju=told.penyetuju,
        alasan=told.alasan or formats.NULL,
    )


def _both(row: dict[str, Any], lang: str) -> str:
    """The attainment, with the raw one where the cap hides it."""
    shown = formats.percent(row["capaian"], lang, cuts=scales.attainment().cuts)
    if row["capaian"] is None or abs(row["capaian_mentah"] - row["capaian"]) < attainment.NOTICED:
        return shown
    raw = text("grafik.mentah", lang, nilai=formats.percent(row["capaian_mentah"], lang))
    return f"{shown}, {raw}"


def _printed(row: dict[str, Any], lang: str) -> str:
    """The sender's own figure, with ours beside it where they differ."""
    printed = formats.percent(row["capaian_dilaporkan"], lang)
    if not attainment.printed_differs(row):
        return printed
    ours = formats.percent(row["capaian"], lang, cuts=scales.attainment().cuts)
    return text(
        "halaman.rinci.tercetak.beda", lang, tercetak=printed, hitungan=ours, selisih=formats.points(row["selisih"], lang)
    )


def _absorption(row: dict[str, Any], lang: str) -> str:
    used = attainment.absorption(row)
    if used is None:
        return text("halaman.rinci.tanpa_anggaran", lang)
    return (
        f"{formats.percent(used, lang)} = {formats.rupiah(row['realisasi_anggaran'], lang)} / {formats.rupiah(row['pagu'], lang)}"
    )


def _efficiency(row: dict[str, Any], lang: str) -> str:
    gap = attainment.efficiency(row)
    if gap is None:
        return formats.NULL
    sign = "+" if gap > 0 else formats.MINUS if gap < 0 else ""
    points = f"{sign}{formats.points(gap, lang)}"
    return text("halaman.rinci.efisiensi.isi", lang, poin=points, kategori=attainment.efficiency_words(row, lang))


def _coded(kind: str, code: str | None, lang: str) -> str:
    key = f"halaman.{kind}.{code}"
    return text(key, lang) if has(key, lang) else str(code or formats.NULL)


def _heads(periods: Sequence[str]) -> list[tuple[str, str, str]]:
    found = []
    for place, code in enumerate(periods):
        period = Period.parse(code)
        found.append((formats.quarter(code), str(period.year) if place == 0 or period.quarter == 1 else "", formats.period(code)))
    return found
