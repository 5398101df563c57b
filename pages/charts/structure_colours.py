"""What the colour of a structure picture says: category of post, span of its managers, or occupancy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pages.charts import theme as themes

MODES = ("kategori", "rentang", "keterisian")
_CUTS = ((100.0, "ST"), (90.0, "T"), (75.0, "S"), (50.0, "R"))


@dataclass(frozen=True)
class Colouring:
    """One way to colour. cuts: the upper ends of the span bands, e.g. (1, 3, 7, 15)."""

    mode: str
    theme: str
    cuts: Sequence[int] = (1, 3, 7, 15)

    def fill(self, jenis: str, cell: pl.DataFrame) -> str:
        """The fill of a cell (columns manajer, bawahan, kursi, lowong); panel colour where it has no such figure."""
        sums = {name: int(cell[name].sum()) for name in ("manajer", "bawahan", "kursi", "lowong")}
        return self.of(jenis, **sums)

    def of(self, jenis: str, manajer: int, bawahan: int, kursi: int, lowong: int) -> str:
        """The same from the four sums."""
        p = themes.palette(self.theme)
        if self.mode == "rentang":
            return p.pita[band(bawahan / manajer, self.cuts)] if manajer else p.panel
        if self.mode == "keterisian":
            return p.tingkat[step(kursi - lowong, kursi)].fill if kursi else p.panel
        return p.jabatan[jenis]


def band(span: float, cuts: Sequence[int]) -> int:
    """The place of a span among the bands, 0 = narrowest."""
    return sum(span > cut for cut in cuts)


def step(filled: int, seats: int) -> str:
    """The step of our own completeness scale."""
    share = 100 * filled / seats
    return next((name for cut, name in _CUTS if share >= cut), "SR")
