"""`python -m etl.confined`: the worker that opens strangers' files, in a cage of the operating system's making.

Before anything heavy is imported (some of it cannot be done once there are threads) the process gives up what it does not need:

    jaringan   a network of its own with nothing in it; not with a shared catalogue, which is reached over the network
    berkas     writing anywhere but in the lake, among the received files and in the folder for temporary files
    hak        ever getting more rights than it has

Linux only, and none of it needs to be root. What the system at hand does not offer is left out; the worker says what holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import runpy
import struct
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from etl.settings import Settings, load

HELD = "RAMPING_KURUNGAN"
"""Environment variable in which the worker finds what holds."""
ALL = ("jaringan", "berkas", "hak")

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITING = 0b1_1111_1111_0010
"""Landlock: write to a file; remove, make and link anything in a folder."""
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_WRITE_FILE = 1 << 1
_TCP = 0b11
"""Landlock: bind and connect."""


def enter(settings: Settings) -> tuple[str, ...]:
    """Give up what the worker does not need; what of ALL holds from now on."""
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    away = settings.embedded and _without_network(libc)
    tame = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    kept = tame and _write_only_in(libc, _own_places(settings), tcp=not settings.embedded)
    return tuple(name for name, held in zip(ALL, (away, kept, tame), strict=True) if held)


def _without_network(libc: ctypes.CDLL) -> bool:
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    # It stays who it is; without this every file would belong to nobody.
    for name, told in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with contextlib.suppress(OSError):
            Path(f"/proc/self/{name}").write_text(told)
    return True


def _own_places(settings: Settings) -> list[Path]:
    places = [settings.data, settings.berkas, Path(tempfile.gettempdir())]
    return [*places, settings.catalogue_path.parent] if settings.embedded else places


def _write_only_in(libc: ctypes.CDLL, places: Iterable[Path], *, tcp: bool) -> bool:
    """Landlock (Linux 5.13): from here on nothing is written elsewhere; with `tcp` false and Linux 6.7, no TCP either."""
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    writing = _WRITING | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    told = struct.pack("QQ", writing, 0 if tcp else _TCP) if version >= 4 else struct.pack("Q", writing)
    rules = libc.syscall(_CREATE_RULESET, told, len(told), 0)
    if rules < 0:
        return False
    try:
        for place in places:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            _allow(libc, rules, place, writing)
        _allow(libc, rules, Path(os.devnull), _WRITE_FILE)
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    except OSError:
        return False
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, place: Path, access: int) -> None:
    opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        libc.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", access, opened), 0)
    finally:
        os.close(opened)


def main() -> None:
    """Enter, and become the worker."""
    os.environ[HELD] = ",".join(enter(load()))
    runpy.run_module("etl.pipeline.worker", run_name="__main__")


if __name__ == "__main__":
    main()
