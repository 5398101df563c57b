import contextlib
import hashlib
import hmac
import json

import polars as pl
import pytest
from meja import LOKAL, NAMA, NIP, POSTS, STAFF

from etl.access import Principal
from etl.errors import DataRefused, WrongUsage
from etl.warehouse import lake, publish, write
from etl.warehouse.accept import lake_columns
from etl.warehouse.order import Order


def test_a_publication_leaves_facts_events_and_values_of_one_commit(desk):
    receipt = desk.quarter("2024-TW1", "90")
    assert receipt["status"] == "disetujui"
    assert receipt["versi"] == 1
    assert receipt["baris"]["pegawai"] == {"dibaca": 3, "diterima": 3, "ditolak": 0, "kosong": 0, "dilewati": {}}
    assert receipt["total_kendali"]["orang"] == 3
    assert [kind for (kind,) in desk.rows("SELECT jenis FROM lake.kejadian ORDER BY urutan")] == [
        "diterima", "divalidasi", "diajukan", "setuju_sendiri", "disetujui",
    ]  # fmt: skip
    assert desk.rows("SELECT kode_unit, kode_opd FROM lake.unit ORDER BY kode_unit") == [
        ("1.01", "1.01"), ("2.01", "2.01"), ("2.01.1", "2.01"),
    ]  # fmt: skip
    assert desk.to_date("2024-TW1") == 90
    author = desk.rows("SELECT author, commit_message FROM lake.snapshots() WHERE snapshot_id = ?", receipt["snapshot"])
    assert author == [("Bagian Organisasi", "uji")]


def test_rows_left_out_stand_in_the_receipt_and_in_the_lake_by_kind(desk):
    parsed = desk.parsed("2024-TW1", "90")
    parsed.counts["capaian"].dilewati.update(jumlah=2, catatan=1)
    receipt = desk.submit(parsed)[0]
    assert receipt["baris"]["capaian"]["dilewati"] == {"jumlah": 2, "catatan": 1}
    assert json.loads(desk.rows("SELECT baris FROM lake.kiriman")[0][0]) == receipt["baris"]


def test_the_untouched_file_lies_under_its_hash(desk):
    parsed = desk.parsed("2024-TW1", "90")
    desk.submit(parsed)
    sha = parsed.files[0].sha256
    stored = desk.settings.berkas / "36.72" / "2024-TW1" / parsed.kiriman_id / f"{sha}.json"
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == sha


def test_the_same_file_twice_changes_nothing(desk):
    first = desk.quarter("2024-TW1", "90")
    again = desk.quarter("2024-TW1", "90")
    assert again["status"] == "tidak_berubah"
    assert (again["kiriman_id"], again["snapshot"]) == (first["kiriman_id"], first["snapshot"])
    assert desk.rows("SELECT count(*) FROM lake.kiriman") == [(1,)]


def test_a_resubmission_is_a_new_version_and_changes_the_later_to_date_values(desk):
    desk.quarter("2024-TW1", "90")
    desk.quarter("2024-TW2", "100")
    assert desk.to_date("2024-TW2") == 190
    newer = desk.quarter("2024-TW1", "70")
    assert newer["versi"] == 2
    assert desk.to_date("2024-TW1") == 70
    assert desk.to_date("2024-TW2") == 170
    # In the same commit: the computation of the later quarter is not there one snapshot before.
    before = desk.rows(f"SELECT count(*) FROM lake.hitungan AT (VERSION => {newer['snapshot'] - 1}) WHERE periode = '2024-TW2'")
    assert before == [(1,)]
    assert desk.rows("SELECT ke, sebab FROM lake.hitungan WHERE periode = '2024-TW2' ORDER BY ke") == [
        (1, "kiriman"),
        (2, "acuan"),
    ]


def test_a_return_brings_back_the_version_before_and_the_later_values(desk):
    desk.quarter("2024-TW1", "90")
    desk.quarter("2024-TW2", "100")
    newer = desk.quarter("2024-TW1", "70")
    write.kembalikan(desk.settings, desk.who, newer["kiriman_id"], "angka keliru")
    assert desk.to_date("2024-TW1") == 90
    assert desk.to_date("2024-TW2") == 190


def test_a_return_of_the_only_version_leaves_the_quarter_empty(desk):
    only = desk.quarter("2024-TW1", "90")
    desk.quarter("2024-TW2", "100")
    write.kembalikan(desk.settings, desk.who, only["kiriman_id"], "belum lengkap")
    assert desk.rows("SELECT periode FROM lake.kiriman_kini") == [("2024-TW2",)]
    assert desk.to_date("2024-TW2") == 100
    write.setujui(desk.settings, desk.who, only["kiriman_id"])
    assert desk.to_date("2024-TW2") == 190


def test_another_region_keeps_its_values(desk):
    desk.quarter("2024-TW1", "90")
    desk.quarter("2024-TW2", "100", kode_wilayah="36.04")
    desk.quarter("2024-TW1", "70")
    assert desk.rows("SELECT max(ke) FROM lake.hitungan WHERE kode_wilayah = '36.04'") == [(1,)]


def test_many_at_once_give_what_one_by_one_gives(desk, tmp_path):
    desk.submit(desk.parsed("2024-TW1", "90"), desk.parsed("2024-TW2", "100"))
    assert desk.to_date("2024-TW2") == 190
    assert desk.rows("SELECT max(ke) FROM lake.hitungan") == [(1,)]


def test_two_submissions_of_one_quarter_at_once_are_refused(desk):
    with pytest.raises(DataRefused, match="dua kiriman"):
        desk.submit(desk.parsed("2024-TW1", "90"), desk.parsed("2024-TW1", "91"))


