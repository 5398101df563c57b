from pathlib import Path

import pytest

from etl.errors import DataRefused
from etl.settings import load
from etl.warehouse import care, lake
from etl.warehouse.verify import Selection, verify


def test_what_is_stored_gives_the_published_figures(filled):
    report = verify(filled.settings, Selection(), filled.reread)
    assert report["kiriman"] == 3
    assert report["nilai"] > 50
    assert report["sama"] == report["nilai"]
    assert report["tingkat_kesesuaian"] == 1
    assert report["sesuai"]


def test_one_period_is_checked_with_what_it_refers_to(filled):
    report = verify(filled.settings, Selection("36.72", "2024-TW2"), filled.reread)
    assert (report["kiriman"], report["sesuai"]) == (1, True)


def test_a_corrupted_file_is_found_by_its_hash(filled):
    path = next((filled.settings.berkas / "36.72" / "2024-TW1").rglob("*_*/*[0-9a-f].json"))
    path.write_text(path.read_text().replace('"90"', '"91"'))
    report = verify(filled.settings, Selection("36.72"), filled.reread)
    assert not report["sesuai"]
    assert [(d["periode"], d["sha256"]) for d in report["berkas_rusak"]] == [("2024-TW1", [path.stem])]
    assert report["nilai"] == 0  # the second quarter adds the first to date: it cannot be formed either


def test_a_changed_figure_is_found(filled):
    with lake.writing(filled.settings, "penyusup", "ubah") as con:
        con.execute("UPDATE lake.nilai_metrik SET nilai = nilai + 1e-6 WHERE metrik = 'rentang_rerata' AND kode_unit IS NULL")
    report = verify(filled.settings, Selection(periode="2024-TW1"), filled.reread)
    assert not report["sesuai"]
    assert {d["metrik"] for d in report["beda"]} == {"rentang_rerata"}
    assert report["tingkat_kesesuaian"] < 1


def test_recompute_adds_the_same_values_as_new_rows(filled):
    before = filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL")
    care.recompute(filled.settings, filled.who)
    assert filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL") == before
    assert filled.rows("SELECT DISTINCT ke, sebab FROM lake.hitungan ORDER BY ke") == [(1, "kiriman"), (2, "hitung_ulang")]


def test_maintenance_keeps_every_row_and_snapshot(filled):
    count = "SELECT count(*) FROM lake.snapshots()"
    snapshots = filled.rows(count)[0][0]
    before = filled.rows("SELECT * FROM lake.nilai_metrik ORDER BY ALL")
    care.maintain(filled.settings, filled.who)
    assert filled.rows("SELECT * FROM lake.nilai_metrik ORDER BY ALL") == before
    assert filled.rows(count)[0][0] >= snapshots


def test_a_backup_gives_back_an_identical_lake(filled, tmp_path):
    care.backup(filled.settings, tmp_path / "cadangan.tar")
    other = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'baru' / 'katalog.sqlite'}"})
    care.restore(other, tmp_path / "cadangan.tar")
    restored = type(filled)(other, tmp_path)
    tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake' ORDER BY ALL"
    assert restored.rows(tables) == filled.rows(tables)
    views = [("nilai_kini",), ("sebaran_kini",), ("capaian_kini",), ("kiriman_kini",)]
    for (table,) in [*filled.rows(tables), *views]:
        every = f"SELECT * FROM lake.{table} ORDER BY ALL"
        assert restored.rows(every) == filled.rows(every), table
    assert received(other.berkas) == received(filled.settings.berkas)
    assert verify(other, Selection(), restored.reread)["sesuai"]
    assert restored.quarter("2024-TW3", "10")["status"] == "disetujui"


def received(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_damaged_backup_restores_nothing(filled, tmp_path):
    target = tmp_path / "cadangan.tar"
    care.backup(filled.settings, target)
    body = bytearray(target.read_bytes())
    body[len(body) // 2] ^= 0xFF
    target.write_bytes(bytes(body))
    other = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'baru' / 'katalog.sqlite'}"})
    with pytest.raises(DataRefused):
        care.restore(other, target)
    assert not other.catalogue_path.exists()


def test_restoring_over_a_lake_is_refused(filled, tmp_path):
    care.backup(filled.settings, tmp_path / "cadangan.tar")
    with pytest.raises(DataRefused):
        care.restore(filled.settings, tmp_path / "cadangan.tar")
