"""Receiving files on Unggah: drop, region and quarter from the file, the check in its own process, and its progress."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from etl.access import Principal
from etl.errors import LakeError, RampingError
from etl.locale import has
from etl.periods import Period
from pages.ui import actions, auth, data, downloads, formats
from pages.ui import unggah_model as model
from pages.ui.unggah_model import Draft
from pages.ui.words import lang, t

SAID, TOOK, TURN, PICK = "_unggah_pesan", "_unggah_detik", "_unggah_ke", "_unggah_pilih"
"""Session keys: what to say once, how long a check took, which uploader, which submission to open."""
SEEN = "_unggah_dilihat"
"""Session key: the checks whose end was told."""
DRAWN = "_unggah_langkah"
"""Session key: the check and the step that the screen shows."""
JOB = "kerja"
"""Query parameter: the check that this window waits for."""
EVERY = 0.4
"""Seconds between two looks at a running check."""
PATIENCE = 1.0
"""Seconds that a look waits for the next step, so that it is drawn at once and nothing is drawn twice."""
FOUND = 3
"""The step from which on the findings are known: what is left is to compute and keep the draft."""


@dataclass(frozen=True)
class Desk:
    """Whose workbook: the reader, their one government, its approved quarters (newest first)."""

    who: Principal
    kode_wilayah: str
    nama: str
    periods: tuple[str, ...]


def say(kind: str, words: str) -> None:
    """Say it at the top of the next run, once. kind: error, warning, success or info."""
    st.session_state[SAID] = (kind, words)


def said() -> None:
    """What the last step left to say."""
    kind, words = st.session_state.pop(SAID, ("", ""))
    if words:
        getattr(st, kind)(words)


def refused(error: RampingError) -> None:
    """Say at once what is wrong and how to repair it."""
    st.error(error.message(lang()))


def panel(desk: Desk, *, since: str | None = None) -> None:
    """The place to drop files, and what to assume of sheets that they do not hold."""
    turn = st.session_state.setdefault(TURN, 0)
    with st.container(key="unggah_berkas", gap="xsmall"):
        # The uploader speaks English only: the style sheet writes this word on its button.
        st.html(f"<style>.st-key-unggah_berkas{{--pilih:'{t('unggah.tarik.pilih')}'}}</style>")
        st.markdown(t("unggah.tarik"))
        files = st.file_uploader(
            t("unggah.tarik.label"), accept_multiple_files=True, key=f"unggah_{turn}", label_visibility="collapsed"
        )
        st.caption(t("unggah.tarik.wilayah", wilayah=desk.nama))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen, layout = _unchanged(desk, since), _layout()
        last_failure(desk)
    if files:
        receive(desk, files, chosen, offered=since, layout=layout)


def _unchanged(desk: Desk, since: str | None) -> str | None:
    options = ["", *model.earlier(desk.periods, None)]
    if len(options) == 1:
        return None
    chosen = st.selectbox(
        t("unggah.bawa"), options, index=options.index(since) if since in options else 0, key="unggah_bawa", width=420,
        format_func=lambda p: t("unggah.bawa.sejak", periode=formats.period(p)) if p else t("unggah.bawa.tidak"),
        help=t("unggah.bawa.arti"),
    )  # fmt: skip
    return str(chosen) or None


def _layout() -> str | None:
    """By which form the files are read: the template's, or an export of another system."""
    options = ["", *actions.layouts()]
    chosen = st.selectbox(
        t("unggah.bentuk"), options, key="unggah_bentuk", width=420, help=t("unggah.bentuk.arti"),
        format_func=lambda name: t(f"tata_letak.{name}") if name else t("unggah.bentuk.templat"),
    )  # fmt: skip
    return str(chosen) or None


def receive(desk: Desk, files: Sequence[Any], since: str | None, offered: str | None = None, layout: str | None = None) -> None:
    """Start the check at once where the files say their quarter, else ask for it.

    offered: the quarter that the box proposed from the open draft; for files of that quarter or before it was never meant.
    """
    uploads = [(file.name, file.getvalue()) for file in files]
    try:
        region, quarter = actions.hints(uploads)
    except RampingError as error:
        refused(error)
        return
    if region and region != desk.kode_wilayah:
        st.error(t("unggah.wilayah_lain", berkas=region, wilayah=desk.nama, kode=desk.kode_wilayah))
        return
    quarter = quarter or _ask_quarter(desk, len(uploads))
    if quarter:
        begin(desk, uploads, quarter, None if since == offered and since and since >= quarter else since, layout)


