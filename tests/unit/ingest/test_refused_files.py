"""Files that cannot be read at all: refused with a message that names the fault and the repair, in both languages."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from conftest_ingest import write_book

from etl.contracts.parsed import Reading
from etl.errors import DataRefused, WrongUsage
from etl.ingest import files, read
from etl.locale import LANGUAGES, has

UNIT = [["kode_unit", "nama_unit", "jenis_unit"], ["1.01", "Dinas Pendidikan", "dinas"]]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def refused(path: Path | list[Path], **options) -> DataRefused:
    with pytest.raises(DataRefused) as caught:
        read(path if isinstance(path, list) else [path], "36.72", "2024-TW2", **options)
    error = caught.value
    assert error.exit_code == 2
    for language in LANGUAGES:
        assert has(error.key, language)
        assert has(f"{error.key}.perbaikan", language)
        assert "{" not in error.message(language)
    return error


def made(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_missing_and_an_empty_file(tmp_path):
    assert refused(tmp_path / "tiada.xlsx").key == "galat_berkas.tidak_ada"
    assert refused(made(tmp_path / "kosong.xlsx", b"")).key == "galat_berkas.kosong"


def test_a_file_over_the_limit_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    error = refused(path)
    assert (error.key, error.values["ukuran"]) == ("galat_berkas.terlalu_besar", 200)


def test_wrong_sheet_names_are_listed(tmp_path):
    error = refused(write_book(tmp_path / "a.xlsx", {"Sheet1": UNIT, "Rekap": UNIT}))
    assert error.key == "galat_berkas.lembar_tak_ada"
    assert "Sheet1, Rekap" in error.message()
    assert "unit, jabatan, pegawai" in error.message("en")


def test_old_excel_and_a_password(tmp_path):
    assert refused(made(tmp_path / "lama.xls", OLE + bytes(600))).key == "galat_berkas.xls"
    locked = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert refused(made(tmp_path / "kunci.xlsx", locked)).key == "galat_berkas.sandi"


def test_a_document_renamed_to_xlsx(tmp_path):
    path = tmp_path / "surat.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("word/document.xml", "<w:document/>")
    assert refused(path).key == "galat_berkas.bukan_xlsx"


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip at all", b"hello", b"PAR1 nonsense PAR1"])
def test_damaged_files(tmp_path, content):
    assert refused(made(tmp_path / "rusak.xlsx", content)).key == "galat_berkas.rusak"


def test_a_workbook_cut_in_the_middle_of_its_sheet(tmp_path):
    path = write_book(tmp_path / "utuh.xlsx", {"unit": UNIT})
    broken = tmp_path / "putus.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if "workbook.xml" in name else content)
    assert refused(broken).key == "galat_berkas.rusak"


@pytest.mark.parametrize(("name", "content"), [("a.csv", "<html><table>"), ("a.csv", b"\x00\x01\x02\x00"), ("a.pdf", "%PDF-1.7")])
def test_what_is_no_table(tmp_path, name, content):
    assert refused(made(tmp_path / name, content)).key == "galat_berkas.bukan_tabel"


def test_a_zip_bomb_is_told_by_its_directory(tmp_path, monkeypatch):
    path = write_book(tmp_path / "bom.xlsx", {"unit": UNIT})
    monkeypatch.setattr(files, "MAX_UNPACKED", 1000)
    assert refused(path).key == "galat_berkas.bom"


def test_formulas_that_were_never_calculated_are_told_cell_by_cell(tmp_path, problems):
    book = openpyxl.Workbook()
    book.active.title = "unit"
    for row in [*UNIT, ["1.02", '="Dinas "&A2', "=C2"], ["1.03", "Dinas C", "entah"], ["Jumlah", "=COUNTA(A2:A4)", "=B5"]]:
        book.active.append(row)
    book.save(tmp_path / "rumus.xlsx")
    got = read([tmp_path / "rumus.xlsx"], "36.72", "2024-TW2")
    formulas = [(3, "nama_unit", None, "tipe.rumus_tanpa_nilai"), (3, "jenis_unit", None, "tipe.rumus_tanpa_nilai")]
    assert problems(got) == [*formulas, (4, "jenis_unit", "entah", "tipe.pilihan")]
    assert got.tables["unit"]["nama_unit"].to_list() == ["Dinas Pendidikan", None, "Dinas C"]
    assert (got.places["unit"].cell("nama_unit", 3), got.counts["unit"].dilewati) == ("B3", {"jumlah": 1})


def test_calculated_formulas_are_taken_by_their_value(tmp_path):
    path = write_book(tmp_path / "rumus.xlsx", {"unit": [*UNIT, ["1.02", ('="Dinas "&A2', "Dinas 1.01"), "dinas"]]})
    assert read([path], "36.72", "2024-TW2").tables["unit"]["nama_unit"].to_list() == ["Dinas Pendidikan", "Dinas 1.01"]


def test_a_cell_in_the_last_row_of_excel(tmp_path):
    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("unit")
        sheet.write_row(0, 0, UNIT[0])
        sheet.write(1_048_575, 10, "x")
    error = refused(path)
    assert (error.key, error.values["baris"]) == ("galat_berkas.lembar_terlalu_luas", 1_048_576)


def test_formatted_blank_rows_to_the_end_of_the_sheet_are_no_rows(tmp_path):
    """As Excel leaves them after formatting whole columns; the XML is multiplied here, since writing a million rows is slow."""
    path = write_book(tmp_path / "asal.xlsx", {"unit": UNIT})
    wide = tmp_path / "luas.xlsx"
    blank = b"".join(b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(3, 1_000_001))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</sheetData>", blank + b"</sheetData>") if "sheet1.xml" in name else content)
    got = read([wide], "36.72", "2024-TW2")
    assert (got.counts["unit"].dibaca, got.counts["unit"].kosong, got.tables["unit"].height) == (1, 0, 1)


def test_nothing_but_headers(tmp_path):
    assert refused(write_book(tmp_path / "a.xlsx", {"unit": UNIT[:1]})).key == "galat_berkas.tanpa_baris"


@pytest.mark.parametrize("text", ['k,n\n1,a\n2,"b\n3,c\n', 'k,n\n1,a\n2,"b"c\n3,d\n'])
def test_csv_with_broken_quoting_names_the_row(tmp_path, text):
    text = text.replace("k,n", "kode_unit,nama_unit")
    error = refused(made(tmp_path / "unit.csv", text))
    assert (error.key, error.values["baris"]) == ("galat_berkas.csv_kutip", 3)


def test_csv_with_a_comma_too_many_names_the_row(tmp_path):
    error = refused(made(tmp_path / "unit.csv", "kode_unit,nama_unit,jenis_unit\n1,Dinas A,dinas\n2,Dinas B, C, dan D,dinas\n"))
    assert (error.key, error.values["baris"]) == ("galat_berkas.csv_kolom_lebih", 3)


def test_parquet_with_lists_in_its_cells(tmp_path):
    pl.DataFrame({"kode_unit": [[1]], "nama_unit": ["A"], "jenis_unit": ["dinas"]}).write_parquet(tmp_path / "unit.parquet")
    assert refused(tmp_path / "unit.parquet").key == "galat_berkas.bukan_tabel"


def test_csv_of_unknown_kind(tmp_path):
    assert refused(made(tmp_path / "data.csv", "a,b\n1,2\n")).key == "galat_berkas.dataset_tak_dikenal"


def test_the_same_dataset_twice_in_one_file(tmp_path):
    assert refused(write_book(tmp_path / "b.xlsx", {"unit": UNIT, "Unit Organisasi": UNIT})).key == "galat_berkas.dataset_ganda"


def test_layouts_that_do_not_exist_or_do_not_fit(tmp_path):
    path = made(tmp_path / "x.csv", "a,b\n1,2\n")
    with pytest.raises(WrongUsage) as caught:
        read([path], "36.72", "2024-TW2", reading=Reading("tiada"))
    assert "banyuwangi_unor" in caught.value.message()
    assert refused(path, reading=Reading("banyuwangi_unor")).key == "galat_berkas.tata_letak_tak_cocok"


def test_every_refusal_in_the_code_has_its_words():
    root = Path(files.__file__).parent
    keys = {key for path in root.rglob("*.py") for key in re.findall(r'"(galat_berkas\.\w+)"', path.read_text(encoding="utf-8"))}
    assert len(keys) > 15
    for key in keys:
        assert all(has(name, language) for name in (key, f"{key}.perbaikan") for language in LANGUAGES), key


def test_cells_without_a_style_count_for_how_far_a_sheet_reaches(tmp_path):
    path = write_book(tmp_path / "asal.xlsx", {"unit": UNIT})
    far = tmp_path / "jauh.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(far, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            cell = b'<row r="1048576"><c r="E1048576"><v>1</v></c></row></sheetData>'
            new.writestr(name, old.read(name).replace(b"</sheetData>", cell if "sheet1.xml" in name else b"</sheetData>"))
    assert refused(far).key == "galat_berkas.lembar_terlalu_luas"
