"""The lower part of Peta Jabatan, one section at a time: sizes, levels, classes, names, vacancies, workload."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.charts.class_columns import class_columns
from pages.ui import data, downloads, filters, formats, lembar_kosong, panels, peta_beban
from pages.ui import peta_model as model
from pages.ui import peta_tabel as tabel
from pages.ui.peta_view import Pilihan
from pages.ui.regulation_names import marked
from pages.ui.words import lang, t, theme

SECTION = "bagian"
"""Widget key and query parameter."""


def section(who: Principal, chosen: Pilihan) -> None:
    """The row of buttons and the section that it chooses; only that one is computed."""
    shown: dict[str, Callable[[Principal, Pilihan], None]] = {
        "ukuran": _sizes, "jenjang": _levels, "kelas": _classes, "nama": _names, "lowong": _vacant, "beban": _workload,
    }  # fmt: skip
    shown[filters.bound_switch("peta.bagian", tuple(shown), SECTION)](who, chosen)


def _table(key: str, table: pl.DataFrame, alt: str, left: tuple[str, ...]) -> None:
    """A table with its CSV; all columns but those named stand at the right."""
    names = {t(f"peta.kolom.{name}") for name in left}
    right = {c: st.column_config.TextColumn(alignment="right") for c in table.columns if c not in names}
    panels.data_table(table, alt=alt, config=right)
    downloads.table(table, f"ramping-{key}.csv", key=f"csv_peta_{key}")


def _sizes(who: Principal, chosen: Pilihan) -> None:
    isi, view = chosen.isi, chosen.view
    panels.section(t("peta.ukuran"), t("peta.ukuran.catatan"))
    found = [g for g in isi.opd if view.kode_opd in (None, g.kode)]
    if not found:
        st.caption(t("peta.kosong.kolom"))
        return
    table = data.remember(who, "peta_ukuran", chosen.key, lambda: tabel.right_size(found, isi.ukuran, isi.pindah, lang()))
    _table("ukuran", table, t("peta.ukuran"), ("opd", "jabatan_kurang", "jabatan_lebih"))


def _spread(who: Principal, chosen: Pilihan, name: str) -> pl.DataFrame:
    view = chosen.view
    return data.distributions(who, view.kode_wilayah, view.periode, name, kode_unit=view.kode_opd)


def _levels(who: Principal, chosen: Pilihan) -> None:
    panels.section(t("peta.jenjang"), t("peta.jenjang.catatan"))
    found = model.levels(_spread(who, chosen, "kebutuhan_terisi"))
    if found:
        _table("jenjang", tabel.levels(found, lang()), t("peta.jenjang"), ("kategori", "jenjang"))
    else:
        st.caption(t("peta.kosong.kolom"))


def _classes(who: Principal, chosen: Pilihan) -> None:
    spread = _spread(who, chosen, "kelas_jabatan")
    counts = dict(spread.group_by("sumbu_x").agg(pl.col("jumlah").sum()).iter_rows())
    total, without = sum(counts.values()), counts.get("-", 0)
    words = {"n": formats.number(without, 0, lang()), "semua": formats.number(total, 0, lang())}
    title = t("peta.kelas.judul" if without else "peta.kelas.judul.semua", **words)
    panels.section(title, t("peta.kelas.catatan", aturan=marked("permenpanrb-34-2011", lang())))
    if not total:
        st.caption(lembar_kosong.sentence("jabatan", lang(), ("kelas",)))
        return
    panels.chart_with_table(
        lambda: data.remember(who, "peta_kelas", chosen.key, lambda: class_columns(counts, theme(), lang())),
        lambda: tabel.classes(spread, lang()),
        key="kelas",
        alt=title,
    )


def _names(who: Principal, chosen: Pilihan) -> None:
    spread = _spread(who, chosen, "kelompok_pelaksana")
    table = data.remember(who, "peta_nama", chosen.key, lambda: tabel.outside(chosen.isi.jabatan, chosen.isi.nama, lang()))
    outside = int(spread.filter(pl.col("sumbu_y") == "di_luar")["jumlah"].sum())
    words = {"nama": formats.number(table.height, 0, lang()), "jabatan": formats.number(outside, 0, lang())}
    title = t("peta.pelaksana.judul" if table.height else "peta.pelaksana.judul.semua", **words)
    panels.section(title, t("peta.pelaksana.catatan", aturan=marked("permenpanrb-45-2022", lang())))
    if spread.is_empty():
        st.caption(lembar_kosong.sentence("jabatan", lang(), ("kelompok_pelaksana",)))
        return
    left, right = st.columns([0.4, 0.6])
    with left:
        _table("pelaksana", tabel.groups(spread, lang()), t("peta.pelaksana"), ("golongan",))
    with right:
        if table.height:
            _table("pelaksana_luar", table, title, ("nama", "terbanyak"))
        else:
            st.caption(t("peta.pelaksana.tidak_ada"))


def _vacant(who: Principal, chosen: Pilihan) -> None:
    table = data.remember(who, "peta_lowong", chosen.key, lambda: tabel.vacant(chosen.isi.jabatan, chosen.isi.nama, lang()))
    posts = chosen.isi.jabatan
    counts = {
        "n": posts.filter(pl.col("lowong") > 0).height, "kursi": int(posts["lowong"].sum()), "plt": int(posts["plt"].sum()),
        "plh": int(posts["plh"].sum()),
    }  # fmt: skip
    title = t("peta.lowong.judul", **{name: formats.number(n, 0, lang()) for name, n in counts.items()})
    panels.section(title, t("peta.lowong.catatan"))
    if table.height:
        _table("lowong", table, title, ("jabatan", "opd", "nama_unit", "kategori"))
    else:
        st.caption(t("peta.lowong.tidak_ada"))


def _workload(who: Principal, chosen: Pilihan) -> None:
    view, ref = chosen.view, peta_beban.constants()
    rows = data.facts(who, "beban_kerja", view.kode_wilayah, view.periode)
    if rows.is_empty():
        panels.section(t("peta.beban"), _constant(ref))
        panels.empty_state(lembar_kosong.sentence("beban_kerja", lang(), ("satuan_waktu",)))
        return
    found = data.remember(who, "peta_beban_pos", (view.key, "beban"), lambda: peta_beban.per_post(rows, chosen.isi.jabatan, ref))
    over, slack = peta_beban.counts(found, ref)
    words = {"n": found.height, "beban": over, "pegawai": slack}
    title = t("peta.beban.judul", **{name: formats.number(n, 0, lang()) for name, n in words.items()})
    panels.section(title, _constant(ref))
    st.caption(_need(found, ref))
    if found.height:
        table = data.remember(who, "peta_beban", chosen.key, lambda: tabel.workload(found, chosen.isi.nama, ref, lang()))
        _table("beban", table, title, ("jabatan", "opd", "arti"))


def _constant(ref: peta_beban.Waktu) -> str:
    numbers = {"menit": ref.menit, "jam": ref.jam, "lama": ref.menit_lama}
    said = t("peta.beban.catatan", **{name: formats.number(n, 0, lang()) for name, n in numbers.items()})
    return said if ref.checked else f"{said} · {t('peta.belum_diverifikasi')}"


def _need(found: pl.DataFrame, ref: peta_beban.Waktu) -> str:
    """The whole need by this constant and by the older one, beside what the map states for the same posts."""
    raw = float(found["kebutuhan_abk"].sum())
    return t(
        "peta.beban.kebutuhan",
        mentah=formats.number(raw, 2, lang()),
        bulat=formats.number(int(found["dibulatkan"].sum()), 0, lang()),
        lama=formats.number(raw * ref.menit / ref.menit_lama, 2, lang()),
        peta=formats.number(int(found["kebutuhan"].sum()), 0, lang()),
    )
