import hashlib
import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest

from etl.errors import DataRefused, WrongUsage
from etl.settings import load
from etl.warehouse import care, lake
from etl.warehouse.verify import Selection, verify
from tests.katalog import KINDS, Embedded


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
    # The second quarter adds the first to date: it cannot be formed either.
    assert (report["kiriman"], report["diperiksa"], report["tidak_terperiksa"]) == (2, 0, 2)
    assert (report["nilai"], report["tingkat_kesesuaian"]) == (0, 0)


def test_lost_files_lower_the_rate_beside_what_agrees(filled):
    shutil.rmtree(next((filled.settings.berkas / "36.04" / "2024-TW2").iterdir()))
    report = verify(filled.settings, Selection(), filled.reread)
    assert (report["diperiksa"], report["tidak_terperiksa"], report["sesuai"]) == (2, 1, False)
    assert report["sama"] == report["nilai"] > 0
    assert report["nilai_tidak_terperiksa"] > 0
    assert report["tingkat_kesesuaian"] < 1


def swapped(path):
    """The received file changed, and the manifest and the file's name changed with it."""
    held = path.parent / f"{json.loads(path.read_text())['berkas'][0]['sha256']}.json"
    body = held.read_text().replace('"90"', '"91"')
    sha = hashlib.sha256(body.encode()).hexdigest()
    (path.parent / f"{sha}.json").write_text(body)
    path.write_text(path.read_text().replace(held.stem, sha))
    held.unlink()


def edited(change):
    def edit(path):
        manifest = json.loads(path.read_text())
        change(manifest)
        path.write_text(json.dumps(manifest))

    return edit


@pytest.mark.parametrize(
    "harm",
    [
        swapped,
        lambda path: path.unlink(),
        lambda path: path.write_text("{"),
        lambda path: path.write_text("[]"),
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
        lambda path: path.write_text("{}"),
        edited(lambda m: m.update(berkas=[])),
        edited(lambda m: m.update(berkas=[7])),
        edited(lambda m: m["berkas"][0].pop("sha256")),
        edited(lambda m: m["berkas"][0].update(nama="../../lain.json")),
        edited(lambda m: m.update(tata_letak=["x"])),
        edited(lambda m: m.pop("tata_letak")),
        edited(lambda m: m.update(kode_wilayah="36.04")),
    ],
)
def test_a_manifest_that_disagrees_with_the_lake_is_named_as_damaged(filled, harm):
    harm(next((filled.settings.berkas / "36.72" / "2024-TW1").rglob("manifes.json")))
    report = verify(filled.settings, Selection("36.72", "2024-TW1"), filled.reread)
    assert [d["periode"] for d in report["berkas_rusak"]] == ["2024-TW1"]
    assert "manifes.json" in report["berkas_rusak"][0]["sha256"]
    assert (report["diperiksa"], report["sesuai"]) == (0, False)


def test_a_layout_that_cannot_read_the_file_is_named_as_damaged(filled):
    def unreadable(*_):
        raise DataRefused("galat.ditolak", blokir=0, peringatan=0)

    report = verify(filled.settings, Selection("36.72", "2024-TW1"), unreadable)
    assert [d["sha256"] for d in report["berkas_rusak"]] == [["manifes.json"]]


@pytest.mark.parametrize(
    "chosen", [Selection(kiriman="tiada"), Selection("36.01"), Selection(periode="1999-TW1"), Selection("99.99")]
)
def test_nothing_to_check_is_refused(filled, chosen):
    with pytest.raises(WrongUsage):
        verify(filled.settings, chosen, filled.reread)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("nilai_metrik", "alasan", "'lain'"),
        ("nilai_metrik", "versi_rumus", "99"),
        ("capaian_indikator", "alasan", "'lain'"),
        ("capaian_indikator", "kategori", "'lain'"),
        ("capaian_indikator", "rumus", "'lain'"),
        ("capaian_indikator", "batas", "1"),
        ("capaian_indikator", "target_teks", "'lain'"),
    ],
)
def test_changed_words_beside_a_figure_are_found(filled, table, column, value):
    with lake.writing(filled.settings, "penyusup", "ubah") as con:
        con.execute(f"UPDATE lake.{table} SET {column} = {value} WHERE kode_wilayah = '36.04'")
    report = verify(filled.settings, Selection("36.04"), filled.reread)
    assert not report["sesuai"]
    assert {d["tabel"] for d in report["beda"]} == {table}


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


def test_recompute_of_one_period_leaves_the_others_as_they_are(filled):
    before = filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL")
    done = care.recompute(filled.settings, filled.who, periode="2024-TW2")
    again = filled.rows("SELECT DISTINCT periode FROM lake.hitungan WHERE sebab = 'hitung_ulang'")
    assert again == [("2024-TW2",)]
    assert done["kiriman"] == filled.rows("SELECT count(*) FROM lake.hitungan WHERE sebab = 'hitung_ulang'")[0][0]
    # The same figures, though of the quarters before only what is read of them was brought.
    assert filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL") == before


def test_recompute_in_several_passes_gives_the_same(filled, monkeypatch):
    before = filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL")
    monkeypatch.setattr(care, "AT_ONCE", 1)
    done = care.recompute(filled.settings, filled.who)
    assert done["kiriman"] == filled.rows("SELECT count(*) FROM lake.kiriman_kini")[0][0]
    assert filled.rows("SELECT * EXCLUDE (hitungan_id) FROM lake.nilai_kini ORDER BY ALL") == before


