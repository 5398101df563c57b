"""Pictures made of labelled rectangles: one bar trace, one list of annotations, one list of shapes.

Adding shapes or annotations one by one is quadratic in Plotly; a list in the layout is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme as themes


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle in picture units (pixels at the drawing's own width; y grows downwards)."""

    x0: float
    x1: float
    y0: float
    y1: float
    fill: str
    ink: str
    text: str = ""
    hover: str = ""
    id: str = ""
    """What a click on it gives back; empty = nothing opens."""
    outline: str = ""
    dotted: bool = False
    size: int = 12
    centred: bool = False


def line(xs: Sequence[float | None], ys: Sequence[float | None], colour: str) -> go.Scatter:
    """Connecting lines; None between two of them."""
    return go.Scatter(x=list(xs), y=list(ys), mode="lines", line={"color": colour, "width": 1.2}, hoverinfo="skip")


def draw(
    blocks: Sequence[Block],
    width: float,
    height: float,
    theme: str,
    *,
    labels: Iterable[dict[str, object]] = (),
    lines: Iterable[go.Scatter] = (),
    margin: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> go.Figure:
    """The figure; its points carry `customdata[0]` = the block's id. Everything must lie inside width and height."""
    layout = themes.layout(theme, round(height) + margin[1] + margin[3], margin=margin)
    layout["annotations"] = [*(_text(b) for b in blocks if b.text), *labels]
    layout["shapes"] = [_dotted(b) for b in blocks if b.dotted]
    layout["xaxis"] |= {"range": [0, width], "visible": False}
    layout["yaxis"] |= {"range": [height, 0], "visible": False}
    return themes.figure([*lines, _bars(blocks)], layout)


def _bars(blocks: Sequence[Block]) -> go.Bar:
    return go.Bar(
        x=[(b.x0 + b.x1) / 2 for b in blocks],
        width=[b.x1 - b.x0 for b in blocks],
        base=[b.y0 for b in blocks],
        y=[b.y1 - b.y0 for b in blocks],
        marker={
            "color": [b.fill for b in blocks],
            "line": {
                "color": [b.outline or b.fill for b in blocks],
                "width": [1 if b.outline and not b.dotted else 0 for b in blocks],
            },
            "opacity": 1,
        },
        # A click selects, and Plotly would fade everything else.
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[b.id] for b in blocks],
        hovertext=[b.hover for b in blocks],
        hovertemplate="%{hovertext}<extra></extra>",
        textposition="none",
    )


def _text(b: Block) -> dict[str, object]:
    x, anchor = ((b.x0 + b.x1) / 2, "center") if b.centred else (b.x0 + 8, "left")
    return label(x, (b.y0 + b.y1) / 2, b.text, b.ink, size=b.size, anchor=anchor)


def label(x: float, y: float, words: str, colour: str, *, size: int = 12, anchor: str = "left") -> dict[str, object]:
    """One text of the annotation list, centred on y."""
    font = {"color": colour, "size": size}
    return themes.label(x, y, words, font=font, xanchor=anchor, yanchor="middle", align="left")


def _dotted(b: Block) -> dict[str, object]:
    outline = {"color": b.outline, "width": 1.4, "dash": "dot"}
    return {"type": "rect", "x0": b.x0, "x1": b.x1, "y0": b.y0, "y1": b.y1, "line": outline, "fillcolor": "rgba(0,0,0,0)"}
