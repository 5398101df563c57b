"""`Dari mana angka ini?` and `Unduh`: the two popovers at the right of the top line. Closed, they cost nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import has
from etl.regulations import regulations
from pages.ui import data, downloads, formats, metric_text
from pages.ui.filters import View
from pages.ui.panels import short_hash
from pages.ui.words import lang, t

Rows = list[tuple[str, str]]
"""(name, HTML) pairs."""


def where_from(
    who: Principal,
    view: View,
    metrics: Sequence[str],
    *,
    varian: str | None = "terisi",
    own: Mapping[str, Callable[[], Rows]] | None = None,
) -> None:
    """Fill the two popovers for the figures of this page. Call it last: popovers land at the end of the top line.

    own: figures of the page that are no metrics, by their names; where each comes from is added to the submission's rows.
    """
    popovers(
        view.line,
        lambda: _origin(who, view, list(metrics), varian, own or {}),
        lambda: _downloads(who, view, list(metrics)),
    )


def popovers(line: Any, traced: Callable[[], None], files: Callable[[], None]) -> None:
    """`Dari mana angka ini?` and `Unduh` at the right of the top line; what fills them is drawn only while one is open."""
    looks = (("asal", ":material/account_tree:", traced), ("unduh", ":material/download:", files))
    with line:
        boxes = [(st.popover(t(f"halaman.{key}"), type="tertiary", icon=icon, key=key, on_change="rerun"), draw)
                 for key, icon, draw in looks]  # fmt: skip
    for box, draw in boxes:
        if box.open:
            with box:
                draw()


def _origin(who: Principal, view: View, metrics: list[str], varian: str | None, own: Mapping[str, Callable[[], Rows]]) -> None:
    known, names = data.metrics(), [*own, *metrics]
    chosen = st.pills(
        t("halaman.asal"), names, default=names[0], required=True, key="asal_metrik",
        format_func=lambda m: m if m in own else metric_text.label(m, lang()), label_visibility="collapsed",
    )  # fmt: skip
    if chosen in own:
        body = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in [*own[str(chosen)](), *_sent_rows(who, view)])
        st.html(f'<dl class="asal">{body}</dl>')
        return
    metric = known[str(chosen)]
    rows = rows_of(who, view, metric, varian)
    body = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in rows)
    st.html(f'<dl class="asal">{body}</dl>')
    with st.expander(t("halaman.asal.sql")):
        st.code(metric.sql, language="sql")


def rows_of(who: Principal, view: View, metric: Any, varian: str | None) -> list[tuple[str, str]]:
    """(name, HTML) pairs that trace one figure of the view back to the file it came from."""
    language = lang()
    value = _value(who, view, metric, varian)
    return [
        (metric_text.label(metric.id, language), f"{value} · {formats.period(view.periode)}"),
        (t("halaman.asal.rumus"), escape(metric_text.formula(metric, language))),
        (t("halaman.asal.dasar"), legal_basis(metric.legal_basis)),
        *_sent_rows(who, view),
        (t("halaman.asal.versi"), _version(who, view, metric)),
        (t("halaman.asal.baris"), _rows_behind(who, view)),
    ]


def _sent_rows(who: Principal, view: View) -> Rows:
    sent = data.submission(who, view.kode_wilayah, view.periode) or {}
    return [
        (t("halaman.asal.kiriman"), _submission(sent)),
        (t("halaman.asal.diunggah"), _who_when(sent, "diajukan")),
        (t("halaman.asal.disetujui"), _who_when(sent, "disetujui")),
    ]


def _version(who: Principal, view: View, metric: Any) -> str:
    """Which version counts, which approved one it replaced and why."""
    found = data.versions(who, view.kode_wilayah, view.periode).rows(named=True)
    if not found:
        return formats.NULL
    now, *earlier = found
    parts = [t("halaman.asal.versi.isi", versi=now["versi"], rumus=metric.versi)]
    if earlier:
        day = formats.day(earlier[0]["disetujui_pada"], lang())
        parts.append(t("halaman.asal.versi.lama", versi=earlier[0]["versi"], tanggal=day))
    else:
        parts.append(t("halaman.asal.versi.pertama"))
    if now["alasan"]:
        parts.append(t("halaman.asal.versi.alasan", alasan=now["alasan"]))
    return escape("; ".join(parts))


def _rows_behind(who: Principal, view: View) -> str:
    """`pegawai 4.327 · jabatan 1.812 …`: the rows accepted per dataset, and by how many that differs from the version before."""
    found = data.versions(who, view.kode_wilayah, view.periode)["baris"].to_list()
    counts = [{name: n["diterima"] for name, n in json.loads(text).items()} for text in found[:2]]
    if not counts:
        return formats.NULL
    return " · ".join(_counted(name, n, counts[1].get(name, 0) if counts[1:] else n) for name, n in counts[0].items())


def _counted(dataset: str, rows: int, before: int) -> str:
    more = (
        f" ({'+' if rows > before else formats.MINUS}{formats.number(abs(rows - before), 0, lang())})" if rows != before else ""
    )
    return escape(f"{t(f'kontrak.dataset.{dataset}').lower()} {formats.number(rows, 0, lang())}{more}")


def legal_basis(ids: Sequence[str]) -> str:
    """The titles of the regulations, each with *belum diverifikasi* where nobody checked its values against the text."""
    parts = []
    for name in ids:
        entry = regulations().get(name, {})
        unchecked = any(not (p.get("checked") or {}).get("by") for p in entry.get("parameters", {}).values())
        mark = f" <b>{escape(t('halaman.belum_diverifikasi'))}</b>" if unchecked or not entry.get("parameters") else ""
        parts.append(escape(entry.get("title", name)) + "." + mark)
    return "<br>".join(parts) or escape(t("halaman.asal.tanpa_dasar"))


def _value(who: Principal, view: View, metric: Any, varian: str | None) -> str:
    found = metric_text.pick(
        data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=view.kode_opd, metrik=metric.id), metric, varian
    )
    if found is None or found["nilai"] is None:
        return f"<b class='besar'>{formats.NULL}</b> {escape(metric_text.reason(found, lang()))}"
    shown = f"<b class='besar'>{escape(metric_text.value(metric, found['nilai'], lang()))}</b>"
    if found["penyebut"] is None:
        return shown
    return f"{shown} = {escape(formats.fraction(found['pembilang'], found['penyebut'], lang()))}"


def _submission(sent: dict[str, Any]) -> str:
    names = escape(metric_text.file_names(sent.get("berkas") or ""))
    return f"{names} · {escape(str(sent.get('kiriman_id')))} · SHA-256 {short_hash(sent.get('sha256'))}"


def _who_when(sent: dict[str, Any], step: str) -> str:
    who, when = sent.get(f"{step}_oleh"), sent.get(f"{step}_pada")
    return f"{escape(str(who or formats.NULL))}, {formats.moment(when, lang())}"


def _downloads(who: Principal, view: View, metrics: list[str]) -> None:
    language, sent = lang(), data.submission(who, view.kode_wilayah, view.periode) or {}
    about = [
        t("halaman.unduh.tentang", wilayah=view.nama_wilayah, periode=formats.period(view.periode), versi=sent.get("versi")),
        f"SHA-256 {sent.get('sha256')}",
    ]
    name = f"ramping-{view.kode_wilayah}-{view.periode}.csv"
    st.caption(t("halaman.unduh.isi"))
    downloads.table(
        lambda: figures_table(who, view, metrics, language), name, key="unduh_csv", label=t("halaman.unduh.csv"), about=about,
        type="secondary",
    )  # fmt: skip


def figures_table(who: Principal, view: View, metrics: Sequence[str], language: str) -> pl.DataFrame:
    """The page's figures of the region and every perangkat daerah, as one table."""
    names = data.agencies(who, view.kode_wilayah, view.periode)
    rows = data.metric_values(who, view.kode_wilayah, view.periode, metrik=metrics)
    labels = {m: metric_text.label(m, language) for m in metrics if has(f"metrik.{m}", language)}
    return rows.select(
        "kode_wilayah",
        "periode",
        "kode_unit",
        pl.col("kode_unit").replace_strict(names, default=None, return_dtype=pl.String).alias("nama_unit"),
        pl.col("metrik").replace(labels),
        "varian",
        "pembilang",
        "penyebut",
        "nilai",
        "alasan",
        "versi_rumus",
    )
