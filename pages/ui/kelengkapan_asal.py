"""Where each figure of Kelengkapan comes from, and where every government of the place stands as a file."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.ui import data, downloads, formats, origin
from pages.ui import kelengkapan_kata as kata
from pages.ui import kelengkapan_model as model
from pages.ui.kelengkapan_view import Isi
from pages.ui.kiriman_model import t_word, today
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t

SHARES = ("diterima", "tepat", "disetujui", "valid", "diam")
FIGURES = (*SHARES, "tenggat")
COLUMNS = (
    "kode_wilayah", "nama", "nama_provinsi", "periode", "diharapkan", "keadaan", "tenggat", "zona", "dikirim", "tepat_waktu",
    "telat_hari", "valid", "kiriman_id", "versi", "disetujui_pada",
)  # fmt: skip


def popovers(scene: Scene, isi: Isi) -> None:
    """At the right of the top line. Call it last; closed, they cost nothing."""
    origin.popovers(scene.line, lambda: _origin(scene, isi), lambda: _files(scene, isi))


def _origin(scene: Scene, isi: Isi) -> None:
    figure = str(st.pills(
        t("halaman.asal"), FIGURES, default=FIGURES[0], required=True, key="asal_metrik",
        format_func=lambda name: t(f"kelengkapan.asal.nama.{name}"), label_visibility="collapsed",
    ))  # fmt: skip
    body = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in rows(scene, isi, figure))
    st.html(f'<dl class="asal">{body}</dl>')


def rows(scene: Scene, isi: Isi, figure: str) -> origin.Rows:
    """(name, HTML) pairs of one figure: value, definition, what it is counted of, basis, source, version of the data."""
    approved = isi.rows.filter(periode=scene.periode).drop_nulls("kiriman_id")["disetujui_pada"].sort(descending=True).to_list()
    sent = {"n": formats.number(len(approved), 0, lang()), "tanggal": formats.day(next(iter(approved), None), lang())}
    version = {"snapshot": data.snapshot(), "keadaan": kata.as_of(today("WIB"), lang())}
    return [
        (t(f"kelengkapan.asal.nama.{figure}"), f"{_shown(isi, figure)} · {formats.period(scene.periode)}"),
        (t("halaman.asal.rumus"), escape(t(f"kelengkapan.asal.{figure}"))),
        (t("nasional.asal.wajib"), escape(t("nasional.asal.wajib.isi", n=formats.number(isi.now.wajib, 0, lang())))),
        (t("halaman.asal.dasar"), origin.legal_basis(["acuan-nasional", "acuan-kiriman"])),
        (t("kelengkapan.asal.sumber"), escape(t("kelengkapan.asal.sumber.isi"))),
        (t("halaman.asal.kiriman"), escape(t("nasional.asal.kiriman", **sent))),
        (t("halaman.asal.versi"), escape(t("kelengkapan.asal.versi", **version))),
    ]


def _shown(isi: Isi, figure: str) -> str:
    if figure == "tenggat":
        due = model.usual(isi.due)
        words = (t_word(-due.sisa), f"{formats.day(due.tenggat, lang())} {due.zona}") if due else (formats.NULL, "")
        return f"<b class='besar'>{words[0]}</b> {escape(words[1])}"
    count = getattr(isi.now, figure)
    share = formats.percent(100 * count / isi.now.wajib if isi.now.wajib else None, lang())
    fraction = t("nasional.pecahan", a=formats.number(count, 0, lang()), b=formats.number(isi.now.wajib, 0, lang()))
    return f"<b class='besar'>{escape(share)}</b> = {escape(fraction)}"


def _files(scene: Scene, isi: Isi) -> None:
    st.caption(t("kelengkapan.unduh"))
    name = f"ramping-kelengkapan-{scene.kode_provinsi or 'nasional'}-{scene.periode}.csv"
    about = [f"{scene.nama}, {formats.period(scene.periode)}, {kata.as_of(today('WIB'), lang())}"]
    downloads.table(
        lambda: standing(scene, isi), name, key="unduh_csv", label=t("halaman.unduh.csv"), about=about, type="secondary"
    )


def standing(scene: Scene, isi: Isi) -> pl.DataFrame:
    """Every government of the place in the quarter, with its days and the submission that counts."""
    return isi.rows.filter(periode=scene.periode).select(*COLUMNS).sort("kode_wilayah")
