"""Reads what Tahapan shows and turns it into figures, tables and sentences; kept per view, language and theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from etl.access import Principal
from etl.locale import text
from etl.periods import Period
from pages.charts.stage_bars import Bar, Head, stage_bars
from pages.charts.stage_bars import Row as BarRow
from pages.charts.stage_trend import Dot, Panel, stage_trend
from pages.charts.theme import clip
from pages.charts.timeline import timeline
from pages.ui import data, formats, lembar_kosong, metric_text, tahapan_produk, tahapan_tiles
from pages.ui import tahapan_model as model
from pages.ui.filters import View
from pages.ui.regulation_names import short_law
from pages.ui.singkatan import short_unit
from pages.ui.tiles import tiles_html

HOLDING, IN_BAR = 52, 34
"""Characters that fit into the last column, and into the place of a bar."""


@dataclass(frozen=True)
class Shown:
    """The parts of the page, ready to draw."""

    finding: str
    tiles: str
    rows: list[model.Row]
    lines: dict[str, list[tuple[str, float | None]]]
    products: pl.DataFrame
    missing: list[str]
    """Which sheets are not filled, and how to fill them."""
    empty: bool
    others: int
    """Agencies without any stage: not applicable, or not filled."""


def load(who: Principal, view: View, lang: str, theme: str) -> Shown:
    """Everything on Tahapan for one view."""
    read = data.metric_values(who, view.kode_wilayah, view.periods, metrik=model.METRICS)
    values = metric_text.default_rows(read, data.metrics())
    now = values.filter(pl.col("periode") == view.periode)
    fates, states = (_spread(who, view, name) for name in ("nasib_jabatan", "status_penyetaraan"))
    names = data.agencies(who, view.kode_wilayah, view.periode)
    stages = model.parts(now, fates, states, who.scope.kode_unit)
    whole = _whole(values, who)
    lines = {m: model.series(whole, m, [p for p in view.periods if p <= view.periode]) for m in model.STAGES}
    products = data.facts(who, "produk_hukum", view.kode_wilayah, view.periode)
    told = tahapan_tiles.tiles(stages, whole, products, data.metrics(), (view.periode, view.banding, view.dasar), lang)
    rows = model.rows(now, fates, states, names)
    return Shown(
        model.finding(stages, lines, lang), tiles_html(told, theme), rows, lines, products,
        _missing(stages, products, lang), not rows and products.is_empty(), len(names) - len(rows),
    )  # fmt: skip


def _whole(values: pl.DataFrame, who: Principal) -> pl.DataFrame:
    """The rows of the region; for a reader of one agency that agency's, as if it were the region."""
    unit = who.scope.kode_unit
    if not unit:
        return values
    return values.filter(pl.col("kode_unit") == unit).with_columns(kode_unit=pl.lit(None, dtype=pl.String))


def _spread(who: Principal, view: View, name: str) -> pl.DataFrame:
    return data.distributions(who, view.kode_wilayah, view.periode, name, kode_unit="*")


def _missing(stages: Sequence[model.Part], products: pl.DataFrame, lang: str) -> list[str]:
    """One sentence per sheet without which a stage cannot be counted."""
    found = []
    if all(p.nilai is None and p.alasan not in (model.NOT_APPLICABLE, *model.ODD) for p in stages[:2]):
        found.append(lembar_kosong.sentence("penyetaraan", lang, ("status_penyetaraan", "jenjang_baru")))
    if not stages[2].pembilang and not stages[2].nilai:
        found += [lembar_kosong.sentence("tim", lang), lembar_kosong.sentence("anggota_tim", lang, ("nip",))]
    if products.is_empty():
        found.append(lembar_kosong.sentence("produk_hukum", lang, ("nomor", "tanggal")))
    return found


def bars(shown: Shown, everyone: bool, lang: str, theme: str) -> go.Figure:
    """The rows of bars: the largest shortfalls, or all agencies."""
    rows = [
        BarRow(short_unit(row.nama, 16), [_bar(row, part, lang) for part in row.parts], clip(model.holding(row, lang), HOLDING))
        for row in cut(shown, everyone)
    ]
    return stage_bars(rows, heads(lang), text("tahapan.menahan", lang), theme)


def cut(shown: Shown, everyone: bool) -> list[model.Row]:
    """The rows that the chart shows."""
    return shown.rows if everyone else shown.rows[: model.FEW]


