"""What is timed, and against which budget. Every section runs in processes of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import psutil

from etl.paths import ROOT


@dataclass(frozen=True)
class Line:
    """One figure beside its limit; `batas` null means it is printed for information."""

    apa: str
    """Key of its words; `isi` fills them."""
    hasil: float
    ukuran: str
    batas: float | None = None
    isi: dict[str, str] = field(default_factory=dict)

    @property
    def cukup(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.batas is None or self.hasil <= self.batas


def _child(module: str) -> Any:
    """Run a module in a process of its own; its standard output is one JSON document."""
    done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _workbook() -> list[Line]:
    """One region-quarter workbook in a warm worker, with 20 errors per 1,000 rows and without."""
    found = _child("etl.bench.workbook")
    return [
        Line("cli.bench.periksa", found["periksa_detik"], "s", 3.0),
        Line("cli.bench.terbit", found["terbit_detik"], "s", 5.0),
        Line("cli.bench.memori", found["memori_mb"], "MB", 700),
        Line("cli.bench.kesalahan", found["kesalahan_ditanam"], ""),
        Line("cli.bench.temuan", found["temuan"], ""),
    ]


def _upload() -> list[Line]:
    """10,000 rows as a clerk uploads them: from the drop to the draft with its findings, marked, one cell corrected."""
    found = _child("etl.bench.unggah")
    return [
        Line("cli.bench.unggah_temuan", found["temuan_detik"], "s", 5.0),
        Line("cli.bench.unggah", found["unggah_detik"], "s", 5.0),
        Line("cli.bench.unggah_tanda", found["tanda_detik"], "s", 5.0),
        Line("cli.bench.unggah_ulang", found["ulang_detik"], "s", 1.0),
        Line("cli.bench.unggah_ulang_pertama", found["ulang_pertama_detik"], "s"),
        Line("cli.bench.unggah_memori", found["memori_mb"], "MB", 700),
    ]


def _accuracy() -> list[Line]:
    """Errors put at random cells of small workbooks: what was told there, what was missed, what was told elsewhere."""
    found = _child("etl.bench.accuracy")
    kept = {"luput": 0.0, "palsu": 0.0}
    return [Line(f"cli.bench.ketelitian_{key}", figure, "", kept.get(key)) for key, figure in found.items()]


def _screens() -> list[Line]:
    """The start of the app against a floor app; each page against its floors, one viewer and twenty."""
    found = _child("pages.bench")
    begin = found["mulai"]
    lines = [
        Line("cli.bench.mulai", begin["aplikasi"], "s", 5.0),
        Line("cli.bench.mulai_lantai", begin["lantai"], "s"),
        Line("cli.bench.mulai_kali", begin["aplikasi"] / begin["lantai"], "×", 1.4),
    ]
    return lines + [line for page in found["layar"] for line in _page_lines(page)]


def _page_lines(page: dict[str, Any]) -> list[Line]:
    figures = [
        ("hangat", page["detik"] * 1000, "ms", None),
        ("lantai", page["lantai"] * 1000, "ms", None),
        ("teks", page["placeholder"] * 1000, "ms", None),
        ("kali", page["detik"] / page["lantai"], "×", 1.2),
        ("kali_teks", page["detik"] / page["placeholder"], "×", 3.0),
        ("serentak", page["serentak_halaman"] / page["serentak_lantai"], "×", 1.2),
        ("tersebar", page["tersebar_halaman"] / page["tersebar_lantai"], "×", 1.2),
        ("kirim", page["byte"] / 1e6, "MB", 1.5),
    ]
    return [Line(f"cli.bench.{key}", figure, unit, limit, {"halaman": page["halaman"]}) for key, figure, unit, limit in figures]


def _gate() -> list[Line]:
    """What asking for the right, the scope in the statement and the state of the lake add to a read."""
    found = _child("etl.bench.gerbang")
    return [
        Line("cli.bench.gerbang", found["tambah_ms"], "ms", 2.0),
        Line("cli.bench.gerbang_kerja", found["kerja_ms"], "ms", 2.0, {"baca": str(found["baca"])}),
    ]


SECTIONS: dict[str, Callable[[], list[Line]]] = {
    "berkas": _workbook,
    "unggah": _upload,
    "ketelitian": _accuracy,
    "gerbang": _gate,
    "layar": _screens,
}


def run(sections: list[str] | None = None) -> dict[str, Any]:
    """Measure the named sections (default: all); the machine stands beside the figures."""
    lines = [line for name in sections or SECTIONS for line in SECTIONS[name]()]
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
