"""Uploads from the drop to the draft, with real workers: what is kept, what is refused, what happens when one falls over."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etl import pipeline, synth
from etl.access import Principal, Role, Scope
from etl.contracts.parsed import AS_IT_IS
from etl.errors import DataRefused
from etl.paths import ROOT
from etl.pipeline import antre, jobs
from etl.pipeline.jobs import Edit, JobStatus, Upload
from etl.pipeline.limits import Limits
from etl.pipeline.pool import Pool
from etl.settings import Settings, load
from etl.validation.findings import as_json, ordered
from etl.warehouse import audit, files, lake, read, submissions
from tests.unit.pipeline.conftest import QUARTER, REGION, small_tables

OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
SECONDS = 240


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One lake for this story."""
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path_factory.mktemp('unggah') / 'katalog.sqlite'}"})
    with lake.writer(settings):
        pass
    return settings


@pytest.fixture(scope="module", autouse=True)
def own_pool() -> Iterator[None]:
    """Workers of this file alone."""
    with pytest.MonkeyPatch.context() as patch:
        pool = Pool()
        patch.setattr(jobs, "POOL", pool)
        yield
        pool.close()


def ended(at: Settings, job: str) -> JobStatus:
    until = time.monotonic() + SECONDS
    while not (told := jobs.status(job, at, OPERATOR)).selesai:
        assert time.monotonic() < until
        time.sleep(0.05)
    # The thread of the job gives its worker back just after that.
    while job in jobs._AT_WORK:
        time.sleep(0.01)
    return told


def faulty(path: Path) -> Path:
    """The small submission with a fault that blocks and, in a name, something like a NIP."""
    tables = small_tables()
    unit = tables["unit"].with_columns(pl.lit("Bidang 197003121995031001").alias("nama_unit"))
    synth.workbook({**tables, "unit": unit, "pegawai": tables["pegawai"].with_columns(pl.lit("salah").alias("golongan"))}, path)
    return path


@pytest.fixture(scope="module")
def draft(at: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, JobStatus]:
    """A faulty workbook, uploaded."""
    path = faulty(tmp_path_factory.mktemp("kirim") / "36.72_2024-TW4.xlsx")
    job = jobs.start(at, OPERATOR, [Upload(f"C:\\kirim\\{path.name}", path.read_bytes())], REGION, QUARTER)
    assert [other.job_id for other in jobs.running(at, OPERATOR, REGION)] == [job], "anybody of the region sees it, in any window"
    return path, ended(at, job)


def test_an_upload_becomes_a_draft_with_its_receipt(at: Settings, draft: tuple[Path, JobStatus]) -> None:
    path, told = draft
    assert (told.galat, told.kunci, told.langkah, told.dari) == (None, "kerja.selesai", 4, 4)
    assert told.receipt is not None
    assert (told.receipt["status"], told.receipt["versi"]) == ("diterima", 1), "it blocks, so it is received and not yet valid"
    kiriman = submissions.known(at, told.receipt["kiriman_id"])
    assert kiriman is not None
    stored = files.stored(at, kiriman)
    assert (stored.names, stored.damaged, stored.paths[0].read_bytes()) == ((path.name,), (), path.read_bytes())
    assert list((antre.room(at) / told.job_id).glob("masuk/*")) == [], "the file lies with its submission now"
    assert jobs.running(at, OPERATOR, REGION) == []


def test_the_offline_check_says_what_the_draft_holds_byte_for_byte(at: Settings, draft: tuple[Path, JobStatus]) -> None:
    path, told = draft
    assert told.receipt is not None
    held = read.found(lake.open_reader(at), OPERATOR, REGION, told.receipt["kiriman_id"])
    report = pipeline.check([path], REGION, QUARTER).report()
    assert report["temuan"] == as_json(ordered(held))
    assert len(report["temuan"]) > 5
    assert "197003121995031001" not in str(report)


def test_the_same_file_again_changes_nothing(at: Settings, draft: tuple[Path, JobStatus]) -> None:
    path, first = draft
    again = ended(at, jobs.start(at, OPERATOR, [Upload("nama lain.xlsx", path.read_bytes())], REGION, QUARTER))
    assert again.receipt is not None
    assert first.receipt is not None
    assert (again.receipt["status"], again.receipt["kiriman_id"]) == ("tidak_berubah", first.receipt["kiriman_id"])


def test_what_was_found_can_be_read_while_the_draft_is_being_saved(at: Settings, tmp_path: Path) -> None:
    path, seen = faulty(tmp_path / "36.72_2024-TW1.xlsx"), None
    job = jobs.start(at, OPERATOR, [Upload(path.name, path.read_bytes())], REGION, "2024-TW1")
    while not jobs.status(job, at, OPERATOR).selesai:
        seen = seen or jobs.glance(job, at, OPERATOR)
        time.sleep(0.005)
    receipt = ended(at, job).receipt
    assert seen is not None
    assert receipt is not None
    row, found = seen
    who = replace(OPERATOR, draft=receipt["kiriman_id"])
    kept = read.found(lake.open_reader(at), who, REGION, receipt["kiriman_id"])
    assert as_json(found) == as_json(ordered(kept)), "the same findings as in the lake"
    stored = submissions.known(at, receipt["kiriman_id"])
    assert stored is not None
    told = {key: stored[key] for key in row if key not in ("baris", "total_kendali")}
    assert {key: row[key] for key in told} == told
    assert json.loads(row["baris"]) == receipt["baris"]
    assert jobs.glance(job, at, OPERATOR) is None, "what was found in the file does not stay with the job"
    assert not (antre.room(at) / job / "sekilas").exists()


