"""What Capaian Kinerja says: agencies by quarter, the finding, one agency's indicators, one indicator's history. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.locale import text
from etl.metrics import category
from etl.regulations import value
from pages.ui import formats, metric_text, scales
from pages.ui.singkatan import short_unit

SORTS = ("terendah", "turun", "struktur")
LOW = ("R", "SR")
REFERENCE = "acuan-capaian"
"""The regulation file of local reference values for efficiency."""
STUBBORN = 3
"""Quarters on the same low step after which the finding names the agency."""
NOTICED = 0.05
"""Points from which a printed attainment counts as different."""


@dataclass(frozen=True)
class Line:
    """One agency: attainment of the last eight quarters, oldest first; None = not reported."""

    kode: str
    nama: str
    values: tuple[float | None, ...]

    @property
    def last(self) -> float | None:
        """The value of the period looked at."""
        return self.values[-1]

    @property
    def fall(self) -> float:
        """Points lost since the quarter before; -inf where unknown."""
        if len(self.values) < 2 or self.values[-1] is None or self.values[-2] is None:
            return float("-inf")
        return self.values[-2] - self.values[-1]


@dataclass(frozen=True)
class Revision:
    """A target of the year that was revised: attainment against that of today and the first one, why, since when, by whom."""

    now: dict[str, Any]
    first: dict[str, Any]
    alasan: str | None
    sejak: str
    oleh: str
    penyetuju: str


def revisions(told: pl.DataFrame, now: pl.DataFrame, first: pl.DataFrame) -> dict[str, Revision]:
    """By indicator; told: `target_revisions`, now and first: attainment on the bases `tahun` and `tahun_awal`."""
    by_code = [{row["kode_indikator"]: row for row in rows.iter_rows(named=True)} for rows in (now, first)]
    return {
        code: Revision(by_code[0][code], by_code[1][code], *(row[n] for n in ("alasan", "sejak", "oleh", "disetujui_oleh")))
        for row in told.iter_rows(named=True)
        if (code := row["kode_indikator"]) in by_code[0] and code in by_code[1]
    }


def lines(values: pl.DataFrame, names: dict[str, str], periods: Sequence[str]) -> list[Line]:
    """One line per agency, in the order of their codes."""
    known = {(unit, period): found for unit, period, found in metric_text.reported(values).rows()}
    return [Line(kode, nama, tuple(known.get((kode, p)) for p in periods)) for kode, nama in names.items()]


def ordered(found: Sequence[Line], by: str) -> list[Line]:
    """Not reported on top; then lowest first, largest fall first, or in the order of the structure."""
    if by == "struktur":
        return list(found)
    if by == "turun":
        return sorted(found, key=lambda line: (line.last is not None, -line.fall, line.kode))
    return sorted(found, key=lambda line: (line.last is not None, line.last or 0.0, line.kode))


def finding(found: Sequence[Line], chosen: Line | None, indicators: pl.DataFrame, lang: str) -> str:
    """The page's sentence: how many lie below Tinggi, then the agency that stands still on a low step."""
    scale = scales.attainment()
    reported = [line for line in found if line.last is not None]
    if not reported:
        return text("halaman.capaian.temuan.kosong", lang)
    high = scale.lower("T")
    below = sum(round(line.last or 0, 2) < high for line in reported)
    head = text("halaman.capaian.temuan", lang, n=below, semua=len(reported), tingkat=scales.word("T", lang))
    named = chosen or min(reported, key=lambda line: line.last or 0)
    return f"{head}; {_about(named, indicators, lang)}"


def stubborn(line: Line) -> int:
    """For how many quarters up to now the line has stood on the step it has now; 0 without a value."""
    scale = scales.attainment()
    now = scale.step(line.last)
    count = 0
    for past in reversed(line.values):
        if now is None or scale.step(past) != now:
            break
        count += 1
    return count


def _about(line: Line, indicators: pl.DataFrame, lang: str) -> str:
    scale = scales.attainment()
    step, same = scale.step(line.last), stubborn(line)
    word = scales.word(step, lang)
    if step is None:
        return text("halaman.capaian.temuan.belum", lang, opd=line.nama)
    if same < STUBBORN or step not in LOW:
        shown = formats.percent(line.last, lang, cuts=scale.cuts)
        return text("halaman.capaian.temuan.terendah", lang, opd=line.nama, nilai=shown, tingkat=word)
    said = text(
        "halaman.capaian.temuan.tetap", lang, opd=short_unit(line.nama, 34), tingkat=word, n=formats.count_word(same, lang)
    )
    filled = indicators.drop_nulls("capaian") if indicators.height else indicators
    low = filled.filter(pl.col("capaian").round(2) < scale.lower("S")).height if filled.height else 0
    if not low:
        return f"{said}."
    cut = formats.plain(scale.lower("S"), lang)
    return said + text("halaman.capaian.temuan.indikator", lang, n=low, semua=indicators.height, batas=cut)


def unfilled(indicators: pl.DataFrame) -> tuple[int, int]:
    """(not filled though due, all) of these indicators."""
    if indicators.is_empty():
        return 0, 0
    return indicators.filter(pl.col("alasan") == "belum_diisi").height, indicators.height


def sorted_indicators(indicators: pl.DataFrame) -> pl.DataFrame:
    """Not filled first, then the lowest."""
    return indicators.sort(["capaian", "kode_indikator"], nulls_last=False) if indicators.height else indicators


def target_text(row: dict[str, Any], lang: str) -> str:
    """The target as the sender means it: predicate or range as text, else the number."""
    return row["target_teks"] or formats.plain(row["target"], lang)


def realised_text(row: dict[str, Any], lang: str) -> str:
    """The realisation in the same way."""
    return row["realisasi_teks"] or formats.plain(row["realisasi"], lang)


def printed_differs(row: dict[str, Any]) -> bool:
    """Whether the sender printed another attainment than the computed one."""
    return row["selisih"] is not None and abs(row["selisih"]) >= NOTICED


def absorption(row: dict[str, Any]) -> float | None:
    """Budget realised as percent of its ceiling; null without a ceiling."""
    if not row["pagu"] or row["realisasi_anggaran"] is None:
        return None
    return float(100 * row["realisasi_anggaran"] / row["pagu"])


def efficiency(row: dict[str, Any]) -> float | None:
    """Attainment minus absorption, in points."""
    used = absorption(row)
    return None if used is None or row["capaian"] is None else float(row["capaian"] - used)


def efficiency_words(row: dict[str, Any], lang: str) -> str:
    """`cukup efisien`, with *capaian rendah* after it where the attainment is too low for the word; empty without a budget."""
    gap = efficiency(row)
    if gap is None:
        return ""
    code = category(REFERENCE, "efisiensi", gap)
    word = text(f"metrik.kategori.{code}", lang).lower()
    low = code != "tidak_efisien" and float(row["capaian"]) < value(REFERENCE, "capaian_rendah").value
    return f"{word}; {text('metrik.kategori.capaian_rendah', lang)}" if low else word
