"""Whose file it is, as a clerk would see it at a glance; and nothing where the file does not say, or says two things."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest_ingest import write_book

from etl.ingest.hints import hints
from etl.paths import SAMPLE

HEAD = ["kode_unit", "nama_unit", "jenis_unit", "kode_induk"]
ROWS = [HEAD, ["11.01", "Dinas Pendidikan", "dinas", ""], ["11.02", "Dinas Kesehatan", "dinas", ""]]


def book(path: Path, *titles: str, **sheets: list[list[str]]) -> Path:
    return write_book(path, {"unit": [*[[title] for title in titles], *ROWS], **sheets})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("36.72_2024-TW4.xlsx", ("36.72", "2024-TW4")),
        ("36_2025-TW1.xlsx", ("36", "2025-TW1")),
        ("Kota Cilegon TW IV 2024 final.xlsx", ("36.72", "2024-TW4")),
        ("data kab. serang 2024 Q2.xlsx", ("36.04", "2024-TW2")),
        ("unit.xlsx", (None, None)),
        ("99.99_2024-TW9.xlsx", (None, None)),
    ],
)
def test_the_name_of_the_file(tmp_path, name, told):
    assert hints([book(tmp_path / name)]) == told


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (("PEMERINTAH KOTA CILEGON", "Triwulan IV Tahun 2024"), ("36.72", "2024-TW4")),
        (("Provinsi Banten", "Kabupaten Serang", "TRIWULAN III (JULI-SEPTEMBER) 2024"), ("36.04", "2024-TW3")),
        (("Provinsi Banten",), ("36", None)),
        (("Kabupaten Bandung Barat",), ("32.17", None)),
        (("Kota Serang", "Kabupaten Serang"), (None, None)),
        (("Triwulan I 2024", "Triwulan II 2024"), (None, None)),
    ],
)
def test_its_title_rows(tmp_path, titles, told):
    assert hints([book(tmp_path / "data.xlsx", *titles)]) == told


def test_the_sheet_petunjuk_is_told_by_its_labels_and_not_by_what_else_it_says(tmp_path):
    guide = [["Templat Kota Cilegon"], ["kode_wilayah", "36.72"], ["periode", "2025-TW1"], ["Isi awal dari", "2024-TW4"]]
    assert hints([book(tmp_path / "a.xlsx", Petunjuk=guide)]) == ("36.72", "2025-TW1")


def test_codes_of_units_are_no_regions(tmp_path):
    assert hints([book(tmp_path / "a.xlsx")]) == (None, None)


def test_a_name_that_disagrees_with_the_title_tells_nothing(tmp_path):
    assert hints([book(tmp_path / "36.04_2024-TW4.xlsx", "Kota Cilegon", "Triwulan IV 2024")]) == (None, "2024-TW4")


def test_several_files_of_one_region(tmp_path):
    (tmp_path / "unit.csv").write_text("Kota Cilegon;;\nTriwulan II Tahun 2024;;\nkode_unit;nama_unit;jenis_unit\n1;A;dinas\n")
    (tmp_path / "pegawai 2024-TW2.csv").write_text("nip;nama\n")
    assert hints([tmp_path / "unit.csv", tmp_path / "pegawai 2024-TW2.csv"]) == ("36.72", "2024-TW2")


def test_the_sample_workbooks_tell_by_their_names():
    assert hints([SAMPLE / "36.72_2024-TW4.xlsx"]) == ("36.72", "2024-TW4")


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 no zip", b"\x00\x01", b"<html>36.72 2024-TW4</html>"])
def test_what_cannot_be_read_tells_nothing_but_its_name(tmp_path, body):
    (tmp_path / "36.72.xlsx").write_bytes(body)
    assert hints([tmp_path / "36.72.xlsx"]) == ("36.72", None)


def test_a_peek_is_bounded(tmp_path):
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr(
            "xl/worksheets/sheet1.xml", b"<c r='A1'>" + b" " * (80 << 20) + b'<c r="A1" t="str"><v>Kota Cilegon</v></c>'
        )
    assert hints([path]) == (None, None)