def _ask_quarter(desk: Desk, n: int) -> str | None:
    st.info(t("unggah.triwulan_tanya" if n == 1 else "unggah.triwulan_tanya_banyak"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = model.quarters(desk.periods, this_quarter())
        quarter = st.selectbox(t("unggah.triwulan"), options, format_func=formats.period, key="unggah_triwulan", width=200)
        asked = st.button(t("unggah.periksa"), type="primary", key="unggah_periksa")
    return str(quarter) if asked else None


def this_quarter() -> Period:
    """The quarter of today."""
    today = datetime.now(UTC).date()
    return Period(today.year, (today.month + 2) // 3)


def begin(desk: Desk, uploads: Sequence[tuple[str, bytes]], quarter: str, since: str | None, layout: str | None = None) -> None:
    """Hand the files to the worker and look at its progress from the next run on."""
    try:
        watch(actions.start(desk.who, uploads, desk.kode_wilayah, quarter, since=since, layout=layout))
    except RampingError as error:
        refused(error)
        return
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.rerun()


def watch(job: str) -> None:
    """Look at this job from the next run on; its id in the address survives a reload."""
    st.query_params[JOB] = job


def running(desk: Desk) -> str | None:
    """The id of a check that still runs, also one begun in another window; one that has ended is settled."""
    job = st.query_params.get(JOB)
    if job is None:
        return next((told.job_id for told in actions.running(desk.who, desk.kode_wilayah)), None)
    try:
        told = actions.status(desk.who, job)
    except RampingError:  # an old address
        told = None
    if told and not told.selesai:
        return job
    del st.query_params[JOB]
    if told:
        _settle(told)
    return None


def _settle(told: Any) -> None:
    st.session_state[SEEN] = {*st.session_state.get(SEEN, ()), told.job_id}
    if told.galat:
        key, values = told.galat
        say("error", RampingError(key, **values).message(lang()))
        return
    data.pin()
    receipt = told.receipt or {}
    st.session_state[PICK] = receipt.get("kiriman_id")
    st.session_state.setdefault(TOOK, {})[receipt.get("kiriman_id")] = told.detik
    if receipt.get("status") == "tidak_berubah":
        say("info", t(f"unggah.sama.{receipt['tahap']}", versi=receipt["versi"], periode=formats.period(receipt["periode"])))


def last_failure(desk: Desk) -> None:
    """A check that ended with an error while nobody looked: nothing is lost without a word."""
    missed = [job for job in actions.failed(desk.who, desk.kode_wilayah) if job.job_id not in st.session_state.get(SEEN, ())]
    if missed and missed[0].galat:
        key, values = missed[0].galat
        st.caption(t("unggah.periksa.gagal", galat=RampingError(key, **values).message(lang())))


def progress(desk: Desk, job: str) -> Draft | None:
    """The step that the worker is at; the whole page runs again once it has ended. What it found, as soon as that is known."""
    told = _next_step(desk, job)
    if told.selesai:
        watch(job)
        st.rerun()
    words = t(told.kunci) if has(told.kunci, lang()) else t("unggah.periksa.mulai")
    with st.status(t("unggah.periksa.langkah", n=told.langkah, dari=told.dari, pesan=words), expanded=True):
        st.progress(min(1.0, told.langkah / max(1, told.dari)))
        st.caption(t("unggah.periksa.tutup"))
    st.button(t("unggah.periksa.batal"), key="unggah_batal", on_click=_cancel, args=(desk, job))
    if told.langkah < FOUND:
        return None
    language = lang()
    return data.remember(desk.who, "unggah_sekilas", (job, language), lambda: _glance(desk, job, language))


def _next_step(desk: Desk, job: str) -> Any:
    """How far the check is, once it is further than what was drawn last: drawing the same again takes time from the check."""
    told, until = actions.status(desk.who, job), time.monotonic() + PATIENCE
    while not told.selesai and st.session_state.get(DRAWN) == (job, told.langkah) and time.monotonic() < until:
        time.sleep(0.05)
        told = actions.status(desk.who, job)
    st.session_state[DRAWN] = (job, told.langkah)
    return told


def _glance(desk: Desk, job: str, language: str) -> Draft | None:
    found = actions.glance(desk.who, job)
    return model.draft(*found, language) if found else None


def _cancel(desk: Desk, job: str) -> None:
    watch(job)
    # A lake that cannot be reached just now: the part that runs next says so.
    with suppress(LakeError):
        if auth.is_still(desk.who):
            actions.cancel(desk.who, job)


def templates(desk: Desk) -> None:
    """The workbook to fill in: prefilled with what counts now, or blank."""
    newest = max(desk.periods, default=None)
    options = model.quarters(desk.periods, this_quarter())
    start = str(Period.parse(newest).plus(1)) if newest else options[0]
    options = list(dict.fromkeys([start, *options]))
    quarter = st.selectbox(t("unggah.triwulan"), options, format_func=formats.period, key="unggah_templat_triwulan", width=200)
    with st.container(horizontal=True):
        for blank in (False, True):
            kind = "kosong" if blank else "terisi"
            if blank or newest:
                name = f"{desk.kode_wilayah}_{quarter}_{kind}.xlsx"
                downloads.button(
                    desk.who, t(f"unggah.templat.{kind}"), _template(desk, str(quarter), blank), name,
                    objek=f"templat_{kind}/{quarter}", kode_wilayah=desk.kode_wilayah, personal=not blank,
                    mime=downloads.XLSX, key=f"unggah_templat_{kind}",
                )  # fmt: skip
    st.caption(t("unggah.templat.arti"))


def _template(desk: Desk, quarter: str, blank: bool) -> Any:
    language = lang()
    return lambda: actions.template(desk.who, desk.kode_wilayah, quarter, blank, language)
