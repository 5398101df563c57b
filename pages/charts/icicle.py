"""The structure of a whole region: true layers as columns, one row per perangkat daerah, a sub-column per category of posts.

Not `go.Icicle`: its columns are all of one width, and its labels shrink to dust.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from etl.locale import text
from pages.charts import theme as themes
from pages.charts.blocks import Block, draw, label
from pages.charts.structure_colours import Colouring
from pages.ui.formats import number
from pages.ui.singkatan import short_unit
from pages.ui.struktur import RANK, REST

WIDTH, HEAD, ROW, GAP = 915, 40, 31, 2
_TRUNK, _AGENCY = 76, 148
MOST_COLUMNS = 10
"""Sub-columns that still carry their numbers legibly; past it the smallest of a layer close into their layer's largest."""


@dataclass(frozen=True, slots=True)
class Column:
    """A sub-column: one layer, one category (or several, where small ones were closed into it)."""

    lapisan: int
    jenis: tuple[str, ...]
    x0: float
    x1: float
    alone: bool


def region_icicle(
    trunk: Sequence[tuple[str, str]],
    rows: pl.DataFrame,
    cells: pl.DataFrame,
    totals: pl.DataFrame,
    colouring: Colouring,
    theme: str,
    lang: str = "id",
) -> go.Figure:
    """trunk: (short name, category) of the posts above; rows, cells: struktur.region_rows; totals: struktur.per_layer.

    A click gives kode_opd.
    """
    p = themes.palette(theme)
    first = len(trunk) + 1
    columns = _columns(cells.filter(pl.col("lapisan") > first), len(trunk))
    bottom = HEAD + ROW * rows.height
    blocks = [_trunk_block(i, name, jenis, bottom, p) for i, (name, jenis) in enumerate(trunk)]
    by_row = {key[0]: part for key, part in cells.group_by("kode_opd")}
    for i, row in enumerate(rows.to_dicts()):
        own = by_row.get(row["kode_opd"], cells.clear())
        blocks += _row(row, own, columns, first, HEAD + ROW * i, colouring, p, lang)
    heads = _heads(columns, totals, first, p, lang)
    return draw(blocks, WIDTH, bottom + 2, theme, labels=heads)


def _columns(cells: pl.DataFrame, trunk: int) -> list[Column]:
    """Which sub-columns there are, and where: width by the length of their names."""
    layers: dict[int, list[tuple[str, ...]]] = {}
    people = {
        (r["lapisan"], r["jenis_jabatan"]): r["orang"]
        for r in cells.group_by("lapisan", "jenis_jabatan").agg(pl.col("orang").sum()).to_dicts()
    }
    kept = set(sorted(people, key=lambda k: -people[k])[:MOST_COLUMNS]) | {
        max((k for k in people if k[0] == n), key=lambda k: people[k]) for n, _ in people
    }
    for lapisan in sorted({n for n, _ in people}):
        names = sorted((j for n, j in people if (n, j) in kept and n == lapisan), key=RANK.index)
        lost = tuple(j for n, j in people if n == lapisan and (n, j) not in kept)
        largest = max(names, key=lambda j: people[lapisan, j])
        layers[lapisan] = [(j, *lost) if j == largest else (j,) for j in names]
    most = {(n, j): most for n, j, most in cells.group_by("lapisan", "jenis_jabatan").agg(pl.col("orang").max()).iter_rows()}
    weights = [
        (n, jenis, max(6.2 * len(jenis[0]) + 10, 7 * len(str(most[n, jenis[0]])) + 42))
        for n, found in layers.items()
        for jenis in found
    ]
    x: float = trunk * _TRUNK + _AGENCY
    share = (WIDTH - x) / (sum(w for *_, w in weights) or 1)
    columns = []
    for n, jenis, w in weights:
        columns.append(Column(n, jenis, x, x + w * share, len(layers[n]) == 1))
        x += w * share
    return columns


def _trunk_block(i: int, name: str, jenis: str, bottom: float, p: themes.Palette) -> Block:
    fill = p.jabatan[jenis]
    return Block(
        i * _TRUNK, (i + 1) * _TRUNK - GAP, HEAD, bottom - GAP, fill, themes.ink(fill), f"<b>{name}</b>", name, outline=p.dasar
    )


