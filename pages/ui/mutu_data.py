"""What Mutu Data reads, put together once per view and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.access import Action, Principal, allowed
from pages.ui import data, metric_text
from pages.ui import mutu_kata as kata
from pages.ui import mutu_model as model
from pages.ui.filters import View
from pages.ui.tiles import tiles_html

METRIC = "realisasi_terisi"


@dataclass(frozen=True)
class Mutu:
    """Everything the page draws from. seen: the quarters shown, oldest first, the chosen one last; draf: may read drafts."""

    seen: Sequence[model.Triwulan]
    findings: pl.DataFrame
    filled: pl.DataFrame
    rules: Sequence[model.Deret]
    agencies: Sequence[model.Deret]
    lasting: Sequence[model.Terbuka]
    drafts: Sequence[Mapping[str, Any]]
    versions: pl.DataFrame
    nama: Mapping[str, str]
    draf: bool
    finding: str
    tiles: str

    @property
    def now(self) -> model.Triwulan:
        """The chosen quarter."""
        return self.seen[-1]


def load(who: Principal, view: View, lang: str, theme: str) -> Mutu:
    """Everything on Mutu Data for one view, narrowed to an agency where one is chosen."""
    region, drafts = view.kode_wilayah, allowed(who, Action.READ_DRAFT, view.kode_wilayah)
    every = model.quarters(data.quarters(who, region), data.deadlines(who, region))
    seen = model.shown(every, view.periode)
    findings, names = data.findings_by_quarter(who, region), data.agencies(who, region, view.periode)
    rules, agencies = model.by_rule(findings, seen), model.by_agency(findings, seen)
    before = next((q for q in every if q.periode == view.banding), None)
    reasons = data.confirmations(who, region) if drafts else None
    waiting = data.open_drafts(who, region).to_dicts() if drafts else []
    told = (sum(1 for d in agencies if d.kini and d.id != model.NOBODY), len(names))
    left_out = len(seen[-1].tidak_diperiksa)
    cards = kata.tiles(seen[-1], before, seen, rules, told, _filled_in(who, view), _rules() - left_out, lang)
    return Mutu(
        seen,
        findings,
        data.filled(who, region),
        model.by_rule(findings, seen, view.kode_opd),
        agencies,
        model.still_open(rules, view.periode, reasons),
        waiting,
        data.revisions(who, region),
        names,
        drafts,
        kata.finding(seen[-1], rules, waiting, lang),
        tiles_html(cards, theme),
    )


def _filled_in(who: Principal, view: View) -> dict[str, Any] | None:
    rows = data.metric_values(who, view.kode_wilayah, view.periode, kode_unit=who.scope.kode_unit, metrik=METRIC)
    return metric_text.pick(rows, data.metrics()[METRIC], "terisi")


def _rules() -> int:
    from etl.validation.rules import severities

    return len(severities())


@dataclass(frozen=True)
class Sel:
    """One finding of the chosen rule: where it stands, the value found, what is wrong."""

    tempat: str
    kolom: str
    nilai: str
    masalah: str


def cells(who: Principal, view: View, rule: str, lang: str) -> list[Sel]:
    """The cells of one rule in the quarter, in the order of the file; only for who may read drafts."""
    found = data.findings(who, view.kode_wilayah, view.periode).filter(pl.col("aturan") == rule)
    return [_cell(row, lang) for row in found.sort("dataset", "baris_sumber", "kolom").iter_rows(named=True)]


def _cell(row: Mapping[str, Any], lang: str) -> Sel:
    from etl.contracts.parsed import source_row
    from etl.validation.findings import message

    sheet = row.get("sheet") or row["dataset"]
    number = source_row(row["baris_sumber"])
    place = f"{sheet}!{row['sel']}" if row.get("sel") else f"{sheet}:{number}" if number else sheet
    return Sel(place, row["kolom"] or "–", row["nilai"] or "–", message(dict(row), lang=lang))
