"""Koordinasi in words: the finding, loads as written, the legal basis. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from etl.locale import text
from pages.ui import formats
from pages.ui.koordinasi_model import MEASURES, Agency, Group, heaviest, share, without
from pages.ui.singkatan import cut, short_unit

NAMED = 3
"""Agencies without a coordinator that the finding names; more are counted."""


def short(name: str, most: int = 40) -> str:
    """A post's name as officials say it: `Asisten Pemerintahan dan Kesra`."""
    return cut(re.sub(r"\bkesejahteraan rakyat\b", "Kesra", name, flags=re.IGNORECASE), most)


def amount(measure: str, n: float | None, lang: str = "id") -> str:
    """A load as written: money short, everything else whole; unknown is `–`."""
    if measure == "pagu":
        return formats.rupiah(n, lang)
    return formats.number(n, 0, lang)


def finding(shown: Sequence[Group], found: Sequence[Agency], lang: str = "id") -> str:
    """`Asisten … memikul paling banyak: 9 OPD, 68,3% pegawai; Setwan dan 9 OPD lain tanpa koordinator.`"""
    top = heaviest(shown)
    if top is None:
        return text("koordinasi.temuan.tidak_ada", lang, n=formats.number(len(found), 0, lang))
    part = share(top, found, "pegawai")
    head = text("koordinasi.temuan", lang, nama=short(top.nama), opd=amount("opd", top.load("opd"), lang))
    staff = text("koordinasi.temuan.pegawai", lang, bagian=formats.percent(part, lang)) if part is not None else ""
    return f"{head}{staff}; {_open(without(found), lang)}."


def _open(left: Sequence[Agency], lang: str) -> str:
    if not left:
        return text("koordinasi.temuan.semua", lang)
    if len(left) <= NAMED:
        return text("koordinasi.temuan.tanpa", lang, opd=", ".join(short_unit(a.nama) for a in left))
    return text("koordinasi.temuan.tanpa_banyak", lang, n=formats.count_word(len(left), lang), opd=short_unit(left[0].nama))


def load_note(group: Group, lang: str = "id") -> str:
    """`9 OPD · 1.234 pegawai`."""
    return " · ".join(
        text(f"koordinasi.beban.{measure}", lang, n=amount(measure, group.load(measure), lang)) for measure in MEASURES[:2]
    )


def hover(a: Agency, coordinator: str | None, lang: str = "id") -> str:
    """Everything about one agency, with its coordinator beside the superior of its head."""
    loads = " · ".join(text(f"koordinasi.beban.{m}", lang, n=amount(m, a.load(m), lang)) for m in MEASURES[1:])
    lines = [
        f"<b>{a.nama}</b>",
        loads,
        text("koordinasi.sentuh.garis", lang, atasan=a.atasan or formats.NULL),
        text("koordinasi.sentuh.koordinator", lang, nama=coordinator or text("koordinasi.tanpa", lang).lower()),
    ]
    return "<br>".join(lines)


def basis(rules: Sequence[Mapping[str, Any]], lang: str = "id") -> str:
    """The local rule on coordination, newest in force first; how to supply it where the register has none."""
    known = [r for r in rules if r["tahap"] == "koordinasi" and r["status"] != "dicabut"]
    if not known:
        return text("koordinasi.dasar.tidak_ada", lang)
    row = max(known, key=lambda r: (r["status"] == "ditetapkan", r["tahun"], r["kode_produk"]))
    number = f"{row['nomor']}/" if row["nomor"] else ""
    name = f"{row['jenis'].upper() if row['jenis'] == 'se' else row['jenis'].capitalize()} {number}{row['tahun']}"
    key = "koordinasi.dasar.ditetapkan" if row["status"] == "ditetapkan" else "koordinasi.dasar.rancangan"
    return text(key, lang, nama=name, tentang=row["tentang"], tanggal=formats.day(row["tanggal"], lang))
