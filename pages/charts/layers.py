"""People per layer: a bar for now, an outline for the period compared with."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.ui.formats import number

WIDTH, ROW, NAMES, VALUES = 350, 33, 70, 112
"""Pixels: the drawing, a layer, room for the names at the left and the figures at the right."""


def people_per_layer(now: pl.DataFrame, before: pl.DataFrame | None, theme: str, lang: str = "id") -> go.Figure:
    """now, before: lapisan, orang (before may lack layers; None = nothing to compare with). Lengths are linear from zero."""
    p = themes.palette(theme)
    old = {} if before is None else dict(before.select("lapisan", "orang").iter_rows())
    new = dict(now.select("lapisan", "orang").iter_rows())
    layers = sorted({*old, *new})
    scale = (WIDTH - NAMES - VALUES) / max([*old.values(), *new.values(), 1])
    blocks, labels = [], []
    for i, n in enumerate(layers):
        y, people, then = i * ROW, new.get(n, 0), old.get(n)
        labels.append(label(NAMES - 6, y + 16, text("hierarki.lapisan", lang, n=n), p.teks, size=13, anchor="right"))
        if then is not None:
            blocks.append(_bar(y + 4, y + 28, then * scale, p.dasar, p.redup, ""))
        blocks.append(
            _bar(
                y + 9,
                y + 23,
                max(people * scale, 1.5 if people else 0),
                p.jabatan["jpt_pratama"],
                "",
                _hover(n, people, then, lang),
            )
        )
        end = NAMES + max(people, then or 0) * scale + 6
        changed = then is not None and then != people
        past = f" <span style='color:{p.redup}'>{text('hierarki.dulu', lang, n=number(then, 0, lang))}</span>" if changed else ""
        labels.append(label(end, y + 16, f"<b>{number(people, 0, lang)}</b>{past}", p.teks))
    return draw(blocks, WIDTH, max(len(layers), 1) * ROW, theme, labels=labels)


def _bar(y0: float, y1: float, length: float, fill: str, outline: str, hover: str) -> Block:
    return Block(NAMES, NAMES + length, y0, y1, fill, fill, hover=hover, outline=outline)


def _hover(n: int, people: int, then: int | None, lang: str) -> str:
    past = number(then, 0, lang)
    return text("hierarki.sentuh_lapisan", lang, n=n, orang=number(people, 0, lang), dulu=past)
