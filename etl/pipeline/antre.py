"""The anteroom of received files: `berkas/_antre/<job>/`, a folder per job, open to nobody but this installation.

    pesanan.json   what is asked: region, quarter, who, the files' own names
    keadaan.json   how far it is; replaced whole, so that any process can read it at any time
    sekilas/       what was found, while the draft is being saved (`etl.pipeline.sekilas`)
    masuk/<n>/     the files, under names that are safe for any file system

Files that were taken or refused leave with the answer; those of a job that fell over stay for KEPT_DAYS.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import shutil
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from etl.access import Role
from etl.errors import DataRefused
from etl.paths import private
from etl.settings import Settings

STEPS = ("kerja.antre", "kerja.baca", "kerja.periksa", "kerja.simpan", "kerja.selesai")
"""Message keys of the steps of a job, in order."""
MOST_FILES = 120
"""Files of one submission: more than any government has agencies."""
MOST_BYTES = 200 * 2**20
"""Of all files of one submission together."""
MOST_WAITING = 2 * 2**30
"""Of everything in the anteroom, in bytes: a hundred broken uploads must not fill the disk."""
MOST_OF_REGION = 2 * MOST_BYTES
"""Of what one region has in the anteroom, in bytes: nobody fills it for the others."""
MOST_AT_ONCE = 5
"""Checks of one region that wait or run."""
MOST_AN_HOUR = 60
"""Checks that one person begins in an hour; the command line is not counted."""
KEPT_DAYS = 7
SILENT_SECONDS = 900.0
"""After so long without a word a job on another machine counts as cut off."""

_TRIES = 50
_JOB = re.compile(r"[0-9a-f]{32}")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True)
class Upload:
    """A file as the browser sent it: the name is the sender's and not to be trusted."""

    name: str
    body: bytes


@dataclass(frozen=True)
class JobStatus:
    """How far a job is. kunci: message key of the step; galat: key and values of what went wrong; detik: since it was sent."""

    langkah: int
    dari: int
    kunci: str
    selesai: bool
    galat: tuple[str, dict[str, Any]] | None
    receipt: dict[str, Any] | None
    detik: float
    job_id: str = ""
    kode_wilayah: str = ""
    periode: str = ""


def room(settings: Settings) -> Path:
    """The anteroom, made when it is missing."""
    path = private(settings.berkas / "_antre")
    with contextlib.suppress(OSError):
        path.chmod(0o700)
    return path


