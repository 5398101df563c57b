"""Legal products as a timeline shows them: name, age of a draft, lane. Pure; shared by every page that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from etl.locale import text
from etl.periods import Period
from pages.charts.timeline import Event
from pages.ui import formats

LANES = ("struktur", "penyetaraan", "sistem_kerja", "peta_jabatan", "evaluasi_jabatan", "nomenklatur", "koordinasi")
MAIN = LANES[:3]
"""The three stages; the other lanes are drawn only where they hold something."""
DRAFTS = ("rencana", "pembahasan", "harmonisasi")
RULES = ("perda", "perbup", "perwali", "pergub")
"""What is a regulation, apart from circulars and decisions."""


def name(row: Mapping[str, Any], lang: str) -> str:
    """`Perwali 9/2023`, `SE 060/328/org/2023`; a draft without a number `Perwali 2025`."""
    kind, number, year = text(f"tahapan.jenis.{row['jenis']}", lang), row["nomor"], row["tahun"]
    if not number:
        return f"{kind} {year}"
    return f"{kind} {number}" if "/" in str(number) else f"{kind} {number}/{year}"


def end_of(periode: str) -> date:
    """The last day of a quarter."""
    after = Period.parse(periode).plus(1)
    return date.fromordinal(date(after.year, 3 * after.quarter - 2, 1).toordinal() - 1)


def kind(row: Mapping[str, Any]) -> str:
    """`berlaku`, `rancangan` or `dicabut`."""
    return "rancangan" if row["status"] in DRAFTS else "dicabut" if row["status"] == "dicabut" else "berlaku"


def age(row: Mapping[str, Any], until: date, lang: str) -> str:
    """How long a draft has been under way: `8 bulan`, `2 tahun`; empty where its beginning is not written."""
    begun = row["tanggal_mulai_tahap"] or row["tanggal"]
    if begun is None or begun > until:
        return ""
    months = (until.year - begun.year) * 12 + until.month - begun.month - (until.day < begun.day)
    if months >= 24:
        return text("tahapan.umur.tahun", lang, n=formats.number(months // 12, 0, lang))
    return text("tahapan.umur.bulan", lang, n=formats.number(max(months, 0), 0, lang))


def note(row: Mapping[str, Any], until: date, lang: str) -> str:
    """After the name: the status of a draft with its age, or that it was withdrawn."""
    if kind(row) == "berlaku":
        return ""
    status = text(f"tahapan.status_produk.{row['status']}", lang)
    old = age(row, until, lang) if kind(row) == "rancangan" else ""
    return f"{status}, {old}" if old else status


def events(products: pl.DataFrame, lanes: Sequence[str], periode: str, lang: str) -> list[Event]:
    """One event per product; a draft stands where its work began."""
    until = end_of(periode)
    return [
        Event(
            lanes.index(row["tahap"]), _year(_begun(row)), name(row, lang), note(row, until, lang), kind(row), _hover(row, lang)
        )
        for row in products.iter_rows(named=True)
        if row["tahap"] in lanes
    ]


def lanes(products: pl.DataFrame) -> list[str]:
    """The three stages, and every other lane that holds a product."""
    present = set(products["tahap"].to_list())
    return [lane for lane in LANES if lane in MAIN or lane in present]


def span(products: pl.DataFrame, first: str, last: str) -> tuple[int, int]:
    """The years to show: those of the products and of the region's quarters."""
    years = [Period.parse(first).year, Period.parse(last).year]
    years += [row.year for row in (_begun(r) for r in products.iter_rows(named=True)) if row]
    return min(years), max(years)


def table(products: pl.DataFrame, periode: str, lang: str) -> pl.DataFrame:
    """The table twin: one row per product, oldest first."""
    until = end_of(periode)
    heads = [text(f"tahapan.tabel.{c}", lang) for c in ("produk", "tentang", "tahap", "status", "tanggal", "umur")]
    shown = [
        (name(row, lang), row["tentang"], text(f"tahapan.lajur.{row['tahap']}", lang),
         text(f"tahapan.status_produk.{row['status']}", lang), formats.day(_begun(row), lang),
         age(row, until, lang) if kind(row) == "rancangan" else "")
        for row in sorted(products.iter_rows(named=True), key=lambda r: (_begun(r) or date.max, r["kode_produk"]))
    ]  # fmt: skip
    return pl.DataFrame(shown, schema=dict.fromkeys(heads, pl.String), orient="row")


def in_force(products: pl.DataFrame, until: date) -> pl.DataFrame:
    """The regulations of the work system in force on a day, newest first."""
    own = pl.col("tahap").eq("sistem_kerja") & pl.col("jenis").is_in(RULES) & pl.col("status").eq("ditetapkan")
    return products.filter(own & (pl.col("tanggal") <= until)).sort("tanggal", descending=True)


def _begun(row: Mapping[str, Any]) -> date | None:
    found: date | None = row["tanggal"] if kind(row) != "rancangan" else row["tanggal_mulai_tahap"] or row["tanggal"]
    return found


def _year(day: date | None) -> float | None:
    return None if day is None else day.year + (day.timetuple().tm_yday - 1) / 366


def _hover(row: Mapping[str, Any], lang: str) -> str:
    status = text(f"tahapan.status_produk.{row['status']}", lang)
    return f"{name(row, lang)}<br>{row['tentang']}<br>{status}, {formats.day(_begun(row), lang)}"
