"""When each quarter was sent: some days before its deadline, while the offices are open; one came late."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from etl.periods import Period
from etl.regulations import value

LATE = {("36.04", "2024-TW2"): 4}
"""Region and quarter that came so many days after its deadline."""
_SATURDAY = 5
_IDULFITRI_2024 = (date(2024, 4, 8), date(2024, 4, 15))
"""First and last day on which offices were closed within the days before a deadline."""


def sent(kode_wilayah: str, periode: str, *, seed: str | int) -> datetime:
    """The moment (UTC, without a zone) at which the quarter was sent; the same at every run."""
    rng = random.Random(f"{seed}:{kode_wilayah}:{periode}:kirim")
    deadline = Period.parse(periode).last_day + timedelta(days=int(value("acuan-kiriman", "tenggat_hari").value))
    day = deadline + timedelta(days=LATE.get((kode_wilayah, periode)) or -rng.randint(1, 5))
    while day.weekday() >= _SATURDAY or _IDULFITRI_2024[0] <= day <= _IDULFITRI_2024[1]:
        day -= timedelta(days=1)
    return datetime(day.year, day.month, day.day, 2) + timedelta(minutes=rng.randint(5, 380))
