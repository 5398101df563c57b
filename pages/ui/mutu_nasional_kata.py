"""Mutu Nasional in words: the finding, the tiles, and the tables behind the pictures. Pure."""

from __future__ import annotations

from typing import Any

import polars as pl

from etl.locale import text
from etl.validation.rules import severities
from pages.ui import formats, metric_text, mutu_kata
from pages.ui import mutu_nasional_model as model
from pages.ui.mutu_nasional_data import Isi
from pages.ui.tiles import Change, Tile

_KEY = "mutu_nasional"


def finding(isi: Isi, lang: str) -> str:
    """The page's sentence: who is silent first, then the rule with most findings, or that nothing was found."""
    period, n = formats.period(isi.scene.periode), formats.number
    if isi.approved * 100 < 80 * isi.diharapkan:
        return text(f"{_KEY}.temuan.sedikit", lang, n=isi.approved, semua=isi.diharapkan, periode=period)
    found, rows, rate = model.overall(isi.findings, isi.rows)
    if not found:
        return text(f"{_KEY}.temuan.bersih", lang, semua=n(rows, 0, lang), periode=period)
    top = model.rates(isi.findings, isi.rows, ["aturan"]).sort("jumlah", descending=True).row(0, named=True)
    name = mutu_kata.rule_name(top["aturan"], lang)
    share = formats.percent(100 * top["jumlah"] / found, lang, decimals=0)
    return text(f"{_KEY}.temuan.aturan", lang, laju=n(rate, 1, lang), aturan=name, bagian=share, pemda=top["pemda"])


def tiles(isi: Isi, lang: str) -> list[Tile]:
    """Seven figures of the chosen quarter."""
    n, (found, rows, rate) = formats.number, model.overall(isi.findings, isi.rows)
    rules = model.rates(isi.findings, isi.rows, ["aturan"])
    governments = isi.findings["kode_wilayah"].n_unique()
    empty, sheets = model.empty_sheets(isi.rows)
    years = isi.versions
    extra, quarters = int((years["versi_disetujui"] - 1).sum()), years.height
    jumped, differing = isi.jumps.filter("lompat"), isi.disagreeing
    printed = int(isi.differences.group_by("kode_wilayah").agg(pl.col("dilaporkan").first())["dilaporkan"].sum())
    wrong, needs = int(differing["beda"].sum()), int(differing["kebutuhan"].sum())
    return [
        _tile("laju", n(rate, 1, lang), lang, _change(rate, isi, lang), n=n(found, 0, lang), semua=n(rows, 0, lang)),
        _tile("pemda", str(governments), lang, n=governments, semua=isi.approved),
        _tile("aturan", str(rules.height), lang, n=rules.height, semua=len(severities())),
        _tile("lembar", _share(empty, sheets, lang), lang, n=n(empty, 0, lang), semua=n(sheets, 0, lang)),
        _tile("revisi", _share(extra, quarters, lang), lang, n=n(extra, 0, lang), semua=n(quarters, 0, lang)),
        _tile("lompatan", n(jumped.height, 0, lang), lang, n=n(jumped.height, 0, lang), semua=n(isi.jumps.height, 0, lang),
              pemda=jumped["kode_wilayah"].n_unique())
        if isi.jumps.height else _unknown("lompatan", lang),
        _tile("bertentangan", n(wrong + needs, 0, lang), lang, n=n(wrong, 0, lang), semua=n(printed, 0, lang),
              kebutuhan=n(needs, 0, lang)),
    ]  # fmt: skip


def _tile(name: str, value: str, lang: str, change: Change | None = None, **said: object) -> Tile:
    key = f"{_KEY}.angka.{name}"
    return Tile(text(key, lang), value, text(f"{key}.rinci", lang, **said), (change,) if change else ())


def _unknown(name: str, lang: str) -> Tile:
    key = f"{_KEY}.angka.{name}"
    return Tile(text(key, lang), formats.NULL, note=text(f"{key}.tidak_ada", lang))


def _share(part: int, whole: int, lang: str) -> str:
    return formats.percent(100 * part / whole, lang) if whole else formats.NULL


def _change(rate: float | None, isi: Isi, lang: str) -> Change | None:
    before = isi.before[2] if isi.before else None
    if rate is None or before is None or isi.scene.banding is None:
        return None
    rest, moved = text(f"{_KEY}.dari", lang, periode=formats.period(isi.scene.banding)), round(rate - before, 1)
    if not moved:
        return Change(text("halaman.tetap", lang), rest)
    return Change(formats.number(abs(moved), 1, lang), rest, moved > 0, moved < 0)


def _table(columns: dict[str, Any], lang: str) -> pl.DataFrame:
    """Columns by the last part of their keys."""
    return pl.DataFrame({text(f"{_KEY}.kolom.{name}", lang): found for name, found in columns.items()})


def rule_table(isi: Isi, lang: str) -> pl.DataFrame:
    """Every rule broken: how often, by how many governments, per 1,000 rows."""
    found = model.rates(isi.findings, isi.rows, ["aturan"])
    return _table(
        {
            "aturan": [mutu_kata.rule_name(rule, lang) for rule in found["aturan"]],
            "kode": found["aturan"],
            "tingkat": [text(f"mutu.tingkat.{level}", lang) for level in found["tingkat"]],
            "temuan": found["jumlah"],
            "pemda": found["pemda"],
            "per_seribu": found["per_seribu"].round(2),
        },
        lang,
    )


