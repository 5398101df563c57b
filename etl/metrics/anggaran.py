"""How the two shares of UU 1/2022 stand to their limits: label and gap."""

from __future__ import annotations

from typing import NamedTuple

from etl.regulations import Value, value

_LIMITS = {"belanja_pegawai": "batas_belanja_pegawai", "belanja_infrastruktur": "batas_belanja_infrastruktur"}


class Standing(NamedTuple):
    """Where a share stands: a code for `metrik.batas.<label>`, and the gap; negative means the limit is not kept."""

    label: str
    batas: float
    selisih_poin: float
    selisih_rupiah: float


def limit(metrik: str) -> Value:
    """The limit of a share, percent, with its clause. KeyError for another metric."""
    return value("uu-1-2022", _LIMITS[metrik])


def standing(metrik: str, pembilang: float, penyebut: float, tahun: int) -> Standing:
    """The share of a budget year against its limit; the limit itself is kept. Rupiah in the unit of `penyebut`, never 0."""
    # Ten decimals: noise of binary fractions must not turn 30.00 into a breach.
    share, bound = round(100 * pembilang / penyebut, 10), float(limit(metrik).value)
    gap = round(bound - share if metrik == "belanja_pegawai" else share - bound, 10)
    return Standing(_label(metrik, gap, tahun), bound, gap, gap / 100 * penyebut)


def _label(metrik: str, gap: float, tahun: int) -> str:
    if gap >= 0:
        return "sesuai_batas"
    if tahun < int(value("uu-1-2022", "akhir_penyesuaian").value[:4]):
        return "masa_penyesuaian"
    return "melebihi_batas" if metrik == "belanja_pegawai" else "di_bawah_batas"
