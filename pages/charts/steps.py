"""The five steps of a scale: which one a value reaches, and the cut points between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A scale of steps, best first: ((code, lower bound), …). `checked`: somebody compared it with the regulation's text."""

    regulation: str
    bounds: tuple[tuple[str, float], ...]
    checked: bool

    def step(self, value: float | None) -> str | None:
        """The step's code; None without a value. Tested from the top on two decimals, so 90,995 is not yet 91."""
        if value is None:
            return None
        rounded = round(value, 2)
        return next((code for code, low in self.bounds if rounded >= low), self.bounds[-1][0])

    @property
    def cuts(self) -> tuple[float, ...]:
        """The lower bounds above zero, ascending: 51, 66, 76, 91."""
        return tuple(sorted(low for _, low in self.bounds if low > 0))

    def lower(self, code: str) -> float:
        """The lower bound of a step."""
        return dict(self.bounds)[code]
