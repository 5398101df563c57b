"""Index values by year with the rule they were measured by, and how each organisation was rated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from etl import yamls
from etl.paths import REFERENCE
from etl.periods import Period
from etl.synth.levels import LAST
from etl.synth.profile import Profile
from etl.synth.structure import Government

_RULES = {
    "rb": ((2023, "permenpanrb-9-2023"), (0, "permenpanrb-25-2020")),
    "sakip": ((2021, "permenpanrb-88-2021"), (0, "permenpanrb-12-2015")),
    "spbe": ((0, "permenpanrb-59-2020"),),
    "ip_asn": ((0, "permenpanrb-38-2018"),),
    "skor_sistem_kerja": ((0, "permenpanrb-7-2022"),),
    "kematangan": ((0, "permendagri-99-2018"),),
}
_START = {"rb": 60.0, "sakip": 62.0, "spbe": 2.0, "ip_asn": 64.0, "skor_sistem_kerja": 1.0}
_STEP = {"rb": 1.6, "sakip": 1.5, "spbe": 0.15, "ip_asn": 3.0, "skor_sistem_kerja": 0.5}
_FIRST = {"ip_asn": 2021, "skor_sistem_kerja": 2023}
_SOURCE = "Data contoh"
_GENEROUS = "disdukcapil"
"""Rated Baik although more of its staff are rated Baik than the limit allows."""
_PUBLIC = {("36.72", "spbe", 2021), ("36.72", "spbe", 2022)}


@cache
def catalog() -> dict[str, Any]:
    """Plans, processes, tasks and index values of the sample."""
    found: dict[str, Any] = yamls.read(REFERENCE / "tahap-contoh.yaml")
    return found


def _values(profile: Profile) -> dict[str, dict[int, float]]:
    if profile.kode in catalog()["indeks"]:
        known: dict[str, dict[int, float]] = catalog()["indeks"][profile.kode]
        return known
    rng = profile.rng("indeks")
    return {
        kind: {year: round(start * share + (year - 2019) * _STEP[kind], 2) for year in range(_FIRST.get(kind, 2019), 2025)}
        for kind, start in _START.items()
        if (share := rng.uniform(0.9, 1.1))
    }


def rows(government: Government, day: date) -> Iterator[dict[str, Any]]:
    """The dataset `indeks`: what had been released by a day. Values of a year come out in February of the next."""
    profile = government.profile
    for kind, years in _values(profile).items():
        for year, value in years.items():
            yield from _released(profile, kind, None, int(year), float(value), day)
    rng = profile.rng("kematangan")
    for made in government.agencies:
        for year, value in ((2021, rng.randint(26, 36)), (2023, rng.randint(31, 47))):
            yield from _released(profile, "kematangan", made.kode, year, value, day)


def _released(profile: Profile, kind: str, unit: str | None, year: int, value: float, day: date) -> Iterator[dict[str, Any]]:
    # The last year is out already: a page without it would show nothing of the latest quarter.
    out = date(year, 12, 20) if year >= 2023 else date(year + 1, 2, 15)
    if out <= day:
        rule = next(rule for since, rule in _RULES[kind] if year >= since)
        source = "Pemberitaan (nilai resmi)" if (profile.kode, kind, year) in _PUBLIC else _SOURCE
        yield {"jenis": kind, "kode_unit": unit, "tahun": year, "nilai": value, "predikat_dilaporkan": None,
               "rezim": rule, "sumber": source, "tanggal_rilis": out}  # fmt: skip


def rated(government: Government) -> dict[str, str]:
    """How each agency was rated: by its attainment, so that the weakest one needs improvement."""
    profile = government.profile
    rng = profile.rng("predikat")
    best = {government.opd(one) for one, mean in profile.capaian.items() if mean >= 95}
    weakest = government.opd(min(profile.capaian, key=lambda one: profile.capaian[one]))
    opds = [u.kode for u in government.tree.units if u.kode == u.opd != "0"]
    made = {opd: "istimewa" if opd in best or rng.random() < 0.05 else "baik" for opd in opds}
    planted = {weakest: "butuh_perbaikan", government.opd(_GENEROUS): "terlalu_baik"}
    return made | {opd: rating for opd, rating in planted.items() if opd}


def ratings(government: Government, period: Period) -> Iterator[dict[str, Any]]:
    """The dataset `kinerja_unit`; the late agency is missing in the last quarter."""
    late = government.opd(government.profile.terlambat or "") if period == LAST else None
    for opd, rating in ((opd, rating) for opd, rating in rated(government).items() if opd != late):
        yield {"kode_unit": opd, "predikat_organisasi": "baik" if rating == "terlalu_baik" else rating}
