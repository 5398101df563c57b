"""Many at once: processes that publish, read and tidy one lake at the same time, and what each of them met.

`python -m etl.bench.serentak`: eight publish, four read, one tidies, on the embedded catalogue; on PostgreSQL too where
RAMPING_BENCH_POSTGRES names an empty database.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import queue
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from typing import Any

from etl import engine, pipeline, synth
from etl.access import Principal, Role, Scope
from etl.settings import Settings, load
from etl.warehouse import care, chains, lake, read
from etl.warehouse.order import Order

Publish = Callable[[Settings, Any], str]
"""Publishes one task; the id of the submission that was made. Must be found by name: it runs in another process."""

PAUSE = 0.2
"""Seconds between two looks of one reader."""

NATION = Principal("pembaca@pusat.example", Role.KEMENDAGRI, Scope("*"))

_HALVES = """
    WITH k AS (SELECT kiriman_id FROM lake.kiriman)
    SELECT (SELECT count(*) FROM k) AS kiriman,
        (SELECT count(*) FROM k ANTI JOIN lake.kejadian USING (kiriman_id)) AS tanpa_kejadian,
        (SELECT count(*) FROM k ANTI JOIN lake.unit USING (kiriman_id)) AS tanpa_fakta,
        (SELECT count(*) FROM k ANTI JOIN lake.nilai_metrik USING (kiriman_id)) AS tanpa_nilai,
        (SELECT count(*) FROM lake.unit ANTI JOIN k USING (kiriman_id)) AS fakta_saja,
        (SELECT count(*) FROM lake.nilai_metrik ANTI JOIN k USING (kiriman_id)) AS nilai_saja,
        (SELECT count(*) FROM lake.kejadian ANTI JOIN k USING (kiriman_id)) AS kejadian_saja
"""


@dataclass
class Met:
    """What one process did and met."""

    did: list[Any] = field(default_factory=list)
    halves: list[dict[str, int]] = field(default_factory=list)
    """States in which a submission was there by half, or went away again."""
    errors: list[str] = field(default_factory=list)


def storm(
    settings: Settings, publish: Publish, tasks: Sequence[Sequence[Any]], *, readers: int = 4, tidy: bool = True
) -> dict[str, Any]:
    """One process per list of tasks publishes them, `readers` read and one tidies until all is published.

    terbit: ids published; tiba: those in the lake; baca: readings; setengah: bad states met; kembar: regions and periods with
    two of one version; hilang: submissions that their own snapshot does not show any more; utuh: whether all chains hold.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, publish.__module__])
    told, stop = context.Queue(), context.Event()
    others = readers + int(tidy)
    start = context.Barrier(len(tasks) + others + 1)
    work = [context.Process(target=_write, args=(settings, publish, own, start, told)) for own in tasks]
    rest = [context.Process(target=_read, args=(settings, start, stop, told)) for _ in range(readers)]
    rest += [context.Process(target=_tidy, args=(settings, start, stop, told)) for _ in range(int(tidy))]
    for process in (*work, *rest):
        process.start()
    start.wait(300)
    began = time.perf_counter()
    written = _all_told(told, work)
    seconds = time.perf_counter() - began
    stop.set()
    seen = _all_told(told, rest)
    for process in (*work, *rest):
        process.join(60)
    return _sum(settings, [met for _, met in written], seen) | {"detik": round(seconds, 2)}


def _all_told(told: Any, processes: Sequence[Any]) -> list[tuple[str, Met]]:
    """What each process tells at its end; one that dies tells so by dying."""
    found: list[tuple[str, Met]] = []
    while len(found) < len(processes):
        try:
            found.append(told.get(timeout=1))
        except queue.Empty:
            dead = [process for process in processes if process.exitcode]
            if len(found) + len(dead) >= len(processes):
                return [*found, *(("mati", Met(errors=[f"{process.name}: {process.exitcode}"])) for process in dead)]
    return found


def _sum(settings: Settings, written: list[Met], seen: list[tuple[str, Met]]) -> dict[str, Any]:
    published = [one for met in written for one in met.did]
    return {
        "terbit": len(published),
        **_after(settings, dict(published)),
        "baca": sum(len(met.did) for kind, met in seen if kind == "baca"),
        "rapi": sum(len(met.did) for kind, met in seen if kind == "rapi"),
        "setengah": [half for _, met in seen for half in met.halves],
        "galat": [error for met in (*written, *(met for _, met in seen)) for error in met.errors],
    }


