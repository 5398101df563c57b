"""The parts that every page is put together from: head, finding, chart with its table, empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.locale import has
from pages.ui import data, downloads, formats
from pages.ui.changes import Sentence
from pages.ui.filters import View
from pages.ui.words import lang, t

ROW = 31
MOST_ROWS = 200


def page_head(who: Principal, view: View) -> None:
    """The rest of the top line: sample badge, n of N reporting, version and approval."""
    sent = data.submission(who, view.kode_wilayah, view.periode)
    with view.line:
        if sent and sent["sumber"] == "contoh":
            st.badge(t("halaman.contoh"), color="orange", icon=":material/science:", help=t("halaman.contoh.arti"))
        st.markdown(data.remember(who, "status", view.key, lambda: status_line(who, view)), width="stretch")


def status_line(who: Principal, view: View) -> str:
    """`35 dari 36 OPD melapor · versi 3, disetujui 14 Jan 2025`."""
    sent = data.submission(who, view.kode_wilayah, view.periode)
    if sent is None:
        return t("halaman.belum_disetujui")
    told, all_of_them = reporting(who, view)
    if sent["disetujui_pada"] is None:
        return t("halaman.melapor.draf", n=told, semua=all_of_them, versi=sent["versi"])
    return t(
        "halaman.melapor",
        n=told,
        semua=all_of_them,
        versi=sent["versi"],
        tanggal=formats.day(sent["disetujui_pada"], lang()),
    )


def reporting(who: Principal, view: View) -> tuple[int, int]:
    """How many perangkat daerah filled at least one realisation, of how many there are."""
    rows = data.metric_values(who, view.kode_wilayah, view.periods)
    told = (pl.col("metrik") == "realisasi_terisi") & (pl.col("periode") == view.periode) & (pl.col("pembilang") > 0)
    return rows.filter(told & pl.col("kode_unit").is_not_null()).height, len(data.agencies(who, view.kode_wilayah, view.periode))


def finding(sentence: str) -> None:
    """The page's finding, as its heading."""
    st.html(f'<h1 class="temuan">{sentence}</h1>')


def section(title: str, note: str = "") -> None:
    """A chart's title and the small note under it: one element."""
    st.html(f'<h2 class="bagian">{escape(title)}</h2><p class="catatan">{escape(note)}</p>')


def chart_with_table(
    build: Callable[[], Any],
    table: pl.DataFrame | Callable[[], pl.DataFrame],
    *,
    key: str,
    alt: str,
    columns: dict[str, str] | None = None,
    clickable: bool = False,
    height: int | str = "content",
    links: dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """A chart and its table twin, swapped in place by `Grafik | Tabel`, and the CSV of the same rows in the same order.

    build: called only while the chart shows (keep figures with `data.remember`); table, where it is a function, only for the
    table and the CSV. columns: column → heading; others are left out.
    links: heading of a column of addresses → the words that stand there as a link; the CSV leaves it out.
    Returns the clicked points (each with its `customdata`), empty unless clickable.
    """

    def shown() -> pl.DataFrame:
        rows = table() if callable(table) else table
        return rows.select(columns).rename(columns) if columns else rows

    place = st.container(gap="xsmall")
    with st.container(horizontal=True, key=f"kembar_{key}", vertical_alignment="center", gap="small"):
        options = ["grafik", "tabel"]
        chosen = st.segmented_control(
            t("halaman.bentuk"), options, default="grafik", required=True, key=f"bentuk_{key}",
            format_func=lambda o: t(f"halaman.bentuk.{o}"), label_visibility="collapsed",
        )  # fmt: skip
        downloads.table(lambda: shown().drop(links or ()), f"ramping-{key}.csv", key=f"csv_{key}")
    with place:
        if chosen == "tabel":
            opens = {name: st.column_config.LinkColumn(display_text=words) for name, words in (links or {}).items()}
            data_table(shown(), alt=alt, config=opens or None)
            return []
        return _chart(build(), key, alt, clickable, height)


def data_table(table: pl.DataFrame, *, alt: str, config: dict[str, Any] | None = None) -> None:
    """A table: at most 200 rows a page, numbers as ready-made text on the right."""
    rows = _page_of(table)
    st.dataframe(rows, hide_index=True, height="content", row_height=ROW, alt=alt, column_config=config)


def sentences(view: View, lines: Sequence[Sentence]) -> None:
    """Sentences as links to the page that shows their evidence, in the same session and the same view."""
    with st.container(key="berubah", gap=None):
        if not lines:
            st.caption(t("halaman.berubah.tidak_ada"))
        for line in lines:
            label = f"{line.words} {t(f'halaman.judul.{line.page}')} ›"
            st.page_link(f"pages/{line.page}.py", label=label, query_params=view.query(**dict(line.query)), width="stretch")


def empty_state(sentence: str, label: str | None = None, page: str | None = None) -> None:
    """What is missing and what to do next: one sentence and at most one link."""
    with st.container(border=True):
        st.markdown(sentence)
        if label and page:
            st.page_link(page, label=label)


def questions(page: str) -> None:
    """At the foot of a page: the questions that it answers."""
    numbered = [key for n in range(1, 9) if has(key := f"halaman.pertanyaan.{page}.{n}", lang())]
    with st.expander(t("halaman.pertanyaan"), icon=":material/help:"):
        st.markdown("\n".join(f"- {t(key)}" for key in numbered))


def source_line(who: Principal, view: View, *notes: str) -> None:
    """`sumber: kiriman …, SHA-256 …` under a page's charts, with notes on scales."""
    sent = data.submission(who, view.kode_wilayah, view.periode)
    if sent:
        parts = [t("halaman.sumber", kiriman=sent["kiriman_id"], sidik=short_hash(sent["sha256"])), *notes]
        st.caption(" · ".join(parts))


def short_hash(sha256: str | None) -> str:
    """`9f3a…c21e`."""
    return f"{sha256[:4]}…{sha256[-4:]}" if sha256 else formats.NULL


def _chart(fig: Any, key: str, alt: str, clickable: bool, height: int | str) -> list[dict[str, Any]]:
    config = {"displayModeBar": False, "responsive": True}
    if not clickable:
        st.plotly_chart(fig, theme=None, key=key, alt=alt, config=config)
        return []
    event = st.plotly_chart(fig, theme=None, key=key, alt=alt, config=config, on_select="rerun", selection_mode="points")
    points: Sequence[dict[str, Any]] = event["selection"]["points"]
    return list(points)


def _page_of(table: pl.DataFrame) -> pl.DataFrame:
    if table.height <= MOST_ROWS:
        return table
    pages = -(-table.height // MOST_ROWS)
    chosen = st.pagination(pages)
    return table.slice((chosen - 1) * MOST_ROWS, MOST_ROWS)
