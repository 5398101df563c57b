"""Nasional in words: its finding, its tiles, names of places and groups, values as written. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import polars as pl

from etl.locale import has, text
from etl.metrics.catalogue import catalog
from pages.charts.steps import Scale
from pages.ui import formats, metric_text, overview, scales
from pages.ui import nasional_model as model
from pages.ui.nasional_model import COMPLETE, Reporting
from pages.ui.tiles import Change, Tile

NAMED = 3
"""Provinces or governments that a finding names; more are counted."""
LONGEST = 110
"""Characters of a finding."""


def short(nama: str, jenis: str, lang: str = "id") -> str:
    """`Kab. Serang`, `Kota Cilegon`, `Pemprov Banten`."""
    if jenis == "provinsi":
        return text("nasional.pemprov", lang, nama=nama)
    return nama.replace("Kabupaten ", "Kab. ", 1)


def label(metrik: str, lang: str = "id") -> str:
    """What colours the map, as written."""
    return text("nasional.warna.kelengkapan", lang) if metrik == COMPLETE else metric_text.label(metrik, lang)


def label_key(metrik: str) -> str:
    """The key of a metric's name as `label` gives it."""
    short_name = f"halaman.label.{metrik}"
    return short_name if has(short_name, "id") else catalog()[metrik].label


def scale_of(metrik: str) -> Scale | None:
    """The five-step scale of a metric, where it has one."""
    return {COMPLETE: scales.completeness(), "capaian_kinerja": scales.attainment()}.get(metrik)


def step_words(metrik: str, lang: str = "id") -> dict[str, str]:
    """code → word of the step on the metric's scale."""
    start = "nasional.tingkat" if metrik == COMPLETE else "halaman.tingkat"
    return {code: text(f"{start}.{code}", lang) for code in ("ST", "T", "S", "R", "SR")}


def short_step_words(metrik: str, lang: str = "id") -> dict[str, str]:
    """The same as they fit under the boxes of a legend."""
    start = "nasional.tingkat" if metrik == COMPLETE else "nasional.tingkat_capaian"
    return {code: text(f"{start}.{code}", lang) for code in ("ST", "T", "S", "R", "SR")}


def value(metrik: str, shown: float | None, lang: str = "id") -> str:
    """A value with its unit, two decimals where one would carry it over a cut."""
    scale = scale_of(metrik)
    cuts = scale.cuts if scale else ()
    if metrik == COMPLETE:
        return formats.percent(shown, lang, cuts=cuts)
    return metric_text.value(catalog()[metrik], shown, lang, cuts=cuts)


def bare(metrik: str, shown: float | None, lang: str = "id") -> str:
    """The same without the percent sign, for marks."""
    return value(metrik, shown, lang).removesuffix("%")


def members(names: Sequence[str], lang: str = "id") -> str:
    """`Papeg, PBD, dan Pasel`; `Papeg dan PBD`."""
    if len(names) < 2:
        return "".join(names)
    return text("nasional.dan.dua" if len(names) == 2 else "nasional.dan", lang, awal=", ".join(names[:-1]), akhir=names[-1])


def group(kelompok: str, kind: str, provinces: Mapping[str, str], lang: str = "id") -> str:
    """A peer group as written: `Kota`, `Banten`, `Jawa`, `> 10.000 ASN`."""
    if kind == "provinsi":
        return provinces.get(kelompok, kelompok)
    if kind == "pulau":
        island, _, rest = kelompok.partition(".")
        name = text(f"nasional.pulau.{island}", lang)
        return text("nasional.pemprov", lang, nama=name) if rest else name
    if kelompok == "provinsi":
        return text("nasional.jenis.provinsi", lang)
    return text(f"nasional.{kind}.{kelompok}", lang)


def status(told: Reporting, latest: datetime | None, lang: str = "id") -> str:
    """`452 dari 546 pemda melapor · keadaan 21 Jan 2025`."""
    words = text("nasional.melapor", lang, **_counts(told, lang))
    return f"{words} · {text('nasional.keadaan', lang, tanggal=formats.day(latest, lang))}" if latest else words


