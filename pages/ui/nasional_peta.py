"""The tiles of Nasional: provinces on the map, governments inside one, each with its colour, its words and its row. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

import polars as pl

from etl.locale import text
from pages.charts.region_tiles import columns
from pages.charts.swatches import Classes, Swatch, cut_points, of_cuts, of_scale
from pages.charts.tile_map import Tile
from pages.ui import formats
from pages.ui import nasional_kata as kata
from pages.ui.nasional_model import COMPLETE, Reporting

LETTERS = 138
"""How many letters of a name stand beside each other over all tiles of a row."""
Shares = Mapping[str, Reporting]
Figures = Mapping[str, Mapping[str, Any]]
STATES = {"disetujui": "T", "menunggu": "S", "dikembalikan": "R"}
"""Where a government stands → the step whose colours it wears: approved is calm. What nobody has sent is dotted."""


def classes(metrik: str, values: list[float], theme: str, lang: str = "id") -> Classes:
    """The colours of a metric: its five steps, else sequential blues between round cut points of these values."""
    scale, title = kata.scale_of(metrik), legend_title(metrik, lang)
    if scale is not None:
        return of_scale(scale, theme, title, kata.step_words(metrik, lang), kata.short_step_words(metrik, lang))
    return of_cuts(cut_points(values), theme, title, lambda cut: formats.plain(cut, lang))


def legend_title(metrik: str, lang: str = "id") -> str:
    """`Pemda melapor, % dari yang wajib`; of a metric its name."""
    return text("nasional.legenda.kelengkapan", lang) if metrik == COMPLETE else kata.label(metrik, lang)


def states(theme: str, lang: str = "id") -> Classes:
    """The colours of where governments stand, worst last, with the words as legend."""
    steps = of_scale(kata.scales.completeness(), theme, text("nasional.legenda.keadaan", lang), kata.step_words(COMPLETE, lang))
    known = {swatch.code: swatch for _, swatch in steps.lows}
    lows = [(float(-n), _named(known[code], state, lang)) for n, (state, code) in enumerate(STATES.items())]
    return Classes(steps.title, tuple(lows))


def _named(swatch: Swatch, state: str, lang: str) -> Swatch:
    return Swatch(swatch.fill, swatch.ink, swatch.outline, text(f"nasional.keadaan.{state}", lang), "", state)


def provinces(
    metrik: str, places: pl.DataFrame, shares: Shares, figures: Figures, colours: Classes,
    lang: str = "id",
) -> list[Tile]:  # fmt: skip
    """One tile per province. figures: kode_provinsi → row of `national.aggregate`, looked at unless reporting colours the map."""
    return [_province(metrik, row, shares, figures, colours, lang) for row in places.iter_rows(named=True)]


def _province(
    metrik: str, row: Mapping[str, Any], shares: Shares, figures: Figures,
    colours: Classes, lang: str,
) -> Tile:  # fmt: skip
    code, told = row["kode_provinsi"], shares.get(row["kode_provinsi"], Reporting())
    found = {"nilai": told.share} if metrik == COMPLETE else figures.get(code, {})
    swatch = colours.of(found.get("nilai"))
    if metrik == COMPLETE:
        words = f"<b>{told.melapor}</b>/{told.wajib}" if told.wajib else text("nasional.bebas", lang)
    else:
        words = f"<b>{kata.bare(metrik, found.get('nilai'), lang)}</b>" if swatch else text("nasional.belum", lang)
    hover = [f"<b>{row['nama_provinsi']}</b>", _reported(told, lang)]
    if metrik != COMPLETE:
        hover.append(_said(metrik, found, swatch, lang))
    return Tile(code, row["singkatan"], words, row["kolom"], row["baris"], swatch, "<br>".join(hover))


def _reported(told: Reporting, lang: str) -> str:
    counts = {"n": formats.number(told.melapor, 0, lang), "semua": formats.number(told.wajib, 0, lang)}
    if not told.wajib:
        return text("nasional.tanpa_wajib", lang)
    share = kata.value(COMPLETE, told.share, lang)
    step = kata.scales.completeness().step(told.share)
    return f"{text('nasional.melapor', lang, **counts)}: {share} ({kata.step_words(COMPLETE, lang)[step or 'SR']})"


def _said(metrik: str, found: Mapping[str, Any], swatch: Swatch | None, lang: str) -> str:
    if swatch is None:
        return f"{kata.label(metrik, lang)}: {text('nasional.belum', lang)}"
    step = f" ({swatch.word})" if swatch.word else ""
    parts = kata.fraction(metrik, found, lang)
    return f"{kata.label(metrik, lang)}: {kata.value(metrik, found['nilai'], lang)}{step}" + (f"<br>{parts}" if parts else "")


def governments(
    metrik: str, places: pl.DataFrame, board: pl.DataFrame, values: pl.DataFrame, colours: Classes, lang: str = "id"
) -> list[Tile]:
    """One tile per government in the order of codes. values: rows of the metric in the quarter."""
    standing = dict(board.select("kode_wilayah", "keadaan").iter_rows())
    rows = {row["kode_wilayah"]: row for row in values.iter_rows(named=True)}
    letters = max(8, round(LETTERS / columns(places.height)))
    found = (
        _government(metrik, place, standing.get(place["kode_wilayah"], "belum_wajib"), rows, colours, lang)
        for place in places.sort("kode_wilayah").iter_rows(named=True)
    )
    return [replace(tile, name="<br>".join(textwrap.wrap(tile.name, letters)[:2])) for tile in found]


def _government(metrik: str, place: Mapping[str, Any], state: str, rows: Figures, colours: Classes, lang: str) -> Tile:
    code, name = place["kode_wilayah"], kata.short(place["nama"], place["jenis"], lang)
    row = rows.get(code, {})
    standing = text(f"nasional.keadaan.{state}", lang)
    if metrik == COMPLETE:
        swatch = next((s for _, s in colours.lows if s.code == state), None)
        words = f"<b>{standing}</b>" if swatch else standing
        hover = standing
    else:
        swatch = colours.of(row.get("nilai"))
        words = f"<b>{kata.bare(metrik, row.get('nilai'), lang)}</b>" if swatch else text("nasional.belum", lang)
        hover = f"{standing}<br>{_said(metrik, row, swatch, lang)}"
    return Tile(code, name, words, 0, 0, swatch, f"<b>{place['nama']}</b><br>{hover}", state == "belum" and swatch is None)


def table(
    metrik: str, names: Mapping[str, str], tiles: list[Tile], shares: Shares, figures: Figures,
    lang: str = "id",
) -> pl.DataFrame:  # fmt: skip
    """The provinces as rows: reporting, and the metric with its parts where one colours the map; the last column opens one."""
    rows = []
    for tile in tiles:
        told, found = shares.get(tile.id, Reporting()), figures.get(tile.id, {})
        cells = [names[tile.id], f"{told.melapor} / {told.wajib}", kata.value(COMPLETE, told.share, lang)]
        if metrik == COMPLETE:
            cells.append(tile.swatch.word if tile.swatch else text("nasional.tanpa_wajib", lang))
        else:
            cells += _cells(metrik, found, lang)
        rows.append([*cells, f"/nasional?provinsi={quote_plus(names[tile.id])}"])
    heads = ["provinsi", "melapor", "bagian", *(["tingkat"] if metrik == COMPLETE else _HEADS), "buka"]
    return _frame(rows, heads, metrik, lang)


_HEADS = ["nilai", "pembilang", "penyebut", "n"]


def table_of_governments(
    metrik: str, places: pl.DataFrame, board: pl.DataFrame, values: pl.DataFrame, periode: str, lang: str = "id"
) -> pl.DataFrame:
    """The governments of a province as rows: where each stands, days, and the metric; the last column opens its own pages."""
    standing = {row["kode_wilayah"]: row for row in board.iter_rows(named=True)}
    figures = {row["kode_wilayah"]: row for row in values.iter_rows(named=True)}
    rows = []
    for place in places.sort("kode_wilayah").iter_rows(named=True):
        state, found = standing.get(place["kode_wilayah"], {}), figures.get(place["kode_wilayah"], {})
        cells = [place["kode_wilayah"], place["nama"], text(f"nasional.keadaan.{state.get('keadaan', 'belum_wajib')}", lang)]
        cells += [formats.day(state.get("dikirim"), lang), _late(state, lang)]
        cells += [] if metrik == COMPLETE else _cells(metrik, found | {"n": None}, lang)[:3]
        rows.append([*cells, opens(place["nama"], periode) if state.get("kiriman_id") else None])
    heads = ["kode", "pemda", "keadaan", "dikirim", "telat", *([] if metrik == COMPLETE else _HEADS[:3]), "buka"]
    return _frame(rows, heads, metrik, lang)


def opens(nama: str, periode: str) -> str:
    """The address of a government's own first page in a quarter."""
    return f"/?wilayah={quote_plus(nama)}&periode={quote_plus(formats.period(periode))}"


