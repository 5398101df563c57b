"""The sample lake: two invented governments, made, read, checked and published as one bulk run."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl import pipeline
from etl.access import Principal
from etl.contracts.parsed import Parsed
from etl.locale import text
from etl.settings import Settings
from etl.warehouse.lake import LakeError, NoLake
from etl.warehouse.order import Order

STEPS = ("cli.bangun.membuat", "cli.bangun.membaca", "cli.bangun.memeriksa", "cli.bangun.menerbitkan", "cli.bangun.selesai")
"""Message keys of the steps, in order."""

Progress = Callable[[int, int, str], None]
"""Called with step, number of steps, message key."""


def folder(settings: Settings) -> Path:
    """Where progress file and lock lie: beside the catalogue."""
    return settings.catalogue_path.parent if settings.embedded else settings.data


def build_sample(
    settings: Settings, progress: Progress, *, jumlah_wilayah: int | None = None, jumlah_periode: int | None = None
) -> list[dict[str, Any]]:
    """Generate, read, check in one run and publish in one transaction; the receipts. A half-built lake is never seen.

    LakeError `galat.sedang_dibangun` when another process builds the same lake.
    """
    from etl import synth

    with _one_builder(settings), tempfile.TemporaryDirectory() as made:
        warming = pipeline.warm()
        _tell(progress, 0)
        submissions = synth.generate(Path(made), jumlah_wilayah=jumlah_wilayah, jumlah_periode=jumlah_periode)
        _tell(progress, 1)
        parsed: list[Parsed] = [pipeline.read(s.paths, s.kode_wilayah, s.periode) for s in submissions]
        _tell(progress, 2)
        warming.join()
        checked = pipeline.examine(parsed)
        _tell(progress, 3)
        sent = {(s.kode_wilayah, s.periode): synth.sent(s.kode_wilayah, s.periode) for s in submissions}
        order = Order(Principal.system("contoh"), text("cli.bangun.alasan"), source="contoh", sent=sent)
        receipts = pipeline.publish_checked(settings, checked, order)
        _tell(progress, 4)
        return receipts


def _tell(progress: Progress, done: int) -> None:
    progress(done, len(STEPS) - 1, STEPS[done])


@contextlib.contextmanager
def _one_builder(settings: Settings) -> Iterator[None]:
    place = folder(settings)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoLake("galat.gudang_tak_terbuka") from error
    try:
        with FileLock(place / "bangun.lock", timeout=0):
            try:
                yield
            finally:
                (place / "bangun.json").unlink(missing_ok=True)
    except Timeout as error:
        raise LakeError("galat.sedang_dibangun") from error


def progress_file(settings: Settings, lang: str = "id") -> Progress:
    """Writes each step, whole or not at all, to `bangun.json` beside the catalogue; the file goes when the build ends."""
    path = folder(settings) / "bangun.json"

    def write(done: int, of: int, key: str) -> None:
        draft = path.with_suffix(".baru")
        draft.write_text(json.dumps({"langkah": done, "dari": of, "kunci": key, "pesan": text(key, lang)}), encoding="utf-8")
        draft.replace(path)

    return write
