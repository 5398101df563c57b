"""The performance indicators of a government: which exist, where they hang, what they reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from etl import yamls
from etl.paths import REFERENCE
from etl.synth.structure import Government
from etl.synth.tree import Unit

_PLACE = {"S1": "S1", "S2": "S2", "P1": "02", "K1": "02.2.01", "SK1": "02.2.01.0001", "SK2": "02.2.01.0002",
          "P2": "03", "K2": "03.2.01", "SK3": "03.2.01.0001"}  # fmt: skip
_PARENT = {"P1": "S1", "K1": "P1", "SK1": "K1", "SK2": "K1", "P2": "S2", "K2": "P2", "SK3": "K2"}
_SMALL = ("S1", "P1", "K1", "SK1", "SK2")
"""What a kecamatan reports."""
_BLANKS = 7


@dataclass(frozen=True)
class Indicator:
    """One indicator; fields as in the contract."""

    kode: str
    induk: str | None
    tingkat: str
    unit: str
    opd: str
    nama: str
    satuan: str
    jenis: str | None = None
    arah: str = "naik"
    rumus: str | None = None
    sifat: str = "posisi_akhir"
    nilai: str = "angka"
    skala: str | None = None
    basis: str | None = None
    jadwal: str = "triwulanan"
    batas: float | None = None
    target: float | None = None
    target_teks: str | None = None
    teks: str | None = None
    bawah: float | None = None
    atas: float | None = None
    realisasi: float | None = None
    """A fixed realisation, whatever the attainment."""
    capaian: float | None = None
    """Attainment of the last quarter, percent; without it the indicator shares in what is planned for its agency."""
    langkah: float = 2.0
    """Points that an attainment of its own rises each quarter; each year twice as many, or one with a step of at most 1."""
    lantai: float = 30.0
    """The lowest attainment it may get from its agency, percent."""
    dilaporkan: float | None = None
    awal: float | None = None
    alasan: str | None = None
    kosong: bool = False
    """Not filled in the last quarter."""


@cache
def _catalog() -> dict[str, Any]:
    found: dict[str, Any] = yamls.read(REFERENCE / "indikator-contoh.yaml")
    return found


def build(government: Government) -> list[Indicator]:
    """All indicators of a government, of the whole region first."""
    made = [Indicator(unit="0", opd="0", **{"induk": None, **entry}) for entry in _catalog()["daerah"]]
    for unit in government.tree.units:
        if unit.kode == unit.opd != "0":
            made += _agency(government, unit)
    return _with_gaps(government, made)


def _agency(government: Government, unit: Unit) -> list[Indicator]:
    agency_id = next((str(m.agency["id"]) for m in government.agencies if m.kode == unit.kode), "")
    urusan = next((str(m.agency["urusan"]) for m in government.agencies if m.kode == unit.kode), unit.nama)
    special = {entry["di"]: entry for entry in _catalog()["khusus"].get(agency_id, ())}
    places = _SMALL if unit.jenis == "kecamatan" else tuple(_PLACE)
    hosts = _hosts(government, unit)
    entries = [entry for entry in _catalog()["umum"] if entry["di"] in places]
    return [_indicator(entry, special.get(entry["di"]), unit, hosts, urusan) for entry in entries]


def _hosts(government: Government, unit: Unit) -> list[str]:
    """The divisions that answer for activities; the agency itself where it has none."""
    kinds = ("bidang", "irban", "bagian", "seksi")
    return [u.kode for u in government.tree.units if u.opd == unit.kode and u.jenis in kinds and u.lama and u.baru] or [unit.kode]


def _indicator(entry: dict[str, Any], special: dict[str, Any] | None, unit: Unit, hosts: list[str], urusan: str) -> Indicator:
    place, own = entry["di"], special or {}
    if special:
        entry = {"tingkat": entry["tingkat"], "jenis": entry.get("jenis")}
    fields = entry | own
    fields.pop("di", None)
    fields["nama"] = fields["nama"].format(urusan=urusan)
    host = hosts[len(place) % len(hosts)] if place[0] in "K" or place.startswith("SK") else unit.kode
    parent = f"{unit.kode}.{_PLACE[_PARENT[place]]}" if place in _PARENT else f"SD{1 + len(unit.nama) % 6}"
    return Indicator(kode=f"{unit.kode}.{_PLACE[place]}", induk=parent, unit=host, opd=unit.kode, **fields)


def _with_gaps(government: Government, made: list[Indicator]) -> list[Indicator]:
    """The late agency fills nothing in the last quarter, and some cells elsewhere stay empty."""
    profile = government.profile
    late = government.opd(profile.terlambat or "")
    quiet = {government.opd(agency_id) for agency_id in (*profile.capaian, *profile.berubah)} | {late, "0"}
    plain = [i for i, one in enumerate(made) if one.opd not in quiet and one.tingkat == "subkegiatan" and one.dilaporkan is None]
    blank = set(profile.rng("kosong").sample(plain, min(_BLANKS, len(plain))))
    return [replace(one, kosong=True) if i in blank or one.opd == late else one for i, one in enumerate(made)]