def finding(
    told: Reporting,
    shares: Mapping[str, Reporting],
    provinces: pl.DataFrame,
    middle: tuple[float, float | None] | None,
    lang: str,
) -> str:
    """`452 dari 546 pemda melapor; empat dari enam provinsi di Papua paling banyak separuh.`

    shares: kode_provinsi → Reporting. middle: the median of attainment now and then, said where everybody has reported.
    """
    head = text("nasional.melapor", lang, **_counts(told, lang))
    if told.melapor == told.wajib and told.wajib:
        return f"{text('nasional.melapor.semua', lang, n=formats.number(told.wajib, 0, lang))}{_middle(middle, lang)}."
    found = model.behind(shares, _column(provinces, "pulau"))
    if found.kode:
        return f"{head}; {_behind(found, len(head), len(shares), provinces, lang)}."
    last = model.lowest(shares)
    if last is None:
        return f"{head}."
    name = _column(provinces, "nama_provinsi")[last[0]]
    return f"{head}; {text('nasional.terendah', lang, provinsi=name, **_counts(last[1], lang))}."


def _behind(found: model.Behind, used: int, due: int, provinces: pl.DataFrame, lang: str) -> str:
    if len(found.kode) <= NAMED:
        for column in ("nama_provinsi", "singkatan"):
            names = _column(provinces, column)
            words = text("nasional.separuh", lang, siapa=members([names[code] for code in found.kode], lang))
            if used + len(words) + 3 <= LONGEST:
                break
        return words
    island = text(f"nasional.pulau.{found.pulau}", lang)
    if found.di_pulau == len(found.kode):
        a, b = formats.count_word(found.di_pulau, lang), formats.count_word(found.sepulau, lang)
        return text("nasional.separuh.pulau", lang, a=a, b=b, pulau=island)
    return text("nasional.separuh.banyak", lang, a=len(found.kode), b=due, pulau=island, c=found.di_pulau)


def finding_of_province(
    name: str, told: Reporting, silent: Sequence[str], periode: str, middle: tuple[float, float | None] | None, lang: str
) -> str:
    """`Banten: 8 dari 9 pemda melapor untuk TW IV 2024; Kota Serang belum.`"""
    counts = {"provinsi": name, "periode": formats.period(periode), **_counts(told, lang)}
    if not told.wajib:
        return text("nasional.provinsi.tanpa", lang, **counts)
    if not silent:
        return f"{text('nasional.provinsi.semua', lang, **counts)}{_middle(middle, lang)}."
    head = text("nasional.provinsi.melapor", lang, **counts)
    if len(silent) <= NAMED:
        named = f"{head}; {text('nasional.belum.nama', lang, siapa=members(silent, lang))}."
        if len(named) <= LONGEST:
            return named
    return f"{head}; {text('nasional.belum.banyak', lang, n=formats.count_word(len(silent), lang))}."


def _middle(middle: tuple[float, float | None] | None, lang: str) -> str:
    """`; capaian median 86,9% (Tinggi), naik 0,4 poin`."""
    if middle is None:
        return ""
    scale, (now, then) = scales.attainment(), middle
    shown = formats.percent(now, lang, cuts=scale.cuts)
    words = f"; {text('nasional.median', lang, nilai=shown, tingkat=scales.word(scale.step(now), lang))}"
    delta = None if then is None else round(now, 1) - round(then, 1)
    if delta is None or abs(delta) < 0.05:
        return words
    key = "halaman.temuan.naik" if delta > 0 else "halaman.temuan.turun"
    return f"{words}, {text(key, lang, poin=formats.points(delta, lang))}"


def tiles(now: Reporting, then: Reporting | None, values: pl.DataFrame, periods: tuple[str, str | None], lang: str) -> list[Tile]:
    """The seven figures of the place. values: rows of the metrics of the tiles, in both quarters."""
    periode, banding = periods
    before = then if banding and then and then.wajib else None
    counted = [
        _share_tile("melapor", now.melapor, now.wajib, before.melapor if before else None, before, banding, lang),
        _share_tile("tepat", now.tepat, now.wajib, before.tepat if before else None, before, banding, lang),
        _share_tile("disetujui", now.disetujui, now.wajib, before.disetujui if before else None, before, banding, lang),
    ]
    return [*counted, *(_metric_tile(name, values, periode, banding, lang) for name in model.TILES)]


