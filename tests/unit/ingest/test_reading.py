"""What a submission looks like once read: sheets, files, columns, counts, keys."""

from __future__ import annotations

import polars as pl
import pytest
from conftest_ingest import PERIODE, WILAYAH, write_book

from etl.contracts import contract, contracts
from etl.contracts.parsed import ISSUE_RULES, ISSUE_SCHEMA
from etl.ingest import read

UNIT = ["kode_unit", "nama_unit", "jenis_unit"]
DINAS = ["1.01", "Dinas Pendidikan", "dinas"]


def test_frames_have_exactly_the_contract_schema_and_the_row_keys(read_book):
    got = read_book({"unit": [UNIT, DINAS]}, kiriman_id="K1")
    assert dict(got.tables["unit"].schema) == contract("unit").schema
    assert dict(got.issues.schema) == ISSUE_SCHEMA
    assert got.tables["unit"].select("kiriman_id", "kode_wilayah", "periode", "baris_sumber").rows() == [
        ("K1", WILAYAH, PERIODE, 2)
    ]


@pytest.mark.parametrize("name", ["unit", "UNIT", " Unit ", "Unit Organisasi", "unit_organisasi"])
def test_sheet_names_forgive_case_and_blanks(read_book, name):
    assert read_book({name: [UNIT, DINAS]}).tables["unit"].height == 1


def test_missing_datasets_of_the_complete_set_are_issues(read_book):
    issues = read_book({"unit": [UNIT, DINAS]}).issues.filter(pl.col("aturan") == "kepala.lembar_hilang")
    assert issues["dataset"].to_list() == ["jabatan", "pegawai", "indikator", "capaian"]


def test_unknown_sheets_are_told_and_instructions_are_not(read_book, problems):
    got = read_book({"unit": [UNIT, DINAS], "Rekap": [["x"]], "Petunjuk": [["x"]]})
    assert problems(got) == [(None, None, "Rekap", "kepala.lembar_tak_dikenal")]


def test_a_missing_required_column_lists_the_headers_read(read_book, problems):
    got = read_book({"unit": [["Kode Unit", "Nama Unit", "Warna"], ["1", "Dinas A", "biru"]]})
    assert (None, "jenis_unit", "Kode Unit | Nama Unit | Warna", "kepala.kolom_hilang") in problems(got)
    assert (None, None, "Warna", "kepala.kolom_tak_dikenal") in problems(got)
    assert got.tables["unit"]["jenis_unit"].to_list() == [None]


def test_a_header_that_is_not_there_shows_no_cell_of_the_data(read_book, problems):
    got = read_book({"unit": [UNIT, DINAS], "pegawai": [["199001012015011001", "Orang Contoh"]]})
    assert {p[2] for p in problems(got, "pegawai")} == {"-"}


def test_a_word_of_the_data_that_is_also_a_header_makes_no_header(read_book, problems):
    person = ["199001012015011001", "Orang Contoh", "Jalan Contoh 1", "Kota Contoh", "Status"]
    got = read_book({"unit": [UNIT, DINAS], "pegawai": [person]})
    assert {p[2] for p in problems(got, "pegawai")} == {"-"}


def test_a_column_name_goes_before_its_aliases(read_book, problems):
    got = read_book({"unit": [["kode", "kode_unit", "nama_unit", "jenis_unit"], ["A", "1.01", "Dinas A", "dinas"]]})
    assert got.tables["unit"]["kode_unit"].to_list() == ["1.01"]
    assert (None, None, "kode", "kepala.kolom_ganda") in problems(got)


def test_rows_read_are_accepted_rejected_or_blank(read_book):
    got = read_book({"unit": [UNIT, DINAS, [], [], ["5.01", "Badan A", "salah"], [], []]})
    counts = got.counts["unit"]
    assert (counts.dibaca, counts.kosong, got.tables["unit"].height) == (4, 2, 2)
    assert got.tables["unit"]["baris_sumber"].to_list() == [2, 5]


def test_good_rows_survive_a_bad_cell(read_book, problems):
    got = read_book({"unit": [UNIT, DINAS, ["5.01", "Badan A", "salah"]]})
    assert got.tables["unit"]["jenis_unit"].to_list() == ["dinas", None]
    assert problems(got) == [(3, "jenis_unit", "salah", "tipe.pilihan")]


def test_a_personal_value_is_never_in_an_issue(read_book, problems):
    head = ["nip", "kode_jabatan", "status_kepegawaian", "predikat_kinerja"]
    got = read_book({"pegawai": [head, ["199001012015011001", "J.1", "pns", "aneh"]]})
    assert problems(got) == [(2, "predikat_kinerja", "(disamarkan)", "tipe.pilihan")]


