"""What Ringkasan shows, computed from metric values: tiles, lowest agencies, the series, what changed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import pstdev
from typing import Any

import polars as pl

from etl.locale import has, text
from etl.periods import Period
from pages.ui import formats, metric_text, scales
from pages.ui.singkatan import short_unit
from pages.ui.tiles import Change, Tile

TILES = (
    "capaian_kinerja",
    "indikator_tercapai",
    "realisasi_terisi",
    "lapisan_maks",
    "rentang_rerata",
    "rentang_sempit",
    "penyetaraan_jabatan",
)
"""The seven figures at the top, in this order."""
LOWEST = 7


@dataclass(frozen=True)
class Agency:
    """One perangkat daerah now and in the period compared with."""

    kode: str
    nama: str
    kini: float | None
    dulu: float | None

    @property
    def delta(self) -> float | None:
        """Points of change; None unless both are known."""
        return None if self.kini is None or self.dulu is None else self.kini - self.dulu


def agencies(values: pl.DataFrame, names: dict[str, str], periode: str, banding: str | None) -> list[Agency]:
    """Every agency with its attainment, lowest first, those without a value at the end."""
    rows = metric_text.reported(values)
    now, then = (dict(rows.filter(pl.col("periode") == p).select("kode_unit", "nilai").rows()) for p in (periode, banding or ""))
    found = [Agency(kode, nama, now.get(kode), then.get(kode)) for kode, nama in names.items()]
    return sorted(found, key=lambda a: (a.kini is None, a.kini or 0.0, a.kode))


def series(
    values: pl.DataFrame, periode: str, *, metrik: str = "capaian_kinerja", quarters: int = 8
) -> list[tuple[str, float | None]]:
    """(period, value of the region) of the last eight quarters, oldest first; None where there is no value."""
    own = values.filter((pl.col("metrik") == metrik) & pl.col("kode_unit").is_null())
    known = dict(own.select("periode", "nilai").rows())
    last = Period.parse(periode)
    wanted = [str(last.plus(-back)) for back in reversed(range(quarters))]
    return [(code, known.get(code)) for code in wanted]


def holding_back(found: Sequence[Agency], region: float | None) -> tuple[int, float] | None:
    """How many agencies lie below the region's value minus one standard deviation, at most seven, and that line."""
    shown = [a.kini for a in found if a.kini is not None]
    if region is None or len(shown) < 3:
        return None
    line = region - pstdev(shown)
    below = [value for value in shown if value < line]
    return (len(below), line) if 0 < len(below) <= LOWEST else None


def tiles(
    values: pl.DataFrame, metrics: dict[str, Any], periode: str, banding: str | None, dasar: str | None, lang: str
) -> list[Tile]:
    """The seven tiles of the region (or of one agency, if values hold only its rows)."""
    return [_tile(values, metrics[m], periode, banding, dasar, lang) for m in TILES if m in metrics]


def _tile(values: pl.DataFrame, metric: Any, periode: str, banding: str | None, dasar: str | None, lang: str) -> Tile:
    now = at(values, metric, periode)
    value = now["nilai"] if now else None
    scale = scales.attainment()
    step = scale.step(value) if metric.id == "capaian_kinerja" else None
    cuts = scale.cuts if step else ()
    changes = [change(metric, value, at(values, metric, p), p, lang) for p in dict.fromkeys((banding, dasar)) if p]
    return Tile(
        metric_text.label(metric.id, lang),
        metric_text.value(metric, value, lang, cuts=cuts),
        _fraction(metric.id, now, lang),
        tuple(c for c in changes if c),
        step,
        scales.word(step, lang),
        "" if value is not None else metric_text.reason(now, lang),
    )


def change(metric: Any, value: float | None, then: dict[str, Any] | None, period: str, lang: str) -> Change | None:
    """The change since another period in points or in the metric's own unit; None where either value is missing."""
    if value is None or then is None or then["nilai"] is None:
        return None
    delta = round(value, 1) - round(then["nilai"], 1)
    since = text("halaman.sejak", lang, periode=formats.period(period))
    if abs(delta) < 0.05:
        return Change(text("halaman.tetap", lang), since)
    amount = formats.points(delta, lang) if metric_text.is_percent(metric) else formats.number(abs(delta), _digits(delta), lang)
    helps = None if metric.direction == "netral" else (delta > 0) == (metric.direction == "naik")
    return Change(amount, since, delta > 0, helps)


