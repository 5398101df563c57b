"""What goes wrong outside of us, in words: the shared catalogue is gone, the disk is full."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

import duckdb

from etl.errors import LakeDown, LakeError, NoLake, NoRoom
from etl.settings import Settings

_LOST = (
    "Unable to connect to Postgres",
    "server closed the connection",
    "terminating connection",
    "no connection to the server",
    "connection not open",
    "could not receive data from server",
    "could not send data to server",
    "the database system is",
    "connection has been closed",
    "connection timed out",
    "wait timeout",
    'Failed to execute query "ROLLBACK"',
    'Failed to execute query "COMMIT"',
    'Failed to execute query "BEGIN',
)
_TURNED_AWAY = ("authentication failed", "does not exist", "no pg_hba.conf entry", "permission denied", "no password supplied")
"""The server is there, and lets us not in: waiting does not help."""
_FULL = ("No space left on device", "disk is full", "disk full", "Disk quota exceeded", "File too large", "disk I/O error")
_FULL_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """LakeDown, NoRoom or NoLake for what DuckDB or the system says of a lost catalogue or a full disk; all else as it is."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if (told := reason(settings, error)) is not None:
            raise told from error
        raise


def reason(settings: Settings, error: BaseException) -> LakeError | None:
    """What the error means, if it is one of these."""
    if isinstance(error, OSError) and not isinstance(error, duckdb.Error):
        return NoRoom("galat.ruang_habis") if error.errno in _FULL_NUMBERS else None
    said = str(error)
    if any(mark in said for mark in _FULL):
        return NoRoom("galat.ruang_habis")
    if settings.embedded or not is_lost(error):
        return None
    if "Unable to connect" in said and any(mark in said for mark in _TURNED_AWAY):
        return NoLake("galat.gudang_tak_terbuka")
    return LakeDown("galat.gudang_terputus")


def is_lost(error: BaseException) -> bool:
    """Whether this is what is said when the server of a shared catalogue is not there, or not any more."""
    return any(mark in str(error) for mark in _LOST)