def test_maintenance_keeps_every_row_and_snapshot(filled):
    count = "SELECT count(*) FROM lake.snapshots()"
    snapshots = filled.rows(count)[0][0]
    before = filled.rows("SELECT * FROM lake.nilai_metrik ORDER BY ALL")
    care.maintain(filled.settings, filled.who)
    assert filled.rows("SELECT * FROM lake.nilai_metrik ORDER BY ALL") == before
    assert filled.rows(count)[0][0] >= snapshots


@pytest.fixture(params=KINDS)
def elsewhere(request, tmp_path):
    """Where a lake can be brought back: in both kinds of catalogue."""
    return (Embedded() if request.param == "tertanam" else request.getfixturevalue("postgres")).at(tmp_path / "baru")


def test_a_backup_gives_back_an_identical_lake(filled, tmp_path, elsewhere):
    kept = filled.reader().snapshot()
    old = "SELECT * FROM lake.nilai_kini AT (VERSION => ?) ORDER BY ALL"
    care.backup(filled.settings, tmp_path / "cadangan.tar")
    other = elsewhere
    care.restore(other, tmp_path / "cadangan.tar")
    restored = type(filled)(other, tmp_path)
    tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake' ORDER BY ALL"
    assert restored.rows(tables) == filled.rows(tables)
    views = [("nilai_kini",), ("sebaran_kini",), ("capaian_kini",), ("kiriman_kini",)]
    for (table,) in [*filled.rows(tables), *views]:
        every = f"SELECT * FROM lake.{table} ORDER BY ALL"
        assert restored.rows(every) == filled.rows(every), table
    snapshots = "SELECT snapshot_id, snapshot_time, changes, author, commit_message FROM lake.snapshots() ORDER BY 1"
    assert restored.rows(snapshots) == filled.rows(snapshots)
    assert received(other.berkas) == received(filled.settings.berkas)
    assert verify(other, Selection(), restored.reread)["sesuai"]
    assert restored.quarter("2024-TW3", "10")["status"] == "disetujui"
    assert restored.rows(old, kept) == filled.rows(old, kept)


def received(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_leaves_out_what_still_waits_to_be_received(filled, tmp_path):
    waiting = filled.settings.berkas / "_antre" / ("0" * 32) / "masuk" / "0" / "a.xlsx"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"x")
    care.backup(filled.settings, tmp_path / "cadangan.tar")
    with tarfile.open(tmp_path / "cadangan.tar") as made:
        assert not any("_antre" in name for name in made.getnames())


def test_a_damaged_backup_restores_nothing(filled, tmp_path, catalogue):
    target = tmp_path / "cadangan.tar"
    care.backup(filled.settings, target)
    body = bytearray(target.read_bytes())
    body[len(body) // 2] ^= 0xFF
    target.write_bytes(bytes(body))
    other = catalogue.at(tmp_path / "baru")
    with pytest.raises(DataRefused):
        care.restore(other, target)
    assert not lake.exists(other)


def test_restoring_over_a_lake_is_refused(filled, tmp_path):
    care.backup(filled.settings, tmp_path / "cadangan.tar")
    with pytest.raises(DataRefused):
        care.restore(filled.settings, tmp_path / "cadangan.tar")


def test_a_backup_to_a_folder_or_below_a_file_is_refused_and_leaves_nothing(filled, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "berkas.txt").write_text("x")
    before = sorted(tmp_path.rglob("*.sementara"))
    for target in (tmp_path / "folder", tmp_path / "berkas.txt" / "cadangan.tar"):
        with pytest.raises(WrongUsage, match=target.name):
            care.backup(filled.settings, target)
    assert sorted(tmp_path.rglob("*.sementara")) == before == []


def test_a_backup_that_fails_half_way_leaves_the_earlier_one(filled, tmp_path, monkeypatch):
    target = tmp_path / "cadangan.tar"
    target.write_text("lama")

    def full(*_, **__):
        raise OSError("disk penuh")

    monkeypatch.setattr(care.tarfile.TarFile, "add", full)
    with pytest.raises(WrongUsage, match="ruang"):
        care.backup(filled.settings, target)
    assert target.read_text() == "lama"
    assert not list(tmp_path.glob("*.sementara"))


@pytest.mark.parametrize("listed", [b"[]", b"{", b'{"katalog.sqlite": 1}', b'{"../x": "y"}'])
def test_a_backup_with_a_malformed_list_restores_nothing(tmp_path, listed, catalogue):
    with tarfile.open(tmp_path / "cadangan.tar", "w") as tar:
        info = tarfile.TarInfo("isi.json")
        info.size = len(listed)
        tar.addfile(info, io.BytesIO(listed))
    other = catalogue.at(tmp_path / "baru")
    with pytest.raises(DataRefused):
        care.restore(other, tmp_path / "cadangan.tar")
    assert not lake.exists(other)


def test_a_place_that_cannot_hold_a_lake_is_named(tmp_path):
    (tmp_path / "berkas.txt").write_text("x" * 5000)
    below = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'berkas.txt' / 'katalog.sqlite'}"})
    no_catalogue = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path / 'berkas.txt'}"})
    for settings in (below, no_catalogue):
        with pytest.raises(lake.NoLake, match="tidak dapat dibuka"), lake.writer(settings):
            pass
