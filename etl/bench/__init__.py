"""What is timed, and against which budget. Every section runs in processes of its own."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from etl.bench import grafik, nasional
from etl.bench.lines import Line, child, page_lines
from etl.locale import text


def _workbook() -> list[Line]:
    """One region-quarter workbook in a warm worker, with 20 errors per 1,000 rows and without."""
    found = child("etl.bench.workbook")
    return [
        Line("cli.bench.periksa", found["periksa_detik"], "s", 3.0),
        Line("cli.bench.terbit", found["terbit_detik"], "s", 5.0),
        Line("cli.bench.memori", found["memori_mb"], "MB", 700),
        Line("cli.bench.kesalahan", found["kesalahan_ditanam"], ""),
        Line("cli.bench.temuan", found["temuan"], ""),
    ]


def _upload() -> list[Line]:
    """10,000 rows as a clerk uploads them: from the drop to the draft with its findings, marked, one cell corrected."""
    found = child("etl.bench.unggah")
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
    found = child("etl.bench.accuracy")
    kept = {"luput": 0.0, "palsu": 0.0}
    return [Line(f"cli.bench.ketelitian_{key}", figure, "", kept.get(key)) for key, figure in found.items()]


def _screens() -> list[Line]:
    """The start of the app against a floor app; each page against its floors, one viewer and twenty."""
    found = child("pages.bench")
    begin = found["mulai"]
    lines = [
        Line("cli.bench.mulai", begin["aplikasi"], "s", 5.0),
        Line("cli.bench.mulai_lantai", begin["lantai"], "s"),
        Line("cli.bench.mulai_kali", begin["aplikasi"] / begin["lantai"], "×", 1.4),
    ]
    return lines + [line for page in found["layar"] for line in page_lines(page)]


def _gate() -> list[Line]:
    """What asking for the right, the scope in the statement and the state of the lake add to a read."""
    found = child("etl.bench.gerbang")
    return [
        Line("cli.bench.gerbang", found["tambah_ms"], "ms", 2.0),
        Line("cli.bench.gerbang_kerja", found["kerja_ms"], "ms", 2.0, {"baca": str(found["baca"])}),
    ]


def _many() -> list[Line]:
    """Eight processes publish, four read, one tidies: what arrived, and what anybody met that should not be."""
    return [
        line
        for kind, found in child("etl.bench.serentak").items()
        for line in (
            Line("cli.bench.bersama", found["detik"], "s", None, {"katalog": kind, "kiriman": str(found["kiriman"])}),
            Line("cli.bench.bersama_baca", found["baca"], "", None, {"katalog": kind}),
            Line("cli.bench.bersama_hilang", found["kiriman"] - found["tiba"], "", 0, {"katalog": kind}),
            Line("cli.bench.bersama_setengah", len(found["setengah"]), "", 0, {"katalog": kind}),
            Line("cli.bench.bersama_galat", len(found["galat"]), "", 0, {"katalog": kind}),
        )
    ]


SECTIONS: dict[str, Callable[[], list[Line]]] = {
    "berkas": _workbook,
    "unggah": _upload,
    "ketelitian": _accuracy,
    "gerbang": _gate,
    "layar": _screens,
    "serentak": _many,
}
"""What is measured unless something else is asked for."""

NATIONAL = nasional.SECTIONS
"""The budgets at the size of the nation: hours where nothing is prepared, so only when they are asked for."""


def run(sections: list[str] | None = None) -> dict[str, Any]:
    """Measure the named sections (default: all); the machine stands beside the figures."""
    known = {**SECTIONS, **NATIONAL}
    lines = [line for name in sections or SECTIONS for line in known[name]()]
    return {"mesin": machine(), "hasil": [asdict(line) | {"cukup": line.cukup} for line in lines]}


def keep(document: dict[str, Any], path: Path, lang: str) -> None:
    """Write the results as JSON, and where growth was measured its picture beside them. OSError where that cannot be done."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if points := list(_growth_points(document["hasil"])):
        titles = text("tolok.grafik_wilayah", lang), text("tolok.grafik_triwulan", lang)
        path.with_suffix(".svg").write_text(grafik.svg(grafik.panels(points, titles)), encoding="utf-8")


def _growth_points(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line["apa"].startswith("tolok.tumbuh_") and line["ukuran"] == "ms":
            size = {name: int(line["isi"][name]) for name in ("wilayah", "triwulan")}
            yield {"apa": line["apa"].removeprefix("tolok.tumbuh_"), "detik": line["hasil"] / 1000} | size


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    memory_gb = psutil.virtual_memory().total / 2**30
    return {
        "inti": os.cpu_count(),
        "memori_gb": round(memory_gb, 1),
        "python": platform.python_version(),
        "sistem": platform.system(),
    }
