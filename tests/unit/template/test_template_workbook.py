"""The template is a workbook that a spreadsheet opens without complaint and that comes back as it went out."""

import io
import itertools
import zipfile
from datetime import date
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from etl import ingest, template
from etl.contracts import contract, contracts
from etl.errors import DataRefused
from etl.ingest.hints import hints
from etl.locale import LANGUAGES, text
from etl.template import Confirmed, lists, notes

REGION, PERIOD = "36.72", "2025-TW1"
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def frame(dataset, *rows):
    schema = {name: column.dtype for name, column in contract(dataset).columns.items()}
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def written(path, tables=None, **more):
    template.write(path, REGION, PERIOD, tables, **more)
    return path


def back(path):
    return ingest.read([path], REGION, PERIOD)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return written(tmp_path_factory.mktemp("templat") / "kosong.xlsx")


@pytest.fixture(scope="module")
def book(blank):
    return openpyxl.load_workbook(blank)


def parts(path, start):
    with zipfile.ZipFile(path) as package:
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist() if name.startswith(start)}


def test_one_sheet_per_dataset_in_the_order_of_the_contract_behind_the_guide(book):
    assert book.sheetnames == ["Petunjuk", *contracts()]


@pytest.mark.parametrize("dataset", contracts())
def test_the_header_is_the_contract_and_each_column_is_explained(book, dataset):
    sheet = book[dataset]
    assert [cell.value for cell in sheet[1]] == list(contract(dataset).columns)
    for cell in sheet[1]:
        assert text(f"kontrak.{dataset}.{cell.value}") in cell.comment.text
        assert "Contoh: " in cell.comment.text


@pytest.mark.parametrize("dataset", contracts())
def test_required_columns_look_different_and_say_so(book, dataset):
    look = {column.required: set() for column in contract(dataset).columns.values()}
    for cell, column in zip(book[dataset][1], contract(dataset).columns.values(), strict=True):
        look[column.required].add(cell.fill.fgColor.rgb)
        assert ("Wajib diisi" in cell.comment.text) is column.required
    assert all(len(colours) == 1 for colours in look.values())
    assert len(set.union(*look.values())) == len(look)


@pytest.mark.parametrize("dataset", contracts())
def test_only_the_header_is_locked_and_rows_can_come_and_go(book, dataset):
    sheet = book[dataset]
    assert all(cell.protection.locked for cell in sheet[1])
    assert sheet.protection.sheet
    forbidden = [n for n in ("insertRows", "deleteRows", "sort", "autoFilter") if getattr(sheet.protection, n)]
    assert not forbidden
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("dataset", contracts())
def test_cells_to_fill_are_unlocked_and_text_where_the_contract_says_text(blank, dataset):
    number = [*contracts()].index(dataset) + 2
    columns = parts(blank, f"xl/worksheets/sheet{number}.xml").popitem()[1].find(f"{SPACE}cols")
    styles = parts(blank, "xl/styles.xml")["xl/styles.xml"].find(f"{SPACE}cellXfs")
    reached = {}
    for entry in columns:
        for place in range(int(entry.get("min")), min(int(entry.get("max")), 40) + 1):
            reached[place] = styles[int(entry.get("style"))]
    assert all(style.find(f"{SPACE}protection").get("locked") == "0" for style in reached.values())
    assert set(reached) == set(range(1, 41)), "a row is deleted only where all of its cells are unlocked"
    for place, column in enumerate(contract(dataset).columns.values(), 1):
        is_text = reached[place].get("numFmtId") == "49"
        assert is_text is (column.type in ("kode", "teks", "nip", "pilihan")), column.name


def test_every_enumerated_column_has_its_drop_down_and_no_cell_two(book):
    for dataset, of in contracts().items():
        rules = book[dataset].data_validations.dataValidation
        held = {str(rule.sqref): rule.formula1 for rule in rules}
        letters = {openpyxl.utils.get_column_letter(place): c for place, c in enumerate(of.columns.values(), 1) if c.choices}
        assert held == {f"{letter}2:{letter}1048576": f'"{",".join(c.choices)}"' for letter, c in letters.items()}
        assert all(len(formula) <= 257 for formula in held.values())


