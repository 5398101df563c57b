"""Pembanding in words: groups, figures in their measure, the page's sentence, what is said of governments left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from etl.locale import text
from etl.metrics.catalogue import catalog
from etl.metrics.reference import band
from etl.regulations import value
from pages.ui import formats, metric_text, scales
from pages.ui import pembanding_model as model

STEPPED = "capaian_kinerja"
"""The one metric of the catalogue that a scale of steps belongs to."""
_MONEY = frozenset({"belanja_pegawai", "belanja_infrastruktur", "serapan_anggaran"})
MOST_NAMED = 4


def group_name(kind: str, code: str, provinces: Mapping[str, str], lang: str) -> str:
    """`Kabupaten`, `Banten`, `Jawa`, `Besar (paling sedikit 10.000 ASN)`. kind and code: see `etl.metrics.peers.groups`."""
    if kind == model.OWN:
        return text("pembanding.kelompok.pilihan", lang)
    if kind == "provinsi":
        return provinces.get(code, code)
    if kind == "pulau":
        island, _, rank = code.partition(".")
        named = text(f"pembanding.pulau.{island}", lang)
        return text("pembanding.pulau.pemprov", lang, pulau=named) if rank else named
    if kind == "jenis" or code == "provinsi":
        return text(f"pembanding.jenis.{code}", lang)
    return text(f"pembanding.kelas.{code}", lang, rentang=_range(kind, code, lang), apa=text(f"pembanding.satuan.{kind}", lang))


def _range(kind: str, code: str, lang: str) -> str:
    """`≥ 10.000`, `5.000–9.999`, `< 5.000`."""
    bands = [band(raw)[:2] for raw in value("acuan-nasional", f"kelas_{kind}").value]
    place = next(n for n, (own, _) in enumerate(bands) if own == code)
    low, above = bands[place][1], bands[place - 1][1] if place else None
    if low is None:
        return f"< {formats.number(above, 0, lang)}"
    if above is None:
        return f"≥ {formats.number(low, 0, lang)}"
    return f"{formats.number(low, 0, lang)}–{formats.number(above - 1, 0, lang)}"


def amount(metrik: str, measure: str, shown: float | None, lang: str, *, fine: bool = False) -> str:
    """The figure in its measure; one more decimal for small counts per size, and where `fine` (see `close`)."""
    if shown is None:
        return formats.NULL
    if measure != model.AS_IS:
        return formats.number(shown, (1 if abs(shown) >= 10 else 2) + fine, lang)
    metric = catalog()[metrik]
    if fine:
        return formats.percent(shown, lang, decimals=2) if metric_text.is_percent(metric) else formats.number(shown, 2, lang)
    return metric_text.value(metric, shown, lang, cuts=scales.attainment().cuts if metrik == STEPPED else ())


def close(metrik: str, measure: str, figures: Iterable[float | None], median: float | None, lang: str) -> bool:
    """Whether a figure on one side of the median would be written like the median: then both take one more decimal."""
    middle = amount(metrik, measure, median, lang)
    return any(v not in (None, median) and amount(metrik, measure, v, lang) == middle for v in figures if median is not None)


def short(name: str) -> str:
    """`Kab. Serang`: a name beside a mark."""
    return name.replace("Kabupaten ", "Kab. ", 1)


def fraction(row: Mapping[str, Any], lang: str) -> str:
    """Numerator and denominator; money short. Nothing where the metric has no two terms."""
    top, bottom = row.get("pembilang"), row.get("penyebut")
    if top is None or bottom is None:
        return ""
    if row["metrik"] in _MONEY:
        return f"{formats.rupiah(top, lang)} / {formats.rupiah(bottom, lang)}"
    return formats.fraction(top, bottom, lang)


def step(metrik: str, measure: str, shown: float | None) -> str | None:
    """The step's code where the metric has a scale and is shown as it is."""
    return scales.attainment().step(shown) if metrik == STEPPED and measure == model.AS_IS else None


def reason(row: Mapping[str, Any] | None, lang: str) -> str:
    """Why there is no figure."""
    code = (row or {}).get("alasan")
    if code in ("tidak_berlaku", "ukuran_kosong"):
        return text(f"pembanding.alasan.{code}", lang)
    return metric_text.reason(dict(row) if row else None, lang)


def unit_note(metrik: str, measure: str, lang: str) -> str:
    """`persen · lebih rendah lebih baik`."""
    metric = catalog()[metrik]
    unit = text(metric.unit, lang) if measure == model.AS_IS else text(f"pembanding.ukuran.{measure}", lang)
    return f"{unit} · {text(f'pembanding.arah.{metric.direction}', lang)}"


def finding(
    group: model.Group, ranked: pl.DataFrame, chosen: Sequence[str], metrics: Sequence[str], names: Mapping[str, str], lang: str
) -> str:
    """The page's sentence: n of N approved, then on how many metrics the chosen ones lie on the good side of the median."""
    said: dict[str, Any] = {"n": len(group.approved), "semua": group.expected}
    told = model.sides(ranked, chosen)
    if not told:
        return _leader(ranked, chosen, metrics, names, lang, said)
    (best, most, of), (last, fewest, _) = told[0], told[-1]
    said |= {"nama": short(names[best]), "baik": most, "m": of}
    if len(told) == 1:
        return text("pembanding.temuan.satu", lang, **said)
    if most == fewest:
        return text("pembanding.temuan.sama", lang, **said)
    return text("pembanding.temuan.dua", lang, **said | {"lain": short(names[last]), "baik_lain": fewest})


def _leader(
    ranked: pl.DataFrame, chosen: Sequence[str], metrics: Sequence[str], names: Mapping[str, str], lang: str, said: dict[str, Any]
) -> str:
    """Where no median can be told: who of the chosen is first by the first metric that they have a figure of."""
    for name in metrics:
        rows = ranked.filter((pl.col("metrik") == name) & pl.col("kode_wilayah").is_in(list(chosen))).sort("peringkat")
        if rows.height > 1:
            first = rows.row(0, named=True)
            shown = first["nilai"]
            return text(
                "pembanding.temuan.kecil", lang, **said, nama=short(names[first["kode_wilayah"]]),
                metrik=metric_text.label(name, lang), nilai=amount(name, model.AS_IS, shown, lang),
            )  # fmt: skip
    return text("pembanding.temuan.tanpa", lang, **said)


def named(codes: Sequence[str], names: Mapping[str, str], lang: str, most: int = MOST_NAMED) -> str:
    """`Kota Serang, Kabupaten Lebak, dan 3 lain`."""
    told = [names[c] for c in codes[:most]]
    more = len(codes) - len(told)
    return ", ".join(told) + (text("pembanding.dan_lain", lang, n=more) if more else "")


def left_out(lost: Sequence[str], who_may: Any, known: Mapping[str, str], waiting: Sequence[str], lang: str) -> list[str]:
    """Sentences about what a link asked for in vain. who_may: code → whether it lies in the reader's scope.

    Governments beyond the reader's rights are not named, and words that are no government's code are not spoken of.
    """
    real = [code for code in lost if code in known]
    own = [code for code in real if who_may(code)]
    silent = [code for code in own if code in waiting]
    other = [code for code in own if code not in waiting]
    said = []
    if len(own) < len(real):
        said.append(text("pembanding.tautan.luar_hak", lang))
    if silent:
        said.append(text("pembanding.tautan.belum", lang, nama=named(silent, known, lang)))
    if other:
        said.append(text("pembanding.tautan.luar_kelompok", lang, nama=named(other, known, lang)))
    return said
