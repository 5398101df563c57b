"""Quarters: `2024-TW4` and the order between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.errors import WrongUsage

_FORM = re.compile(r"(\d{4})-TW([1-4])")


@dataclass(frozen=True, order=True)
class Period:
    """A quarter of a year (*triwulan*)."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read `YYYY-TWn`; WrongUsage for anything else."""
        found = _FORM.fullmatch(code)
        if not found:
            raise WrongUsage("galat.periode", periode=code)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-TW{self.quarter}"

    def plus(self, quarters: int) -> Period:
        """The quarter so many quarters later (negative: earlier)."""
        year, rest = divmod(self.year * 4 + self.quarter - 1 + quarters, 4)
        return Period(year, rest + 1)

    @property
    def last_day(self) -> date:
        """The day the quarter ends."""
        return date(self.year, 3 * self.quarter, (31, 30, 30, 31)[self.quarter - 1])
