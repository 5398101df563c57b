"""The open data: what is in the files, for whom, and that pages, files and the command line say the same figures."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from meja import LOKAL, NAMA, NIP, Desk

from etl import terbuka
from etl.access import Principal, Role, Scope
from etl.cli import main, show
from etl.errors import NotAllowed, WrongUsage
from etl.metrics import catalog, national
from etl.terbuka import rfc4180
from etl.warehouse import read

MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))
PROVINCE = Principal("banten", Role.PROVINSI, Scope("36.*"))
QUARTER = "2024-TW2"


@pytest.fixture(scope="module")
def desk(filled_lake, tmp_path_factory) -> Desk:
    """Two governments of Banten, read only."""
    return Desk(filled_lake, tmp_path_factory.mktemp("masuk"))


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def test_cells_that_could_start_a_formula_are_disarmed_and_numbers_stay() -> None:
    rows = [{"teks": "=HYPERLINK(1)", "angka": -3.5, "benar": True, "kosong": None, "kutip": 'a "b", c\n'}]
    said = rfc4180.lines(["teks", "angka", "benar", "kosong", "kutip"], rows)
    assert said == 'teks,angka,benar,kosong,kutip\r\n\'=HYPERLINK(1),-3.5,true,,"a ""b"", c\n"\r\n'


@pytest.mark.parametrize("table", terbuka.TABLES)
def test_both_forms_of_a_table_say_the_same_and_every_column_is_explained(table: str, desk: Desk) -> None:
    found, height = terbuka.files(desk.reader(), MINISTRY, table, QUARTER)
    typed, written = pl.read_parquet(io.BytesIO(found["data.parquet"])), rows_of(found["data.csv"])
    assert height == typed.height == len(written)
    assert height or table == "mutu_aturan"
    assert tuple(typed.columns) == terbuka.TABLES[table].columns
    for name in (n for n, dtype in typed.schema.items() if dtype.is_numeric()):
        assert [float(row[name]) if row[name] else None for row in written] == typed[name].cast(pl.Float64).to_list()
    words = {(row["jenis"], row["nama"]): row for row in rows_of(found["kamus.csv"])}
    assert {name for kind, name in words if kind == "kolom"} == set(typed.columns)
    assert all(row["konsep"] and row["definisi"] and row["ukuran"] for row in words.values())
    if "metrik" in typed.columns:
        assert {name for kind, name in words if kind == "metrik"} == set(typed["metrik"])
    told = json.loads(found["metadata.json"])
    assert told["berkas"] == {n: hashlib.sha256(body).hexdigest() for n, body in found.items() if n != "metadata.json"}
    assert (told["cakupan"], told["periode"], told["jumlah_baris"]) == ("*", QUARTER, height)
    assert all(told[name] for name in ("sumber", "produsen_data", "wali_data", "lisensi", "frekuensi", "kode_referensi"))


def test_no_person_is_in_any_file(desk: Desk) -> None:
    said = b"".join(terbuka.archive(desk.reader(), MINISTRY, table, QUARTER)[0] for table in terbuka.TABLES)
    unpacked = b"".join(
        body for table in terbuka.TABLES for body in terbuka.files(desk.reader(), MINISTRY, table, QUARTER)[0].values()
    )
    assert said.startswith(b"PK")
    assert not any(secret.encode() in unpacked for secret in (NIP, NAMA, LOKAL, "Bambang"))


def test_the_zip_holds_the_four_files(desk: Desk) -> None:
    body, height = terbuka.archive(desk.reader(), PROVINCE, "nilai", QUARTER, "36.72")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert height == len(rows_of(packed.read("data.csv")))
        assert packed.namelist() == ["data.csv", "data.parquet", "kamus.csv", "metadata.json"]
        assert {row["kode_wilayah"] for row in rows_of(packed.read("data.csv"))} == {"36.72"}
        assert json.loads(packed.read("metadata.json"))["cakupan"] == "36.72"


def test_a_scope_beyond_ones_own_is_refused_and_so_is_what_is_none(desk: Desk) -> None:
    reader = desk.reader()
    with pytest.raises(NotAllowed):
        terbuka.files(reader, PROVINCE, "nilai", QUARTER, "*")
    for table, quarter, scope in (("nilai", QUARTER, "36*"), ("pegawai", QUARTER, None), ("nilai", "2024", None)):
        with pytest.raises(WrongUsage):
            terbuka.files(reader, MINISTRY, table, quarter, scope)
    bali = Principal("bali", Role.PROVINSI, Scope("51.*"))
    assert terbuka.files(reader, bali, "nilai", QUARTER)[1] == 0
    assert "nasional" not in terbuka.read_table(reader, PROVINCE, "agregat", QUARTER)["tingkat"].to_list()


def test_quality_counts_are_those_of_the_page(desk: Desk) -> None:
    found = terbuka.read_table(desk.reader(), MINISTRY, "mutu", QUARTER)
    rows = read.quality_rows(desk.reader(), MINISTRY, QUARTER)
    assert found["baris"].sum() == rows["baris"].sum()
    assert found["lembar_kosong"].sum() == rows.filter(pl.col("baris") == 0).height


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("RAMPING_WAREHOUSE", desk.settings.warehouse)
    monkeypatch.setenv("RAMPING_DATA", str(desk.settings.data))
    monkeypatch.setenv("RAMPING_BERKAS", str(desk.settings.berkas))

    def call(*argv: str) -> tuple[int, str, str]:
        code = main(list(argv))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_the_command_line_says_the_figures_of_the_pages(run, desk: Desk) -> None:
    code, said, _ = run(
        "metrics", "--wilayah", "36.*", "--periode", QUARTER, "--unit", "-", "--varian", "semua", "--format", "csv"
    )
    assert code == 0
    assert said.split("\r\n")[0].split(",") == list(show.METRIC_COLUMNS)
    told = {(r["kode_wilayah"], r["metrik"], r["varian"]): r["nilai"] for r in rows_of(said.encode())}
    page = read.national_values(desk.reader(), MINISTRY, QUARTER, list(catalog()))
    shown = {(r["kode_wilayah"], r["metrik"], r["varian"] or ""): r["nilai"] for r in page.iter_rows(named=True)}
    assert len({code for code, *_ in told}) == 2
    assert {k: float(v) if v else None for k, v in told.items()} == shown
    whole = {(r["metrik"], r["varian"]): r["nilai"] for r in national.aggregate(page, ["periode"]).iter_rows(named=True)}
    given = terbuka.read_table(desk.reader(), MINISTRY, "agregat", QUARTER).filter(pl.col("tingkat") == "nasional")
    assert all(whole[r["metrik"], r["varian"]] == r["nilai"] for r in given.iter_rows(named=True))


def test_one_table_of_the_command_line_is_the_same_as_csv_and_as_json(run) -> None:
    for call in (["metrics", "--wilayah", "36.72"], ["capaian", "--wilayah", "36.72", "--periode", QUARTER], ["status"]):
        written, document = run(*call, "--format", "csv")[1], json.loads(run(*call, "--format", "json")[1])
        rows = rows_of(written.encode())
        assert len(rows) == len(document) > 0
        assert list(rows[0]) == list(document[0])


@pytest.mark.parametrize("scope", ["36*", "36.7*", "36.72.*", "3.*", "**", "99.*"])
def test_a_pattern_that_is_no_scope_is_wrong_usage(scope: str, run) -> None:
    for command in ("metrics", "status"):
        code, said, told = run(command, "--wilayah", scope, "--format", "csv")
        assert (code, said) == (64, "")
        assert scope in told


def test_open_data_are_written_once_into_a_folder(run, tmp_path: Path) -> None:
    target = str(tmp_path / "terbuka")
    code, said, _ = run("terbuka", "-o", target, "--lingkup", "36.*", "--format", "json")
    assert code == 0
    assert {(row["tabel"], row["periode"], row["lingkup"]) for row in json.loads(said)} == {
        (table, QUARTER, "36.*") for table in terbuka.TABLES
    }
    assert len(list((tmp_path / "terbuka").rglob("*.*"))) == 4 * len(terbuka.TABLES)
    assert run("terbuka", "-o", target, "--lingkup", "36.*")[0] == 64
    assert run("terbuka", "-o", str(tmp_path / "lain"), "--lingkup", "36*")[0] == 64
    assert run("metrics", "--format", "xml")[0] == 64
