"""`Dari mana angka ini?` and `Unduh` for figures of many governments: how each is formed, and the part of every one of them."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from etl.metrics import national
from pages.ui import data, downloads, formats, metric_text, origin
from pages.ui import nasional_kata as kata
from pages.ui import nasional_model as model
from pages.ui.nasional_model import COMPLETE
from pages.ui.nasional_view import Pilihan
from pages.ui.words import lang, t

COUNTED = ("melapor", "tepat", "disetujui")


def where_from(chosen: Pilihan) -> None:
    """Fill the two popovers. Call it last: popovers land at the end of the top line."""
    origin.popovers(chosen.scene.line, lambda: _origin(chosen), lambda: _files(chosen))


def _files(chosen: Pilihan) -> None:
    st.caption(t("nasional.unduh"))
    name = f"ramping-nasional-{chosen.scene.periode}.csv"
    downloads.table(lambda: parts(chosen), name, key="unduh_csv", label=t("halaman.unduh.csv"), type="secondary")


def _origin(chosen: Pilihan) -> None:
    names = [*COUNTED, *dict.fromkeys([*model.TILES, chosen.isi.metrik])]
    asked = st.pills(
        t("halaman.asal"), names, default=names[0], required=True, key="asal_metrik",
        format_func=lambda m: t(f"nasional.petak.{m}") if m in COUNTED else metric_text.label(m, lang()),
        label_visibility="collapsed",
    )  # fmt: skip
    name = str(asked)
    rows = counted_rows(chosen, name) if name in COUNTED else metric_rows(chosen, name)
    body = "".join(f"<dt>{escape(head)}</dt><dd>{text}</dd>" for head, text in rows)
    st.html(f'<dl class="asal">{body}</dl>')
    file = f"ramping-nasional-{name}-{chosen.scene.periode}.csv"
    downloads.table(lambda: parts(chosen, name), file, key="csv_nasional-asal", label=t("nasional.asal.csv"), type="secondary")
    if name not in COUNTED:
        with st.expander(t("halaman.asal.sql")):
            st.code(data.metrics()[name].sql, language="sql")


def counted_rows(chosen: Pilihan, name: str) -> list[tuple[str, str]]:
    """(name, HTML) pairs of a figure of reporting."""
    told = chosen.isi.told
    n = getattr(told, name)
    shown = kata.value(COMPLETE, 100 * n / told.wajib if told.wajib else None, lang())
    parts_ = text_fraction(n, told.wajib)
    return [
        (t(f"nasional.petak.{name}"), f"<b class='besar'>{shown}</b> = {parts_} · {formats.period(chosen.scene.periode)}"),
        (t("halaman.asal.rumus"), escape(t(f"nasional.asal.rumus.{name}"))),
        (t("nasional.asal.wajib"), escape(t("nasional.asal.wajib.isi", n=formats.number(told.wajib, 0, lang())))),
        (t("halaman.asal.dasar"), origin.legal_basis(["acuan-nasional", "acuan-kiriman"])),
        (t("halaman.asal.kiriman"), escape(_sent(chosen))),
    ]


def text_fraction(n: int, due: int) -> str:
    """`452 / 546 pemda`."""
    return escape(t("nasional.pecahan", a=formats.number(n, 0, lang()), b=formats.number(due, 0, lang())))


def metric_rows(chosen: Pilihan, name: str) -> list[tuple[str, str]]:
    """(name, HTML) pairs of a metric: how it is measured in one government, and how the figure of many is formed."""
    metric, scene = data.metrics()[name], chosen.scene
    middle = name == "capaian_kinerja"
    found = kata.figure(chosen.isi.values, name, scene.periode, middle=middle)
    way = "median" if middle else national.way(metric)
    shown, words = kata.value(name, found.get("nilai"), lang()), kata.fraction(name, found, lang())
    many = {"n": formats.number(found.get("n") or 0, 0, lang()), "semua": formats.number(chosen.isi.told.wajib, 0, lang())}
    return [
        (
            kata.tile_label(name, lang()),
            f"<b class='besar'>{escape(shown)}</b> = {escape(words)} · {formats.period(scene.periode)}",
        ),
        (t("nasional.asal.gabung"), escape(t(f"nasional.asal.cara.{way}", **many))),
        (t("halaman.asal.rumus"), escape(metric_text.formula(metric, lang()))),
        (t("halaman.asal.dasar"), origin.legal_basis(metric.legal_basis)),
        (t("halaman.asal.kiriman"), escape(_sent(chosen))),
        (t("halaman.asal.versi"), escape(t("nasional.asal.versi", rumus=metric.versi, snapshot=data.snapshot()))),
    ]


def _sent(chosen: Pilihan) -> str:
    n = chosen.isi.board["kiriman_id"].drop_nulls().len()
    day = formats.day(chosen.isi.latest, lang())
    return t("nasional.asal.kiriman", n=formats.number(n, 0, lang()), tanggal=day)


def parts(chosen: Pilihan, name: str | None = None) -> pl.DataFrame:
    """Every government of the place with where it stands, its submission, and its part of one figure (of all: None)."""
    isi, periode = chosen.isi, chosen.scene.periode
    columns = ["kode_wilayah", "keadaan", "tenggat", "dikirim", "tepat_waktu", "kiriman_id", "versi", "disetujui_pada"]
    board = isi.places.select("kode_wilayah", "nama", "kode_provinsi", "nama_provinsi").join(
        isi.board.select(columns), on="kode_wilayah", how="left", maintain_order="left"
    )
    board = board.insert_column(0, pl.lit(periode).alias("periode"))
    if name in COUNTED:
        return board
    wanted = isi.values.filter(pl.col("periode") == periode)
    wanted = wanted if name is None else wanted.filter(pl.col("metrik") == name)
    figures = wanted.select("kode_wilayah", "metrik", "varian", "pembilang", "penyebut", "nilai", "alasan")
    return board.join(figures, on="kode_wilayah", how="left", maintain_order="left")
