"""A metric in words: label, value with its unit, formula, reason why it is missing. Pure."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from etl.locale import has, text
from pages.ui import formats


def label(metric_id: str, lang: str = "id") -> str:
    """The metric's name; a shorter one for tiles and buttons where the catalogue has it."""
    for key in (f"halaman.label.{metric_id}", f"metrik.{metric_id}"):
        if has(key, lang):
            return text(key, lang)
    return metric_id


def formula(metric: Any, lang: str = "id") -> str:
    """The formula in words, with the caveat after it."""
    keys = [metric.formula, metric.caveat]
    sentences = [text(key, lang).rstrip(".") + "." for key in keys if key and has(key, lang)]
    return " ".join(sentences) or formats.NULL


def reason(row: dict[str, Any] | None, lang: str = "id") -> str:
    """Why a value is missing, in words where the catalogue has them."""
    code = (row or {}).get("alasan")
    if not code:
        return text("halaman.tanpa_nilai", lang)
    return next((text(k, lang) for k in (f"metrik.alasan.{code}", f"halaman.alasan.{code}") if has(k, lang)), str(code))


def is_percent(metric: Any) -> bool:
    """Whether the metric's values are percentages."""
    return str(metric.unit).rpartition(".")[2] == "persen"


def value(metric: Any, shown: float | None, lang: str = "id", *, cuts: tuple[float, ...] = ()) -> str:
    """The value as a reader writes it: percentages with one decimal, counts whole, means with one decimal."""
    if is_percent(metric):
        return formats.percent(shown, lang, cuts=cuts)
    if shown is None:
        return formats.NULL
    return formats.number(shown, 0 if shown == round(shown) else 1, lang)


def pick(rows: pl.DataFrame, metric: Any, varian: str | None) -> dict[str, Any] | None:
    """The row of the wanted variant, else of the metric's default one; None if the metric has no row."""
    own = rows.filter(pl.col("metrik") == metric.id)
    for name in (varian, metric.default_varian):
        if name and (wanted := own.filter(pl.col("varian") == name)).height:
            return wanted.row(0, named=True)
    return own.row(0, named=True) if own.height else None


def default_rows(rows: pl.DataFrame, metrics: dict[str, Any]) -> pl.DataFrame:
    """One row per metric, period and unit: those of each metric's default variant."""
    defaults = [(m.id, m.default_varian) for m in metrics.values()]
    wanted = pl.DataFrame(defaults, schema={"metrik": pl.String, "varian": pl.String}, orient="row")
    return rows.join(wanted, on=["metrik", "varian"], how="semi", nulls_equal=True)


def reported(rows: pl.DataFrame) -> pl.DataFrame:
    """kode_unit, periode, nilai of the agencies' attainment; null where the agency filled nothing in that quarter.

    To-date figures carry earlier quarters forward, so a silent agency still has a number: it must not look reported.
    """
    agencies = rows.filter(pl.col("kode_unit").is_not_null())
    silent = agencies.filter((pl.col("metrik") == "realisasi_terisi") & (pl.col("pembilang").fill_null(0) == 0))
    own = agencies.filter(pl.col("metrik") == "capaian_kinerja").select("kode_unit", "periode", "nilai")
    marked = own.join(silent.select("kode_unit", "periode", silent=True), on=["kode_unit", "periode"], how="left")
    return marked.select("kode_unit", "periode", pl.when(pl.col("silent").is_null()).then("nilai").alias("nilai"))


def file_names(files: str) -> str:
    """The names in a submission's `berkas` JSON: a list of names or of {"nama": …}."""
    try:
        read = json.loads(files) if isinstance(files, str) else files
    except json.JSONDecodeError:
        return str(files)
    items = read if isinstance(read, list) else [read]
    return ", ".join(str(i.get("nama", "") if isinstance(i, dict) else i) for i in items)
