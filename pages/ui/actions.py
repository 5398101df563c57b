"""The pages' only way to write: thin, every call names who does it, every refusal is a RampingError for the page to say.

What it calls is imported late: neither DuckDB nor the worker belong to the start of a page.
"""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from etl import settings
from etl.access import Action, Grant, Principal, Scope, demand
from etl.contracts.edits import Edit

if TYPE_CHECKING:
    import polars as pl

    from etl.pipeline.jobs import JobStatus, Recheck

Edits = Mapping[tuple[str, int, str], str | None]
"""(dataset, baris_sumber, column) → new text, None to empty the cell."""


def template(who: Principal, kode_wilayah: str, periode: str, blank: bool, lang: str = "id") -> bytes:
    """The workbook to fill in: blank, or with what counts now."""
    from etl.pipeline import prefill

    body = io.BytesIO()
    prefill.write(settings.load(), who, kode_wilayah, periode, body, blank=blank, lang=lang)
    return body.getvalue()


@st.cache_resource(show_spinner=False)
def warm() -> None:
    """Once per server: a worker that has the rules imported (about 5 s) before the first file comes."""
    from etl.pipeline import jobs

    jobs.warm(settings.load())
    threading.Thread(target=_read_words, daemon=True, name="kata").start()


def _read_words() -> None:
    """The words of the rules, which take a second to read: before the first findings are shown."""
    from etl.locale import LANGUAGES, catalogue
    from etl.validation import findings, rules  # noqa: F401

    for language in LANGUAGES:
        catalogue("aturan", language)


def hints(uploads: Sequence[tuple[str, bytes]]) -> tuple[str | None, str | None]:
    """Region and quarter that the files (name, body) tell; None where they do not, or disagree."""
    from etl.ingest import hints as telling
    from etl.pipeline import antre

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(n) / antre.safe_name(name) for n, (name, _) in enumerate(uploads)]
        for path, (_, body) in zip(paths, uploads, strict=True):
            path.parent.mkdir()
            path.write_bytes(body)
        return telling.hints(paths)


def layouts() -> list[str]:
    """The forms of other systems that can be read; each is called `tata_letak.<name>`."""
    from etl.ingest import layouts as known

    return sorted(known.names())


def start(
    who: Principal,
    uploads: Sequence[tuple[str, bytes]],
    kode_wilayah: str,
    periode: str,
    *,
    since: str | None = None,
    layout: str | None = None,
) -> str:
    """Let files (name, body) be checked and become a draft: the job's id, at once. since: see `etl.pipeline.read`."""
    from etl.contracts.parsed import Reading
    from etl.pipeline import jobs

    files, reading = [jobs.Upload(*one) for one in uploads], Reading(layout)
    return jobs.start(settings.load(), who, files, kode_wilayah, periode, reading=reading, since=since)


def resend(who: Principal, kiriman_id: str, *, since: str | None = None) -> str:
    """Check the stored files of a draft once more, with the headers that the region knows by now: the job's id."""
    from etl.pipeline import jobs, stored

    region, periode = kiriman_id.split("_")[:2]
    demand(who, Action.SUBMIT, region)
    uploads, reading = stored.uploads(settings.load(), kiriman_id)
    reading = replace(reading, mapping={}, carried={})
    return jobs.start(settings.load(), who, uploads, region, periode, reading=reading, since=since)


def status(who: Principal, job_id: str) -> JobStatus:
    """How far a job is."""
    from etl.pipeline import jobs

    return jobs.status(job_id, settings.load(), who)


def glance(who: Principal, job_id: str) -> tuple[dict[str, Any], pl.DataFrame] | None:
    """What a job found while it still saves its draft: row and findings as the lake will hold them, or None."""
    from etl.pipeline import jobs

    return jobs.glance(job_id, settings.load(), who)


def running(who: Principal, kode_wilayah: str) -> list[JobStatus]:
    """The jobs of a region that are not done, newest first, whoever began them."""
    from etl.pipeline import jobs

    return jobs.running(settings.load(), who, kode_wilayah)


def failed(who: Principal, kode_wilayah: str) -> list[JobStatus]:
    """The jobs of a region that ended with an error in the last days, newest first."""
    from etl.pipeline import jobs

    return jobs.failed(settings.load(), who, kode_wilayah)


def cancel(who: Principal, job_id: str) -> None:
    """Stop a job; nothing of it is kept."""
    from etl.pipeline import jobs

    jobs.cancel(job_id, settings.load(), who)


def recheck(who: Principal, kode_wilayah: str, kiriman_id: str, edits: Edits) -> Recheck:
    """What the rules would say if these cells were so; nothing is kept."""
    from etl.pipeline import jobs

    return jobs.recheck(settings.load(), who, kode_wilayah, kiriman_id, _listed(edits))


def save(who: Principal, kode_wilayah: str, kiriman_id: str, edits: Edits) -> str:
    """Keep the corrected cells as the next draft: the job's id."""
    from etl.pipeline import jobs

    return jobs.save(settings.load(), who, kode_wilayah, kiriman_id, _listed(edits))


def _listed(edits: Edits) -> list[Edit]:
    return [Edit(*cell, value) for cell, value in edits.items()]


def annotated(who: Principal, kode_wilayah: str, kiriman_id: str, lang: str = "id") -> bytes:
    """The sender's own file with its faulty cells marked; of several files an archive."""
    from etl.pipeline import marked

    return marked.annotated(settings.load(), who, kode_wilayah, kiriman_id, lang)[1]


