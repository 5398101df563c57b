"""`python -m etl.bench.unggah`: times an upload of 10,000 rows as the page makes it, in its worker; prints one JSON document."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import polars as pl

from etl import settings, synth
from etl.access import Principal
from etl.bench import workload
from etl.pipeline import jobs, marked
from etl.pipeline.pool import POOL
from etl.settings import Settings
from etl.warehouse import lake

WILAYAH, PERIODE = "36.04", "2024-TW4"
SIZES = {"unit": 400, "jabatan": 2500, "pegawai": 5500, "indikator": 800, "capaian": 800}
"""10,000 rows."""
ROUNDS = 3


def _workbook(folder: Path) -> tuple[bytes, dict[str, pl.DataFrame]]:
    whole = workload.resized(synth.submission(WILAYAH, PERIODE))
    tables = {dataset: whole[dataset].head(size) for dataset, size in SIZES.items()}
    broken, _ = workload.with_errors(tables)
    path = folder / "salah.xlsx"
    synth.workbook(broken, path)
    return path.read_bytes(), tables


def _drop(at: Settings, who: Principal, body: bytes) -> tuple[str, float, float]:
    """The draft, and the seconds from the drop of the file to its findings and to the draft in the lake."""
    begun, found = time.perf_counter(), 0.0
    job = jobs.start(at, who, [jobs.Upload("salah.xlsx", body)], WILAYAH, PERIODE)
    while not (told := jobs.status(job, at)).selesai:
        if not found and jobs.glance(job, at, who):
            found = time.perf_counter() - begun
        time.sleep(0.02)
    if told.galat or told.receipt is None:
        raise RuntimeError(str(told.galat))
    return told.receipt["kiriman_id"], found, time.perf_counter() - begun


def _corrections(tables: dict[str, pl.DataFrame]) -> list[list[jobs.Edit]]:
    """One corrected cell each, in the sheets that clerks correct most."""
    post = tables["jabatan"]["kode_jabatan"][0]
    return [[jobs.Edit("pegawai", 2 + n, "kode_jabatan", post)] for n in range(ROUNDS)] + [
        [jobs.Edit("jabatan", 3, "kelas", "9")],
        [jobs.Edit("unit", 5, "jenis_unit", "bidang")],
        [jobs.Edit("capaian", 4, "realisasi", "12")],
    ]


def main() -> None:
    """A worker warmed up, then uploads, the annotated workbook of the last one, and corrections of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        body, tables = _workbook(folder)
        uploads, peaks = [], []
        for number in range(ROUNDS):
            at = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{folder / str(number) / 'katalog.sqlite'}"})
            with lake.writer(at):
                pass
            who = Principal.system("bench")
            POOL.wait_until_warm()
            kiriman, *seconds = _drop(at, who, body)
            uploads.append(seconds)
        begun = time.perf_counter()
        marked.annotated(at, who, WILAYAH, kiriman, "id")
        marking = time.perf_counter() - begun
        edits = _corrections(tables)
        first = [jobs.recheck(at, who, WILAYAH, kiriman, [*one]).detik for one in edits]
        again = [jobs.recheck(at, who, WILAYAH, kiriman, [*one]).detik for one in edits]
        peaks = [worker.peak_mb for worker in POOL.workers]
        POOL.close()
        shutil.rmtree(folder, ignore_errors=True)
    findings, drafts = (statistics.median(column) for column in zip(*uploads, strict=True))
    told = {"temuan_detik": findings, "unggah_detik": drafts, "tanda_detik": marking, "ulang_detik": max(again)}
    print(json.dumps(told | {"ulang_pertama_detik": max(first), "memori_mb": max(peaks)}))


if __name__ == "__main__":
    main()