def _bar(row: model.Row, part: model.Part, lang: str) -> Bar:
    share = part.share
    return Bar(
        f"{part.metrik}|{row.kode}",
        share,
        model.COMPLETE.step(share),
        formats.percent(share, lang, decimals=_decimals(share)) if share is not None else "",
        formats.fraction(part.pembilang, part.penyebut, lang).replace(" ", "") if share is not None else "",
        clip(model.in_place_of_bar(part, lang), IN_BAR),
        f"{row.nama}<br>{model.words(part, lang)}",
    )


def _decimals(share: float) -> int:
    """Whole percent inside the picture, unless that would round a share up to complete."""
    return 0 if share >= 100 or round(share) < 100 else 1


def heads(lang: str) -> list[Head]:
    """Over each stage: its name, its formula, its rule and whether somebody checked that."""
    return [
        Head(text(f"tahapan.petak.{m}", lang, n=n), text(f"tahapan.rumus.{m}", lang), law(data.metrics().get(m), lang))
        for n, m in enumerate(model.STAGES, 1)
    ]


def law(metric: Any, lang: str) -> str:
    """`PermenPANRB 25/2021, belum diverifikasi`; our own reference lists are no rule."""
    names = [name for name in metric.legal_basis if not name.startswith("acuan-")] if metric else []
    return "; ".join(short_law(name, lang) for name in names)


def bars_table(shown: Shown, lang: str) -> pl.DataFrame:
    """All agencies in the order of the chart, with A, B, C and what holds them up."""
    head = [text("tahapan.tabel.opd", lang)]
    for n, metrik in enumerate(model.STAGES, 1):
        head += [text("tahapan.tabel.persen", lang, n=n), text("tahapan.tabel.pecahan", lang, n=n)]
        head += [text(f"tahapan.tabel.rinci.{metrik}", lang)] if metrik != model.STAGES[2] else []
    rows = [_table_row(row, lang) for row in shown.rows]
    return pl.DataFrame(rows, schema=dict.fromkeys([*head, text("tahapan.menahan", lang)], pl.String), orient="row")


def _table_row(row: model.Row, lang: str) -> list[str]:
    cells = [row.nama]
    for part in row.parts:
        cells += [
            model.in_place_of_bar(part, lang) or model.percent(part.share, lang),
            formats.fraction(part.pembilang, part.penyebut, lang),
        ]
        cells += [model.details(part, lang)] if part.metrik != model.STAGES[2] else []
    return [*cells, model.holding(row, lang)]


def course(shown: Shown, lang: str, theme: str) -> go.Figure:
    """The three stages since the baseline."""
    panels = [Panel(text(f"tahapan.petak.{m}", lang, n=n), _dots(shown.lines[m], lang)) for n, m in enumerate(model.STAGES, 1)]
    return stage_trend(panels, text("tahapan.deret.belum", lang), theme)


def _dots(line: Sequence[tuple[str, float | None]], lang: str) -> list[Dot]:
    found, seen = [], None
    for code, value in line:
        period = Period.parse(code)
        shown = model.percent(value, lang)
        year = str(period.year) if period.year != seen else ""
        seen = period.year
        found.append(Dot(4 * period.year + period.quarter, year, value, shown, f"{formats.period(code)}: {shown}"))
    return found


def course_table(shown: Shown, lang: str) -> pl.DataFrame:
    """The same quarters as a table."""
    columns: dict[str, list[str]] = {}
    for n, metrik in enumerate(model.STAGES, 1):
        line = shown.lines[metrik]
        columns.setdefault(text("tahapan.tabel.periode", lang), [formats.period(code) for code, _ in line])
        columns[text(f"tahapan.petak.{metrik}", lang, n=n)] = [model.percent(value, lang) for _, value in line]
    return pl.DataFrame(columns)


def products_chart(shown: Shown, view: View, lang: str, theme: str) -> go.Figure:
    """The legal products on their lanes."""
    lanes = tahapan_produk.lanes(shown.products)
    events = tahapan_produk.events(shown.products, lanes, view.periode, lang)
    names = [text(f"tahapan.lajur.{lane}", lang) for lane in lanes]
    years = tahapan_produk.span(shown.products, view.periods[-1], view.periode)
    return timeline(events, names, years, text("tahapan.tanpa_tanggal", lang), theme)


def products_title(shown: Shown, lang: str) -> str:
    """`6 produk hukum: 5 ditetapkan, 1 rancangan`."""
    kinds = [tahapan_produk.kind(row) for row in shown.products.iter_rows(named=True)]
    counts: Mapping[str, int] = {kind: kinds.count(kind) for kind in ("berlaku", "rancangan", "dicabut")}
    return text("tahapan.produk.judul", lang, n=len(kinds), **counts)
