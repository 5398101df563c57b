"""The Parquet files of many governments and quarters, on all processors; what is complete already is left as it is.

folder/synth.json                             the seed they were drawn with
folder/<wilayah>/<periode>/<dataset>.parquet  complete, or not there at all
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from etl.contracts import contracts
from etl.errors import WrongUsage
from etl.periods import Period
from etl.synth.profile import profile
from etl.synth.tables import Region
from etl.synth.write import write_parquet

MARK = "synth.json"
_EDITION = 2
"""Raised when the same seed gives other rows: files of two editions must not stand side by side."""
_FEW = 8
"""So few governments are written sooner than a second process has started."""


@dataclass(frozen=True)
class SyntheticSubmission:
    """One government and quarter with the Parquet files of its datasets; `baru`: written now, not found complete."""

    kode_wilayah: str
    periode: str
    paths: list[Path]
    baru: bool = True


def written(folder: Path, codes: Sequence[str], periods: Sequence[str], seed: str) -> Iterator[SyntheticSubmission]:
    """Write what is missing, region by region; each process needs no more memory than one region.

    WrongUsage when the folder holds files that were drawn otherwise. OSError.
    """
    _claim(folder, seed)
    write = partial(_region, folder, periods=periods, seed=seed)
    todo = [kode for kode in codes if not all((folder / kode / periode).is_dir() for periode in periods)]
    if len(todo) < _FEW or _processors() == 1:
        for kode in codes:
            yield from write(kode)
        return
    with _one_thread_each(), _pool() as pool:
        for made in pool.map(write, codes):
            yield from made


def _claim(folder: Path, seed: str) -> None:
    told = {"benih": seed, "edisi": _EDITION}
    mark = folder / MARK
    if not mark.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.glob("*/*-TW[1-4]")):
            raise WrongUsage("galat.synth_lain", folder=folder.name)
        mark.write_text(json.dumps(told), encoding="utf-8")
    elif json.loads(mark.read_text(encoding="utf-8")) != told:
        raise WrongUsage("galat.synth_lain", folder=folder.name)


def _region(folder: Path, kode: str, periods: Sequence[str], seed: str) -> list[SyntheticSubmission]:
    made, region = [], None
    for periode in periods:
        place = folder / kode / periode
        missing = not place.is_dir()
        if missing:
            region = region or Region(profile(kode, seed))
            _appear(region, Period.parse(periode), place)
        paths = [path for dataset in contracts() if (path := place / f"{dataset}.parquet").exists()]
        made.append(SyntheticSubmission(kode, periode, paths, missing))
    return made


def _appear(region: Region, period: Period, place: Path) -> None:
    """Write one quarter; its folder appears complete or not at all."""
    draft = place.with_name(f"{place.name}.sementara")
    shutil.rmtree(draft, ignore_errors=True)
    write_parquet(region.tables(period), draft)
    draft.rename(place)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool() -> ProcessPoolExecutor:
    # A fork would copy the locks of Polars' threads.
    return ProcessPoolExecutor(_processors(), mp_context=multiprocessing.get_context("spawn"))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started within use one thread of Polars each."""
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        yield
    finally:
        os.environ.pop("POLARS_MAX_THREADS")
        if before is not None:
            os.environ["POLARS_MAX_THREADS"] = before
