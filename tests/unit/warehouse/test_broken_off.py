"""A full disk, and a catalogue server that goes away: said in words, nothing lost, and the publication can be repeated."""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from meja import Desk

from etl.errors import LakeDown, LakeError, NoRoom, Unsure
from etl.settings import Settings
from etl.warehouse import chains, lake, locks, migrations, publish
from etl.warehouse.order import Stage
from tests.katalog import Shared, environment

QUARTER = "2024-TW3"


@contextlib.contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a full disk: what is written beyond this is refused."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def left(settings: Settings, periode: str = QUARTER) -> list[str]:
    return sorted(path.name for path in (settings.berkas / "36.72" / periode).glob("*"))


def sent(desk: Desk) -> list[tuple]:
    return desk.rows("SELECT kode_wilayah, periode, versi FROM lake.kiriman WHERE periode = ? ORDER BY ALL", QUARTER)


@pytest.mark.parametrize("place", ["berkas", "gudang"])
def test_a_full_disk_is_said_and_leaves_nothing(filled: Desk, place: str) -> None:
    parsed = filled.parsed(QUARTER, "7")
    room = parsed.files[0].size + 600 if place == "gudang" else 500
    with no_file_larger_than(room), pytest.raises(NoRoom, match="Ruang cakram habis"):
        filled.submit(parsed)
    assert (sent(filled), left(filled.settings)) == ([], [])
    assert filled.submit(parsed)[0]["versi"] == 1
    assert left(filled.settings) == [parsed.kiriman_id]


@pytest.fixture
def shared(postgres: Shared, tmp_path: Path) -> Iterator[tuple[Desk, Shared]]:
    """An empty lake on PostgreSQL, whose server may be stopped."""
    settings = postgres.at(tmp_path / "gudang")
    with lake.writer(settings):
        pass
    yield Desk(settings, tmp_path), postgres
    if postgres.process is not None and postgres.process.poll() is not None:
        postgres.start()


def test_a_server_that_goes_in_mid_publication_and_comes_back(
    shared: tuple[Desk, Shared], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, server = shared
    append, parsed = publish._append, desk.parsed(QUARTER, "7")

    def then_gone(*args: object) -> None:
        append(*args)  # type: ignore[arg-type]
        server.stop()

    with monkeypatch.context() as patched:
        patched.setattr(publish, "_append", then_gone)
        with pytest.raises(LakeDown, match="PostgreSQL"):
            desk.submit(parsed)
    with pytest.raises(LakeDown, match="PostgreSQL"):
        desk.submit(parsed)
    reader = None
    with pytest.raises(LakeDown):
        reader = lake.Reader(desk.settings)
    server.start()
    assert desk.submit(parsed, stage=Stage.TERBIT)[0]["versi"] == 1
    assert sent(desk) == [("36.72", QUARTER, 1)]
    assert left(desk.settings) == [parsed.kiriman_id]
    reader = lake.Reader(desk.settings)
    server.stop()
    for look in (reader.snapshot, reader.current, lambda: reader.query("SELECT 1 FROM lake.kiriman")):
        with pytest.raises(LakeDown):
            look()
    server.start()
    assert reader.query("SELECT count(*) FROM lake.kiriman_kini").item() == 1, "it recovers by itself"
    with lake.writer(desk.settings) as con:
        assert chains.check(lambda sql, p: con.execute(sql, list(p)).fetchall(), desk.settings.secret())["utuh"]


def test_a_commit_that_arrived_though_its_answer_was_lost_is_recognised(
    shared: tuple[Desk, Shared], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = shared
    commit, first = lake._commit, desk.parsed(QUARTER, "7")

    def lost(con: object) -> None:
        commit(con)  # type: ignore[arg-type]
        raise Unsure("galat.gudang_terputus")

    with monkeypatch.context() as patched:
        patched.setattr(lake, "_commit", lost)
        with pytest.raises(LakeDown):
            desk.submit(first)
    assert left(desk.settings) == [first.kiriman_id]
    (again,) = desk.submit(desk.parsed(QUARTER, "7"))
    assert (again["kiriman_id"], again["status"]) == (first.kiriman_id, "tidak_berubah")


def test_writers_of_one_region_wait_for_each_other_and_those_of_others_do_not(shared: tuple[Desk, Shared]) -> None:
    settings = shared[0].settings
    with locks._advisory(settings, ["36.72"], 5), locks._advisory(settings, ["36.04", "11.01"], 5):
        for only in (["36.72"], ["99.99", "11.01"], None):
            with pytest.raises(LakeError, match="penulis lain"), locks._advisory(settings, only, 0.2):
                pass
    with locks._advisory(settings, None, 5), pytest.raises(LakeError), locks._advisory(settings, ["12.01"], 0.2):
        pass


def test_a_lock_lost_with_its_server_stops_the_commit(shared: tuple[Desk, Shared]) -> None:
    desk, server = shared

    def write() -> None:
        with lake.writing(desk.settings, "uji", "uji", only=["36.72"]) as con:
            server.stop()
            server.start()
            con.execute("INSERT INTO lake.pengaturan_wilayah (kode_wilayah) VALUES ('36.72')")

    with pytest.raises(LakeDown):
        write()
    assert desk.rows("SELECT count(*) FROM lake.pengaturan_wilayah") == [(0,)]


MAKE = "from etl.settings import load; from etl.warehouse import lake\nwith lake.writer(load(), only=['36.72']): pass"


def test_two_processes_that_make_the_lake_at_once_make_one(postgres: Shared, tmp_path: Path) -> None:
    settings = postgres.at(tmp_path / "gudang")
    running = [subprocess.Popen([sys.executable, "-c", MAKE], env=environment(settings)) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    found = lake.Reader(settings).query("SELECT nomor FROM lake.migrasi ORDER BY ALL")["nomor"].to_list()
    assert found == list(range(1, len(migrations.scripts()) + 1))
