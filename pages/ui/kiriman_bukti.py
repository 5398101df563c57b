"""The receipt of a submission on one sheet: on the page, for the printer, and as a file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from etl.access import Principal
from etl.locale import text
from pages.ui import downloads, formats, kiriman_isi, panels
from pages.ui import kiriman_model as model
from pages.ui.kiriman_model import Row
from pages.ui.kiriman_view import Shown, standing
from pages.ui.words import lang, t

DENSE = 18
"""From so many lines of findings and notes on, the print is set smaller to stay on one sheet."""
_CSS = Path(__file__).parent / "assets" / "tanda_terima.css"


def section(who: Principal, shown: Shown) -> None:
    """The receipt, and the two ways to take it along."""
    assert shown.sent is not None
    assert shown.receipt is not None
    panels.section(t("kiriman.bukti"), t("kiriman.bukti.catatan"))
    body, number = receipt_html(shown, lang()), shown.sent["kiriman_id"]
    downloads.button(
        who, t("kiriman.bukti.unduh"), lambda: document(body, str(number)), f"tanda-terima-{number}.html",
        objek=f"tanda_terima/{number}", kode_wilayah=shown.kode_wilayah, mime="text/html", key="unduh_bukti",
    )  # fmt: skip
    st.html(f"<style>{_style()}</style>{body}")


@cache
def _style() -> str:
    return _CSS.read_text(encoding="utf-8")


def document(body: str, title: str) -> bytes:
    """A page of its own: prints on one A4 sheet and asks nobody for anything."""
    page = "body{font-family:sans-serif;margin:1.5rem;color:#17252F;background:#fff}@media print{body{margin:0}}"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{page}{_style()}</style>'
    return f'<!doctype html><html lang="{lang()}"><head>{head}</head><body>{body}</body></html>'.encode()


def receipt_html(shown: Shown, language: str) -> str:
    """Number, hash, who and when, rows and control totals, confirmed findings, and how to prove it."""
    assert shown.receipt is not None
    found = shown.receipt
    reasons = model.reasons(found["konfirmasi"])
    dense = " padat" if len(reasons) + len(found["dibawa"]) + len(found["berkas"]) > DENSE else ""
    parts = [
        f"<h2>{_said('judul', language)}</h2>",
        f'<p class="sub">{escape(shown.nama_wilayah)} ({shown.kode_wilayah}) · {_quarter(shown)}</p>',
        _list(_facts(shown, language)),
        f'<div class="dua"><div>{_rows(found, language)}</div><div>{_totals(found, language)}</div></div>',
        _confirmed(reasons, language),
        f"<h3>{_said('bukti', language)}</h3><p>{_said('bukti.isi', language)}</p>",
        f"<p><code>python -m etl verify --kiriman {escape(found['kiriman_id'])}</code></p>",
    ]
    return f'<article class="tanda-terima{dense}">{"".join(parts)}</article>'


def _facts(shown: Shown, language: str) -> list[tuple[str, str]]:
    assert shown.receipt is not None
    assert shown.sent is not None
    found, due = shown.receipt, shown.deadline
    late = model.sent_words(shown.late, language, before=due["dikirim"], own=shown.sent["waktu_ajukan"])
    until = f"{formats.day(due['tenggat'], language)} {shown.zona}"
    sent = _who_when(found["diajukan_oleh"], found["diajukan_pada"], shown.zona, language)
    approved = _who_when(found["disetujui_oleh"], found["disetujui_pada"], shown.zona, language)
    alone = f" ({text('kiriman.sendiri', language)})" if found["setuju_sendiri"] else ""
    told = [
        ("nomor", found["kiriman_id"]),
        ("sidik", found["sha256"]),
        *(("berkas", _file(file, language)) for file in found["berkas"]),
        ("keadaan", text(f"kiriman.keadaan.{standing(shown.sent)}", language)),
        ("diterima", _who_when(found["diterima_oleh"], found["diterima_pada"], shown.zona, language)),
        ("diajukan", f"{sent} · {late}" if found["diajukan_pada"] else sent),
        ("tenggat", until),
        ("disetujui", f"{approved}{alone}"),
        ("tak_diperiksa", ", ".join(found["tidak_diperiksa"]) or text("kiriman.isi.tak_diperiksa.kosong", language)),
    ]
    return [(text(f"kiriman.bukti.{name}", language), str(value)) for name, value in told]


def _quarter(shown: Shown) -> str:
    return f"{formats.period(shown.periode)} · v{(shown.receipt or {})['versi']}"


def _file(file: Row, language: str) -> str:
    return f"{file['nama']} · {formats.number(file['ukuran'], 0, language)} B · {file['sha256']}"


def _who_when(who: str | None, when: Any, zona: str, language: str) -> str:
    return f"{who or formats.NULL}, {formats.moment(when, language, zona)}" if when else text("kiriman.langkah.nanti", language)


def _rows(found: Row, language: str) -> str:
    table = kiriman_isi.rows_table(found, language)
    return f"<h3>{escape(t('kiriman.isi.baris'))}</h3>{_table(table.columns, table.rows(), numbers=range(1, 5))}"


def _totals(found: Row, language: str) -> str:
    rows = [(name, value) for name, value in kiriman_isi.totals(found, language)]
    return f"<h3>{escape(t('kiriman.isi.total'))}</h3>{_table((), rows, numbers=(1,))}"


def _confirmed(reasons: Sequence[Row], language: str) -> str:
    title = f"<h3>{_said('konfirmasi', language)}</h3>"
    if not reasons:
        return f"{title}<p>{_said('konfirmasi.kosong', language)}</p>"
    heads = [text(f"kiriman.kolom.{name}", language) for name in ("aturan", "kena", "alasan", "oleh")]
    rows = [(row["aturan"], formats.number(row["jumlah"], 0, language), row["alasan"], row["oleh"]) for row in reasons]
    return title + _table(heads, rows, numbers=(1,))


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in rows)}</dl>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int]) -> str:
    def cell(tag: str, place: int, value: str) -> str:
        right = ' class="n"' if place in numbers else ""
        return f"<{tag}{right}>{escape(str(value))}</{tag}>"

    head = f"<tr>{''.join(cell('th', n, name) for n, name in enumerate(heads))}</tr>" if heads else ""
    body = "".join(f"<tr>{''.join(cell('td', n, value) for n, value in enumerate(row))}</tr>" for row in rows)
    return f"<table>{head}{body}</table>"


def _said(key: str, language: str) -> str:
    return escape(text(f"kiriman.bukti.{key}", language))
