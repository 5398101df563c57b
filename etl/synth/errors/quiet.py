"""Cells in which a fault stays where it is: what else reads them is told, if at all, at the same cell.

A code that other rows name, a figure that a sum holds, the kind of an agency: a fault there is rightly told elsewhere too, so it
has a kind of its own that says where.
"""

from __future__ import annotations

from random import Random

from etl.contracts import contract, contracts
from etl.synth.errors.book import Book, Fits, Row

_AGENCIES = ("setda", "setwan", "inspektorat", "dinas", "badan", "kecamatan")

_LOUD = {
    "unit": {"kode_unit", "kode_induk"},
    "jabatan": {"kode_jabatan", "kode_unit", "kode_atasan"},
    "indikator": {"kode_indikator"},
    "tim": {"kode_tim"},
    "anggaran": {"kode_program", "pagu", "tingkat"},
    "rencana_aksi": {"target_tw1", "target_tw2", "target_tw3", "target_tw4"},
    "beban_kerja": {"kode_jabatan", "volume", "norma_waktu"},
}


def free(book: Book, row: Row) -> bool:
    """A person of the staff with a number of her own that no other row names."""
    named = {row["nip_ketua"] for row in book.tables["tim"]} | {row["nip"] for row in book.tables["anggota_tim"]}
    return bool(row["nip"]) and row["nip"] not in named and len(book.where("pegawai", nip=row["nip"])) == 1


def kind_of_post(book: Book, row: Row) -> str:
    """The kind of post that a person holds."""
    return str(book.where("jabatan", kode_jabatan=row["kode_jabatan"])[0]["jenis_jabatan"])


def replaceable(book: Book, row: Row) -> bool:
    """A person whose post need not have a holder."""
    return bool(row["nip"]) and kind_of_post(book, row) in ("fungsional", "pelaksana")


def _angka(_: Book, row: Row) -> bool:
    return row["jenis_nilai"] in (None, "angka")


def _single(_: Book, row: Row) -> bool:
    return row["sifat"] != "kumulatif"


_WHERE: dict[tuple[str, str], Fits] = {
    ("unit", "jenis_unit"): lambda _, row: row["jenis_unit"] not in _AGENCIES,
    ("jabatan", "jenis_jabatan"): lambda _, row: row["jenis_jabatan"] != "kepala_daerah",
    ("pegawai", "nip"): free,
    ("pegawai", "id_pegawai_lokal"): lambda _, row: bool(row["nip"]),
    ("pegawai", "kode_jabatan"): replaceable,
    ("pegawai", "jenis_penugasan"): lambda _, row: row.get("jenis_penugasan") != "plt",
    ("anggota_tim", "kode_tim"): lambda _, row: row["peran"] != "ketua",
    ("anggota_tim", "nip"): lambda _, row: row["peran"] != "ketua",
    ("indikator", "jenis_nilai"): _angka,
    **{("indikator", f"target_tw{n}"): _single for n in range(1, 5)},
}


def columns(types: tuple[str, ...], *, required: bool | None = None) -> list[tuple[str, str]]:
    """The quiet columns of these types, over all datasets."""
    return [
        (dataset, column.name)
        for dataset in contracts()
        for column in contract(dataset).columns.values()
        if column.type in types and column.name not in _LOUD.get(dataset, ()) and required in (None, column.required)
    ]


def cell(book: Book, chance: Random, types: tuple[str, ...], *, required: bool | None = None) -> tuple[str, str, Row]:
    """A random quiet cell: dataset, column, row. Every dataset is as likely as any other."""
    among = columns(types, required=required)
    dataset = chance.choice(sorted({dataset for dataset, _ in among}))
    column = chance.choice([column for of, column in among if of == dataset])
    return dataset, column, book.one(dataset, chance, _WHERE.get((dataset, column)))
