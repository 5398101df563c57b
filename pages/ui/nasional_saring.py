"""The top line of the pages about many governments: the nation or a province, the quarter and the one compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import filters, nasional_data, reader
from pages.ui.formats import period
from pages.ui.shared import on_every_page
from pages.ui.words import lang, t


@dataclass(frozen=True)
class Scene:
    """Which governments and quarters are looked at. `key` is the part that figures depend on."""

    kode_provinsi: str | None
    """None: the nation."""
    nama: str
    periode: str
    banding: str | None
    periods: tuple[str, ...]
    """All quarters in which anybody reports, newest first."""
    line: Any = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str | None, str, str | None, str]:
        """For `data.remember`: place, quarters and language."""
        return self.kode_provinsi, self.periode, self.banding, lang()

    def governments(self) -> pl.DataFrame:
        """The governments of the place; see `nasional_data.reference`."""
        everybody = nasional_data.reference()
        return everybody if self.kode_provinsi is None else everybody.filter(pl.col("kode_provinsi") == self.kode_provinsi)

    def within(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of the place, by their kode_wilayah."""
        return frame if self.kode_provinsi is None else frame.join(self.governments(), on="kode_wilayah", how="semi")


def places(who: Principal) -> dict[str, str]:
    """What the reader may look at: `` the nation, else codes of provinces, with their names."""
    named = dict(nasional_data.provinces().select("kode_provinsi", "nama_provinsi").iter_rows())
    if who.scope.pattern == "*":
        return {"": t("halaman.nasional"), **named}
    return {code: name for code, name in named.items() if who.scope.covers(code)}


def scene(who: Principal, *, last: bool = True) -> Scene:
    """The top line with its selectboxes; stops with an empty state where nobody has reported or is expected to.

    last: whether quarters are compared (a third selectbox).
    """
    with on_every_page():
        line = st.container(horizontal=True, vertical_alignment="center", key="garis")
    names, periods = places(who), nasional_data.national_periods(who)
    if not periods or not names:
        st.container(border=True).markdown(t("halaman.kosong.nasional"))
        st.stop()
    with line:
        code = filters.shared_choice("halaman.saring.provinsi", list(names), names.__getitem__, filters.PROVINCE, 185)
        chosen = filters.shared_choice("halaman.saring.periode", periods, period, filters.PERIOD, 130)
        banding = filters.compared(periods, chosen) if last else None
    reader.looks_at(None, provinsi=names[code], periode=chosen, banding=banding)
    return Scene(code or None, names[code], chosen, banding, tuple(periods), line=line)


def province_of(name: str) -> str | None:
    """The code of a province by its name, for links."""
    known = nasional_data.provinces()
    return dict(zip(known["nama_provinsi"].to_list(), known["kode_provinsi"].to_list(), strict=True)).get(name)
