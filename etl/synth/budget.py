"""Programmes, activities and sub-activities with ceiling and spending to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from etl.periods import Period
from etl.synth.levels import LAST
from etl.synth.structure import Government

_TO_DATE = (0.17, 0.41, 0.66, 1.0)
_SIZE = {"disdik": 560, "dinkes": 430, "dpupr": 310, "disperkim": 90, "dlh": 85, "bpkpad": 120}
"""Ceiling in thousand million rupiah; other agencies 18-56, kecamatan 9."""
# Leaf: code within the agency, share of its ceiling in thousandths, kind of spending.
_LEAVES = (
    ("01.2.01.0001", 420, "pegawai"), ("01.2.01.0002", 100, "barang_jasa"), ("02.2.01.0001", 160, "barang_jasa"),
    ("02.2.01.0002", 140, "modal"), ("03.2.01.0001", 100, "barang_jasa"), ("03.2.01.0002", 80, "modal"),
)  # fmt: skip
_BUILDERS = (
    ("01.2.01.0001", 140, "pegawai"), ("01.2.01.0002", 60, "barang_jasa"), ("02.2.01.0001", 120, "barang_jasa"),
    ("02.2.01.0002", 360, "modal"), ("03.2.01.0001", 80, "barang_jasa"), ("03.2.01.0002", 240, "modal"),
)  # fmt: skip
_TEACHERS = (
    ("01.2.01.0001", 440, "pegawai"), ("01.2.01.0002", 60, "barang_jasa"), ("01.2.01.0003", 140, "pegawai"),
    ("02.2.01.0001", 80, "barang_jasa"), ("02.2.01.0002", 140, "modal"), ("03.2.01.0001", 60, "barang_jasa"),
    ("03.2.01.0002", 80, "modal"),
)  # fmt: skip
_ALLOWANCE = "01.2.01.0003"
_PUBLIC_WORKS = ("disdik", "dinkes")
"""Whose capital spending is on schools and health centres, thus infrastructure for the public as well."""
_VILLAGES = "04.2.01.0001"
_SHIFT = 8
"""Thousandths of the ceiling by which staff costs were higher in each earlier year, at the cost of goods and services."""


@dataclass(frozen=True)
class Line:
    """A leaf of the budget; `pagu` holds for the last year, rupiah. works: infrastructure for the public."""

    opd: str
    kode: str
    pagu: int
    jenis: str
    works: bool
    shift: int = 0
    """Rupiah that the ceiling was higher by in each earlier year."""

    def ceiling(self, period: Period) -> int:
        """The ceiling of a year, rupiah."""
        return self.pagu + self.shift * min(LAST.year - period.year, 4)


def _leaves(opd: str, agency_id: str, size: int, road: bool) -> Iterator[Line]:
    shares = _TEACHERS if agency_id == "disdik" else _BUILDERS if road else _LEAVES
    for code, share, kind in shares:
        works = kind == "modal" and (road or agency_id in _PUBLIC_WORKS)
        shift = {"01.2.01.0001": _SHIFT, "01.2.01.0002": -_SHIFT}.get(code, 0)
        yield Line(opd, f"{opd}.{code}", size * share * 1_000_000, kind, works, size * shift * 1_000_000)


class Budget:
    """The budget of one government; absorption of each agency is planned, all of its lines share it."""

    def __init__(self, government: Government) -> None:
        rng = government.profile.rng("anggaran")
        ids = {m.kode: m.agency for m in government.agencies}
        self.lines: list[Line] = []
        self.absorption: dict[str, float] = {}
        for unit in government.tree.units:
            if unit.kode != unit.opd or unit.kode == "0":
                continue
            agency_id = str(ids.get(unit.kode, {}).get("id", ""))
            drawn = 84 + rng.randrange(0, 27) / 2
            self.absorption[unit.kode] = government.profile.serapan.get(agency_id, drawn)
            size = _SIZE.get(agency_id, 9 if unit.jenis == "kecamatan" else 18 + rng.randrange(39))
            road = ids.get(unit.kode, {}).get("infrastruktur") is not None
            self.lines += _leaves(unit.kode, agency_id, size, road)
            if agency_id == "bpkpad" and not government.profile.kota:
                self.lines.append(Line(unit.kode, f"{unit.kode}.{_VILLAGES}", 720_000_000_000, "transfer", False))

        self._programs: dict[str, tuple[str, float]] = {}
        for line in self.lines:
            program = ".".join(line.kode.split(".")[:3])
            self._programs[program] = (line.opd, self._programs.get(program, (line.opd, 0.0))[1] + line.pagu)

    def rate(self, opd: str, period: Period) -> float:
        """Share of the ceiling spent to date."""
        earlier = 2 * (LAST.year - period.year)
        return (self.absorption[opd] - earlier) / 100 * _TO_DATE[period.quarter - 1]

    def of_program(self, kode: str, period: Period) -> tuple[float | None, float | None]:
        """Ceiling and spending of a programme; null where there is none."""
        if kode not in self._programs:
            return None, None
        opd, pagu = self._programs[kode]
        return pagu, round(pagu * self.rate(opd, period), 0)

    def rows(self, period: Period) -> list[dict[str, Any]]:
        """The dataset `anggaran`: leaves and the sums above them."""
        sums: dict[str, tuple[str, float]] = {}
        leaves: dict[str, dict[str, Any]] = {}
        for line in self.lines:
            parts, pagu = line.kode.split("."), line.ceiling(period)
            for depth in (3, 5):
                above = ".".join(parts[:depth])
                sums[above] = (line.opd, sums.get(above, (line.opd, 0.0))[1] + pagu)
            more = {"jenis_belanja": line.jenis, "infrastruktur": "ya" if line.works else "tidak",
                    "tunjangan_guru_tkd": "ya" if line.kode.endswith(_ALLOWANCE) else "tidak"}  # fmt: skip
            leaves[line.kode] = self._row(line.kode, line.opd, pagu, period) | more
        rows = leaves | {kode: self._row(kode, opd, pagu, period) for kode, (opd, pagu) in sums.items()}
        return [rows[kode] for kode in sorted(rows)]

    def _row(self, kode: str, opd: str, pagu: float, period: Period) -> dict[str, Any]:
        tingkat = {3: "program", 5: "kegiatan", 6: "subkegiatan"}[kode.count(".") + 1]
        spent = round(pagu * self.rate(opd, period), 0)
        return {"kode_program": kode, "tingkat": tingkat, "kode_unit": opd, "pagu": float(pagu), "realisasi_sd": spent,
                "jenis_belanja": None, "infrastruktur": None, "tunjangan_guru_tkd": None}  # fmt: skip
