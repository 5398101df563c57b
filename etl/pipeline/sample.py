"""The sample lake: two invented governments, made, read, checked and published as one bulk run."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl import pipeline
from etl.access import Principal
from etl.contracts.parsed import Parsed
from etl.locale import text
from etl.settings import Settings
from etl.synth import sending
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
    settings: Settings,
    progress: Progress,
    *,
    jumlah_wilayah: int | None = None,
    jumlah_periode: int | None = None,
    files: Path | None = None,
) -> list[dict[str, Any]]:
    """Generate, read, check and publish; the receipts. A half-built lake is never seen.

    The showcase is one transaction; more governments are published quarter by quarter, each whole, and a second call goes on
    where the first ended. files: where the files are kept (and found again), else they go with the end.
    LakeError `galat.sedang_dibangun` when another process builds the same lake.
    """
    from etl import synth

    with _one_builder(settings), tempfile.TemporaryDirectory() as made:
        place = files or Path(made)
        if len(synth.region_codes(jumlah_wilayah)) > len(synth.SHOWCASE):
            return list(_nation(settings, progress, place, jumlah_wilayah, jumlah_periode))
        return _showcase(settings, progress, place, jumlah_wilayah, jumlah_periode)


def _showcase(
    settings: Settings, progress: Progress, made: Path, jumlah_wilayah: int | None, jumlah_periode: int | None
) -> list[dict[str, Any]]:
    from etl import synth

    warming = pipeline.warm()
    _tell(progress, 0)
    submissions = synth.generate(made, jumlah_wilayah=jumlah_wilayah, jumlah_periode=jumlah_periode)
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


def _nation(
    settings: Settings, progress: Progress, made: Path, jumlah_wilayah: int | None, jumlah_periode: int | None
) -> Iterator[dict[str, Any]]:
    """Quarter by quarter, with the story: who was late, who was sent back, and who has not sent anything."""
    from etl import synth
    from etl.pipeline import bulk

    pipeline.warm()
    quarters: dict[str, list[bulk.Sent]] = {periode: [] for periode in synth.periods(jumlah_periode)}
    steps = len(quarters) + 1
    progress(0, steps, STEPS[0])
    for one in synth.stream(made, jumlah_wilayah=jumlah_wilayah, jumlah_periode=jumlah_periode):
        quarters[one.periode].append(bulk.Sent(one.kode_wilayah, one.periode, tuple(one.paths)))
    for done, (periode, expected) in enumerate(quarters.items(), 1):
        progress(done, steps, STEPS[3])
        sent = [one for one in expected if synth.story(one.kode_wilayah, periode) != sending.SILENT]
        yield from bulk.publish_quarter(settings, sent, _order(periode, [one.kode_wilayah for one in expected]))
    progress(steps, steps, STEPS[4])


def _order(periode: str, expected: Sequence[str]) -> Order:
    from etl import synth

    back = [kode for kode in expected if synth.story(kode, periode) == sending.RETURNED]
    return Order(
        Principal.system("contoh"),
        text("cli.bangun.alasan"),
        source="contoh",
        sent={(kode, periode): synth.sent(kode, periode) for kode in expected},
        returned={(kode, periode): text("cli.bangun.alasan_kembali") for kode in back},
        expected=frozenset((kode, periode) for kode in expected),
    )


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
