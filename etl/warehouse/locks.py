"""Who may write to the lake at one time.

Embedded: one lock file, one writer. Shared: locks in PostgreSQL itself, which go with the connection that holds them, so that a
process that dies leaves none behind. Writers of different regions then go on side by side; who changes the whole lake (a
migration, tidying) is alone. Within one process one writes at a time: its trail is one chain.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import address, engine
from etl.errors import LakeDown, LakeError, NoLake
from etl.paths import private
from etl.settings import Settings
from etl.warehouse import extensions, trouble

_LAKE = ""
"""The name that every writer holds, together with the others or alone."""
_GUARD = threading.Lock()
_MINE: dict[str, threading.Lock] = {}
_HELD: dict[int, duckdb.DuckDBPyConnection] = {}
"""The connection that holds the lock in PostgreSQL, by the number of the writing connection."""


@contextlib.contextmanager
def held(settings: Settings, only: Sequence[str] | None, seconds: float) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Hold the lock. only: the names (regions, or other things) that are written to; None: nobody else writes meanwhile.

    LakeError when another writer holds it for longer than this; LakeDown when the shared catalogue cannot be reached.
    """
    if settings.embedded:
        with _file(settings, seconds):
            yield None
    else:
        with _of_this_process(settings, seconds), _advisory(settings, only, seconds) as holder:
            yield holder


@contextlib.contextmanager
def _file(settings: Settings, seconds: float) -> Iterator[None]:
    path = write_lock(settings)
    try:
        private(path.parent)
    except OSError as error:
        raise NoLake("galat.gudang_tak_terbuka") from error
    try:
        with FileLock(path, timeout=seconds):
            yield
    except Timeout as error:
        raise _busy(seconds) from error


def write_lock(settings: Settings) -> Path:
    """The lock file of an embedded lake, beside its catalogue."""
    return settings.catalogue_path.with_name(f"{settings.catalogue_path.name}.lock")


@contextlib.contextmanager
def _of_this_process(settings: Settings, seconds: float) -> Iterator[None]:
    with _GUARD:
        mine = _MINE.setdefault(settings.warehouse, threading.Lock())
    if not mine.acquire(timeout=seconds):
        raise _busy(seconds)
    try:
        yield
    finally:
        mine.release()


@contextlib.contextmanager
def _advisory(settings: Settings, only: Sequence[str] | None, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """Locks of one transaction on a connection of its own; ending it, or losing it, lets them go."""
    con = engine.connect()
    try:
        with trouble.explained(settings):
            _open(con, settings)
            _take(con, only, seconds)
        yield con
    finally:
        con.close()


def _open(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    extensions.load(con, "postgres_scanner")
    place = extensions.quoted(address.connection(settings.warehouse.removeprefix("postgres:")))
    con.execute(f"ATTACH '{place}' AS kunci (TYPE postgres, READ_ONLY)")
    con.execute("BEGIN")


def _take(con: duckdb.DuckDBPyConnection, only: Sequence[str] | None, seconds: float) -> None:
    # A server that ends idle transactions would take the lock away while figures are computed.
    for setting in (f"lock_timeout = {max(int(seconds * 1000), 1)}", "idle_in_transaction_session_timeout = 0"):
        con.execute(f"CALL postgres_execute('kunci', 'SET LOCAL {setting}')")
    kind = "" if only is None else "_shared"
    try:
        _ask(con, f"SELECT count(*) FROM (SELECT pg_advisory_xact_lock{kind}({_number(_LAKE)}))")
        # In order, so that of two writers of the same regions one waits for the other, and not each for each.
        for name in sorted(set(only or ())):
            _ask(con, f"SELECT count(*) FROM (SELECT pg_advisory_xact_lock({_number(name)}))")
    except duckdb.Error as error:
        if "lock timeout" in str(error):
            raise _busy(seconds) from error
        raise


def _ask(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    con.execute("SELECT * FROM postgres_query('kunci', ?)", [sql]).fetchall()


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"ramping {name}".encode()).digest()[:8], "big", signed=True)


def _busy(seconds: float) -> LakeError:
    return LakeError("galat.gudang_sibuk", detik=int(seconds))


def goes_with(con: duckdb.DuckDBPyConnection, holder: duckdb.DuckDBPyConnection | None) -> None:
    """Remember which lock a writing connection works under; None: it works no more."""
    if holder is None:
        _HELD.pop(id(con), None)
    else:
        _HELD[id(con)] = holder


def demand_held(con: duckdb.DuckDBPyConnection) -> None:
    """Just before a commit. LakeDown when the catalogue's server let go of the lock meanwhile (it was started anew)."""
    holder = _HELD.get(id(con))
    if holder is None:
        return
    try:
        _ask(holder, "SELECT 1")
    except duckdb.Error as error:
        raise LakeDown("galat.gudang_terputus") from error


def lost(con: duckdb.DuckDBPyConnection, error: duckdb.Error) -> bool:
    """Whether this error of a writing connection means that its shared catalogue is gone."""
    return id(con) in _HELD and trouble.is_lost(error)
