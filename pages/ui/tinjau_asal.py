"""Where each figure of Tinjau comes from, and all that waits as a file."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.ui import data, downloads, formats, origin
from pages.ui import tinjau_model as model
from pages.ui.tinjau_view import Shown, open_table
from pages.ui.words import lang, t

FIGURES = ("dikembalikan", model.GOVERNMENT, model.REVIEWER, "selesai")


def popovers(shown: Shown) -> None:
    """At the right of the top line. Call it last; closed, they cost nothing."""
    origin.popovers(shown.line, lambda: _origin(shown), lambda: _files(shown))


def _origin(shown: Shown) -> None:
    figure = str(st.pills(
        t("halaman.asal"), FIGURES, default=FIGURES[0], required=True, key="asal_metrik",
        format_func=lambda name: t(f"tinjau.petak.{name}"), label_visibility="collapsed",
    ))  # fmt: skip
    body = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in rows(shown, figure))
    st.html(f'<dl class="asal">{body}</dl>')


def rows(shown: Shown, figure: str) -> origin.Rows:
    """(name, HTML) pairs of one count: number, definition, quarters, source, version of the data."""
    count = formats.number(model.counts(shown.threads, shown.open)[figure], 0, lang())
    quarters = sorted({*(one.periode for one in shown.threads), *shown.reviews["periode"]})
    span = " – ".join(formats.period(p) for p in dict.fromkeys([quarters[0], quarters[-1]])) if quarters else formats.NULL
    newest = max([*(one.since for one in shown.threads), *shown.reviews["waktu"]], default=None)
    version = {"snapshot": data.snapshot(), "waktu": formats.moment(newest, lang(), shown.zona)}
    return [
        (t(f"tinjau.petak.{figure}"), f"<b class='besar'>{count}</b> {escape(t(f'tinjau.petak.{figure}.isi'))}"),
        (t("halaman.asal.rumus"), escape(t(f"tinjau.asal.{figure}"))),
        (t("tinjau.asal.cakupan"), escape(t("tinjau.asal.cakupan.isi", tempat=shown.tempat, triwulan=span))),
        (t("kelengkapan.asal.sumber"), escape(t("tinjau.asal.sumber"))),
        (t("halaman.asal.dasar"), escape(t("tinjau.asal.dasar"))),
        (t("halaman.asal.versi"), escape(t("tinjau.asal.versi", **version))),
    ]


def _files(shown: Shown) -> None:
    st.caption(t("tinjau.unduh"))
    downloads.table(
        lambda: open_table(shown.open, shown.names, lang()), "ramping-tinjau-menunggu.csv", key="unduh_csv",
        label=t("halaman.unduh.csv"), about=[shown.tempat], type="secondary",
    )  # fmt: skip
