"""How the governments lie: one dot each, those far from their group, and those silent longest. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from etl.locale import text
from etl.metrics.catalogue import catalog
from etl.regulations import value
from pages.charts.dot_strip import Dot, Line
from pages.charts.swatches import Classes
from pages.ui import formats, metric_text
from pages.ui import nasional_kata as kata
from pages.ui import nasional_model as model

Names = Mapping[str, str]
MOST_TICKS = 6


def dots(metrik: str, values: pl.DataFrame, names: Names, colours: Classes, lang: str = "id") -> list[Dot]:
    """The governments that have a value, lowest first. values: rows of the metric in the quarter."""
    known = values.filter(pl.col("nilai").is_not_null() & pl.col("kode_wilayah").is_in(list(names))).sort("nilai", "kode_wilayah")
    return [_dot(metrik, row, names, colours, lang) for row in known.iter_rows(named=True)]


def _dot(metrik: str, row: Mapping[str, Any], names: Names, colours: Classes, lang: str) -> Dot:
    swatch = colours.of(row["nilai"])
    assert swatch is not None
    step = f" ({swatch.word})" if swatch.word else ""
    shown = f"<b>{names[row['kode_wilayah']]}</b><br>{kata.value(metrik, row['nilai'], lang)}{step}"
    parts = kata.fraction(metrik, {**row, "n": 1}, lang) if row.get("penyebut") is not None else ""
    return Dot(row["kode_wilayah"], float(row["nilai"]), swatch, shown + (f"<br>{parts}" if parts else ""))


def ticks(metrik: str, shown: list[Dot], colours: Classes, lang: str = "id") -> list[tuple[float, str]]:
    """Words under the dots: the cut points of the classes, and the two ends where there is room."""
    if not shown:
        return []
    low, high = shown[0].value, shown[-1].value
    inside = [cut for cut in colours.cuts if low < cut < high][:MOST_TICKS]
    room = (high - low) * 0.12
    ends = [v for v in dict.fromkeys((low, high)) if all(abs(v - cut) > room for cut in inside)]
    return sorted([(v, kata.value(metrik, v, lang)) for v in ends] + [(cut, formats.plain(cut, lang)) for cut in inside])


def middle(metrik: str, values: pl.DataFrame, place: str, lang: str = "id") -> Line | None:
    """`median nasional 78,7`; None under five governments."""
    found = model.median(values)
    if found is None:
        return None
    return Line(found, text("nasional.garis.median", lang, tempat=place, nilai=kata.bare(metrik, found, lang)))


def marked(metrik: str, values: pl.DataFrame, kode: str | None, names: Names, lang: str = "id") -> Line | None:
    """`Kota Cilegon 82,1 · urutan 121`; None where none is chosen or it has no value."""
    found = model.placed(values, kode, falling=catalog()[metrik].higher_is_better) if kode else None
    if found is None or kode is None:
        return None
    shown, rank, _ = found
    words = text("nasional.garis.urutan", lang, urutan=formats.number(rank, 0, lang))
    return Line(shown, f"<b>{names[kode]} {kata.bare(metrik, shown, lang)}</b> · {words}")


def title(metrik: str, count: int, told: model.Reporting, lang: str = "id") -> str:
    """`Capaian kinerja 354 pemda yang disetujui`; with n of N where some are silent."""
    key = "nasional.sebaran" if count >= told.wajib else "nasional.sebaran.dari"
    n, semua = formats.number(count, 0, lang), formats.number(told.wajib, 0, lang)
    return text(key, lang, metrik=kata.label(metrik, lang), n=n, semua=semua)


def table(metrik: str, shown: list[Dot], values: pl.DataFrame, names: Names, links: Names, lang: str = "id") -> pl.DataFrame:
    """The dots as rows, best first, each with its rank and parts; the last column opens the government's pages."""
    rows = {row["kode_wilayah"]: row for row in values.iter_rows(named=True)}
    falling = catalog()[metrik].higher_is_better
    ordered = sorted(shown, key=lambda d: (-d.value if falling else d.value, d.id))
    ranks = {d.id: n for n, d in reversed(list(enumerate(ordered, 1)))}
    first: dict[float, int] = {}
    found = []
    for d in ordered:
        rank, row = first.setdefault(d.value, ranks[d.id]), rows[d.id]
        cells = [formats.number(rank, 0, lang), names[d.id], kata.value(metrik, d.value, lang), d.swatch.word or d.swatch.label]
        cells += [formats.plain(row["pembilang"], lang), formats.plain(row["penyebut"], lang), links[d.id]]
        found.append(cells)
    heads = ["urutan", "pemda", "nilai", "tingkat", "pembilang", "penyebut", "buka"]
    return _frame(found, heads, metrik, lang)


