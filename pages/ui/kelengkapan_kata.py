"""Kelengkapan in words: cells, finding, tiles, tables. Pure: small tables and language in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from etl.locale import text
from etl.periods import Period
from pages.charts.quarter_cells import Cell, Row
from pages.charts.rate_pairs import Pair, Rate
from pages.ui import formats, scales
from pages.ui import kelengkapan_model as model
from pages.ui.kelengkapan_model import Counts, Due, Missing
from pages.ui.kiriman_model import t_word
from pages.ui.tiles import Change, Tile

_LOOKS = {"disetujui": "tenang", "menunggu": "garis", "dikembalikan": "perlu", "draf": "draf"}
Line = Mapping[str, Any]


def said(key: str, lang: str, **values: object) -> str:
    """A text of this page."""
    return text(f"kelengkapan.{key}", lang, **values)


def head(code: str) -> str:
    """`TW IV 24`."""
    found = Period.parse(code)
    return f"TW {formats.ROMAN[found.quarter - 1]} {found.year % 100:02d}"


def short(name: str, code: str = "") -> str:
    """`Kab. Serang`; with the code of a province's own government `Prov. Banten`."""
    if code and "." not in code:
        return f"Prov. {name}"
    return name.replace("Kabupaten ", "Kab. ", 1) if name.startswith("Kabupaten ") else name


def state(row: Line, lang: str) -> str:
    """The words of a cell: `✓ disetujui`, `✓ terlambat T+4`, `menunggu setuju`, `↩ dikembalikan`, `belum ada`, `belum wajib`."""
    if row["keadaan"] == "disetujui" and row["telat_hari"]:
        return said("sel.terlambat", lang, t=t_word(row["telat_hari"]))
    if row["keadaan"] == "belum" and not row["lewat"]:
        return said("sel.belum_jatuh", lang, t=t_word(-row["sisa"]))
    return said(f"sel.{row['keadaan']}", lang)


def look(row: Line) -> str | None:
    """How the cell is drawn; None: dotted."""
    if row["keadaan"] == "belum":
        return "keras" if row["lewat"] else "nanti"
    return _LOOKS.get(row["keadaan"])


def cell(row: Line | None, name: str, periode: str, lang: str) -> Cell:
    """One government in one quarter; None: neither expected nor sent."""
    where = f"{name}<br>{formats.period(periode)}: "
    if row is None:
        return Cell(said("sel.belum_wajib", lang), None, where + said("sel.belum_wajib", lang))
    until = said("sel.tenggat", lang, tanggal=formats.day(row["tenggat"], lang), zona=row["zona"])
    return Cell(state(row, lang), look(row), f"{where}{state(row, lang)}<br>{until}")


def government_rows(rows: pl.DataFrame, governments: pl.DataFrame, periods: Sequence[str], lang: str) -> list[Row]:
    """One row per government that is concerned in any of the quarters, by code."""
    known = {(row["kode_wilayah"], row["periode"]): row for row in rows.iter_rows(named=True)}
    found = []
    for code, name in governments.select("kode_wilayah", "nama").iter_rows():
        own = [known.get((code, periode)) for periode in periods]
        if any(own):
            cells = [cell(row, name, periode, lang) for row, periode in zip(own, periods, strict=True)]
            done = sum(row is not None and row["keadaan"] == "disetujui" for row in own)
            found.append(Row(code, short(name, code), cells, (str(done), f"/{sum(row is not None for row in own)}")))
    return found


def province_rows(rows: pl.DataFrame, provinces: Mapping[str, str], periods: Sequence[str], lang: str) -> list[Row]:
    """One row per province: approved of expected in each quarter, on the scale of completeness."""
    known = model.counts_by(rows, "kode_provinsi", "periode")
    found = []
    for code, name in provinces.items():
        own = [known.get((code, periode), Counts()) for periode in periods]
        if any(one.wajib for one in own):
            cells = [_province_cell(one, name, periode, lang) for one, periode in zip(own, periods, strict=True)]
            done, due = sum(one.disetujui for one in own), sum(one.wajib for one in own)
            found.append(Row(code, name, cells, (formats.number(done, 0, lang), f"/{formats.number(due, 0, lang)}")))
    return found


