"""Sebelum dan Sesudah: reads two periods, matches them, and makes tiles, figures, tables and the page's sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from etl.access import Principal
from etl.locale import text
from etl.metrics import perubahan
from pages.charts import theme as themes
from pages.charts.alluvial import Node, alluvial
from pages.charts.change_bars import Row, change_bars
from pages.ui import data, formats
from pages.ui import perubahan_model as model
from pages.ui.filters import View
from pages.ui.tahapan_model import STAGES, Part, parts

KINDS = ("jabatan", "unit")


@dataclass(frozen=True)
class Shown:
    """What the page draws from: the sheet's rows, the pairs of both periods, and stage 1 in figures."""

    sheet: pl.DataFrame
    pairs: dict[str, pl.DataFrame]
    """`jabatan` and `unit` → the pairs of etl.metrics.perubahan; empty frames where there is nothing to compare."""
    pso: Part
    agencies: dict[str, str]
    periods: tuple[str, str]
    """Before and now."""


def load(who: Principal, view: View) -> Shown:
    """Both periods of one view, narrowed to its agency."""
    before, now = sorted((view.banding or view.periode, view.periode))
    names = data.agencies(who, view.kode_wilayah, view.periode)
    pairs = {
        "jabatan": perubahan.posts(_read(who, view, now, "positions"), _read(who, view, before, "positions")),
        "unit": perubahan.units(_read(who, view, now, "units"), _read(who, view, before, "units")),
    }
    return Shown(
        sheet(who, view), {kind: _own(found, view) for kind, found in pairs.items()}, pso(who, view), names, (before, now)
    )


def _read(who: Principal, view: View, periode: str, what: str) -> pl.DataFrame:
    found: pl.DataFrame = getattr(data, what)(who, view.kode_wilayah, periode)
    return found


def _own(found: pl.DataFrame, view: View) -> pl.DataFrame:
    if not view.kode_opd:
        return found
    mine = pl.lit(view.kode_opd)
    return found.filter(pl.col("kode_opd").eq_missing(mine) | pl.col("kode_opd_lama").eq_missing(mine))


def sheet(who: Principal, view: View) -> pl.DataFrame:
    """The rows of penyetaraan of the quarter with today's place, narrowed to the agency and to what the reader may see."""

    def build() -> pl.DataFrame:
        first = view.periods[-1]
        rows = data.facts(who, "penyetaraan", view.kode_wilayah, view.periode)
        found = model.rows(
            rows, _read(who, view, view.periode, "positions"), _read(who, view, first, "positions"),
            _read(who, view, view.periode, "units"), _read(who, view, first, "units"),
        )  # fmt: skip
        # A row whose unit is gone belongs to nobody until now: a reader of one agency must not see those of others.
        return found.filter(pl.col("kode_opd") == who.scope.kode_unit) if who.scope.kode_unit else found

    found = data.remember(who, "penyetaraan_baris", (view.kode_wilayah, view.periode), build)
    return found.filter(pl.col("kode_opd") == view.kode_opd) if view.kode_opd else found


def pso(who: Principal, view: View) -> Part:
    """Stage 1 of the region or of the agency, with A, B and C."""
    values = data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=view.kode_opd, metrik=STAGES[:1])
    fates = data.distributions(who, view.kode_wilayah, view.periode, "nasib_jabatan", kode_unit=view.kode_opd)
    return parts(values, fates, fates.clear(), view.kode_opd)[0]


def flow_chart(shown: Shown, lang: str, theme: str) -> go.Figure:
    """Old echelon → what is there now."""
    flows, p = model.flows(shown.sheet), themes.palette(theme)
    left = [Node(e, text("perubahan.eselon", lang, eselon=e), p.jabatan[_rank(e)]) for e in model.ECHELONS]
    right = [Node(today, model.today_name(today, lang), _fill(today, p)) for today in model.targets(flows)]
    heads = (text("perubahan.semula", lang), text("perubahan.sekarang", lang))
    return alluvial(flows, left, right, heads, lambda n: formats.number(n, 0, lang), theme)


def _rank(echelon: str) -> str:
    return "administrator" if echelon.startswith("III") else "pengawas" if echelon.startswith("IV") else "pelaksana"


