"""The quarters of a region with their deadlines, what was sent when, and the region's own rules."""

from __future__ import annotations

from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from etl import settings
from etl.access import Principal, Role
from etl.regulations import value
from pages.ui import actions, data, formats, panels
from pages.ui import kiriman_model as model
from pages.ui.kiriman_putusan import carry_out
from pages.ui.kiriman_view import Shown, standing
from pages.ui.words import lang, t

ONE_PERSON, DEADLINE_DAYS = "satu_orang", "tenggat_hari"
"""Keys of the region's own rules, as the lake knows them."""
_MOST_DAYS = 90


def section(who: Principal, shown: Shown) -> None:
    """Every quarter that the region reports."""
    panels.section(t("kiriman.tenggat.judul", wilayah=shown.nama_wilayah), t("kiriman.tenggat.catatan", zona=shown.zona))
    every = data.history(who, shown.kode_wilayah)
    panels.data_table(
        table(shown.quarters, every, model.today(shown.zona), lang()), alt=t("kiriman.tenggat.catatan", zona=shown.zona)
    )


def table(quarters: pl.DataFrame, versions: pl.DataFrame, day: date, language: str) -> pl.DataFrame:
    """Quarter, deadline, first sent, in time or late or days left, where the newest version stands, what counts, locked."""
    told = [_quarter(row, versions.filter(periode=row["periode"]), day, language) for row in quarters.iter_rows(named=True)]
    names = ("triwulan", "tenggat", "dikirim", "ketepatan", "keadaan", "berlaku", "kunci")
    return pl.DataFrame(told, schema=dict.fromkeys([t(f"kiriman.kolom.{n}") for n in names], pl.String), orient="row")


def _quarter(row: model.Row, versions: pl.DataFrame, day: date, language: str) -> tuple[str, ...]:
    zona = row["zona"]
    late = model.days_late(row["dikirim"], row["tenggat"], zona)
    left = model.due_words(row["tenggat"], day, language) if row["diharapkan"] else formats.NULL
    current = versions.filter("kini")
    return (
        formats.period(row["periode"]),
        f"{formats.day(row['tenggat'], language)} {zona}",
        formats.moment(row["dikirim"], language, zona),
        left if late is None else model.sent_words(late, language),
        t(f"kiriman.keadaan.{standing(versions.row(0, named=True))}") if versions.height else t("kiriman.keadaan.belum"),
        f"v{current['versi'][0]}" if current.height else formats.NULL,
        t("kiriman.terkunci") if current["dikunci"].any() else formats.NULL,
    )


def rules(who: Principal, shown: Shown) -> None:
    """The region's own rules; the approver may change them."""
    told = {row["kunci"]: row for row in data.region_settings(who, shown.kode_wilayah).iter_rows(named=True)}
    usual = int(value("acuan-kiriman", "tenggat_hari").value)
    days = int(told[DEADLINE_DAYS]["nilai"]) if DEADLINE_DAYS in told else usual
    one = told.get(ONE_PERSON, {}).get("nilai") == "ya"
    panels.section(t("kiriman.aturan.judul", wilayah=shown.nama_wilayah), t("kiriman.aturan.catatan"))
    if who.role is not Role.PENYETUJU:
        st.markdown(t("kiriman.aturan.tenggat.isi", hari=days))
        st.markdown(t("kiriman.aturan.satu.ya" if one else "kiriman.aturan.satu.tidak"))
        return
    chosen_days = st.number_input(t("kiriman.aturan.tenggat", usual=usual), 1, _MOST_DAYS, days, key="atur_hari", width=320)
    st.caption(t("kiriman.aturan.tenggat.arti"))
    chosen_one = st.toggle(t("kiriman.aturan.satu"), one, key="atur_satu")
    st.caption(t("kiriman.aturan.satu.arti" if settings.load().sign_in else "kiriman.aturan.satu.lokal"))
    wanted = {DEADLINE_DAYS: (str(days), str(chosen_days)), ONE_PERSON: (_yes(one), _yes(chosen_one))}
    changed = {key: new for key, (old, new) in wanted.items() if old != new}
    if st.button(t("kiriman.aturan.simpan"), type="primary", disabled=not changed, key="atur_simpan"):
        deeds = [partial(actions.atur, who, shown.kode_wilayah, key, new) for key, new in changed.items()]
        carry_out(t("kiriman.kabar.atur"), *deeds)
    if told:
        last = max(told.values(), key=lambda row: row["waktu"])
        st.caption(t("kiriman.aturan.terakhir", oleh=last["oleh"], waktu=formats.moment(last["waktu"], lang(), shown.zona)))


def _yes(chosen: bool) -> str:
    return "ya" if chosen else "tidak"
