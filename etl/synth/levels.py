"""What each indicator reaches: apart from one another, yet with exactly the mean that is planned for its agency."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from etl.periods import Period
from etl.synth.indicators import Indicator
from etl.synth.structure import Government

LAST = Period(2024, 4)
_LOWEST, _HIGHEST = 52.0, 98.0
"""The mean attainment of an agency lies between them, percent."""
_STEP = 6.5 / 9
"""Points that a planted agency gains in a quarter; with nine indicators the sum moves in whole half points."""
_RANKS = {9: (70, 46, 22, -16, -24, -32, -42, -54, -68), 5: (62, 26, -20, -40, -60)}
"""Points that the indicators of an average agency miss by, the hardest first; below zero the target is exceeded."""
_NARROW, _NARROW_BY_KIND = 32, {"kumulatif": 12, "nonkumulatif": 1}
"""Half points: who misses by less has reached it after all, and the others bear the difference.

Less where quarters count together: making up for three of them at once would take an incredible fourth.
"""
_SURPLUS = 8
"""Of so many points of ease one shows above the target."""
_Part = tuple[int, int, int]
"""An indicator: difficulty, room to fall, and the least by which it misses, half points."""


@dataclass(frozen=True)
class _Course:
    """The mean attainment of an agency: `last` in the last quarter, `change` since the one before, `rate` each before that."""

    last: float
    change: float = 0.0
    rate: float | None = None
    """None: planted, rises within the year and starts the next one a little lower."""

    def mean(self, period: Period) -> float:
        """Percent."""
        years = LAST.year - period.year
        if self.rate is None:
            return max(self.last - years, min(self.last, _LOWEST)) - _STEP * (4 - period.quarter)
        back = 4 * years + LAST.quarter - period.quarter
        return max(self.last - self.change - self.rate * (back - 1), _LOWEST) if back > 0 else self.last


def fixed(one: Indicator, period: Period) -> float:
    """Attainment to date of an indicator that goes its own way, percent."""
    own = 100.0 if one.capaian is None else one.capaian
    if one.teks is not None or one.realisasi is not None:
        return own
    years = LAST.year - period.year
    year = max(own - (years if one.langkah <= 1 else 2 * one.langkah * years), min(own, _LOWEST))
    if one.sifat == "kumulatif":
        return year + one.langkah * ((period.quarter + 1) / 2 - 2.5)
    return year if one.sifat == "nonkumulatif" else year - one.langkah * (4 - period.quarter)


class Levels:
    """The attainment to date of all indicators of a government in any quarter."""

    def __init__(self, government: Government, indicators: list[Indicator]) -> None:
        rng = government.profile.rng("capaian")
        self._own: dict[str, list[Indicator]] = defaultdict(list)
        self._shared: dict[str, list[tuple[Indicator, _Part]]] = defaultdict(list)
        groups: dict[str, list[Indicator]] = defaultdict(list)
        for one in indicators:
            groups[one.opd].append(one)
        for opd, members in groups.items():
            for one, part in _parts(rng, members):
                if one.capaian is None and one.teks is None and one.realisasi is None:
                    self._shared[opd].append((one, part))
                else:
                    self._own[opd].append(one)
        self._courses = _courses(government, list(self._shared), rng)
        self._known: dict[tuple[str, Period], dict[str, int]] = {}

    def to_date(self, one: Indicator, period: Period) -> float:
        """Percent, not capped."""
        missed = self._agency(one.opd, period).get(one.kode)
        if missed is None:
            return fixed(one, period)
        return 100 - missed / 2 if missed >= 0 else 100 + (-missed // _SURPLUS) / 2

    def of_quarter(self, one: Indicator, period: Period) -> float:
        """Percent of this quarter alone, where quarters add up or are averaged; never below zero."""
        before = period.quarter - 1
        earlier = before * self.to_date(one, Period(period.year, before)) if before else 0.0
        return max(period.quarter * self.to_date(one, period) - earlier, 0.0)

    def _agency(self, opd: str, period: Period) -> dict[str, int]:
        if (opd, period) not in self._known:
            shared = self._shared.get(opd, [])
            missed = _spread([part for _, part in shared], self._due(opd, period)) if shared else []
            self._known[opd, period] = {one.kode: points for (one, _), points in zip(shared, missed, strict=True)}
        return self._known[opd, period]

    def _due(self, opd: str, period: Period) -> int:
        """Half points that the agency misses its targets by, less those of the indicators that go their own way."""
        own = [min(fixed(one, period), one.batas or 100) for one in self._own[opd] if one.target != 0]
        whole = 100 - self._courses[opd].mean(period)
        return round(2 * (whole * (len(own) + len(self._shared[opd])) - sum(100 - value for value in own)))


def _parts(rng: random.Random, members: list[Indicator]) -> list[tuple[Indicator, _Part]]:
    """Who finds it hard and how far it may fall; an index, which moves slowly, is seldom among the hardest."""
    drawn = sorted(members, key=lambda one: rng.random() + one.lantai / 100)
    ranks = _RANKS.get(len(members), (0,) * len(members))
    return [(one, _part(rng, one, rank)) for one, rank in zip(drawn, ranks, strict=True)]


def _part(rng: random.Random, one: Indicator, rank: int) -> _Part:
    hard = 2 * rank + rng.randint(-10, 10)
    room = round(2 * (100 - one.lantai)) - rng.randint(0, 36)
    return hard, room, _NARROW_BY_KIND.get(one.sifat, _NARROW)


def _courses(government: Government, opds: list[str], rng: random.Random) -> dict[str, _Course]:
    profile = government.profile
    told = {agency: _Course(mean) for agency, mean in profile.capaian.items()}
    told |= {agency: _Course(mean, change, 0.5) for agency, (mean, change) in profile.berubah.items()}
    planted = {opd: course for agency, course in told.items() if (opd := government.opd(agency))}
    others = [opd for opd in opds if opd not in planted]
    rng.shuffle(others)
    drawn = {}
    for place, opd in enumerate(others):
        rate = rng.randint(9, 19) / 20
        mean = min(_mean_at((place + 0.5) / len(others)) + profile.beda, _HIGHEST)
        drawn[opd] = _Course(max(mean, _LOWEST), rate, rate)
    return planted | drawn


def _mean_at(share: float) -> float:
    """Attainment of the agency that so large a share of the others stays behind: few are *Sedang*, most *Tinggi* or better."""
    if share < 0.08:
        return 69 + 80 * share
    return 79 + 19 * (share - 0.08) if share < 0.7 else 91.5 + 21 * (share - 0.7)


def _spread(parts: list[_Part], due: int) -> list[int]:
    """Half points missed by each part that add up to what is due; below zero: the target is exceeded."""
    level = _level(parts, due)
    order = sorted(range(len(parts)), key=lambda i: -parts[i][0])
    missed = [i for i in order if parts[i][0] + level >= parts[i][2]] or order[:1]
    while len(missed) < len(order) and sum(parts[i][1] for i in missed) < due:
        missed.append(next(i for i in order if i not in missed))
    made = dict(zip(missed, _exactly([parts[i] for i in missed], due), strict=True))
    # Those just over the line are not all exactly on it.
    return [made.get(i, min(hard + level, 0) - _SURPLUS * (hard % 5)) for i, (hard, *_) in enumerate(parts)]


def _exactly(parts: list[_Part], due: int) -> list[int]:
    level = _level(parts, due)
    made = [max(0, min(hard + level, room)) for hard, room, _ in parts]
    rest = due - sum(made)
    for i, (hard, room, _) in enumerate(parts):
        if rest > 0 and made[i] < room and hard + level >= 0:
            made[i], rest = made[i] + 1, rest - 1
    return made


def _level(parts: list[_Part], due: int) -> int:
    """The highest level at which all together miss no more than what is due."""
    low, high = -400, 400
    while high - low > 1:
        level = (low + high) // 2
        missed = sum(max(0, min(hard + level, room)) for hard, room, _ in parts)
        low, high = (level, high) if missed <= due else (low, level)
    return low
