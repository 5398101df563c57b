"""A cell that somebody corrects in the browser, named as the findings name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """The text that takes a cell's place; None empties it. baris_sumber as in the findings (see `parsed.FILE_STEP`)."""

    dataset: str
    baris_sumber: int
    kolom: str
    nilai: str | None
