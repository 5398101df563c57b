"""Business processes: approval steps and days before and after simplification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.periods import Period
from etl.synth.scores import catalog
from etl.synth.structure import Government

_COUNT = 40
_UNFINISHED = 12
"""The one process that nobody has measured since."""


def rows(government: Government, period: Period) -> Iterator[dict[str, Any]]:
    """The dataset `proses`; a process that is simplified later has no figures after it yet."""
    rng = government.profile.rng("proses")
    agencies, names = government.agencies, catalog()["proses"]
    for i in range(_COUNT):
        made = agencies[i % len(agencies)]
        name = names[(i + i // len(agencies)) % len(names)].format(urusan=made.agency["urusan"])
        steps, days = rng.randint(4, 9), rng.randint(3, 30)
        saved, quicker, since, electronic = rng.randint(0, 4), rng.uniform(0.0, 0.6), rng.randint(-2, 7), rng.randint(-3, 11)
        done = _number(period) >= since and i != _UNFINISHED
        yield {
            "kode_proses": f"PR-{i + 1:02d}", "nama_proses": name[:1].upper() + name[1:], "kode_unit": made.kode,
            "tahap_sebelum": steps, "tahap_sesudah": max(steps - saved, 2) if done else None,
            "hari_sebelum": float(days), "hari_sesudah": max(round(days * (1 - quicker) * 2) / 2, 0.5) if done else None,
            "elektronik": "ya" if _number(period) >= electronic else "tidak",
        }  # fmt: skip


def _number(period: Period) -> int:
    """Quarters since 2023-TW1."""
    return 4 * (period.year - 2023) + period.quarter - 1
