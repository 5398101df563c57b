"""`python -m etl.bench.nasional_tumbuh`: what publishing and reading cost as the lake grows; prints one JSON document.

Over governments: one quarter of 2, 55 and all of them. Over quarters: quarter after quarter of a few dozen governments, read
when there are 1, 8 and 20. Each time: one more publication of one government, the national
reading of one metric over all quarters, and the readings of one government's page.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from etl import pipeline, settings
from etl.access import Principal, Role, Scope
from etl.bench import nasional_set as given
from etl.bench.nasional import spread
from etl.pipeline import bulk
from etl.settings import Settings
from etl.warehouse import lake, read

REGIONS, QUARTERS = (2, 55, 552), (1, 8, 20)
ROUNDS = 7
METRIC, SPREADS = "rentang_rerata", ("pita_rentang", "orang_per_lapisan")
NATION = Principal("pembaca@pusat.example", Role.KEMENDAGRI, Scope("*"))
_OVER_QUARTERS = int(os.environ.get("RAMPING_BENCH_TUMBUH", "55"))


def readings(at: Settings, kode_wilayah: str, periode: str) -> dict[str, float]:
    """Median seconds of the nation's figures of one metric and quarter, and of what one government's page reads."""
    reader = lake.open_reader(at)
    national = {"kode_unit": None, "metrik": METRIC, "periode": periode}
    region = {"kode_wilayah": kode_wilayah, "periode": periode}
    ways: dict[str, Callable[[], object]] = {
        "nasional": lambda: read.metric_values(reader, NATION, **national),
        "wilayah": lambda: (
            read.metric_values(reader, NATION, **region),
            read.distributions(reader, NATION, metrik=SPREADS, **region),
            read.attainment(reader, NATION, **region),
        ),
    }
    return {name: _median(way) for name, way in ways.items()}


def _median(way: Callable[[], object]) -> float:
    way()
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        way()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def over_regions(folder: Path, files: Path) -> list[dict[str, Any]]:
    """One quarter of 2, 55 and all governments in a lake of their own; then what one more publication costs, and readings."""
    points = []
    newest = max(bulk.found(files).quarters)
    for number in sorted({min(number, given.most_regions()) for number in REGIONS}):
        at = _lake(folder / f"wilayah-{number}")
        some = given.sent(files, newest, number)[newest]
        if number > 1:
            given.publish(at, some[1:])
        seconds = {"terbit": given.publish(at, some[:1])} | readings(at, some[0].kode_wilayah, newest)
        points += _points(seconds, len(some), 1)
    return points


def over_quarters(folder: Path, files: Path) -> list[dict[str, Any]]:
    """Quarter after quarter of the same governments; figures when there are 1, 8 and 20."""
    at, points = _lake(folder / "triwulan"), list[dict[str, Any]]()
    quarters = given.sent(files, regions=_OVER_QUARTERS)
    for number, (quarter, some) in enumerate(quarters.items(), 1):
        given.publish(at, some[1:])
        one = given.publish(at, some[:1])
        if number in QUARTERS:
            points += _points({"terbit": one} | readings(at, some[0].kode_wilayah, quarter), len(some), number)
    return points


def slopes(points: Sequence[dict[str, Any]]) -> dict[str, float]:
    """By what was timed: how far the figures over quarters lie from their mean, in percent."""
    kinds = {point["apa"] for point in points}
    return {kind: spread([point["detik"] for point in points if point["apa"] == kind]) for kind in kinds}


def _points(seconds: dict[str, float], regions: int, quarters: int) -> list[dict[str, Any]]:
    return [{"apa": name, "wilayah": regions, "triwulan": quarters, "detik": one} for name, one in seconds.items()]


def _lake(folder: Path) -> Settings:
    return settings.load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'katalog.sqlite'}"})


def main() -> None:
    """Both ways of growing."""
    pipeline.warm().join()
    with given.files(max(QUARTERS)) as files, tempfile.TemporaryDirectory() as folder:
        quarters = over_quarters(Path(folder), files)
        regions = over_regions(Path(folder), files)
    print(json.dumps({"titik": regions + quarters, "lereng": slopes(quarters)}))


if __name__ == "__main__":
    main()
