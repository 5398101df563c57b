"""CSV and Parquet come back as a workbook of the same rows, as text, with the same marks."""

from __future__ import annotations

import io

import openpyxl
import polars as pl
import pytest
from package_check import faults
from rich_books import finding, findings
from test_annotated_workbook import colours, listed, said

from etl import ingest
from etl.validation import annotate
from etl.validation.annotate.styles import FILLS

ROWS = [
    ["kode_unit", "nama_unit", "jenis_unit"],
    ["1.01", "Setda", "setda"],
    ["2.01", "=Dinas; Kota", "007"],
    ["-1", "", "1.234,5"],
]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_becomes_a_workbook_of_text(tmp_path, sign, encoding):
    path = tmp_path / "kota_unit.csv"
    lines = (sign.join(f'"{cell}"' if any(c in cell for c in ";,") else cell for cell in row) for row in ROWS)
    path.write_bytes("\n".join(lines).encode(encoding))
    after = annotate.annotated(path, findings(finding("kota_unit", "C3", nilai="007"), finding("kota_unit", "B4", "peringatan")))
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == ROWS
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert colours(after) == {"unit!C3": FILLS["blokir"], "unit!B4": FILLS["peringatan"]}
    assert set(said(after)) == {"unit!C3", "unit!B4"}
    assert [row[1:3] for row in listed(after)] == [("unit", "C3"), ("unit", "B4")]
    assert faults(after) == []


def test_the_values_of_the_findings_tell_the_delimiter(tmp_path):
    """No header is known; the commas within are decimals."""
    path = tmp_path / "sendiri.csv"
    path.write_text("Kode;Nilai, juta;Tahun, masehi\nA;1,5;2,0\nB;2,5;3,0\n")
    after = annotate.annotated(path, findings(finding("sendiri", "B3", nilai="2,5")))
    assert openpyxl.load_workbook(io.BytesIO(after))["unit"]["B3"].value == "2,5"


def test_a_parquet_file_becomes_a_workbook_with_its_columns_in_row_one(tmp_path):
    path = tmp_path / "unit.parquet"
    pl.DataFrame({"kode_unit": ["1.01", None], "kelas": [12, None]}).write_parquet(path)
    found = findings(
        finding("unit", None, baris_sumber=2, kolom="kode_unit"), finding("unit", None, baris_sumber=1, kolom="tak_ada")
    )
    after = annotate.annotated(path, found)
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["kode_unit", "kelas"], ["1.01", "12"], [None, None]]
    assert colours(after) == {"unit!A3": FILLS["blokir"]}
    assert [row[2] for row in listed(after)] == ["2:2", "A3"]


def test_the_marked_workbook_of_a_csv_can_be_sent_back_as_it_is(tmp_path):
    path = tmp_path / "kota_unit.csv"
    path.write_text("\n".join(";".join(row) for row in [*ROWS[:2], ["2.01", "Dinas", "dinas"]]))
    marked = tmp_path / "kembali.xlsx"
    marked.write_bytes(annotate.annotated(path, findings(finding("kota_unit", "B3"), finding(None, None))))
    before, after = (ingest.read([p], "36.72", "2025-TW1") for p in (path, marked))
    values = [p.tables["unit"].drop("kiriman_id") for p in (before, after)]
    assert values[0].equals(values[1])
    assert "kepala.lembar_tak_dikenal" not in after.issues["aturan"].to_list(), "the sheet Temuan is passed over"
