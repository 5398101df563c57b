"""Tiles: at most seven figures in one `st.html` grid, each with its fraction and its changes.

One element instead of fourteen; the fraction line is what `st.metric` lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.charts import theme as palettes
from pages.ui.formats import NULL
from pages.ui.words import theme

MOST = 7
_SHARE = {"ST": 100, "T": 75, "S": 50, "R": 25, "SR": 0}


@dataclass(frozen=True)
class Change:
    """`▲ 1,4 poin dari TW III`; helps: True blue, False orange, None neither; up None: unchanged."""

    words: str
    rest: str = ""
    up: bool | None = None
    helps: bool | None = None


@dataclass(frozen=True)
class Tile:
    """Ready-made texts of one figure. step: code and word where its scale names one."""

    label: str
    value: str
    fraction: str = ""
    changes: tuple[Change, ...] = ()
    step: str | None = None
    step_word: str = ""
    note: str = ""
    """Reason where the value is missing; said on hover and in place of the fraction."""


def tiles(shown: Sequence[Tile]) -> None:
    """Draw the tiles in one row."""
    st.html(tiles_html(shown[:MOST], theme()))


def tiles_html(shown: Sequence[Tile], theme_name: str) -> str:
    """The grid as HTML; pure, so that it can be kept and tested."""
    inner = "".join(_tile(tile, theme_name) for tile in shown)
    return f'<dl class="kisi-angka" style="--n:{len(shown)}">{inner}</dl>'


def symbol_html(step: str | None, theme_name: str) -> str:
    """The step's symbol as CSS disc: the glyphs of fallback fonts differ in size."""
    if step not in _SHARE:
        return ""
    colour = palettes.palette(theme_name).tingkat[step].word
    return f'<i class="lingkar" style="color:{colour};background:conic-gradient({colour} {_SHARE[step]}%,transparent 0)"></i>'


def change_html(change: Change, theme_name: str) -> str:
    """▲ or ▼ with the amount in blue when it helps, orange when it hurts; `tetap` in bold."""
    colours = palettes.palette(theme_name)
    colour = {True: colours.tingkat["ST"].word, False: colours.tingkat["SR"].word, None: colours.teks}[change.helps]
    arrow = {True: "▲ ", False: "▼ ", None: ""}[change.up]
    return f'<span><b style="color:{colour}">{arrow}{escape(change.words)}</b> {escape(change.rest)}</span>'


def _tile(tile: Tile, theme_name: str) -> str:
    word = ""
    if tile.step:
        colour = palettes.palette(theme_name).tingkat[tile.step].word
        word = f'<b class="tingkat" style="color:{colour}">{symbol_html(tile.step, theme_name)}{escape(tile.step_word)}</b>'
    below = escape(tile.note if tile.value == NULL and tile.note else tile.fraction)
    changes = "".join(f"<dd>{change_html(change, theme_name)}</dd>" for change in tile.changes)
    value = f'<dd class="angka">{escape(tile.value)}{word}</dd>'
    return f'<div title="{escape(tile.note)}"><dt>{escape(tile.label)}</dt>{value}<dd>{below}</dd>{changes}</div>'
