"""Hierarki: its switches, its pictures kept per view and theme, and the clicks that open a branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.bagan import org_tree
from pages.charts.branch_icicle import MOST, branch_icicle
from pages.charts.icicle import region_icicle
from pages.charts.layers import people_per_layer
from pages.charts.structure_colours import MODES, Colouring
from pages.ui import address, data, downloads, filters, formats, kotak, panels, struktur, struktur_temuan
from pages.ui import hierarki_tabel as tabel
from pages.ui.filters import View
from pages.ui.links import crumbs
from pages.ui.singkatan import short_post, short_unit
from pages.ui.words import lang, t, theme

METRICS = ("lapisan_maks", "kedalaman_rerata", "rentang_rerata", "rasio_struktural", "lapisan_bayangan")
FORMS = ("icicle", "bagan", "tabel")
BRANCH, FORM, COLOUR, VACANT = "cabang", "bentuk", "warna", "lowong"
"""Widget keys and query parameters."""
_ASKED, _ASKED_FORM = "_pilih_cabang", "_pilih_bentuk"


@dataclass(frozen=True)
class Pilihan:
    """What is shown: the view narrowed to an agency, a post inside it, and how it is drawn."""

    view: View
    cabang: str
    nama: str | None
    bentuk: str
    warna: str
    lowong: bool

    @property
    def key(self) -> tuple[Any, ...]:
        """For `data.remember`."""
        return *self.view.key, self.cabang, self.warna, self.lowong, theme()

    @property
    def varian(self) -> str:
        """With vacancies each empty seat is a mark of its own."""
        return "dengan_lowong" if self.lowong else "terisi"


def controls(who: Principal, view: View) -> Pilihan:
    """The line of switches; all of it lives in the address."""
    address.restore(FORM, {f: f"hierarki.bentuk.{f}" for f in FORMS})
    address.restore(COLOUR, {m: f"hierarki.warna.{m}" for m in MODES})
    if asked := st.session_state.pop(_ASKED_FORM, None):
        st.session_state[FORM] = asked
    with filters.switches():
        view = filters.agency(who, view, width=240)
        bentuk = st.segmented_control(
            t("hierarki.bentuk"), FORMS, default=FORMS[0], required=True, key=FORM, bind="query-params",
            format_func=lambda f: t(f"hierarki.bentuk.{f}"), label_visibility="collapsed",
        )  # fmt: skip
        cabang, nama = _branch_select(who, view) if view.kode_opd else ("", None)
        warna = st.selectbox(
            t("hierarki.warna"), MODES, key=COLOUR, bind="query-params", width=215,
            format_func=lambda m: t(f"hierarki.warna.{m}"), label_visibility="collapsed",
        )  # fmt: skip
        lowong = st.toggle(t("hierarki.tampilkan_lowong"), value=True, key=VACANT, bind="query-params")
    return Pilihan(view, cabang, nama, str(bentuk), str(warna), bool(lowong))


def _branch_select(who: Principal, view: View) -> tuple[str, str | None]:
    """The posts with reports inside the agency; its first entry is the whole agency."""
    names = data.remember(who, "posts_with_reports", view.key, lambda: _managers(who, view))
    if (asked := st.session_state.pop(_ASKED, None)) in names:
        st.session_state[BRANCH] = asked
    whole = t("hierarki.seluruh_opd")
    chosen = st.selectbox(
        t("hierarki.cabang"), ["", *names], key=BRANCH, bind="query-params", width=240,
        format_func=lambda kode: names.get(kode, whole), label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen or ""), names.get(chosen or "")


def _managers(who: Principal, view: View) -> dict[str, str]:
    structural = _nodes(who, view, "struktural")
    own = struktur.branch(structural, structural, view.kode_opd)
    return {
        kode: f"{short_post(nama, 60)} ({kode})"
        for kode, nama in struktur.managers_of(own).select("kode_jabatan", "nama_jabatan").iter_rows()
    }


def path(chosen: Pilihan) -> None:
    """Region › agency › post; each but the last leads back up."""
    view = chosen.view
    steps = [(view.nama_wilayah, {filters.AGENCY: "", BRANCH: ""})]
    if view.nama_opd:
        steps.append((view.nama_opd, {BRANCH: ""}))
    if chosen.nama:
        steps.append((chosen.nama.rpartition(" (")[0], {}))
    crumbs("hierarki", steps)


def has_tree(who: Principal, chosen: Pilihan) -> bool:
    """Whether any post names its superior."""
    rows = _posts(who, chosen)
    return rows.height > 0 and rows["simpul_atasan"].drop_nulls().len() > 0


def finding(who: Principal, chosen: Pilihan) -> str:
    """The page's sentence."""
    return data.remember(who, "hierarki_temuan", chosen.key, lambda: _finding(who, chosen))


