"""Opens the lake in the background while the frame is drawn: attaching it is native work that needs no Python meanwhile."""

from __future__ import annotations

import threading
from functools import cache


@cache
def begin() -> threading.Thread:
    """Start once per process; whoever needs the lake first waits for it in `open_reader`."""
    thread = threading.Thread(target=_open, name="lake", daemon=True)
    thread.start()
    return thread


def _open() -> None:
    from etl import settings
    from etl.errors import RampingError
    from etl.warehouse import lake

    try:
        opened = lake.open_reader(settings.load())
        # DuckDB looks for pandas (0.3 s) when it binds its first parameter.
        opened.query("SELECT ?", [1])
        opened.current()
    except RampingError:
        # No lake yet, or one that cannot be opened: the page that asks for it says so.
        return
