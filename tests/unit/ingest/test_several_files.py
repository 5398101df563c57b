"""One submission out of several files: an agency's workbook each, or sheets that did not change since an earlier quarter."""

import polars as pl

from etl.contracts.parsed import FILE_STEP, Reading, source_row
from etl.ingest import read

HEAD = "kode_unit,nama_unit,jenis_unit\n"
PLACE = ("36.72", "2024-TW2")


def agencies(tmp_path, *bodies):
    paths = []
    for number, body in enumerate(bodies):
        path = tmp_path / str(number) / "unit.csv"
        path.parent.mkdir()
        path.write_text(HEAD + body)
        paths.append(path)
    return paths


def test_rows_of_each_agencys_file_come_together_and_keep_their_own_cells(tmp_path):
    got = read(agencies(tmp_path, "1,A,dinas\n2,B,dinas\n", "\n3,C,badan\n"), *PLACE)
    assert got.tables["unit"]["kode_unit"].to_list() == ["1", "2", "3"]
    rows = got.tables["unit"]["baris_sumber"].to_list()
    assert rows == [2, 3, FILE_STEP + 3]
    place = got.places["unit"]
    assert [(place.of(row).file, source_row(row), place.cell("nama_unit", row)) for row in rows] == [
        ("unit.csv", 2, "B2"), ("unit.csv", 3, "B3"), ("unit.csv", 3, "B3"),
    ]  # fmt: skip
    assert (got.counts["unit"].dibaca, got.counts["unit"].kosong) == (4, 1)


def test_what_cannot_be_read_in_the_second_file_is_told_there(tmp_path):
    got = read(agencies(tmp_path, "1,A,dinas\n", "2,B,istana\n"), *PLACE)
    issue = got.issues.filter(pl.col("kolom") == "jenis_unit").row(0, named=True)
    assert (issue["baris_sumber"], issue["nilai"]) == (FILE_STEP + 2, "istana")


def test_sheets_that_no_file_holds_are_carried_from_the_earlier_submission(tmp_path):
    earlier = read(agencies(tmp_path, "1,A,dinas\n"), *PLACE, kiriman_id="baru")
    path = tmp_path / "capaian.csv"
    path.write_text("kode_indikator,realisasi\nI1,5\n")
    told = Reading(carried={"unit": "lama", "jabatan": "lama"})
    got = read([path], *PLACE, reading=told, carried=earlier, kiriman_id="baru")
    assert got.tables["unit"]["kode_unit"].to_list() == ["1"]
    assert got.reading.carried == {"unit": "lama"}, "only what the earlier submission held"
    lost = got.issues.filter(pl.col("aturan") == "kepala.lembar_hilang")["dataset"].to_list()
    assert "unit" not in lost
    assert "jabatan" in lost


def test_a_file_goes_before_what_is_carried(tmp_path):
    earlier = read(agencies(tmp_path, "1,A,dinas\n"), *PLACE)
    path = tmp_path / "unit.csv"
    path.write_text(HEAD + "9,Z,badan\n")
    got = read([path], *PLACE, reading=Reading(carried={"unit": "lama"}), carried=earlier)
    assert (got.tables["unit"]["kode_unit"].to_list(), got.reading.carried) == (["9"], {})


def test_a_header_is_what_the_sender_said_it_is(tmp_path):
    path = tmp_path / "unit.csv"
    path.write_text("Sandi Satker,nama_unit,jenis_unit\n1,A,dinas\n")
    told = Reading(mapping={"unit": {"Sandi Satker": "kode_unit"}})
    assert read([path], *PLACE, reading=told).tables["unit"]["kode_unit"].to_list() == ["1"]
    assert "kepala.kolom_hilang" in read([path], *PLACE).issues["aturan"].to_list()
