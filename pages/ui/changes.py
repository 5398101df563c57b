"""`Yang berubah`: at most five sentences made by rules, each with the page that shows its evidence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats, metric_text, scales
from pages.ui.overview import Agency
from pages.ui.singkatan import short_unit

MOST = 5
EXPLAINED = 0.9
"""Share of a change that a few indicators must explain before the sentence names them (leave-one-out contributions)."""


@dataclass(frozen=True)
class Sentence:
    """Markdown of one sentence, and where its evidence is: page and changed query parameters."""

    words: str
    page: str
    query: tuple[tuple[str, str | None], ...] = ()


def sentences(
    found: Sequence[Agency],
    reporting: tuple[int, int],
    structure: Sequence[tuple[Any, float | None, float | None]],
    attainment: dict[str, tuple[pl.DataFrame, pl.DataFrame]],
    differing: int,
    dasar: str | None,
    lang: str,
) -> list[Sentence]:
    """The five most telling changes.

    structure: (metric, baseline value, value now). attainment: kode_opd → indicators now and then, for the agencies that
    moved most. differing: indicators whose printed attainment differs from ours.
    """
    moved = sorted((a for a in found if a.delta is not None and round(abs(a.delta), 1) > 0), key=lambda a: a.delta or 0)
    lines = [_moved(a, attainment.get(a.kode), lang) for a in moved[:1] if (a.delta or 0) < 0]
    lines += [_moved(a, attainment.get(a.kode), lang) for a in moved[-1:] if (a.delta or 0) > 0]
    lines += _silent(found, reporting, lang)
    lines += [_structure(metric, then, now, dasar, lang) for metric, then, now in structure if _told(then, now)]
    if differing:
        lines.append(Sentence(text("halaman.berubah.tercetak", lang, n=differing), "capaian_kinerja"))
    return lines[:MOST]


def furthest(found: Sequence[Agency]) -> list[str]:
    """The agencies whose indicators `sentences` wants: largest fall and largest rise."""
    moved = sorted((a for a in found if a.delta), key=lambda a: a.delta or 0)
    return [a.kode for a in dict.fromkeys(moved[:1] + moved[-1:])]


def explained_by(now: pl.DataFrame, then: pl.DataFrame) -> int | None:
    """How many indicators (at most two) explain 90 % of the change of their mean; None where more are needed or sets differ."""
    both = now.select("kode_indikator", "capaian").join(
        then.select("kode_indikator", "capaian"), on="kode_indikator", suffix="_dulu"
    )
    both = both.drop_nulls()
    if both.is_empty() or both.height != now["capaian"].drop_nulls().len():
        return None
    moves = (both["capaian"] - both["capaian_dulu"]).to_list()
    total = sum(moves)
    same_way = sorted((m for m in moves if m * total > 0), key=abs, reverse=True)
    return next((n for n in (1, 2) if total and abs(sum(same_way[:n])) >= EXPLAINED * abs(total)), None)


def _moved(agency: Agency, indicators: tuple[pl.DataFrame, pl.DataFrame] | None, lang: str) -> Sentence:
    scale, delta = scales.attainment(), agency.delta or 0.0
    colour, arrow, way = ("blue", "▲", "naik") if delta > 0 else ("red", "▼", "turun")
    then, now = scale.step(agency.dulu), scale.step(agency.kini)
    words = text(
        f"halaman.berubah.{way}",
        lang,
        opd=f":{colour}[**{arrow} {short_unit(agency.nama)}**]",
        poin=formats.points(delta, lang),
        nilai=formats.percent(agency.kini, lang, cuts=scale.cuts),
    )
    if then != now:
        words += text("halaman.berubah.tingkat", lang, dari=scales.word(then, lang), ke=scales.word(now, lang))
    elif indicators and (few := explained_by(*indicators)):
        words += text("halaman.berubah.seluruhnya", lang, n=few)
    return Sentence(f"{words}.", "capaian_kinerja", (("opd", agency.nama),))


def _silent(found: Sequence[Agency], reporting: tuple[int, int], lang: str) -> list[Sentence]:
    silent = [a for a in found if a.kini is None]
    if not silent:
        return []
    named = ", ".join(short_unit(a.nama) for a in silent[:2])
    more = text("halaman.berubah.lainnya", lang, n=len(silent) - 2) if len(silent) > 2 else ""
    words = text("halaman.berubah.belum", lang, opd=f"{named} {more}".strip(), n=reporting[0], semua=reporting[1])
    return [Sentence(words, "capaian_kinerja")]


def _told(then: float | None, now: float | None) -> bool:
    return then is not None and now is not None and round(then, 1) != round(now, 1)


def _structure(metric: Any, then: float | None, now: float | None, dasar: str | None, lang: str) -> Sentence:
    rises = (now or 0) > (then or 0)
    words = text(
        "halaman.berubah.struktur.naik" if rises else "halaman.berubah.struktur.turun",
        lang,
        metrik=metric_text.label(metric.id, lang),
        dari=metric_text.value(metric, then, lang),
        ke=metric_text.value(metric, now, lang),
        periode=formats.period(dasar),
    )
    return Sentence(words, "rentang_kendali" if metric.id.startswith("rentang") else "hierarki")
