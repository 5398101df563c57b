"""The register of personal data as HTML and as a table. Pure."""

from __future__ import annotations

from html import escape

import polars as pl

from etl.contracts.personal import SECTIONS, Entry, entries
from etl.locale import has, text
from etl.metrics.predicates import smallest

_HEAD = ("kolom", "arti", "tujuan", "dasar", "tempat", "pembaca", "retensi")


def counts() -> dict[str, int]:
    """How many columns there are, how many of them in clear in the received files only, and how many nobody checked."""
    known = entries()
    return {
        "kolom": len(known),
        "jelas": sum(one.place == "berkas" for one in known),
        "belum": sum(not one.checked for one in known),
    }


def section_html(section: str, lang: str) -> str:
    """One section of the register."""
    rows = [_row(one, lang) for one in entries() if one.section == section]
    head = "".join(f"<th>{escape(text(f'data_pribadi.{name}', lang))}</th>" for name in _HEAD)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title, note = (escape(text(f"data_pribadi.bagian.{section}{end}", lang)) for end in ("", ".catatan"))
    table = f'<table class="metode"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<section class="metode"><h3>{title}</h3><p class="catatan">{note}</p>{table}</section>'


def _row(one: Entry, lang: str) -> list[str]:
    unchecked = f"<b>{escape(text('data_pribadi.belum', lang))}</b>"
    grounds = "<br>".join(escape(ground.citation) for ground in one.grounds)
    grounds += "" if all(ground.checked for ground in one.grounds) else f"<br>{unchecked}"
    kept = escape(retention(one, lang)) + ("" if one.retention_checked else f" {unchecked}")
    name = f"<code>{escape(one.table)}<br>.{escape(one.column)}</code>"
    words = (escape(told(one, lang)) for told in (meaning, purpose))
    return [name, *words, grounds, escape(place(one, lang)), escape(readers(one, lang)), kept]


def meaning(one: Entry, lang: str) -> str:
    """What the column holds: of the contracts as their dictionary has it."""
    key = f"kontrak.{one.table}.{one.column}"
    return text(key if has(key, lang) else f"data_pribadi.arti.{one.column}", lang)


def purpose(one: Entry, lang: str) -> str:
    """Why it is kept."""
    return text(f"data_pribadi.tujuan.{one.purpose}", lang)


def place(one: Entry, lang: str) -> str:
    """Where it lies clear, or as which pseudonym."""
    words = text(f"data_pribadi.tempat.{one.place}", lang)
    return f"{words} {text('data_pribadi.samaran', lang, kolom=', '.join(one.stands_for))}" if one.stands_for else words


def readers(one: Entry, lang: str) -> str:
    """Who sees it."""
    return text(f"data_pribadi.pembaca.{one.readers}", lang, n=smallest())


def retention(one: Entry, lang: str) -> str:
    """How long it is kept."""
    return text(f"data_pribadi.retensi.{one.retention}", lang)


def table(lang: str) -> pl.DataFrame:
    """The register as a table."""
    unchecked = text("data_pribadi.belum", lang)
    rows = [
        (
            text(f"data_pribadi.bagian.{one.section}", lang), f"{one.table}.{one.column}", meaning(one, lang), purpose(one, lang),
            "; ".join(g.citation for g in one.grounds), place(one, lang), readers(one, lang), retention(one, lang),
            "" if one.checked else unchecked,
        )
        for section in SECTIONS for one in entries() if one.section == section
    ]  # fmt: skip
    heads = [text(f"data_pribadi.{name}", lang) for name in ("bagian", *_HEAD, "diperiksa")]
    return pl.DataFrame(rows, schema=heads, orient="row")
