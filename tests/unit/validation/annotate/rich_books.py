"""Workbooks as clerks have them: shapes, pictures, formulas, notes, print settings, odd but lawful XML."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import polars as pl
import xlsxwriter
from openpyxl.comments import Comment

from etl.validation.verdict import LOCATED_SCHEMA

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [
    ("1.01", None, "Sekretariat Daerah", 12.5),
    ("2.01", "1.01", "Dinas Pendidikan", -3.0),
    ("2.01.1", "2.01", "Bidang Guru", 7),
]


def finding(sheet: str | None, sel: str | None, level: str = "blokir", **other: Any) -> dict[str, Any]:
    """One finding as the rules give it, located."""
    plain = {
        "kiriman_id": "k", "aturan": "tipe.bilangan", "tingkat": level, "dataset": "unit", "baris_sumber": None, "kolom": "kelas",
        "nilai": "dua belas", "rincian": "{}", "berkas": "isi.xlsx", "sheet": sheet, "sel": sel,
    }  # fmt: skip
    return plain | other


def findings(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=LOCATED_SCHEMA)


def png() -> io.BytesIO:
    """A picture of one red dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def rich() -> bytes:
    """Three sheets: `unit` with everything but notes, `jabatan` with notes, `Kamus` with a button and no note."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        unit, jabatan, kamus = (book.add_worksheet(name) for name in ("unit", "jabatan", "Kamus"))
        _unit(book, unit)
        jabatan.write_row("A1", ["kode_jabatan", "kode_unit", "kelas"])
        jabatan.write_row("A2", ["J1", "2.01", 14])
        jabatan.write_comment("B2", "Tanya Pak Camat", {"author": "Sulastri"})
        jabatan.write_comment("C9", "kosong", {"author": "Sulastri"})
        jabatan.write_formula("C3", "=C2*2", None, 28)
        kamus.write("A1", "kode")
        kamus.insert_button("C3", {"caption": "Cetak"})
        kamus.set_header("&L&[Picture]", {"image_left": "dot.png", "image_data_left": png()})
        book.define_name("Kode", "=unit!$A$2:$A$4")
    return out.getvalue()


def _unit(book: Any, sheet: Any) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    money = book.add_format({"num_format": '"Rp"#,##0.00', "italic": True, "bottom": 6, "bg_color": "#FFF2CC", "locked": False})
    sheet.merge_range("A1:D1", "Data unit organisasi", head)
    sheet.write_row("A2", ["kode_unit", "kode_induk", "nama_unit", "anggaran"], head)
    for number, row in enumerate(ROWS, 2):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, money if column == 3 else None)
    sheet.write_formula("D6", "=SUM(D3:D5)", money, 16.5)
    sheet.write_array_formula("E3:E5", "{=D3:D5*2}", None, 25)
    sheet.set_column("F:F", 20, money)
    sheet.set_row(9, 30, head)
    sheet.write_rich_string("C8", "teks ", head, "tebal")
    sheet.insert_textbox("G2", "Isi sesuai SOTK", {"width": 200})
    sheet.insert_image("G9", "dot.png", {"image_data": png()})
    sheet.data_validation("B3:B99", {"validate": "list", "source": "=$A$3:$A$5"})
    sheet.conditional_format("D3:D5", {"type": "data_bar"})
    sheet.set_landscape()
    sheet.repeat_rows(1)
    sheet.print_area("A1:D6")
    sheet.set_footer("&CHalaman &P")
    sheet.write_url("C9", "https://contoh.go.id", string="tautan")
    sheet.ignore_errors({"number_stored_as_text": "A1:A99"})
    sheet.add_table("I2:J4", {"columns": [{"header": "kode"}, {"header": "nama"}]})
    sheet.protect("", {"format_cells": True})


def of_openpyxl() -> bytes:
    """A workbook that openpyxl wrote, which names its parts and prefixes otherwise."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "unit"
    for row in [("kode_unit", "nama_unit"), ("1.01", "Setda"), ("2.01", "Dinas")]:
        sheet.append(row)
    sheet["B3"].comment = Comment("sudah benar?", "Sulastri")
    sheet["A3"].comment = Comment("kode lama", "Bambang")
    book.create_sheet("jabatan").append(["kode_jabatan"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(body: bytes, how: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with every part put through `how`; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (made := how(name, old.read(name))) is not None:
                new.writestr(name, made)
    return out.getvalue()


def plain() -> bytes:
    """A sheet of text cells and nothing else."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("unit")
        sheet.write_row("A1", ["kode_unit", "nama_unit"])
        sheet.write_row("A2", ["1.01", "Setda"])
        sheet.write_row("A6", ["2.01", "Dinas"])
    return out.getvalue()


def prefixed() -> bytes:
    """The same with a prefix before every element of the sheet, as some government software writes it."""

    def how(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        text = re.sub(r"<(/?)(\w)", r"<\1x:\2", part.decode()).replace("<?x:xml", "<?xml")
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()

    return rewritten(plain(), how)


def strict() -> bytes:
    """The same as a strict Open XML workbook."""
    links, old = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    return rewritten(plain(), lambda _, part: part.replace(MAIN.encode(), STRICT.encode()).replace(old.encode(), links.encode()))


def without_references() -> bytes:
    """The same without the addresses that rows and cells may leave out."""

    def how(name: str, part: bytes) -> bytes:
        return re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", part) if name.startswith("xl/worksheets/sheet") else part

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("unit")
        for row, values in enumerate([["kode_unit", "nama_unit"], ["1.01", "Setda"], ["2.01", "Dinas"]]):
            sheet.write_row(row, 0, values)
    return rewritten(out.getvalue(), how)


def without_styles() -> bytes:
    """The same without a styles part."""

    def how(name: str, part: bytes) -> bytes | None:
        if name == "xl/styles.xml":
            return None
        part = re.sub(rb'<Relationship [^>]*Target="styles.xml"/>', b"", part)
        part = re.sub(rb'<Override PartName="/xl/styles.xml"[^>]*/>', b"", part)
        return re.sub(rb' s="\d+"', b"", part) if name.startswith("xl/worksheets/") else part

    return rewritten(plain(), how)


def empty_sheet() -> bytes:
    """A sheet without any row."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("unit")
    return out.getvalue()
