"""The stored files of a submission come back with its findings marked, to those who may send for the region."""

import dataclasses
import hashlib
import io
import shutil
import zipfile

import openpyxl
import polars as pl
import pytest

from etl.access import Principal, Role, Scope
from etl.contracts.parsed import FILE_STEP, Reading, SourceFile
from etl.errors import DataRefused, NotAllowed
from etl.pipeline import marked
from etl.validation.annotate.styles import FILLS
from etl.warehouse import files
from etl.warehouse.order import Stage

REGION, QUARTER = "36.72", "2024-TW1"
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))


def workbook(path):
    book = openpyxl.Workbook()
    book.active.title = "unit"
    for row in [("kode_unit", "nama_unit"), ("1.01", "Setda"), ("2.01", "Dinas")]:
        book.active.append(row)
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path)


def finding(berkas, sel, row=2, dataset="unit", sheet="unit"):
    return {
        "aturan": "tipe.bilangan", "tingkat": "blokir", "dataset": dataset, "baris_sumber": row, "kolom": "kode_unit",
        "nilai": "x", "rincian": "{}", "berkas": berkas, "sheet": sheet, "sel": sel,
    }  # fmt: skip


def draft(desk, sources, *found, reading=None):
    parsed = dataclasses.replace(desk.parsed(QUARTER, "90"), files=tuple(sources), reading=reading or Reading())
    rows = pl.DataFrame(found).with_columns(kiriman_id=pl.lit(parsed.kiriman_id))
    return desk.submit(parsed, findings=rows, stage=Stage.DRAF)[0]["kiriman_id"]


def coloured(body, sheet="unit"):
    cells = (c for row in openpyxl.load_workbook(io.BytesIO(body))[sheet].iter_rows() for c in row)
    return {c.coordinate for c in cells if c.fill.fgColor.rgb in FILLS.values()}


def test_the_file_comes_back_marked_under_its_own_name(desk, tmp_path):
    number = draft(
        desk, [workbook(tmp_path / "Kiriman Setda.xlsx")], finding("Kiriman Setda.xlsx", "A2"), finding(None, None, None)
    )
    name, body = marked.annotated(desk.settings, OPERATOR, REGION, number)
    assert name == "Kiriman Setda - bertanda.xlsx"
    assert coloured(body) == {"A2"}
    listed = openpyxl.load_workbook(io.BytesIO(body))["Temuan"]
    assert [listed[f"C{row}"].value for row in (5, 6)] == [None, "A2"]


def test_several_files_come_as_a_zip_each_with_its_own_findings(desk, tmp_path):
    sources = [workbook(tmp_path / "satu.xlsx"), workbook(tmp_path / "dua.xlsx")]
    number = draft(desk, sources, finding("satu.xlsx", "A2"), finding("dua.xlsx", "B3", FILE_STEP + 3))
    name, body = marked.annotated(desk.settings, OPERATOR, REGION, number, "en")
    assert name == "36.72_2024-TW1_annotated.zip"
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert {n: coloured(packed.read(n)) for n in packed.namelist()} == {
            "satu - annotated.xlsx": {"A2"}, "dua - annotated.xlsx": {"B3"},
        }  # fmt: skip


def test_of_files_with_one_name_each_gets_the_marks_of_its_own_rows():
    found = pl.DataFrame([finding("isi.xlsx", "A2"), finding("isi.xlsx", "A3", FILE_STEP + 3)])
    assert [share["sel"].to_list() for share in marked.share(found, ["isi.xlsx", "isi.xlsx"])] == [["A2"], ["A3"]]


def test_what_was_carried_forward_marks_no_cell_of_the_new_file(desk, tmp_path):
    found = finding("isi.xlsx", "A2"), finding("isi.xlsx", "B3", dataset="jabatan"), finding("lain.xlsx", "B2")
    number = draft(desk, [workbook(tmp_path / "isi.xlsx")], *found, reading=Reading(carried={"jabatan": "dulu"}))
    body = marked.annotated(desk.settings, OPERATOR, REGION, number)[1]
    assert coloured(body) == {"A2"}
    assert openpyxl.load_workbook(io.BytesIO(body))["Temuan"].max_row == 7, "they are listed all the same"


@pytest.mark.parametrize("who", [
    Principal("sekda@kota", Role.PENYETUJU, Scope(REGION)), Principal("walikota@kota", Role.PIMPINAN, Scope(REGION)),
    Principal("operator@lain", Role.OPERATOR, Scope("36.04")), Principal("k@go.id", Role.KEMENDAGRI, Scope("*")),
], ids=lambda who: who.identity)  # fmt: skip
def test_only_who_sends_for_the_region_gets_names_and_nip(desk, tmp_path, who):
    number = draft(desk, [workbook(tmp_path / "isi.xlsx")], finding("isi.xlsx", "A2"))
    with pytest.raises(NotAllowed):
        marked.annotated(desk.settings, who, REGION, number)


def test_a_submission_of_another_region_is_not_known(desk, tmp_path):
    number = draft(desk, [workbook(tmp_path / "isi.xlsx")], finding("isi.xlsx", "A2"))
    with pytest.raises(DataRefused, match=number):
        marked.annotated(desk.settings, Principal("o@lain", Role.OPERATOR, Scope("36.04")), "36.04", number)


def test_erased_or_changed_files_are_refused_in_words(desk, tmp_path):
    number = draft(desk, [workbook(tmp_path / "isi.xlsx")], finding("isi.xlsx", "A2"))
    place = files.folder(desk.settings, REGION, QUARTER, number)
    stored = next(place.glob("*.xlsx"))
    stored.write_bytes(stored.read_bytes() + b"x")
    with pytest.raises(DataRefused, match="tidak lagi sama"):
        marked.annotated(desk.settings, OPERATOR, REGION, number)
    shutil.rmtree(place)
    with pytest.raises(DataRefused, match="sudah dihapus"):
        marked.annotated(desk.settings, OPERATOR, REGION, number)
