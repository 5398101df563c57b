"""A cell repaired in the browser goes into the sender's own file, and nothing else of it moves."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import rich_books
import xlsxwriter
from package_check import faults

from etl.errors import WrongUsage
from etl.validation import annotate


def patched(folder, body, edits, name="isi.xlsx"):
    path = folder / name
    path.write_bytes(body)
    return annotate.patched(path, edits)


def parts(body):
    book = zipfile.ZipFile(io.BytesIO(body))
    return {name: book.read(name) for name in book.namelist()}


def cells(body, sheet="xl/worksheets/sheet1.xml"):
    return dict(re.findall(r'<c r="(\w+)"([^>]*(?:/>|>.*?</c>))', parts(body)[sheet].decode()))


def test_only_the_sheet_of_the_cell_changes_and_in_it_only_the_cell(tmp_path):
    before = rich_books.rich()
    after = patched(tmp_path, before, {("jabatan", "B2"): "2.01.1"})
    assert {n for n, p in parts(before).items() if parts(after)[n] != p} == {"xl/worksheets/sheet2.xml"}
    old, new = (cells(b, "xl/worksheets/sheet2.xml") for b in (before, after))
    assert {cell for cell in new if new[cell] != old.get(cell)} == {"B2"}
    assert openpyxl.load_workbook(io.BytesIO(after))["jabatan"]["B2"].value == "2.01.1"
    assert faults(after) == []


def test_a_sheet_without_formulas_leaves_the_workbook_part_alone(tmp_path):
    before = rich_books.plain()
    after = patched(tmp_path, before, {("unit", "B2"): "Sekretariat Daerah"})
    assert [n for n, p in parts(before).items() if parts(after)[n] != p] == ["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("cell", "said", "value", "kind"),
    [
        ("D4", "12.5", 12.5, "n"),  # a number stood there
        ("D4", "-3", -3, "n"),
        ("D4", "1,5", "1,5", "s"),  # how Indonesians write it: text, which ingest reads
        ("D4", "007", "007", "s"),
        ("D4", "198003152005031002", "198003152005031002", "s"),  # more digits than Excel keeps
        ("A4", "1.10", "1.10", "s"),  # a code was text and stays text
        ("A4", "=1+1", "=1+1", "s"),
        ("D6", "20", 20, "n"),  # a formula goes
        ("D4", None, None, "n"),
    ],
)
def test_a_text_is_text_and_a_number_takes_the_place_of_a_number(tmp_path, cell, said, value, kind):
    after = patched(tmp_path, rich_books.rich(), {("unit", cell): said})
    now = openpyxl.load_workbook(io.BytesIO(after))["unit"][cell]
    assert (now.value, now.data_type) == (value, kind)
    was = openpyxl.load_workbook(io.BytesIO(rich_books.rich()))["unit"][cell]
    assert (now.number_format, now._style) == (was.number_format, was._style)
    assert faults(after) == []


def test_cells_that_the_file_lacks_are_put_in(tmp_path):
    after = patched(tmp_path, rich_books.plain(), {("unit", "B4"): "Bidang", ("unit", "C2"): "x", ("unit", "A9"): "3.01"})
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    assert (sheet["B4"].value, sheet["C2"].value, sheet["A9"].value, sheet["B2"].value) == ("Bidang", "x", "3.01", "Setda")
    assert faults(after) == []


def chained(body):
    """The workbook with an order of calculation, as Excel writes it."""

    def how(name, part):
        if name == "[Content_Types].xml":
            kind = b'application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
            return part.replace(b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="' + kind)
        if name == "xl/_rels/workbook.xml.rels":
            kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
            return part.replace(b"</Rel", b'<Relationship Id="rId99" Type="' + kind + b'" Target="calcChain.xml"/></Rel', 1)
        return part

    out = io.BytesIO(rich_books.rewritten(body, how))
    with zipfile.ZipFile(out, "a") as book:
        chain = b'<?xml version="1.0"?><calcChain xmlns="%s"><c r="D6" i="1"/><c r="E3" i="1"/></calcChain>'
        book.writestr("xl/calcChain.xml", chain % rich_books.MAIN.encode())
    return out.getvalue()


def test_the_order_of_calculation_names_no_cell_whose_formula_went(tmp_path):
    before = chained(rich_books.rich())
    assert faults(before) == []
    after = patched(tmp_path, before, {("unit", "D6"): "20"})
    assert "xl/calcChain.xml" not in parts(after)
    assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]
    assert faults(after) == []


def shared():
    """B1:B3 share one formula, written in B1 alone, as Excel does when a formula is filled down."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("unit")
        for row in range(3):
            sheet.write_number(row, 0, row + 1)
            sheet.write_formula(row, 1, f"=A{row + 1}*2", None, row * 2 + 2)

    def how(name, part):
        if not name.startswith("xl/worksheets/sheet"):
            return part
        part = part.replace(b"<f>A1*2</f>", b'<f t="shared" ref="B1:B3" si="0">A1*2</f>')
        return re.sub(rb"<f>A[23]\*2</f>", b'<f t="shared" si="0"/>', part)

    return rich_books.rewritten(out.getvalue(), how)


def test_a_formula_that_others_share_is_written_out_for_them(tmp_path):
    after = patched(tmp_path, shared(), {("unit", "B1"): "9", ("unit", "A2"): "7"})
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    assert [sheet[f"B{row}"].value for row in (1, 2, 3)] == [9, "=A2*2", "=A3*2"]
    assert b"<v>4</v>" in parts(after)["xl/worksheets/sheet1.xml"], "the value last calculated stays"
    assert faults(after) == []


def test_a_cell_of_a_sheet_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(WrongUsage, match="pegawai!A1"):
        patched(tmp_path, rich_books.plain(), {("pegawai", "A1"): "x"})
    with pytest.raises(WrongUsage, match="unit!AAAA1"):
        patched(tmp_path, rich_books.plain(), {("unit", "AAAA1"): "x"})


CSV = 'kode_unit;nama_unit;"catatan"\r\n1.01;"Setda; Umum";\'007\r\n\r\n2.01;Dinas "A";"dua ""kutip""\r\nbaris"\r\n'


@pytest.mark.parametrize(
    ("cell", "said", "old", "new"),
    [
        ("B2", "Setda", '"Setda; Umum"', '"Setda"'),
        ("A2", "1.10", "1.01;", "1.10;"),
        ("A4", "3;01", "2.01;", '"3;01";'),
        ("C4", 'satu "x"', '"dua ""kutip""\r\nbaris"', '"satu ""x"""'),
        ("A2", "=1+1", "1.01;", "'=1+1;"),
        ("A2", "-5", "1.01;", "-5;"),
        ("C2", None, "'007", ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_of_a_csv_one_field_is_replaced(tmp_path, cell, said, old, new, encoding):
    after = patched(tmp_path, CSV.encode(encoding), {("unit", cell): said}, "unit.csv")
    assert after.decode(encoding) == CSV.replace(old, new, 1)
    assert after[:2] == CSV.encode(encoding)[:2]


@pytest.mark.parametrize("sign", [",", "\t"])
def test_the_delimiter_of_a_csv_stays(tmp_path, sign):
    body = CSV.replace(";", sign).encode()
    after = patched(tmp_path, body, {("unit", "A2"): "1.10"}, "unit.csv")
    assert after == body.replace(b"1.01", b"1.10")
