"""The trail: what is recorded, in which chain, and when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from meja import NIP

from etl.access import Principal, Role, Scope
from etl.settings import Settings
from etl.warehouse import audit, chain, chains, lake
from etl.warehouse.audit import Record
from tests.katalog import Catalogue, environment

OPERATOR = Principal("operator@cilegon.example", Role.OPERATOR, Scope("36.72"))


def rows(settings: Settings, sql: str) -> list[dict]:
    return lake.open_reader(settings).query(sql).to_dicts()


def trail(settings: Settings) -> list[dict]:
    return rows(settings, "SELECT * FROM lake.jejak ORDER BY rantai, urutan")


def test_each_record_is_the_next_link_of_the_process(settings: Settings) -> None:
    audit.record(settings, OPERATOR, Record("ekspor", "hierarki", "36.72", {"baris": 12}))
    audit.record(settings, OPERATOR, Record("masuk", "sesi"))
    first, second = trail(settings)
    assert (first["urutan"], second["urutan"]) == (1, 2)
    assert first["hash_sebelum"] == chain.GENESIS
    assert second["hash_sebelum"] == first["hash"]
    assert first["rantai"] == second["rantai"]
    assert second["hash"] == chain.link(first["hash"], {name: second[name] for name in audit.LINKED})
    assert (first["identitas"], first["peran"], first["lingkup"]) == ("operator@cilegon.example", "operator", "36.72")
    assert json.loads(first["rincian"]) == {"baris": 12}


def test_each_transaction_closes_with_a_sealed_head(settings: Settings) -> None:
    audit.record(settings, OPERATOR, Record("masuk", "sesi"))
    with lake.writing(settings, "uji", "uji") as con:
        audit.within(con, settings, OPERATOR, Record("atur", "zona"), Record("atur", "zona"))
    heads = rows(settings, "SELECT * FROM lake.kepala_rantai ORDER BY urutan")
    assert [(h["jenis"], h["urutan"]) for h in heads] == [("jejak", 1), ("jejak", 3)]
    assert [h["hash"] for h in heads] == [link["hash"] for link in trail(settings) if link["urutan"] in (1, 3)]
    unsealed = {name: value for name, value in heads[1].items() if name != "segel"}
    assert heads[1]["segel"] == chain.seal(settings.secret(), unsealed)


def test_a_deed_without_a_region_of_its_own_is_about_the_doers_government(settings: Settings) -> None:
    audit.record(settings, OPERATOR, Record("masuk", "sesi"))
    audit.record(settings, Principal("a", Role.ADMIN, Scope("*")), Record("masuk", "sesi"))
    assert [link["kode_wilayah"] for link in trail(settings)] == ["36.72", None]


def test_a_deed_that_is_rolled_back_leaves_no_link_and_no_gap(settings: Settings) -> None:
    audit.record(settings, OPERATOR, Record("masuk", "sesi"))

    def fail() -> None:
        with lake.writing(settings, "uji", "uji") as con:
            audit.within(con, settings, OPERATOR, Record("setujui", "x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    audit.record(settings, OPERATOR, Record("keluar", "sesi"))
    assert [(link["urutan"], link["tindakan"]) for link in trail(settings)] == [(1, "masuk"), (2, "keluar")]


def test_a_nip_in_what_is_recorded_is_starred_out(settings: Settings) -> None:
    audit.record(settings, OPERATOR, Record("ekspor", f"berkas {NIP}", None, {"nama": f"x{NIP}"}))
    assert NIP not in str(trail(settings))


def test_views_are_written_together_within_a_second(settings: Settings) -> None:
    for number in range(5):
        audit.later(settings, OPERATOR, Record("lihat_pribadi", f"kiriman-{number}"))
    audit.refused(settings, "orang.asing@contoh.example", "halaman")
    assert trail(settings) == []
    until = time.monotonic() + 20
    while not trail(settings) and time.monotonic() < until:
        time.sleep(0.05)
    assert [link["objek"] for link in trail(settings)] == [*(f"kiriman-{n}" for n in range(5)), "halaman"]
    assert len(rows(settings, "SELECT * FROM lake.kepala_rantai")) == 1, "one transaction for all of them"


def test_what_waits_while_the_lake_is_busy_is_written_afterwards(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "BATCH_SECONDS", 60)
    monkeypatch.setattr(lake, "WAIT_SECONDS", 0.05)
    audit.later(settings, OPERATOR, Record("lihat_pribadi", "a"))
    with lake.locked(settings):
        audit.flush()
    assert trail(settings) == []
    audit.flush()
    assert [link["objek"] for link in trail(settings)] == ["a"]


def test_without_a_lake_nothing_is_recorded_and_none_is_made(tmp_path: Path, catalogue: Catalogue) -> None:
    nowhere = catalogue.at(tmp_path / "tiada")
    audit.later(nowhere, OPERATOR, Record("masuk", "sesi"))
    audit.flush()
    with pytest.raises(lake.NoLake):
        audit.record(nowhere, OPERATOR, Record("masuk", "sesi"))
    assert not lake.exists(nowhere)
    assert audit._WAITING == []


WRITE = """
from etl.access import Principal
from etl.settings import load
from etl.warehouse import audit
for n in range(4):
    audit.record(load(), Principal.system("a"), audit.Record("masuk", str(n)))
