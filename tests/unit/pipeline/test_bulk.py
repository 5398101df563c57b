"""Publishing a folder of many governments: the same lake as one by one, whole quarters or none, and again without change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl import engine, ingest, pipeline, synth
from etl.access import Principal
from etl.cli import main
from etl.contracts import contract, contracts
from etl.errors import DataRefused, WrongUsage
from etl.pipeline import bulk, sample
from etl.settings import Settings, load
from etl.warehouse import lake
from etl.warehouse.order import Order
from tests.tables import table
from tests.unit.validation.clean_submission import CLEAN, frame

WHO = Principal.system("Bagian Organisasi")
REGIONS, QUARTERS = ("11", "36.04", "36.72"), ("2023-TW4", "2024-TW1")
_MOVING = (
    "kiriman_id",
    "diajukan_pada",
    "kiriman_acuan",
    "hitungan_id",
    "waktu",
    "hash",
    "hash_sebelum",
    "rantai",
    "segel",
    "urutan",
)
"""Columns that tell one run from another."""
_NOT_ROWS = ("jejak", "kepala_rantai", "migrasi", "peta_kolom")


def _tables(realisasi: str) -> dict[str, pl.DataFrame]:
    made = {}
    for dataset in contracts():
        rows = frame(dataset, table(CLEAN[dataset]))
        made[dataset] = rows.select(*contract(dataset).columns)
    head = pl.when(pl.col("kode_indikator") == "I1").then(pl.lit(realisasi)).otherwise("realisasi").alias("realisasi")
    made["capaian"] = made["capaian"].with_columns(head)
    # One person in two rows: the definitive post tells when she retires.
    acting = made["pegawai"].filter(pl.col("kode_jabatan") == "KS").with_columns(
        pl.lit("BP").alias("kode_jabatan"), pl.lit("plt").alias("jenis_penugasan")
    )  # fmt: skip
    made["pegawai"] = pl.concat([made["pegawai"], acting])
    return made


def _write(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    folder.mkdir(parents=True)
    for dataset, rows in tables.items():
        rows.write_parquet(folder / f"{dataset}.parquet")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three governments, two quarters; one writes in another way, one leaves out what it does not have."""
    folder = tmp_path_factory.mktemp("massal")
    for kode in REGIONS:
        for number, periode in enumerate(QUARTERS):
            tables = _tables(str(20 + number))
            if kode == "36.04":
                spelt = pl.col("status_kepegawaian").str.to_uppercase().str.replace("_", " ")
                tables["pegawai"] = tables["pegawai"].with_columns(spelt)
                tables["jabatan"] = tables["jabatan"].with_columns(pl.col("kelas").cast(pl.Int32))
            if kode == "11":
                tables = {name: rows for name, rows in tables.items() if name not in ("tim", "anggota_tim", "tim_indikator")}
                tables["unit"] = tables["unit"].drop("kode_asal", "jenis_perubahan")
            _write(folder / kode / periode, tables)
    return folder


def _lake(folder: Path) -> Settings:
    return load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'gudang' / 'katalog.sqlite'}", "RAMPING_BERKAS": str(folder / "berkas")})


def _publish(settings: Settings, folder: Path, *, periode: str | None = None) -> list[list[dict[str, Any]]]:
    order = Order(WHO, "sudah diperiksa")
    return list(bulk.publish(settings, bulk.found(folder, periode), lambda _: order, lambda *_: None))


@pytest.fixture(scope="module")
def loaded(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[list[dict[str, Any]]]]:
    settings = _lake(tmp_path_factory.mktemp("sekaligus"))
    return settings, _publish(settings, sent)


