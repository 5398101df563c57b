"""Where each figure of Mutu Nasional comes from, and the page's own file."""

from __future__ import annotations

from html import escape

import streamlit as st

from etl.access import Principal
from pages.ui import data, downloads, formats, origin
from pages.ui import mutu_nasional_kata as kata
from pages.ui.mutu_nasional_view import Pilihan
from pages.ui.words import lang, t

FIGURES = ("laju", "pemda", "aturan", "lembar", "revisi", "lompatan", "bertentangan")


def popovers(who: Principal, chosen: Pilihan) -> None:
    """At the right of the top line. Call it last; closed, they cost nothing."""
    origin.popovers(chosen.scene.line, lambda: _origin(chosen), lambda: _files(chosen))


def _origin(chosen: Pilihan) -> None:
    figure = st.pills(
        t("halaman.asal"), FIGURES, default=FIGURES[0], required=True, key="asal_metrik",
        format_func=lambda name: t(f"mutu_nasional.angka.{name}"), label_visibility="collapsed",
    )  # fmt: skip
    rows = [
        (t(f"mutu_nasional.angka.{figure}"), formats.period(chosen.scene.periode)),
        (t("halaman.asal.rumus"), t(f"mutu_nasional.asal.{figure}")),
        (t("halaman.asal.dasar"), t("mutu_nasional.asal.dasar")),
        (t("mutu_nasional.asal.dari"), t("mutu_nasional.asal.dari.isi", n=chosen.isi.approved, semua=chosen.isi.diharapkan)),
        (t("halaman.asal.versi"), t("mutu_nasional.asal.versi", snapshot=data.snapshot())),
    ]
    st.html('<dl class="asal">' + "".join(f"<dt>{escape(k)}</dt><dd>{escape(said)}</dd>" for k, said in rows) + "</dl>")


def _files(chosen: Pilihan) -> None:
    st.caption(t("mutu_nasional.unduh.isi"))
    name = f"ramping-mutu-nasional-{chosen.scene.periode}.csv"
    about = [t("mutu_nasional.unduh.tentang", tempat=chosen.scene.nama, periode=formats.period(chosen.scene.periode))]
    downloads.table(
        lambda: kata.government_table(chosen.isi, lang()), name, key="unduh_csv", label=t("halaman.unduh.csv"), about=about,
        type="secondary",
    )  # fmt: skip