def ajukan(who: Principal, kiriman_id: str, reasons: Mapping[str, str], reason: str | None = None) -> int:
    """Put a draft before the approver. The new snapshot."""
    from etl.warehouse import write

    return write.ajukan(settings.load(), who, kiriman_id, reasons, reason)


def setujui(who: Principal, kiriman_id: str, reason: str | None = None) -> int:
    """Approve a submission. The new snapshot."""
    from etl.warehouse import write

    return write.setujui(settings.load(), who, kiriman_id, reason)


def kembalikan(who: Principal, kiriman_id: str, reason: str) -> int:
    """Return a submission to its sender. The new snapshot."""
    from etl.warehouse import write

    return write.kembalikan(settings.load(), who, kiriman_id, reason)


def batalkan(who: Principal, kiriman_id: str, reason: str) -> int:
    """Withdraw a draft or a submission. The new snapshot."""
    from etl.warehouse import write

    return write.batalkan(settings.load(), who, kiriman_id, reason)


def hapus(who: Principal, kiriman_id: str, reason: str) -> int:
    """Delete the received files of a submission. The new snapshot."""
    from etl.warehouse import write

    return write.hapus(settings.load(), who, kiriman_id, reason)


def kunci(who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Close a quarter. The new snapshot."""
    from etl.warehouse import write

    return write.kunci(settings.load(), who, kode_wilayah, periode, reason)


def buka(who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Open a closed quarter again. The new snapshot."""
    from etl.warehouse import write

    return write.buka(settings.load(), who, kode_wilayah, periode, reason)


def atur(who: Principal, kode_wilayah: str, key: str, value: str) -> int:
    """Set one of the region's own rules. The new snapshot."""
    from etl.warehouse import write

    return write.atur(settings.load(), who, kode_wilayah, key, value)


def petakan(who: Principal, kode_wilayah: str, mapping: Mapping[str, Mapping[str, str]]) -> int:
    """Remember what the region's own headers mean, by dataset. The new snapshot."""
    from etl.warehouse import write

    return write.petakan(settings.load(), who, kode_wilayah, mapping)


def tinjau_kembalikan(who: Principal, kiriman_id: str, reason: str) -> int:
    """Return, as a reviewer, a submission that counts. The new snapshot."""
    from etl.warehouse import write

    return write.tinjau_kembalikan(settings.load(), who, kiriman_id, reason)


def komentari(who: Principal, kode_wilayah: str, periode: str, isi: str, menjawab: str | None = None) -> str:
    """Write about a government's quarter, or answer; the comment's id."""
    from etl.warehouse import review

    return review.komentari(settings.load(), who, kode_wilayah, periode, isi, menjawab)


def selesaikan(who: Principal, komentar_id: str) -> None:
    """Close a thread."""
    from etl.warehouse import review

    review.selesaikan(settings.load(), who, komentar_id)


def simpan_kelompok(who: Principal, nama: str, anggota: Sequence[str]) -> str:
    """Save a group of governments under a name; its id."""
    from etl.warehouse import peer_groups

    return peer_groups.simpan_kelompok(settings.load(), who, nama, anggota)


def hapus_kelompok(who: Principal, kelompok: str) -> None:
    """End a saved group."""
    from etl.warehouse import peer_groups

    peer_groups.hapus_kelompok(settings.load(), who, kelompok)


def give(who: Principal, grant: Grant, reason: str | None = None) -> str:
    """Give a role; the grant's id."""
    from etl.warehouse import grants

    return grants.give(settings.load(), who, grant, reason)


def withdraw(who: Principal, hak_id: str, reason: str) -> None:
    """Take a role back; it ends at the holder's next click."""
    from etl.warehouse import grants

    grants.withdraw(settings.load(), who, hak_id, reason)


def span(scope: Scope, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments (UTC) from the beginning of one day to the end of another, where the scope lies."""
    from etl.warehouse import grants

    return grants.span(scope, first, last)


def make_docs(who: Principal, kode_wilayah: str, kiriman_id: str) -> None:
    """Have the data docs of a submission made by a process of their own."""
    from etl.pipeline import dokumen

    dokumen.start(settings.load(), who, kode_wilayah, kiriman_id)


Told = str | int | float | None


def audit(who: Principal, tindakan: str, objek: str, *, kode_wilayah: str | None = None, **rincian: Told) -> None:
    """Record a deed at once. kode_wilayah: the government it is about; None: the reader's own. Nothing told is not kept."""
    from etl.warehouse import audit as trail

    told = {name: value for name, value in rincian.items() if value is not None}
    trail.record(settings.load(), who, trail.Record(tindakan, objek, kode_wilayah, told))


def noted(who: Principal, tindakan: str, objek: str) -> None:
    """Record a deed within a second, without waiting."""
    from etl.warehouse import audit as trail

    trail.later(settings.load(), who, trail.Record(tindakan, objek))


def turned_away(nobody: str, objek: str, **rincian: Told) -> None:
    """Record, within a second, that somebody was refused; nobody: a mark, as they may be anybody."""
    from etl.warehouse import audit as trail

    trail.refused(settings.load(), nobody, objek, **rincian)


def viewed(who: Principal, objek: str, *, kode_wilayah: str | None = None, **rincian: Told) -> None:
    """Record, within a second and without waiting, that somebody saw personal data; the same once per session."""
    from etl.warehouse import audit as trail

    seen: set[tuple[Any, ...]] = st.session_state.setdefault("_dilihat", set())
    what = (who.identity, who.role, objek, kode_wilayah, *sorted(rincian.items()))
    if what not in seen:
        seen.add(what)
        trail.later(settings.load(), who, trail.Record("lihat_pribadi", objek, kode_wilayah, rincian))
