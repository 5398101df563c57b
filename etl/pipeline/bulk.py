"""Many governments at once: a folder of Parquet files becomes published quarters, each in one transaction, in the order of time.

    folder/<wilayah>/<periode>/<dataset>.parquet

Files of contract types are read together; whatever is unusual is read one submission at a time, as ever. The same
rules, pseudonyms, metrics, events and stored files as for a single publication. What is in the lake already is left as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl import engine, pipeline
from etl.access import Action, demand
from etl.contracts import contracts
from etl.contracts.parsed import Parsed
from etl.errors import DataRefused, RampingError, WrongUsage
from etl.ingest import outline as outlines
from etl.ingest import read as read_one
from etl.ingest.outline import Outline, misspelt
from etl.ingest.readers_parquet import MAX_ROWS
from etl.periods import Period
from etl.settings import Settings
from etl.warehouse import history, lake, receipt
from etl.warehouse.order import Order, Submission, new_id
from etl.warehouse.regions import administrative, demand_region

_DRAFT = ".sementara"
"""Ends the name of a quarter's folder that is being written."""

STEPS = ("baca", "periksa", "simpan")
Tell = Callable[[str, str], None]
"""Called with the quarter and one of STEPS."""


@dataclass(frozen=True)
class Sent:
    """The files of one government and quarter."""

    kode_wilayah: str
    periode: str
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Found:
    """What a folder holds: the submissions by quarter, in the order of time, and what was left out."""

    quarters: dict[str, list[Sent]]
    left_out: list[str] = field(default_factory=list)
    """Areas without a government of their own: they do not report."""


def found(folder: Path, periode: str | None = None) -> Found:
    """The submissions of a folder. WrongUsage for a code that is no government's, a name that is no quarter, an empty folder."""
    if periode is not None:
        Period.parse(periode)
    if not folder.is_dir():
        raise WrongUsage("galat.massal_folder", folder=folder.name)
    quarters: dict[str, list[Sent]] = {}
    left_out = []
    for place in _folders(folder):
        if place.name in administrative():
            left_out.append(place.name)
            continue
        demand_region(place.name)
        for quarter in _folders(place):
            pipeline.demand_begun(quarter.name)
            if periode in (None, quarter.name):
                paths = tuple(sorted(path for path in quarter.iterdir() if not path.name.startswith(".")))
                quarters.setdefault(quarter.name, []).append(Sent(place.name, quarter.name, paths))
    if not quarters:
        raise WrongUsage("galat.massal_kosong", folder=folder.name)
    return Found({name: quarters[name] for name in sorted(quarters)}, left_out)


def _folders(folder: Path) -> list[Path]:
    """The folders in it, but for hidden ones and what is being written."""
    places = (place for place in folder.iterdir() if place.is_dir() and not place.name.startswith("."))
    return sorted(place for place in places if not place.name.endswith(_DRAFT))


def publish(settings: Settings, what: Found, order: Callable[[str], Order], tell: Tell) -> Iterator[list[dict[str, Any]]]:
    """Publish quarter after quarter; the receipts of each. A quarter is published whole or not at all.

    order: by whom, why and how far, for one quarter. RulesRefused, DataRefused: the quarters before stay published.
    """
    pipeline.warm()
    for periode, sent in what.quarters.items():
        yield publish_quarter(settings, sent, order(periode), partial(tell, periode))


def publish_quarter(
    settings: Settings, sent: Sequence[Sent], order: Order, tell: Callable[[str], None] = lambda step: None
) -> list[dict[str, Any]]:
    """One quarter of many governments in one transaction: one receipt each."""
    for one in sent:
        demand(order.who, Action.SUBMIT, one.kode_wilayah)
    tell("baca")
    given = _outlined(sent)
    known = _known(settings, [_parsed(one) for one in given], order)
    fresh = [one for one in given if _parsed(one).kiriman_id not in known and not (known and _returned(_parsed(one), order))]
    receipts = {told["kode_wilayah"]: told for told in known.values()}
    if fresh:
        with tempfile.TemporaryDirectory() as spill:
            checked = _examined(settings, fresh, tell)
            checked.workspace.execute(f"SET temp_directory = {engine.literal(spill)}")
            tell("simpan")
            new = pipeline.publish_checked(settings, checked, order, release=True)
            receipts |= {told["kode_wilayah"]: told for told in new}
            checked.workspace.close()
    return [receipts[one.kode_wilayah] for one in sent if one.kode_wilayah in receipts]


def _returned(one: Parsed, order: Order) -> bool:
    """Whether the story sends it back: where its quarter is in the lake, it was sent back then."""
    return (one.kode_wilayah, one.periode) in order.returned


def _parsed(one: Outline | Parsed) -> Parsed:
    return one.parsed if isinstance(one, Outline) else one


def _outlined(sent: Sequence[Sent]) -> list[Outline | Parsed]:
    with ThreadPoolExecutor() as pool:
        return list(pool.map(_outline, sent))


