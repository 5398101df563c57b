"""Tahapan: the three stages per agency and for the region, what holds an agency up, and the page's sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats, metric_text, scales

STAGES = ("penyederhanaan_struktur", "penyetaraan_jabatan", "fungsional_dalam_tim")
TEAMS, RULE = "tim_lintas_opd", "regulasi_sistem_kerja"
METRICS = (*STAGES, TEAMS, RULE)
PAGES = dict(zip(STAGES, ("struktur", "penyetaraan", "sistem_kerja"), strict=True))
"""The page that shows a stage in detail."""
COMPLETE = scales.completeness()
"""Our own scale of completeness: no rule gives one."""
NEARLY = 90.0
FEW = 12
ODD = ("sisa_kurang_dari_dipertahankan", "sisa_lebih_dari_awal")
"""B < C, B > A: reasons of the metric."""
NOT_APPLICABLE = "tidak_berlaku"


@dataclass(frozen=True)
class Part:
    """One stage of one agency, or of the region."""

    metrik: str
    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None
    alasan: str | None = None
    rinci: Mapping[str, int] = field(default_factory=dict)
    """Stage 1: a, b, c; stage 2: dikecualikan, bukan_sasaran, belum."""

    @property
    def odd(self) -> bool:
        """B < C or B > A: the figures contradict one another, so no bar is drawn."""
        return self.alasan in ODD

    @property
    def share(self) -> float | None:
        """0–100; None where the stage does not apply, is not filled or contradicts itself."""
        return None if self.odd else self.nilai

    @property
    def short(self) -> int:
        """How many are still to be done."""
        if self.share is None or self.pembilang is None or self.penyebut is None:
            return 0
        return max(0, round(self.penyebut - self.pembilang))

    @property
    def missing_points(self) -> float:
        """Points up to 100; a contradiction counts as all of them, so that it stands on top."""
        return 100.0 if self.odd else 0.0 if self.share is None else max(0.0, 100.0 - self.share)


@dataclass(frozen=True)
class Row:
    """One agency with its stages."""

    kode: str
    nama: str
    parts: tuple[Part, ...]

    @property
    def missing_points(self) -> float:
        """Points missing over the stages."""
        return sum(part.missing_points for part in self.parts)


def rows(values: pl.DataFrame, fates: pl.DataFrame, states: pl.DataFrame, names: Mapping[str, str]) -> list[Row]:
    """The agencies with at least one stage, largest shortfall first. values, fates, states: of one quarter, all units."""
    found = [Row(kode, nama, parts(values, fates, states, kode)) for kode, nama in names.items()]
    shown = [row for row in found if any(p.nilai is not None or p.odd for p in row.parts)]
    return sorted(shown, key=lambda r: (-round(r.missing_points, 6), r.kode))


def parts(values: pl.DataFrame, fates: pl.DataFrame, states: pl.DataFrame, kode: str | None) -> tuple[Part, ...]:
    """The three stages of one agency (None: of the region)."""
    own = {row["metrik"]: row for row in _of(values, kode).iter_rows(named=True)}
    details: tuple[dict[str, int], ...] = (_abc(own.get(STAGES[0]), _of(fates, kode)), _states(_of(states, kode)), {})
    return tuple(_part(metrik, own.get(metrik), detail) for metrik, detail in zip(STAGES, details, strict=True))


def _of(rows_: pl.DataFrame, kode: str | None) -> pl.DataFrame:
    return rows_.filter(pl.col("kode_unit").eq_missing(pl.lit(kode, dtype=pl.String)))


def _part(metrik: str, row: dict[str, Any] | None, detail: Mapping[str, int]) -> Part:
    if row is None:
        return Part(metrik, rinci=detail)
    return Part(metrik, row["pembilang"], row["penyebut"], row["nilai"], row["alasan"], detail)


def _abc(row: dict[str, Any] | None, fates: pl.DataFrame) -> dict[str, int]:
    """A = all posts of the baseline, C = those kept, B = A minus what went (the metric's numerator)."""
    if row is None or row["pembilang"] is None or fates.is_empty():
        return {}
    a = int(fates["jumlah"].sum())
    kept = int(fates.filter(pl.col("sumbu_x") == "dipertahankan")["jumlah"].sum())
    return {"a": a, "b": a - round(row["pembilang"]), "c": kept}


def _states(states: pl.DataFrame) -> dict[str, int]:
    counts = {str(x): int(n) for x, n in states.group_by("sumbu_x").agg(pl.col("jumlah").sum()).iter_rows()}
    wanted = ("dikecualikan", "belum", "bukan_sasaran")
    return {name: counts.get(name, 0) for name in wanted} if counts else {}


def holding(row: Row, lang: str) -> str:
    """`478 JF di luar tim; 5 belum setara; 2 struktur`, most first; contradictions before everything."""
    odd = [text("tahapan.menahan.ganjil", lang) for part in row.parts if part.odd]
    short = sorted(((part.short, part.metrik) for part in row.parts if part.short), reverse=True)
    said = odd + [text(f"tahapan.menahan.{metrik}", lang, n=formats.number(n, 0, lang)) for n, metrik in short]
    return "; ".join(said) or text("tahapan.menahan.tidak_ada", lang)


def in_place_of_bar(part: Part, lang: str) -> str:
    """What is written where no bar is drawn; empty where there is one."""
    if part.share is not None:
        return ""
    if part.alasan in (*ODD, NOT_APPLICABLE):
        return text(f"tahapan.tanpa_batang.{part.alasan}", lang)
    if part.alasan in (None, "penyebut_kosong"):
        return text("tahapan.tanpa_batang.kosong", lang)
    return metric_text.reason({"alasan": part.alasan}, lang)


def percent(value: float | None, lang: str) -> str:
    """With one decimal, two where rounding would lift it over a cut."""
    return formats.percent(value, lang, cuts=COMPLETE.cuts)


def details(part: Part, lang: str) -> str:
    """`A 766 · B 530 · C 518`, or `9 dikecualikan · 12 belum · 518 bukan sasaran`."""
    if not part.rinci:
        return ""
    return text(f"tahapan.rinci.{part.metrik}", lang, **{k: formats.number(n, 0, lang) for k, n in part.rinci.items()})


def words(part: Part, lang: str) -> str:
    """The stage in full words for a hover: what was counted, and the details."""
    counts = {"n": formats.number(part.pembilang, 0, lang), "semua": formats.number(part.penyebut, 0, lang)}
    said = [text(f"tahapan.sentuh.{part.metrik}", lang, **counts)] if part.penyebut else []
    if part.rinci.keys() >= {"a", "b", "c"}:
        said.append(text("tahapan.abc", lang, **{k: formats.number(n, 0, lang) for k, n in part.rinci.items()}))
    elif part.rinci:
        said.append(details(part, lang))
    if part.share is None:
        said.append(metric_text.reason({"alasan": part.alasan}, lang))
    return "<br>".join(said)


def series(values: pl.DataFrame, metrik: str, periods: Sequence[str]) -> list[tuple[str, float | None]]:
    """(period, value of the region), oldest first; None where there is none."""
    own = values.filter((pl.col("metrik") == metrik) & pl.col("kode_unit").is_null())
    known = dict(own.select("periode", "nilai").iter_rows())
    return [(p, known.get(p)) for p in sorted(periods)]


def finding(stages: Sequence[Part], lines: Mapping[str, Sequence[tuple[str, float | None]]], lang: str) -> str:
    """The page's sentence; the first rule that fits. stages: of the region; lines: their courses up to this quarter."""
    known = [(n, p) for n, p in enumerate(stages, 1) if p.share is not None]
    if not known:
        return text("tahapan.temuan.kosong", lang)
    done = [(n, p) for n, p in known if (p.share or 0) >= NEARLY]
    late = [(n, p) for n, p in known if (p.share or 0) < NEARLY]
    if not late:
        silent = [str(n) for n, p in enumerate(stages, 1) if p.share is None]
        tail = text("tahapan.temuan.tanpa", lang, tanpa=joined(silent, lang)) if silent else ""
        return text("tahapan.temuan.selesai", lang, **_named(done, lang)) + tail
    slowest = min(late, key=lambda found: found[1].share or 0)
    tail = _late(*slowest, lines.get(slowest[1].metrik, ()), lang)
    if not done:
        return text("tahapan.temuan.belum", lang, terendah=tail)
    return text("tahapan.temuan.hampir", lang, terendah=tail, **_named(done, lang))


def _named(found: Sequence[tuple[int, Part]], lang: str) -> dict[str, str]:
    """`1 dan 2`, `93,6% dan 95,0%`."""
    numbers, shares = [str(n) for n, _ in found], [percent(p.share, lang) for _, p in found]
    return {"tahap": joined(numbers, lang), "nilai": joined(shares, lang)}


def joined(items: Sequence[str], lang: str) -> str:
    """`1, 2 dan 3`."""
    head, last = items[:-1], items[-1]
    return text("tahapan.dan", lang, awal=", ".join(head), akhir=last) if head else last


def _late(number: int, part: Part, line: Sequence[tuple[str, float | None]], lang: str) -> str:
    """`tahap 3 tertahan di 41,2% … sejak TW II 2024`, or how far it has come and moved."""
    shown = {"tahap": number, "apa": text(f"tahapan.apa.{part.metrik}", lang, nilai=percent(part.share, lang))}
    since = standing_since(line)
    if since:
        return text("tahapan.temuan.tertahan", lang, periode=formats.period(since), **shown)
    before = line[-2][1] if len(line) > 1 else None
    moved = round(part.share or 0, 1) - round(before, 1) if before is not None else 0.0
    if abs(moved) < 0.05:
        return text("tahapan.temuan.baru", lang, **shown)
    way = "naik" if moved > 0 else "turun"
    return text(f"tahapan.temuan.{way}", lang, poin=formats.points(moved, lang), **shown)


def standing_since(line: Sequence[tuple[str, float | None]]) -> str | None:
    """The quarter since which a value has not moved, if that is at least two quarters ago."""
    if not line or line[-1][1] is None:
        return None
    last, since = line[-1][1], len(line) - 1
    while since and line[since - 1][1] is not None and abs((line[since - 1][1] or 0) - last) < 0.05:
        since -= 1
    return line[since][0] if len(line) - 1 - since >= 2 else None
