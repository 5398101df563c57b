"""The workers of this process: one spare with the rules imported, and those that still hold what they checked."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from functools import cache
from typing import Any

from etl import confined
from etl.paths import ROOT
from etl.pipeline.limits import Limits, Watch, why

_LOG = logging.getLogger("ramping.pekerja")
MOST = 3
"""Workers alive at once."""
MOST_JOBS = 20
"""Files of one worker before a new one takes its place."""
REST_SECONDS = 90.0
"""How long after a job the next spare worker is started."""
COMMAND = (sys.executable, "-m", "etl.confined")


class Died(Exception):
    """A worker ended in the middle of its work; reason: memori, waktu, jatuh."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """One worker process: a line of JSON in, a line of JSON out. It ends by itself when its input ends."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.taken, self.fresh = limits, False, True
        self.holds: str | None = None
        self.peak_mb, self.jobs = 0.0, 0
        self.last = time.monotonic()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        self.process = subprocess.Popen(
            COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True, encoding="utf-8",
            start_new_session=True, env=os.environ | {"RAMPING_PEKERJA": json.dumps(asdict(limits))},
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.process.poll() is None

    @property
    def roomy(self) -> bool:
        """Whether it can take one more file: not too many so far, and with memory to spare."""
        return self.jobs < MOST_JOBS and self.peak_mb < self.limits.memory_mb / 2

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The answer to one message. Died when there is none."""
        watch = Watch(self.process, self.limits)
        watch.start()
        try:
            answer = self._exchange(json.dumps(message))
        finally:
            watch.stop()
            self.peak_mb, self.last = max(self.peak_mb, watch.peak_mb), time.monotonic()
        if not answer:
            raise Died(watch.reason or why(self.process.wait(), self._last_words()))
        told: dict[str, Any] = json.loads(answer)
        _tell_once(tuple(told.pop("kurungan", ())))
        return told

    def _exchange(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(f"{line}\n")
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except (OSError, ValueError):
            return ""

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read()[-4000:].decode(errors="replace")

    def end(self) -> None:
        """Let it go: it ends when it has nothing more to read."""
        with contextlib.suppress(OSError):
            if self.process.stdin:
                self.process.stdin.close()

    def kill(self) -> None:
        """End it now."""
        self.process.kill()


@cache
def _tell_once(held: tuple[str, ...]) -> None:
    missing = [name for name in confined.ALL if name not in held]
    if missing:
        _LOG.warning("worker: this system does not confine it in: %s", ", ".join(missing))


class Pool:
    """Hands out workers, at most MOST alive; who finds none free waits."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._workers: list[Worker] = []
        self._changed = threading.Condition()
        self._closed = False
        atexit.register(self.close)

    def warm(self) -> None:
        """Have a spare worker, if there is room for one."""
        with self._changed:
            if self._closed or any(w.fresh and not w.taken for w in self._living()):
                return
            if len(self._workers) >= MOST:
                self._dismiss()
            if len(self._workers) < MOST:
                self._workers.append(Worker(self.limits))

    def warm_later(self) -> None:
        """The same once the clerk has had time for the first corrections: importing the rules takes a whole processor."""
        timer = threading.Timer(REST_SECONDS, self.warm)
        timer.daemon = True
        timer.start()

    def wait_until_warm(self) -> None:
        """Have a spare worker that has imported the rules: for the bench and for tests; nobody else waits."""
        self.warm()
        worker = self.take()
        try:
            worker.ask({"perintah": "siap"})
        finally:
            with self._changed:
                worker.taken = False
                self._changed.notify_all()

    def take(self, kiriman_id: str | None = None) -> Worker:
        """A worker for one piece of work: the one that holds this submission, else a fresh one."""
        with self._changed:
            while (worker := self._free(kiriman_id)) is None:
                self._changed.wait()
            worker.taken = True
            return worker

    def _free(self, kiriman_id: str | None) -> Worker | None:
        living = self._living()
        holding = [w for w in living if kiriman_id and w.holds == kiriman_id]
        if holding:
            return None if holding[0].taken else holding[0]
        for worker in living:
            if worker.fresh and not worker.taken:
                return worker
        # Reading a submission again costs less than importing the rules.
        idle = [w for w in self._idle() if w.roomy]
        if idle:
            return idle[0]
        if len(living) >= MOST:
            self._dismiss()
        if len(self._workers) < MOST:
            self._workers.append(Worker(self.limits))
            return self._workers[-1]
        return None

    def give_back(self, worker: Worker, holds: str | None, *, sound: bool = False) -> None:
        """It is free again, and holds this submission; None: nothing, so that it goes, unless it is sound and as good as new."""
        with self._changed:
            worker.jobs += 1
            again = sound and holds is None and worker.roomy
            worker.taken, worker.fresh, worker.holds = False, again, holds
            if holds is None and not again:
                worker.end()
                self._workers = [w for w in self._workers if w is not worker]
            self._changed.notify_all()

    @property
    def workers(self) -> list[Worker]:
        """Those alive."""
        with self._changed:
            return [*self._living()]

    def _living(self) -> list[Worker]:
        self._workers = [w for w in self._workers if w.alive]
        return self._workers

    def _idle(self) -> list[Worker]:
        """Those that only hold what they checked, the longest idle first."""
        return sorted((w for w in self._workers if not w.taken and not w.fresh), key=lambda w: w.last)

    def _dismiss(self) -> None:
        """Let the one go that was idle longest."""
        for worker in self._idle()[:1]:
            worker.end()
            self._workers = [w for w in self._workers if w is not worker]

    def close(self) -> None:
        """End all workers."""
        with self._changed:
            for worker in self._workers:
                worker.end()
            self._workers, self._closed = [], True


POOL = Pool()
"""The pool of this process."""