def _outline(one: Sent) -> Outline | Parsed:
    kiriman_id = new_id(one.kode_wilayah, one.periode)
    return outlines.outline(one.paths, one.kode_wilayah, one.periode, kiriman_id) or _alone(one, kiriman_id)


def _alone(one: Sent, kiriman_id: str) -> Parsed:
    """One submission read as ever; what refuses it says whose it is."""
    try:
        return read_one(one.paths, one.kode_wilayah, one.periode, kiriman_id=kiriman_id)
    except RampingError as error:
        raise OneRefused(one, error) from error


class OneRefused(DataRefused):
    """The files of one government refuse the whole quarter."""

    def __init__(self, one: Sent, error: RampingError) -> None:
        super().__init__("galat.massal_satu", wilayah=one.kode_wilayah, periode=one.periode)
        self.error = error

    def message(self, lang: str = "id") -> str:
        """Whose files they are, and what is wrong with them."""
        return f"{super().message(lang)} {self.error.message(lang)}"


def _known(settings: Settings, parsed: Sequence[Parsed], order: Order) -> dict[str, dict[str, Any]]:
    """Receipts of what the lake holds already, by the id that it would have had."""
    if not lake.exists(settings):
        return {}
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        return receipt.already(con, [Submission(one, pl.DataFrame()) for one in parsed], order.stage)
    finally:
        con.close()


def _examined(settings: Settings, fresh: Sequence[Outline | Parsed], tell: Callable[[str], None]) -> pipeline.Checked:
    """The rules over all of them at once, beside the earlier quarters that the lake knows."""
    from etl import validation

    con, parsed = _workspace(fresh)
    tell("periksa")
    history.load(con, settings)
    verdict = validation.run(con)
    for schema in ("bantu", "riwayat"):
        con.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    return pipeline.Checked(parsed, verdict, con)


def _workspace(fresh: Sequence[Outline | Parsed]) -> tuple[duckdb.DuckDBPyConnection, list[Parsed]]:
    from etl.validation import workspace

    files: dict[str, dict[tuple[str, ...], list[tuple[str, Path]]]] = {}
    drawn = {one.parsed.kiriman_id: one for one in fresh if isinstance(one, Outline)}
    for kiriman_id, one in drawn.items():
        for dataset, sheet in one.sheets.items():
            files.setdefault(dataset, {}).setdefault(sheet.columns, []).append((kiriman_id, sheet.path))
    try:
        con = workspace.open_files([_parsed(one) for one in fresh], files)
    except duckdb.Error:
        # A file that promised more than it holds: found, and named, by reading them one by one.
        for one in drawn.values():
            _again(one)
        raise
    odd = _odd(con, drawn.keys())
    workspace.forget(con, odd)
    rows = {dataset: _rows(con, dataset) for dataset in contracts()}
    parsed = []
    for each in fresh:
        whole = _parsed(each)
        if isinstance(each, Outline) and whole.kiriman_id not in odd:
            parsed.append(each.counted({dataset: rows[dataset].get(whole.kiriman_id, 0) for dataset in each.sheets}))
            continue
        whole = _again(each) if isinstance(each, Outline) else whole
        workspace.append(con, whole)
        parsed.append(whole)
    return con, parsed


def _again(one: Outline) -> Parsed:
    """A submission that was outlined, read as ever."""
    whole = one.parsed
    paths = tuple(file.path for file in whole.files)
    return _alone(Sent(whole.kode_wilayah, whole.periode, paths), whole.kiriman_id)


def _rows(con: duckdb.DuckDBPyConnection, dataset: str) -> dict[str, int]:
    return dict(con.execute(f"SELECT kiriman_id::VARCHAR, count(*) FROM masuk.{dataset} GROUP BY ALL").fetchall())


def _odd(con: duckdb.DuckDBPyConnection, drawn: Collection[str]) -> set[str]:
    """Those of the outlined submissions that need more than their types: unwritten choices or values, too many rows, or none."""
    odd: set[str] = set()
    filled: set[str] = set()
    for dataset, told in contracts().items():
        choices = [column for column in told.columns.values() if column.type == "pilihan"]
        if choices:
            unlisted = " OR ".join(f'"{c.name}" NOT IN ({", ".join(map(engine.literal, c.choices))})' for c in choices)
            odd |= {row[0] for row in con.execute(f"SELECT DISTINCT kiriman_id FROM masuk.{dataset} WHERE {unlisted}").fetchall()}
        values = [name for name, column in told.columns.items() if column.type == "nilai"]
        if values:
            named = ", ".join(f'"{name}"' for name in values)
            odd |= misspelt(con.execute(f"SELECT kiriman_id::VARCHAR AS kiriman_id, {named} FROM masuk.{dataset}").pl(), dataset)
        rows = _rows(con, dataset)
        filled |= rows.keys()
        odd |= {kiriman_id for kiriman_id, count in rows.items() if count > MAX_ROWS}
    return odd & set(drawn) | set(drawn) - filled
