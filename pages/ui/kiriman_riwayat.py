"""All versions of a quarter, what happened to them, and any two compared."""

from __future__ import annotations

import polars as pl
import streamlit as st

from etl.access import Principal
from pages.ui import data, formats, panels
from pages.ui import kiriman_model as model
from pages.ui import kiriman_ubah as changes
from pages.ui.kiriman_model import Row
from pages.ui.kiriman_view import Shown, standing
from pages.ui.words import lang, t


def section(who: Principal, shown: Shown) -> None:
    """Versions, events, comparison."""
    panels.section(t("kiriman.riwayat.versi", n=shown.versions.height), t("kiriman.riwayat.versi.catatan"))
    panels.data_table(versions_table(shown, lang()), alt=t("kiriman.riwayat.versi.catatan"))
    if shown.versions.height > 1:
        _compare(who, shown)
    happened = data.events(who, shown.kode_wilayah, shown.periode)
    panels.section(t("kiriman.riwayat.kejadian"), t("kiriman.riwayat.kejadian.catatan", zona=shown.zona))
    panels.data_table(events_table(happened, shown, lang()), alt=t("kiriman.riwayat.kejadian"))


def versions_table(shown: Shown, language: str) -> pl.DataFrame:
    """Every version: where it stands, who sent it and when, in time or late, who approved it and when, why, its hash."""
    told = [_version(row, shown, language) for row in shown.versions.iter_rows(named=True)]
    names = ("versi", "keadaan", "diterima_dari", "dikirim", "ketepatan", "disetujui_oleh", "disetujui", "alasan", "sidik")
    return pl.DataFrame(told, schema=dict.fromkeys([t(f"kiriman.kolom.{n}") for n in names], pl.String), orient="row")


def _version(row: Row, shown: Shown, language: str) -> tuple[str, ...]:
    due = shown.deadline
    late = model.days_late(row["waktu_ajukan"], due["tenggat"], shown.zona)
    return (
        f"v{row['versi']}",
        t(f"kiriman.keadaan.{standing(row)}"),
        row["pengaju"] or row["diajukan_oleh"] or formats.NULL,
        formats.moment(row["waktu_ajukan"], language, shown.zona),
        model.sent_words(late, language, before=due["dikirim"], own=row["waktu_ajukan"]),
        row["disetujui_oleh"] or formats.NULL,
        formats.moment(row["disetujui_pada"], language, shown.zona),
        row["alasan"] or formats.NULL,
        panels.short_hash(row["sha256"]),
    )


def events_table(happened: pl.DataFrame, shown: Shown, language: str) -> pl.DataFrame:
    """What happened, newest first: when, to which version, what, by whom, as what, why."""
    numbers = dict(shown.versions.select("kiriman_id", "versi").rows())
    told = [
        (formats.moment(row["waktu"], language, shown.zona), f"v{numbers.get(row['kiriman_id'], '?')}",
         t(f"kiriman.kejadian.{row['jenis']}"), row["oleh"], t(f"halaman.peran.{row['peran']}"), row["alasan"] or formats.NULL)
        for row in happened.iter_rows(named=True)
    ]  # fmt: skip
    names = ("waktu", "versi", "kejadian", "oleh", "peran", "alasan")
    return pl.DataFrame(told, schema=dict.fromkeys([t(f"kiriman.kolom.{n}") for n in names], pl.String), orient="row")


def _compare(who: Principal, shown: Shown) -> None:
    """Any two versions: figures and rows that differ."""
    panels.section(t("kiriman.riwayat.banding"), t("kiriman.riwayat.banding.catatan"))
    numbers = [int(n) for n in shown.versions["versi"]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        old = _pick("kiriman.riwayat.lama", numbers, 1, "banding_lama")
        new = _pick("kiriman.riwayat.baru", numbers, 0, "banding_baru")
        wanted = st.toggle(t("kiriman.riwayat.tampilkan"), key="banding_versi")
    if not wanted:
        return
    if old == new:
        panels.empty_state(t("kiriman.riwayat.sama"))
        return
    before, after = (shown.versions.row(by_predicate=pl.col("versi") == n, named=True) for n in (old, new))
    found = changes.between(who, shown.kode_wilayah, shown.periode, before["kiriman_id"], after["kiriman_id"])
    changes.figures(who, shown, found, False)
    changes.differences(who, shown.kode_wilayah, before, after)


def _pick(label: str, numbers: list[int], place: int, key: str) -> int:
    chosen = st.selectbox(t(label), numbers, index=place, format_func=lambda n: f"v{n}", key=f"{key}_{numbers[0]}", width=110)
    return int(chosen)
