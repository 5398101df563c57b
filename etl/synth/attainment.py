"""Targets and realisation by quarter, so that each indicator reaches what was planned for it."""

from __future__ import annotations

from typing import Any

from etl.periods import Period
from etl.synth.indicators import Indicator
from etl.synth.levels import LAST, Levels


def text(value: float | None) -> str | None:
    """A number as a cell holds it: no trailing zeros, at most two decimals (three after a dot would be ambiguous)."""
    return None if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def quarter_targets(one: Indicator, period: Period) -> list[float | None]:
    """Targets of the four quarters as they stood in this quarter."""
    target = one.target
    if target is None:
        return [None] * 4
    if one.jadwal == "tahunan":
        return [None, None, None, target]
    if one.sifat == "kumulatif":
        return [target / 4 * (q if one.basis == "berjalan" else 1) for q in (1, 2, 3, 4)]
    if one.awal is not None:
        return [one.awal, one.awal, target, target] if _revised(one, period) else [one.awal] * 4
    if one.sifat == "posisi_akhir" and one.arah == "naik" and target >= 40:
        return [target - 2 * (4 - q) for q in (1, 2, 3, 4)]
    return [target] * 4


def _revised(one: Indicator, period: Period) -> bool:
    return one.awal is not None and period >= Period(LAST.year, 3)


def realised(one: Indicator, period: Period, levels: Levels) -> str | None:
    """What the sender writes as realisation."""
    if period == LAST and one.kosong:
        return None
    if one.jadwal == "tahunan" and period.quarter < 4:
        return None
    if one.teks is not None or one.realisasi is not None:
        return one.teks or text(one.realisasi)
    return text(_amount(one, period, levels))


def _amount(one: Indicator, period: Period, levels: Levels) -> float | None:
    target = quarter_targets(one, period)[period.quarter - 1]
    if target is None:
        return None
    alone = one.sifat in ("kumulatif", "nonkumulatif") and one.basis != "berjalan"
    share = (levels.of_quarter(one, period) if alone else levels.to_date(one, period)) / 100
    if one.arah == "turun":
        return target * (2 - share) if one.rumus == "linear" else target / share
    return min(target * share, 100.0) if one.satuan == "persen" else target * share


def reported(one: Indicator, period: Period, levels: Levels) -> float | None:
    """The percentage the sender printed: only for objectives and programmes, now and then not what the cells give."""
    due = one.tingkat in ("sasaran", "program") and realised(one, period, levels) is not None and one.realisasi is None
    if one.dilaporkan is not None and period == LAST:
        return one.dilaporkan
    shown = min(levels.to_date(one, period), 100.0)
    return round(shown, 2) if due and one.nilai == "angka" and one.rumus != "terbalik" else None


def indicator_row(one: Indicator, period: Period) -> dict[str, Any]:
    """The row of dataset `indikator`."""
    targets = quarter_targets(one, period)
    annual = one.target_teks or text(one.target if one.awal is None or _revised(one, period) else one.awal)
    return {
        "kode_indikator": one.kode, "kode_induk": one.induk, "tingkat": one.tingkat, "kode_unit": one.unit, "jenis": one.jenis,
        "nama_indikator": one.nama, "satuan": one.satuan, "arah": one.arah, "rumus_turun": one.rumus, "sifat": one.sifat,
        "jenis_nilai": one.nilai, "skala_predikat": one.skala, "basis_isian": one.basis or "per_triwulan",
        "jadwal_ukur": one.jadwal, "batas_capaian": one.batas, "bobot": None, "target_tahunan": annual,
        **{f"target_tw{q}": one.target_teks or text(targets[q - 1]) for q in (1, 2, 3, 4)},
        "target_awal": text(one.awal) if _revised(one, period) else None,
        "alasan_perubahan_target": one.alasan if _revised(one, period) else None,
        "sumber_data": "Laporan perangkat daerah", "kode_asal": None,
    }  # fmt: skip


def attainment_row(
    one: Indicator, period: Period, levels: Levels, pagu: float | None = None, spent: float | None = None
) -> dict[str, Any]:
    """The row of dataset `capaian`."""
    made = realised(one, period, levels)
    behind = made is not None and levels.to_date(one, period) < 75
    return {
        "kode_indikator": one.kode, "target": one.target_teks or text(quarter_targets(one, period)[period.quarter - 1]),
        "target_bawah": one.bawah, "target_atas": one.atas, "realisasi": made,
        "pagu": pagu, "realisasi_anggaran": spent, "capaian_dilaporkan": reported(one, period, levels),
        "penjelasan": None, "faktor_pendukung": None,
        "faktor_penghambat": "Jumlah pelaksana belum sesuai kebutuhan" if behind else None,
        "tindak_lanjut": "Dibahas pada rapat triwulan berikutnya" if behind else None, "tautan_bukti": None,
    }  # fmt: skip
