"""A figure beside its limit, and the process of its own that it is measured in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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


def child(module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Any:
    """Run a module in a process of its own; its standard output is one JSON document."""
    command = [sys.executable, "-m", module, *arguments]
    told = os.environ | dict(environment or {})
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def page_lines(page: Mapping[str, Any]) -> list[Line]:
    """One page against its floors, alone and with twenty viewers, and what it sends."""
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
