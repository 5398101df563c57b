"""Mutu Data in words: the finding, the tiles, and the tables behind the pictures. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.contracts import contracts
from etl.locale import has, text
from pages.ui import formats
from pages.ui.kiriman_model import t_word
from pages.ui.mutu_model import BLOCKING, LONG, NOBODY, Deret, Isian, Terbuka, Triwulan
from pages.ui.tiles import Change, Tile

SIGNS = {BLOCKING: "■", "peringatan": "△"}


def rule_name(rule: str, lang: str) -> str:
    """The short name of a rule; its id where it has none."""
    key = f"mutu.aturan.{rule}"
    return text(key, lang) if has(key, lang) else rule


def rule_text(rule: str, part: str, lang: str) -> str:
    """What a rule says (`pesan`) or how to repair it (`perbaikan`), with an ellipsis for what differs from cell to cell."""
    key = f"aturan.{rule}.{part}"
    return re.sub(r"\{[^{}]*\}", "…", text(key, lang)) if has(key, lang) else ""


def sheet_name(dataset: str, lang: str) -> str:
    """`Jabatan`; what is about the whole submission or a header says so."""
    own = f"mutu.lembar.{dataset}"
    return text(own, lang) if has(own, lang) else text(f"kontrak.dataset.{dataset}", lang)


def agency_name(kode: str, names: Mapping[str, str], lang: str) -> str:
    """The agency's full name; its code where this quarter does not know it."""
    return text("mutu.tanpa_opd", lang) if kode == NOBODY else names.get(kode, kode)


def finding(now: Triwulan, rules: Sequence[Deret], drafts: Sequence[Mapping[str, Any]], lang: str) -> str:
    """The page's sentence: what blocks a draft, nothing found, one rule with most of it, lasting ones, else the share of rows."""
    period, found = formats.period(now.periode), [d for d in rules if d.kini]
    blocked = next((d for d in drafts if d["blokir"]), None)
    if blocked:
        at, n = formats.period(blocked["periode"]), formats.number(blocked["blokir"], 0, lang)
        return text("mutu.temuan.blokir", lang, periode=at, versi=blocked["versi"], n=n)
    rows, every = formats.number(now.bertemuan, 0, lang), formats.number(now.semua_baris, 0, lang)
    if not found:
        return text("mutu.temuan.bersih", lang, periode=period, semua=every)
    share = formats.percent(_share(now), lang)
    top, total, lasting = found[0], sum(d.kini for d in found), [d for d in found if d.sejak >= LONG]
    if top.kini * 2 >= total and total > 3:
        n, all_of = formats.number(top.kini, 0, lang), formats.number(total, 0, lang)
        return text("mutu.temuan.satu", lang, n=n, semua=all_of, periode=period, aturan=rule_name(top.id, lang))
    if len(lasting) * 2 >= len(found):
        longest = max(lasting, key=lambda d: (d.sejak, d.kini))
        name = rule_name(longest.id, lang)
        return text("mutu.temuan.lama", lang, n=len(lasting), semua=len(found), lama=LONG, aturan=name, triwulan=longest.sejak)
    n = formats.number(top.kini, 0, lang)
    return text("mutu.temuan.bagian", lang, n=rows, semua=every, bagian=share, aturan=rule_name(top.id, lang), jumlah=n)


def _share(quarter: Triwulan) -> float | None:
    return 100 * quarter.bertemuan / quarter.semua_baris if quarter.semua_baris else None


