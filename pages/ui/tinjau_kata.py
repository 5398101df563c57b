"""Tinjau in words: the finding and the tiles. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from etl.locale import text
from pages.ui import formats
from pages.ui import tinjau_model as model
from pages.ui.tiles import Tile
from pages.ui.tinjau_model import Open, Thread


def finding(place: str, threads: Sequence[Thread], waits: Sequence[Open], lang: str) -> str:
    """The page's sentence: what is open, and for whom."""
    told = model.counts(threads, waits)
    if not waits:
        return text("tinjau.temuan.bersih" if threads else "tinjau.temuan.kosong", lang, tempat=place, n=len(threads))
    shown = {name: formats.number(count, 0, lang) for name, count in told.items()}
    return text("tinjau.temuan", lang, tempat=place, **shown)


def tiles(threads: Sequence[Thread], waits: Sequence[Open], lang: str) -> list[Tile]:
    """Returns that are open, threads that wait for each side, threads that are closed."""
    told = model.counts(threads, waits)
    return [
        Tile(text(f"tinjau.petak.{name}", lang), formats.number(told[name], 0, lang), text(f"tinjau.petak.{name}.isi", lang))
        for name in ("dikembalikan", model.GOVERNMENT, model.REVIEWER, "selesai")
    ]
