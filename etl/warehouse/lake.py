"""The lake: attaching it, the one writer at a time, and the locked-down reader that serves screens."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl import address, engine
from etl.errors import LakeError, NoLake, Unsure
from etl.paths import private
from etl.settings import Settings
from etl.warehouse import extensions, locks, migrations, trouble
from etl.warehouse.extensions import quoted
from etl.warehouse.newest import Newest
from etl.warehouse.only_reads import demand_reading
from etl.warehouse.pseudonym import hide_nips

WAIT_SECONDS = 120.0
"""How long a writer waits for the one before it."""

_ATTACH_TRIES = 40
_COMMIT_TRIES = 200
"""How often a commit to a shared catalogue tries again when another one came first."""
_KNOWN: set[str] = set()
"""Shared catalogues that hold a lake, as far as this process has seen."""


def attach(con: duckdb.DuckDBPyConnection, settings: Settings, *, read_only: bool = False, create: bool = True) -> None:
    """Attach the lake as `lake`. NoLake when there is none and none is to be made; LakeDown when it cannot be reached."""
    extensions.load(con, "ducklake", "sqlite_scanner" if settings.embedded else "postgres_scanner")
    _prepare_folders(settings)
    new = settings.embedded and not settings.catalogue_path.exists()
    for attempt in range(_ATTACH_TRIES):
        try:
            con.execute(_attach_statement(settings, read_only, create))
            break
        except duckdb.Error as error:
            # Two processes that attach at once race for the journal mode; the loser tries again.
            if "locked" not in str(error) or attempt == _ATTACH_TRIES - 1:
                raise _not_attached(settings, error) from error
            time.sleep(0.05)
    if new:
        _keep_to_ourselves(settings.catalogue_path)
    if not settings.embedded:
        con.execute(
            f"SET ducklake_max_retry_count = {_COMMIT_TRIES}; SET ducklake_retry_wait_ms = 10; SET ducklake_retry_backoff = 1.1"
        )
        _KNOWN.add(settings.warehouse)


def _not_attached(settings: Settings, error: duckdb.Error) -> LakeError:
    if "creating a new DuckLake is explicitly disabled" in str(error):
        return NoLake("galat.gudang_belum_ada")
    return trouble.reason(settings, error) or NoLake("galat.gudang_tak_terbuka")


def _keep_to_ourselves(catalogue: Path) -> None:
    """SQLite gives its journals the mode of the catalogue; those of the first minute came before."""
    for path in (catalogue, catalogue.with_name(f"{catalogue.name}-wal"), catalogue.with_name(f"{catalogue.name}-shm")):
        with contextlib.suppress(OSError):
            path.chmod(0o600)


def attach_for_reading(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Attach the lake read-only; one made by an earlier version is brought up to date by the writer first."""
    attach(con, settings, read_only=True)
    if migrations.pending(con):
        con.execute("DETACH lake")
        with writer(settings):
            pass
        attach(con, settings, read_only=True)


def _attach_statement(settings: Settings, read_only: bool, create: bool) -> str:
    kind, _, place = settings.warehouse.partition(":")
    # The catalogue may have been moved with its files (backup, another mount): the settings say where they lie.
    options = [f"DATA_PATH '{quoted(settings.data)}/'", "OVERRIDE_DATA_PATH true"]
    if settings.embedded:
        options += ["META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 5000"]
    else:
        place = address.connection(place)
    options += ["READ_ONLY"] if read_only else []
    options += [] if create or read_only else ["CREATE_IF_NOT_EXISTS false"]
    return f"ATTACH 'ducklake:{kind}:{quoted(place)}' AS lake ({', '.join(options)})"


def _prepare_folders(settings: Settings) -> None:
    try:
        private(settings.data)
        if settings.embedded:
            private(settings.catalogue_path.parent)
    except OSError as error:
        raise NoLake("galat.gudang_tak_terbuka") from error


def exists(settings: Settings) -> bool:
    """Whether there is a lake at this address. LakeDown when the shared catalogue cannot be reached to be asked."""
    if settings.embedded:
        return settings.catalogue_path.exists()
    if settings.warehouse not in _KNOWN:
        con = engine.connect()
        try:
            attach(con, settings, read_only=True)
        except NoLake as error:
            if error.key != "galat.gudang_belum_ada":
                raise
        finally:
            con.close()
    return settings.warehouse in _KNOWN


def demand_lake(settings: Settings) -> None:
    """NoLake unless there is one."""
    if not exists(settings):
        raise NoLake("galat.gudang_belum_ada")