def tiles(
    now: Triwulan, before: Triwulan | None, seen: Sequence[Triwulan], rules: Sequence[Deret], agencies: tuple[int, int],
    filled_in: Mapping[str, Any] | None, checked: int, lang: str,
) -> list[Tile]:  # fmt: skip
    """Seven figures of the chosen quarter. agencies: with findings, of all; checked: how many rules could be checked."""
    found = [d for d in rules if d.kini]
    lasting = [d for d in found if d.sejak > 1]
    required = [d for d, c in contracts().items() if c.complete]
    there = [d for d in contracts() if now.baris.get(d)]
    sent = [q for q in seen if q.dikirim and q.hari is not None]
    n = formats.number
    return [
        _tile("baris", formats.percent(_share(now), lang), lang, (_change(now, before, lang),), n=n(now.bertemuan, 0, lang),
              semua=n(now.semua_baris, 0, lang)),
        _tile("temuan", n(sum(d.kini for d in found), 0, lang), lang, n=len(found), semua=checked),
        _tile("opd", str(agencies[0]), lang, n=agencies[0], semua=agencies[1]),
        _tile("lembar", str(len(there)), lang, n=len(there), semua=len(contracts()), wajib=sum(d in there for d in required),
              semua_wajib=len(required)),
        _filled_in(filled_in, lang),
        _tile("tepat", str(sum(not q.late for q in sent)), lang, n=sum(not q.late for q in sent), semua=len(sent))
        if sent else Tile(text("mutu.angka.tepat", lang), formats.NULL, note=text("mutu.angka.tepat.tidak_ada", lang)),
        _tile("lama", str(len(lasting)), lang, n=len(lasting), semua=len(found)),
    ]  # fmt: skip


def _tile(name: str, value: str, lang: str, changes: tuple[Change | None, ...] = (), **said: object) -> Tile:
    key = f"mutu.angka.{name}"
    return Tile(text(key, lang), value, text(f"{key}.rinci", lang, **said), tuple(c for c in changes if c))


def _change(now: Triwulan, before: Triwulan | None, lang: str) -> Change | None:
    one, other = _share(now), _share(before) if before else None
    if one is None or other is None or before is None:
        return None
    rest = text("mutu.angka.dari", lang, periode=formats.period(before.periode))
    moved = round(one - other, 1)
    if not moved:
        return Change(text("mutu.angka.tetap", lang), rest)
    return Change(formats.points(moved, lang), rest, moved > 0, moved < 0)


def _filled_in(found: Mapping[str, Any] | None, lang: str) -> Tile:
    label = text("mutu.angka.realisasi", lang)
    if not found or found["nilai"] is None:
        return Tile(label, formats.NULL, note=text("mutu.angka.realisasi.tidak_ada", lang))
    share = formats.fraction(found["pembilang"], found["penyebut"], lang)
    return Tile(label, formats.percent(found["nilai"], lang), text("mutu.angka.realisasi.rinci", lang, n=share))


def rule_table(rules: Sequence[Deret], seen: Sequence[Triwulan], lang: str) -> pl.DataFrame:
    """Rule × quarter, as the picture shows it."""
    head = {text("mutu.kolom.aturan", lang): [rule_name(d.id, lang) for d in rules]}
    head[text("mutu.kolom.kode", lang)] = [d.id for d in rules]
    head[text("mutu.kolom.tingkat", lang)] = [text(f"mutu.tingkat.{d.tingkat}", lang) for d in rules]
    return pl.DataFrame(head | _counts(rules, seen, lang))


