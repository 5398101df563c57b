"""Files that no honest clerk sends, and some that one does: each is answered in words, by a worker that stays below its limit."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from etl.access import Principal
from etl.errors import DataRefused
from etl.locale import LANGUAGES, has, text
from etl.pipeline import jobs
from etl.pipeline.jobs import Upload
from etl.pipeline.limits import Limits
from etl.pipeline.pool import Pool
from etl.settings import Settings, load
from etl.warehouse import lake
from tests.unit.pipeline.conftest import REGION

WHO = Principal.system("Bagian Organisasi")
SECONDS = 240
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
Make = Callable[[Path, bytes], bytes]


def repacked(folder: Path, book: bytes, change: Callable[[str, bytes], bytes | int], **more: bytes) -> bytes:
    """The workbook with parts changed (a number: so many megabytes of blanks) and others added."""
    old, new = folder / "lama.xlsx", folder / "baru.xlsx"
    old.write_bytes(book)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if isinstance(content, bytes):
                target.writestr(name, content)
                continue
            with target.open(name, "w") as part:
                for _ in range(content):
                    part.write(b" " * (1 << 20))
        for name, content in more.items():
            target.writestr(name.replace("__", "/"), content)
    return new.read_bytes()


def _sheet(rows: str) -> Callable[[str, bytes], bytes]:
    body = f"{HEAD}{rows}</sheetData></worksheet>".encode()
    return lambda name, content: body if name == "xl/worksheets/sheet1.xml" else content


def _zip_bomb(folder: Path, book: bytes) -> bytes:
    return repacked(folder, book, lambda name, content: 620 if name == "xl/worksheets/sheet2.xml" else content)


def _texts_bomb(folder: Path, book: bytes) -> bytes:
    return repacked(folder, book, lambda name, content: 120 if name == "xl/sharedStrings.xml" else content)


def _lying_size(folder: Path, book: bytes) -> bytes:
    """The directory says that a part is tiny; it is not."""
    body = bytearray(repacked(folder, book, lambda name, content: 40 if name == "xl/workbook.xml" else content))
    size = (40 << 20).to_bytes(4, "little")
    return bytes(body.replace(size, (1000).to_bytes(4, "little")))


def _entities(folder: Path, book: bytes) -> bytes:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lol">{names}]><workbook>&e11;</workbook>'.encode()
    return repacked(folder, book, lambda name, content: bomb if name == "xl/workbook.xml" else content)


def _outside_entity(folder: Path, book: bytes) -> bytes:
    said = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>'
    return repacked(folder, book, lambda name, content: said if name == "xl/workbook.xml" else content)


def _many_rows(folder: Path, book: bytes) -> bytes:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{0}</t></is></c><c r="E{0}"><v>1</v></c></row>'
    return repacked(folder, book, _sheet("".join(map(row.format, range(1, 1_048_577)))))


def _many_columns(folder: Path, book: bytes) -> bytes:
    path = folder / "lebar.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("unit")
        for row in range(300):
            sheet.write_row(row, 0, [f"k{column}" for column in range(16_384)] if row == 0 else ["x"])
            sheet.write(row, 16_383, "x")
    return path.read_bytes()


def _many_sheets(folder: Path, book: bytes) -> bytes:
    path = folder / "lembar.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for number in range(300):
            made.add_worksheet(f"Lembar {number}").write(0, 0, "x")
    return path.read_bytes()


def _encrypted(folder: Path, book: bytes) -> bytes:
    return OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)


FILES: dict[str, tuple[str, Make, str]] = {
    "zip bomb": ("a.xlsx", _zip_bomb, "galat_berkas.bom"),
    "zip bomb in the texts": ("a.xlsx", _texts_bomb, "galat_berkas.bom"),
    "a directory that lies about sizes": ("a.xlsx", _lying_size, "galat_berkas.rusak"),
    "entity bomb": ("a.xlsx", _entities, "galat_berkas.rusak"),
    "entity of another file": ("a.xlsx", _outside_entity, "galat_berkas.rusak"),
    "encrypted": ("a.xlsx", _encrypted, "galat_berkas.sandi"),
    "old Excel": ("a.xls", lambda folder, book: OLE + bytes(600), "galat_berkas.xls"),
    "cut off in the middle": ("a.xlsx", lambda folder, book: book[: len(book) // 2], "galat_berkas.rusak"),
    "cut off near the end": ("a.xlsx", lambda folder, book: book[:-30], "galat_berkas.rusak"),
    "a page named xlsx": ("a.xlsx", lambda folder, book: b"<html><table><tr><td>kode_unit", "galat_berkas.rusak"),
    "a workbook named csv with nothing of ours": ("a.csv", _many_sheets, "galat_berkas.lembar_tak_ada"),
    "a text named parquet": ("a.parquet", lambda folder, book: b"kode_unit,nama_unit\n1,A\n", "galat_berkas.rusak"),
    "1,048,576 rows": ("a.xlsx", _many_rows, "galat_berkas.lembar_terlalu_luas"),
    "16,384 columns": ("a.xlsx", _many_columns, "galat_berkas.lembar_terlalu_luas"),
    "300 sheets": ("a.xlsx", _many_sheets, "galat_berkas.lembar_tak_ada"),
}


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{tmp_path_factory.mktemp('buruk') / 'katalog.sqlite'}"})
    with lake.writer(settings):
        pass
    return settings


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """One worker for all of them, as long as it stays sound."""
    with pytest.MonkeyPatch.context() as patch:
        made = Pool(Limits(memory_mb=1024))
        patch.setattr(jobs, "POOL", made)
        yield made
        made.close()


def ended(at: Settings, name: str, body: bytes) -> jobs.JobStatus:
    job = jobs.start(at, WHO, [Upload(name, body)], REGION, "2024-TW4")
    until = time.monotonic() + SECONDS
    while not (told := jobs.status(job, at, WHO)).selesai:
        assert time.monotonic() < until
        time.sleep(0.05)
    return told


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_bad_file_is_refused_in_words(at: Settings, pool: Pool, small_book: Path, tmp_path: Path, file: str) -> None:
    name, make, key = FILES[file]
    told = ended(at, name, make(tmp_path, small_book.read_bytes()))
    assert told.galat is not None
    assert told.galat[0] == key
    for lang in LANGUAGES:
        assert has(f"{key}.perbaikan", lang)
        assert "{" not in text(key, lang, **told.galat[1])
    assert told.receipt is None


def test_a_macro_workbook_is_read_for_its_cells_and_its_macros_stay_asleep(
    at: Settings, pool: Pool, small_book: Path, tmp_path: Path
) -> None:
    macro = repacked(tmp_path, small_book.read_bytes(), lambda name, content: content, xl__vbaProject__bin=OLE + bytes(600))
    told = ended(at, "data.xlsm", macro)
    assert told.galat is None
    assert told.receipt is not None
    assert told.receipt["baris"]["unit"]["diterima"] == 3


def test_a_file_larger_than_the_limit_never_reaches_a_worker(at: Settings) -> None:
    with pytest.raises(DataRefused) as caught:
        jobs.start(at, WHO, [Upload("a.xlsx", bytes(21 << 20))], REGION, "2024-TW4")
    assert caught.value.key == "galat_berkas.terlalu_besar"


def test_none_of_them_needed_more_memory_than_a_worker_may_have(pool: Pool) -> None:
    assert pool.workers
    assert all(0 < worker.peak_mb < pool.limits.memory_mb for worker in pool.workers if worker.jobs)
