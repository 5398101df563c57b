"""Region, period, comparison and agency: selectboxes whose values live in the address, so a link reopens the same view.

Values in the address are names (`Kota Cilegon`, `TW IV 2024`), the same in both languages; what lies outside the reader's
scope is not among the options, and Streamlit drops it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import address, data, links, reader
from pages.ui.formats import period
from pages.ui.shared import asked, on_every_page
from pages.ui.words import lang, t

REGION, PERIOD, COMPARE, AGENCY = "wilayah", "periode", "banding", "opd"
"""Widget keys and query parameters."""
SEARCH = "cari"
PROVINCE = "provinsi"
SHARED = (REGION, PERIOD, COMPARE, AGENCY, PROVINCE)
"""Widgets that more than one page draws."""
MOST_RESULTS = 8


@dataclass(frozen=True)
class View:
    """What is being looked at. `key` is the part that figures depend on."""

    kode_wilayah: str
    nama_wilayah: str
    periode: str
    banding: str | None
    """The period compared with; None where the region has only one."""
    periods: tuple[str, ...]
    """All periods of the region, newest first."""
    kode_opd: str | None = None
    nama_opd: str | None = None
    line: Any = field(default=None, compare=False, repr=False)
    """The container of the top line."""

    @property
    def dasar(self) -> str | None:
        """The baseline: the region's oldest period; None where that is the period itself."""
        return self.periods[-1] if self.periods[-1] != self.periode else None

    @property
    def key(self) -> tuple[str, str, str | None, str | None, str]:
        """For `data.remember`: view and language."""
        return self.kode_wilayah, self.periode, self.banding, self.kode_opd, lang()

    def query(self, **changes: str | None) -> dict[str, str]:
        """Query parameters for a link to another page in this view, with changes (None drops one).

        Only what the next page cannot know: Streamlit takes region, period and comparison along, and naming them in the link
        would put them into the address twice.
        """
        return {name: value for name, value in changes.items() if value}


def versus(code: str) -> str:
    """`vs TW III 2024`; `vs –` for no comparison. The same in both languages, because it stands in addresses."""
    return f"vs {period(code)}"


def _comparable(periods: list[str], chosen: str) -> list[str]:
    """The periods to compare with: earlier ones first, newest first. The oldest is compared with nothing unless asked."""
    earlier = [p for p in periods if p < chosen]
    return [*(earlier or [""]), *(p for p in reversed(periods) if p > chosen)]


def region_and_period(who: Principal, *, baseline_first: bool = False) -> View:
    """The top line with its three selectboxes; stops with an empty state where nothing is approved yet.

    baseline_first: structure moves in years, so its pages compare with the oldest period unless told otherwise.
    """
    with on_every_page():
        line = st.container(horizontal=True, vertical_alignment="center", key="garis")
    found = data.regions(who)
    if found.is_empty():
        st.container(border=True).markdown(t("halaman.kosong.wilayah"))
        st.stop()
    names = dict(zip(found["kode_wilayah"].to_list(), found["nama"].to_list(), strict=True))
    with line:
        kode = _select("halaman.saring.wilayah", list(names), names.__getitem__, REGION, 185)
        periods = data.periods(who, kode)
        if not periods:
            st.container(border=True).markdown(t("halaman.kosong.periode", wilayah=names[kode]))
            st.stop()
        chosen = _select("halaman.saring.periode", periods, period, PERIOD, 130)
        banding = compared(periods, chosen, baseline_first=baseline_first)
    reader.looks_at(kode, periode=chosen, banding=banding)
    return View(kode, names[kode], chosen, banding, tuple(periods), line=line)


def compared(periods: list[str], chosen: str, *, baseline_first: bool = False) -> str | None:
    """The selectbox of the period compared with; None where there is no other."""
    others = _comparable(periods, chosen)
    if baseline_first and periods[-1] in others:
        others = [periods[-1], *(p for p in others if p != periods[-1])]
    _follow(COMPARE, others[0])
    return _select("halaman.saring.banding", others, versus, COMPARE, 155) or None


def _follow(key: str, default: str) -> None:
    """Who left the choice at its default gets the new default when page or period change it."""
    before, st.session_state[f"_baku_{key}"] = st.session_state.get(f"_baku_{key}"), default
    if before not in (None, default) and st.session_state.get(key) == before:
        st.session_state[key] = default


def agency(who: Principal, view: View, *, width: int = 300) -> View:
    """A selectbox of the region's perangkat daerah (first: the whole region), and the view narrowed to the choice.

    Who reads for one agency only is not offered the region: its figures are not theirs to see.
    """
    names = data.agencies(who, view.kode_wilayah, view.periode)
    everything = t("halaman.saring.seluruh")
    options = list(names) if names and who.scope.kode_unit else ["", *names]
    wanted = next((kode for kode, name in names.items() if name == asked(AGENCY)), None)
    if wanted and st.session_state.get(AGENCY, wanted) != wanted:
        st.session_state[AGENCY] = wanted
    chosen = _select("halaman.saring.opd", options, lambda kode: names.get(kode, everything), AGENCY, width)
    return replace(view, kode_opd=chosen or None, nama_opd=names.get(chosen))


