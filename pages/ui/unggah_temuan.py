"""The summary of a submission and the list of what was found, as HTML that wraps, opens by keyboard and prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats
from pages.ui import unggah_model as model
from pages.ui.panels import short_hash
from pages.ui.tiles import Change, Tile
from pages.ui.unggah_model import BLOCKING, SYMBOL, WARNING, Cell, Draft, Group, State

STEPS = ("unggah", "periksa", "perbaiki", "ajukan", "terbit")
NOW = {
    State.KOSONG: "unggah",
    State.TERBLOKIR: "perbaiki",
    State.PERINGATAN: "ajukan",
    State.BERSIH: "ajukan",
    State.DIAJUKAN: "terbit",
    State.DIKEMBALIKAN: "perbaiki",
}
"""The step that waits for somebody."""
MOST_CELLS, FEWEST = 2000, 20
"""Cells that the opened rows hold together, and each at least: the rest is in the CSV and in the marked workbook."""


def steps_html(now: str, notes: Mapping[str, str], lang: str) -> str:
    """The five steps: past ones ticked, the current one outlined."""
    place = STEPS.index(now)
    parts = []
    for n, step in enumerate(STEPS):
        kind = "lalu" if n < place else "kini" if n == place else "nanti"
        mark = "✓" if n < place else str(n + 1)
        current = ' aria-current="step"' if n == place else ""
        parts.append(
            f'<div class="{kind}" role="listitem"{current}><b>{mark} {escape(text(f"unggah.langkah.{step}", lang))}</b>'
            f"<span>{escape(notes.get(step) or text(f'unggah.langkah.{step}.catatan', lang))}</span></div>"
        )
    return f'<div class="langkah" role="list">{"".join(parts)}</div>'


def notes(draft: Draft, checked: str, lang: str) -> dict[str, str]:
    """What stands under each step of a submission. checked: how long the check took and by how many rules."""
    found = {
        "unggah": draft.files[0] if len(draft.files) == 1 else text("unggah.berkas.jumlah", lang, n=len(draft.files)),
        "periksa": checked,
        "perbaiki": text("unggah.langkah.sisa", lang, blokir=len(draft.of(BLOCKING)), peringatan=len(draft.of(WARNING))),
    }
    if draft.state is State.DIAJUKAN:
        found["ajukan"] = formats.day(draft.row["waktu_ajukan"], lang)
        found["terbit"] = text("unggah.langkah.menunggu", lang)
    return found


def tiles(draft: Draft, explained: int, lang: str) -> list[Tile]:
    """Read, accepted, rejected, warnings."""
    n, rules = draft.counts, draft.rules_to_explain
    rows = sum(len(group.cells) for group in draft.of(WARNING))
    share = formats.percent(100 * n.diterima / n.dibaca, lang) if n.dibaca else formats.NULL
    blank = _whole(n.kosong, lang)
    reasons = (
        Change(f"{explained} / {len(rules)}", text("unggah.petak.beralasan", lang), helps=explained == len(rules))
        if rules else Change(text("unggah.petak.tanpa_alasan", lang))
    )  # fmt: skip
    return [
        Tile(text("unggah.petak.dibaca", lang), _whole(n.dibaca, lang),
             text("unggah.petak.lembar", lang, n=n.lembar, kosong=blank), (Change("SHA-256", short_hash(draft.row["sha256"])),)),
        Tile(text("unggah.petak.diterima", lang), _whole(n.diterima, lang), text("unggah.petak.bagian", lang, persen=share),
             (_standing(draft, lang),)),
        Tile(text("unggah.petak.ditolak", lang), _whole(n.ditolak, lang),
             text("unggah.petak.blokir", lang, n=len(draft.of(BLOCKING))), _since_before(draft, lang)),
        Tile(text("unggah.petak.peringatan", lang), _whole(len(draft.of(WARNING)), lang),
             text("unggah.petak.baris", lang, n=_whole(rows, lang), aturan=len(rules)), (reasons,)),
    ]  # fmt: skip


def _standing(draft: Draft, lang: str) -> Change:
    word = "diajukan" if draft.state is State.DIAJUKAN else "dikembalikan" if draft.state is State.DIKEMBALIKAN else "draf"
    return Change(text(f"unggah.petak.{word}", lang), text("unggah.petak.belum_terbit", lang))


def _since_before(draft: Draft, lang: str) -> tuple[Change, ...]:
    if not draft.before:
        return ()
    change = draft.counts.ditolak - model.counts(draft.before["baris"]).ditolak
    rest = text("unggah.petak.dari_kiriman", lang, versi=draft.before["versi"])
    if not change:
        return (Change(text("unggah.petak.tetap", lang), rest),)
    return (Change(_whole(abs(change), lang), rest, up=change > 0, helps=change < 0),)


def summary_html(draft: Draft, lang: str) -> str:
    """One line of all sheets; opened, a table of their rows and the control totals."""
    told = model.per_sheet(draft.row["baris"])
    line = ", ".join(
        f"<b>{escape(name)}</b> {_whole(one['dibaca'], lang)}"
        + (f" ({escape(text('unggah.rincian.ditolak', lang, n=_whole(one['ditolak'], lang)))})" if one["ditolak"] else "")
        for name, one in told.items()
    )
    head = "".join(f"<th>{escape(text(f'unggah.rincian.{c}', lang))}</th>" for c in ("lembar", *_COUNTS, "dilewati", "asal"))
    body = "".join(_sheet_row(name, one, draft, lang) for name, one in told.items())
    return (
        f'<details class="rincian"><summary>{escape(text("unggah.rincian", lang))} {line}</summary>'
        f'<table class="temuan angka"><tr>{head}</tr>{body}</table>{_totals(draft, lang)}</details>'
    )


_COUNTS = ("dibaca", "diterima", "ditolak_kepala", "kosong")


def _sheet_row(name: str, one: Mapping[str, Any], draft: Draft, lang: str) -> str:
    figures = "".join(f"<td>{_whole(one.get(c.removesuffix('_kepala'), 0), lang)}</td>" for c in _COUNTS)
    skipped = _whole(sum((one.get("dilewati") or {}).values()), lang)
    source = formats.period(draft.carried[name]) if name in draft.carried else text("unggah.rincian.berkas", lang)
    return f"<tr><td>{escape(name)}</td>{figures}<td>{skipped}</td><td>{escape(source)}</td></tr>"


def _totals(draft: Draft, lang: str) -> str:
    import json

    told = json.loads(draft.row["total_kendali"] or "{}")
    if not told:
        return ""
    parts = [f"{escape(text(f'unggah.total.{name}', lang))} <b>{_total(name, value, lang)}</b>" for name, value in told.items()]
    return f'<p class="catatan">{escape(text("unggah.total", lang))} {" · ".join(parts)}</p>'


def _total(name: str, value: float | None, lang: str) -> str:
    return formats.rupiah(value, lang) if "program" in name else formats.plain(value, lang)


def findings_html(groups: Sequence[Group], lang: str) -> str:
    """The list: one row per rule and column, which opens to all its cells."""
    each = max(FEWEST, MOST_CELLS // max(1, len(groups)))
    columns = ("tingkat", "sel", "kolom", "salah", "perbaikan", "kena")
    head = "".join(f'<span role="columnheader">{escape(text(f"unggah.tabel.{c}", lang))}</span>' for c in columns)
    rows = "".join(_group(group, each, lang) for group in groups)
    return f'<div class="daftar-temuan"><div class="kepala" role="row">{head}</div>{rows}</div>'


def _group(group: Group, each: int, lang: str) -> str:
    first = group.first
    marks = f"{SYMBOL[group.tingkat]} {text(f'unggah.tingkat.{group.tingkat}', lang)}"
    line = (
        f'<span class="{group.tingkat}">{escape(marks)}</span><span>{escape(first.tempat)}</span>'
        f"<span>{escape(group.kolom or formats.NULL)}</span><span>{escape(first.pesan)}</span>"
        f"<span>{escape(first.perbaikan)}</span><span>{_whole(len(group.cells), lang)}</span>"
    )
    inner = "".join(_cell(cell, lang) for cell in group.cells[:each])
    more = len(group.cells) - each
    rest = f'<p class="catatan">{escape(text("unggah.tabel.selebihnya", lang, n=_whole(more, lang)))}</p>' if more > 0 else ""
    head = "".join(f"<th>{escape(text(f'unggah.tabel.{c}', lang))}</th>" for c in ("sel", "nilai", "salah", "perbaikan"))
    return (
        f'<details title="{escape(group.aturan)}"><summary>{line}</summary>'
        f'<table class="temuan"><tr>{head}</tr>{inner}</table>{rest}</details>'
    )


def _cell(cell: Cell, lang: str) -> str:
    value = text("unggah.tabel.pribadi", lang) if cell.personal else cell.nilai
    parts = (cell.tempat, value, cell.pesan, cell.perbaikan)
    return f"<tr>{''.join(f'<td>{escape(part)}</td>' for part in parts)}</tr>"


def table(cells: Sequence[Cell], lang: str) -> pl.DataFrame:
    """All cells as a table: for the CSV."""
    names = ("tingkat", "aturan", "lembar", "sel", "kolom", "nilai", "salah", "perbaikan")
    rows = [
        (text(f"unggah.tingkat.{c.tingkat}", lang), c.aturan, c.lembar, c.tempat, c.kolom, c.nilai, c.pesan, c.perbaikan)
        for c in cells
    ]
    return pl.DataFrame(rows, schema={text(f"unggah.tabel.{n}", lang): pl.String for n in names}, orient="row")


def _whole(value: float | None, lang: str) -> str:
    return formats.number(value, 0, lang)
