"""The two budget shares of UU 1/2022 against their limits, in tables and sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.locale import text
from etl.metrics import anggaran
from etl.regulations import value
from pages.ui import formats, metric_text

STAFF, WORKS = "belanja_pegawai", "belanja_infrastruktur"
SHARES = (STAFF, WORKS)


@dataclass(frozen=True)
class Porsi:
    """One share of a quarter: numerator and denominator in rupiah, and how it stands to its limit."""

    metrik: str
    nilai: float
    pembilang: float
    penyebut: float
    posisi: anggaran.Standing
    tahun: int

    @property
    def label(self) -> str:
        """sesuai_batas, masa_penyesuaian, melebihi_batas or di_bawah_batas; belum_berlaku before the law."""
        return "belum_berlaku" if self.tahun < anggaran.limit(self.metrik).valid_from.year else self.posisi.label


def share(row: dict[str, Any] | None, year: int) -> Porsi | None:
    """From a row of the metric; None without a value."""
    if row is None or row["nilai"] is None or not row["penyebut"]:
        return None
    top, bottom = float(row["pembilang"]), float(row["penyebut"])
    return Porsi(row["metrik"], float(row["nilai"]), top, bottom, anggaran.standing(row["metrik"], top, bottom, year), year)


def limit(metrik: str) -> float:
    """The limit in percent."""
    return float(anggaran.limit(metrik).value)


def limit_words(metrik: str, lang: str = "id") -> str:
    """`paling banyak 30%` or `paling sedikit 40%`."""
    return text(f"indeks_anggaran.batas.{metrik}", lang, batas=formats.plain(limit(metrik), lang))


def gap(one: Porsi, lang: str = "id") -> str:
    """`12,0 poin = Rp 302,4 miliar di atas batas`, or how far it keeps within it."""
    points = formats.points(one.posisi.selisih_poin, lang)
    money = formats.rupiah(abs(one.posisi.selisih_rupiah), lang)
    side = "dalam" if one.posisi.selisih_poin >= 0 else "lewat"
    return text(f"indeks_anggaran.selisih.{side}.{one.metrik}", lang, poin=points, rupiah=money)


def side(one: Porsi, lang: str = "id") -> str:
    """`Rp 302,4 miliar di atas batas`."""
    way = "dalam" if one.posisi.selisih_poin >= 0 else "lewat"
    money = formats.rupiah(abs(one.posisi.selisih_rupiah), lang)
    return text(f"indeks_anggaran.sisi.{way}.{one.metrik}", lang, rupiah=money)


def label(one: Porsi, lang: str = "id") -> str:
    """The label in words; never a verdict on lawfulness."""
    key = "indeks_anggaran.belum_berlaku" if one.label == "belum_berlaku" else f"metrik.batas.{one.label}"
    return text(key, lang)


def shown(one: Porsi, lang: str = "id") -> str:
    """The share; more decimals where rounding would carry it over the limit."""
    return formats.percent(one.nilai, lang, cuts=(one.posisi.batas, one.posisi.batas + 1e-9))


def table(found: Sequence[Porsi], lang: str = "id") -> pl.DataFrame:
    """Numerator, denominator, share, limit, gap and label of both shares."""
    word = "indeks_anggaran.kolom."
    return pl.DataFrame(
        {
            text(f"{word}porsi", lang): [metric_text.label(p.metrik, lang) for p in found],
            text(f"{word}pembilang", lang): [formats.rupiah(p.pembilang, lang) for p in found],
            text(f"{word}penyebut", lang): [formats.rupiah(p.penyebut, lang) for p in found],
            text(f"{word}bagian", lang): [shown(p, lang) for p in found],
            text(f"{word}batas", lang): [limit_words(p.metrik, lang) for p in found],
            text(f"{word}selisih", lang): [gap(p, lang) for p in found],
            text(f"{word}keadaan", lang): [label(p, lang) for p in found],
        }
    )


def sentence(found: Sequence[Porsi], year: int, lang: str = "id") -> str:
    """Both shares, and the label of the year."""
    parts = [
        text(f"indeks_anggaran.temuan.{p.metrik}", lang, bagian=shown(p, lang), batas=formats.plain(p.posisi.batas, lang))
        for p in found
    ]
    return text("indeks_anggaran.temuan.belanja", lang, tahun=year, isi=", ".join(parts), keadaan=_worst(found, lang))


def _worst(found: Sequence[Porsi], lang: str) -> str:
    """One label where both agree, else each with its share."""
    labels = {label(p, lang) for p in found}
    if len(labels) == 1:
        return labels.pop()
    return ", ".join(f"{text(f'indeks_anggaran.pendek.{p.metrik}', lang)} {label(p, lang)}" for p in found)


def first_year() -> int:
    """The first budget year that must comply in full."""
    return int(str(value("uu-1-2022", "akhir_penyesuaian").value)[:4])


def moved(now: float | None, then: float | None, lang: str = "id") -> str:
    """`42,0%, naik 1,2 poin`; that it stood; or that there is nothing to compare with."""
    if now is None:
        return formats.NULL
    said = formats.percent(now, lang)
    if then is None:
        return text("indeks_anggaran.gerak.tanpa", lang, bagian=said)
    delta = round(now, 1) - round(then, 1)
    if abs(delta) < 0.05:
        return text("indeks_anggaran.gerak.tetap", lang, bagian=said)
    way = "naik" if delta > 0 else "turun"
    return text(f"indeks_anggaran.gerak.{way}", lang, bagian=said, poin=formats.points(delta, lang))
