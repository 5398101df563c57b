"""One metric over all quarters: the widest place, a province and a peer group, as lines and as rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from etl.locale import text
from etl.metrics import national
from etl.metrics.catalogue import catalog
from etl.periods import Period
from pages.charts.band_trend import Series
from pages.ui import formats
from pages.ui import nasional_kata as kata
from pages.ui.nasional_model import Course

MIDDLE, ADDED = "median", "gabungan"
WAYS = (MIDDLE, ADDED)


def ways(metrik: str) -> tuple[str, ...]:
    """The median of governments; the added figure too where the metric's parts may be added."""
    return WAYS if national.way(catalog()[metrik]) == "jumlah" else (MIDDLE,)


def quarters(periods: Sequence[str]) -> list[tuple[str, str]]:
    """(tick, year where it begins else empty), oldest first."""
    found = []
    for place, code in enumerate(periods):
        period = Period.parse(code)
        starts = place == 0 or Period.parse(periods[place - 1]).year != period.year
        found.append((formats.quarter(code), str(period.year) if starts else ""))
    return found


def series(metrik: str, name: str, course: Course, way: str, periods: Sequence[str], lang: str = "id") -> Series:
    """The line of one place."""
    values = course.gabungan if way == ADDED else course.tengah
    texts = [kata.value(metrik, v, lang) for v in values]
    hovers = [f"<b>{name}</b><br>{formats.period(p)}: {_said(course, n, way, texts[n], lang)}" for n, p in enumerate(periods)]
    return Series(name, values, texts, hovers)


def _said(course: Course, place: int, way: str, shown: str, lang: str) -> str:
    many = text("nasional.n_pemda", lang, n=formats.number(course.n[place], 0, lang))
    top, bottom = course.pecahan[place]
    if way == ADDED and top is not None and bottom is not None:
        return f"{shown} = {formats.number(top, 0, lang)} / {formats.number(bottom, 0, lang)} · {many}"
    return f"{shown} · {text('nasional.median_dari', lang, pemda=many)}"


def band(course: Course, way: str) -> tuple[tuple[float | None, ...], tuple[float | None, ...]] | None:
    """The quartiles of the governments, beside their median only."""
    return (course.bawah, course.atas) if way == MIDDLE else None


def title(metrik: str, name: str, line: Series, way: str, periods: Sequence[str], lang: str = "id") -> str:
    """`Capaian kinerja nasional naik dari 82,0% (TW I 2022) ke 86,9% (TW IV 2024)`."""
    known = [n for n, v in enumerate(line.values) if v is not None]
    words = {"metrik": kata.label(metrik, lang), "tempat": name, "cara": text(f"nasional.dengan.{way}", lang)}
    if len(known) < 2:
        return text("nasional.tren", lang, **words)
    first, last = known[0], known[-1]
    change = round(line.values[last] or 0.0, 1) - round(line.values[first] or 0.0, 1)
    key = "nasional.tren.tetap" if abs(change) < 0.05 else "nasional.tren.naik" if change > 0 else "nasional.tren.turun"
    words |= {"dari": line.texts[first], "ke": line.texts[last], "awal": formats.period(periods[first])}
    return text(key, lang, **words, akhir=formats.period(periods[last]))


def table(metrik: str, places: Sequence[tuple[str, Course]], periods: Sequence[str], lang: str = "id") -> pl.DataFrame:
    """Every place and quarter, newest first: median, quartiles, the added figure with its parts, how many governments."""
    rows = []
    for n in range(len(periods) - 1, -1, -1):
        for name, course in places:
            middle = [kata.value(metrik, side[n], lang) for side in (course.bawah, course.tengah, course.atas)]
            parts = [formats.plain(v, lang) for v in course.pecahan[n]]
            added = kata.value(metrik, course.gabungan[n], lang) if len(ways(metrik)) > 1 else formats.NULL
            rows.append([formats.period(periods[n]), name, *middle, added, *parts, formats.number(course.n[n], 0, lang)])
    heads = ["periode", "tempat", "bawah", "median", "atas", "gabungan", "pembilang", "penyebut", "n"]
    return pl.DataFrame(rows, dict.fromkeys((text(f"nasional.tabel.{h}", lang) for h in heads), pl.String), orient="row")