audit.later(load(), Principal.system("a"), audit.Record("keluar", "sesi"))
"""


def test_processes_that_write_at_once_have_a_chain_each_and_their_end_loses_nothing(settings: Settings) -> None:
    running = [subprocess.Popen([sys.executable, "-c", WRITE], env=environment(settings)) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    found = rows(settings, "SELECT rantai, list(urutan ORDER BY urutan) AS n FROM lake.jejak GROUP BY ALL")
    assert [one["n"] for one in found] == [[1, 2, 3, 4, 5]] * 2
    assert {one["t"] for one in rows(settings, "SELECT tindakan AS t FROM lake.jejak WHERE urutan = 5")} == {"keluar"}
    with lake.writer(settings) as con:
        assert chains.check(lambda sql, p: con.execute(sql, list(p)).fetchall(), settings.secret())["utuh"]


def test_a_child_process_writes_a_chain_of_its_own_and_nothing_of_its_parent(settings: Settings) -> None:
    name = audit._process()
    parent, child = os.pipe()
    if (pid := os.fork()) == 0:
        os.write(child, f"{audit._process()} {len(audit._WAITING)}".encode())
        os._exit(0)
    os.waitpid(pid, 0)
    told, waiting = os.read(parent, 100).decode().split()
    assert (told != name, waiting) == (True, "0")


def test_records_of_the_trail_leave_what_readers_keep_by_the_snapshot(settings: Settings) -> None:
    reader = lake.Reader(settings)
    before = reader.snapshot()
    audit.record(settings, OPERATOR, Record("masuk", "sesi"))
    audit.record(settings, OPERATOR, Record("ekspor", "hierarki"))
    assert reader.snapshot() == before
    assert reader.query("SELECT count(*) FROM lake.jejak").item() == 2, "and they are there at once"
    with lake.writing(settings, "uji", "jejak") as con:
        con.execute("INSERT INTO lake.pengaturan_wilayah (kode_wilayah) VALUES ('36.72')")
        audit.within(con, settings, OPERATOR, Record("atur", "zona"))
    after = reader.snapshot()
    assert after > before, "a change of anything else counts, whatever its author called it"
    audit.record(settings, OPERATOR, Record("keluar", "sesi"))
    assert reader.snapshot() == after
    tampered = "UPDATE lake.jejak SET identitas = 'x'"
    with lake.writer(settings) as con:
        con.execute(tampered)
    assert reader.snapshot() > after
    reader.close()
