"""What a worker may use: set by itself on entering, watched by the process that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

import psutil


@dataclass(frozen=True)
class Limits:
    """memory_mb: resident, watched from outside; address_mb: what the system lets it take; seconds, cpu_seconds: of one job;
    file_mb: the largest file it may write; open_files: at a time."""

    memory_mb: int = 1536
    address_mb: int = 6144
    file_mb: int = 4096
    open_files: int = 1024
    seconds: int = 300
    cpu_seconds: int = 240


def enter(limits: Limits) -> None:
    """Limit this process and everything it will do. Windows has no such limits: there the watch alone holds."""
    sys.addaudithook(_stay_inside)
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    import os
    import resource

    os.nice(5)
    wanted = {
        resource.RLIMIT_CORE: 0, resource.RLIMIT_DATA: limits.address_mb << 20, resource.RLIMIT_FSIZE: limits.file_mb << 20,
        resource.RLIMIT_NOFILE: limits.open_files,
    }  # fmt: skip
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def begin_job(limits: Limits) -> None:
    """From here on so many seconds of CPU."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.cpu_seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])
    )


_OUTSIDE = frozenset(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"))
_STARTS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.spawn")


def _stay_inside(event: str, arguments: tuple[Any, ...]) -> None:
    # Nothing that a file makes us run may call out or start a program. The lake's own extension (PostgreSQL) does not pass
    # through Python; what a library does without Python is left to the operating system (etl.confined).
    if event in _OUTSIDE and len(arguments) > 1 and isinstance(arguments[1], tuple):
        raise PermissionError(event)
    if event == "socket.getaddrinfo" or event.startswith(_STARTS):
        raise PermissionError(event)


class Watch(threading.Thread):
    """Kills a process that takes too much memory or time; `reason` says which, `peak_mb` how much it took."""

    def __init__(self, process: subprocess.Popen[str], limits: Limits) -> None:
        super().__init__(daemon=True)
        self.process, self.limits = process, limits
        self.reason: str | None = None
        self.peak_mb = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look ten times a second."""
        until = time.monotonic() + self.limits.seconds
        try:
            watched = psutil.Process(self.process.pid)
            while not self._ended.wait(0.1):
                self.peak_mb = max(self.peak_mb, watched.memory_info().rss / 2**20)
                if self.peak_mb > self.limits.memory_mb or time.monotonic() > until:
                    self.reason = "memori" if self.peak_mb > self.limits.memory_mb else "waktu"
                    self.process.kill()
                    return
        except psutil.Error:
            pass

    def stop(self) -> None:
        """The work is done."""
        self._ended.set()
        self.join()


def why(returncode: int, last_words: str) -> str:
    """memori, waktu or jatuh: why a process ended that nobody ended."""
    if "memory allocation" in last_words or "MemoryError" in last_words or "bad_alloc" in last_words:
        return "memori"
    if sys.platform != "win32" and returncode == -signal.SIGXCPU:
        return "waktu"
    # The system's own guard kills the process that holds most memory.
    return "memori" if sys.platform != "win32" and returncode == -signal.SIGKILL else "jatuh"
