"""The first start: the sample lake is built by a worker process while the reader watches its steps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import streamlit as st

from etl.locale import has
from etl.paths import ROOT
from pages.ui import lake_state
from pages.ui.words import t

COMMAND = (sys.executable, "-m", "etl", "synth", "--muat")


class Worker:
    """The one building process of this server; a second visitor watches the same one."""

    def __init__(self) -> None:
        lake_state.folder().mkdir(parents=True, exist_ok=True)
        self.log: Path = lake_state.folder() / "bangun.log"
        with self.log.open("wb") as out:
            self.process = _start(out)

    @property
    def running(self) -> bool:
        """Whether it still works."""
        return self.process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it ended without a lake."""
        return not self.running and self.process.returncode != 0

    def reason(self) -> str:
        """The last line it said."""
        lines = [line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        return lines[-1] if lines else f"exit {self.process.returncode}"


def _start(out: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(COMMAND, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


@st.cache_resource(show_spinner=False)
def worker() -> Worker:
    """The worker, started at the first call."""
    _STARTED.append(True)
    return Worker()


_STARTED: list[bool] = []
"""Not empty once this process has started a worker: asking `running` must not start one."""


def running() -> bool:
    """Whether this server is building just now."""
    return bool(_STARTED) and worker().running


def screen() -> None:
    """What the reader sees meanwhile."""
    st.html(f'<h1 class="temuan">{t("halaman.gudang.judul")}</h1>')
    st.markdown(t("halaman.gudang.penjelasan"))
    _watch()


@st.fragment(run_every=0.7)
def _watch() -> None:
    """Reads the progress file; opens the pages when the worker is done."""
    job = worker()
    if not job.running and lake_state.ready():
        st.rerun()
    if job.failed and not lake_state.being_built():
        _explain(job)
        return
    step = lake_state.progress() or {}
    done, of = int(step.get("langkah") or 0), int(step.get("dari") or 1)
    said = {"langkah": done, "dari": of, "pesan": _said(step)}
    words = t("halaman.gudang.langkah", **said) if step else t("halaman.gudang.mulai")
    st.progress(min(done / max(of, 1), 1.0), text=words)


def _said(step: dict[str, Any]) -> str:
    """The step in the reader's language, where its key is known."""
    key = str(step.get("kunci") or "")
    return t(key) if key and has(key) else str(step.get("pesan", ""))


def _explain(job: Worker) -> None:
    st.error(t("halaman.gudang.gagal", sebab=job.reason()))
    st.markdown(t("halaman.gudang.gagal.perbaikan"))
    if st.button(t("halaman.gudang.ulangi"), type="primary"):
        worker.clear()
        st.rerun()
