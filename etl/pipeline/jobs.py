"""Uploads as jobs: received at once, checked by a process of their own, a draft in the lake when they are done.

A job belongs to nobody's browser: it goes on when the page is closed, and whoever comes back finds it by its region.
"""

from __future__ import annotations

import base64
import io
import logging
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl.access import Action, Principal, demand
from etl.contracts.parsed import AS_IT_IS, Reading
from etl.errors import DataRefused
from etl.periods import Period
from etl.pipeline import antre
from etl.pipeline.antre import JobStatus, Upload
from etl.pipeline.edits import Edit, packed
from etl.pipeline.pool import POOL, Died, Worker
from etl.settings import Settings, load
from etl.warehouse import audit, files
from etl.warehouse.pseudonym import demand_no_nip
from etl.warehouse.regions import demand_region

__all__ = ["Edit", "JobStatus", "Recheck", "Upload", "cancel", "failed", "recheck", "running", "save", "start", "status", "warm"]

_LOG = logging.getLogger("ramping.pekerja")
_AT_WORK: dict[str, Worker | None] = {}
"""The jobs of this process and who works on them; None while they wait."""
_CANCELLED: set[str] = set()


@dataclass(frozen=True)
class Recheck:
    """What the rules say once cells are edited: all findings with their cells, whether any blocks, how long it took."""

    findings: pl.DataFrame
    blocked: bool
    detik: float


def warm(settings: Settings) -> None:
    """Have a spare worker with the rules imported (about 5 s in its own process), and an anteroom without old remains."""
    antre.sweep(settings)
    POOL.warm()


def start(
    settings: Settings,
    who: Principal,
    uploads: Sequence[Upload],
    kode_wilayah: str,
    periode: str,
    *,
    reading: Reading = AS_IT_IS,
    since: str | None = None,
) -> str:
    """Receive the files of one submission and let them be checked; the job's id, at once.

    NotAllowed, DataRefused when there are too many or too large files; anything else is told by `status`.
    """
    _demand(settings, who, kode_wilayah, periode)
    asked = {"jenis": "unggah", "bacaan": asdict(reading), "sejak": since}
    return _begin(settings, who, uploads, (kode_wilayah, periode), asked)


def save(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str, edits: Sequence[Edit]) -> str:
    """Write the corrected cells into the sender's files and make them the next draft; the job's id, at once."""
    from etl.pipeline import stored

    periode = _period_of(who, kode_wilayah, kiriman_id)
    _demand(settings, who, kode_wilayah, periode)
    uploads, reading = stored.uploads(settings, kiriman_id)
    asked = {"jenis": "simpan", "bacaan": asdict(reading), "sejak": None, "kiriman": kiriman_id, "sunting": packed(edits)}
    return _begin(settings, who, uploads, (kode_wilayah, periode), asked)


def recheck(settings: Settings, who: Principal, kode_wilayah: str, kiriman_id: str, edits: Sequence[Edit]) -> Recheck:
    """What the rules would say if these cells held these texts: the same as a check of the files so patched.

    edits: all of them, against the stored draft. RampingError when a cell cannot be edited or the worker fell over.
    """
    begun = time.perf_counter()
    periode = _period_of(who, kode_wilayah, kiriman_id)
    if not files.folder(settings, kode_wilayah, periode, kiriman_id).is_dir():
        # A worker may still hold what was erased.
        from etl.pipeline import stored

        stored.held(settings, kiriman_id)
    message = {"perintah": "ulang", "kiriman": kiriman_id, "wilayah": kode_wilayah, "sunting": packed(edits)}
    told = _ask(POOL.take(kiriman_id), message | {"gudang": _address(settings)}, kiriman_id)
    if told["galat"]:
        raise DataRefused(told["galat"][0], **told["galat"][1])
    found = pl.read_ipc(io.BytesIO(base64.b64decode(told["temuan"])))
    return Recheck(found, bool((found["tingkat"] == "blokir").any()), time.perf_counter() - begun)


def _ask(worker: Worker, message: dict[str, Any], kiriman_id: str) -> dict[str, Any]:
    holds = None
    try:
        told = worker.ask(message)
        holds = None if told["galat"] and not told.get("memegang") else kiriman_id
        return told
    except Died as gone:
        raise DataRefused(f"kerja.galat.{gone.reason}", **_limits(worker)) from gone
    finally:
        POOL.give_back(worker, holds)


def status(job_id: str, settings: Settings | None = None, who: Principal | None = None) -> JobStatus:
    """How far a job is. DataRefused for an unknown one; with `who`, NotAllowed unless its region is theirs."""
    folder = antre.find(settings or load(), job_id)
    told = antre.state(folder) if folder else None
    if told is None:
        raise DataRefused("kerja.galat.tak_dikenal")
    if who:
        demand(who, Action.SUBMIT, told.kode_wilayah)
    return told


