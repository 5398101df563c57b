"""Pembanding as tables: the matrix of metrics and governments as HTML and as rows, for the screen and for the CSV. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from etl.locale import text
from pages.charts import theme as palettes
from pages.ui import formats, metric_text, scales
from pages.ui import pembanding_kata as kata
from pages.ui import pembanding_model as model
from pages.ui.tiles import symbol_html

_COLUMNS = (
    "kode_wilayah", "nama", "metrik", "ukuran", "nilai", "tingkat", "pembilang", "penyebut", "peringkat", "dari", "median",
    "alasan",
)  # fmt: skip


@dataclass(frozen=True)
class Matrix:
    """What the matrix shows. shown, ranked: of the whole group (see `pembanding_model`); names: code → name."""

    chosen: tuple[str, ...]
    metrics: tuple[str, ...]
    measure: str
    shown: pl.DataFrame
    ranked: pl.DataFrame
    names: Mapping[str, str]

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(kode_wilayah, metrik) → the figure with its rank, of the chosen ones."""
        own = self.shown.filter(pl.col("kode_wilayah").is_in(list(self.chosen)))
        ranks = self.ranked.select("kode_wilayah", "metrik", "n", "peringkat", "tengah", "sisi")
        told = own.join(ranks, on=["kode_wilayah", "metrik"], how="left")
        return {(row["kode_wilayah"], row["metrik"]): row for row in told.iter_rows(named=True)}


def html(matrix: Matrix, theme: str, lang: str) -> str:
    """The matrix as one table: a metric a row, a government a column, median and total of the group at the right."""
    found, middle = matrix.rows(), model.medians(matrix.shown)
    whole = model.together(matrix.shown, matrix.measure)
    heads = [
        text("pembanding.tabel.ukuran", lang), *(matrix.names[c] for c in matrix.chosen), text("pembanding.tabel.median", lang),
        *([text("pembanding.tabel.gabungan", lang)] if matrix.measure == model.AS_IS else []),
    ]  # fmt: skip
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "".join(_line(matrix, metrik, found, middle, whole, theme, lang) for metrik in matrix.metrics)
    return f'<div class="sanding"><table class="sanding"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _line(
    matrix: Matrix,
    metrik: str,
    found: Mapping[tuple[str, str], dict[str, Any]],
    middle: Mapping[str, tuple[float | None, int]],
    whole: Mapping[str, dict[str, object]],
    theme: str,
    lang: str,
) -> str:
    label = f"{escape(metric_text.label(metrik, lang))}<small>{escape(kata.unit_note(metrik, matrix.measure, lang))}</small>"
    own = [found.get((code, metrik)) for code in matrix.chosen]
    figures = [row["nilai"] for row in own if row]
    fine = kata.close(metrik, matrix.measure, figures, middle.get(metrik, (None, 0))[0], lang)
    cells = [_cell(row, metrik, matrix.measure, theme, lang, fine) for row in own]
    cells.append(_middle(middle.get(metrik), metrik, matrix.measure, lang, fine))
    if matrix.measure == model.AS_IS:
        cells.append(_whole(whole.get(metrik), metrik, lang))
    return f'<tr><th scope="row">{label}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _cell(row: Mapping[str, Any] | None, metrik: str, measure: str, theme: str, lang: str, fine: bool) -> str:
    if row is None or row["nilai"] is None:
        why = kata.reason(row, lang)
        return f'<span class="kosong">{escape(why)}</span>'
    step = kata.step(metrik, measure, row["nilai"])
    word = f"<i>{symbol_html(step, theme)}{escape(scales.word(step, lang))}</i>" if step else ""
    value = f"<b>{escape(kata.amount(metrik, measure, row['nilai'], lang, fine=fine))}</b>{word}"
    return f"{value}<small>{escape(kata.fraction(row, lang))}</small><small>{_rank(row, theme, lang)}</small>"


def _rank(row: Mapping[str, Any], theme: str, lang: str) -> str:
    place = escape(text("pembanding.peringkat", lang, ke=row["peringkat"], dari=row["n"]))
    if row["sisi"] is None:
        return place
    colours = palettes.palette(theme)
    ink = {"baik": colours.tingkat["ST"].word, "kurang": colours.tingkat["SR"].word, "tengah": colours.redup}[row["sisi"]]
    side = escape(text(f"pembanding.sisi.{row['sisi']}", lang))
    return f'{place} · <span style="color:{ink}">{side}</span>'


