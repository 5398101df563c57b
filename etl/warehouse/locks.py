"""Who may write to the lake at one time.

Embedded: one lock file, one writer. Shared: locks in PostgreSQL itself, which go with the connection that holds them, so that a
process that dies leaves none behind. Writers of different regions then go on side by side; who changes the whole lake (a
migration, computing everything again) is alone. Tidying waits for transactions only, not for what is computed before them.
Within one process one writes at a time: its trail is one chain.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import address, engine
from etl.errors import LakeDown, LakeError, NoLake
from etl.paths import private
from etl.settings import Settings
from etl.warehouse import extensions, trouble

_LAKE, _COMMIT = "", "commit"
"""The names that every writer holds, together with the others or alone: for all that it does, and for its transactions."""
_GUARD = threading.Lock()
_MINE: dict[str, threading.Lock] = {}


@dataclass(frozen=True)
class Holder:
    """The connection whose one transaction holds the locks in PostgreSQL, and how long it waits for one."""

    con: duckdb.DuckDBPyConnection
    seconds: float

    def ask(self, sql: str) -> None:
        """Run a statement there. LakeError when it waited for a lock too long; LakeDown when the server is gone."""
        try:
            self.con.execute("SELECT * FROM postgres_query('kunci', ?)", [sql]).fetchall()
        except duckdb.Error as error:
            raise (_busy(self.seconds) if "lock timeout" in str(error) else LakeDown("galat.gudang_terputus")) from error

    def lock(self, what: str, name: str) -> None:
        """Take or let go of a lock, by the function of PostgreSQL that does it."""
        self.ask(f"SELECT count(*) FROM (SELECT pg_advisory_{what}({_number(name)}))")


_HELD: dict[int, Holder] = {}
"""Under which locks a writing connection works, by its number."""


@contextlib.contextmanager
def held(settings: Settings, only: Sequence[str] | None, seconds: float) -> Iterator[Holder | None]:
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
def _advisory(settings: Settings, only: Sequence[str] | None, seconds: float) -> Iterator[Holder]:
    """Locks of one transaction on a connection of its own; ending it, or losing it, lets them go."""
    holder = Holder(engine.connect(), seconds)
    try:
        with trouble.explained(settings):
            _open(holder.con, settings)
            _take(holder, only)
        yield holder
    finally:
        # DuckDB ends the whole process where it has to roll back by itself and the server is gone.
        with contextlib.suppress(duckdb.Error):
            holder.con.execute("ROLLBACK")
        holder.con.close()


def _open(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    extensions.load(con, "postgres_scanner")
    place = extensions.quoted(address.connection(settings.warehouse.removeprefix("postgres:")))
    con.execute(f"ATTACH '{place}' AS kunci (TYPE postgres, READ_ONLY)")
    con.execute("BEGIN")


def _take(holder: Holder, only: Sequence[str] | None) -> None:
    # A server that ends idle transactions would take the lock away while figures are computed.
    for setting in (f"lock_timeout = {max(int(holder.seconds * 1000), 1)}", "idle_in_transaction_session_timeout = 0"):
        holder.con.execute(f"CALL postgres_execute('kunci', 'SET LOCAL {setting}')")
    holder.lock("xact_lock" if only is None else "xact_lock_shared", _LAKE)
    # In order, so that of two writers of the same regions one waits for the other, and not each for each.
    for name in sorted(set(only or ())):
        holder.lock("xact_lock", name)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"ramping {name}".encode()).digest()[:8], "big", signed=True)


def _busy(seconds: float) -> LakeError:
    return LakeError("galat.gudang_sibuk", detik=int(seconds))


def goes_with(con: duckdb.DuckDBPyConnection, holder: Holder | None) -> None:
    """Remember under which locks a writing connection works; None: it works no more."""
    if holder is None:
        _HELD.pop(id(con), None)
    else:
        _HELD[id(con)] = holder


@contextlib.contextmanager
def committing(con: duckdb.DuckDBPyConnection, *, alone: bool = False) -> Iterator[None]:
    """Around a transaction of a writing connection: together with others', or alone. Nothing to do on an embedded lake."""
    holder, kind = _HELD.get(id(con)), "" if alone else "_shared"
    if holder is None:
        yield
        return
    holder.lock(f"lock{kind}", _COMMIT)
    try:
        yield
    finally:
        # Where the server is gone, the lock went with it.
        with contextlib.suppress(LakeError):
            holder.lock(f"unlock{kind}", _COMMIT)


def demand_held(con: duckdb.DuckDBPyConnection) -> None:
    """Just before a commit. LakeDown when the catalogue's server let go of the lock meanwhile (it was started anew)."""
    if holder := _HELD.get(id(con)):
        holder.ask("SELECT 1")


def lost(con: duckdb.DuckDBPyConnection, error: duckdb.Error) -> bool:
    """Whether this error of a writing connection means that its shared catalogue is gone."""
    return id(con) in _HELD and trouble.is_lost(error)
