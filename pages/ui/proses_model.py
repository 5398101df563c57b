"""Processes before and after the simplification: steps, days, electronic or not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

METRICS = ("tahap_dipangkas", "waktu_dipercepat", "proses_elektronik")
SLOWEST = 10


@dataclass(frozen=True)
class Ukur:
    """A figure of a process before and after; either may be missing."""

    sebelum: float | None
    sesudah: float | None

    @property
    def kini(self) -> float | None:
        """The figure that holds now: a process not yet simplified still takes what it took."""
        return self.sebelum if self.sesudah is None else self.sesudah

    @property
    def naik(self) -> float:
        """By how much it grew; negative: it fell; 0 where one side is missing."""
        return 0.0 if self.sebelum is None or self.sesudah is None else self.sesudah - self.sebelum


@dataclass(frozen=True)
class Proses:
    """One process of an agency."""

    kode: str
    nama: str
    kode_opd: str | None
    tahap: Ukur
    hari: Ukur
    elektronik: str | None

    @property
    def selesai(self) -> bool:
        """Whether it says what became of it."""
        return self.tahap.sesudah is not None or self.hari.sesudah is not None

    @property
    def lambat(self) -> bool:
        """Whether it takes more days, or more steps, than before."""
        return self.hari.naik > 0 or self.tahap.naik > 0


@dataclass(frozen=True)
class Ringkas:
    """The processes of one agency: how many, and the three figures (percent; None where nothing can be computed)."""

    kode: str
    jumlah: int
    angka: tuple[float | None, ...]
    lambat: int


def read(rows: pl.DataFrame) -> list[Proses]:
    """The dataset `proses`, in the sender's order."""
    return [_one(row) for row in rows.iter_rows(named=True)]


def _one(row: Mapping[str, Any]) -> Proses:
    steps, days = (Ukur(row[f"{name}_sebelum"], row[f"{name}_sesudah"]) for name in ("tahap", "hari"))
    return Proses(row["kode_proses"], row["nama_proses"], row["kode_opd"], steps, days, row["elektronik"])


def of_agency(found: Iterable[Proses], kode_opd: str | None) -> list[Proses]:
    """Those of one agency; all without one."""
    return [p for p in found if kode_opd in (None, p.kode_opd)]


def slowest(found: Iterable[Proses], by: str = "hari", most: int | None = SLOWEST) -> list[Proses]:
    """Those that take longest now (by `hari` or `tahap`), longest first; without the figure they come last or not at all."""
    known = [(p, figure(p, by).kini) for p in found]
    ranked = sorted(((p, n) for p, n in known if n is not None), key=lambda pair: (-pair[1], pair[0].kode))
    return [p for p, _ in ranked][:most]


def figure(one: Proses, by: str) -> Ukur:
    """Its days or its steps."""
    return one.hari if by == "hari" else one.tahap


def slower(found: Iterable[Proses]) -> list[Proses]:
    """Those that became slower, by the days and then the steps that they gained."""
    return sorted((p for p in found if p.lambat), key=lambda p: (-p.hari.naik, -p.tahap.naik, p.kode))


def agencies(found: Sequence[Proses], values: pl.DataFrame, periode: str) -> list[Ringkas]:
    """Every agency with processes, the one that saved least time first; what cannot be computed comes last."""
    rows = values.filter((pl.col("periode") == periode) & pl.col("kode_unit").is_not_null())
    known = {(k, m): n for k, m, n in rows.select("kode_unit", "metrik", "nilai").iter_rows()}
    own: dict[str, list[Proses]] = {}
    for one in found:
        if one.kode_opd:
            own.setdefault(one.kode_opd, []).append(one)
    made = [
        Ringkas(kode, len(parts), tuple(known.get((kode, m)) for m in METRICS), sum(p.lambat for p in parts))
        for kode, parts in own.items()
    ]
    return sorted(made, key=lambda r: (r.angka[1] is None, r.angka[1] or 0.0, r.kode))
