"""The sender's workbook comes back with its wrong cells marked, and with everything else as it was."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import python_calamine as calamine
import rich_books
from package_check import faults
from rich_books import finding, findings

from etl.errors import DataRefused
from etl.paths import ROOT
from etl.validation import annotate
from etl.validation.annotate.notes import MARK
from etl.validation.annotate.styles import FILLS

SAMPLES = sorted((ROOT / "data" / "sample").glob("*.xlsx"))
WRONG = findings(
    finding("unit", "A3"), finding("unit", "D4", nilai="-3", kolom="anggaran"), finding("unit", "D6", "peringatan"),
    finding("jabatan", "B2", "peringatan", dataset="jabatan"), finding("jabatan", "A2", dataset="jabatan"),
)  # fmt: skip
CHANGED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def parts(body: bytes) -> dict[str, bytes]:
    book = zipfile.ZipFile(io.BytesIO(body))
    return {name: book.read(name) for name in book.namelist()}


def marked(folder: Path, body: bytes, found=WRONG, lang="id") -> bytes:
    path = folder / "isi.xlsx"
    path.write_bytes(body)
    return annotate.annotated(path, found, lang)


def values(body: bytes) -> dict[str, list]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if not name.startswith("Temuan")}


def colours(body: bytes) -> dict[str, str]:
    """Sheet!cell → fill, where the fill is one of ours."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = ((s.title, c) for s in book.worksheets if not s.title.startswith("Temuan") for row in s.iter_rows() for c in row)
    return {f"{title}!{c.coordinate}": c.fill.fgColor.rgb for title, c in cells if c.fill.fgColor.rgb in FILLS.values()}


def said(body: bytes) -> dict[str, str]:
    """Sheet!cell → note."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {
        f"{s.title}!{c.coordinate}": c.comment.text for s in book.worksheets for row in s.iter_rows() for c in row if c.comment
    }


def listed(body: bytes, name: str = "Temuan") -> list[tuple]:
    return [row for row in openpyxl.load_workbook(io.BytesIO(body))[name].iter_rows(min_row=5, values_only=True) if row[0]]


def without_styles(sheet: bytes) -> str:
    """A sheet's XML without the styles of its cells and without the drawing of its notes."""
    text = re.sub(r'(<c [^>]*?) s="\d+"', r"\1", sheet.decode())
    return re.sub(r"<legacyDrawing [^>]*/>", "", text)


