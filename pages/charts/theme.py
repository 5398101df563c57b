"""Colours, sizes and layout of every chart, for light and dark paper, desk and projector.

Figures go out with `theme=None`, so this template is the whole truth: margins come from the longest label, nothing is automatic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif'
STEPS = ("ST", "T", "S", "R", "SR")
SYMBOLS = {"ST": "⬤", "T": "◕", "S": "◑", "R": "◔", "SR": "◯"}
PALE = frozenset({"T", "S", "R"})
"""Steps whose fill is too pale to stand without an outline."""


@dataclass(frozen=True)
class Step:
    """One step of a scale: fill, text on the fill, word on paper."""

    fill: str
    on_fill: str
    word: str


@dataclass(frozen=True)
class Palette:
    """The tokens of one theme."""

    dasar: str
    panel: str
    teks: str
    redup: str
    garis: str
    kisi: str
    jabatan: Mapping[str, str]
    """jenis_jabatan → fill; text on it by `ink`."""
    pita: tuple[str, ...]
    """Span bands 1, 2–3, 4–7, 8–15, >15."""
    tingkat: Mapping[str, Step]
    urut: tuple[str, ...]
    """Sequential blues, pale to strong."""
    biru: str
    """Lines and marks without a step."""


LIGHT = Palette(
    dasar="#FFFFFF",
    panel="#F4F6F8",
    teks="#17252F",
    redup="#52616C",
    garis="#D3DBE1",
    kisi="#E6EBEF",
    jabatan={
        "kepala_daerah": "#0B2B47",
        "jpt_madya": "#12416B",
        "jpt_pratama": "#1D5C93",
        "administrator": "#3A77A8",
        "pengawas": "#A8C9E3",
        "fungsional": "#E5B24B",
        "pelaksana": "#D5DBE0",
    },
    pita=("#B23B14", "#F5B46E", "#A9CDEA", "#3A77A8", "#2B3640"),
    tingkat={
        "ST": Step("#1B5E94", "#FFFFFF", "#1B5E94"),
        "T": Step("#A9CDEA", "#17252F", "#2A6CA3"),
        "S": Step("#E4E2DB", "#17252F", "#645F54"),
        "R": Step("#F5B46E", "#17252F", "#925000"),
        "SR": Step("#B23B14", "#FFFFFF", "#A93610"),
    },
    urut=("#F1F6FA", "#DCE9F3", "#C3DAEC", "#A8C9E3", "#87B4D7", "#639CC8", "#4384B5", "#2A6CA3", "#184F80", "#0B2B47"),
    biru="#3A77A8",
)
DARK = Palette(
    dasar="#11181E",
    panel="#1B252D",
    teks="#E9EEF2",
    redup="#A9B6C0",
    garis="#3A4853",
    kisi="#27333C",
    jabatan={
        "kepala_daerah": "#DCEBF7",
        "jpt_madya": "#B9D7EE",
        "jpt_pratama": "#8FBEE3",
        "administrator": "#5B97C7",
        "pengawas": "#28597F",
        "fungsional": "#D6A03A",
        "pelaksana": "#46535D",
    },
    pita=("#F2885A", "#9A5A1E", "#24557F", "#63ABE3", "#E6ECF0"),
    tingkat={
        "ST": Step("#63ABE3", "#0B141A", "#7DBBEC"),
        "T": Step("#24557F", "#F2F6F9", "#8FBEE3"),
        "S": Step("#434C52", "#F2F6F9", "#C2C6C4"),
        "R": Step("#8A4B12", "#FFF6EC", "#F0B06A"),
        "SR": Step("#F2885A", "#0B141A", "#F79A72"),
    },
    urut=("#18232B", "#1A3142", "#1D4059", "#215171", "#28638B", "#3478A4", "#498FBD", "#68A8D2", "#92C3E3", "#C6E1F3"),
    biru="#63ABE3",
)


@dataclass(frozen=True)
class Sizes:
    """Pixels of one mode: `meja` (desk) or `rapat` (projector)."""

    text: int
    small: int
    strong: int
    row: int


SIZES = {"meja": Sizes(13, 12, 15, 31), "rapat": Sizes(21, 16, 29, 48)}


def palette(theme: str) -> Palette:
    """The tokens of `light` or `dark`."""
    return DARK if theme == "dark" else LIGHT


def sizes(mode: str = "meja") -> Sizes:
    """The sizes of `meja` or `rapat`."""
    return SIZES[mode]


def layout(theme: str, height: int, *, mode: str = "meja", margin: tuple[int, int, int, int] = (0, 0, 0, 0)) -> dict[str, Any]:
    """The common layout: paper, font, no legend, nothing that zooms. margin: left, top, right, bottom in pixels."""
    colours, left_top_right_bottom = palette(theme), dict(zip("ltrb", margin, strict=True))
    axis = {
        "showgrid": False, "zeroline": False, "showline": False,
        "showticklabels": False, "ticks": "", "fixedrange": True, "automargin": False,
        "gridcolor": colours.kisi, "linecolor": colours.garis, "tickfont": {"color": colours.redup, "size": sizes(mode).small},
    }  # fmt: skip
    return {
        "height": height,
        "margin": {**left_top_right_bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": colours.dasar,
        "plot_bgcolor": colours.dasar,
        "font": {"family": FONT, "size": sizes(mode).text, "color": colours.teks},
        "hoverlabel": {
            "bgcolor": colours.panel, "bordercolor": colours.garis,
            "font": {"family": FONT, "size": sizes(mode).text, "color": colours.teks}, "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "clickmode": "event+select",
        "separators": ",.",
        "bargap": 0,
        "barmode": "overlay",
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }  # fmt: skip


class Ready(go.Figure):
    """A finished figure: it is made once, kept, and drawn on every rerun, so it turns into plain data only once.

    Do not change it after it was first drawn.
    """

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data; the same object each time."""
        if "_plain" not in self.__dict__:
            self.__dict__["_plain"] = super().to_dict()
        plain: dict[str, Any] = self.__dict__["_plain"]
        return plain


