"""What the stages of the reform add to a submission: teams, rules, plans, processes, indices, workload."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from etl.contracts import contract
from etl.periods import Period
from etl.synth import legal, plans, processes, scores, workload
from etl.synth.teams import Teams

if TYPE_CHECKING:
    from etl.synth.indicators import Indicator
    from etl.synth.structure import Government

FIRST = Period(2023, 1)
"""The first quarter with these datasets; before it only the indices exist."""


def end(period: Period) -> date:
    """The last day of a quarter."""
    return date(period.year, 3 * period.quarter, 31 if period.quarter in (1, 4) else 30)


def rows_of(dataset: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame in contract types; what a row leaves out is null."""
    columns = contract(dataset).columns.values()
    made = list(rows)
    data = {c.name: [row.get(c.name) for row in made] for c in columns}
    return pl.DataFrame(data, schema={c.name: c.dtype for c in columns}, strict=False)


class Stages:
    """The ten datasets of one government, for any quarter."""

    def __init__(self, government: Government, persons: pl.DataFrame, indicators: list[Indicator], needs: dict[str, int]) -> None:
        self.government = government
        self.teams = Teams(government, persons)
        codes = {one.kode for one in indicators}
        self._shared = rows_of("indikator_opd", self.teams.shared(codes))
        self._targets = [row for row in self.teams.targets() if row["kode_indikator"] in codes]
        self._workload = rows_of("beban_kerja", workload.rows(government, needs))

    def tables(self, period: Period) -> dict[str, pl.DataFrame]:
        """The datasets of a quarter by name."""
        day = end(period)
        values = {"indeks": rows_of("indeks", scores.rows(self.government, day))}
        if period < FIRST:
            return values
        teams, members = self.teams.rows(period, day)
        known = {row["kode_tim"] for row in teams}
        return values | {
            "tim": rows_of("tim", teams),
            "anggota_tim": rows_of("anggota_tim", members),
            "tim_indikator": rows_of("tim_indikator", [row for row in self._targets if row["kode_tim"] in known]),
            "indikator_opd": self._shared,
            "kinerja_unit": rows_of("kinerja_unit", scores.ratings(self.government, period)),
            "produk_hukum": rows_of("produk_hukum", legal.rows(self.government.profile, day)),
            "rencana_aksi": rows_of("rencana_aksi", plans.rows(self.government, period, day)),
            "proses": rows_of("proses", processes.rows(self.government, period)),
            "beban_kerja": self._workload,
        }