def _digits(delta: float) -> int:
    return 0 if round(delta, 1) == round(delta) else 1


def at(values: pl.DataFrame, metric: Any, periode: str) -> dict[str, Any] | None:
    return metric_text.pick(values.filter(pl.col("periode") == periode), metric, "terisi")


def _fraction(metric_id: str, row: dict[str, Any] | None, lang: str) -> str:
    if not row or row["penyebut"] is None or row["pembilang"] is None:
        key = f"halaman.pecahan.{metric_id}.tanpa"
        return text(key, lang) if has(key, lang) else ""
    top, bottom = formats.number(row["pembilang"], 0, lang), formats.number(row["penyebut"], 0, lang)
    key = f"halaman.pecahan.{metric_id}"
    return text(key, lang, a=top, b=bottom) if has(key, lang) else f"{top} / {bottom}"


def finding(found: Sequence[Agency], line: Sequence[tuple[str, float | None]], reporting: tuple[int, int], lang: str) -> str:
    """The page's first sentence; first rule that matches wins."""
    values = dict(line)
    (last, now), before = line[-1], line[-2][1] if len(line) > 1 else None
    told, everyone = reporting
    silent = [a for a in found if a.kini is None]
    if everyone and told / everyone < 0.8:
        return _reporting_sentence(told, everyone, silent, lang)
    if now is None:
        return text("halaman.temuan.tanpa_nilai", lang, periode=formats.period(last))
    scale = scales.attainment()
    head = {"nilai": formats.percent(now, lang, cuts=scale.cuts), "tingkat": scales.word(scale.step(now), lang)}
    if before is None:
        return text("halaman.temuan.tanpa_banding", lang, **head)
    delta = round(now, 1) - round(before, 1)
    if abs(delta) < 0.05 and len(values) > 1:
        return text("halaman.temuan.tetap", lang, **head, periode=formats.period(line[-2][0]))
    moved = text("halaman.temuan.naik" if delta > 0 else "halaman.temuan.turun", lang, poin=formats.points(delta, lang))
    below = holding_back(found, now)
    if below is None:
        return text("halaman.temuan.berubah", lang, **head, gerak=moved)
    few = {"jumlah": formats.count_word(below[0], lang), "batas": formats.percent(below[1], lang, decimals=0)}
    return text("halaman.temuan.menahan", lang, **head, gerak=moved, **few)


def _reporting_sentence(told: int, everyone: int, silent: Sequence[Agency], lang: str) -> str:
    named = ", ".join(short_unit(a.nama) for a in silent[:3])
    key = "halaman.temuan.melapor" if len(silent) <= 3 else "halaman.temuan.melapor.banyak"
    return text(key, lang, n=told, semua=everyone, opd=named, jumlah=len(silent))


def trend_title(line: Sequence[tuple[str, float | None]], lang: str) -> str:
    """`Delapan triwulan berturut-turut naik`, where that is so; else how many of the steps went up."""
    known = [value for _, value in line if value is not None]
    steps = [round(b, 1) - round(a, 1) for a, b in pairwise(known)]
    if len(known) == len(line) and steps and all(step > 0 for step in steps):
        return text("halaman.deret.naik", lang, n=formats.count_word(len(line), lang).capitalize())
    if not steps:
        return text("halaman.deret.tanpa", lang)
    return text("halaman.deret.campur", lang, naik=sum(step > 0 for step in steps), semua=len(steps))


def lowest_title(found: Sequence[Agency], lang: str) -> str:
    """`Tujuh OPD terendah: tiga masih Rendah`."""
    scale = scales.attainment()
    shown = [a for a in found if a.kini is not None][:LOWEST]
    low = sum(scale.step(a.kini) in ("R", "SR") for a in shown)
    words = {"n": formats.count_word(len(shown), lang).capitalize(), "rendah": formats.count_word(low, lang)}
    return text("halaman.terendah.rendah" if low else "halaman.terendah", lang, **words)
