"""Reads what Capaian Kinerja needs: the matrix of agencies, one agency's indicators, one indicator's earlier points."""

from __future__ import annotations

import polars as pl

from etl.access import Principal
from etl.periods import Period
from pages.ui import attainment, data, metric_text
from pages.ui.attainment import Line
from pages.ui.filters import View


def quarters(view: View, count: int = 8) -> list[str]:
    """The last eight quarters up to the view's period, oldest first, whether there are data or not."""
    last = Period.parse(view.periode)
    return [str(last.plus(-back)) for back in reversed(range(count))]


def matrix(who: Principal, view: View) -> list[Line]:
    """Every agency's attainment over the last eight quarters."""

    def build() -> list[Line]:
        read = data.metric_values(who, view.kode_wilayah, quarters(view), metrik=("capaian_kinerja", "realisasi_terisi"))
        values = metric_text.default_rows(read, data.metrics())
        return attainment.lines(values, data.agencies(who, view.kode_wilayah, view.periode), quarters(view))

    return data.remember(who, "capaian.baris", (view.kode_wilayah, view.periode), build)


def indicators(who: Principal, view: View, kode_opd: str, basis: str) -> pl.DataFrame:
    """One agency's indicators, not filled first, then the lowest."""

    def build() -> pl.DataFrame:
        rows = data.attainment(who, view.kode_wilayah, view.periode, basis=basis)
        return attainment.sorted_indicators(rows.filter(pl.col("kode_opd") == kode_opd) if rows.height else rows)

    return data.remember(who, "capaian.indikator", (view.kode_wilayah, view.periode, kode_opd, basis), build)


def revision(who: Principal, view: View, kode_indikator: str) -> attainment.Revision | None:
    """How the year's target of this indicator was revised, with the attainment against both; None where it was not."""

    def build() -> dict[str, attainment.Revision]:
        told = data.target_revisions(who, view.kode_wilayah, view.periode)
        if told.is_empty():
            return {}
        now, first = (data.attainment(who, view.kode_wilayah, view.periode, basis=basis) for basis in ("tahun", "tahun_awal"))
        return attainment.revisions(told, now, first)

    return data.remember(who, "capaian.revisi", (view.kode_wilayah, view.periode), build).get(kode_indikator)


def history(who: Principal, view: View, kode_indikator: str, basis: str) -> list[tuple[str, float | None]]:
    """(period, attainment) of one indicator over the last eight quarters."""

    def build() -> list[tuple[str, float | None]]:
        line: list[tuple[str, float | None]] = []
        for period in quarters(view):
            rows = data.attainment(who, view.kode_wilayah, period, basis=basis) if period in view.periods else pl.DataFrame()
            own = rows.filter(pl.col("kode_indikator") == kode_indikator) if rows.height else rows
            line.append((period, own["capaian"][0] if own.height else None))
        return line

    return data.remember(who, "capaian.riwayat", (view.kode_wilayah, view.periode, kode_indikator, basis), build)
