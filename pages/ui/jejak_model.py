"""Jejak Audit in words: deeds, what they were done to, when; the state of the chains. Pure: frames and language in, text out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from etl.locale import has, text
from pages.ui import formats

SPANS: dict[str, int | None] = {"minggu": 7, "bulan": 30, "triwulan": 90, "tahun": 365, "semua": None, "tanggal": None}
"""The periods of time to choose from, in days; `tanggal`: between two days that the reader names."""
GROUPS: dict[str, tuple[str, ...]] = {
    "masuk": ("masuk", "keluar", "ditolak"),
    "hak": ("hak_beri", "hak_cabut"),
    "data": ("unggah", "validasi", "petakan", "hapus"),
    "putusan": ("ajukan", "setujui", "kembalikan", "batalkan", "kunci", "buka", "atur", "jadwal", "komentar", "kelompok"),
    "ekspor": ("ekspor",),
    "lihat_pribadi": ("lihat_pribadi",),
}
"""Deeds that are looked for together."""
COLUMNS = ("waktu", "siapa", "peran", "lingkup", "perbuatan", "objek", "wilayah", "rincian")
RAW = ("waktu", "identitas", "peran", "lingkup", "kode_wilayah", "tindakan", "objek", "rincian", "rantai", "urutan",
       "hash_sebelum", "hash")  # fmt: skip
"""The auditor's columns, in which every hash can be formed again."""
_MOST_BROKEN = 20

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """How the reader reads: language, zone (WIB, WITA, WIT), names of the governments."""

    lang: str
    zone: str
    names: Mapping[str, str]


def span(chosen: str, now: datetime, zone: str, days: tuple[date | None, date | None]) -> tuple[datetime | None, datetime | None]:
    """From when until before when (UTC without a zone). Named days begin and end in the reader's zone."""
    if chosen == "tanggal":
        first, last = days
        return _moment(first, zone), _moment(last + timedelta(days=1), zone) if last else None
    length = SPANS[chosen]
    return (now - timedelta(days=length), None) if length else (None, None)


def _moment(day: date | None, zone: str) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time(), formats.zone(zone)).astimezone(UTC).replace(tzinfo=None)


def table(rows: pl.DataFrame, look: Look) -> pl.DataFrame:
    """The deeds as the screen lists them."""
    told = [_line(row, look) for row in rows.iter_rows(named=True)]
    return pl.DataFrame(told, schema={text(f"jejak.kolom.{n}", look.lang): pl.String for n in COLUMNS}, orient="row")


def _line(row: Row, look: Look) -> tuple[str, ...]:
    return (
        moment(row["waktu"], look),
        row["identitas"] or formats.NULL,
        text(f"halaman.peran.{row['peran']}", look.lang) if has(f"halaman.peran.{row['peran']}", look.lang) else formats.NULL,
        row["lingkup"] or formats.NULL,
        deed(row["tindakan"], look.lang),
        thing(row["objek"], look.lang),
        look.names.get(row["kode_wilayah"], row["kode_wilayah"]) or formats.NULL,
        details(row["rincian"], look),
    )


def moment(when: datetime, look: Look) -> str:
    """`14 Jan 2025 14.02.09 WIB`: the order of deeds shows within a minute too."""
    local = when.replace(tzinfo=UTC).astimezone(formats.zone(look.zone))
    sign = "." if look.lang == "id" else ":"
    return f"{formats.day(when, look.lang, look.zone)} {local:%H}{sign}{local:%M}{sign}{local:%S} {look.zone}"


def deed(tindakan: str, lang: str) -> str:
    """What somebody did, in words."""
    return _known(f"jejak.tindakan.{tindakan}", tindakan, lang)


def thing(objek: str | None, lang: str) -> str:
    """What it was done to: a page and its part (`Hierarki / daun`), a document and its number, or as it is."""
    first, _, rest = (objek or "").partition("/")
    named = _known(f"jejak.objek.{first}", _known(f"halaman.judul.{first}", first, lang), lang)
    return (f"{named} / {rest}" if rest else named) or formats.NULL


def details(rincian: str | None, look: Look) -> str:
    """What else was recorded: `baris 40 · ukuran 1.204`."""
    told: dict[str, Any] = json.loads(rincian) if rincian else {}
    words = [f"{_known(f'jejak.rincian.{name}', name, look.lang)} {_value(value, look.lang)}" for name, value in told.items()]
    return " · ".join(words) or formats.NULL


def _value(value: Any, lang: str) -> str:
    if isinstance(value, int | float):
        return formats.plain(value, lang)
    # A message stands here without what it would name.
    return re.sub(r"\{[^{}]*\}", formats.NULL, _known(str(value), str(value), lang))


def _known(key: str, otherwise: str, lang: str) -> str:
    return text(key, lang) if has(key, lang) else otherwise


def raw(rows: pl.DataFrame) -> pl.DataFrame:
    """The deeds as they are kept; times as in the text that each hash is formed of."""
    return rows.select(RAW).with_columns(pl.col("waktu").dt.strftime("%Y-%m-%dT%H:%M:%S%.6f"))


def finding(told: Mapping[str, int], chosen: str, chains: Row | None, lang: str) -> str:
    """The page's sentence: how many deeds, and what is known of the chains."""
    count = sum(told.values())
    when = text(f"jejak.dalam.{chosen}", lang)
    state = "belum" if chains is None else "utuh" if chains["utuh"] else "rusak"
    said = (
        text("jejak.temuan", lang, n=formats.number(count, 0, lang), dalam=when)
        if count
        else text("jejak.temuan.nol", lang, dalam=when)
    )
    return f"{said}{text(f'jejak.temuan.{state}', lang)}"


def grouped(told: Mapping[str, int]) -> dict[str, int]:
    """How many deeds of each group."""
    return {group: sum(told.get(one, 0) for one in deeds) for group, deeds in GROUPS.items()}


def broken(chains: Row, lang: str) -> list[str]:
    """Each place where a chain does not hold, in words; at most so many, then how many more."""
    lines = [
        text(f"rantai.{b['apa']}", lang, urutan=b["urutan"],
             rantai=text(f"rantai.jenis.{b['jenis']}", lang, rantai=b["rantai"]))
        for b in chains["rusak"]
    ]  # fmt: skip
    lines += [text("rantai.dihapus", lang, **taken | {"waktu": str(taken["waktu"])[:19]}) for taken in chains["dihapus"]]
    rest = len(lines) - _MOST_BROKEN
    return [*lines[:_MOST_BROKEN], *([text("jejak.rantai.lagi", lang, n=rest)] if rest > 0 else [])]
