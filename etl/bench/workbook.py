"""`python -m etl.bench.workbook`: times one workbook of the budget in a warm worker and prints one JSON document."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

from etl import pipeline, settings, synth
from etl.access import Principal
from etl.bench import workload
from etl.warehouse.order import Order

WILAYAH, PERIODE = "36.04", "2024-TW4"
ROUNDS = 3


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak_mb() -> float:
    """The most memory this process ever held."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource  # of Unix only

    # macOS counts in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _files(folder: Path) -> tuple[Path, Path, int]:
    """A clean workbook, one with errors, and how many errors it has."""
    tables = workload.resized(synth.submission(WILAYAH, PERIODE))
    broken, errors = workload.with_errors(tables)
    clean_path, broken_path = folder / "bersih.xlsx", folder / "salah.xlsx"
    synth.workbook(tables, clean_path)
    synth.workbook(broken, broken_path)
    return clean_path, broken_path, errors


def _publish(path: Path, folder: Path, number: int) -> None:
    lake = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{folder / str(number) / 'katalog.sqlite'}"})
    order = Order(Principal.system("bench"), "bench")
    pipeline.publish(lake, [path], WILAYAH, PERIODE, order)


def main() -> None:
    """Warm the worker with one check, then time checks of the broken file and publications of the clean one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean, broken, errors = _files(folder)
        before = _peak_mb()
        pipeline.check([clean], WILAYAH, PERIODE)
        report = pipeline.check([broken], WILAYAH, PERIODE).report()
        checks = [_timed(lambda: pipeline.check([broken], WILAYAH, PERIODE).report()) for _ in range(ROUNDS)]
        publishes = [_timed(partial(_publish, clean, folder, number)) for number in range(ROUNDS)]
        print(
            json.dumps(
                {
                    "periksa_detik": statistics.median(checks),
                    "terbit_detik": statistics.median(publishes),
                    "memori_mb": _peak_mb(),
                    "memori_sebelum_mb": before,
                    "kesalahan_ditanam": errors,
                    "temuan": len(report["temuan"]),
                }
            )
        )


if __name__ == "__main__":
    main()
