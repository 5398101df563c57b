"""Proses dan Layanan in words: finding, tiles and tables. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats, indeks_model, metric_text, overview
from pages.ui import proses_model as model
from pages.ui.proses_model import Proses, Ringkas, Ukur
from pages.ui.singkatan import cut, short_unit
from pages.ui.tiles import Change, Tile

Periods = tuple[str, str | None]
LONG = 34
"""Characters of a process name inside a sentence."""


def at(values: pl.DataFrame, metrik: str, periode: str | None) -> dict[str, Any]:
    """The row of a metric and period among the rows of one place; empty if there is none."""
    rows = values.filter((pl.col("metrik") == metrik) & (pl.col("periode") == periode))
    return rows.row(0, named=True) if rows.height else {}


def finding(values: pl.DataFrame, found: Sequence[Proses], periode: str, lang: str, name: str | None = None) -> str:
    """`Tahap persetujuan berkurang 27,8%, waktu 31,2%; 2 dari 40 proses justru melambat: Izin reklame (+3 hari).`"""
    steps, days = (at(values, m, periode).get("nilai") for m in model.METRICS[:2])
    head = _head(steps, days, lang)
    slow = model.slower(found)
    if slow:
        words = {"n": len(slow), "semua": len(found), "nama": cut(slow[0].nama, LONG), "naik": gained(slow[0], lang)}
        said = text("proses.temuan.lambat", lang, kepala=head, **words)
    elif longest := model.slowest(found, most=1):
        amount = days_text(longest[0].hari.kini, lang)
        said = text("proses.temuan.terlama", lang, kepala=head, nama=cut(longest[0].nama, LONG), hari=amount)
    else:
        said = head + "."
    return f"{name}: {said}" if name else said


def _head(steps: float | None, days: float | None, lang: str) -> str:
    parts = [
        text(f"proses.temuan.{key}.{'turun' if n >= 0 else 'naik'}", lang, n=formats.percent(abs(n), lang))
        for key, n in (("tahap", steps), ("hari", days))
        if n is not None
    ]
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:] if parts else text("proses.temuan.belum", lang)


def days_text(n: float | None, lang: str) -> str:
    """`12,5 hari`."""
    return text("proses.hari", lang, n=formats.plain(n, lang))


def steps_text(n: float | None, lang: str) -> str:
    """`4 tahap`."""
    return text("proses.tahap", lang, n=formats.plain(n, lang))


def gained(one: Proses, lang: str) -> str:
    """`+3 hari`, `+1 tahap`, both where both grew."""
    parts = [f"+{days_text(one.hari.naik, lang)}"] if one.hari.naik > 0 else []
    parts += [f"+{steps_text(one.tahap.naik, lang)}"] if one.tahap.naik > 0 else []
    return ", ".join(parts)


def pair(figure: Ukur, lang: str) -> str:
    """`25 → 12,5`; only what is known."""
    if figure.sesudah is None:
        return formats.plain(figure.sebelum, lang)
    return f"{formats.plain(figure.sebelum, lang)} → {formats.plain(figure.sesudah, lang)}"


def tiles(
    values: pl.DataFrame, metrics: Mapping[str, Any], found: Sequence[Proses], indices: Sequence[indeks_model.Nilai],
    periods: Periods, lang: str,
) -> list[Tile]:  # fmt: skip
    """values: rows of the region or of one agency, now and in the period compared with."""
    slow, waiting = len(model.slower(found)), sum(not p.selesai for p in found)
    return [
        Tile(
            text("proses.petak.jumlah", lang), formats.number(len(found), 0, lang),
            text("proses.petak.jumlah.belum", lang, n=waiting),
        ),
        *(_share(name, values, metrics, periods, lang) for name in model.METRICS),
        Tile(
            text("proses.petak.lambat", lang), formats.number(slow, 0, lang),
            text("proses.petak.lambat.dari", lang, n=len(found) - waiting),
        ),
        _index(indices, lang),
    ]  # fmt: skip


def _share(name: str, values: pl.DataFrame, metrics: Mapping[str, Any], periods: Periods, lang: str) -> Tile:
    now, then = (at(values, name, p) for p in periods)
    share, label = now.get("nilai"), text(f"proses.petak.{name}", lang)
    if share is None:
        return Tile(label, formats.NULL, note=metric_text.reason(now or None, lang))
    top, bottom = (formats.plain(now[part], lang) for part in ("pembilang", "penyebut"))
    moved = overview.change(metrics[name], share, then or None, periods[1], lang) if periods[1] and name in metrics else None
    below = text(f"proses.petak.{name}.pecahan", lang, a=top, b=bottom)
    return Tile(label, formats.percent(share, lang), below, (moved,) if moved else ())


def _index(indices: Sequence[indeks_model.Nilai], lang: str) -> Tile:
    """The newest SPBE or Pemdi value with its band, and the change of the year before: none across two rules."""
    one = indeks_model.latest(indices, "spbe", "pemdi")
    if one is None:
        return Tile(text("proses.petak.indeks", lang), formats.NULL, note=text("proses.petak.indeks.tanpa", lang))
    name = f"{indeks_model.kind_name(one.jenis, lang)} {one.tahun}"
    words = " · ".join([indeks_model.predicate(one, lang), indeks_model.rule_name(one.rezim)])
    past = indeks_model.before(indices, one)
    return Tile(name, indeks_model.shown(one, lang), words, (_since(one, past, lang),) if past else ())


def _since(one: indeks_model.Nilai, past: indeks_model.Nilai, lang: str) -> Change:
    since = text("proses.petak.indeks.sejak", lang, tahun=past.tahun)
    if past.rezim != one.rezim:
        return Change(text("proses.petak.indeks.jeda", lang), since)
    delta = round(one.nilai - past.nilai, 2)
    if not delta:
        return Change(text("halaman.tetap", lang), since)
    return Change(formats.number(abs(delta), 2, lang), since, delta > 0, delta > 0)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> pl.DataFrame:
    names = [text(f"proses.kolom.{head}", lang) for head in heads]
    return pl.DataFrame(list(rows), schema=dict.fromkeys(names, pl.String), orient="row")


def table(found: Sequence[Proses], names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Processes with steps and days before and after, and what that means."""
    rows = [
        [
            p.nama, short_unit(names.get(p.kode_opd or ""), 30),
            *(formats.plain(n, lang) for n in (p.tahap.sebelum, p.tahap.sesudah, p.hari.sebelum, p.hari.sesudah)),
            text(f"proses.elektronik.{p.elektronik}", lang) if p.elektronik else text("proses.belum_diisi", lang),
            state(p, lang),
        ]
        for p in found
    ]  # fmt: skip
    heads = ("proses", "opd", "tahap_sebelum", "tahap_sesudah", "hari_sebelum", "hari_sesudah", "elektronik", "keadaan")
    return _table(heads, rows, lang)


def state(one: Proses, lang: str) -> str:
    """`melambat +3 hari`, `belum disederhanakan`, `lebih cepat`, `tetap`."""
    if one.lambat:
        return f"{text('proses.keadaan.lambat', lang)} {gained(one, lang)}"
    if not one.selesai:
        return text("proses.keadaan.belum", lang)
    better = one.hari.naik < 0 or one.tahap.naik < 0
    return text(f"proses.keadaan.{'cepat' if better else 'tetap'}", lang)


def agencies(found: Sequence[Ringkas], names: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Agencies with their processes and the three shares."""
    rows = [
        [
            short_unit(names.get(r.kode, r.kode), 30), formats.number(r.jumlah, 0, lang),
            *(formats.percent(n, lang) for n in r.angka), formats.number(r.lambat, 0, lang),
        ]
        for r in found
    ]  # fmt: skip
    return _table(("opd", "jumlah", *model.METRICS, "lambat"), rows, lang)
