"""Index values: their band under the regime they were measured by, and what simplification adds to RB General."""

from __future__ import annotations

from typing import Any, NamedTuple

from etl.metrics.reference import category
from etl.regulations import value

_EXACT = 10
"""Decimals kept before a band is looked up: enough to stay unrounded, few enough to drop the noise of binary fractions."""


class Contribution(NamedTuple):
    """Points in RB General; `bobot` is the highest sum, `terverifikasi` false until the weights are read in the rule itself."""

    pso: float
    sistem_kerja: float
    jumlah: float
    bobot: float
    terverifikasi: bool


def regimes() -> dict[str, dict[str, Any]]:
    """What each regime measures (`jenis`), from `dari` to `sampai`, and the scale of its predicates (`skala`, if any)."""
    found: dict[str, dict[str, Any]] = value("acuan-kiriman", "rezim_indeks").value
    return found


def bounds(rezim: str) -> tuple[float, float]:
    """Lowest and highest value under a regime. KeyError for an unknown one."""
    regime = regimes()[rezim]
    return float(regime["dari"]), float(regime["sampai"])


def band(jenis: str, rezim: str, nilai: float | None) -> str | None:
    """The predicate of an unrounded value, e.g. SAKIP 90.00 is A; null where the regime measures something else or has none."""
    regime = regimes().get(rezim)
    if nilai is None or regime is None or regime["jenis"] != jenis or "skala" not in regime:
        return None
    regulation, _, parameter = regime["skala"].partition(".")
    return category(regulation, parameter, nilai, digits=_EXACT)


def scale_checked(rezim: str) -> bool:
    """Whether the bands of a regime were compared with its text."""
    regulation, _, parameter = regimes()[rezim].get("skala", "").partition(".")
    return bool(parameter) and value(regulation, parameter).checked


def contribution(pso: float, skor: float) -> Contribution:
    """Portal arithmetic, score ÷ highest × weight: PSO in percent, the work-system score from 0 to 5."""
    one, weight_one, checked_one = _indicator("pso", pso)
    two, weight_two, checked_two = _indicator("sistem_kerja", skor)
    return Contribution(one, two, one + two, weight_one + weight_two, checked_one and checked_two)


def _indicator(name: str, score: float) -> tuple[float, float, bool]:
    weight, highest = value("permenpanrb-9-2023", f"bobot_{name}"), value("permenpanrb-9-2023", f"maks_{name}")
    return score / highest.value * weight.value, float(weight.value), weight.checked and highest.checked


def adjusted(total: float, weight: float, coefficient: float = 0) -> float | None:
    """RB General over the weight of the indicators that apply, of 100; null where none does."""
    return None if weight == 0 else (total + coefficient) / weight * 100
