"""Pembanding: `Dari mana angka ini?` for one government's figure and for the group's, and `Unduh` for the whole group."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import data, downloads, formats, metric_text, origin
from pages.ui import pembanding_kata as kata
from pages.ui import pembanding_model as model
from pages.ui import pembanding_pilih as pilih
from pages.ui import pembanding_view as view
from pages.ui.filters import View
from pages.ui.pembanding_pilih import Pilihan
from pages.ui.words import lang, t

FIGURE, PLACE = "asal_metrik", "asal_pemda"


def popovers(who: Principal, chosen: Pilihan) -> None:
    """At the right of the top line. Call it last; closed, they cost nothing."""
    origin.popovers(chosen.scene.line, lambda: _origin(who, chosen), lambda: _files(who, chosen))


def _files(who: Principal, chosen: Pilihan) -> None:
    st.caption(t("pembanding.unduh.isi"))
    name = f"ramping-pembanding-{chosen.scene.periode}.csv"
    label, lines = t("halaman.unduh.csv"), view.about(chosen)
    downloads.table(lambda: view.full_table(who, chosen), name, key="unduh_csv", label=label, about=lines, type="secondary")


def _origin(who: Principal, chosen: Pilihan) -> None:
    names = pilih.names()
    metrik = st.pills(
        t("halaman.asal"), chosen.metrics, default=chosen.metrics[0], required=True, key=FIGURE,
        format_func=lambda m: metric_text.label(m, lang()), label_visibility="collapsed",
    )  # fmt: skip
    code = st.selectbox(t("pembanding.asal.pemda"), chosen.chosen, key=PLACE, format_func=names.__getitem__)
    metric, periode = data.metrics()[str(metrik)], chosen.scene.periode
    own = View(code, names[code], periode, None, (periode,))
    per = _per_size(who, chosen, code, metric.id)
    rows = [*origin.rows_of(who, own, metric, metric.default_varian), *per, *_of_group(who, chosen, metric.id)]
    body = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in rows)
    st.html(f'<dl class="asal">{body}</dl>')
    with st.expander(t("halaman.asal.sql")):
        st.code(metric.sql, language="sql")


def _per_size(who: Principal, chosen: Pilihan, code: str, metrik: str) -> origin.Rows:
    """The figure in the measure that the page shows: the count, and the size that it is set against."""
    if chosen.measure == model.AS_IS:
        return []
    shown = pilih.shown(who, chosen.scene, chosen.group, chosen.metrics, chosen.measure)
    found = shown.filter((pl.col("kode_wilayah") == code) & (pl.col("metrik") == metrik))
    row = found.row(0, named=True) if found.height else None
    said = kata.reason(row, lang())
    if row and row["nilai"] is not None:
        said = f"{kata.amount(metrik, chosen.measure, row['nilai'], lang())} · {kata.fraction(row, lang())}"
    return [(t(f"pembanding.ukuran.{chosen.measure}"), escape(said))]


def _of_group(who: Principal, chosen: Pilihan, metrik: str) -> origin.Rows:
    """How median, total and rank of the group are formed, with how many governments stand behind them."""
    shown = pilih.shown(who, chosen.scene, chosen.group, chosen.metrics, model.AS_IS)
    middle, n = model.medians(shown).get(metrik, (None, 0))
    whole = model.together(shown, model.AS_IS).get(metrik)
    counts = {"n": len(chosen.group.approved), "semua": chosen.group.expected, "kelompok": chosen.nama}
    said = [(t("pembanding.asal.kelompok"), escape(t("pembanding.status", **counts)))]
    median = kata.amount(metrik, model.AS_IS, middle, lang())
    of = t("pembanding.median.dari", n=formats.number(n, 0, lang()))
    said.append((t("pembanding.tabel.median"), escape(f"{median} · {of}")))
    if whole and whole["cara"] == "median":
        said.append((t("pembanding.tabel.gabungan"), escape(t("pembanding.cara.median"))))
    elif whole:
        total = kata.amount(metrik, model.AS_IS, float(str(whole["nilai"])) if whole["nilai"] is not None else None, lang())
        parts = " = ".join(part for part in (total, kata.fraction(whole, lang())) if part)
        said.append((t("pembanding.tabel.gabungan"), escape(f"{parts} · {t('pembanding.cara.' + str(whole['cara']))}")))
    return said