def outlier_table(
    metrik: str, found: pl.DataFrame, names: Names, links: Names, groups: Names, banding: str | None, lang: str = "id"
) -> pl.DataFrame:
    """Those far from their group, the farthest first, each with the term that moved most, both terms before → after."""
    rows = []
    for row in found.iter_rows(named=True):
        group = text("nasional.luar.kelompok", lang, nama=groups[row["kelompok"]], n=row["n"])
        cells = [names[row["kode_wilayah"]], kata.value(metrik, row["nilai"], lang), kata.value(metrik, row["tengah"], lang)]
        cells += [group, formats.number(row["z"], 1, lang), reason(row, banding, lang)]
        rows.append([*cells, links[row["kode_wilayah"]]])
    return _frame(rows, ["pemda", "nilai", "median", "kelompok", "z", "sebab", "buka"], metrik, lang)


def reason(row: Mapping[str, Any], banding: str | None, lang: str = "id") -> str:
    """`penyebut 400 → 520 (naik 30,0%); pembilang 90 → 92 (naik 2,2%)`: the term that moved most comes first."""
    if row["pembilang"] is None or row["penyebut"] is None:
        return text("nasional.luar.tanpa_suku", lang)
    if banding is None or row["pembilang_lalu"] is None:
        now = {"a": _amount(row["pembilang"], lang), "b": _amount(row["penyebut"], lang)}
        return text("nasional.luar.tanpa_lalu", lang, **now)
    if row["sebab"] is None:
        return text("nasional.luar.diam", lang, periode=formats.period(banding))
    order = ("penyebut", "pembilang") if row["sebab"] == "penyebut" else ("pembilang", "penyebut")
    return "; ".join(_term(name, row[f"{name}_lalu"], row[name], lang) for name in order)


def _term(name: str, before: float, after: float, lang: str) -> str:
    words = {"suku": text(f"nasional.luar.{name}", lang), "dari": _amount(before, lang), "ke": _amount(after, lang)}
    shown = text("nasional.luar.suku", lang, **words)
    if not before or before == after:
        return f"{shown} ({text('halaman.tetap', lang)})" if before == after else shown
    key = "nasional.luar.naik" if after > before else "nasional.luar.turun"
    return f"{shown} ({text(key, lang, n=formats.percent(100 * abs(after - before) / abs(before), lang))})"


def _amount(term: float, lang: str) -> str:
    """Decimals only where they say something."""
    return formats.number(term, 0, lang) if abs(term) >= 100 else formats.plain(term, lang)


def outlier_title(metrik: str, found: pl.DataFrame, kind: str, lang: str = "id") -> str:
    """`3 pemda jauh dari kelompoknya (Capaian kinerja)`."""
    key = "nasional.luar" if found.height else "nasional.luar.tidak_ada"
    return text(
        key, lang, n=found.height, metrik=kata.label(metrik, lang), menurut=text(f"nasional.menurut.{kind}", lang).lower()
    )


def outlier_note(lang: str = "id") -> str:
    """The yardsticks, as our own."""
    limit, fewest = (value("acuan-nasional", name).value for name in ("z_luar_biasa", "kelompok_terkecil"))
    return text("nasional.luar.catatan", lang, z=formats.plain(limit, lang), n=fewest)


def silent_table(found: pl.DataFrame, names: Names, lang: str = "id") -> pl.DataFrame:
    """Who has been silent since when, longest first."""
    rows = [
        [names[row["kode_wilayah"]], formats.period(row["sejak"]), formats.number(row["n"], 0, lang)]
        for row in found.iter_rows(named=True)
    ]
    return _frame(rows, ["pemda", "sejak", "triwulan"], "", lang)


def _frame(rows: list[list[str]], heads: list[str], metrik: str, lang: str) -> pl.DataFrame:
    names = [metric_text.label(metrik, lang) if h == "nilai" else text(f"nasional.tabel.{h}", lang) for h in heads]
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")
