"""`python -m etl.bench.gerbang`: what the gate adds to a read, against the same statement without it; prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from etl import settings
from etl.access import Principal, Role, Scope
from etl.pipeline.sample import build_sample
from etl.warehouse import read
from etl.warehouse.lake import Reader, open_reader

WILAYAH, PERIODE = "36.72", "2024-TW4"
ROUNDS = 60
READS: dict[str, tuple[str, ...]] = {
    "units": (WILAYAH, PERIODE),
    "positions": (WILAYAH, PERIODE),
    "attainment": (WILAYAH, PERIODE),
    "submission": (WILAYAH, PERIODE),
    "versions": (WILAYAH, PERIODE),
    "periods": (WILAYAH,),
}
"""Functions that are one statement each, so that nothing but the gate lies between the two times."""


class _Answering(Reader):
    """The reader, giving what was answered before at once and noting what it is asked: what is left is the gate."""

    def __init__(self, inner: Reader) -> None:
        self.settings, self._inner = inner.settings, inner
        self.heard: tuple[str, list[Any]] = "", []
        self.answer: pl.DataFrame | None = None

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        self.heard = sql, list(parameters)
        return self._inner.query(sql, parameters) if self.answer is None else self.answer

    def snapshot(self) -> int:
        return self._inner.snapshot()

    def current(self) -> int:
        return self._inner.current()


def measure(lake: Reader) -> dict[str, float]:
    """In milliseconds: what the gate adds to a read (median of all reads), and its own work where that is most.

    The first is the difference of two queries and holds the scope's share of the statement; the second is what the gate does
    outside the database, free of its noise.
    """
    found = [_one(lake, name, asked) for name, asked in READS.items()]
    return {
        "tambah_ms": statistics.median(added for added, _ in found),
        "kerja_ms": max(own for _, own in found),
        "baca": len(found),
    }


def _one(lake: Reader, name: str, asked: tuple[str, ...]) -> tuple[float, float]:
    who, function = Principal("tolok", Role.PIMPINAN, Scope(WILAYAH)), getattr(read, name)
    answering = _Answering(lake)
    # The nation's condition is `true`: the statement without a scope.
    function(answering, Principal.system(), *asked)
    sql, parameters = answering.heard
    answering.answer = lake.query(sql, parameters)
    ways: list[Callable[[], object]] = [
        lambda: function(lake, who, *asked),
        lambda: lake.query(sql, parameters),
        lambda: function(answering, who, *asked),
    ]
    # Each goes first as often as the others: what runs first pays for cold caches.
    rounds = [{way: _timed(ways[way]) for way in ((turn + k) % 3 for k in range(3))} for turn in range(ROUNDS)]
    added = statistics.median(one[0] - one[1] for one in rounds)
    return added * 1000, statistics.median(one[2] for one in rounds) * 1000


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Build the sample, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        at = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{Path(folder) / 'katalog.sqlite'}"})
        build_sample(at, lambda *_: None)
        sys.stdout.write(json.dumps(measure(open_reader(at))))


if __name__ == "__main__":
    main()
