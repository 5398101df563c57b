"""`python -m etl.bench.nasional_muat`: one national quarter in bulk, then computed again; prints one JSON document.

With `--hanya-muat` it only publishes every quarter of the set into the lake of RAMPING_WAREHOUSE.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb

from etl import pipeline, settings, validation
from etl.bench import nasional_set as given
from etl.bench.workbook import _peak_mb
from etl.contracts import contracts
from etl.metrics import run as metrics
from etl.pipeline import bulk
from etl.settings import Settings
from etl.warehouse import care, publish, values

TIMED = (
    (validation, "run", "aturan"),
    (publish, "accept", "terima"),
    (values, "compute", "hitung"),
    (values, "append", "tulis_nilai"),
)


def load(at: Settings, some: list[bulk.Sent]) -> dict[str, Any]:
    """Publish one quarter; where the time went. `lain`: storing files, history, findings, facts, receipts, the commit."""
    watch, begun = given.Watch(), dict[str, float]()
    with ExitStack() as stack:
        for module, name, step in TIMED:
            stack.enter_context(watch.on(module, name, step))
        start = time.perf_counter()
        receipts = bulk.publish_quarter(at, some, given.ORDER, lambda step: begun.update({step: time.perf_counter()}))
        end = time.perf_counter()
    steps = {"baca": begun["periksa"] - start, "periksa": begun["simpan"] - begun["periksa"]}
    steps |= {name: watch.seconds.get(name, 0.0) for name in ("terima", "hitung", "tulis_nilai")}
    return {
        "detik": end - start,
        "memori_mb": _peak_mb(),
        "langkah": steps | {"lain": end - start - sum(steps.values())},
        "aturan_detik": watch.seconds["aturan"],
        "temuan": sum(told["jumlah_temuan"] for told in receipts),
        "pegawai": sum(told["baris"]["pegawai"]["diterima"] for told in receipts),
        "wilayah": len(receipts),
        "periode": some[0].periode,
    }


def again(at: Settings, periode: str) -> dict[str, float]:
    """Compute the quarter again; the layers of all posts and views among it."""
    watch = given.Watch()
    with watch.on(metrics, "layers", "lapisan"):
        start = time.perf_counter()
        care.recompute(at, given.ORDER.who, periode=periode)
        end = time.perf_counter()
    return {"ulang_detik": end - start, "lapisan_detik": watch.seconds["lapisan"]}


def floor(some: list[bulk.Sent], folder: Path) -> float:
    """Seconds that DuckDB needs to read the same files and write them to one table per dataset."""
    con = duckdb.connect(folder / "lantai.duckdb")
    start = time.perf_counter()
    for dataset in contracts():
        paths = [str(path) for one in some for path in one.paths if path.name == f"{dataset}.parquet"]
        if paths:
            con.execute(f"CREATE TABLE {dataset} AS FROM read_parquet(?, union_by_name = true)", [paths])
    con.close()
    return time.perf_counter() - start


def main() -> None:
    """Import the rules first, as a worker does; then load, compute again, and the floor."""
    pipeline.warm().join()
    with given.files() as files, tempfile.TemporaryDirectory() as folder:
        if "--hanya-muat" in sys.argv:
            seconds = {quarter: given.publish(settings.load(), some) for quarter, some in given.sent(files).items()}
            print(json.dumps(seconds))
            return
        newest = max(bulk.found(files).quarters)
        some = given.sent(files, newest)[newest]
        at = settings.load({"RAMPING_WAREHOUSE": f"sqlite:{Path(folder) / 'katalog.sqlite'}"})
        found = load(at, some)
        print(json.dumps(found | again(at, newest) | {"lantai_detik": floor(some, Path(folder))}))


if __name__ == "__main__":
    main()