def _cells(metrik: str, found: Mapping[str, Any], lang: str) -> list[str]:
    many = found.get("n")
    return [
        kata.value(metrik, found.get("nilai"), lang) if found.get("nilai") is not None else text("nasional.belum", lang),
        formats.plain(found.get("pembilang"), lang),
        formats.plain(found.get("penyebut"), lang),
        formats.number(many, 0, lang) if many is not None else formats.NULL,
    ]


def _late(state: Mapping[str, Any], lang: str) -> str:
    if state.get("telat_hari"):
        return text("nasional.telat", lang, n=state["telat_hari"])
    return text("nasional.tepat", lang) if state.get("tepat_waktu") else formats.NULL


def _frame(rows: list[list[Any]], heads: list[str], metrik: str, lang: str) -> pl.DataFrame:
    names = [kata.label(metrik, lang) if h == "nilai" else text(f"nasional.tabel.{h}", lang) for h in heads]
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")


def title(metrik: str, tiles: list[Tile], figures: Figures, told: Reporting, lang: str = "id") -> str:
    """`Pelaporan per provinsi: 9 lengkap, 5 di bawah separuh`; of a metric the range over the provinces and n of N."""
    if metrik == COMPLETE:
        full = sum(t.swatch is not None and t.swatch.code == "ST" for t in tiles)
        low = sum(t.swatch is not None and t.swatch.code == "SR" for t in tiles)
        if not low:
            return text("nasional.judul.kelengkapan.baik", lang, a=full, b=sum(t.swatch is not None for t in tiles))
        return text("nasional.judul.kelengkapan", lang, a=full, b=low)
    known = sorted(float(row["nilai"]) for row in figures.values() if row.get("nilai") is not None)
    n = sum(int(row["n"]) for row in figures.values())
    words = {"metrik": kata.label(metrik, lang), "n": n, "semua": told.wajib}
    if not known:
        return text("nasional.judul.metrik.kosong", lang, **words)
    return text(
        "nasional.judul.metrik", lang, a=kata.bare(metrik, known[0], lang), b=kata.value(metrik, known[-1], lang), **words
    )


def title_of_province(metrik: str, values: pl.DataFrame, told: Reporting, lang: str = "id") -> str:
    """`Keadaan 9 pemda`, or the metric with n of N."""
    if metrik == COMPLETE:
        return text("nasional.judul.keadaan", lang, n=told.wajib)
    n = values.filter(pl.col("nilai").is_not_null()).height
    return text("nasional.judul.metrik.pemda", lang, metrik=kata.label(metrik, lang), n=n, semua=told.wajib)
