"""The five tiles of Tahapan: three stages, teams across agencies, and whether a regulation is in force. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from etl.locale import has, text
from pages.ui import formats, metric_text, overview, tahapan_produk
from pages.ui import tahapan_model as model
from pages.ui.tahapan_model import Part
from pages.ui.tiles import Change, Tile


def tiles(
    stages: tuple[Part, ...], values: pl.DataFrame, products: pl.DataFrame, metrics: Mapping[str, Any],
    periods: tuple[str, str | None, str | None], lang: str,
) -> list[Tile]:  # fmt: skip
    """values: of the region, all quarters; periods: the quarter, the one compared with, the baseline."""
    return [
        *(_stage(n, part, values, metrics, periods, lang) for n, part in enumerate(stages, 1)),
        _teams(values, metrics, periods, lang),
        _rule(values, products, periods[0], lang),
    ]


def _stage(
    n: int, part: Part, values: pl.DataFrame, metrics: Mapping[str, Any], periods: tuple[str, str | None, str | None], lang: str
) -> Tile:
    step = model.COMPLETE.step(part.share)
    changes = _changes(part.metrik, part.share, values, metrics, periods, lang)
    detail = _detail(part, lang)
    return Tile(
        text(f"tahapan.petak.{part.metrik}", lang, n=n),
        model.percent(part.share, lang),
        _fraction(part.metrik, part.pembilang, part.penyebut, lang),
        (*changes, *([Change("", detail)] if detail else [])),
        step,
        text(f"tahapan.lengkap.{step}", lang) if step else "",
        "" if part.share is not None else metric_text.reason({"alasan": part.alasan}, lang),
    )


def _detail(part: Part, lang: str) -> str:
    """A, B, C of stage 1; exempt and not subject of stage 2 (the rest stands in the fraction)."""
    if "bukan_sasaran" not in part.rinci:
        return model.details(part, lang)
    return text("tahapan.rinci_petak", lang, **{k: formats.number(n, 0, lang) for k, n in part.rinci.items()})


def _teams(values: pl.DataFrame, metrics: Mapping[str, Any], periods: tuple[str, str | None, str | None], lang: str) -> Tile:
    row = _at(values, model.TEAMS, periods[0])
    value = row.get("nilai")
    return Tile(
        text("tahapan.petak.tim_lintas_opd", lang),
        formats.percent(value, lang),
        _fraction(model.TEAMS, row.get("pembilang"), row.get("penyebut"), lang),
        _changes(model.TEAMS, value, values, metrics, periods, lang),
        note="" if value is not None else metric_text.reason(row or None, lang),
    )


def _rule(values: pl.DataFrame, products: pl.DataFrame, periode: str, lang: str) -> Tile:
    """Whether a regulation of the work system is in force, which one, and what else there is."""
    row, found = _at(values, model.RULE, periode), tahapan_produk.in_force(products, tahapan_produk.end_of(periode))
    yes = bool(row.get("pembilang")) if row.get("penyebut") else found.height > 0
    word = text("tahapan.aturan.ada" if yes else "tahapan.aturan.belum", lang)
    names = ", ".join(tahapan_produk.name(r, lang) for r in found.iter_rows(named=True))
    own = products.filter(pl.col("tahap") == "sistem_kerja")
    others = own.filter((pl.col("status") == "ditetapkan") & ~pl.col("jenis").is_in(tahapan_produk.RULES)).height
    drafts = own.filter(pl.col("status").is_in(tahapan_produk.DRAFTS)).height
    beside = text("tahapan.aturan.lain", lang, edaran=others, rancangan=drafts)
    said = names or text("tahapan.aturan.tanpa_nama" if products.height else "tahapan.aturan.tanpa_lembar", lang)
    return Tile(text("tahapan.petak.regulasi_sistem_kerja", lang), word, said, (Change("", beside),))


def _changes(
    metrik: str, value: float | None, values: pl.DataFrame, metrics: Mapping[str, Any],
    periods: tuple[str, str | None, str | None], lang: str,
) -> tuple[Change, ...]:  # fmt: skip
    if metrik not in metrics:
        return ()
    wanted = [p for p in dict.fromkeys(periods[1:]) if p]
    found = [overview.change(metrics[metrik], value, _at(values, metrik, p) or None, p, lang) for p in wanted]
    return tuple(c for c in found if c)


def _at(values: pl.DataFrame, metrik: str, periode: str) -> dict[str, Any]:
    rows = values.filter((pl.col("metrik") == metrik) & (pl.col("periode") == periode) & pl.col("kode_unit").is_null())
    return rows.row(0, named=True) if rows.height else {}


def _fraction(metrik: str, top: float | None, bottom: float | None, lang: str) -> str:
    if top is None or not bottom:
        return ""
    key, values = f"tahapan.pecahan.{metrik}", {"a": formats.number(top, 0, lang), "b": formats.number(bottom, 0, lang)}
    return text(key, lang, **values) if has(key, lang) else f"{values['a']} / {values['b']}"