def _fill(today: str, p: themes.Palette) -> str:
    """Kept is calm, equalised amber as every functional post, still standing orange: only that is off target."""
    if today == model.STILL:
        return p.tingkat["SR"].fill
    if today in ("dihapus", "digabung"):
        return p.redup
    return p.jabatan.get(today.partition(":")[0], p.tingkat["T"].fill)


def flow_table(shown: Shown, lang: str) -> pl.DataFrame:
    """The same flows: echelon × where it leads."""
    flows = model.flows(shown.sheet)
    echelons = [e for e in model.ECHELONS if any(a == e for a, _ in flows)]
    rows = [
        [model.today_name(today, lang), *(formats.number(flows.get((e, today), 0), 0, lang) for e in echelons)]
        for today in model.targets(flows)
    ]
    heads = [text("perubahan.sekarang", lang), *(text("perubahan.eselon", lang, eselon=e) for e in echelons)]
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")


def _groups(shown: Shown, kind: str) -> list[dict[str, Any]]:
    rows = perubahan.summary(shown.pairs[kind]).filter(pl.col("golongan").is_not_null()).to_dicts()
    return sorted(rows, key=lambda row: model.group_rank(row["golongan"]))


def change_chart(shown: Shown, kind: str, lang: str, theme: str) -> go.Figure:
    """What became of each echelon and category, or kind of unit."""
    words = {s: text(f"perubahan.perubahan.{s}", lang) for s in statuses(shown, kind)}
    rows = [
        Row(
            row["golongan"],
            model.group_name(row["golongan"], lang),
            {s: row[s] for s in words},
            _figures(row, lang),
            "<br>".join(f"{word}: {formats.number(row[s], 0, lang)}" for s, word in words.items()),
        )
        for row in _groups(shown, kind)
    ]
    then, came, new, now = (text(f"perubahan.tabel.{name}", lang) for name in ("dulu", perubahan.CAME, perubahan.NEW, "kini"))
    return change_bars(rows, words, (then, came, new, now), theme)


def _figures(row: dict[str, Any], lang: str) -> tuple[str, str, str, str]:
    then, came, new, now = (formats.number(row[name], 0, lang) for name in ("dulu", perubahan.CAME, perubahan.NEW, "kini"))
    return then, came, new, now


def statuses(shown: Shown, kind: str) -> list[str]:
    """The statuses that occur among what was, in the order of the bars."""
    found = set(shown.pairs[kind]["status"].to_list())
    return [s for s in perubahan.STATUSES if s in found and s != perubahan.NEW]


def change_table(shown: Shown, kind: str, lang: str) -> pl.DataFrame:
    """The same groups as figures."""
    names = perubahan.COUNTS
    heads = [text("perubahan.tabel.golongan", lang), *(text(f"perubahan.tabel.{name}", lang) for name in names)]
    rows = [
        [model.group_name(row["golongan"], lang), *(formats.number(row[name], 0, lang) for name in names)]
        for row in _groups(shown, kind)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")


def list_table(shown: Shown, kind: str, status: str, lang: str) -> pl.DataFrame:
    """Every unit or post of one status: code and name then and now, by which code it was matched."""
    rows = shown.pairs[kind].filter(pl.col("status") == status).sort("kode_lama", "kode", nulls_last=True)
    names = ("kode_lama", "nama_lama", "golongan_lama", "kode", "nama", "golongan", "opd", "cara")
    shown_rows = [
        (
            r["kode_lama"] or formats.NULL, r["nama_lama"] or formats.NULL, _group(r["golongan_lama"], lang),
            r["kode"] or formats.NULL, r["nama"] or formats.NULL, _group(r["golongan"], lang),
            shown.agencies.get(r["kode_opd"] or r["kode_opd_lama"] or "", formats.NULL),
            text(f"perubahan.cara.{r['cara'] or 'tidak'}", lang),
        )
        for r in rows.iter_rows(named=True)
    ]  # fmt: skip
    heads = [text(f"perubahan.tabel.{name}", lang) for name in names]
    return pl.DataFrame(shown_rows, schema=dict.fromkeys(heads, pl.String), orient="row")


def _group(group: str | None, lang: str) -> str:
    return model.group_name(group, lang) if group else formats.NULL