def test_a_failure_leaves_no_row_and_no_file(desk, monkeypatch):
    kept = desk.quarter("2024-TW1", "90")
    files = sorted(p for p in desk.settings.berkas.rglob("*") if p.is_file())
    data = sorted(desk.settings.data.rglob("*.parquet"))

    def fail(*_):
        raise RuntimeError("disk penuh")

    monkeypatch.setattr(publish.values, "append", fail)
    with contextlib.suppress(RuntimeError):
        desk.quarter("2024-TW2", "100")
    assert desk.rows("SELECT id FROM lake.current_snapshot()") == [(kept["snapshot"],)]
    assert desk.rows("SELECT count(*) FROM lake.unit WHERE periode = '2024-TW2'") == [(0,)]
    assert sorted(p for p in desk.settings.berkas.rglob("*") if p.is_file()) == files
    assert sorted(desk.settings.data.rglob("*.parquet")) == data


def test_the_pseudonym_is_a_real_hmac_and_the_mask_hides_birth_and_sex(desk):
    desk.quarter("2024-TW1", "90")
    key = desk.settings.secret()
    rows = desk.rows("SELECT id_pegawai, nip_samar, bulan_bup FROM lake.pegawai ORDER BY baris_sumber")
    assert rows[0][0] == hmac.new(key, NIP.encode(), hashlib.sha256).hexdigest()
    assert rows[2][0] == hmac.new(key, f"36.72|lokal|{LOKAL}".encode(), hashlib.sha256).hexdigest()
    assert rows[0][1] == "********199903*001"
    assert rows[2][1] is None
    # Born March 1975, JPT retires at 60; born March 1980, administrator at 58; not a civil servant: no month.
    assert [row[2] for row in rows] == ["2035-03", "2038-03", None]


def test_no_clear_number_or_name_is_in_any_file_of_the_lake(desk):
    findings = pl.DataFrame(
        {"aturan": ["x"], "tingkat": ["peringatan"], "dataset": ["pegawai"], "baris_sumber": [2], "kolom": ["nip"],
         "nilai": [NIP], "rincian": [f'{{"a": "{NIP}"}}']}
    )  # fmt: skip
    office = {**POSTS[3], "kode_jabatan": f"STAF-{NIP}"}
    staff = [*STAFF, {"nip": "198003152005031003", "kode_jabatan": f"STAF-{NIP}", "status_kepegawaian": "pns"}]
    parsed = desk.parsed("2024-TW1", "90", jabatan=[*POSTS, office], pegawai=staff)
    spaced = f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"
    receipt = desk.submit(
        parsed,
        findings=findings.insert_column(0, pl.lit(parsed.kiriman_id).alias("kiriman_id")),
        reason=f"diperiksa oleh {NIP} dan {spaced}",
    )[0]
    write.kembalikan(desk.settings, desk.who, receipt["kiriman_id"], f"kata {NIP}")
    # What was planted is really there to be found, outside the lake.
    assert any(NIP.encode() in p.read_bytes() for p in desk.settings.berkas.rglob("*.json"))
    tables = [name for (name,) in desk.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'")]
    assert len(tables) > 20
    for table in tables:
        shown = str(desk.rows(f"SELECT * FROM lake.{table}"))
        assert not any(secret in shown for secret in (NIP, spaced, NAMA, LOKAL)), table
    assert not any(NIP in str(row) or spaced in str(row) for row in desk.rows("SELECT * FROM lake.snapshots()"))
    kept = [*desk.settings.data.rglob("*"), *desk.settings.catalogue_path.parent.glob("katalog.sqlite*")]
    for path in kept:
        if path.is_file():
            assert not any(secret.encode() in path.read_bytes() for secret in (NIP, spaced, NAMA, LOKAL)), path.name


def test_a_nip_used_as_a_code_still_joins_the_tables_under_its_pseudonym(desk):
    office = {**POSTS[3], "kode_jabatan": NIP}
    lookalike = {**POSTS[3], "kode_jabatan": "501012019990310019"}
    staff = [*STAFF, {"nip": "198003152005031003", "kode_jabatan": NIP, "status_kepegawaian": "pns"}]
    desk.quarter("2024-TW1", "90", jabatan=[*POSTS, office, lookalike], pegawai=staff)
    found = desk.rows(
        "SELECT kode_jabatan FROM lake.jabatan JOIN lake.pegawai USING (kode_jabatan) WHERE kode_jabatan LIKE '**%'"
    )
    assert len(found) == 1
    assert desk.rows("SELECT count(*) FROM lake.jabatan WHERE kode_jabatan = '501012019990310019'") == [(1,)]


@pytest.mark.parametrize("name", [NIP, "Budi 19750315 199903 1 001", "nip.000000000000000000"])
def test_nobody_is_named_by_a_nip(desk, name):
    with pytest.raises(WrongUsage, match="NIP"):
        Order(Principal.system(name))
    with pytest.raises(WrongUsage, match="NIP"):
        write.kembalikan(desk.settings, Principal.system(name), "x", "y")


@pytest.mark.parametrize("dataset", ["unit", "jabatan", "pegawai", "penyetaraan", "indikator", "capaian", "anggaran"])
def test_the_lake_has_the_columns_of_the_contract(desk, dataset):
    with lake.writer(desk.settings) as con:
        rows = con.execute("SELECT column_name FROM duckdb_columns() WHERE database_name = 'lake' AND table_name = ?", [dataset])
        columns = {name for (name,) in rows.fetchall()}
    assert columns == {*lake_columns(dataset), *(["kode_opd"] if dataset == "unit" else [])}
    assert not columns & {"nip", "nama", "id_pegawai_lokal"}
