"""Received files whose submission was never committed: left by a process that broke off, or that could not know."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.settings import Settings
from etl.warehouse import files

AGE_SECONDS = 24 * 3600.0
"""Younger ones may belong to a publication that is under way."""


def clean(settings: Settings, con: duckdb.DuckDBPyConnection) -> int:
    """Take away half-written folders, and those of unknown submissions whose files the lake holds elsewhere; how many.

    What lies nowhere else stays, whatever the lake says: it may have been brought back from an older backup.
    """
    known = {row[0] for row in con.execute("SELECT kiriman_id FROM lake.kiriman").fetchall()}
    gone = [place for place in _old(settings.berkas) if _useless(place, known)]
    files.remove(gone)
    return len(gone)


def _old(berkas: Path) -> Iterator[Path]:
    until = time.time() - AGE_SECONDS
    return (place for place in berkas.glob("[0-9]*/*/*") if place.is_dir() and place.stat().st_mtime < until)


def _useless(place: Path, known: set[str]) -> bool:
    if place.name in known:
        return False
    if place.name.endswith(".sementara"):
        return True
    kept = {path.name for other in place.parent.iterdir() if other.name in known for path in other.iterdir()}
    return all(path.name in kept for path in place.iterdir())
