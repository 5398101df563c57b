"""What `python -m etl.confined` becomes: opens received files where nothing but itself can fall over.

Reads a JSON message a line on standard input and answers each with a line; ends when the input ends (its parent is gone), or
after a while without work. Great Expectations is imported before the first message, so that the first file does not wait for it.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import queue
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import IO, Any

from etl import confined
from etl.pipeline import limits

SPARE_SECONDS, HOLDING_SECONDS = 4 * 3600.0, 600.0
"""How long it waits for its first job, and afterwards for corrections."""


class Desk:
    """Works on one message after the other and holds what it checked last."""

    def __init__(self, allowed: limits.Limits) -> None:
        self.allowed = allowed
        self.opened: Any = None

    def warm(self) -> None:
        """Import the rules and let them run over nothing, with and without history."""
        from etl import pipeline
        from etl.contracts import contracts
        from etl.validation import decide
        from etl.validation import partial as again
        from etl.validation.prepare import COMPARED

        workspace = pipeline.examine([]).workspace
        again.reads(workspace)
        workspace.execute("create schema riwayat")
        for dataset in COMPARED:
            workspace.execute(
                f"create table riwayat.{dataset} as select * exclude (kiriman_id, baris_sumber) from masuk.{dataset} limit 0"
            )
        decide.decide(workspace)
        again.reads(workspace)
        workspace.close()
        _read_words(contracts())

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        """What goes back to the parent."""
        if message["perintah"] == "siap":
            return {}
        limits.begin_job(self.allowed)
        return self.job(message) if message["perintah"] == "kerja" else self.again(message)

    def job(self, message: dict[str, Any]) -> dict[str, Any]:
        """One upload: a draft in the lake, or an error in its state file."""
        from etl.pipeline import antre

        folder = Path(message["folder"])
        try:
            receipt, self.opened = self._publish(folder, _settings(message))
            antre.finish(folder, receipt)
            return {"kiriman": self.opened.kiriman_id if self.opened else None, "jejak": [], "utuh": True}
        except Exception as error:
            self.opened = None
            key, values, trace = self._said(error)
            antre.fail(folder, key, values | {"hari": antre.KEPT_DAYS}, keep=bool(trace) or "memori" in key)
            return {"kiriman": None, "jejak": trace, "utuh": not trace and "memori" not in key}

    def _publish(self, folder: Path, settings: Any) -> tuple[dict[str, Any], Any]:
        from etl.contracts.parsed import Reading
        from etl.pipeline import antre, recheck, sekilas
        from etl.pipeline.edits import unpacked
        from etl.warehouse.order import Order, Stage

        asked, paths = antre.order(folder), antre.received(folder)
        place, bacaan = (asked["wilayah"], asked["periode"]), asked["bacaan"]
        if asked["jenis"] == "simpan":
            antre.tell(folder, 1)
            recheck.patch(self._open(settings, place[0], asked["kiriman"]), paths, unpacked(asked["sunting"]))
        self.opened = None
        return recheck.publish(
            settings, paths, place, Order(_principal(asked["oleh"]), stage=Stage.DRAF),
            reading=Reading(bacaan["layout"], bacaan["mapping"], bacaan["carried"]), since=asked["sejak"],
            tell=partial(antre.tell, folder), show=partial(sekilas.keep, folder),
        )  # fmt: skip

    def again(self, message: dict[str, Any]) -> dict[str, Any]:
        """The findings with corrected cells, as an Arrow stream in base64."""
        from etl.pipeline.edits import unpacked

        try:
            self.opened = self._open(_settings(message), message["wilayah"], message["kiriman"])
            found = self.opened.recheck(unpacked(message["sunting"]))
        except Exception as error:
            key, values, trace = self._said(error)
            return {"galat": [key, values], "memegang": not trace and self.opened is not None, "jejak": trace}
        body = io.BytesIO()
        found.write_ipc(body)
        return {"galat": None, "temuan": base64.b64encode(body.getvalue()).decode(), "jejak": []}

    def _open(self, settings: Any, kode_wilayah: str, kiriman_id: str) -> Any:
        from etl.pipeline import recheck

        if self.opened is None or self.opened.kiriman_id != kiriman_id:
            self.opened = None
            self.opened = recheck.reopen(settings, kode_wilayah, kiriman_id)
        return self.opened

    def _said(self, error: Exception) -> tuple[str, dict[str, Any], list[str]]:
        """Key and values of the message; for a fault of ours where it happened, never what it says, which may quote a cell."""
        import duckdb

        from etl.errors import RampingError
        from etl.warehouse.pseudonym import hide_nips

        if isinstance(error, RampingError):
            told = {k: v if isinstance(v, int | float) else hide_nips(str(v)) for k, v in error.values.items()}
            return error.key, told, []
        if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
            return "kerja.galat.memori", {"batas": self.allowed.memory_mb}, []
        frames = traceback.extract_tb(error.__traceback__)
        return "kerja.galat.jatuh", {}, [f"{type(error).__name__} {f.filename}:{f.lineno}" for f in frames[-6:]]


def _read_words(contracts: dict[str, Any]) -> None:
    """Aliases and spellings, read once; the reader of workbooks with them."""
    from etl.ingest import editing, vocabulary  # noqa: F401

    for dataset, contract in contracts.items():
        for quarter in (1, 2, 3, 4):
            vocabulary.headers(dataset, quarter)
        for column in contract.columns.values():
            if column.choices:
                vocabulary.choices(dataset, column.name)


def _settings(message: dict[str, Any]) -> Any:
    from etl.settings import Settings

    told = message["gudang"]
    return Settings(told["warehouse"], Path(told["data"]), Path(told["berkas"]), told["sign_in"])


def _principal(told: dict[str, Any]) -> Any:
    from etl.access import Principal, Role, Scope

    return Principal(told["identitas"], Role(told["peran"]), Scope(told["cakupan"], told["unit"]))


def _own_output() -> IO[str]:
    """Standard output for answers alone: whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _listen(messages: queue.Queue[str | None]) -> None:
    for line in sys.stdin:
        messages.put(line)
    messages.put(None)


def main() -> None:
    """Serve until there is nothing more to do."""
    allowed, answers = limits.Limits(**json.loads(os.environ.get("RAMPING_PEKERJA", "{}"))), _own_output()
    limits.enter(allowed)
    held = [name for name in os.environ.get(confined.HELD, "").split(",") if name]
    messages: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_listen, args=(messages,), daemon=True).start()
    desk, patience = Desk(allowed), SPARE_SECONDS
    desk.warm()
    with contextlib.suppress(queue.Empty):
        while (line := messages.get(timeout=patience)) is not None:
            told = desk.answer(json.loads(line)) | {"kurungan": held}
            answers.write(json.dumps(told, default=str) + "\n")
            answers.flush()
            patience = HOLDING_SECONDS if desk.opened else SPARE_SECONDS
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
