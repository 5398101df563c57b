"""Whether the lake is there, and how far its building has come. Reads two small files; never opens the lake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl import settings


def folder() -> Path:
    """The folder of the embedded catalogue: progress and lock lie in it."""
    found = settings.load()
    return found.catalogue_path.parent if found.embedded else found.data


def ready() -> bool:
    """Whether pages can open: a catalogue that is not being built just now."""
    found = settings.load()
    return not found.embedded or (found.catalogue_path.exists() and not being_built())


def being_built() -> bool:
    """Whether some process is building: its progress file is there and it holds the lock (a killed one left its file)."""
    if not progress_file().exists():
        return False
    lock = FileLock(folder() / "bangun.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def progress_file() -> Path:
    """`bangun.json`: {"langkah", "dari", "kunci", "pesan"} while the sample lake is being built."""
    return folder() / "bangun.json"


def progress() -> dict[str, Any] | None:
    """The last step reported, None where nothing is being built."""
    try:
        found: dict[str, Any] = json.loads(progress_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return found
