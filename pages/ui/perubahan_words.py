"""Sebelum dan Sesudah in words: its sentence, its tiles, and how A, B and C make the percentage. Pure."""

from __future__ import annotations

import polars as pl

from etl.locale import text
from etl.metrics import perubahan
from pages.ui import formats, tahapan_model
from pages.ui import perubahan_model as model
from pages.ui.perubahan_view import Shown
from pages.ui.tahapan_model import COMPLETE, Part
from pages.ui.tiles import Change, Tile


def finding(shown: Shown, name: str | None, lang: str) -> str:
    """The page's sentence: what the sheet says, else what the codes of both periods say."""
    words = _finding(shown, lang)
    return f"{name}: {words[0].lower()}{words[1:]}" if name else words


def _finding(shown: Shown, lang: str) -> str:
    abc = {key: _n(n, lang) for key, n in shown.pso.rinci.items()}
    if shown.pso.odd:
        return text(f"perubahan.temuan.{shown.pso.alasan}", lang, **abc)
    if not abc and shown.periods[0] == shown.periods[1]:
        return text("perubahan.temuan.satu_periode", lang, periode=formats.period(shown.periods[1]))
    if not abc:
        return text("perubahan.temuan.tanpa_lembar", lang, **_moves(shown, lang))
    if shown.pso.alasan == tahapan_model.NOT_APPLICABLE:
        return text("perubahan.temuan.tidak_berlaku", lang, **abc)
    left = model.not_done(shown.sheet).height
    gone = _n(shown.pso.pembilang, lang)
    key = "perubahan.temuan.belum" if left else "perubahan.temuan.selesai"
    return text(key, lang, **abc, hilang=gone, sisa=_n(left, lang))


def _moves(shown: Shown, lang: str) -> dict[str, str]:
    counts = {kind: dict(f.group_by("status").agg(pl.len()).iter_rows()) for kind, f in shown.pairs.items()}
    return {
        "unit": _n(counts["unit"].get(perubahan.REMOVED, 0), lang),
        "jabatan": _n(counts["jabatan"].get(perubahan.REMOVED, 0), lang),
        "baru": _n(counts["jabatan"].get(perubahan.NEW, 0), lang),
        "periode": formats.period(shown.periods[0]),
    }


def pso_line(part: Part, lang: str) -> str:
    """`(A − B) / (A − C) = (816 − 569) / (816 − 551) = 247 / 265 = 93,2%`, or why there is none."""
    if not part.rinci:
        return text("perubahan.pso.tanpa", lang)
    abc = {key: _n(n, lang) for key, n in part.rinci.items()}
    if part.alasan in (*tahapan_model.ODD, tahapan_model.NOT_APPLICABLE):
        return text(f"perubahan.pso.{part.alasan}", lang, **abc)
    figures = {
        "atas": _n(part.pembilang, lang),
        "bawah": _n(part.penyebut, lang),
        "nilai": tahapan_model.percent(part.nilai, lang),
    }
    return text("perubahan.pso", lang, **abc, **figures)


def tiles(shown: Shown, lang: str) -> list[Tile]:
    """Share simplified, administrative posts, kept by rule, not done, units."""
    return [_share(shown.pso, lang), *_sheet_tiles(shown, lang), _units(shown, lang)]


def _share(part: Part, lang: str) -> Tile:
    step = COMPLETE.step(part.share)
    return Tile(
        text("perubahan.petak.pso", lang),
        tahapan_model.percent(part.share, lang),
        text("tahapan.pecahan.penyederhanaan_struktur", lang, a=_n(part.pembilang, lang), b=_n(part.penyebut, lang))
        if part.penyebut
        else "",
        (Change("", tahapan_model.details(part, lang)),),
        step,
        text(f"tahapan.lengkap.{step}", lang) if step else "",
        tahapan_model.in_place_of_bar(part, lang),
    )


def _sheet_tiles(shown: Shown, lang: str) -> list[Tile]:
    """The three counts of the sheet; a dash and the sheet's name where it is not filled."""
    if shown.sheet.is_empty():
        note = text("perubahan.petak.tanpa_lembar", lang)
        return [
            Tile(text(f"perubahan.petak.{name}", lang), formats.NULL, note=note) for name in ("jabatan", "dipertahankan", "belum")
        ]
    kept = shown.sheet.filter(pl.col("nasib") == model.KEPT)
    bare = kept.filter(pl.col("dasar_dipertahankan").is_null()).height
    left = model.not_done(shown.sheet).height
    grounds = len([ground for ground, _ in model.grounds(shown.sheet) if ground])
    return [
        _posts(shown, lang),
        Tile(
            text("perubahan.petak.dipertahankan", lang),
            _n(kept.height, lang),
            text("perubahan.petak.dasar", lang, n=_n(grounds, lang)),
            (Change("", text("perubahan.petak.tanpa_dasar", lang, n=_n(bare, lang))),),
        ),
        Tile(
            text("perubahan.petak.belum", lang),
            _n(left, lang),
            text("perubahan.petak.dari", lang, n=_n(shown.sheet.height - kept.height, lang)),
            (Change("", text("perubahan.petak.nasib", lang, **_fates(shown, lang))),),
        ),
    ]


def _fates(shown: Shown, lang: str) -> dict[str, str]:
    counts = dict(shown.sheet.group_by("nasib").agg(pl.len()).iter_rows())
    return {fate: _n(counts.get(fate, 0), lang) for fate in ("dihapus", "digabung")}


def _posts(shown: Shown, lang: str) -> Tile:
    """B beside A."""
    then, now = shown.sheet.height, shown.pso.rinci.get("b")
    fewer = then - now if now is not None else 0
    change = Change(text("perubahan.petak.kurang", lang, n=_n(fewer, lang)), up=False, helps=True)
    said = text("perubahan.petak.semula", lang, n=_n(then, lang))
    return Tile(text("perubahan.petak.jabatan", lang), _n(now, lang), said, (change,) if fewer > 0 else ())


def _units(shown: Shown, lang: str) -> Tile:
    found = shown.pairs["unit"]
    then, now = found["kode_lama"].drop_nulls().n_unique(), found["kode"].drop_nulls().n_unique()
    counts = dict(found.group_by("status").agg(pl.len()).iter_rows())
    said = {name: _n(counts.get(name, 0), lang) for name in (perubahan.REMOVED, perubahan.MERGED, perubahan.NEW)}
    return Tile(
        text("perubahan.petak.unit", lang), _n(now, lang), text("perubahan.petak.semula", lang, n=_n(then, lang)),
        (Change("", text("perubahan.petak.unit_rinci", lang, **said)),),
    )  # fmt: skip


def _n(value: float | None, lang: str) -> str:
    return formats.number(value, 0, lang)