def test_a_worker_that_only_holds_its_last_file_takes_the_next_one_before_a_new_one_is_started() -> None:
    pool = Pool()
    try:
        first = pool.take()
        pool.give_back(first, "36.72_2024-TW4_x")
        assert pool.take() is first
        assert len(pool.workers) == 1
        first.peak_mb = first.limits.memory_mb
        pool.give_back(first, "36.72_2024-TW4_y")
        assert pool.take() is not first, "it is too full by now"
    finally:
        pool.close()


def test_cells_are_corrected_in_the_browser_and_kept_as_the_next_draft(at: Settings, draft: tuple[Path, JobStatus]) -> None:
    _, first = draft
    assert first.receipt is not None
    kiriman = first.receipt["kiriman_id"]
    edits = [Edit("pegawai", row, "golongan", text) for row, text in enumerate((None, "IV/c", "IV/b", "III/d", "IX", "II/c"), 2)]
    before, after = jobs.recheck(at, OPERATOR, REGION, kiriman, []), jobs.recheck(at, OPERATOR, REGION, kiriman, edits)
    assert (before.blocked, "golongan" in before.findings["kolom"]) == (True, True)
    assert "golongan" not in after.findings["kolom"]
    told = ended(at, jobs.save(at, OPERATOR, REGION, kiriman, edits))
    assert told.receipt is not None
    assert told.receipt["versi"] == 2
    held = ordered(read.found(lake.open_reader(at), OPERATOR, REGION, told.receipt["kiriman_id"]))
    assert as_json(held) == as_json(after.findings)
    with pytest.raises(DataRefused, match="unit"):
        jobs.recheck(at, OPERATOR, REGION, kiriman, [Edit("unit", 99, "kode_unit", "x")])


def test_two_clerks_at_once_are_both_kept(at: Settings, tmp_path: Path) -> None:
    sent = []
    for number in (1, 2):
        tables = small_tables()
        tables["unit"] = tables["unit"].with_columns(pl.lit(f"Unit {number}").alias("nama_unit"))
        path = tmp_path / f"{number}.xlsx"
        synth.workbook(tables, path)
        sent.append(jobs.start(at, OPERATOR, [Upload(path.name, path.read_bytes())], REGION, "2024-TW3"))
    receipts = [ended(at, job).receipt for job in sent]
    assert sorted(r["versi"] for r in receipts if r) == [1, 2]
    assert len(read.history(lake.open_reader(at), OPERATOR, REGION, "2024-TW3")) == 2


def test_a_worker_that_dies_leaves_a_message_and_the_file_and_nothing_half_accepted(at: Settings, small_book: Path) -> None:
    body = small_book.read_bytes()
    job = jobs.start(at, OPERATOR, [Upload("a.xlsx", body)], REGION, "2024-TW2")
    until = time.monotonic() + SECONDS
    while jobs.status(job, at).langkah < 1 and time.monotonic() < until:
        time.sleep(0.01)
    worker = jobs._AT_WORK[job]
    assert worker is not None
    worker.process.terminate()
    told = ended(at, job)
    assert told.galat is not None
    assert told.galat[0] == "kerja.galat.jatuh"
    assert antre.received(antre.room(at) / job)[0].read_bytes() == body
    assert read.history(lake.open_reader(at), OPERATOR, REGION, "2024-TW2").is_empty()
    assert job in [other.job_id for other in jobs.failed(at, OPERATOR, REGION)]


def test_a_cancelled_job_keeps_nothing(at: Settings, small_book: Path) -> None:
    job = jobs.start(at, OPERATOR, [Upload("a.xlsx", small_book.read_bytes())], REGION, "2024-TW2")
    jobs.cancel(job, at, OPERATOR)
    told = ended(at, job)
    assert told.galat is not None
    assert told.galat[0] == "kerja.galat.dibatalkan"
    assert not (antre.room(at) / job / "masuk").exists()


@pytest.mark.parametrize(("limits", "reason"), [(Limits(memory_mb=40), "memori"), (Limits(seconds=0), "waktu")])
def test_a_worker_over_its_limits_is_stopped(
    at: Settings, small_book: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, reason: str
) -> None:
    pool = Pool(limits)
    monkeypatch.setattr(jobs, "POOL", pool)
    told = ended(at, jobs.start(at, OPERATOR, [Upload("a.xlsx", small_book.read_bytes())], REGION, "2024-TW2"))
    assert told.galat is not None
    assert told.galat[0] == f"kerja.galat.{reason}"
    pool.close()


def test_an_error_in_the_order_is_told_and_not_raised(at: Settings, small_book: Path) -> None:
    upload = [Upload("a.xlsx", small_book.read_bytes())]
    told = ended(at, jobs.start(at, OPERATOR, upload, REGION, "2024-TW2", reading=AS_IT_IS, since="2020-TW1"))
    assert told.galat is not None
    assert told.galat[0] == "galat.dibawa_tak_ada"
    audit.flush()
    with lake.writer(at) as con:
        trail = con.execute("SELECT tindakan, kode_wilayah, rincian FROM lake.jejak WHERE objek = ?", [told.job_id]).fetchall()
    assert trail == [("unggah", REGION, '{"galat": "galat.dibawa_tak_ada"}')], "a file that became no submission is on record too"


def test_a_worker_without_a_parent_ends() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl.confined"], cwd=ROOT, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
    )
    assert done.returncode == 0
