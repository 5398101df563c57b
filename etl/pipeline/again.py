"""Reading again what was received before: for proof (`verify`), and for datasets that a sender declares unchanged."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.contracts import contracts
from etl.contracts.parsed import Parsed
from etl.errors import DataRefused
from etl.periods import Period
from etl.settings import Settings
from etl.warehouse import files, submissions


def read_again(settings: Settings, held: files.Stored, kiriman: Mapping[str, str]) -> Parsed:
    """The submission as its stored files give it, with what it carried forward."""
    place = kiriman["kode_wilayah"], kiriman["periode"], kiriman["kiriman_id"]
    return _read(held, place, carried_rows(settings, held.reading.carried, *place))


def carried_rows(
    settings: Settings, sources: Mapping[str, str], kode_wilayah: str, periode: str, kiriman_id: str
) -> Parsed | None:
    """Per dataset, the rows of the submission that stands for it, under the keys of the new one; None where nothing is carried.

    DataRefused when the files of such a submission were erased, or are gone or damaged.
    """
    found: Parsed | None = None
    for source in sorted(set(sources.values())):
        kiriman = submissions.known(settings, source)
        if kiriman and kiriman["dihapus"]:
            raise DataRefused("galat_berkas.dibawa_dihapus", kiriman=source)
        held = files.stored(settings, kiriman) if kiriman else None
        if kiriman is None or held is None or held.damaged:
            raise DataRefused("galat.dibawa_hilang", kiriman=source)
        # Read as the quarter that it was sent for: a form may hold several quarters, or name its columns by them.
        read = _read(held, (kode_wilayah, kiriman["periode"], kiriman_id), None)
        read = _only(read, [d for d, s in sources.items() if s == source])
        found = read if found is None else _with(found, read)
    return found and _in_quarter(found, periode)


def sources(settings: Settings, kode_wilayah: str, periode: str, since: str) -> dict[str, str]:
    """Per dataset that may be carried forward, the submission whose files hold it, from what counts now for `since`.

    DataRefused when nothing approved is known for that quarter, WrongUsage-like refusal when it is not an earlier one.
    """
    if Period.parse(since) >= Period.parse(periode):
        raise DataRefused("galat.dibawa_nanti", sejak=since, periode=periode)
    kiriman = submissions.current(settings, kode_wilayah, since)
    if kiriman is None:
        raise DataRefused("galat.dibawa_tak_ada", wilayah=kode_wilayah, sejak=since)
    before = files.stored(settings, kiriman).reading.carried
    may = [name for name, contract in contracts().items() if contract.extra.get("carried", True)]
    return {name: before.get(name, kiriman["kiriman_id"]) for name in may}


def _read(held: files.Stored, place: tuple[str, str, str], carried: Parsed | None) -> Parsed:
    from etl import ingest

    kode_wilayah, periode, kiriman_id = place
    with tempfile.TemporaryDirectory() as folder:
        paths = files.under_own_names(held, Path(folder))
        return ingest.read(paths, kode_wilayah, periode, reading=held.reading, carried=carried, kiriman_id=kiriman_id)


def _only(read: Parsed, datasets: list[str]) -> Parsed:
    """What was read of these datasets."""
    kept = [d for d in read.tables if d in datasets]
    return replace(
        read,
        tables={d: read.tables[d] for d in kept},
        counts={d: read.counts[d] for d in kept},
        places={d: read.places[d] for d in kept},
        issues=read.issues.filter(read.issues["dataset"].is_in(kept)),
    )


def _with(one: Parsed, other: Parsed) -> Parsed:
    return replace(
        one,
        tables=one.tables | other.tables,
        counts=one.counts | other.counts,
        places=one.places | other.places,
        issues=one.issues.vstack(other.issues),
    )


def _in_quarter(read: Parsed, periode: str) -> Parsed:
    return replace(
        read,
        periode=periode,
        tables={d: frame.with_columns(pl.lit(periode).alias("periode")) for d, frame in read.tables.items()},
    )