def test_nothing_that_a_spreadsheet_would_repair(blank, book):
    with zipfile.ZipFile(blank) as package:
        names = package.namelist()
        assert package.testzip() is None
        assert len(names) == len(set(names))
        for name in names:
            ElementTree.fromstring(package.read(name))
    assert all(len(name) <= 31 for name in book.sheetnames)
    defined = [
        (n.get("name"), n.get("localSheetId")) for n in parts(blank, "xl/workbook.xml").popitem()[1].iter(f"{SPACE}definedName")
    ]
    assert len(defined) == len(set(defined))
    for root in parts(blank, "xl/comments").values():
        places = [comment.get("ref") for comment in root.iter(f"{SPACE}comment")]
        assert len(places) == len(set(places))
        assert all(len("".join(comment.itertext())) < 32_000 for comment in root.iter(f"{SPACE}comment"))


def test_a_list_too_long_for_a_rule_stands_on_a_hidden_sheet_that_is_not_read(tmp_path):
    path, choices = tmp_path / "panjang.xlsx", tuple(f"pilihan nomor {n}" for n in range(40))
    with xlsxwriter.Workbook(str(path)) as made:
        drop_downs = lists.Lists(made)
        sheet = made.add_worksheet("unit")
        for place, name in enumerate(("kode_unit", "nama_unit", "jenis_unit")):
            sheet.write_string(0, place, name)
            sheet.write_string(1, place, ("1", "Dinas", "dinas")[place])
        assert drop_downs.source(("ya", "tidak")) == ["ya", "tidak"]
        source = drop_downs.source(choices)
        assert drop_downs.source(choices) == source == "=Daftar!$A$1:$A$40"
        sheet.data_validation(1, 2, 9, 2, {"validate": "list", "source": source})
        drop_downs.add()
    opened = openpyxl.load_workbook(path)
    assert [cell.value for cell in opened["Daftar"]["A"]] == list(choices)
    assert opened["Daftar"].sheet_state == "hidden"
    assert "Daftar" not in (back(path).issues["nilai"].to_list())


def test_the_guide_tells_whose_it_is_by_name_and_value(tmp_path):
    path = written(
        tmp_path / "t.xlsx",
        {"unit": frame("unit", {"kode_unit": "1"})},
        deadline=date(2025, 4, 15),
        since="2024-TW4",
        confirmed=[Confirmed("target_nol", 3, "=target memang nol")],
    )
    rows = [
        [cell for cell in row if cell is not None] for row in openpyxl.load_workbook(path)["Petunjuk"].iter_rows(values_only=True)
    ]
    facts = {row[0]: row[1] for row in rows if len(row) > 1}
    assert (facts["kode_wilayah"], facts["periode"], facts["tenggat"]) == (REGION, PERIOD, "2025-04-15")
    assert facts["isi_dari"] == "2024-TW4"
    assert "=target memang nol" in facts["target_nol"]
    assert ["unit", "Unit organisasi", "ya", "1", "kode_unit, nama_unit, jenis_unit"] in rows


@pytest.mark.parametrize("region", ["36", "36.72"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_region_and_quarter_are_read_from_the_workbook_itself(tmp_path, region, lang):
    template.write(tmp_path / "kiriman.xlsx", region, PERIOD, None, since="2024-TW4", lang=lang)
    assert hints([tmp_path / "kiriman.xlsx"]) == (region, PERIOD)


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(LANGUAGES, 2)))
def test_the_words_follow_the_language_the_columns_do_not(first, second):
    books = []
    for lang in (first, second):
        body = io.BytesIO()
        template.write(body, REGION, PERIOD, None, lang=lang)
        books.append(openpyxl.load_workbook(body))
    one, other = books
    assert one.sheetnames == other.sheetnames
    assert one["unit"]["A1"].value == other["unit"]["A1"].value
    assert one["unit"]["A1"].comment.text != other["unit"]["A1"].comment.text
    assert one["Petunjuk"]["A1"].value != other["Petunjuk"]["A1"].value


def test_a_blank_template_sent_back_is_refused_in_words(blank):
    with pytest.raises(DataRefused) as refused:
        back(blank)
    assert refused.value.key == "galat_berkas.tanpa_baris"


def test_each_example_is_read_without_complaint(blank, tmp_path):
    filled = openpyxl.load_workbook(blank)
    for dataset, of in contracts().items():
        for place, column in enumerate(of.columns.values(), 1):
            filled[dataset].cell(2, place, notes.example(dataset, column))
    filled.save(tmp_path / "contoh.xlsx")
    parsed = back(tmp_path / "contoh.xlsx")
    assert parsed.issues.rows() == []
    assert {dataset: rows.height for dataset, rows in parsed.tables.items()} == dict.fromkeys(contracts(), 1)
    empty = {d: [c for c in contract(d).columns if rows[c].null_count()] for d, rows in parsed.tables.items()}
    assert not any(empty.values()), empty


