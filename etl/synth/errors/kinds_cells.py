"""Errors that any cell can have: the wrong type, an unknown choice, Excel's own errors, emptiness; and errors of whole sheets."""

from __future__ import annotations

from random import Random

from etl.synth.errors.book import Book, Cell, Formula, Kind, Row, Told
from etl.synth.errors.plants import any_cell, on_sheet, one_cell, own, several, where
from etl.synth.errors.quiet import free

_NUMBERS = ("desimal", "persen", "rupiah")
_ALL = ("kode", "teks", "nip", "pilihan", "nilai", "bilangan", *_NUMBERS, "tanggal")
_EXCEL: list[Cell] = [Formula(text) for text in ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!")]
_NAMES = [("unit", "nama_unit"), ("jabatan", "nama_jabatan"), ("indikator", "nama_indikator"), ("produk_hukum", "tentang"),
          ("rencana_aksi", "aksi"), ("proses", "nama_proses"), ("tim", "nama_tim")]  # fmt: skip
_OTHER_HEADERS = [("unit", "Warna Map"), ("pegawai", "Alamat Rumah"), ("capaian", "Paraf"), ("proses", "Loket")]
_SECOND_HEADERS = [("unit", "Nama Unit Kerja"), ("jabatan", "Kelas Jabatan"), ("pegawai", "Nama Lengkap")]


def _as_number(row: Row, _: Book, __: Random) -> Cell:
    return float(str(row["nip"]))


def _scientific(row: Row, _: Book, __: Random) -> Cell:
    nip = str(row["nip"])
    return f"{nip[0]},{nip[1:6]}E+17"


def _angka(book: Book, row: Row) -> bool:
    (indicator,) = book.where("indikator", kode_indikator=row["kode_indikator"])
    return indicator["jenis_nilai"] in (None, "angka")


def _lose_column(book: Book, chance: Random) -> list[Told]:
    dataset, column = chance.choice(_NAMES)
    book.lost_columns.add((dataset, column))
    return [Told("kepala.kolom_hilang", dataset, None, column)]


def _lose_sheet(book: Book, chance: Random) -> list[Told]:
    dataset = chance.choice(("unit", "pegawai", "indikator", "capaian"))
    del book.tables[dataset]
    return [Told("kepala.lembar_hilang", dataset)]


def _further_sheet(book: Book, _: Random) -> list[Told]:
    book.further_sheets.append("Catatan Rapat")
    return [Told("kepala.lembar_tak_dikenal", None)]


def _add_header(book: Book, dataset: str, label: str) -> None:
    book.further_columns.append((dataset, label))


CELLS: list[Kind] = [
    any_cell("bukan bilangan bulat", "tipe.bilangan", ("bilangan",), ["banyak", "2,5", "tiga belas", 7.25, "12 atau 13"]),
    any_cell("bukan angka", "tipe.desimal", _NUMBERS, ["kurang lebih", ">90", "1:17,9", "7 - 8", "seratus"]),
    any_cell("bukan tanggal", "tipe.tanggal", ("tanggal",),
             ["31/02/2024", "2024-13-05", "bulan depan", "31 Febuari 2024", "5/2024", 12]),
    any_cell("pilihan tak dikenal", "tipe.pilihan", ("pilihan",), ["entahlah", "???", 99, "istana"]),
    any_cell("angka ambigu", "tipe.ambigu", ("bilangan", *_NUMBERS), ["1.234", "2,500", "10.750"]),
    any_cell("sel galat Excel", "tipe.sel_galat", _ALL, _EXCEL),
    any_cell("rumus tanpa nilai", "tipe.rumus_tanpa_nilai", _ALL, [Formula(None)]),
    any_cell("kode tersimpan sebagai angka", "tipe.kode_angka", ("kode",), [1.1, 4.02, 12.5]),
    any_cell("sel wajib kosong", "wajib", _ALL, [None], required=True),
    any_cell("sel wajib berisi tanda tiada", "wajib", _ALL, ["-", "n/a", "…", "--"], required=True),
    one_cell("NIP sebagai angka", "pegawai", "nip", "tipe.nip_angka", _as_number, free),
    one_cell("NIP ketua sebagai angka", "tim", "nip_ketua", "tipe.nip_angka", own("nip_ketua", float)),
    one_cell("NIP anggota sebagai angka", "anggota_tim", "nip", "tipe.nip_angka", 1.98001012005011e17,
             where(peran="anggota")),
    one_cell("NIP dalam notasi ilmiah", "pegawai", "nip", "tipe.nip_angka", _scientific, free),
    one_cell("NIP berakhir 000", "pegawai", "nip", "tipe.nip_angka", own("nip", lambda nip: nip[:15] + "000"), free),
    one_cell("realisasi ambigu", "capaian", "realisasi", "tipe.ambigu", "3.500", _angka),
    one_cell("realisasi bukan nilai", "capaian", "realisasi", "tipe.nilai", "kurang dari 49", _angka),
    one_cell("rasio sebagai realisasi", "capaian", "realisasi", "tipe.nilai", "1:17,9", _angka),
    one_cell("target bukan nilai", "indikator", "target_tahunan", "tipe.nilai", "sesuai RPJMD",
             lambda _, row: row["jenis_nilai"] in (None, "angka")),
    several("kolom wajib hilang", "unit", "kepala.kolom_hilang", _lose_column),
    several("lembar wajib hilang", "capaian", "kepala.lembar_hilang", _lose_sheet),
    several("lembar tak dikenal", "unit", "kepala.lembar_tak_dikenal", _further_sheet),
    on_sheet("kolom tak dikenal", "kepala.kolom_tak_dikenal", _OTHER_HEADERS, _add_header),
    on_sheet("kolom ganda", "kepala.kolom_ganda", _SECOND_HEADERS, _add_header),
]  # fmt: skip
"""Kinds that have no dataset of their own."""