def _finding(who: Principal, chosen: Pilihan) -> str:
    nodes = _people(who, chosen)
    past = _before(who, chosen)
    branches = struktur.deepest_branches(nodes, data.units(who, chosen.view.kode_wilayah, chosen.view.periode))
    measured = struktur_temuan.measure(struktur.per_layer(nodes), None if past is None else struktur.per_layer(past), branches)
    name = (
        chosen.nama.rpartition(" (")[0] if chosen.nama else short_unit(chosen.view.nama_opd, 40) if chosen.view.kode_opd else None
    )
    return struktur_temuan.sentence(measured, lang(), name)


def picture(who: Principal, chosen: Pilihan) -> None:
    """Icicle, org tree or table of the chosen branch."""
    alt = finding(who, chosen)
    if chosen.bentuk == "tabel":
        panels.data_table(_table(who, chosen), alt=alt)
    elif chosen.bentuk == "icicle" and not chosen.view.kode_opd:
        points = _plot(data.remember(who, "icicle_wilayah", chosen.key, lambda: _region(who, chosen)), "icicle_wilayah", alt)
        if code := _clicked(points):
            _open_agency(code, who, chosen)
    else:
        build = _icicle if chosen.bentuk == "icicle" else _bagan
        fig, branch = data.remember(who, f"cabang_{chosen.bentuk}", chosen.key, lambda: build(who, chosen))
        points = _plot(fig, f"{chosen.bentuk}_{chosen.view.kode_opd}_{chosen.cabang}", alt)
        _strip(branch, who, chosen)
        # Marks of an icicle come back with their id only.
        codes = {k.id: k.kode for k in branch.kotak} if branch else {}
        if code := _clicked(points) or (codes.get(str(points[0].get("id")), "") if points else ""):
            _open_branch(code, who, chosen)
    _csv(who, chosen)


def _plot(fig: Any, key: str, alt: str) -> list[dict[str, Any]]:
    event = st.plotly_chart(
        fig, theme=None, key=key, alt=alt, on_select="rerun", selection_mode="points", config={"displayModeBar": False}
    )
    return list(event["selection"]["points"])


def _clicked(points: list[dict[str, Any]]) -> str:
    """The code of the clicked mark; empty if nothing that opens was clicked."""
    found = points[0].get("customdata") if points else None
    return str(found[0] if isinstance(found, list) and found else found or "")


def _open_agency(code: str, who: Principal, chosen: Pilihan) -> None:
    """An agency opens its branch; the row of all others opens the table."""
    if code == struktur.REST:
        st.session_state[_ASKED_FORM] = "tabel"
        st.rerun()
    filters.choose_agency(code, who, chosen.view)


def _open_branch(code: str, who: Principal, chosen: Pilihan) -> None:
    if not chosen.view.kode_opd:
        _open_agency(code, who, chosen)
    elif code != chosen.cabang:
        st.session_state[_ASKED] = code
        st.rerun()


def _strip(branch: kotak.Cabang | None, who: Principal, chosen: Pilihan) -> None:
    """UPT side by side as buttons."""
    if branch is None or not branch.strip:
        return
    kind = t(f"hierarki.upt.{branch.strip_kind}")
    names = dict(branch.strip)
    code = st.pills(
        t("hierarki.strip", n=len(names), jenis=kind),
        list(names),
        format_func=names.__getitem__,
        key=f"strip_{chosen.view.kode_opd}_{chosen.cabang}",
    )
    if code:
        _open_branch(code, who, chosen)


def layers(who: Principal, chosen: Pilihan) -> None:
    """People per layer, now against before."""
    past = chosen.view.banding
    note = t("hierarki.catatan_lapisan", kini=formats.period(chosen.view.periode), dulu=formats.period(past)) if past else ""
    panels.section(t("hierarki.orang_per_lapisan"), note)
    fig = data.remember(who, "orang_per_lapisan", chosen.key, lambda: _layers(who, chosen))
    st.plotly_chart(fig, theme=None, key="lapisan", alt=note, config={"displayModeBar": False})


def _layers(who: Principal, chosen: Pilihan) -> Any:
    past = _before(who, chosen)
    now = struktur.per_layer(_people(who, chosen))
    return people_per_layer(now, None if past is None else struktur.per_layer(past), theme(), lang())


def deepest(who: Principal, chosen: Pilihan) -> None:
    """The branches that still reach the deepest layer."""
    depth, table = data.remember(who, "cabang_terdalam", chosen.key, lambda: _deepest(who, chosen))
    panels.section(t("hierarki.cabang_terdalam", n=depth))
    st.dataframe(table, hide_index=True, height="content", row_height=panels.ROW, alt=t("hierarki.cabang_terdalam", n=depth))


