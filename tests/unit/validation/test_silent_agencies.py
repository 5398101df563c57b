"""Each agency sends its own workbook: the agencies of the last quarter of which no file holds a row are named, and only then."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from etl import pipeline
from etl.locale import LANGUAGES
from etl.periods import Period
from etl.pipeline import Checked
from etl.synth.errors.book import Book, Row
from etl.synth.errors.government import government
from etl.synth.errors.sheets import write
from etl.validation.findings import located, message

REGION, LAST, NOW = "36.72", Period(2024, 2), Period(2024, 3)
SENT = ("unit", "jabatan", "pegawai", "indikator", "capaian")


def whole(periode: Period) -> Book:
    """The small government with its compulsory sheets; the same one in both quarters."""
    book = government(Random(7), REGION, periode)
    book.tables = {dataset: book.tables[dataset] for dataset in SENT}
    return book


def agency_of(book: Book, code: object) -> str:
    """The kind of the agency at or above a unit."""
    (unit,) = book.where("unit", kode_unit=code)
    return str(unit["jenis_unit"]) if unit["kode_induk"] is None else agency_of(book, unit["kode_induk"])


def part(book: Book, *agencies: str, sheets: Iterable[str] = SENT) -> Book:
    """Only the rows of these agencies."""

    def unit(dataset: str, row: Row) -> object:
        if dataset == "pegawai":
            return book.where("jabatan", kode_jabatan=row["kode_jabatan"])[0]["kode_unit"]
        return (
            book.where("indikator", kode_indikator=row["kode_indikator"])[0]["kode_unit"]
            if dataset == "capaian"
            else row["kode_unit"]
        )

    tables = {d: [r for r in book.tables[d] if agency_of(book, unit(d, r)) in agencies] for d in sheets}
    return Book(REGION, book.periode, tables)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("perangkat_daerah")


def checked(folder: Path, *books: Book) -> Checked:
    """These workbooks of one submission, beside the whole submission of the quarter before."""
    earlier = folder / "lalu.xlsx"
    if not earlier.exists():
        write(whole(LAST), earlier, Random(1))
    paths = [folder / f"opd-{number}.xlsx" for number in range(len(books))]
    for path, book in zip(paths, books, strict=True):
        write(book, path, Random(2))
    return pipeline.examine([pipeline.read([earlier], REGION, str(LAST)), pipeline.read(paths, REGION, str(NOW))])


def silent(done: Checked) -> list[tuple[str, int, int]]:
    """Name of each agency that is told as silent, how many came, of how many."""
    found = located(done.verdict, done.parsed).filter(aturan="kiriman.opd_diam")
    details = [json.loads(text) for text in found["rincian"]]
    return sorted((one["nama"], one["terima"], one["semua"]) for one in details)


def test_the_agency_that_sent_nothing_is_named(folder: Path) -> None:
    now = whole(NOW)
    done = checked(folder, part(now, "setda"), part(now, "dinas"), part(now, "kecamatan"))
    assert silent(done) == [("Badan Badan", 3, 4)]
    (row,) = done.verdict.findings.filter(aturan="kiriman.opd_diam").to_dicts()
    assert (row["tingkat"], row["dataset"], row["baris_sumber"]) == ("peringatan", "kiriman", None)
    assert "3 dari 4" in message(row)
    assert not [text for lang in LANGUAGES for key in ("pesan", "perbaikan") if "{" in (text := message(row, key, lang))]


def test_a_silent_agency_is_not_told_again_by_its_missing_rows(folder: Path) -> None:
    now = whole(NOW)
    done = checked(folder, part(now, "setda"), part(now, "dinas"), part(now, "kecamatan"))
    assert done.verdict.findings.filter(aturan="riwayat.jumlah_baris").is_empty()


def test_nothing_is_invented_for_it(folder: Path) -> None:
    now = whole(NOW)
    done = checked(folder, part(now, "setda"), part(now, "dinas"), part(now, "kecamatan"))
    assert "Badan Badan" not in done.parsed[1].tables["unit"]["nama_unit"].to_list()


def test_all_agencies_sent_their_own(folder: Path) -> None:
    now = whole(NOW)
    assert silent(checked(folder, *(part(now, name) for name in ("setda", "dinas", "badan", "kecamatan")))) == []


def test_one_workbook_for_all_has_no_silent_agency(folder: Path) -> None:
    done = checked(folder, part(whole(NOW), "setda", "dinas"))
    assert silent(done) == []
    assert not done.verdict.findings.filter(aturan="riwayat.jumlah_baris").is_empty()


def test_agencies_that_send_only_their_results_count_by_their_indicators(folder: Path) -> None:
    """Units, posts and indicators come from the region's own workbook, the results from each agency."""
    now = whole(NOW)
    owners = sorted({agency_of(now, row["kode_unit"]) for row in now.tables["indikator"]})
    central = Book(REGION, NOW, {d: now.tables[d] for d in SENT if d != "capaian"})
    done = checked(folder, central, *(part(now, name, sheets=("capaian",)) for name in owners[:2]))
    assert {(came, of) for _, came, of in silent(done)} == {(2, 4)}
