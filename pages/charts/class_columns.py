"""Posts by class 1 to 17 as columns; posts without a class stand as a dotted column at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from etl.locale import text
from pages.charts import theme as themes
from pages.ui.formats import number

CLASSES = tuple(str(n) for n in range(1, 18))
NONE = "-"
HEIGHT = 280


def class_columns(counts: Mapping[str, int], theme: str, lang: str = "id", *, mode: str = "meja") -> go.Figure:
    """counts: class (`1` … `17`, `-` for none) → posts. Lengths are linear from zero."""
    colours, size = themes.palette(theme), themes.sizes(mode)
    layout = themes.layout(theme, HEIGHT, mode=mode, margin=(2, 22, 2, 40))
    top = max(counts.values(), default=1) or 1
    layout["xaxis"] |= {"range": [-0.7, len(CLASSES) + 1.2]}
    layout["yaxis"] |= {"range": [0, top * 1.04]}
    places = [(name, float(place)) for place, name in enumerate(CLASSES)] + [(NONE, len(CLASSES) + 0.4)]
    layout["annotations"] = [n for name, x in places for n in _labels(name, x, counts.get(name, 0), colours, size, lang)]
    layout["shapes"] = [_dotted(places[-1][1], counts.get(NONE, 0), colours)]
    return themes.figure([_columns(places, counts, colours, lang)], layout)


def _columns(places: list[tuple[str, float]], counts: Mapping[str, int], colours: themes.Palette, lang: str) -> go.Bar:
    fills = [colours.dasar if name == NONE else colours.biru for name, _ in places]
    hover = [
        text("peta.kelas.sentuh_tanpa" if name == NONE else "peta.kelas.sentuh", lang, kelas=name, n=counts.get(name, 0))
        for name, _ in places
    ]
    return go.Bar(
        x=[x for _, x in places], y=[counts.get(name, 0) for name, _ in places], width=0.72,
        marker={"color": fills, "line": {"width": 0}, "opacity": 1}, hovertext=hover, hoverinfo="text",
    )  # fmt: skip


def _labels(name: str, x: float, n: int, colours: themes.Palette, size: themes.Sizes, lang: str) -> list[dict[str, Any]]:
    small, strong = {"color": colours.redup, "size": size.small}, {"color": colours.teks, "size": size.text}
    if name == NONE:
        strong["color"] = colours.tingkat["SR"].word if n else colours.redup
    tick = text("peta.kelas.tanpa", lang) if name == NONE else name
    found = [themes.label(x, 0, tick, yanchor="top", yshift=-4, font=small)]
    if n or name == NONE:
        found.append(themes.label(x, n, f"<b>{number(n, 0, lang)}</b>", yanchor="bottom", yshift=2, font=strong))
    return found


def _dotted(x: float, n: int, colours: themes.Palette) -> dict[str, Any]:
    line = {"color": colours.tingkat["SR"].word if n else colours.garis, "width": 1.4, "dash": "dot"}
    return {"type": "rect", "x0": x - 0.36, "x1": x + 0.36, "y0": 0, "y1": n, "line": line, "fillcolor": "rgba(0,0,0,0)"}
