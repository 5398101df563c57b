"""A corrected cell is judged as if the corrected file had been checked whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import pipeline
from etl.contracts import contracts
from etl.contracts.edits import Edit
from etl.errors import DataRefused
from etl.ingest.editing import hold
from etl.pipeline import recheck
from etl.pipeline.edits import packed, unpacked
from etl.validation import partial
from tests.unit.pipeline.conftest import QUARTER, REGION, small_tables

TABLES = {dataset: frame for dataset, frame in small_tables().items() if frame.height}
ODD = (
    None, "", "x", "12", "-5", "1.234", "7,5", "2024-13-01", "45000", "Jumlah", "=1+1", "#REF!", "00123", "KD", "2",
    "197003121995031001",
)  # fmt: skip


def opened(*paths: Path) -> recheck.Open:
    held = hold(paths, REGION, QUARTER, kiriman_id="36.72_2024-TW4_uji")
    return recheck.Open(held, pipeline.examine([held.parsed]))


def told(found: pl.DataFrame) -> list[dict]:
    return found.drop("kiriman_id", "berkas").to_dicts()


def whole(source: Path, first: recheck.Open, edits: list[Edit]) -> list[dict]:
    """A full check of the patched file."""
    # Under its own name: that of a CSV tells its dataset.
    copy = source.parent / "tambal" / source.name
    copy.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, copy)
    recheck.patch(first, [copy], edits)
    try:
        return told(opened(copy).checked.found())
    finally:
        copy.unlink()


@pytest.fixture(scope="module")
def first(small_book: Path) -> recheck.Open:
    return opened(small_book)


@st.composite
def corrections(draw: st.DrawFn) -> list[Edit]:
    """Up to four cells of the file with texts that a clerk may type: other codes of the column, odd things, nothing."""
    made = {}
    for _ in range(draw(st.integers(1, 4))):
        dataset = draw(st.sampled_from(sorted(TABLES)))
        column = draw(st.sampled_from(list(contracts()[dataset].columns)))
        row = draw(st.integers(2, TABLES[dataset].height + 1))
        standing = [str(value) for value in TABLES[dataset][column].drop_nulls()]
        text = draw(st.sampled_from([*standing, *contracts()[dataset].columns[column].choices, *ODD]))
        made[dataset, row, column] = Edit(dataset, row, column, text)
    return unpacked(packed(made.values()))


@settings(max_examples=12)
@given(corrections())
def test_a_correction_is_judged_as_a_check_of_the_patched_file(first: recheck.Open, small_book: Path, edits: list[Edit]) -> None:
    assert told(first.recheck(edits)) == whole(small_book, first, edits)


NASTY = {
    "a code used elsewhere": [Edit("unit", 3, "kode_unit", "99")],
    "a cycle": [Edit("jabatan", 4, "kode_atasan", "BP")],
    "a row emptied": [Edit("kinerja_unit", 2, "kode_unit", None), Edit("kinerja_unit", 2, "predikat_organisasi", None)],
    "a row that becomes a total": [
        Edit("tim_indikator", 2, "kode_tim", "Jumlah"),
        Edit("tim_indikator", 2, "kode_indikator", None),
    ],
    "how the values of another sheet are read": [Edit("indikator", 2, "jenis_nilai", "predikat")],
    "a number in a cell of dates": [Edit("tim", 2, "tanggal_mulai", "45000")],
    "leading zeros of one code make others suspect": [Edit("unit", 2, "kode_unit", "01")],
    "a formula typed": [Edit("unit", 2, "nama_unit", "=HYPERLINK(1)")],
}


@pytest.mark.parametrize("edits", NASTY.values(), ids=NASTY)
def test_corrections_that_reach_further_than_their_cell(first: recheck.Open, small_book: Path, edits: list[Edit]) -> None:
    assert told(first.recheck(edits)) == whole(small_book, first, edits)


def test_each_correction_stands_against_the_stored_file_and_not_against_the_one_before(first: recheck.Open) -> None:
    before = told(first.recheck([]))
    broken = told(first.recheck([Edit("unit", 3, "jenis_unit", "balai-balai")]))
    assert [f["aturan"] for f in broken if f not in before][:1] == ["tipe.pilihan"]
    assert told(first.recheck([Edit("jabatan", 3, "kelas", "99")])) != broken
    assert told(first.recheck([])) == before


def test_a_text_file_is_corrected_in_its_own_place(tmp_path: Path) -> None:
    path = tmp_path / "unit.csv"
    path.write_text("kode_unit;nama_unit;jenis_unit\n1;Dinas A;dinas\n2;Dinas B;entah\n")
    first = opened(path)
    for edits in ([Edit("unit", 3, "jenis_unit", "dinas")], [Edit("unit", 2, "nama_unit", "=1+1; dan lain")]):
        assert told(first.recheck(edits)) == whole(path, first, edits)


def test_a_per_cent_cell_is_corrected_as_the_clerk_sees_it(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "persen.xlsx"
    with xlsxwriter.Workbook(path) as book:
        team, percent = book.add_worksheet("anggota_tim"), book.add_format({"num_format": "0%"})
        team.write_row(0, 0, ["kode_tim", "nip", "porsi_waktu"])
        team.write_row(1, 0, ["T1", "198001012005011003"])
        team.write_number(1, 2, 0.65, percent)
    first = opened(path)
    assert first.held.parsed.tables["anggota_tim"]["porsi_waktu"].to_list() == [65]
    edits = [Edit("anggota_tim", 2, "porsi_waktu", "70")]
    assert first.held.edited(edits).tables["anggota_tim"]["porsi_waktu"].to_list() == [70]
    recheck.patch(first, [path], edits)
    assert opened(path).held.parsed.tables["anggota_tim"]["porsi_waktu"].to_list() == [70]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("unit", 1, "kode_unit", "x"),
        Edit("unit", 99, "kode_unit", "x"),
        Edit("unit", 10_000_002, "kode_unit", "x"),
        Edit("unit", 2, "tak_ada", "x"),
        Edit("lain", 2, "kode_unit", "x"),
    ],
)
def test_a_cell_that_the_file_does_not_have(first: recheck.Open, edit: Edit) -> None:
    with pytest.raises(DataRefused) as caught:
        first.recheck([edit])
    assert caught.value.key == "kerja.galat.sel_tak_ada"


def test_what_a_rule_reads_is_found_in_its_queries(first: recheck.Open) -> None:
    reads = partial.reads(first.checked.workspace)
    by_rule = {(key[0], key[1]): tables for key, tables in reads.items()}
    assert by_rule["wajib", "unit"] == {"unit"}
    assert by_rule["rujukan.kode_unit", "jabatan"] >= {"jabatan", "unit"}
    # Through the tables of schema `bantu`: the holders of a post come from the staff, cycles from the tree of units.
    assert by_rule["unit.siklus", "unit"] == {"unit"}
    assert any("pegawai" in tables for (_, dataset), tables in by_rule.items() if dataset == "jabatan")
    assert {dataset for (_, dataset), tables in by_rule.items() if dataset in tables} >= set(contracts())