def _row(
    row: dict,
    cells: pl.DataFrame,
    columns: list[Column],
    first: int,
    y: float,
    colouring: Colouring,
    p: themes.Palette,
    lang: str,
) -> list[Block]:
    """One agency: its name and people, then a cell per sub-column; dotted where the branch has ended."""
    x0, y1 = (first - 1) * _TRUNK, y + ROW - GAP
    found = [_agency_block(row, cells.filter(pl.col("lapisan") <= first), x0, y, y1, colouring, p, lang)]
    ends = row["lapisan_maks"] or first
    # One dotted box per layer that the branch does not reach, over all sub-columns of that layer.
    for lapisan in sorted({c.lapisan for c in columns}):
        of_layer = [c for c in columns if c.lapisan == lapisan]
        if lapisan > ends:
            words = text("hierarki.icicle.selesai", lang, n=ends) if lapisan == ends + 1 else ""
            found.append(
                Block(
                    of_layer[0].x0,
                    of_layer[-1].x1 - GAP,
                    y,
                    y1,
                    p.dasar,
                    p.redup,
                    words,
                    words,
                    row["kode_opd"],
                    p.garis,
                    True,
                    11,
                )
            )
        else:
            found += [_cell(row, c, cells, y, y1, colouring, p, lang) for c in of_layer]
    return found


def _agency_block(
    row: dict, cells: pl.DataFrame, x0: float, y: float, y1: float, colouring: Colouring, p: themes.Palette, lang: str
) -> Block:
    rest = row["kode_opd"] == REST
    name = text("hierarki.icicle.lain", lang, n=row["anggota"]) if rest else short_unit(row["nama"], 17)
    people = number(row["orang"], 0, lang)
    fill = p.panel if rest else colouring.fill(row["jenis"], cells)
    full = name if rest else row["nama"] or text("hierarki.luar_opd", lang)
    hover = f"<b>{full}</b><br>" + text("hierarki.icicle.sentuh_opd", lang, orang=people, lapisan=row["lapisan_maks"] or "–")
    return Block(
        x0,
        x0 + _AGENCY - GAP,
        y,
        y1,
        fill,
        p.teks if rest else themes.ink(fill),
        f"<b>{name}</b> {people}",
        hover,
        row["kode_opd"],
    )


def _cell(
    row: dict, c: Column, cells: pl.DataFrame, y: float, y1: float, colouring: Colouring, p: themes.Palette, lang: str
) -> Block:
    own = cells.filter((pl.col("lapisan") == c.lapisan) & pl.col("jenis_jabatan").is_in(c.jenis))
    people, vacant = int(own["orang"].sum()), int(own["lowong"].sum())
    x0, x1 = c.x0, c.x1 - GAP
    if not people and not vacant:
        return Block(x0, x1, y, y1, p.dasar, p.redup, "·", id=row["kode_opd"], outline=p.kisi)
    kind = text(f"hierarki.jenis.{c.jenis[0]}", lang)
    words = f"{number(people, 0, lang)} {kind}" if c.alone else number(people, 0, lang)
    if vacant:
        # Empty seats follow as `+2`: a word would not fit into most cells; the line under the picture explains it.
        more = f" <i>+{number(vacant, 0, lang)}</i>"
        words += more if 7 * (len(words) + len(more) - 7) + 10 < x1 - x0 else ""
    hover = "<br>".join(_hover_line(r, lang) for r in own.sort("jenis_jabatan").to_dicts())
    if not people:
        return Block(x0, x1, y, y1, p.dasar, p.teks, words, hover, row["kode_opd"], p.tingkat["SR"].word, True)
    fill = colouring.fill(c.jenis[0], own)
    return Block(x0, x1, y, y1, fill, themes.ink(fill), words, hover, row["kode_opd"], size=12 if c.alone else 13)


def _hover_line(r: dict, lang: str) -> str:
    kind = text(f"hierarki.jenis.{r['jenis_jabatan']}", lang)
    named = {k: number(r[k], 0, lang) for k in ("orang", "kursi", "lowong")}
    return text("hierarki.icicle.sentuh", lang, jenis=kind, lapisan=r["lapisan"], **named)


def _heads(columns: list[Column], totals: pl.DataFrame, first: int, p: themes.Palette, lang: str) -> list[dict[str, object]]:
    """Above each layer its number and people; above sub-columns their category. The deepest layer's people stand out."""
    people = dict(totals.select("lapisan", "orang").iter_rows())
    deepest = max((n for n, orang in people.items() if orang), default=0)
    starts: dict[int, float] = {n: (n - 1) * _TRUNK for n in range(1, first + 1)}
    for c in reversed(columns):
        starts[c.lapisan] = c.x0
    found = []
    for n, x in sorted(starts.items()):
        persons = text("hierarki.icicle.orang", lang, n=number(people.get(n, 0), 0, lang))
        title = f"<b>{text('hierarki.lapisan', lang, n=n)}</b>"
        parted = sum(c.lapisan == n for c in columns) > 1
        loud = p.tingkat["SR"].word if n == deepest and n > first else p.redup
        if parted:
            found.append(label(x + 3, 8, f"{title} · <span style='color:{loud}'>{persons}</span>", p.redup))
            found += [
                label(c.x0 + 3, 28, text(f"hierarki.jenis.{c.jenis[0]}", lang), p.redup, size=11)
                for c in columns
                if c.lapisan == n
            ]
        else:
            found += [label(x + 3, 8, title, p.redup), label(x + 3, 26, persons, loud)]
    return found