def agency_table(agencies: Sequence[Deret], seen: Sequence[Triwulan], names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Agency × quarter, as the picture shows it."""
    head = {text("mutu.kolom.opd", lang): [agency_name(d.id, names, lang) for d in agencies]}
    return pl.DataFrame(head | _counts(agencies, seen, lang))


def _counts(found: Sequence[Deret], seen: Sequence[Triwulan], lang: str) -> dict[str, Any]:
    columns: dict[str, Any] = {
        formats.period(q.periode): pl.Series([d.jumlah[i] for d in found], dtype=pl.Int64) for i, q in enumerate(seen)
    }
    return columns | {text("mutu.kolom.jumlah", lang): pl.Series([d.total for d in found], dtype=pl.Int64)}


def filled_words(cell: Isian | None, lang: str) -> str:
    """`82%`, `82% ↻` where carried forward, `belum` where the sheet is empty, a dash where nothing counts."""
    if cell is None:
        return formats.NULL
    if cell.bagian is None:
        return text("mutu.belum", lang)
    tiny = 0 < cell.bagian < 0.005
    words = "<1%" if tiny else formats.percent(100 * cell.bagian, lang, decimals=0, cuts=(100,))
    return f"{words} ↻" if cell.keadaan == "dibawa" else words


def filled_table(found: Mapping[str, Sequence[Isian | None]], seen: Sequence[Triwulan], head: str, lang: str) -> pl.DataFrame:
    """Sheet (or column) × quarter: filled shares as text. found: by the words of the row."""
    columns = {head: list(found)}
    for i, quarter in enumerate(seen):
        columns[formats.period(quarter.periode)] = [filled_words(cells[i], lang) for cells in found.values()]
    return pl.DataFrame(columns)


def sending_words(quarter: Triwulan, lang: str) -> str:
    """`tepat waktu, T−3 · 12 Jan 2025`, `terlambat T+4 · 19 Jan 2025`, `belum dikirim, lewat 6 hari`."""
    if quarter.hari is None:
        return text("mutu.kirim.tanpa_tenggat", lang)
    if not quarter.dikirim:
        key = "mutu.kirim.lewat" if quarter.late else "mutu.kirim.sisa"
        return text(key, lang, hari=formats.number(abs(quarter.hari), 0, lang))
    key = "mutu.kirim.terlambat" if quarter.late else "mutu.kirim.tepat"
    return text(key, lang, t=t_word(quarter.hari), tanggal=formats.day(quarter.dikirim, lang, quarter.zona))


def sending_table(seen: Sequence[Triwulan], lang: str) -> pl.DataFrame:
    """Newest first: deadline, day of sending, and what that means."""
    rows = list(reversed(seen))
    return pl.DataFrame(
        {
            text("mutu.kolom.periode", lang): [formats.period(q.periode) for q in rows],
            text("mutu.kolom.tenggat", lang): [formats.day(q.tenggat, lang) for q in rows],
            text("mutu.kolom.dikirim", lang): [formats.moment(q.dikirim, lang, q.zona) for q in rows],
            text("mutu.kolom.selisih", lang): pl.Series([q.hari if q.dikirim else None for q in rows], dtype=pl.Int64),
            text("mutu.kolom.keadaan", lang): [sending_words(q, lang) for q in rows],
        }
    )


def revision_table(versions: pl.DataFrame, zona: str, lang: str) -> pl.DataFrame:
    """Every version: quarter, number, where it stands, when, and what was said of it."""
    rows = versions.to_dicts()
    return pl.DataFrame(
        {
            text("mutu.kolom.periode", lang): [formats.period(r["periode"]) for r in rows],
            text("mutu.kolom.versi", lang): [str(r["versi"]) for r in rows],
            text("mutu.kolom.keadaan", lang): [text(f"mutu.tahap.{r['tahap']}", lang) for r in rows],
            text("mutu.kolom.waktu", lang): [formats.moment(r["waktu"], lang, zona) for r in rows],
            text("mutu.kolom.alasan", lang): [r["catatan"] or r["alasan"] or formats.NULL for r in rows],
        },
        schema_overrides={text("mutu.kolom.versi", lang): pl.String},
    )


def open_table(found: Sequence[Terbuka], lang: str, *, with_reasons: bool) -> pl.DataFrame:
    """Warnings that stay: how many, since when, and the reason given where the reader may know it."""
    columns = {
        text("mutu.kolom.aturan", lang): [rule_name(o.aturan, lang) for o in found],
        text("mutu.kolom.jumlah", lang): [formats.number(o.jumlah, 0, lang) for o in found],
        text("mutu.kolom.sejak", lang): [text("mutu.sejak", lang, periode=formats.period(o.awal), n=o.sejak) for o in found],
    }
    if with_reasons:
        columns[text("mutu.kolom.oleh", lang)] = [o.oleh or formats.NULL for o in found]
        columns[text("mutu.kolom.alasan", lang)] = [o.alasan or formats.NULL for o in found]
    return pl.DataFrame(columns)


def draft_table(drafts: Sequence[Mapping[str, Any]], lang: str) -> pl.DataFrame:
    """Versions that wait for repair, with what blocks them."""
    return pl.DataFrame(
        {
            text("mutu.kolom.periode", lang): [formats.period(d["periode"]) for d in drafts],
            text("mutu.kolom.versi", lang): [str(d["versi"]) for d in drafts],
            text("mutu.kolom.keadaan", lang): [text(f"mutu.tahap.{d['tahap']}", lang) for d in drafts],
            text("mutu.tingkat.blokir", lang): [formats.number(d["blokir"], 0, lang) for d in drafts],
            text("mutu.tingkat.peringatan", lang): [formats.number(d["peringatan"], 0, lang) for d in drafts],
            text("mutu.kolom.alasan", lang): [d["alasan"] or formats.NULL for d in drafts],
        }
    )
