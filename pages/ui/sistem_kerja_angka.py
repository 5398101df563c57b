"""The tiles of Sistem Kerja: at most seven figures, each with its fraction and its change. Pure."""

from __future__ import annotations

from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats, metric_text
from pages.ui.overview import at, change
from pages.ui.tiles import Change, Tile

METRICS = (
    "tim_lintas_opd", "fungsional_dalam_tim", "cakupan_iku_tim", "rentang_tim", "lapisan_bayangan", "regulasi_sistem_kerja",
    "rentang_rerata",
)  # fmt: skip
"""What the page reads; the last stands beside the span of team leaders."""
SPANS = ("rentang_rerata", "lapisan_bayangan")
"""What it shows without any team."""


def tiles(
    values: pl.DataFrame, metrics: dict[str, Any], periods: tuple[str, str | None], rule: str, lang: str = "id"
) -> list[Tile]:
    """values: rows of the region, or of one agency and the region's rule; periods: now and the one compared with.

    rule: the local regulation in force, or how far its draft is.
    """
    found = [_active(values, metrics, periods, lang)] if "tim_lintas_opd" in metrics else []
    for name in METRICS[:-1]:
        if name in metrics:
            found.append(_rule(values, metrics[name], periods, rule, lang) if name == "regulasi_sistem_kerja" else _figure(
                values, metrics, name, periods, lang
            ))  # fmt: skip
    return found


def _active(values: pl.DataFrame, metrics: dict[str, Any], periods: tuple[str, str | None], lang: str) -> Tile:
    """How many teams are active: the denominator of the share across agencies."""
    now = at(values, metrics["tim_lintas_opd"], periods[0]) or {}
    n, across = now.get("penyebut"), now.get("pembilang")
    if n is None or across is None:
        return Tile(text("sistem_kerja.angka.aktif", lang), formats.NULL, note=metric_text.reason(now, lang))
    then = (at(values, metrics["tim_lintas_opd"], periods[1]) or {}).get("penyebut") if periods[1] else None
    parts = text(
        "sistem_kerja.angka.aktif.bagian", lang, dalam=formats.number(n - across, 0, lang), lintas=formats.number(across, 0, lang)
    )
    return Tile(text("sistem_kerja.angka.aktif", lang), formats.number(n, 0, lang), parts, _moved(n, then, periods[1], lang))


def _moved(n: float, then: float | None, since: str | None, lang: str) -> tuple[Change, ...]:
    if then is None or since is None:
        return ()
    rest, delta = text("halaman.sejak", lang, periode=formats.period(since)), n - then
    if not delta:
        return (Change(text("halaman.tetap", lang), rest),)
    return (Change(formats.number(abs(delta), 0, lang), rest, delta > 0),)


def _figure(values: pl.DataFrame, metrics: dict[str, Any], name: str, periods: tuple[str, str | None], lang: str) -> Tile:
    metric = metrics[name]
    now = at(values, metric, periods[0]) or {}
    value = now.get("nilai")
    then = at(values, metric, periods[1]) if periods[1] else None
    moved = change(metric, value, then, periods[1] or "", lang)
    changes = [moved] if moved else []
    if name == "rentang_tim" and "rentang_rerata" in metrics:
        # The line that a reader compares it with is the span of the posts, not last quarter.
        formal = (at(values, metrics["rentang_rerata"], periods[0]) or {}).get("nilai")
        changes = [Change(formats.number(formal, 1, lang), text("sistem_kerja.angka.rentang_formal", lang))]
    return Tile(
        text(f"sistem_kerja.angka.{name}", lang),
        formats.number(value, 1, lang) if name == "rentang_tim" else metric_text.value(metric, value, lang),
        _fraction(name, now, lang),
        tuple(changes),
        note="" if value is not None else metric_text.reason(now, lang),
    )


def _fraction(name: str, row: dict[str, Any], lang: str) -> str:
    top, bottom = row.get("pembilang"), row.get("penyebut")
    if top is None or bottom is None:
        return ""
    return text(f"sistem_kerja.pecah.{name}", lang, a=formats.number(top, 0, lang), b=formats.number(bottom, 0, lang))


def _rule(values: pl.DataFrame, metric: Any, periods: tuple[str, str | None], rule: str, lang: str) -> Tile:
    """Whether the region's own rule is in force, in words: a percentage of one would say nothing."""
    now = at(values, metric, periods[0]) or {}
    top, label = now.get("pembilang"), text("sistem_kerja.angka.regulasi_sistem_kerja", lang)
    if top is None:
        return Tile(label, formats.NULL, note=metric_text.reason(now, lang))
    return Tile(label, text("sistem_kerja.regulasi.ada" if top else "sistem_kerja.regulasi.belum", lang), rule)
