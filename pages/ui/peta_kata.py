"""Peta Jabatan in words: its finding and its tiles. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.locale import text
from pages.ui import formats, metric_text, overview
from pages.ui import peta_model as model
from pages.ui.peta_model import Gap
from pages.ui.tahapan_model import COMPLETE
from pages.ui.tiles import Change, Tile

GAP, CLASS, NAME = "selisih_kebutuhan", "kelas_terisi", "nomenklatur_pelaksana"
METRICS = (GAP, CLASS, NAME, "keterisian_jabatan", "kebutuhan_abk")
"""What the page reads and can trace back."""
Periods = tuple[str, str | None]


def finding(gaps: Sequence[Gap], movable: int, lang: str) -> str:
    """`Kurang 311 pegawai di 24 OPD, lebih 96 di 9 OPD; 62 kekurangan dapat ditutup dari OPD lain.`"""
    short, shorts, over, overs = model.short_and_over(gaps)
    if not short and not over:
        return text("peta.temuan.pas", lang, n=len(gaps))
    head = _head(short, shorts, over, overs, lang)
    if movable:
        return text("peta.temuan.pindah", lang, kepala=head, n=formats.number(movable, 0, lang))
    largest = gaps[0]
    share = 100 * abs(largest.selisih) / (short if largest.selisih < 0 else over)
    key = "peta.temuan.terbesar.kurang" if largest.selisih < 0 else "peta.temuan.terbesar.lebih"
    part = formats.percent(share, lang, decimals=0)
    return text("peta.temuan.akhir", lang, kepala=head, akhir=text(key, lang, opd=largest.nama, persen=part))


def _head(short: int, shorts: int, over: int, overs: int, lang: str) -> str:
    words = {"kurang": formats.number(short, 0, lang), "lebih": formats.number(over, 0, lang), "a": shorts, "b": overs}
    key = "dua" if short and over else "kurang" if short else "lebih"
    return text(f"peta.temuan.{key}", lang, **words)


def finding_of_agency(name: str, whole: Gap | None, inside: Sequence[Gap], lang: str) -> str:
    """`Dinkes kurang 56 pegawai (842 dari 898); terbesar di Puskesmas Cibeber, kurang 9.`"""
    if whole is None:
        return text("peta.temuan.opd.tanpa", lang, opd=name)
    values = {
        "opd": name, "n": formats.number(abs(whole.selisih), 0, lang),
        "a": formats.number(whole.terisi, 0, lang), "b": formats.number(whole.kebutuhan, 0, lang),
    }  # fmt: skip
    if not whole.selisih:
        return text("peta.temuan.opd.pas", lang, **values)
    words = text("peta.kurang" if whole.selisih < 0 else "peta.lebih", lang)
    head = text("peta.temuan.opd", lang, **values, arah=words)
    if not inside or len(inside) < 2 or not inside[0].selisih:
        return head + "."
    most = inside[0]
    side = text("peta.kurang" if most.selisih < 0 else "peta.lebih", lang)
    return text("peta.temuan.opd.unit", lang, kepala=head, unit=most.nama, arah=side, n=abs(most.selisih))


def tiles(
    values: pl.DataFrame, metrics: Mapping[str, Any], gaps: tuple[Sequence[Gap], Sequence[Gap] | None], posts: pl.DataFrame,
    periods: Periods, lang: str, *, inside: bool,
) -> list[Tile]:  # fmt: skip
    """values: rows of the region or of one agency; gaps: of the agencies, or inside one of its units, now and then."""
    return [
        _filled(values, periods, lang),
        _size("kurang", gaps, periods, lang, inside=inside),
        _size("lebih", gaps, periods, lang, inside=inside),
        _vacant(posts, lang),
        _share(CLASS, values, metrics, periods, lang),
        _share(NAME, values, metrics, periods, lang),
    ]


def _at(values: pl.DataFrame, metrik: str, periode: str | None) -> dict[str, Any]:
    rows = values.filter((pl.col("metrik") == metrik) & pl.col("periode").eq_missing(pl.lit(periode, dtype=pl.String)))
    return rows.row(0, named=True) if rows.height else {}


def _of_need(row: Mapping[str, Any]) -> float | None:
    return 100 * row["pembilang"] / row["penyebut"] if row.get("penyebut") else None


def _filled(values: pl.DataFrame, periods: Periods, lang: str) -> Tile:
    """Holders as a share of the need; over and short make up for each other here, so both stand beside it."""
    now, then = (_at(values, GAP, p) for p in periods)
    share = _of_need(now)
    if share is None:
        return Tile(text("peta.petak.terisi", lang), formats.NULL, note=text("peta.petak.tanpa", lang))
    below = text("peta.petak.terisi.pecahan", lang, a=_n(now["pembilang"], lang), b=_n(now["penyebut"], lang))
    before = _of_need(then)
    changes: tuple[Change, ...] = ()
    if before is not None and periods[1]:
        delta = round(share, 1) - round(before, 1)
        changes = (_moved(delta, formats.points(delta, lang), periods[1], lang, good=delta > 0),)
    return Tile(
        text("peta.petak.terisi", lang), formats.percent(share, lang, cuts=COMPLETE.cuts), below, changes, *_step(share, lang)
    )


def _n(value: float | None, lang: str) -> str:
    return formats.number(value, 0, lang)


def _step(share: float | None, lang: str) -> tuple[str | None, str]:
    step = COMPLETE.step(share)
    return step, text(f"tahapan.lengkap.{step}", lang) if step else ""


def _moved(delta: float, amount: str, since: str, lang: str, *, good: bool | None) -> Change:
    rest = text("halaman.sejak", lang, periode=formats.period(since))
    return Change(text("halaman.tetap", lang), rest) if not delta else Change(amount, rest, delta > 0, good)


def _size(side: str, gaps: tuple[Sequence[Gap], Sequence[Gap] | None], periods: Periods, lang: str, *, inside: bool) -> Tile:
    """Persons short or over, in how many agencies or units."""
    now, then = (_of_side(side, part) if part is not None else None for part in gaps)
    label = text(f"peta.petak.{side}", lang)
    if now is None or not gaps[0]:
        return Tile(label, formats.NULL, note=text("peta.petak.tanpa", lang))
    changes: tuple[Change, ...] = ()
    if then is not None and periods[1]:
        delta = now[0] - then[0]
        changes = (_moved(delta, _n(abs(delta), lang), periods[1], lang, good=delta < 0),)
    return Tile(label, _n(now[0], lang), text("peta.petak.unit" if inside else "peta.petak.opd", lang, n=now[1]), changes)


def _of_side(side: str, gaps: Sequence[Gap]) -> tuple[int, int]:
    short, shorts, over, overs = model.short_and_over(gaps)
    return (short, shorts) if side == "kurang" else (over, overs)


def _vacant(posts: pl.DataFrame, lang: str) -> Tile:
    """Posts with an empty seat; leaders among them; acting officials."""
    empty = posts.filter(pl.col("lowong") > 0)
    leaders = empty.filter(pl.col("jenis_jabatan").is_in(model.LEADERS)).height
    acting = _n(int(posts["plt"].sum()), lang), _n(int(posts["plh"].sum()), lang)
    return Tile(
        text("peta.petak.lowong", lang),
        _n(empty.height, lang),
        text("peta.petak.lowong.pimpinan", lang, n=_n(leaders, lang)),
        (Change("", text("peta.petak.lowong.plt", lang, plt=acting[0], plh=acting[1])),),
    )


def _share(name: str, values: pl.DataFrame, metrics: Mapping[str, Any], periods: Periods, lang: str) -> Tile:
    now, then = (_at(values, name, p) for p in periods)
    share, label = now.get("nilai"), text(f"peta.petak.{name}", lang)
    if share is None:
        return Tile(label, formats.NULL, note=metric_text.reason(now or None, lang))
    below = text(f"peta.petak.{name}.pecahan", lang, a=_n(now["pembilang"], lang), b=_n(now["penyebut"], lang))
    moved = overview.change(metrics[name], share, then or None, periods[1], lang) if periods[1] and name in metrics else None
    shown = formats.percent(share, lang, cuts=COMPLETE.cuts)
    return Tile(label, shown, below, (moved,) if moved else (), *_step(share, lang))