def _deepest(who: Principal, chosen: Pilihan) -> tuple[int, pl.DataFrame]:
    units = data.units(who, chosen.view.kode_wilayah, chosen.view.periode)
    found = struktur.deepest_branches(_people(who, chosen), units)
    return int(found["lapisan"].max() or 0), tabel.deepest(found, units, lang())  # type: ignore[arg-type]


def _region(who: Principal, chosen: Pilihan) -> Any:
    view = chosen.view
    nodes = _nodes(who, view, chosen.varian)
    rows, cells = struktur.region_rows(nodes, data.units(who, view.kode_wilayah, view.periode))
    above = struktur.trunk(nodes).select("nama_jabatan", "jenis_jabatan").iter_rows()
    trunk = [(short_post(name, 12), jenis) for name, jenis in above]
    return region_icicle(trunk, rows, cells, struktur.per_layer(nodes), Colouring(chosen.warna, theme()), theme(), lang())


def _icicle(who: Principal, chosen: Pilihan) -> tuple[Any, kotak.Cabang]:
    branch = _boxes(who, chosen)
    return branch_icicle(kotak.within(branch.kotak, MOST, lang()), Colouring(chosen.warna, theme()), theme()), branch


def _bagan(who: Principal, chosen: Pilihan) -> tuple[Any, kotak.Cabang | None]:
    colouring = Colouring(chosen.warna, theme())
    if not chosen.view.kode_opd:
        view, nodes = chosen.view, _nodes(who, chosen.view, chosen.varian)
        found = kotak.region_boxes(nodes, data.units(who, view.kode_wilayah, view.periode), lang())
        return org_tree(found, colouring, theme(), lang()), None
    branch = _boxes(who, chosen)
    return org_tree(branch.kotak, colouring, theme(), lang()), branch


def _boxes(who: Principal, chosen: Pilihan) -> kotak.Cabang:
    view = chosen.view
    shadow = _nodes(who, view, "bayangan").filter((pl.col("jenis_jabatan") == "fungsional") & (pl.col("rentang") > 0))
    still = shadow.group_by("kode_jabatan").agg(pl.col("orang").sum().alias("pengarah"))
    units = data.units(who, view.kode_wilayah, view.periode)
    posts = _posts(who, chosen)
    shown = posts if chosen.lowong else struktur.without_vacancies(posts)
    return kotak.boxes(shown, view.nama_opd or view.nama_wilayah, units, still, lang())


def _table(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    return data.remember(who, "hierarki_tabel", chosen.key, lambda: _build_table(who, chosen))


def _build_table(who: Principal, chosen: Pilihan) -> pl.DataFrame:
    view = chosen.view
    if not view.kode_opd:
        units = data.units(who, view.kode_wilayah, view.periode)
        return tabel.agencies(_people(who, chosen), _before(who, chosen), units, lang(), formats.period(view.banding))
    return tabel.posts(
        _posts(who, chosen),
        _posts(who, chosen, view.banding) if view.banding else None,
        data.positions(who, view.kode_wilayah, view.periode),
        data.units(who, view.kode_wilayah, view.periode),
        lang(),
        formats.period(view.banding),
    )


def _csv(who: Principal, chosen: Pilihan) -> None:
    name = f"ramping-hierarki-{chosen.view.kode_wilayah}-{chosen.view.periode}.csv"
    downloads.table(lambda: _table(who, chosen), name, key="csv_hierarki")


def _nodes(who: Principal, view: View, varian: str) -> pl.DataFrame:
    return data.nodes(who, view.kode_wilayah, view.periode, varian)


def _people(who: Principal, chosen: Pilihan, periode: str | None = None) -> pl.DataFrame:
    """The persons of the branch, by who reports to whom."""
    view = chosen.view
    people, posts = (data.nodes(who, view.kode_wilayah, periode or view.periode, varian) for varian in ("terisi", "struktural"))
    return struktur.branch(people, posts, view.kode_opd, chosen.cabang or None)


def _posts(who: Principal, chosen: Pilihan, periode: str | None = None) -> pl.DataFrame:
    """The posts of the branch where they stand, vacant or not."""
    view, at = chosen.view, periode or chosen.view.periode

    def build() -> pl.DataFrame:
        return struktur.posts(*(data.nodes(who, view.kode_wilayah, at, varian) for varian in ("struktural", "terisi")))

    found = data.remember(who, "jabatan_terisi", (view.kode_wilayah, at), build)
    return struktur.branch(found, found, view.kode_opd, chosen.cabang or None)


def _before(who: Principal, chosen: Pilihan) -> pl.DataFrame | None:
    """The persons of the same branch in the period compared with; None where there is none."""
    found = _people(who, chosen, chosen.view.banding) if chosen.view.banding else None
    return None if found is None or found.is_empty() else found
