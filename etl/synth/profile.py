"""What a government is like: its names, sizes and the story that its data tell."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from etl import yamls
from etl.paths import REFERENCE

GROUPS = ("guru", "medis", "teknis", "pelaksana")


@dataclass(frozen=True)
class Profile:
    """Sizes and story of one government. Staff numbers hold for the last quarter."""

    kode: str
    nama: str
    jenis: str
    seed: str
    kecamatan: tuple[tuple[str, tuple[str, ...]], ...]
    staf: dict[str, int]
    """Persons by group; structural groups are what stays filled, `pengawas` included."""
    setara: int
    """Supervisors equalised into Ahli Muda."""
    belum: int = 12
    dikecualikan: int = 9
    sekolah: tuple[int, int] = (14, 90)
    """Public junior secondary schools, public primary schools."""
    puskesmas: int = 9
    uptd: int = 24
    bayangan: tuple[str, ...] = ("disdik", "dinkes", "dpupr")
    """Agencies whose equalised supervisors still lead their former staff in the last quarter."""
    seksi_bertahan: tuple[str, ...] = ("satpolpp", "dishub")
    sekretariat_ramping: str = "dispora"
    """The one agency whose secretariat was simplified too."""
    terlambat: str | None = "bpbd"
    capaian: dict[str, float] = field(default_factory=dict)
    """Mean attainment of an agency in the last quarter, percent."""
    berubah: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The same of agencies that rose or fell at once, and by how many points since the quarter before."""
    beda: float = 0.0
    """Points by which the other agencies reach more or less than those of the showcase regions."""
    serapan: dict[str, float] = field(default_factory=dict)
    perempuan: float = 2686 / 4302

    @property
    def kota(self) -> bool:
        """Whether it is a city."""
        return self.jenis == "kota"

    def rng(self, purpose: str) -> random.Random:
        """Random numbers for one purpose, the same at every run."""
        return random.Random(f"{self.seed}:{self.kode}:{purpose}")


@cache
def agencies() -> dict[str, Any]:
    """Usual agencies, affairs and divisions."""
    found: dict[str, Any] = yamls.read(REFERENCE / "perangkat-daerah.yaml")
    return found


def _table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def regions() -> dict[str, dict[str, str]]:
    """All governments by code; the six areas of Jakarta without a government of their own come last."""
    rows = sorted(_table("wilayah.csv"), key=lambda row: (row.get("otonom", "ya") != "ya", row["kode"]))
    return {row["kode"]: row for row in rows}


def _districts(kode: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [row for row in _table("kecamatan_kelurahan_contoh.csv") if row["kode"].startswith(f"{kode}.")]
    return tuple(
        (row["nama"], tuple(r["nama"] for r in rows if r["kode"].startswith(f"{row['kode']}.")))
        for row in rows
        if row["jenis"] == "kecamatan"
    )


def _cilegon(seed: str) -> Profile:
    # Public totals: 4,302 civil servants, 29 + 125 + 393 structural, 1,567 teachers, 797 medical, 399 technical, 992 executing.
    return Profile(
        "36.72", "Kota Cilegon", "kota", seed, _districts("36.72"),
        {"jpt": 29, "administrator": 125, "pengawas": 393, "guru": 1567, "medis": 797, "teknis": 399, "pelaksana": 992},
        setara=227,
        capaian={"dinkes": 60.0, "dinkop": 58.0, "disperkim": 64.0, "dpmptsp": 95.0, "diskominfo": 100.0},
        berubah={"dispar": (75.0, -5.5), "dispora": (92.0, 5.0)},
        serapan={"dpmptsp": 88.0, "disdik": 94.0, "dpupr": 71.5},
    )  # fmt: skip


def _serang(seed: str) -> Profile:
    # Staff totals of Kabupaten Serang are not public: invented, of the size of its neighbours.
    return Profile(
        "36.04", "Kabupaten Serang", "kabupaten", seed, _districts("36.04"),
        {"jpt": 32, "administrator": 190, "pengawas": 345, "guru": 3890, "medis": 1386, "teknis": 486, "pelaksana": 1110},
        setara=236, belum=18, dikecualikan=11, sekolah=(62, 140), puskesmas=31, uptd=24, perempuan=0.55,
        bayangan=("disdik", "dpupr", "dlh"), seksi_bertahan=("satpolpp", "disnaker"), sekretariat_ramping="dispar",
        terlambat="kesbangpol",
        capaian={"disperindag": 55.0, "dinsos": 61.5, "dishub": 65.0, "bkpsdm": 97.0},
        berubah={"satpolpp": (75.0, -5.5), "dispar": (91.5, 5.0)},
        serapan={"bkpsdm": 90.0, "dpupr": 68.0},
    )  # fmt: skip


def _districts_of_any(row: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    count = min(int(row.get("jumlah_kecamatan") or 0), 30)
    wards = min(int(row.get("jumlah_kelurahan") or 0), 60)
    share = [wards // count + (i < wards % count) for i in range(count)] if count else []
    return tuple((f"Kecamatan {i + 1}", tuple(f"{i + 1}.{j + 1}" for j in range(n))) for i, n in enumerate(share))


_STAFF = {"guru": 3220, "medis": 1330, "teknis": 610, "pelaksana": 1480}
"""Persons by group in a government of size 1: all governments together have about 4.7 million."""
_PROVINCE = 1.1
"""What a province is larger by."""
_AHEAD, _APART, _FAR = (-9.0, 4.0), 3.5, -12.0
"""Points of attainment: what a whole province differs by (uniform), a government within it (deviation), and the least of all."""


def _any(kode: str, seed: str) -> Profile:
    row = regions()[kode]
    rng = random.Random(f"{seed}:{kode}:profil")
    size = rng.uniform(0.6, 1.8)
    names = [a["id"] for a in agencies()["dinas"]]
    # The secondary schools and large hospitals of a whole province are its own government's.
    people = size + _PROVINCE if row["jenis"] == "provinsi" else size
    return Profile(
        kode, row["nama"], row["jenis"], seed, _districts_of_any(row),
        {group: int(number * people) for group, number in _STAFF.items()},
        setara=0, belum=rng.randint(0, 24), dikecualikan=rng.randint(0, 12),
        sekolah=(int(20 * size), int(80 * size)), puskesmas=int(14 * size), uptd=rng.randint(8, 24),
        bayangan=tuple(rng.sample(names, rng.randint(0, 6))), seksi_bertahan=tuple(rng.sample(names, 2)),
        sekretariat_ramping=rng.choice(names), terlambat=rng.choice(names), perempuan=rng.uniform(0.45, 0.65),
        capaian={rng.choice(names): rng.choice((52.0, 58.5, 64.0))}, beda=_difference(kode, seed),
    )  # fmt: skip


def _difference(kode: str, seed: str) -> float:
    of_province = random.Random(f"{seed}:{kode.split('.')[0]}:capaian").uniform(*_AHEAD)
    return max(of_province + random.Random(f"{seed}:{kode}:capaian-sendiri").gauss(0, _APART), _FAR)


def profile(kode: str, seed: str) -> Profile:
    """The profile of a government: the two showcase regions by name, any other from the seed."""
    made = {"36.72": _cilegon, "36.04": _serang}.get(kode)
    return made(seed) if made else _any(kode, seed)