@pytest.fixture(scope="module")
def single(sent: Path, loaded: tuple[Settings, Any], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The same submissions published one by one, with the same secret."""
    settings = _lake(tmp_path_factory.mktemp("satu"))
    settings.berkas.mkdir()
    shutil.copy(loaded[0].berkas / "rahasia.kunci", settings.berkas)
    for periode in QUARTERS:
        for kode in REGIONS:
            paths = sorted((sent / kode / periode).iterdir())
            pipeline.publish(settings, paths, kode, periode, Order(WHO, "sudah diperiksa"))
    return settings


def _rows(settings: Settings) -> dict[str, list[str]]:
    """Every row of every table, without what tells one run from another."""
    con = engine.connect()
    lake.attach_for_reading(con, settings)
    names = [row[0] for row in con.execute("SELECT table_name FROM lake.table_info() ORDER BY ALL").fetchall()]
    found = {name: _without_runs(con, name) for name in names if name not in _NOT_ROWS}
    con.close()
    return found


def _without_runs(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    rows = con.execute(f"SELECT * FROM lake.{name}").pl()
    # A team member without any number is told apart by the submission's own number.
    moving = {*_MOVING, *(["id_pegawai"] if name == "anggota_tim" else [])} - ({"urutan"} if name == "kejadian" else set())
    kept = [column for column in rows.columns if column not in moving]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows.select(kept).iter_rows(named=True))


def test_a_bulk_publication_gives_the_same_rows_and_figures_as_one_by_one(loaded: tuple[Settings, Any], single: Settings) -> None:
    together, apart = _rows(loaded[0]), _rows(single)
    assert together.keys() == apart.keys()
    # What was current before is computed again once more when governments come one after the other.
    latest = {"hitungan", "nilai_metrik", "sebaran_metrik", "capaian_indikator"}
    for name in together.keys() - latest:
        assert together[name] == apart[name], name
    for name in latest:
        assert set(together[name]) == set(apart[name]), name
    assert together["nilai_metrik"]
    assert len(together["pegawai"]) == 6 * 7


def test_who_stands_in_two_rows_retires_once(loaded: tuple[Settings, Any]) -> None:
    con = engine.connect()
    lake.attach_for_reading(con, loaded[0])
    months = con.execute(
        "SELECT list(DISTINCT bulan_bup) FROM lake.pegawai WHERE nip_samar LIKE '%200003%' GROUP BY kode_wilayah, periode"
    ).fetchall()
    con.close()
    assert months == [(["2035-05"],)] * 6, "born May 1975, a head of agency: at 60"


def test_the_receipts_the_files_and_the_proof_are_those_of_a_publication(loaded: tuple[Settings, Any], sent: Path) -> None:
    settings, quarters = loaded
    assert [[told["kode_wilayah"] for told in one] for one in quarters] == [list(REGIONS)] * 2
    assert {told["status"] for one in quarters for told in one} == {"disetujui"}
    told = quarters[1][2]
    assert told["baris"]["pegawai"] == {"dibaca": 7, "diterima": 7, "ditolak": 0, "kosong": 0, "dilewati": {}}
    assert told["total_kendali"]["orang"] == 6
    held = settings.berkas / told["kode_wilayah"] / told["periode"] / told["kiriman_id"]
    stored = {path.read_bytes() for path in held.glob("*.parquet")}
    assert stored == {path.read_bytes() for path in (sent / "36.72" / "2024-TW1").iterdir()}
    from etl.warehouse.verify import Selection

    report = pipeline.verify(settings, Selection())
    assert (report["sesuai"], report["kiriman"]) == (True, 6)


def test_a_second_run_changes_nothing_and_a_corrected_file_publishes_only_its_government(
    sent: Path, loaded: tuple[Settings, Any], tmp_path: Path
) -> None:
    settings = _lake(tmp_path)
    shutil.copytree(loaded[0].catalogue_path.parent, settings.catalogue_path.parent)
    shutil.copytree(loaded[0].berkas, settings.berkas)
    again = _publish(settings, sent)
    assert {told["status"] for one in again for told in one} == {"tidak_berubah"}
    folder = tmp_path / "baru"
    shutil.copytree(sent, folder)
    place = folder / "36.72" / "2024-TW1"
    shutil.rmtree(place)
    _write(place, _tables("23"))
    told = {one["kode_wilayah"]: (one["status"], one["versi"]) for one in _publish(settings, folder, periode="2024-TW1")[0]}
    assert told == {"11": ("tidak_berubah", 1), "36.04": ("tidak_berubah", 1), "36.72": ("disetujui", 2)}


def _refused(folder: Path, tmp_path: Path) -> Any:
    settings = _lake(tmp_path)
    with pytest.raises((DataRefused, WrongUsage)) as refused:
        _publish(settings, folder)
    return refused.value


def test_codes_that_are_no_government_and_quarters_to_come_are_refused_before_anything_is_read(
    tmp_path: Path, sent: Path
) -> None:
    for kode, periode, key in (("99.99", "2024-TW1", "galat.wilayah"), ("36.72", "2199-TW1", "galat.periode_depan"),
                               ("36.72", "kuartal", "galat.periode")):  # fmt: skip
        folder = tmp_path / f"{kode}-{periode}"
        shutil.copytree(sent / "36.04" / "2024-TW1", folder / kode / periode)
        assert _refused(folder, tmp_path).key == key
    assert _refused(tmp_path / "tidak-ada", tmp_path).key == "galat.massal_folder"
    (tmp_path / "kosong").mkdir()
    assert _refused(tmp_path / "kosong", tmp_path).key == "galat.massal_kosong"
    assert not _lake(tmp_path).catalogue_path.exists()


def test_two_governments_in_one_file_refuse_the_quarter_and_the_message_names_the_sender(tmp_path: Path, sent: Path) -> None:
    folder = tmp_path / "campur"
    shutil.copytree(sent, folder)
    path = folder / "36.72" / "2024-TW1" / "unit.parquet"
    mixed = pl.read_parquet(path).with_columns(pl.Series("kode_wilayah", ["36.72", "36.72", "36.04"]))
    mixed.write_parquet(path)
    settings = _lake(tmp_path)
    with pytest.raises(DataRefused) as refused:
        _publish(settings, folder)
    assert refused.value.key == "galat.massal_satu"
    assert all(word in refused.value.message("id") for word in ("36.72", "2024-TW1", "unit.parquet", "36.04"))
    con = engine.connect()
    lake.attach_for_reading(con, settings)
    published = con.execute("SELECT DISTINCT periode FROM lake.kiriman").fetchall()
    con.close()
    assert published == [("2023-TW4",)], "the quarter before is whole; of this one there is nothing"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_two_governments_in_one_sheet_are_refused_and_ones_own_code_is_not(kind: str, tmp_path: Path) -> None:
    rows = frame("unit", table(CLEAN["unit"])).select("kode_unit", "kode_induk", "nama_unit", "jenis_unit")
    for codes, others in ((["36.72", "36.72", ""], ""), (["36.72", "36.04", "11"], "11, 36.04")):
        mixed = rows.with_columns(pl.Series("Kode Wilayah", codes))
        path = tmp_path / f"unit.{kind}"
        mixed.write_csv(path) if kind == "csv" else mixed.write_excel(path, worksheet="unit")
        if not others:
            assert ingest.read([path], "36.72", "2024-TW4").tables["unit"].height == 3
            continue
        with pytest.raises(DataRefused) as refused:
            ingest.read([path], "36.72", "2024-TW4")
        assert (refused.value.key, refused.value.values["lain"]) == ("galat_berkas.wilayah_lain", others)


def test_a_single_publication_of_a_quarter_to_come_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(DataRefused) as refused:
        pipeline.publish(_lake(tmp_path), [tmp_path / "unit.csv"], "36.72", "2199-TW1", Order(WHO, "ya"))
    assert refused.value.key == "galat.periode_depan"


def test_one_government_that_the_rules_refuse_leaves_nothing_of_the_quarter_behind(tmp_path: Path, sent: Path) -> None:
    folder = tmp_path / "salah"
    shutil.copytree(sent, folder)
    path = folder / "11" / "2023-TW4" / "pegawai.parquet"
    pl.read_parquet(path).with_columns(kode_jabatan=pl.lit("TIDAK-ADA")).write_parquet(path)
    settings = _lake(tmp_path)
    with pytest.raises(pipeline.RulesRefused) as refused:
        _publish(settings, folder)
    assert {row["kiriman_id"].split("_")[0] for row in refused.value.checked.found().iter_rows(named=True)
            if row["tingkat"] == "blokir"} == {"11"}  # fmt: skip
    assert not lake.exists(settings)
    assert not list(settings.berkas.glob("*/*/*/*.parquet"))


def test_a_file_that_ends_too_early_is_named(tmp_path: Path, sent: Path) -> None:
    folder = tmp_path / "rusak"
    shutil.copytree(sent / "36.72", folder / "36.72")
    path = folder / "36.72" / "2023-TW4" / "jabatan.parquet"
    body = path.read_bytes()
    path.write_bytes(body[:30] + b"\0" * 60 + body[90:])
    told = _refused(folder, tmp_path)
    assert told.key == "galat.massal_satu"
    assert "jabatan.parquet" in told.message("id")


def test_the_command_publishes_tells_its_steps_and_leaves_out_areas_without_a_government(
    tmp_path: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "masuk"
    shutil.copytree(sent / "11", folder / "11")
    shutil.copytree(sent / "11", folder / "31.71")
    url = _lake(tmp_path).warehouse
    asked = ["publish-massal", str(folder), "--periode", "2023-TW4", "--by", "Admin", "--alasan", "ya", "--warehouse", url]
    assert main([*asked, "--format", "json"]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["tidak_melapor"] == ["31.71"]
    assert [(one["periode"], one["kiriman"], one["baru"], one["tidak_berubah"]) for one in told["periode"]] == [
        ("2023-TW4", 1, 1, 0)
    ]
    assert told["periode"][0]["baris"]["pegawai"] == {"dibaca": 7, "diterima": 7, "ditolak": 0}
    assert [json.loads(line)["pesan"] for line in said.err.splitlines()] == ["baca", "periksa", "simpan"]
    assert main(asked) == 0
    assert "2023-TW4" in capsys.readouterr().out


def test_the_sample_of_a_nation_tells_who_was_sent_back_and_who_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = _tables("20")
    story = {"36.72": None, "36.04": "dikembalikan", "11": "diam"}
    monkeypatch.setattr(synth, "region_codes", lambda count: list(story))
    monkeypatch.setattr(synth, "story", lambda kode, periode: story[kode] if periode == "2024-TW4" else None)

    def stream(folder: Path, **_: Any) -> Any:
        for kode in story:
            for periode in ("2020-TW4", "2024-TW4"):
                place = folder / kode / periode
                if not place.exists():
                    _write(place, small)
                yield synth.SyntheticSubmission(kode, periode, sorted(place.iterdir()))

    monkeypatch.setattr(synth, "stream", stream)
    settings = _lake(tmp_path)
    first = sample.build_sample(settings, lambda *_: None, jumlah_wilayah=3, jumlah_periode=2, files=tmp_path / "berkas-contoh")
    told = {(one["kode_wilayah"], one["periode"]): one["status"] for one in first}
    assert told[("36.04", "2024-TW4")] == "diajukan"
    assert ("11", "2024-TW4") not in told
    assert list(told.values()).count("disetujui") == 4
    con = engine.connect()
    lake.attach_for_reading(con, settings)
    expected = con.execute("SELECT kode_wilayah, periode FROM lake.jadwal_lapor").fetchall()
    back = con.execute("SELECT kode_wilayah, periode, alasan FROM lake.kejadian WHERE jenis = 'dikembalikan'").fetchall()
    current = con.execute("SELECT count(*) FROM lake.kiriman_kini").fetchall()
    con.close()
    assert sorted(expected) == sorted((kode, periode) for kode in story for periode in ("2020-TW4", "2024-TW4"))
    assert [row[:2] for row in back] == [("36.04", "2024-TW4")]
    assert back[0][2]
    assert current == [(4,)]
    again = sample.build_sample(settings, lambda *_: None, jumlah_wilayah=3, jumlah_periode=2, files=tmp_path / "berkas-contoh")
    assert {one["status"] for one in again} == {"tidak_berubah"}