def _after(settings: Settings, published: dict[str, int]) -> dict[str, Any]:
    """What the lake holds when all have ended; published: the snapshot after each submission."""
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        there = {row[0] for row in con.execute("SELECT kiriman_id FROM lake.kiriman").fetchall()}
        twice = "SELECT kode_wilayah FROM lake.kiriman GROUP BY kode_wilayah, periode, versi HAVING count(*) > 1"
        lost = [name for name, number in published.items() if name not in _shown(con, number)]
        whole = chains.check(lambda sql, p: con.execute(sql, list(p)).fetchall(), settings.secret())["utuh"]
        return {
            "tiba": len(there & set(published)),
            "kembar": len(con.execute(twice).fetchall()),
            "hilang": lost,
            "utuh": whole,
        }
    finally:
        con.close()


def _shown(con: Any, number: int) -> set[str]:
    return {row[0] for row in con.execute("SELECT kiriman_id FROM lake.nilai_metrik AT (VERSION => ?)", [number]).fetchall()}


def _write(settings: Settings, publish: Publish, tasks: Sequence[Any], start: Barrier, told: Any) -> None:
    met = Met()
    start.wait(300)
    for task in tasks:
        try:
            name = publish(settings, task)
            met.did.append((name, lake.open_reader(settings).snapshot()))
        except Exception as error:  # whatever it is, it is what we are looking for
            met.errors.append(f"terbit: {type(error).__name__} {error}")
    told.put(("terbit", met))


def _read(settings: Settings, start: Barrier, stop: Event, told: Any) -> None:
    met, before = Met(), 0
    start.wait(300)
    while not stop.wait(PAUSE):
        try:
            reader = lake.open_reader(settings)
            state = reader.query(_HALVES).row(0, named=True)
            if state["kiriman"] < before or any(state[name] for name in state if name != "kiriman"):
                met.halves.append(state)
            before = state["kiriman"]
            read.metric_values(reader, NATION)
            read.status(reader, NATION)
            met.did.append(state["kiriman"])
        except Exception as error:
            met.errors.append(f"baca: {type(error).__name__} {error}")
    told.put(("baca", met))


def _tidy(settings: Settings, start: Barrier, stop: Event, told: Any) -> None:
    met = Met()
    start.wait(300)
    while not stop.wait(10 * PAUSE):
        try:
            met.did.append(care.maintain(settings, Principal.system("perawat")))
        except Exception as error:
            met.errors.append(f"rapi: {type(error).__name__} {error}")
    told.put(("rapi", met))


WRITERS, QUARTERS = 8, 3


def publish_files(settings: Settings, task: tuple[list[Path], str, str]) -> str:
    """Publish the files of one government and quarter, checked as any upload is."""
    paths, region, period = task
    receipt = pipeline.publish(settings, paths, region, period, Order(Principal.system("bench"), "bench"))
    return str(receipt["kiriman_id"])


def measure(folder: Path) -> dict[str, dict[str, Any]]:
    """Eight governments of the sample's size, three quarters each, by catalogue."""
    tasks: dict[str, list[Any]] = {}
    for one in synth.generate(folder / "kiriman", jumlah_wilayah=WRITERS, jumlah_periode=QUARTERS):
        tasks.setdefault(one.kode_wilayah, []).append((list(one.paths), one.kode_wilayah, one.periode))
    found = {}
    for kind, url in _addresses(folder).items():
        settings = load(
            {"RAMPING_WAREHOUSE": url, "RAMPING_DATA": str(folder / kind), "RAMPING_BERKAS": str(folder / f"{kind}-b")}
        )
        with lake.writer(settings):
            pass
        found[kind] = storm(settings, publish_files, list(tasks.values())) | {"kiriman": sum(map(len, tasks.values()))}
    return found


def _addresses(folder: Path) -> dict[str, str]:
    shared = os.environ.get("RAMPING_BENCH_POSTGRES")
    return {"tertanam": f"sqlite:{folder / 'katalog.sqlite'}"} | ({"bersama": f"postgres:{shared}"} if shared else {})


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(Path(folder)), sys.stdout)


if __name__ == "__main__":
    # The other processes must find `publish_files` by the name of this module, not of the program.
    from etl.bench import serentak

    serentak.main()
