"""The reader reads the lake and nothing else: whatever SQL should ever reach it, the machine stays out of reach."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse import lake
from tests.katalog import Catalogue


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    return tmp_path_factory.mktemp("terkunci")


@pytest.fixture(scope="module")
def reader(folder: Path, catalogue: Catalogue) -> Iterator[lake.Reader]:
    settings = catalogue.at(folder)
    with lake.writer(settings):
        pass
    opened = lake.Reader(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def outside(folder: Path) -> Path:
    """Files beside the lake: a table, the key of the pseudonyms, a database."""
    with duckdb.connect(str(folder / "lain.db")) as con:
        con.execute("create table t as select 1 as x")
        con.execute(f"copy t to '{folder / 'luar.parquet'}'")
        con.execute(f"copy t to '{folder / 'luar.csv'}'")
    (folder / "berkas").mkdir(exist_ok=True)
    (folder / "berkas" / "rahasia.kunci").write_text("kunci")
    return folder


READING = (
    "select * from read_text('{0}/berkas/rahasia.kunci')",
    "select * from read_blob('{0}/berkas/*')",
    "select * from read_csv('{0}/luar.csv')",
    "select * from read_parquet('{0}/luar.parquet')",
    "select * from read_json('{0}/berkas/rahasia.kunci')",
    "from '{0}/luar.csv'",
    "select * from glob('{0}/berkas/*')",
    "select * from glob('/etc/*')",
    "select * from read_text('/etc/passwd')",
    "select * from read_csv('/proc/self/environ')",
    "select * from parquet_metadata('{0}/luar.parquet')",
    "select * from sqlite_scan('/var/lib/lain.sqlite', 't')",
    "from \"sqlite_scan\" ('{0}/katalog.sqlite', 'ducklake_metadata')",
    "select * from postgres_scan('host=127.0.0.1', 'public', 't')",
    "select * from postgres_query('__ducklake_metadata_lake', 'select 1')",
    "select * from postgres_query('lake', 'select pg_read_file(''/etc/passwd'')')",
    "call postgres_execute('__ducklake_metadata_lake', 'create table t (x int)')",
    "from __ducklake_metadata_lake.ducklake_metadata",
    "select * from sqlite_scan('{0}/katalog.sqlite', 'ducklake_metadata')",
    "select * from read_text('{0}/data/../berkas/rahasia.kunci')",
)
LEAVING = (
    "copy (select 1) to '{0}/bocor.csv'",
    "copy (select 1) to '{0}/bocor.parquet' (format parquet)",
    "export database '{0}/bocor'",
    "select * from read_csv('https://contoh.invalid/x.csv')",
    "select * from read_parquet('s3://contoh/x.parquet')",
)
OPENING = (
    "attach '{0}/lain.db' as lain",
    "attach '{0}/baru.db' as baru",
    "attach 'ducklake:sqlite:{0}/katalog.sqlite' as kedua",
    "attach 'postgres:host=127.0.0.1' as pg",
    "install httpfs",
    "install spatial from community",
    "load httpfs",
    "load '{0}/lain.db'",
)
SETTING = (
    "set threads = 1",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "set lock_configuration = false",
    "set allow_community_extensions = true",
    "set temp_directory = '/tmp'",
    "reset enable_external_access",
    "pragma threads = 1",
    "set file_search_path = '/'",
    "set home_directory = '/'",
    "create secret s (type s3, key_id 'a', secret 'b')",
)
WRITING = (
    "select 1; drop table lake.hak",
    "insert into lake.hak (hak_id) values ('x')",
    "delete from lake.kejadian",
    "update lake.kiriman set oleh = 'x'",
    "drop table lake.jejak",
    "create table lake.baru (x int)",
    "alter table lake.hak add column y int",
    "call lake.set_commit_message('a', 'b')",
    "call ducklake_expire_snapshots('lake', older_than => now())",
    "call ducklake_cleanup_old_files('lake', cleanup_all => true)",
    "insert into __ducklake_metadata_lake.ducklake_metadata (key) values ('x')",
)


@pytest.mark.parametrize("statement", [*READING, *LEAVING, *OPENING, *SETTING, *WRITING])
def test_it_is_refused(reader: lake.Reader, outside: Path, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        reader.query(statement.format(outside))


def test_and_nothing_was_left_behind(reader: lake.Reader, outside: Path) -> None:
    assert not [path.name for path in outside.iterdir() if path.name.startswith(("bocor", "baru"))]
    assert reader.query("select count(*) as n from lake.hak")["n"].to_list() == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")
def test_a_link_inside_the_lake_leads_nowhere_else(reader: lake.Reader, outside: Path) -> None:
    (outside / "data" / "pintas.csv").symlink_to(outside / "luar.csv")
    with pytest.raises(duckdb.Error):
        reader.query(f"select * from read_csv('{outside / 'data' / 'pintas.csv'}')")