def glance(job_id: str, settings: Settings, who: Principal) -> tuple[dict[str, Any], pl.DataFrame] | None:
    """What was read and found by a job that still saves its draft: its row of the lake and its findings, else None."""
    from etl.pipeline import sekilas

    told, folder = status(job_id, settings, who), antre.find(settings, job_id)
    return sekilas.read(folder) if folder and not told.selesai else None


def running(settings: Settings, who: Principal, kode_wilayah: str) -> list[JobStatus]:
    """The jobs of a region that are not done, newest first: also those that somebody else began, or another window."""
    demand(who, Action.SUBMIT, kode_wilayah)
    return [job for job in antre.all_jobs(settings) if job.kode_wilayah == kode_wilayah and not job.selesai]


def failed(settings: Settings, who: Principal, kode_wilayah: str) -> list[JobStatus]:
    """The jobs of a region that ended with an error in the last days, newest first: nothing is lost without a word."""
    demand(who, Action.SUBMIT, kode_wilayah)
    return [job for job in antre.all_jobs(settings) if job.kode_wilayah == kode_wilayah and job.galat]


def cancel(job_id: str, settings: Settings | None = None, who: Principal | None = None) -> None:
    """Stop a job of this process; nothing of it is kept."""
    told = status(job_id, settings, who)
    if told.selesai or job_id not in _AT_WORK:
        return
    _CANCELLED.add(job_id)
    if worker := _AT_WORK[job_id]:
        worker.kill()


def _demand(settings: Settings, who: Principal, kode_wilayah: str, periode: str) -> None:
    demand(who, Action.SUBMIT, kode_wilayah)
    demand_region(kode_wilayah)
    demand_no_nip(who.identity)
    Period.parse(periode)


def _period_of(who: Principal, kode_wilayah: str, kiriman_id: str) -> str:
    """The quarter of a submission, whose id begins with region and quarter; DataRefused for one of another region."""
    demand(who, Action.SUBMIT, kode_wilayah)
    region, _, rest = kiriman_id.partition("_")
    if region != kode_wilayah:
        raise DataRefused("galat.kiriman_tak_dikenal", kiriman=kiriman_id)
    return rest.partition("_")[0]


def _begin(settings: Settings, who: Principal, uploads: Sequence[Upload], place: tuple[str, str], asked: dict[str, Any]) -> str:
    job = secrets.token_hex(16)
    by = {"identitas": who.identity, "peran": who.role.value, "cakupan": who.scope.pattern, "unit": who.scope.kode_unit}
    folder = antre.receive(settings, job, uploads, asked | {"wilayah": place[0], "periode": place[1], "oleh": by})
    _AT_WORK[job] = None
    work = (settings, folder, who, asked.get("kiriman"))
    threading.Thread(target=_work, args=work, daemon=True, name=f"kerja-{job[:8]}").start()
    return job


def _work(settings: Settings, folder: Path, who: Principal, kiriman_id: str | None) -> None:
    """One job from beginning to end, in a thread of this process."""
    job, holds, sound = folder.name, None, False
    worker = POOL.take(kiriman_id)
    try:
        _AT_WORK[job] = worker
        if job in _CANCELLED:
            raise Died("dibatalkan")
        told = worker.ask({"perintah": "kerja", "folder": str(folder), "gudang": _address(settings)})
        holds, sound = told["kiriman"], told["utuh"]
        for line in told["jejak"]:
            _LOG.error("%s: %s", job, line)
    except Died as gone:
        reason = "dibatalkan" if job in _CANCELLED else gone.reason
        _LOG.warning("%s: %s, %.0f MB", job, reason, worker.peak_mb)
        antre.fail(folder, f"kerja.galat.{reason}", _limits(worker), keep=reason != "dibatalkan")
    finally:
        POOL.give_back(worker, holds, sound=sound)
        _record_refusal(settings, folder, who)
        _AT_WORK.pop(job, None)
        _CANCELLED.discard(job)
    POOL.warm_later()


def _record_refusal(settings: Settings, folder: Path, who: Principal) -> None:
    """A file that became no submission stands in the trail too; one that did is recorded with it."""
    told = antre.state(folder)
    if told and told.galat:
        audit.later(settings, who, audit.Record("unggah", folder.name, told.kode_wilayah, {"galat": told.galat[0]}))


def _limits(worker: Worker) -> dict[str, int]:
    return {"batas": worker.limits.memory_mb, "menit": worker.limits.seconds // 60, "hari": antre.KEPT_DAYS}


def _address(settings: Settings) -> dict[str, Any]:
    return {
        "warehouse": settings.warehouse, "data": str(settings.data), "berkas": str(settings.berkas), "sign_in": settings.sign_in
    }  # fmt: skip