def government_table(isi: Isi, lang: str, aturan: str | None = None) -> pl.DataFrame:
    """Governments by findings per 1,000 rows, the highest first; of one rule or all of them."""
    rows = isi.findings.filter(pl.col("aturan") == aturan) if aturan else isi.findings
    own = isi.places.with_columns(pl.col("kode_wilayah").alias("tempat"))
    found = model.rates(rows, isi.rows, ["tempat"], own)
    return _table(
        {
            "nama": [isi.nama.get(code, code) for code in found["tempat"]],
            "wilayah": found["tempat"],
            "temuan": found["jumlah"],
            "jenis": found["jenis"],
            "baris": found["semua"],
            "per_seribu": found["per_seribu"].round(2),
        },
        lang,
    )


def missing_table(cells: pl.DataFrame, names: dict[str, str], lang: str) -> pl.DataFrame:
    """Sheet × place: cells, filled, missing share, governments without the sheet."""
    return _table(
        {
            "lembar": [mutu_kata.sheet_name(d, lang) for d in cells["dataset"]],
            "nama": [names.get(code, code) for code in cells["tempat"]],
            "wilayah": cells["tempat"],
            "sel": cells["sel"],
            "terisi": cells["terisi"],
            "kosong": cells["kosong"].round(1),
            "tanpa": cells["tanpa"],
            "pemda": cells["pemda"],
        },
        lang,
    )


def revision_table(isi: Isi, lang: str) -> pl.DataFrame:
    """Per quarter: approved region-quarters, versions beyond the first, figures computed anew."""
    found = model.revised(isi.versions).sort("periode", descending=True)
    return _table(
        {
            "triwulan": [formats.period(p) for p in found["periode"]],
            "disetujui": found["triwulan"],
            "diperbaiki": found["diperbaiki"],
            "revisi": found["revisi"],
            "laju_revisi": found["tingkat"].round(1),
            "dihitung_ulang": found["dihitung_ulang"],
        },
        lang,
    )


def revising_table(isi: Isi, lang: str) -> pl.DataFrame:
    """Governments whose approved quarters were revised, the most first."""
    own = isi.places.with_columns(pl.col("kode_wilayah").alias("tempat"))
    told = (
        model.revised(isi.versions, own)
        .group_by("tempat")
        .agg(pl.col("triwulan", "revisi", "diperbaiki", "dihitung_ulang").sum())
    )
    found = told.filter((pl.col("revisi") > 0) | (pl.col("dihitung_ulang") > 0))
    found = found.sort("revisi", "dihitung_ulang", "tempat", descending=[True, True, False])
    return _table(
        {
            "nama": [isi.nama.get(code, code) for code in found["tempat"]],
            "wilayah": found["tempat"],
            "disetujui": found["triwulan"],
            "diperbaiki": found["diperbaiki"],
            "revisi": found["revisi"],
            "dihitung_ulang": found["dihitung_ulang"],
        },
        lang,
    )


def jump_table(isi: Isi, lang: str, metrik: str | None = None) -> pl.DataFrame:
    """Every jump: mean of three years, the quarter before, now, the change and the term that moved."""
    found = isi.jumps.filter(pl.col("lompat") & (pl.col("metrik") == metrik if metrik else pl.lit(True)))
    return _table(
        {
            "nama": [isi.nama.get(code, code) for code in found["kode_wilayah"]],
            "wilayah": found["kode_wilayah"],
            "metrik": [metric_text.label(m, lang) for m in found["metrik"]],
            "rerata": found["rerata"].round(2),
            "triwulan_n": found["triwulan"],
            "sebelum": found["nilai_sebelum"].round(2),
            "kini": found["nilai"].round(2),
            "perubahan": found["perubahan"].round(1),
            "sebab": [text(f"{_KEY}.sebab.{why}", lang) if why else formats.NULL for why in found["sebab"]],
        },
        lang,
    )


def disagreeing_table(isi: Isi, lang: str) -> pl.DataFrame:
    """Governments whose printed figures differ from computed ones, the most first."""
    found = isi.disagreeing
    return _table(
        {
            "nama": [isi.nama.get(code, code) for code in found["kode_wilayah"]],
            "wilayah": found["kode_wilayah"],
            "beda": found["beda"],
            "tercetak": found["dilaporkan"],
            "bagian": found["bagian"].round(2),
            "kebutuhan": found["kebutuhan"],
            "terbesar": found["terbesar"].round(2),
        },
        lang,
    )


def difference_table(isi: Isi, lang: str) -> pl.DataFrame:
    """The largest differences between a printed and a computed attainment, at most three of a government."""
    found = isi.differences.filter(pl.col("selisih").is_not_null()).sort(
        pl.col("selisih").abs(), "kode_wilayah", descending=[True, False]
    )
    return _table(
        {
            "nama": [isi.nama.get(code, code) for code in found["kode_wilayah"]],
            "indikator": found["nama_indikator"],
            "selisih": found["selisih"].round(2),
            "tercetak_nilai": found["capaian_dilaporkan"].round(2),
            "dihitung": found["capaian"].round(2),
        },
        lang,
    )