def test_every_part_that_holds_no_mark_comes_back_byte_for_byte(tmp_path):
    before = rich_books.rich()
    old, new = parts(before), parts(marked(tmp_path, before))
    sheets = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    links = {"xl/worksheets/_rels/sheet1.xml.rels"}
    notes = {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert {name for name in old if new.get(name) != old[name]} == CHANGED | sheets | links | notes
    assert {"xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/tables/table1.xml", "xl/sharedStrings.xml", "docProps/app.xml",
            "xl/worksheets/sheet3.xml"} <= {name for name in old if new[name] == old[name]}  # fmt: skip


def test_a_marked_sheet_differs_in_the_style_of_its_wrong_cells_alone(tmp_path):
    before = rich_books.rich()
    old, new = parts(before), parts(marked(tmp_path, before))
    for name, cells in (("xl/worksheets/sheet1.xml", {"A3", "D4", "D6"}), ("xl/worksheets/sheet2.xml", {"A2", "B2"})):
        assert without_styles(new[name]) == without_styles(old[name])
        styles = [dict(re.findall(r'<c r="(\w+)"([^>]*)', text[name].decode())) for text in (old, new)]
        assert {cell for cell in styles[0] if styles[0][cell] != styles[1][cell]} == cells
    assert b"<f>SUM(D3:D5)</f><v>16.5</v>" in new["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_the_sample_workbooks_come_back_whole(tmp_path, sample):
    wrong = findings(finding("unit", "A5"), finding("pegawai", "A900", dataset="pegawai"), finding("capaian", "A3", "peringatan"))
    before = sample.read_bytes()
    after = marked(tmp_path, before, wrong)
    old, new = parts(before), parts(after)
    touched = {f"xl/worksheets/sheet{number}.xml" for number in (1, 3, 10)}
    assert {name for name in old if new.get(name) != old[name]} == CHANGED | touched
    assert all(without_styles(new[name]) == without_styles(old[name]) for name in touched)
    assert values(after) == values(before)
    assert faults(after) == []


@pytest.mark.parametrize(
    "made", [rich_books.rich, rich_books.of_openpyxl, rich_books.plain, rich_books.without_references, rich_books.without_styles,
             rich_books.empty_sheet, rich_books.prefixed, rich_books.strict], ids=lambda f: f.__name__)  # fmt: skip
def test_excel_finds_nothing_to_repair_and_the_values_are_the_same(tmp_path, made):
    before = made()
    wrong = findings(*(finding("unit", cell) for cell in ("A1", "B2", "D2", "A4", "C20", "XFD9")), finding("jabatan", "A1"))
    after = marked(tmp_path, before, wrong)
    assert faults(after) == []
    assert [[cell for cell in row if cell != ""] for row in values(after)["unit"] if any(c != "" for c in row)] == [
        [cell for cell in row if cell != ""] for row in values(before)["unit"] if any(c != "" for c in row)
    ]


@pytest.mark.parametrize("made", [rich_books.plain, rich_books.prefixed, rich_books.without_styles], ids=lambda f: f.__name__)
def test_cells_and_rows_that_the_file_lacks_are_put_in_where_they_belong(tmp_path, made):
    wrong = findings(finding("unit", "B4"), finding("unit", "C2"), finding("unit", "A9", "peringatan"), finding("unit", "A6"))
    after = marked(tmp_path, made(), wrong)
    assert colours(after) == {"unit!C2": FILLS["blokir"], "unit!B4": FILLS["blokir"], "unit!A6": FILLS["blokir"],
                              "unit!A9": FILLS["peringatan"]}  # fmt: skip
    assert set(said(after)) == set(colours(after))
    assert faults(after) == []


def test_a_marked_cell_keeps_its_number_format_font_border_and_lock(tmp_path):
    body = rich_books.rich()
    was, now = (openpyxl.load_workbook(io.BytesIO(b))["unit"]["D4"] for b in (body, marked(tmp_path, body)))
    for part in ("number_format", "font", "border", "protection", "alignment"):
        assert repr(getattr(now, part)) == repr(getattr(was, part))
    assert now.fill.fgColor.rgb == FILLS["blokir"]


def test_a_new_cell_looks_like_its_row_or_column(tmp_path):
    after = marked(tmp_path, rich_books.rich(), findings(finding("unit", "F10"), finding("unit", "F20")))
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    assert (sheet["F10"].font.b, sheet["F20"].number_format) == (True, '"Rp"#,##0.00')


def test_of_a_merged_area_the_cell_that_shows_is_marked(tmp_path):
    assert colours(marked(tmp_path, rich_books.rich(), findings(finding("unit", "C1")))) == {"unit!A1": FILLS["blokir"]}


def test_the_gravest_finding_colours_a_cell_and_the_note_says_all(tmp_path):
    wrong = findings(finding("unit", "A3", "peringatan", aturan="tipe.desimal"), finding("unit", "A3"))
    after = marked(tmp_path, rich_books.rich(), wrong)
    assert colours(after) == {"unit!A3": FILLS["blokir"]}
    note = said(after)["unit!A3"]
    assert note.startswith(f"{MARK} ■ Memblokir · kelas:")
    assert "△ Peringatan" in note
    assert note.count("→") == 2


@pytest.mark.parametrize("made", [rich_books.rich, rich_books.of_openpyxl], ids=lambda f: f.__name__)
def test_a_note_of_the_sender_keeps_its_words_and_ours_follow(tmp_path, made):
    body = made()
    cell = "jabatan!B2" if made is rich_books.rich else "unit!B3"
    before = said(body)
    after = said(marked(tmp_path, body, findings(finding(*cell.split("!")), finding("unit", "A2"))))
    assert after[cell].startswith(f"{before[cell]}\n{MARK} ")
    assert {place: note for place, note in after.items() if place not in (cell, "unit!A2")} == {
        place: note for place, note in before.items() if place != cell
    }


def test_the_list_tells_each_finding_with_a_link_to_its_cell(tmp_path):
    wrong = findings(
        finding("unit", "D4", "peringatan", nilai="=1+1"), finding("jabatan", "B2"), finding(None, None, dataset="unit"),
        finding("unit", None, baris_sumber=7, kolom=None),
    )  # fmt: skip
    after = marked(tmp_path, rich_books.rich(), wrong)
    rows = listed(after)
    assert [row[:5] for row in rows] == [
        ("■ Memblokir", "unit", None, "kelas", "dua belas"), ("■ Memblokir", "unit", "7:7", None, "dua belas"),
        ("■ Memblokir", "jabatan", "B2", "kelas", "dua belas"), ("△ Peringatan", "unit", "D4", "kelas", "=1+1"),
    ]  # fmt: skip
    assert "bukan bilangan bulat" in rows[2][5]
    assert rows[2][6].startswith("Isi angka bulat")
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Temuan"]
    assert {c.coordinate: c.hyperlink.location for row in sheet.iter_rows() for c in row if c.hyperlink} == {
        "C7": "'jabatan'!B2",
        "C6": "'unit'!7:7",
        "C8": "'unit'!D4",
    }
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:G8")
    assert sheet["E8"].data_type == "s", "text, never a formula"


def test_the_list_speaks_english_too(tmp_path):
    rows = listed(marked(tmp_path, rich_books.rich(), WRONG, "en"))
    assert rows[0][0] == "■ Blocking"
    assert "whole number" in rows[0][5]


def test_a_sheet_of_the_sender_called_temuan_stays(tmp_path):
    body = rich_books.rewritten(
        rich_books.rich(), lambda n, p: p.replace(b'name="Kamus"', b'name="TEMUAN"') if n == "xl/workbook.xml" else p
    )
    after = marked(tmp_path, body)
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["unit", "jabatan", "TEMUAN", "Temuan (2)"]
    again = marked(tmp_path, after)
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames == ["unit", "jabatan", "TEMUAN", "Temuan (2)"]


@pytest.mark.parametrize("made", [rich_books.rich, rich_books.of_openpyxl, rich_books.prefixed], ids=lambda f: f.__name__)
def test_annotating_again_piles_nothing_up(tmp_path, made):
    once = marked(tmp_path, made(), findings(finding("unit", "B2"), finding("unit", "A2", "peringatan")))
    assert parts(marked(tmp_path, once, findings(finding("unit", "B2"), finding("unit", "A2", "peringatan")))) == parts(once)


def test_what_was_repaired_loses_its_mark_and_gets_its_old_look_back(tmp_path):
    body = rich_books.rich()
    after = marked(tmp_path, marked(tmp_path, body), findings(finding("unit", "A4")))
    assert colours(after) == {"unit!A4": FILLS["blokir"]}
    assert {place for place, note in said(after).items() if MARK in note} == {"unit!A4"}
    assert said(after)["jabatan!B2"] == said(body)["jabatan!B2"]
    old, new = (openpyxl.load_workbook(io.BytesIO(b))["unit"]["D4"] for b in (body, after))
    assert (new.fill.fgColor.rgb, new._style) == (old.fill.fgColor.rgb, old._style)
    assert faults(after) == []
    assert len(listed(after)) == 1


def test_marks_go_even_after_another_program_has_saved_the_file(tmp_path):
    """openpyxl numbers styles and notes anew, as Excel does."""
    saved, again = io.BytesIO(), None
    openpyxl.load_workbook(
        io.BytesIO(marked(tmp_path, rich_books.of_openpyxl(), findings(finding("unit", "B3"), finding("unit", "A2"))))
    ).save(saved)
    again = marked(tmp_path, saved.getvalue(), findings(finding("unit", "B2")))
    assert colours(again) == {"unit!B2": FILLS["blokir"]}
    assert said(again)["unit!B3"] == "sudah benar?"
    assert {place for place, note in said(again).items() if MARK in note} == {"unit!B2"}
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames == ["unit", "jabatan", "Temuan"]
    assert faults(again) == []


def test_our_words_go_from_a_note_of_the_sender_though_nothing_else_is_ours(tmp_path):
    body = rich_books.rich()
    once = marked(tmp_path, body, findings(finding("jabatan", "B2")))
    moved = rich_books.rewritten(  # LibreOffice puts the line end to the words before
        once,
        lambda n, p: (
            p.replace(b"</t></r><r>", b"&#10;</t></r><r>").replace(b">&#10;[R", b">[R") if n == "xl/comments1.xml" else p
        ),
    )
    assert moved != once
    for earlier in (once, moved):
        assert said(marked(tmp_path, earlier, findings(finding("unit", "A3"))))["jabatan!B2"] == said(body)["jabatan!B2"]


def test_a_threads_note_is_left_to_excel(tmp_path):
    body = rich_books.rewritten(
        rich_books.rich(), lambda n, p: p.replace(b"<author>Sulastri<", b"<author>tc={1-2}<") if n == "xl/comments1.xml" else p
    )
    after = marked(tmp_path, body, findings(finding("jabatan", "B2")))
    assert said(after) == said(body)
    assert colours(after) == {"jabatan!B2": FILLS["blokir"]}


def test_a_value_with_signs_of_xml_and_of_control_is_told_whole(tmp_path):
    wrong = findings(finding("unit", "A3", nilai='<b>&"x"\x07]]>'))
    after = marked(tmp_path, rich_books.rich(), wrong)
    assert listed(after)[0][4] == '<b>&"x"]]>'
    assert faults(after) == []


def test_a_sheet_with_many_findings_takes_them_all(tmp_path):
    wrong = findings(*(finding("unit", f"B{row}") for row in range(2, 3002)))
    after = marked(tmp_path, rich_books.plain(), wrong)
    assert (len(colours(after)), len(listed(after))) == (3000, 3000)
    assert faults(after) == []


def test_a_broken_workbook_is_refused_in_words(tmp_path):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(rich_books.rich()[:2000])
    with pytest.raises(DataRefused, match=r"rusak\.xlsx"):
        annotate.annotated(path, WRONG)