AWKWARD = {
    "unit": [
        {"kode_unit": "01.10", "nama_unit": '=HYPERLINK("http://jahat","klik")', "jenis_unit": "dinas"},
        {"kode_unit": "1E5", "nama_unit": "+62 811", "jenis_unit": "bidang"},
        {"kode_unit": "0012", "nama_unit": "-Bidang", "jenis_unit": "bidang"},
        {"kode_unit": "3/4", "nama_unit": "@SUM(A1)", "jenis_unit": "bidang"},
        {"kode_unit": "123456789012345678", "nama_unit": "https://dinas.go.id", "jenis_unit": "uptd"},
        {"kode_unit": "6", "nama_unit": "<b>&amp; _x0041_ 'Dinas'", "jenis_unit": "uptd"},
    ],
    "pegawai": [
        {"nip": "198503122010012005", "nama": "Siti Aminah", "kode_jabatan": "1", "status_kepegawaian": "pns"},
        {"id_pegawai_lokal": "007", "nama": "1 Januari", "kode_jabatan": "1", "status_kepegawaian": "non_asn"},
    ],
    "penyetaraan": [
        {"kode_jabatan_asal": "1", "tanggal_pelantikan": date(2021, 12, 31)},
        {"kode_jabatan_asal": "2", "tanggal_pelantikan": date(1899, 5, 1)},
    ],
    "indikator": [
        {"kode_indikator": "1.1", "jenis_nilai": "angka", "target_tahunan": "1.234", "target_tw1": "-0.5", "bobot": 0.1},
        {"kode_indikator": "1.2", "jenis_nilai": "rentang", "target_tahunan": "1.234..2.345", "target_tw1": "69.1..69.5"},
        {"kode_indikator": "1.3", "jenis_nilai": "rentang", "target_tahunan": "-5..-3", "target_tw1": "1234..5678"},
        {"kode_indikator": "1.4", "jenis_nilai": "predikat", "target_tahunan": "WTP", "target_tw1": "A-"},
        {"kode_indikator": "1.5", "jenis_nilai": "ya_tidak", "target_tahunan": "ya", "target_tw1": "tidak"},
        {"kode_indikator": "1.6", "jenis_nilai": "angka", "target_tahunan": "66495000000", "satuan": "rupiah"},
    ],
    "anggaran": [{"kode_program": "1.01", "pagu": 66495000000.25, "realisasi_sd": 0.0}],
}  # fmt: skip


def test_what_is_written_comes_back_the_same(tmp_path):
    tables = {dataset: frame(dataset, *rows) for dataset, rows in AWKWARD.items()}
    parsed = back(written(tmp_path / "sulit.xlsx", tables))
    assert parsed.issues.rows() == []
    for dataset, sent in tables.items():
        assert parsed.tables[dataset].select(sent.columns).rows() == sent.rows(), dataset


def test_no_text_becomes_a_formula_or_a_link_and_risky_text_stays_text_when_edited(tmp_path):
    path = written(tmp_path / "sulit.xlsx", {"unit": frame("unit", *AWKWARD["unit"])})
    sheets = b"".join(ElementTree.tostring(root) for root in parts(path, "xl/worksheets/sheet").values())
    assert b":f>" not in sheets
    assert b"hyperlink" not in sheets
    names = [cell for cell in openpyxl.load_workbook(path)["unit"]["C"][1:] if cell.value]
    assert [cell.data_type for cell in names] == ["s"] * len(AWKWARD["unit"])
    assert [bool(cell.quotePrefix) for cell in names] == [cell.value[0] in "=+-@" for cell in names]


def test_nip_and_codes_are_never_numbers(tmp_path):
    path = written(tmp_path / "nip.xlsx", {"pegawai": frame("pegawai", *AWKWARD["pegawai"])})
    cells = openpyxl.load_workbook(path)["pegawai"]
    assert (cells["A2"].value, cells["A2"].data_type, cells["A2"].number_format) == ("198503122010012005", "s", "@")
    assert (cells["B3"].value, cells["B3"].data_type) == ("007", "s")