def test_several_files_make_one_submission(tmp_path):
    book = write_book(tmp_path / "a.xlsx", {"unit": [UNIT, DINAS]})
    (tmp_path / "36.72_2024-TW2_capaian.csv").write_text("kode_indikator;realisasi\nI.1;85,5\n")
    pl.DataFrame({"kode_jabatan": ["J.1"]}).write_parquet(tmp_path / "jabatan.parquet")
    got = read([book, tmp_path / "36.72_2024-TW2_capaian.csv", tmp_path / "jabatan.parquet"], WILAYAH, PERIODE)
    assert list(got.tables) == ["unit", "jabatan", "capaian"]
    assert [f.name for f in got.files] == ["a.xlsx", "36.72_2024-TW2_capaian.csv", "jabatan.parquet"]
    assert all(len(f.sha256) == 64 for f in got.files)


def test_columns_tell_the_dataset_where_the_file_name_does_not(read_csv):
    assert list(read_csv("kode_unit,nama_unit,jenis_unit\n1,A,dinas\n", "ekspor (3).csv").tables) == ["unit"]


def test_parquet_in_contract_types_is_taken_as_it_is(tmp_path):
    schema = {name: column.dtype for name, column in contract("capaian").columns.items()}
    frame = pl.DataFrame(
        {"kode_indikator": ["I.1", "I.2"], "realisasi": ["85.5", "WTP"], "pagu": [1.5, None]}, schema_overrides=schema
    )
    frame.write_parquet(tmp_path / "capaian.parquet")
    got = read([tmp_path / "capaian.parquet"], WILAYAH, PERIODE)
    assert got.tables["capaian"].select("kode_indikator", "realisasi", "pagu", "baris_sumber").rows() == [
        ("I.1", "85.5", 1.5, 1), ("I.2", "WTP", None, 2)]  # fmt: skip


def test_parquet_in_other_types_or_spellings_is_cleaned(tmp_path, problems):
    frame = pl.DataFrame({"Kode Unit": ["1.01", "5.01"], "nama_unit": ["A", "B"], "jenis_unit": ["Dinas", "aneh"]})
    frame.write_parquet(tmp_path / "unit.parquet")
    got = read([tmp_path / "unit.parquet"], WILAYAH, PERIODE)
    assert got.tables["unit"]["jenis_unit"].to_list() == ["dinas", None]
    assert problems(got) == [(2, "jenis_unit", "aneh", "tipe.pilihan")]


def test_parquet_with_a_nip_as_a_number(tmp_path, problems):
    frame = pl.DataFrame({"nip": [199001012015011001], "kode_jabatan": ["J.1"], "status_kepegawaian": ["pns"]})
    frame.write_parquet(tmp_path / "pegawai.parquet")
    assert problems(read([tmp_path / "pegawai.parquet"], WILAYAH, PERIODE)) == [(1, "nip", "(disamarkan)", "tipe.nip_angka")]


def test_values_of_capaian_are_read_by_the_kind_of_their_indicator(read_book, problems):
    head = ["kode_indikator", "tingkat", "kode_unit", "nama_indikator", "satuan", "arah", "sifat", "jenis_nilai"]
    kinds = {"I.1": "angka", "I.2": "predikat", "I.3": "ya_tidak", "I.4": "rentang"}
    rows = [[code, "sasaran", "1", "Contoh", "Orang", "naik", "tetap", kind] for code, kind in kinds.items()]
    values = [["I.1", "2.868"], ["I.2", "wtp"], ["I.3", "Sudah"], ["I.4", "7 - 8"], ["I.1", "WTP"]]
    got = read_book({"indikator": [head, *rows], "capaian": [["kode_indikator", "realisasi"], *values]})
    assert got.tables["capaian"]["realisasi"].to_list() == ["2868", "WTP", "ya", "7..8", None]
    assert problems(got) == [(6, "realisasi", "WTP", "tipe.nilai")]


def test_the_rule_ids_in_the_code_are_those_of_the_list():
    import re
    from pathlib import Path

    import etl.ingest

    root = Path(etl.ingest.__file__).parent
    used = {
        rule for path in root.rglob("*.py") for rule in re.findall(r'"((?:tipe|kepala)\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert used == set(ISSUE_RULES)


def test_every_alias_names_a_column_of_its_contract_and_every_spelling_a_choice():
    from etl.ingest import vocabulary

    for dataset, described in contracts().items():
        assert set(vocabulary._load(dataset)["columns"]) <= set(described.columns)
    allowed = {c.name: set() for d in contracts().values() for c in d.columns.values() if c.choices}
    for described in contracts().values():
        for column in described.columns.values():
            if column.choices:
                allowed[column.name] |= set(column.choices)
    spellings = {k: v for k, v in vocabulary._load("pilihan").items() if k != "ya_tidak"}
    assert all(set(values) <= allowed[column] for column, values in spellings.items())
