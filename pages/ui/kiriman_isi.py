"""What a submission holds: rows per sheet, control totals, confirmed findings, files, what was carried forward."""

from __future__ import annotations

from html import escape
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal, Role
from pages.ui import data, formats, panels, unggah_model
from pages.ui import kiriman_model as model
from pages.ui.kiriman_model import Row
from pages.ui.kiriman_view import Shown
from pages.ui.words import lang, t


def section(who: Principal, shown: Shown) -> None:
    """All of it, the findings first: they are what has to be decided on."""
    assert shown.sent is not None
    assert shown.receipt is not None
    findings(who, shown)
    left, right = st.columns([62, 38])
    with left:
        panels.section(t("kiriman.isi.baris"), t("kiriman.isi.baris.catatan"))
        table = rows_table(shown.receipt, lang())
        config: dict[str, Any] = {name: st.column_config.TextColumn(alignment="right") for name in table.columns[1:5]}
        panels.data_table(table, alt=t("kiriman.isi.baris"), config=config)
    with right:
        panels.section(t("kiriman.isi.total"), t("kiriman.isi.total.catatan"))
        st.html(definition_list(totals(shown.receipt, lang())))
        panels.section(t("kiriman.isi.berkas"), t("kiriman.isi.berkas.catatan"))
        st.html(definition_list(files(shown.receipt)))
        not_checked(shown.receipt)


def rows_table(receipt: Row, language: str) -> pl.DataFrame:
    """Per sheet: read, accepted, rejected, blank, and the quarter that it was carried from."""
    source = carried(receipt)
    told = [
        (t(f"kontrak.dataset.{row['dataset']}"), *(formats.number(row[name], 0, language) for name in _COUNTS),
         source.get(row["dataset"]) or t("kiriman.isi.dari_berkas"))
        for row in receipt["baris"] if row["dibaca"]
    ]  # fmt: skip
    heads = [t(f"kiriman.kolom.{name}") for name in ("lembar", *_COUNTS, "asal")]
    return pl.DataFrame(told, schema=dict.fromkeys(heads, pl.String), orient="row")


_COUNTS = ("dibaca", "diterima", "ditolak", "kosong")


def carried(receipt: Row) -> dict[str, str]:
    """Per sheet carried forward, in words: since which quarter it has not changed."""
    return {
        row["dataset"]: t("kiriman.isi.dibawa", periode=formats.period(str(row["kiriman"]).split("_")[1]))
        for row in receipt["dibawa"]
    }


def totals(receipt: Row, language: str) -> list[tuple[str, str]]:
    """The control totals in words."""
    return [(t(f"unggah.total.{row['nama']}"), _total(row["nama"], row["nilai"], language)) for row in receipt["total_kendali"]]


def _total(name: str, value: float | None, language: str) -> str:
    # Totals are there to be compared with: money to the last rupiah.
    return (
        f"Rp {formats.number(value, 0, language)}" if "program" in name and value is not None else formats.plain(value, language)
    )


def files(receipt: Row) -> list[tuple[str, str]]:
    """Name and SHA-256 of each file received."""
    return [(str(file["nama"]), str(file["sha256"])) for file in receipt["berkas"]]


def definition_list(rows: list[tuple[str, str]]) -> str:
    """Pairs as HTML."""
    body = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f'<dl class="asal sidik">{body}</dl>'


def not_checked(receipt: Row) -> None:
    """The rules that could not be checked."""
    rules = receipt["tidak_diperiksa"]
    panels.section(t("kiriman.isi.tak_diperiksa"), ", ".join(rules) if rules else t("kiriman.isi.tak_diperiksa.kosong"))


def findings(who: Principal, shown: Shown) -> None:
    """What the rules found: what was confirmed, by whom and why; what blocks."""
    assert shown.sent is not None
    assert shown.receipt is not None
    found = data.found(who, shown.kode_wilayah, shown.sent["kiriman_id"])
    reasons = {row["aturan"]: row for row in model.reasons(shown.receipt["konfirmasi"])}
    panels.section(t("kiriman.isi.temuan"), t("kiriman.isi.temuan.catatan" if reasons else "kiriman.isi.temuan.belum"))
    if found.is_empty():
        panels.empty_state(t("kiriman.isi.temuan.kosong"))
        return
    several, language = len(shown.receipt["berkas"]) > 1, lang()
    st.html(data.remember(who, "kiriman_temuan", shown.key, lambda: confirmed_html(found, reasons, language, several=several)))
    if shown.receipt["jumlah_blokir"] and who.role is Role.OPERATOR:
        st.page_link("pages/unggah.py", label=t("kiriman.isi.perbaiki"))


def confirmed_html(found: pl.DataFrame, reasons: Row, language: str, *, several: bool) -> str:
    """One line per rule: how grave, where the first stands, what is wrong, how many rows, the reason and who gave it."""
    groups = unggah_model.groups(unggah_model.cells(found, language, several=several))
    names = ("tingkat", "sel", "salah", "kena", "alasan", "oleh")
    head = "".join(f"<th>{escape(t(f'kiriman.kolom.{name}'))}</th>" for name in names)
    body = "".join(_finding(group, reasons.get(group.aturan), language) for group in groups)
    return f'<table class="temuan konfirmasi"><tr>{head}</tr>{body}</table>'


def _finding(group: unggah_model.Group, reason: Row | None, language: str) -> str:
    mark = f"{unggah_model.SYMBOL[group.tingkat]} {t(f'unggah.tingkat.{group.tingkat}')}"
    told = [reason["alasan"], reason["oleh"]] if reason else [formats.NULL, formats.NULL]
    cells = [mark, group.first.tempat, group.first.pesan, formats.number(len(group.cells), 0, language), *told]
    return f'<tr title="{escape(group.aturan)}">{"".join(f"<td>{escape(str(cell))}</td>" for cell in cells)}</tr>'