def safe_name(name: str) -> str:
    """The sender's file name without its path, control characters, or anything that a file system takes for its own."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Category C: control characters, and the marks that turn the reading direction (an .exe shown as .xlsx).
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem, ending = os.path.splitext(re.sub(r'[<>:"|?*]', "_", plain).strip(" ."))
    stem, ending = stem.encode()[:120].decode(errors="ignore").strip(), ending[:12]
    return f"{'_' if stem.lower() in _DEVICES else ''}{stem or 'berkas'}{ending}"


def receive(settings: Settings, job: str, uploads: Sequence[Upload], order: dict[str, Any]) -> Path:
    """Put files and order of a job into the anteroom; its folder. DataRefused when they are too many or too large."""
    _demand_room(settings, uploads)
    _demand_share(settings, sum(len(upload.body) for upload in uploads), order)
    folder = room(settings) / job
    folder.mkdir(mode=0o700)
    try:
        for number, upload in enumerate(uploads):
            path = folder / "masuk" / str(number) / safe_name(upload.name)
            path.parent.mkdir(parents=True)
            path.write_bytes(upload.body)
        told = order | {"berkas": [safe_name(upload.name) for upload in uploads], "mulai": time.time()}
        _write(folder / "pesanan.json", told)
        tell(folder, 0)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _demand_room(settings: Settings, uploads: Sequence[Upload]) -> None:
    from etl.ingest.files import MAX_BYTES

    if not 0 < len(uploads) <= MOST_FILES:
        raise DataRefused("kerja.galat.jumlah_berkas", jumlah=len(uploads), batas=MOST_FILES)
    for upload in uploads:
        name, size = safe_name(upload.name), len(upload.body)
        if size == 0:
            raise DataRefused("galat_berkas.kosong", berkas=name)
        if size > MAX_BYTES:
            raise DataRefused("galat_berkas.terlalu_besar", berkas=name, ukuran=size // 2**20, batas=MAX_BYTES // 2**20)
    size = sum(len(upload.body) for upload in uploads)
    if size > MOST_BYTES:
        raise DataRefused("kerja.galat.ukuran_semua", ukuran=size // 2**20, batas=MOST_BYTES // 2**20)
    sweep(settings)
    if size + sum(path.stat().st_size for path in _files(room(settings))) > MOST_WAITING:
        raise DataRefused("kerja.galat.antrean_penuh")


def _demand_share(settings: Settings, size: int, asked: dict[str, Any]) -> None:
    """DataRefused when the region already has its share of the anteroom, or the person began too many checks."""
    others = [(path, order(path)) for path in room(settings).iterdir() if _JOB.fullmatch(path.name)]
    of_region = [path for path, other in others if other.get("wilayah") == asked["wilayah"]]
    at_work = [told for path in of_region if (told := state(path)) and not told.selesai]
    held = sum(file.stat().st_size for path in of_region for file in _files(path))
    if len(at_work) >= MOST_AT_ONCE or size + held > MOST_OF_REGION:
        raise DataRefused("kerja.galat.wilayah_penuh", jumlah=len(at_work), batas=MOST_AT_ONCE, ukuran=MOST_OF_REGION // 2**20)
    who = asked.get("oleh") or {}
    begun = [other for _, other in others if other.get("oleh") == who and other["mulai"] > time.time() - 3600]
    if who and who["peran"] != Role.SISTEM and len(begun) >= MOST_AN_HOUR:
        raise DataRefused("kerja.galat.terlalu_sering", jumlah=len(begun))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def order(folder: Path) -> dict[str, Any]:
    """What was asked for."""
    return _read(folder / "pesanan.json")


def received(folder: Path) -> list[Path]:
    """The files, in the order in which they were sent."""
    return [folder / "masuk" / str(number) / name for number, name in enumerate(order(folder)["berkas"])]


def tell(folder: Path, step: int, **more: Any) -> None:
    """Write how far the job is; the process that writes it is the one that works on it."""
    me = psutil.Process()
    told = {"langkah": step, "kunci": STEPS[step], "pekerja": [platform.node(), me.pid, me.create_time()], "waktu": time.time()}
    _write(folder / "keadaan.json", told | more)


def finish(folder: Path, receipt: dict[str, Any]) -> None:
    """The job is done; its files lie with the submission now."""
    _forget_files(folder)
    tell(folder, len(STEPS) - 1, receipt=receipt, selesai=True)


def fail(folder: Path, key: str, values: dict[str, Any] | None = None, *, keep: bool = False) -> None:
    """The job ends with an error; keep: its files stay for a while, since nobody knows what is wrong with them."""
    if not keep:
        _forget_files(folder)
    step = min(_read(folder / "keadaan.json").get("langkah", 0), len(STEPS) - 2)
    tell(folder, step, galat=[key, values or {}], selesai=True)


def _forget_files(folder: Path) -> None:
    """Let go of what holds names and NIP: the files, what was found in them, and the texts of corrected cells."""
    for name in ("masuk", "sekilas"):
        shutil.rmtree(folder / name, ignore_errors=True)
    if "sunting" in (asked := order(folder)):
        _write(folder / "pesanan.json", asked | {"sunting": []})


def state(folder: Path) -> JobStatus | None:
    """How far a job is; None for one that was never received. One whose worker is gone has failed: its files are kept."""
    told, asked = _read(folder / "keadaan.json"), _read(folder / "pesanan.json")
    if not told or not asked:
        return None
    if not told.get("selesai") and not _at_work(told):
        told = _read(folder / "keadaan.json")  # it may have ended just now
        if not told.get("selesai") and not _at_work(told):
            fail(folder, "kerja.galat.terputus", {"hari": KEPT_DAYS}, keep=True)
            told = _read(folder / "keadaan.json")
    done = bool(told.get("selesai"))
    galat = told.get("galat")
    return JobStatus(
        told["langkah"], len(STEPS) - 1, told["kunci"], done, (galat[0], galat[1]) if galat else None, told.get("receipt"),
        round((told["waktu"] if done else time.time()) - asked["mulai"], 2), folder.name, asked["wilayah"], asked["periode"],
    )  # fmt: skip


def _at_work(told: dict[str, Any]) -> bool:
    host, pid, born = told["pekerja"]
    if host != platform.node():
        # Another machine of the same installation: only its silence tells.
        return bool(time.time() - told["waktu"] < SILENT_SECONDS)
    try:
        return abs(psutil.Process(pid).create_time() - born) < 1
    except psutil.Error:
        return False


def find(settings: Settings, job: str) -> Path | None:
    """The folder of a job; None for anything that is no job's id."""
    path = settings.berkas / "_antre" / job
    return path if _JOB.fullmatch(job) and path.is_dir() else None


def all_jobs(settings: Settings) -> list[JobStatus]:
    """Every job that the anteroom still knows, newest first."""
    found = [(path.stat().st_mtime, path) for path in room(settings).iterdir() if _JOB.fullmatch(path.name)]
    told = [state(path) for _, path in sorted(found, reverse=True)]
    return [status for status in told if status]


def sweep(settings: Settings) -> None:
    """Forget jobs that ended more than KEPT_DAYS ago."""
    limit = time.time() - KEPT_DAYS * 86400
    for path in room(settings).iterdir():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < limit:
                shutil.rmtree(path)


def _write(path: Path, told: dict[str, Any]) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")
    for _ in range(_TRIES):
        with contextlib.suppress(PermissionError):
            draft.replace(path)
            return
        # Windows: somebody is reading it just now.
        time.sleep(0.02)
    draft.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
