"""The datasets of one government and quarter as frames in contract types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from etl.contracts import contract
from etl.periods import Period
from etl.synth import attainment, indicators, scores
from etl.synth.budget import Budget
from etl.synth.levels import LAST, Levels
from etl.synth.persons import pegawai, with_persons
from etl.synth.profile import Profile
from etl.synth.rows import Rows
from etl.synth.staff import Staffing, frame, ordinal
from etl.synth.stages import Stages
from etl.synth.structure import build

CHANGE = Period(2021, 4)
"""Supervisors were equalised on 31 December 2021: quarters up to this one show the old structure."""


class Region:
    """One government, ready to give any quarter."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.government = build(profile)
        self.staffing = Staffing(self.government)
        self.persons = with_persons(frame(self.staffing), profile)
        self.indicators = indicators.build(self.government)
        self.levels = Levels(self.government, self.indicators)
        self.budget = Budget(self.government)
        self.rows = Rows(self.government)
        self.stages = Stages(self.government, self.persons, self.indicators, self.rows.needs())
        self.ratings = scores.rated(self.government)
        self.shadow_until = self._shadow()
        self._built: dict[bool, dict[str, pl.DataFrame]] = {}

    def _shadow(self) -> dict[str, int]:
        """Per agency the last quarter in which equalised supervisors still led; every agency began so."""
        rng = self.profile.rng("bayangan")
        first, last = ordinal(Period(2023, 1)), ordinal(Period(2024, 3))
        lasting = self.government.codes(self.profile.bayangan)
        opds = [u.kode for u in self.government.tree.units if u.kode == u.opd]
        return {opd: ordinal(Period(9999, 4)) if opd in lasting else rng.randint(first, last) for opd in opds}

    def tables(self, period: Period) -> dict[str, pl.DataFrame]:
        """The datasets of one quarter by name."""
        before = period <= CHANGE
        return {
            **self._structure(before),
            "pegawai": _typed("pegawai", pegawai(self.persons, ordinal(period), before, self.shadow_until, self._rated(period))),
            "indikator": self._indicators(period, before),
            "capaian": _frame("capaian", (self._attained(one, period) for one in self.indicators)),
            "anggaran": _frame("anggaran", self.budget.rows(period)),
            **self.stages.tables(period),
        }

    def _rated(self, period: Period) -> dict[str, str]:
        """How agencies were rated; the late one has rated nobody in the last quarter."""
        late = self.government.opd(self.profile.terlambat or "") if period == LAST else None
        return {opd: "belum" if opd == late else rating for opd, rating in self.ratings.items()}

    def _structure(self, before: bool) -> dict[str, pl.DataFrame]:
        """Units and posts; after the change also what became of each post. The same in all quarters of a side."""
        if before not in self._built:
            made = {
                "unit": _frame("unit", self.rows.units(before)),
                "jabatan": _frame("jabatan", self.rows.posts(before)),
            }
            fates = {} if before else {"penyetaraan": _frame("penyetaraan", self.rows.fates())}
            self._built[before] = made | fates
        return self._built[before]

    def _attained(self, one: indicators.Indicator, period: Period) -> dict[str, Any]:
        pagu, spent = self.budget.of_program(one.kode, period) if one.tingkat == "program" else (None, None)
        return attainment.attainment_row(one, period, self.levels, pagu, spent)

    def _indicators(self, period: Period, before: bool) -> pl.DataFrame:
        made = (attainment.indicator_row(one, period) for one in self.indicators)
        return _frame("indikator", (self.rows.coded(row, before) for row in made))


def _typed(dataset: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select([pl.col(c.name).cast(c.dtype) for c in contract(dataset).columns.values()])


def _frame(dataset: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    schema = {c.name: c.dtype for c in contract(dataset).columns.values()}
    return pl.DataFrame(list(rows), schema=schema)