def figure(traces: Sequence[go.Scatter | go.Bar | go.Icicle], layout_: dict[str, Any]) -> go.Figure:
    """A figure from traces and a ready layout (annotations and shapes as lists in it: adding them one by one is quadratic)."""
    return Ready(data=list(traces), layout=layout_)


def label(x: float | str, y: float | str, words: str, **more: Any) -> dict[str, Any]:
    """One annotation without arrow. Its anchor must lie inside the axis range, or use xref='paper': else it is not drawn."""
    return {"x": x, "y": y, "text": words, "showarrow": False, **more}


def cells(x: Sequence[float], y: Sequence[float], width: float, height: float, fill: Sequence[str], **more: Any) -> go.Bar:
    """Rectangles as one bar trace (clickable, hoverable): left edge x, centre y. The pattern for heat map, matrix and tiles.

    more: customdata, hovertext, outline (list of colours), widths (list, in place of width).
    """
    outline = more.pop("outline", None)
    hover = more.pop("hovertext", None)
    return go.Bar(
        orientation="h",
        base=list(x),
        x=list(more.pop("widths", [width] * len(x))),
        y=list(y),
        width=height,
        marker={"color": list(fill), "line": {"color": outline or list(fill), "width": 1}},
        unselected={"marker": {"opacity": 1}},
        selected={"marker": {"opacity": 1}},
        hovertext=hover,
        hoverinfo="text" if hover else "skip",
        **more,
    )


def left_margin(labels: Sequence[str], mode: str = "meja") -> int:
    """Pixels that the longest label needs (about 0.52 em a character)."""
    return round(max((len(words) for words in labels), default=0) * 0.52 * sizes(mode).text) + 12


def clip(words: str, most: int) -> str:
    """A label cut to so many characters, with an ellipsis; the full name belongs in the hover text."""
    return words if len(words) <= most else words[: most - 1].rstrip(" ,.-") + "…"


def ink(fill: str) -> str:
    """White or near-black, whichever reads better on this fill (WCAG contrast)."""
    return "#FFFFFF" if _contrast(fill, "#FFFFFF") >= _contrast(fill, "#0B141A") else "#0B141A"


def sequential(theme: str, share: float) -> str:
    """The sequential blue for a share 0–1 of the largest value; 0 is the palest."""
    blues = palette(theme).urut
    return blues[min(len(blues) - 1, max(0, round(share * (len(blues) - 1))))]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
