"""The attainment scale with the reader's words for its steps; the cut points come from the regulation file."""

from __future__ import annotations

from functools import cache

from etl.locale import text
from etl.regulations import regulations, value
from pages.charts.steps import Scale

REGULATION, PARAMETER = "permendagri-86-2017", "skala_capaian"
CODES = {"sangat_tinggi": "ST", "tinggi": "T", "sedang": "S", "rendah": "R", "sangat_rendah": "SR"}
"""Steps as the regulation file and the lake name them → as the palette does."""
NATIONAL = "acuan-nasional"
COMPLETE = {"lengkap": "ST", "hampir": "T", "sebagian": "S", "kurang": "R", "sangat_kurang": "SR"}


@cache
def attainment() -> Scale:
    """The five steps used for attainment, as the regulation file gives them."""
    found = value(REGULATION, PARAMETER)
    return Scale(REGULATION, tuple((CODES[b["kode"]], float(b["dari"] or 0)) for b in found.value), found.checked)


@cache
def completeness() -> Scale:
    """The five steps of how complete reporting is: our own yardstick, so it is named on screen."""
    found = value(NATIONAL, "skala_kelengkapan")
    return Scale(NATIONAL, tuple((COMPLETE[b["kode"]], float(b["dari"] or 0)) for b in found.value), found.checked)


def word(step: str | None, lang: str = "id") -> str:
    """`Tinggi`; nothing where there is no step."""
    return text(f"halaman.tingkat.{step}", lang) if step else ""


def note(lang: str = "id") -> str:
    """`Skala lima tingkat, belum diverifikasi`: said wherever a step colours something."""
    return text("halaman.skala" if attainment().checked else "halaman.skala.belum", lang)


def source(lang: str = "id") -> str:
    """The note with the regulation it comes from, for the line under a page."""
    return f"{note(lang)} ({regulations()[attainment().regulation]['title']})"
