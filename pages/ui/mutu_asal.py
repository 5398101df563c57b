"""Where each figure of Mutu Data comes from: how it is counted, and from what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

from pages.ui import formats, origin
from pages.ui.mutu_view import Pilihan
from pages.ui.words import t

FIGURES = ("baris", "temuan", "opd", "lembar", "tepat", "lama")


def figures(chosen: Pilihan) -> Mapping[str, Callable[[], origin.Rows]]:
    """The figures of the tiles that are no metrics, by their names."""
    return {t(f"mutu.angka.{name}"): partial(_rows, chosen, name) for name in FIGURES}


def _rows(chosen: Pilihan, name: str) -> origin.Rows:
    now = chosen.isi.now
    return [
        (t(f"mutu.angka.{name}"), escape(formats.period(now.periode))),
        (t("halaman.asal.rumus"), escape(t(f"mutu.asal.{name}"))),
        (t("halaman.asal.dasar"), escape(t("mutu.asal.dasar"))),
    ]
