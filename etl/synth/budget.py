"""Programmes, activities and sub-activities with ceiling and spending to date."""

from __future__ import annotations

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


class Budget:
    """The budget of one government; absorption of each agency is planned, all of its lines share it."""

    def __init__(self, government: Government) -> None:
        rng = government.profile.rng("anggaran")
        ids = {m.kode: m.agency for m in government.agencies}
        self.lines: list[tuple[str, str, int, str, bool]] = []
        self.absorption: dict[str, float] = {}
        for unit in government.tree.units:
            if unit.kode != unit.opd or unit.kode == "0":
                continue
            agency_id = str(ids.get(unit.kode, {}).get("id", ""))
            drawn = 84 + rng.randrange(0, 27) / 2
            self.absorption[unit.kode] = government.profile.serapan.get(agency_id, drawn)
            size = _SIZE.get(agency_id, 9 if unit.jenis == "kecamatan" else 18 + rng.randrange(39))
            road = ids.get(unit.kode, {}).get("infrastruktur") is not None
            self.lines += [
                (unit.kode, f"{unit.kode}.{code}", size * share * 1_000_000, kind, road) for code, share, kind in _LEAVES
            ]

        self._programs: dict[str, tuple[str, float]] = {}
        for opd, kode, pagu, _, _ in self.lines:
            program = ".".join(kode.split(".")[:3])
            self._programs[program] = (opd, self._programs.get(program, (opd, 0.0))[1] + pagu)

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
        for opd, kode, pagu, kind, road in self.lines:
            parts = kode.split(".")
            for depth in (3, 5):
                above = ".".join(parts[:depth])
                sums[above] = (opd, sums.get(above, (opd, 0.0))[1] + pagu)
            infrastructure = "ya" if road and kind == "modal" else "tidak"
            more = {"jenis_belanja": kind, "infrastruktur": infrastructure, "tunjangan_guru_tkd": "tidak"}
            leaves[kode] = self._row(kode, opd, pagu, period) | more
        rows = leaves | {kode: self._row(kode, opd, pagu, period) for kode, (opd, pagu) in sums.items()}
        return [rows[kode] for kode in sorted(rows)]

    def _row(self, kode: str, opd: str, pagu: float, period: Period) -> dict[str, Any]:
        tingkat = {3: "program", 5: "kegiatan", 6: "subkegiatan"}[kode.count(".") + 1]
        spent = round(pagu * self.rate(opd, period), 0)
        return {"kode_program": kode, "tingkat": tingkat, "kode_unit": opd, "pagu": float(pagu), "realisasi_sd": spent,
                "jenis_belanja": None, "infrastruktur": None, "tunjangan_guru_tkd": None}  # fmt: skip
