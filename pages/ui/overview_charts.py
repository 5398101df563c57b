"""Ringkasan's figures and tables from its values: names shortened, numbers written, then handed to the pure charts."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from etl.locale import text
from etl.periods import Period
from pages.charts.dumbbell import Row, dumbbell
from pages.charts.trend import Point, trend
from pages.ui import formats, scales
from pages.ui.overview import LOWEST, Agency
from pages.ui.singkatan import short_unit


def lowest_chart(found: Sequence[Agency], lang: str, theme: str) -> go.Figure:
    """The dumbbell of the lowest agencies."""
    scale = scales.attainment()
    rows = [
        Row(
            a.kode,
            short_unit(a.nama, 22),
            a.kini,
            a.dulu,
            formats.percent(a.kini, lang, cuts=scale.cuts),
            scales.word(scale.step(a.kini), lang),
            f"{a.nama}<br>{formats.percent(a.dulu, lang)} → {formats.percent(a.kini, lang)}",
        )
        for a in found
        if a.kini is not None
    ][:LOWEST]
    return dumbbell(rows, scale, {code: scales.word(code, lang) for code, _ in scale.bounds}, theme)


def lowest_table(found: Sequence[Agency], lang: str) -> pl.DataFrame:
    """The same agencies, and all others after them; texts ready to read."""
    scale, known = scales.attainment(), [a for a in found if a.kini is not None]
    silent = [a for a in found if a.kini is None]
    rows = [
        {
            text("grafik.kolom.opd", lang): a.nama,
            text("grafik.kolom.dulu", lang): formats.percent(a.dulu, lang, cuts=scale.cuts),
            text("grafik.kolom.kini", lang): formats.percent(a.kini, lang, cuts=scale.cuts),
            text("grafik.kolom.tingkat", lang): scales.word(scale.step(a.kini), lang) or text("grafik.belum_lapor", lang),
        }
        for a in known + silent
    ]
    return pl.DataFrame(rows)


def trend_chart(line: Sequence[tuple[str, float | None]], lang: str, theme: str) -> go.Figure:
    """The eight quarters, held against the highest cut that the values come near."""
    scale = scales.attainment()
    known = [value for _, value in line if value is not None]
    cut = _near_cut(scale.cuts, known)
    words = next((scales.word(code, lang) for code, low in scale.bounds if low == cut), "")
    return trend(
        points(line, lang, percent=True),
        theme,
        cut=(cut, f"{formats.plain(cut, lang)} = {words}") if cut is not None else None,
        missing=text("grafik.belum", lang),
    )


def points(line: Sequence[tuple[str, float | None]], lang: str, *, percent: bool) -> list[Point]:
    """Chart points of a series: the year stands under its first quarter."""
    found = []
    for place, (code, value) in enumerate(line):
        period = Period.parse(code)
        year = str(period.year) if place == 0 or period.quarter == 1 else ""
        shown = formats.percent(value, lang) if percent else formats.plain(value, lang)
        found.append(Point(formats.quarter(code), year, value, shown, f"{formats.period(code)}: {shown}"))
    return found


def trend_table(line: Sequence[tuple[str, float | None]], lang: str) -> pl.DataFrame:
    """The same quarters as a table."""
    rows = [
        {text("grafik.kolom.periode", lang): formats.period(code), text("grafik.kolom.nilai", lang): formats.percent(value, lang)}
        for code, value in line
    ]
    return pl.DataFrame(rows)


def _near_cut(cuts: Sequence[float], values: Sequence[float]) -> float | None:
    """The cut nearest to the last value."""
    return min(cuts, key=lambda c: abs(c - values[-1])) if values and cuts else None
