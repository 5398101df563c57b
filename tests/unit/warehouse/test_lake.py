import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from etl.warehouse import lake, migrations
from tests.katalog import environment

WRITE_TEN = """
import sys
from etl.settings import load
from etl.warehouse import lake
for n in range(5):
    with lake.writing(load(), sys.argv[1], "uji", only=[sys.argv[1]]) as con:
        con.execute("INSERT INTO lake.pengaturan_wilayah (kode_wilayah, kunci, nilai) VALUES (?, 'n', ?)", [sys.argv[1], str(n)])
"""


def test_two_writers_at_once_lose_nothing(settings):
    started = [
        subprocess.Popen([sys.executable, "-c", WRITE_TEN, name], stderr=subprocess.PIPE, env=environment(settings))
        for name in ("satu", "dua")
    ]
    for process in started:
        assert process.wait(120) == 0, process.communicate()[1]
    with lake.writer(settings) as con:
        rows = con.execute("SELECT kode_wilayah, count(*) FROM lake.pengaturan_wilayah GROUP BY ALL ORDER BY ALL").fetchall()
    assert rows == [("dua", 5), ("satu", 5)]


def test_a_rollback_leaves_nothing(settings):
    with contextlib.suppress(ZeroDivisionError), lake.writing(settings, "a", "b") as con:
        con.execute("INSERT INTO lake.unit (kiriman_id, periode) SELECT 'x', '2024-TW1' FROM range(1000)")
        raise ZeroDivisionError
    with lake.writer(settings) as con:
        assert con.execute("SELECT count(*) FROM lake.unit").fetchall() == [(0,)]
    assert not list(settings.data.rglob("*.parquet"))


def test_a_lake_of_an_earlier_version_is_brought_up_to_date(monkeypatch, tmp_path, catalogue):
    older = catalogue.at(tmp_path / "lama")
    every = migrations.scripts()
    monkeypatch.setattr(migrations, "scripts", lambda: every[:2])
    with lake.writing(older, "a", "b") as con:
        con.execute("INSERT INTO lake.unit (kiriman_id, periode) VALUES ('x', '2020-TW4')")
    monkeypatch.setattr(migrations, "scripts", lambda: every)
    reader = lake.open_reader(older)
    assert reader.query("SELECT nomor FROM lake.migrasi ORDER BY nomor")["nomor"].to_list() == list(range(1, len(every) + 1))
    assert reader.query("SELECT kiriman_id FROM lake.unit").rows() == [("x",)]
    assert reader.query("SELECT * FROM lake.nilai_kini").is_empty()


def test_every_fact_and_value_is_partitioned_by_period():
    for path in sorted((Path(migrations.__file__).parent / "schema").glob("00[1236]_*.sql")):
        sql = path.read_text()
        tables = {line.split()[2] for line in sql.splitlines() if line.startswith("CREATE TABLE")}
        assert tables == {line.split()[2] for line in sql.splitlines() if line.endswith("SET PARTITIONED BY (periode);")}


def test_without_a_lake_the_reader_says_so(tmp_path, catalogue):
    with pytest.raises(lake.NoLake, match="Gudang data belum ada"):
        lake.open_reader(catalogue.at(tmp_path / "tiada"))
