"""The files and the publications of the national benchmark."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl import synth
from etl.access import Principal
from etl.pipeline import bulk
from etl.settings import Settings
from etl.warehouse.order import Order

ORDER = Order(Principal.system("tolok"), "tolok ukur", source="contoh")
"""As the sample is published: approved at once, every government expected."""


@contextmanager
def files(quarters: int = 1) -> Iterator[Path]:
    """A folder of Parquet files: the one that is given, or one made for this measurement."""
    if given := os.environ.get("RAMPING_BENCH_SET"):
        yield Path(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        for _ in synth.stream(Path(folder), jumlah_wilayah=most_regions(), jumlah_periode=quarters):
            pass
        yield Path(folder)


def most_regions() -> int:
    """How many governments make the nation here."""
    return int(os.environ.get("RAMPING_BENCH_WILAYAH", "552"))


def sent(folder: Path, periode: str | None = None, regions: int | None = None) -> dict[str, list[bulk.Sent]]:
    """The submissions of a folder by quarter, of the first so many governments."""
    found = bulk.found(folder, periode).quarters
    kept = sorted({one.kode_wilayah for some in found.values() for one in some})[: regions or most_regions()]
    return {quarter: [one for one in some if one.kode_wilayah in kept] for quarter, some in found.items()}


class Watch:
    """Seconds by step; functions of other modules are timed where they stand, and put back."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def on(self, module: Any, name: str, step: str) -> Iterator[None]:
        """While it lasts, calls of `module.name` add to `step`."""
        given = getattr(module, name)
        setattr(module, name, self._timed(given, step))
        try:
            yield
        finally:
            setattr(module, name, given)

    def _timed(self, work: Callable[..., Any], step: str) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - begun

        return timed


def publish(at: Settings, some: list[bulk.Sent]) -> float:
    """Publish one quarter of many governments; the seconds it took."""
    begun = time.perf_counter()
    bulk.publish_quarter(at, some, ORDER)
    return time.perf_counter() - begun
