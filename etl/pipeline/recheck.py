"""A submission that a worker holds after checking it, so that a corrected cell is judged in a moment."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from etl import pipeline
from etl.contracts.edits import Edit
from etl.contracts.parsed import Parsed, Reading
from etl.errors import DataRefused
from etl.ingest.editing import Held, hold
from etl.pipeline import again, stored
from etl.settings import Settings
from etl.validation import partial
from etl.validation.annotate.safe import neutral
from etl.validation.findings import located
from etl.warehouse import files
from etl.warehouse.order import Order
from etl.warehouse.receipt import UNCHANGED

Tell = Callable[[int], None]


@dataclass
class Open:
    """What was read and what the rules said, with the workspace in which they said it."""

    held: Held
    checked: pipeline.Checked
    _loaded: frozenset[str] = field(default=frozenset())

    @property
    def kiriman_id(self) -> str:
        """The submission."""
        return self.held.parsed.kiriman_id

    def recheck(self, edits: Sequence[Edit]) -> pl.DataFrame:
        """All findings, located, as if these cells held these texts; DataRefused for a cell that cannot be edited."""
        now = self.held.edited(safe(self.held, edits))
        tables = partial.changed(self.held.parsed, now)
        if not tables and not self._loaded:
            return pipeline.without_nips(located(self.checked.verdict, [now]))
        stale, self._loaded = self._loaded | tables, self._loaded | tables
        partial.reload(self.checked.workspace, now, stale)
        self._loaded = tables
        verdict = partial.again(self.checked.workspace, self.checked.verdict, tables)
        return pipeline.without_nips(located(verdict, [now]))


def publish(
    settings: Settings,
    paths: Sequence[Path],
    place: tuple[str, str],
    order: Order,
    *,
    reading: Reading,
    since: str | None,
    tell: Tell,
    show: Callable[[pipeline.Checked], None] = lambda _: None,
) -> tuple[dict[str, Any], Open | None]:
    """What `pipeline.publish` does, step by step; the receipt and what may be rechecked (None: files known already).

    show: gets what the rules say before anything is saved.
    """
    tell(1)
    held = hold(paths, *place, **pipeline.beforehand(*place, reading, since, settings))
    if known := pipeline.known_already(settings, held.parsed, order.stage):
        return known, None
    tell(2)
    opened = Open(held, pipeline.examine([held.parsed], settings))
    show(opened.checked)
    tell(3)
    receipt = pipeline.publish_checked(settings, opened.checked, order)[0]
    return receipt, None if receipt["status"] == UNCHANGED else opened


def reopen(settings: Settings, kode_wilayah: str, kiriman_id: str) -> Open:
    """A submission read again from its stored files. DataRefused when it is another region's, or its files are gone."""
    kiriman, found = stored.held(settings, kiriman_id)
    if kiriman["kode_wilayah"] != kode_wilayah:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    place = kode_wilayah, kiriman["periode"]
    with tempfile.TemporaryDirectory() as folder:
        paths = files.under_own_names(found, Path(folder))
        carried: Parsed | None = again.carried_rows(settings, found.reading.carried, *place, kiriman_id)
        held = hold(paths, *place, reading=found.reading, carried=carried, kiriman_id=kiriman_id)
    return Open(held, pipeline.examine([held.parsed], settings))


def safe(held: Held, edits: Sequence[Edit]) -> list[Edit]:
    """The texts as they come to stand in the files: in a CSV nothing that a spreadsheet would run."""
    return [replace(edit, nilai=neutral(edit.nilai)) if held.in_csv(edit) else edit for edit in edits]


def patch(opened: Open, paths: Sequence[Path], edits: Sequence[Edit]) -> None:
    """Write the corrected cells into copies of the sender's files."""
    from etl.validation.annotate import patched

    for number, cells in opened.held.cells(safe(opened.held, edits)).items():
        paths[number].write_bytes(patched(paths[number], cells))