def switches() -> Any:
    """The line of a page's switches; it holds the agency, which goes along to the next page."""
    with on_every_page():
        return st.container(horizontal=True, vertical_alignment="center", key="saklar")


def choose_agency(kode_opd: str, who: Principal, view: View) -> None:
    """For a click in a chart: set the agency selectbox and rerun. The next run reads the choice."""
    if kode_opd in data.agencies(who, view.kode_wilayah, view.periode):
        clicked(AGENCY, kode_opd)


def clicked(key: str, value: str | None) -> None:
    """Set a bound widget to what was clicked (None: nothing). A widget already drawn cannot be set: the next run does it.

    A chart goes on reporting its last click, so only a new one counts.
    """
    before = st.session_state.get(f"_klik_{key}")
    st.session_state[f"_klik_{key}"] = value
    if value is not None and value != before:
        st.session_state[f"_pilih_{key}"] = value
        st.rerun()


def offer(page: str, who: Principal, view: View, kode_opd: str) -> None:
    """After a click on an agency: a link that opens another page on it, in the same view.

    A link, not st.switch_page: that clears query parameters, which Streamlit refuses for those bound to widgets.
    """
    name = data.agencies(who, view.kode_wilayah, view.periode)[kode_opd]
    st.page_link(f"pages/{page}.py", label=t("halaman.buka", opd=name), query_params=view.query(opd=name))


def bound_choice(label: str, options: list[str], key: str, *, width: int = 460, shown: Callable[[str], str] = str) -> str:
    """A selectbox kept in the address; what `clicked` records moves it. shown: option → as written."""
    return _select(label, options, shown, key, width, visible=True)


def bound_switch(label: str, options: tuple[str, ...], key: str) -> str:
    """A row of buttons kept in the address; texts are `<label>.<option>`."""
    address.restore(key, {option: f"{label}.{option}" for option in options})
    chosen = st.segmented_control(
        t(label), options, default=options[0], required=True, key=key, bind="query-params",
        format_func=lambda option: t(f"{label}.{option}"), label_visibility="collapsed",
    )  # fmt: skip
    # An address that names the switch without a value chooses nothing, whatever `required` says.
    return str(chosen or options[0])


def search(who: Principal, view: View) -> None:
    """In the top line: find an agency, a post or an indicator by name; the results are links that keep the view."""
    with view.line:
        box = st.popover(t("halaman.cari"), type="tertiary", icon=":material/search:", key=SEARCH, on_change="rerun")
    if not box.open:
        return
    with box:
        words = st.text_input(t("halaman.cari.kotak"), key="cari_kata")
        if words and len(words.strip()) > 1:
            _results(view, data.search(who, view.kode_wilayah, view.periode, words.strip()), words, who)


def _results(view: View, found: pl.DataFrame, words: str, who: Principal) -> None:
    if found.is_empty():
        st.markdown(t("halaman.cari.kosong", kata=words))
    names = data.agencies(who, view.kode_wilayah, view.periode)
    for kind, page in (("unit", "hierarki"), ("jabatan", "hierarki"), ("indikator", "capaian_kinerja")):
        rows = found.filter(pl.col("jenis") == kind).unique(["nama", "kode_opd"], keep="first", maintain_order=True)
        if rows.height:
            st.caption(t(f"halaman.cari.{kind}"))
        for place, row in enumerate(rows.head(MOST_RESULTS).iter_rows(named=True)):
            home = names.get(row["kode_opd"])
            label = f"{row['nama']} · {home}" if home and home != row["nama"] else row["nama"]
            inside = {"indikator": row["nama"]} if kind == "indikator" else {"cabang": ""}
            widgets = {AGENCY: row["kode_opd"] if home else "", SEARCH: False} | inside
            links.link(page, label, view.query(opd=home, **inside), widgets, key=f"cari_{kind}_{place}")
        if rows.height > MOST_RESULTS:
            st.caption(t("halaman.cari.batas", n=rows.height - MOST_RESULTS))


def shared_choice(label: str, options: list[str], shown: Any, key: str, width: int) -> str:
    """A selectbox of the top line whose value goes along to the next page."""
    return _select(label, options, shown, key, width)


def _select(label: str, options: list[str], shown: Any, key: str, width: int, *, visible: bool = False) -> str:
    asked = st.session_state.pop(f"_pilih_{key}", None)
    if asked in options:
        st.session_state[key] = asked
    with on_every_page() if key in SHARED else nullcontext():
        chosen = st.selectbox(
            t(label), options, format_func=shown, key=key, bind="query-params", width=width,
            label_visibility="visible" if visible else "collapsed",
        )  # fmt: skip
    return str(chosen)
