"""From findings to what is put where: marks and notes per sheet and cell, and the rows of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.contracts.parsed import source_row
from etl.locale import text
from etl.validation.annotate.cells import Cell, cell, letter
from etl.validation.annotate.notes import MARK
from etl.validation.annotate.sheet import Merges
from etl.validation.findings import message

LEVELS = ("blokir", "peringatan")
"""The worst first."""
_SAID = 4
"""Most findings that one note says whole."""


@dataclass(frozen=True)
class Finding:
    """One finding in words. cell: None where it is of a whole row, column or sheet; row: where its row stands in the file."""

    level: str
    sheet: str | None
    cell: Cell | None
    row: int | None
    raw: Mapping[str, Any]
    lang: str

    @property
    def level_word(self) -> str:
        """The level as the reader knows it."""
        return text(f"bertanda.tingkat.{self.level}", self.lang)

    @property
    def column(self) -> str:
        """The contract's column, or nothing."""
        return self.raw["kolom"] or ""

    @property
    def value(self) -> str:
        """What stands in the cell; masked where it is about a person."""
        return self.raw["nilai"] or ""

    @property
    def wrong(self) -> str:
        """What is wrong."""
        return message(dict(self.raw), "pesan", self.lang)

    @property
    def repair(self) -> str:
        """How to repair it."""
        return message(dict(self.raw), "perbaikan", self.lang)


@dataclass
class Mark:
    """What is said of one cell: the worst level, and each finding."""

    level: str
    findings: list[Finding] = field(default_factory=list)

    def note(self, lang: str) -> str:
        """The note on the cell."""
        said = "\n".join(f"{f.level_word} · {f.column}: {f.wrong}\n→ {f.repair}" for f in self.findings[:_SAID])
        more = len(self.findings) - _SAID
        return f"{MARK} {said}" + ("\n" + text("bertanda.catatan_lagi", lang, jumlah=more) if more > 0 else "")


def told(findings: pl.DataFrame, lang: str) -> list[Finding]:
    """The findings (LOCATED_SCHEMA), the worst first."""
    rows = sorted(findings.iter_rows(named=True), key=lambda row: row["tingkat"] != LEVELS[0])
    return [_told(row, lang) for row in rows]


def _told(row: Mapping[str, Any], lang: str) -> Finding:
    return Finding(row["tingkat"], row["sheet"], cell(row["sel"]), source_row(row["baris_sumber"]), row, lang)


def by_cell(findings: Iterable[Finding], merges: list[tuple[Cell, Cell]]) -> dict[Cell, Mark]:
    """The marks of one sheet; a cell within a merged area is marked where the area shows."""
    shows, marks = Merges(merges), dict[Cell, Mark]()
    for finding in findings:
        if finding.cell:
            marks.setdefault(shows.top_left(finding.cell), Mark(finding.level)).findings.append(finding)
    return marks


def place(finding: Finding) -> str:
    """Where a finding stands, as Excel writes it: `B214`, a row `214:214`, or nothing."""
    if finding.cell:
        return f"{letter(finding.cell[1])}{finding.cell[0]}"
    return f"{finding.row}:{finding.row}" if finding.row else ""