def _middle(told: tuple[float | None, int] | None, metrik: str, measure: str, lang: str, fine: bool) -> str:
    middle, n = told or (None, 0)
    if middle is None:
        key = "pembanding.median.sedikit" if n else "pembanding.median.tanpa"
        return f'<span class="kosong">{escape(text(key, lang, batas=model.fewest()))}</span>'
    shown = escape(kata.amount(metrik, measure, middle, lang, fine=fine))
    return f"<b>{shown}</b><small>{escape(text('pembanding.median.dari', lang, n=formats.number(n, 0, lang)))}</small>"


def _whole(row: Mapping[str, Any] | None, metrik: str, lang: str) -> str:
    if row is None or row["nilai"] is None or row["cara"] == "median":
        key = "pembanding.cara.median" if row and row["nilai"] is not None else "pembanding.median.tanpa"
        return f'<span class="kosong">{escape(text(key, lang))}</span>'
    below = kata.fraction(row, lang) or text(f"pembanding.cara.{row['cara']}", lang)
    return f"<b>{escape(kata.amount(metrik, model.AS_IS, row['nilai'], lang))}</b><small>{escape(below)}</small>"


def rows(matrix: Matrix, codes: Sequence[str], lang: str) -> pl.DataFrame:
    """The same as rows, one per government and metric, numbers as numbers: for the CSV. codes: which governments."""
    of = ["kode_wilayah", "metrik"]
    ranks = matrix.ranked.select(*of, "peringkat", "n")
    middle = {m: told[0] for m, told in model.medians(matrix.shown).items()}
    order = pl.DataFrame({"kode_wilayah": list(codes)}, schema={"kode_wilayah": pl.String}).join(
        pl.DataFrame({"metrik": list(matrix.metrics)}, schema={"metrik": pl.String}), how="cross"
    )
    told = order.join(matrix.shown, on=of, how="left", maintain_order="left").join(
        ranks, on=of, how="left", maintain_order="left"
    )
    steps = [scales.word(kata.step(m, matrix.measure, v), lang) or None for m, v in told.select("metrik", "nilai").iter_rows()]
    lacking = [
        kata.reason({"alasan": why}, lang) if value is None else None for value, why in told.select("nilai", "alasan").iter_rows()
    ]
    labels = {m: metric_text.label(m, lang) for m in matrix.metrics}
    heading = {name: text(f"pembanding.kolom.{name}", lang) for name in _COLUMNS}
    return told.with_columns(
        pl.col("kode_wilayah").replace_strict(dict(matrix.names), default=None, return_dtype=pl.String).alias("nama"),
        pl.lit(text(f"pembanding.ukuran.{matrix.measure}", lang)).alias("ukuran"),
        pl.Series("tingkat", steps, pl.String),
        pl.col("n").alias("dari"),
        pl.col("metrik").replace_strict(middle, default=None, return_dtype=pl.Float64).alias("median"),
        pl.Series("alasan", lacking, pl.String),
        pl.col("metrik").replace(labels),
    ).select(list(heading)).rename(heading)  # fmt: skip


def waiting_table(group: model.Group, names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Who has not approved, with where they stand."""
    told = [(code, names[code], text(f"pembanding.keadaan.{state}", lang)) for code, state in group.waiting]
    heads = [text(f"pembanding.kolom.{name}", lang) for name in ("kode_wilayah", "nama", "keadaan")]
    return pl.DataFrame(told, schema=dict.fromkeys(heads, pl.String), orient="row")


def lines_table(ticks: Sequence[str], lines: Mapping[str, Sequence[float | None]], lang: str) -> pl.DataFrame:
    """The quarters as rows, a column per line: the twin of the development. ticks: codes of quarters."""
    first = {text("pembanding.kolom.periode", lang): [formats.period(p) for p in ticks]}
    return pl.DataFrame(first | {name: pl.Series(values, dtype=pl.Float64) for name, values in lines.items()})
