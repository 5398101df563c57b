"""Seeded sample data: whole governments, quarter by quarter, with invented persons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from etl.periods import Period
from etl.synth import sending
from etl.synth.profile import profile, regions
from etl.synth.tables import Region
from etl.synth.write import workbook
from etl.synth.writing import SyntheticSubmission, written

__all__ = [
    "SEED",
    "SHOWCASE",
    "SyntheticSubmission",
    "generate",
    "periods",
    "region_codes",
    "sent",
    "story",
    "stream",
    "submission",
    "workbook",
]

SEED = "ramping"
SHOWCASE = ("36.72", "36.04")
_BASELINE, _LAST = Period(2020, 4), Period(2024, 4)
_SHOWN = 8


def region_codes(count: int | None = None) -> list[str]:
    """Codes of the governments: the two showcase regions first, then the others in the order of their codes."""
    if count is None:
        return list(SHOWCASE)
    return [*SHOWCASE, *(kode for kode in regions() if kode not in SHOWCASE)][:count]


def periods(count: int | None = None) -> list[str]:
    """The baseline and the quarters up to 2024-TW4; with more than there are in between, an earlier baseline."""
    if count == 1:
        return [str(_LAST)]
    recent = _SHOWN if count is None else count - 1
    first = _LAST.plus(-recent)
    baseline = [first] if first <= _BASELINE else [_BASELINE]
    return [str(p) for p in [*baseline, *(_LAST.plus(i) for i in range(1 - recent, 1))]]


def submission(kode_wilayah: str, periode: str, *, seed: str | int = SEED) -> dict[str, pl.DataFrame]:
    """The datasets of one government and quarter, in contract types without row keys."""
    return Region(profile(kode_wilayah, str(seed))).tables(Period.parse(periode))


def sent(kode_wilayah: str, periode: str, *, seed: str | int = SEED) -> datetime:
    """When that quarter was sent (UTC, without a zone)."""
    return sending.sent(kode_wilayah, periode, seed=seed)


def story(kode_wilayah: str, periode: str, *, seed: str | int = SEED) -> str | None:
    """What became of that quarter: one of `sending.SILENT`, RETURNED, TARDY; None: sent on time and approved."""
    return sending.story(kode_wilayah, periode, seed=seed)


def stream(
    folder: Path, *, jumlah_wilayah: int | None = None, jumlah_periode: int | None = None, seed: str | int = SEED
) -> Iterator[SyntheticSubmission]:
    """Write the submissions region by region, on all processors; a quarter that is complete already is left as it is."""
    return written(folder, region_codes(jumlah_wilayah), periods(jumlah_periode), str(seed))


def generate(
    folder: Path, *, jumlah_wilayah: int | None = None, jumlah_periode: int | None = None, seed: str | int = SEED
) -> list[SyntheticSubmission]:
    """Write all as `folder/<wilayah>/<periode>/<dataset>.parquet`; default: the two showcase regions, nine quarters."""
    return list(stream(folder, jumlah_wilayah=jumlah_wilayah, jumlah_periode=jumlah_periode, seed=seed))
