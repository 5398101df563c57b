"""When each quarter was sent, and by whom not: some days before its deadline, while the offices are open; a few came late.

In the last quarter some governments have not sent theirs, and some were sent back; more of them in two provinces.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from etl.periods import Period
from etl.regulations import value
from etl.synth.levels import LAST

LATE = {("36.04", "2024-TW2"): 4}
"""Region and quarter of the two showcase governments that came so many days after its deadline."""
SILENT, RETURNED, TARDY = "diam", "dikembalikan", "terlambat"
"""What can have become of a quarter that is not simply approved on time."""

_SHOWN = ("36.72", "36.04")
_BEHIND = ("91", "95")
"""Provinces in which more governments are behind."""
_SHARE, _SHARE_BEHIND, _SHARE_EARLIER = 0.05, 0.4, 0.03
"""How many governments are behind in the last quarter, there and in those provinces, and late in earlier quarters."""
_LATEST = 21
_SATURDAY = 5
_IDULFITRI_2024 = (date(2024, 4, 8), date(2024, 4, 15))
"""First and last day on which offices were closed within the days before a deadline."""


def story(kode_wilayah: str, periode: str, *, seed: str | int) -> str | None:
    """What became of a quarter: SILENT, RETURNED or TARDY; None: sent on time and approved."""
    if kode_wilayah in _SHOWN:
        return TARDY if (kode_wilayah, periode) in LATE else None
    rng = random.Random(f"{seed}:{kode_wilayah}:{periode}:nasib")
    if Period.parse(periode) != LAST:
        return TARDY if rng.random() < _SHARE_EARLIER else None
    behind = rng.random() < (_SHARE_BEHIND if kode_wilayah.split(".")[0] in _BEHIND else _SHARE)
    return rng.choice((SILENT, SILENT, RETURNED, TARDY)) if behind else None


def sent(kode_wilayah: str, periode: str, *, seed: str | int) -> datetime:
    """The moment (UTC, without a zone) at which the quarter was sent; the same at every run."""
    rng = random.Random(f"{seed}:{kode_wilayah}:{periode}:kirim")
    deadline = Period.parse(periode).last_day + timedelta(days=int(value("acuan-kiriman", "tenggat_hari").value))
    early = rng.randint(1, 5)
    day = deadline + timedelta(days=_days_late(kode_wilayah, periode, seed) or -early)
    while day.weekday() >= _SATURDAY or _IDULFITRI_2024[0] <= day <= _IDULFITRI_2024[1]:
        day -= timedelta(days=1)
    return datetime(day.year, day.month, day.day, 2) + timedelta(minutes=rng.randint(5, 380))


def _days_late(kode_wilayah: str, periode: str, seed: str | int) -> int:
    """0: on time. At least three days, so that a weekend does not bring it back before its deadline."""
    if story(kode_wilayah, periode, seed=seed) != TARDY:
        return 0
    return LATE.get((kode_wilayah, periode)) or random.Random(f"{seed}:{kode_wilayah}:{periode}:telat").randint(3, _LATEST)