def _province_cell(one: Counts, name: str, periode: str, lang: str) -> Cell:
    where = f"{name}<br>{formats.period(periode)}: "
    if not one.wajib:
        return Cell("·", None, where + said("sel.belum_wajib", lang))
    step = scales.completeness().step(one.share("disetujui"))
    told = said("sel.provinsi", lang, n=one.disetujui, semua=one.wajib, tingkat=said(f"tingkat.{step}", lang))
    return Cell(f"{one.disetujui}/{one.wajib}", step, where + told)


def cells_table(rows: Sequence[Row], periods: Sequence[str], first: str, lang: str) -> pl.DataFrame:
    """The matrix as a table: same rows, same order, same words."""
    names = [first, *(head(periode) for periode in periods), said("kolom.disetujui", lang)]
    told = [(row.name, *(c.words for c in row.cells), "".join(row.total)) for row in rows]
    return pl.DataFrame(told, schema=dict.fromkeys(names, pl.String), orient="row")


def tiles(now: Counts, then: Counts | None, periode: str, banding: str | None, due: Due | None, lang: str) -> list[Tile]:
    """Received, in time, approved, deadline."""
    shares = [_tile(name, now, then, banding, lang) for name in ("diterima", "tepat", "disetujui")]
    label = said("petak.tenggat", lang, periode=f"TW {formats.ROMAN[Period.parse(periode).quarter - 1]}")
    if due is None:
        return [*shares, Tile(label, formats.NULL, note=said("kosong", lang))]
    silent = Change(str(now.diam), said("petak.diam", lang, n=now.diam), helps=False if now.diam and due.sisa < 0 else None)
    day = said("petak.hari", lang, tanggal=formats.day(due.tenggat, lang), zona=due.zona)
    return [*shares, Tile(label, t_word(-due.sisa), day, (silent,))]


def _tile(name: str, now: Counts, then: Counts | None, banding: str | None, lang: str) -> Tile:
    share, scale = now.share(name), scales.completeness()
    step = scale.step(share)
    fraction = said("petak.pemda", lang, pecahan=formats.fraction(getattr(now, name), now.wajib, lang))
    change = _change(getattr(now, name), getattr(then, name), banding, lang) if then and banding else None
    word = said(f"tingkat.{step}", lang) if step else ""
    value = formats.percent(share, lang, cuts=scale.cuts)
    return Tile(said(f"petak.{name}", lang), value, fraction, (change,) if change else (), step, word, said("kosong", lang))


def _change(now: int, then: int, banding: str, lang: str) -> Change:
    before = f"TW {formats.ROMAN[Period.parse(banding).quarter - 1]}"
    if now == then:
        return Change(text("halaman.tetap", lang), said("petak.dari", lang, periode=before))
    amount = formats.number(abs(now - then), 0, lang)
    return Change(amount, said("petak.beda", lang, n=amount, periode=before), up=now > then, helps=now > then)


def sums(c: Counts, lang: str) -> str:
    """All counts in one line that can be added up."""
    told = {name: formats.number(getattr(c, name), 0, lang) for name in (
        "wajib", "diterima", "diam", "disetujui", "menunggu", "dikembalikan", "draf", "belum", "tepat", "terlambat", "valid",
    )}  # fmt: skip
    return said("jumlah", lang, **told) + (said("jumlah.luar", lang, n=c.luar) if c.luar else "")