def _share_tile(
    name: str, n: int, due: int, then: int | None, before: Reporting | None, banding: str | None, lang: str
) -> Tile:  # fmt: skip
    share = 100 * n / due if due else None
    past = 100 * then / before.wajib if then is not None and before else None
    step = scales.completeness().step(share) if name == "melapor" else None
    fraction = text("nasional.pecahan", lang, a=formats.number(n, 0, lang), b=formats.number(due, 0, lang))
    return Tile(
        text(f"nasional.petak.{name}", lang), value(COMPLETE, share, lang), fraction, _changed(share, past, banding, lang),
        step, step_words(COMPLETE, lang)[step] if step else "", text("nasional.tanpa_wajib", lang) if share is None else "",
    )  # fmt: skip


def _changed(now: float | None, then: float | None, banding: str | None, lang: str) -> tuple[Change, ...]:
    if now is None or then is None or banding is None:
        return ()
    delta = round(now, 1) - round(then, 1)
    since = text("halaman.sejak", lang, periode=formats.period(banding))
    if abs(delta) < 0.05:
        return (Change(text("halaman.tetap", lang), since),)
    return (Change(formats.points(delta, lang), since, delta > 0, delta > 0),)


def _metric_tile(name: str, values: pl.DataFrame, periode: str, banding: str | None, lang: str) -> Tile:
    metric, middle = catalog()[name], name == "capaian_kinerja"
    now, then = figure(values, name, periode, middle=middle), figure(values, name, banding, middle=middle)
    changed = overview.change(metric, now.get("nilai"), then, str(banding), lang) if banding and then else None
    step = scale.step(now.get("nilai")) if (scale := scale_of(name)) else None
    return Tile(
        tile_label(name, lang), value(name, now.get("nilai"), lang), fraction(name, now, lang), (changed,) if changed else (),
        step, scales.word(step, lang), _lacking(now, lang),
    )  # fmt: skip


def _lacking(found: Mapping[str, Any], lang: str) -> str:
    """Why there is no value: nobody's is approved, or too few for a median."""
    if found.get("nilai") is not None:
        return ""
    if found.get("gabungan") is None:
        return text("nasional.tanpa_nilai", lang)
    few = text("nasional.n_pemda", lang, n=formats.number(found["n"], 0, lang))
    return text("nasional.tanpa_median", lang, pemda=few)


def tile_label(name: str, lang: str = "id") -> str:
    """`Capaian kinerja, median`; a shorter name where the catalogue has one."""
    if name == "capaian_kinerja":
        return text("nasional.petak.median", lang, metrik=metric_text.label(name, lang))
    key = f"nasional.label.{name}"
    return text(key, lang) if has(key, lang) else metric_text.label(name, lang)


def figure(values: pl.DataFrame, metrik: str, periode: str | None, *, middle: bool = False) -> dict[str, Any]:
    """The one figure of a place in a quarter; middle: the median of governments, with the added one as `gabungan`."""
    rows = model.of_metric(values, metrik, periode) if periode else values.clear()
    found = dict(model.one(rows) or {})
    if found and middle:
        return found | {"gabungan": found["nilai"], "nilai": model.median(rows), "pembilang": None, "penyebut": None}
    return found


def fraction(metrik: str, found: Mapping[str, Any], lang: str = "id") -> str:
    """`41.902 / 120.410 manajer`; of a median how many governments, with the added figure beside it."""
    if not found or found.get("n") is None:
        return ""
    n = formats.number(found["n"], 0, lang)
    if found.get("gabungan") is not None:
        return text("nasional.gabungan", lang, n=n, nilai=value(metrik, found["gabungan"], lang))
    if found.get("pembilang") is None:
        return text("nasional.n_pemda", lang, n=n)
    top, bottom = formats.number(found["pembilang"], 0, lang), formats.number(found["penyebut"], 0, lang)
    for key in (f"nasional.pecahan.{metrik}", f"halaman.pecahan.{metrik}"):
        if has(key, lang):
            return text(key, lang, a=top, b=bottom)
    return f"{top} / {bottom}"


def _counts(told: Reporting, lang: str) -> dict[str, str]:
    return {"n": formats.number(told.melapor, 0, lang), "semua": formats.number(told.wajib, 0, lang)}


def _column(provinces: pl.DataFrame, name: str) -> dict[str, str]:
    return dict(provinces.select("kode_provinsi", name).iter_rows())
