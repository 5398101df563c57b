"""`python -m etl.bench.accuracy`: errors put at random cells of small workbooks, and how many are told at exactly those cells."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from etl import pipeline
from etl.contracts.parsed import Parsed
from etl.synth.errors import KINDS, Place, Seeded, seeded

_READERS = 2
"""Processes that read: reading many small files is most of the work."""

WORKBOOKS = 204
"""Every kind at least once, and one workbook without any error."""


@dataclass(frozen=True)
class Judged:
    """One workbook: what was put in and not told there, and what was told though it was not put in."""

    seeded: Seeded
    missed: list[Place]
    false: list[Place]

    def named(self, places: list[Place]) -> tuple[str, str, list[Place]]:
        """Kind of error, file and places, to be read in a report."""
        return (self.seeded.kind.name if self.seeded.kind else "-"), self.seeded.path.name, places


def judged(folder: Path, count: int = WORKBOOKS, seed: int = 1) -> list[Judged]:
    """Write, read and check so many workbooks, all in one run of the rules."""
    from etl.validation.findings import located

    books = list(seeded(folder, count, seed))
    with ProcessPoolExecutor(_READERS, get_context("spawn")) as readers:
        parsed = list(readers.map(_read, [(book.path, book.kode_wilayah, book.periode) for book in books], chunksize=10))
    checked = pipeline.examine(parsed)
    told: dict[str, list[Place]] = {}
    for kiriman, *place in located(checked.verdict, parsed).select("kiriman_id", "aturan", "sheet", "sel").iter_rows():
        told.setdefault(kiriman, []).append((place[0], place[1], place[2]))
    return [_judge(book, told.get(of.kiriman_id, [])) for book, of in zip(books, parsed, strict=True)]


def _read(book: tuple[Path, str, str]) -> Parsed:
    path, kode_wilayah, periode = book
    return pipeline.read([path], kode_wilayah, periode)


def _judge(book: Seeded, told: list[Place]) -> Judged:
    # Counted, not only compared: the same finding told twice is one too many.
    wanted, given = Counter(book.told), Counter(told)
    return Judged(book, sorted((wanted - given).elements(), key=str), sorted((given - wanted).elements(), key=str))


def main() -> None:
    """Run once and print one JSON document."""
    with tempfile.TemporaryDirectory() as folder:
        results = judged(Path(folder))
    put = sum(len(one.seeded.told) for one in results)
    print(
        json.dumps(
            {
                "jenis": len(KINDS),
                "buku": len(results),
                "ditanam": put,
                "luput": sum(len(one.missed) for one in results),
                "ditemukan": put - sum(len(one.missed) for one in results),
                "palsu": sum(len(one.false) for one in results),
            }
        )
    )


if __name__ == "__main__":
    main()
