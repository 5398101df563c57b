"""A branch as `go.Icicle`: at most 60 nodes, equal heights for equal boxes (the number is printed, so size need not say it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from pages.charts import theme as themes
from pages.charts.structure_colours import Colouring
from pages.ui.kotak import Kotak
from pages.ui.singkatan import cut

MOST = 60
"""Nodes that keep a legible label."""
_CHARACTERS = 34
"""Characters that fit a quarter of the drawing's width."""
_TWO_LINES = 38
"""Pixels that two lines of a label need."""


def branch_icicle(boxes: Sequence[Kotak], colouring: Colouring, theme: str) -> go.Figure:
    """boxes: head first (pages.ui.kotak, closed to MOST). A click gives `id`; `customdata[0]` is the box's kode."""
    p = themes.palette(theme)
    parents = {k.atasan for k in boxes}
    leaves = _leaves(boxes, parents)
    fills = [_fill(k, colouring, p) for k in boxes]
    height = max(420, 27 * leaves[boxes[0].id])
    trace = go.Icicle(
        ids=[k.id for k in boxes],
        parents=["", *(k.atasan or "" for k in boxes[1:])],
        labels=[k.judul for k in boxes],
        values=[leaves[k.id] for k in boxes],
        text=[_words(k, height * leaves[k.id] / leaves[boxes[0].id]) for k in boxes],
        hovertext=[f"<b>{k.penuh}</b><br>{k.catatan}" for k in boxes],
        customdata=[[k.kode] for k in boxes],
        textinfo="text",
        hoverinfo="text",
        branchvalues="total",
        maxdepth=4,
        tiling={"orientation": "h", "pad": 2},
        pathbar={"visible": False},
        leaf={"opacity": 1},
        sort=False,
        textposition="top left",
        marker={
            "colors": fills,
            "line": {"color": [p.tingkat["SR"].word if k.kosong else p.dasar for k in boxes], "width": 1.2},
        },
        insidetextfont={"color": [p.teks if k.kosong else themes.ink(f) for k, f in zip(boxes, fills, strict=True)], "size": 12},
    )
    # The head counts as outside text.
    trace.outsidetextfont = trace.insidetextfont.to_plotly_json()
    layout = themes.layout(theme, height)
    layout["uniformtext"] = {"minsize": 11, "mode": "hide"}
    return themes.figure([trace], layout)


def _leaves(boxes: Sequence[Kotak], parents: set[str | None]) -> Counter[str]:
    """Boxes without boxes below, counted up to the head: the heights."""
    above = {k.id: k.atasan for k in boxes}
    found: Counter[str] = Counter()
    for k in boxes:
        at: str | None = k.id if k.id not in parents else None
        while at:
            found[at] += 1
            at = above.get(at)
    return found


def _words(k: Kotak, tall: float) -> str:
    """Two lines where the box is tall enough, else one; cut, because Plotly hides a text that does not fit."""
    if tall > _TWO_LINES:
        return f"<b>{cut(k.judul, _CHARACTERS)}</b><br>{cut(k.catatan, _CHARACTERS)}"
    note = f"  {k.catatan}" if len(k.judul) + len(k.catatan) + 2 <= _CHARACTERS else ""
    return f"<b>{cut(k.judul, _CHARACTERS)}</b>{note}"


def _fill(k: Kotak, colouring: Colouring, p: themes.Palette) -> str:
    return p.dasar if k.kosong else colouring.of(k.jenis, int(k.rentang > 0), k.rentang, k.kursi, k.lowong)
