"""The cage of the worker: no network, no program, no writing elsewhere, no more rights; and what does not hold is said."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import pytest

from etl import confined
from etl.paths import ROOT
from etl.pipeline import pool
from etl.settings import Settings

linux = pytest.mark.skipif(sys.platform != "linux", reason="a cage of Linux")


def caged(settings: Settings, attempt: str, *, first: str = "confined.enter(SETTINGS)") -> Any:
    """What `attempt` leaves in `told`, in a process of its own that has entered the cage."""
    script = f"""
        import ctypes, json, os, socket, subprocess, sys
        from pathlib import Path
        from etl import confined
        from etl.settings import load
        SETTINGS = load({{"RAMPING_WAREHOUSE": {settings.warehouse!r}, "RAMPING_DATA": {str(settings.data)!r},
                         "RAMPING_BERKAS": {str(settings.berkas)!r}}})
        def refused(attempt):
            try:
                attempt()
            except Exception as error:
                return type(error).__name__
            return None
        held = {first}
        libc = ctypes.CDLL(None, use_errno=True)
        told = {attempt}
        print(json.dumps(told))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def holds(settings: Settings, name: str) -> None:
    """Leave the test out where this system offers no such thing (an old kernel, a container that forbids it)."""
    if name not in caged(settings, "held"):
        pytest.skip(f"this system does not offer: {name}")


@linux
def test_it_reaches_nothing_by_the_network_not_even_without_python(small_lake: Settings) -> None:
    holds(small_lake, "jaringan")
    address = "bytes([2, 0, 0, 53, 127, 0, 0, 1]) + bytes(8)"
    assert caged(small_lake, "os.listdir('/sys/class/net') and [name for _, name in socket.if_nameindex()]") == ["lo"]
    # UDP to this very machine, straight through the C library: with a network it succeeds, here there is none.
    assert caged(small_lake, f"libc.connect(libc.socket(2, 2, 0), {address}, 16)") == -1
    assert caged(small_lake, f"libc.connect(libc.socket(2, 2, 0), {address}, 16)", first="None") == 0


@linux
def test_it_writes_only_into_the_lake_the_received_files_and_temporary_ones(small_lake: Settings) -> None:
    holds(small_lake, "berkas")
    places = [small_lake.data, small_lake.berkas, small_lake.catalogue_path.parent]
    inside = ", ".join(f"refused(lambda: Path({str(place / 'uji')!r}).write_text('x'))" for place in places)
    assert caged(small_lake, f"[{inside}]") == [None, None, None]
    outside = [ROOT / "etl" / "uji.py", Path.home() / "uji", ROOT / ".streamlit" / "uji.toml"]
    # A checkout may itself lie among the temporary files.
    outside = [place for place in outside if not place.is_relative_to(tempfile.gettempdir())]
    attempts = ", ".join(f"refused(lambda: Path({str(place)!r}).write_text('x'))" for place in outside)
    assert outside
    assert caged(small_lake, f"[{attempts}]") == ["PermissionError"] * len(outside)
    assert not any(place.exists() for place in outside)


@linux
def test_it_never_gets_more_rights(small_lake: Settings) -> None:
    assert "hak" in caged(small_lake, "held")
    assert caged(small_lake, "libc.prctl(39, 0, 0, 0, 0)") == 1, "PR_GET_NO_NEW_PRIVS"


@linux
def test_its_files_are_still_those_of_whom_it_runs_as(small_lake: Settings) -> None:
    told = caged(small_lake, f"[os.getuid(), Path({str(small_lake.catalogue_path)!r}).stat().st_uid]")
    assert told == [os.getuid(), small_lake.catalogue_path.stat().st_uid]


@linux
def test_a_shared_catalogue_stays_in_reach(small_lake: Settings) -> None:
    shared = Settings("postgres:dbname=ramping", small_lake.data, small_lake.berkas)
    assert "jaringan" not in caged(shared, "held")


ATTEMPTS = (
    "subprocess.run(['true'])", "os.system('true')", "os.fork()", "os.posix_spawn('/bin/true', ['true'], {})",
    "os.execv('/bin/true', ['true'])", "socket.create_connection(('127.0.0.1', 9), 1)", "socket.socket().bind(('127.0.0.1', 0))",
    "socket.getaddrinfo('contoh.go.id', 443)",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
)  # fmt: skip
LIMITS = "exec('from etl.pipeline.limits import Limits, enter; enter(Limits(file_mb=1))')"


def test_python_itself_starts_no_program_and_calls_nobody(small_lake: Settings) -> None:
    tried = ", ".join(f"refused(lambda: {attempt})" for attempt in ATTEMPTS)
    assert caged(small_lake, f"[{tried}]", first=LIMITS) == ["PermissionError"] * len(ATTEMPTS)


@linux
def test_it_fills_neither_the_disk_nor_the_table_of_open_files(small_lake: Settings, tmp_path: Path) -> None:
    big = f"refused(lambda: Path({str(tmp_path / 'besar')!r}).write_bytes(bytes(2 << 20)))"
    many = "refused(lambda: [os.open('/dev/null', os.O_RDONLY) for _ in range(1100)])"
    core = "__import__('resource').getrlimit(__import__('resource').RLIMIT_CORE)[0]"
    assert caged(small_lake, f"[{big}, {core}, {many}]", first=LIMITS) == ["OSError", 0, "OSError"]


def test_a_system_without_these_things_runs_the_worker_all_the_same(
    small_lake: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert confined.enter(small_lake) == ()


def test_what_does_not_hold_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    pool._tell_once.cache_clear()
    with caplog.at_level(logging.WARNING, "ramping.pekerja"):
        pool._tell_once(("hak",))
        pool._tell_once(("hak",))
        pool._tell_once(confined.ALL)
    assert [record.message.partition(": ")[2] for record in caplog.records] == [
        "this system does not confine it in: jaringan, berkas"
    ]