@contextlib.contextmanager
def locked(settings: Settings, only: Sequence[str] | None = None) -> Iterator[None]:
    """The write lock of this lake; see `writer`. LakeError when another writer holds it too long."""
    with locks.held(settings, only, WAIT_SECONDS):
        yield


@contextlib.contextmanager
def writer(
    settings: Settings, con: duckdb.DuckDBPyConnection | None = None, *, only: Sequence[str] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB instance of its own (or `con`) with the lake attached, the write lock held and the schema up to date.

    only: the regions (or other names) that are written to: on a shared catalogue writers of others go on meanwhile.
    None: nobody else writes.
    """
    own = con is None
    con = engine.connect() if con is None else con
    try:
        if only is not None and not settings.embedded:
            _bring_up_to_date(settings)
        with locks.held(settings, only, WAIT_SECONDS) as holder, trouble.explained(settings):
            attach(con, settings, create=holder is None or only is None)
            locks.goes_with(con, holder)
            if migrations.pending(con):
                with transaction(con, "ramping", "migrasi"):
                    migrations.migrate(con)
            yield con
    finally:
        locks.goes_with(con, None)
        if own:
            con.close()
        else:
            with contextlib.suppress(duckdb.Error):
                con.execute("DETACH DATABASE IF EXISTS lake")


def _bring_up_to_date(settings: Settings) -> None:
    """Make a shared lake, or migrate it, before its writers go side by side: that is for one alone."""
    if settings in _CURRENT:
        return
    con = engine.connect()
    try:
        attach(con, settings, read_only=True)
        pending = migrations.pending(con)
    except NoLake as error:
        if error.key != "galat.gudang_belum_ada":
            raise
        pending = True
    finally:
        con.close()
    if pending:
        with writer(settings):
            pass
    _CURRENT.add(settings)


_CURRENT: set[Settings] = set()
"""Shared lakes whose schema this process found to be of its own version."""


@contextlib.contextmanager
def transaction(con: duckdb.DuckDBPyConnection, author: str, reason: str) -> Iterator[None]:
    """All or nothing, with author and reason as the commit message; snapshots stay, so no NIP may stand there.

    Unsure when a shared catalogue was lost during the commit itself.
    """
    with locks.committing(con):
        con.execute("BEGIN")
        try:
            con.execute("CALL lake.set_commit_message(?, ?)", [hide_nips(author), hide_nips(reason)])
            yield
            locks.demand_held(con)
        except BaseException:
            _roll_back(con)
            raise
        _commit(con)


def _commit(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute("COMMIT")
    except duckdb.Error as error:
        _roll_back(con)
        if locks.lost(con, error):
            raise Unsure("galat.gudang_terputus") from error
        raise


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    with contextlib.suppress(duckdb.Error):
        con.execute("ROLLBACK")


@contextlib.contextmanager
def tidier(settings: Settings) -> Iterator[tuple[duckdb.DuckDBPyConnection, Callable[[], AbstractContextManager[object]]]]:
    """A connection for tidying, and what to do each step of it in: between two steps others write."""
    with writer(settings, only=[]):
        pass  # brings the schema up to date
    con = engine.connect()
    try:
        with contextlib.ExitStack() as stack:
            if settings.embedded:
                attach(con, settings, create=False)
                yield con, partial(_in_turn, settings)
                return
            holder = stack.enter_context(locks.held(settings, [], WAIT_SECONDS))
            stack.enter_context(trouble.explained(settings))
            attach(con, settings, create=False)
            locks.goes_with(con, holder)
            yield con, partial(locks.committing, con, alone=True)
    finally:
        locks.goes_with(con, None)
        con.close()


@contextlib.contextmanager
def _in_turn(settings: Settings) -> Iterator[None]:
    """The lock file, and then a moment without it: whoever waits looks every twentieth of a second whether it is free."""
    with locks.held(settings, None, WAIT_SECONDS), trouble.explained(settings):
        yield
    time.sleep(0.1)


@contextlib.contextmanager
def writing(
    settings: Settings, author: str, reason: str, *, only: Sequence[str] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """One write transaction on a DuckDB instance of its own; a rollback leaves no row and no file."""
    with writer(settings, only=only) as con, transaction(con, author, reason):
        yield con


class Reader:
    """The read-only door: one locked-down connection, a cursor per query."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._known = self._newest = -1
        self._drafts: dict[str, Any] = {}
        self._stamp: tuple[tuple[int, int], ...] | None = None
        self._content = Newest()
        self._refresh, self._asking = threading.Lock(), threading.Lock()
        self._con = engine.connect()
        with trouble.explained(settings):
            attach_for_reading(self._con, settings)
        # From here on the connection reads the lake and nothing else of this machine.
        self._con.execute(f"SET allowed_directories=['{quoted(settings.data)}/']")
        self._con.execute("SET enable_external_access=false")
        self._con.execute("SET lock_configuration=true")

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        """The result of one statement with bound parameters. duckdb.PermissionException unless it only reads the lake."""
        demand_reading(sql)
        with trouble.explained(self.settings):
            return self._con.cursor().execute(sql, list(parameters)).pl()

    def snapshot(self) -> int:
        """Number of the lake's newest snapshot that did more than add to the trail.

        Asked for again only when the files of an embedded catalogue have changed.
        """
        stamp = _stamp(self.settings)
        with self._asking, trouble.explained(self.settings):
            if stamp is None or stamp != self._stamp:
                con = self._con.cursor()
                self._newest, self._stamp = self._content.of(con, snapshot(con)), stamp
            return self._newest

    def current(self) -> int:
        """Bring `memory.kini` (what counts now, with its `hitungan_id`) to the newest snapshot; returns its number.

        Each lake table in a statement costs a round of catalogue queries, so what counts now is worked out once per snapshot.
        """
        newest = self.snapshot()
        with self._refresh, trouble.explained(self.settings):
            if newest != self._known:
                self._con.cursor().execute(
                    "CREATE OR REPLACE TABLE memory.kini AS SELECT k.*, h.hitungan_id"
                    " FROM lake.kiriman_kini AS k LEFT JOIN lake.hitungan_kini AS h USING (kiriman_id)"
                )
                self._known = newest
        return newest

    def with_draft(self, kiriman_id: str) -> str | None:
        """The table that is `memory.kini` with this submission in the place of the one that counts; None for an unknown id."""
        newest = self.current()
        with self._refresh, trouble.explained(self.settings):
            if self._drafts.get("snapshot") != newest:
                self._drafts = {"snapshot": newest}
            if kiriman_id not in self._drafts:
                self._drafts[kiriman_id] = self._draft_table(kiriman_id, len(self._drafts))
            return self._drafts[kiriman_id]

    def _draft_table(self, kiriman_id: str, number: int) -> str | None:
        con, table = self._con.cursor(), f"memory.simulasi_{number}"
        con.execute(
            f"""CREATE OR REPLACE TABLE {table} AS SELECT k.*, s.disetujui_oleh, s.disetujui_pada, h.hitungan_id
            FROM lake.kiriman AS k INNER JOIN lake.kiriman_status AS s USING (kiriman_id)
            LEFT JOIN lake.hitungan_kini AS h USING (kiriman_id) WHERE k.kiriman_id = ?""",
            [kiriman_id],
        )
        con.execute(
            f"""INSERT INTO {table} BY NAME SELECT * FROM memory.kini AS k
            ANTI JOIN {table} AS d USING (kode_wilayah, periode) WHERE EXISTS (FROM {table})"""
        )
        found = con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall()
        return table if found else None

    def close(self) -> None:
        """Let go of the catalogue."""
        self._con.close()


def open_reader(settings: Settings) -> Reader:
    """The reader of this process for one lake. NoLake when there is none yet."""
    demand_lake(settings)
    # Two sessions may ask at once: the second waits for the first.
    with _OPENING:
        return _reader(settings)


_OPENING = threading.Lock()
_FRESH_NS = 100_000_000


@cache
def _reader(settings: Settings) -> Reader:
    return Reader(settings)


def _stamp(settings: Settings) -> tuple[tuple[int, int], ...] | None:
    """Time and size of the embedded catalogue's files. None (not to be relied on) for another one, or just after a change.

    File times are coarse: a second change within the same tick would look like none, so a fresh one is not trusted yet.
    """
    if not settings.embedded:
        return None
    catalogue = settings.catalogue_path
    found = [path.stat() for path in (catalogue, catalogue.with_name(f"{catalogue.name}-wal")) if path.exists()]
    if time.time_ns() - max((f.st_mtime_ns for f in found), default=0) < _FRESH_NS:
        return None
    return tuple((f.st_mtime_ns, f.st_size) for f in found)


def snapshot(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the lake's newest snapshot."""
    return int(con.execute("SELECT id FROM lake.current_snapshot()").fetchall()[0][0])


def now() -> datetime:
    """Now in UTC, without a zone: how the lake keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)
