"""The budgets at the size of the nation, each part in processes of its own.

RAMPING_BENCH_SET: a folder that `synth -o` wrote; RAMPING_BENCH_LAKE: the address of a national lake. Without them they are
made in a temporary folder, which takes an hour on two cores. RAMPING_BENCH_WILAYAH: fewer governments, to try it out.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl.bench.lines import Line, child, page_lines

PAGE_COLD_S, FIRST_PAINT_S, CLICK_S, SLOPE_PERCENT = 2.0, 2.0, 0.7, 10.0
STEPS = ("baca", "periksa", "terima", "hitung", "tulis_nilai", "lain")


def _load() -> list[Line]:
    """One national quarter in bulk, all rules, everything computed again, the layers."""
    return load_lines(child("etl.bench.nasional_muat"))


def load_lines(found: dict[str, Any]) -> list[Line]:
    """The lines of the bulk load, from what its process tells."""
    place = {"wilayah": str(found["wilayah"]), "periode": found["periode"], "pegawai": f"{found['pegawai']:,}"}
    whole = [
        Line("tolok.muat", found["detik"], "s", 45.0, place),
        Line("tolok.memori", found["memori_mb"] / 1024, "GB", 6.0),
        Line("tolok.lantai", found["lantai_detik"], "s"),
        Line("tolok.kali", found["detik"] / found["lantai_detik"], "×"),
    ]
    steps = [Line("tolok.langkah", found["langkah"][name], "s", None, {"langkah": name}) for name in STEPS]
    return [
        *whole,
        *steps,
        Line("tolok.aturan", found["aturan_detik"], "s", 10.0),
        Line("tolok.temuan", found["temuan"], ""),
        Line("tolok.ulang", found["ulang_detik"], "s", 20.0),
        Line("tolok.lapisan", found["lapisan_detik"], "s", 3.0),
    ]


def _pages() -> list[Line]:
    """Every page that a reader of the nation opens, on a national lake."""
    with _lake() as warehouse:
        found = child("pages.bench.nasional", environment={"RAMPING_WAREHOUSE": warehouse})
    return [line for page in found for line in [*page_lines(page), _cold(page)]]


def _cold(page: dict[str, Any]) -> Line:
    return Line("tolok.dingin", page["dingin"], "s", PAGE_COLD_S, {"halaman": page["halaman"]})


def _browser() -> list[Line]:
    """First paint and click to painted, in a Chromium."""
    with _lake() as warehouse:
        found = child("pages.bench.peramban", environment={"RAMPING_WAREHOUSE": warehouse})
    first = [
        Line("tolok.gambar_pertama", seconds, "s", FIRST_PAINT_S, {"halaman": page}) for page, seconds in found["pertama"].items()
    ]
    return [*first, Line("tolok.klik", found["klik_p95"], "s", CLICK_S, {"jumlah": str(found["klik"])})]


def _growth() -> list[Line]:
    """What a publication and a reading cost as governments and as quarters are added."""
    return growth_lines(child("etl.bench.nasional_tumbuh"))


def growth_lines(found: dict[str, Any]) -> list[Line]:
    """Each figure where it was taken, and how far the figures over quarters lie from their mean, in percent."""
    points = [
        Line(
            f"tolok.tumbuh_{point['apa']}", point["detik"] * 1000, "ms", None, {n: str(point[n]) for n in ("wilayah", "triwulan")}
        )
        for point in found["titik"]
    ]
    spread = [
        Line(f"tolok.tumbuh_{what}_lereng", percent, "%", SLOPE_PERCENT) for what, percent in sorted(found["lereng"].items())
    ]
    return points + spread


def spread(seconds: list[float]) -> float:
    """How far the furthest of some figures lies from their mean, in percent of it."""
    mean = sum(seconds) / len(seconds)
    return max(abs(one - mean) for one in seconds) / mean * 100


@contextmanager
def _lake() -> Iterator[str]:
    """The address of a national lake: the one that is given, or one made of the set."""
    if given := os.environ.get("RAMPING_BENCH_LAKE"):
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:{Path(folder) / 'katalog.sqlite'}"
        child("etl.bench.nasional_muat", "--hanya-muat", environment={"RAMPING_WAREHOUSE": address})
        yield address


SECTIONS: dict[str, Callable[[], list[Line]]] = {
    "nasional-muat": _load,
    "nasional-halaman": _pages,
    "nasional-peramban": _browser,
    "nasional-tumbuh": _growth,
}
