"""What is timed, and against which budget. Every section runs in processes of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from etl.paths import ROOT


@dataclass(frozen=True)
class Line:
    """One figure beside its limit; `batas` null means it is printed for information."""

    apa: str
    nilai: float
    satuan: str
    batas: float | None = None

    @property
    def cukup(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.batas is None or self.nilai <= self.batas


def _child(module: str) -> Any:
    """Run a module in a process of its own; its standard output is one JSON document."""
    done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _workbook() -> list[Line]:
    """One region-quarter workbook in a warm worker (budget: design of the workbook, 20 errors per 1,000 rows)."""
    found = _child("etl.bench.workbook")
    return [
        Line("berkas: dari berkas ke temuan lengkap", found["periksa_detik"], "s", 3.0),
        Line("berkas: terbit (bersih)", found["terbit_detik"], "s", 5.0),
        Line("berkas: memori puncak pekerja", found["memori_mb"], "MB", 700),
        Line("berkas: kesalahan ditanam", found["kesalahan_ditanam"], "sel"),
        Line("berkas: temuan", found["temuan"], "temuan"),
    ]


def _screens() -> list[Line]:
    """Each page against its floors, one viewer and twenty; and the start of the app against a floor app."""
    found = _child("pages.bench")
    begin = found["mulai"]
    lines = [
        Line("mulai: aplikasi sampai halaman pertama", begin["aplikasi"], "s", 5.0),
        Line("mulai: aplikasi lantai", begin["lantai"], "s"),
        Line("mulai: kali lantai", begin["aplikasi"] / begin["lantai"], "×", 1.4),
    ]
    return lines + [line for page in found["layar"] for line in _page_lines(page)]


def _page_lines(page: dict[str, Any]) -> list[Line]:
    name = f"layar {page['halaman']}"
    return [
        Line(f"{name}: hangat, satu pembaca", page["detik"] * 1000, "ms"),
        Line(f"{name}: lantai", page["lantai"] * 1000, "ms"),
        Line(f"{name}: lantai teks", page["placeholder"] * 1000, "ms"),
        Line(f"{name}: kali lantai", page["kali_lantai"], "×", 1.2),
        Line(f"{name}: kali lantai teks", page["kali_placeholder"], "×", 3.0),
        Line(f"{name}: p95 20 pembaca serentak, kali lantai", page["serentak_halaman"] / page["serentak_lantai"], "×", 1.2),
        Line(f"{name}: p95 20 pembaca tersebar, kali lantai", page["tersebar_halaman"] / page["tersebar_lantai"], "×", 1.2),
        Line(f"{name}: kiriman ke peramban", page["byte"] / 1e6, "MB", 1.5),
    ]


SECTIONS: dict[str, Callable[[], list[Line]]] = {"berkas": _workbook, "layar": _screens}


def run(sections: list[str]) -> dict[str, Any]:
    """Measure the named sections; the machine stands beside the figures."""
    lines = [line for name in sections for line in SECTIONS[name]()]
    return {"mesin": machine(), "hasil": [asdict(line) | {"cukup": line.cukup} for line in lines]}


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    memory_gb = psutil.virtual_memory().total / 2**30
    return {
        "inti": os.cpu_count(),
        "memori_gb": round(memory_gb, 1),
        "python": platform.python_version(),
        "sistem": platform.system(),
    }
