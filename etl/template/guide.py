"""The sheet *Petunjuk*: whose workbook it is, how to fill it, what each sheet holds, what was confirmed last time.

Its first rows hold `kode_wilayah` and `periode` beside their names, so that a program can tell whose file it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from etl.contracts import Contract, contracts
from etl.locale import text
from etl.paths import REFERENCE
from etl.periods import Period
from etl.template.look import Look

SHEET = "Petunjuk"
_WIDTHS = (32, 40, 10, 9, 64)
_LINE_CHARACTERS, _LINE_POINTS = 110, 15
"""Of a text over all columns but the first; a spreadsheet does not fit the height of merged cells by itself."""
_STEPS = ("baris", "judul", "teks", "pilihan", "tanggal", "nilai", "hapus", "sebagian", "kirim")

Line = tuple[tuple[str, Format], ...]


@dataclass(frozen=True)
class Confirmed:
    """A warning that was confirmed last time: its rule, how many rows, and why."""

    aturan: str
    jumlah: int
    alasan: str


@dataclass(frozen=True)
class About:
    """Whose template it is, and what is known of it.

    rows: per dataset, how many are filled in already. lapsed: active teams whose time ends before the quarter does.
    """

    kode_wilayah: str
    periode: str
    since: str | None = None
    deadline: date | None = None
    confirmed: tuple[Confirmed, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    lapsed: int = 0
    lang: str = "id"

    @property
    def name(self) -> str:
        """The government's name; its code where it has none."""
        return _names().get(self.kode_wilayah, self.kode_wilayah)


@cache
def _names() -> dict[str, str]:
    return dict(pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False).select("kode", "nama").iter_rows())


def title(about: About) -> str:
    """The heading of the workbook."""
    period = Period.parse(about.periode)
    return text("templat.judul", about.lang, triwulan=period.quarter, tahun=period.year, nama=about.name)


def add(book: Workbook, look: Look, about: About) -> None:
    """The sheet itself: first in the workbook, read-only."""
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for row, line in enumerate(_lines(look, about)):
        for column, (said, form) in enumerate(line):
            if form is look.said and len(line) == 2 and column == 1:
                sheet.merge_range(row, column, row, len(_WIDTHS) - 1, "", form)
                sheet.set_row(row, _LINE_POINTS * (1 + len(said) // _LINE_CHARACTERS))
            sheet.write_string(row, column, said, form)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_portrait()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _lines(look: Look, about: About) -> Iterator[Line]:
    yield ((title(about), look.title),)
    yield ()
    yield from _facts(look, about)
    for heading, part in (
        ("templat.bagian.cara", _steps),
        ("templat.bagian.perbarui", _to_renew),
        ("templat.bagian.lembar", _sheets),
        ("templat.bagian.konfirmasi", _confirmed),
    ):
        if lines := list(part(look, about)):
            yield ()
            yield ((text(heading, about.lang), look.section), *((("", look.section),) * 4))
            yield from lines


def _facts(look: Look, about: About) -> Iterator[Line]:
    facts = {
        "kode_wilayah": (about.kode_wilayah, about.name),
        "periode": (about.periode, text("templat.fakta.periode", about.lang)),
        "tenggat": (about.deadline.isoformat() if about.deadline else "-", text("templat.fakta.tenggat", about.lang)),
    }
    for name, (value, meaning) in facts.items():
        yield ((name, look.label), (value, look.told), (meaning, look.told))


def _steps(look: Look, about: About) -> Iterator[Line]:
    for number, step in enumerate(_STEPS, 1):
        yield ((str(number), look.label), (text(f"templat.cara.{step}", about.lang), look.said))


def _to_renew(look: Look, about: About) -> Iterator[Line]:
    """Whose rows these are, and what of them still shows the earlier quarter's figures; nothing in a blank template."""
    if about.since is None:
        return
    yield (("isi_dari", look.label), (about.since, look.told), (text("templat.fakta.terisi", about.lang), look.told))
    if about.since == about.periode:
        return
    last, now = Period.parse(about.since), Period.parse(about.periode)
    stale = {"capaian": True, "indikator": last.year != now.year, "tim": about.lapsed > 0}
    for dataset in ("capaian", "indikator", "anggaran", "pegawai", "tim", "produk_hukum", "rencana_aksi"):
        if stale.get(dataset, True) and about.rows.get(dataset):
            told = {"sejak": about.since, "tahun": last.year, "jumlah": about.lapsed}
            yield ((dataset, look.label), (text(f"templat.perbarui.{dataset}", about.lang, **told), look.said))


def _sheets(look: Look, about: About) -> Iterator[Line]:
    heads = ("lembar", "isi", "wajib", "baris", "kolom_wajib")
    yield tuple((text(f"templat.lembar.{head}", about.lang), look.label) for head in heads)
    for of in contracts().values():
        yield _sheet(look, about, of)


def _sheet(look: Look, about: About, of: Contract) -> Line:
    must = text(f"templat.lembar.{'ya' if of.complete else 'tidak'}", about.lang)
    told = (text(f"kontrak.dataset.{of.dataset}", about.lang), must, str(about.rows.get(of.dataset, 0)), ", ".join(of.required))
    return ((of.dataset, look.label), *((said, look.said) for said in told))


def _confirmed(look: Look, about: About) -> Iterator[Line]:
    for one in about.confirmed:
        reason = text("templat.konfirmasi", about.lang, jumlah=one.jumlah, alasan=one.alasan)
        yield ((one.aturan, look.label), (reason, look.said))