def finding(place: str, c: Counts, periode: str, due: Due | None, late: Sequence[Missing], by_province: Mapping[str, Counts],
            lang: str) -> str:  # fmt: skip
    """The page's sentence. by_province: nama_provinsi → counts, empty below the nation."""
    told = {"tempat": place, "n": c.disetujui, "semua": c.wajib, "periode": formats.period(periode)}
    silent = [one for one in late if one.kurang in ("belum", "draf")]
    overdue = [one for one in silent if one.lewat > 0]
    if c.disetujui == c.wajib:
        return said("temuan.lengkap", lang, **told)
    if due is not None and not overdue and silent:
        return said("temuan.nanti", lang, **told, diam=len(silent), t=t_word(-due.sisa))
    if not overdue:
        return said("temuan.tanpa_diam", lang, **told, menunggu=c.menunggu, dikembalikan=c.dikembalikan)
    days = max(one.lewat for one in overdue)
    if by_province:
        lowest = min((name for name, one in by_province.items() if one.wajib), key=lambda name: _rank(by_province[name]))
        low = by_province[lowest]
        return said("temuan.bangsa", lang, **told, diam=len(overdue), provinsi=lowest, a=low.disetujui, b=low.wajib)
    if len(overdue) == 1:
        return said("temuan.satu", lang, **told, pemda=overdue[0].nama, hari=days)
    return said("temuan.beberapa", lang, **told, diam=len(overdue), hari=days)


def _rank(one: Counts) -> tuple[float, int]:
    return one.share("disetujui") or 0.0, -one.wajib


def board_table(due: Sequence[Due], clocks: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Zone, its clock, deadline, T±n, expected, received, missing, in words."""
    told = [
        (f"{one.zona} ({clocks[one.zona]})", formats.day(one.tenggat, lang), t_word(-one.sisa), *(
            formats.number(n, 0, lang) for n in (one.wajib, one.diterima, one.diam)
        ), said(f"papan.{one.keadaan}", lang, n=one.diam, hari=abs(one.sisa)))
        for one in due
    ]  # fmt: skip
    names = ("zona", "tenggat", "t", "wajib", "diterima", "diam", "keadaan")
    return pl.DataFrame(told, schema=dict.fromkeys([said(f"kolom.{n}", lang) for n in names], pl.String), orient="row")


def reminder_table(rows: Sequence[Missing], lang: str) -> pl.DataFrame:
    """Who is to be reminded of what: code, name, province, what is missing, deadline, zone, days late."""
    schema: dict[str, Any] = {
        said(f"kolom.{n}", lang): pl.String for n in ("kode", "pemda", "provinsi", "kurang", "tenggat", "zona_saja")
    }
    schema[said("kolom.lewat", lang)] = pl.Int64
    told = [
        (m.kode_wilayah, m.nama, m.nama_provinsi, said(f"kurang.{m.kurang}", lang), m.tenggat.isoformat(), m.zona, m.lewat)
        for m in rows
    ]
    return pl.DataFrame(told, schema=schema, orient="row")


def rate_rows(named: Sequence[tuple[str, str]], by: Mapping[tuple[str, ...], Counts], lang: str) -> list[Pair]:
    """named: id and name of each place; by: (id,) → counts. The lowest approval first."""
    known = [(code, name, by.get((code,), Counts())) for code, name in named]
    known = sorted((one for one in known if one[2].wajib), key=lambda one: (_rank(one[2]), one[0]))
    return [Pair(code, name, (_rate(c, "tepat", lang), _rate(c, "disetujui", lang)), f"{name}<br>{sums(c, lang)}")
            for code, name, c in known]  # fmt: skip


def _rate(c: Counts, name: str, lang: str) -> Rate:
    share = c.share(name)
    return Rate(share, scales.completeness().step(share), f"{formats.percent(share, lang)} {getattr(c, name)}/{c.wajib}")


def rate_table(rows: Sequence[Pair], first: str, lang: str) -> pl.DataFrame:
    """The same as a table."""
    names = [first, said("kolom.tepat", lang), said("kolom.setuju", lang)]
    told = [(row.name, *(rate.words for rate in row.rates)) for row in rows]
    return pl.DataFrame(told, schema=dict.fromkeys(names, pl.String), orient="row")


def as_of(day: date, lang: str) -> str:
    """`keadaan 21 Jan 2025`."""
    return said("keadaan", lang, tanggal=formats.day(day, lang))
