"""Every dataset of the contract is read from a workbook whose sheet and headers are written the sender's way."""

from __future__ import annotations

from datetime import date

import pytest

from etl.contracts import Column, contract, contracts
from etl.ingest import vocabulary

NIP = "199001012015011001"
CELLS = {
    "kode": "K.1",
    "teks": "Uraian",
    "nip": NIP,
    "bilangan": 7,
    "desimal": 1.5,
    "persen": 40,
    "rupiah": 1000,
    "tanggal": "31/12/2024",
    "nilai": "1",
}
READ = CELLS | {"tanggal": date(2024, 12, 31)}
UNIT = [["kode_unit", "nama_unit", "jenis_unit"], ["1", "Dinas A", "dinas"]]


def cell(column: Column) -> object:
    return column.choices[0] if column.choices else CELLS[column.type]


def headers_of(dataset: str) -> dict[str, str]:
    """The last known spelling of each column: an alias wherever there is one."""
    return {column: spelling for spelling, column in vocabulary.headers(dataset).items()}


@pytest.mark.parametrize("dataset", contracts())
def test_a_sheet_with_other_names_is_read_whole(read_book, problems, dataset):
    columns = contract(dataset).columns
    sheet = [name for name, of in vocabulary.sheets().items() if of == dataset][-1]
    head = [headers_of(dataset)[name].upper() for name in columns]
    got = read_book({sheet: [head, [cell(c) for c in columns.values()]]})
    assert problems(got) == []
    (row,) = got.tables[dataset].select(list(columns)).to_dicts()
    assert row == {c.name: c.choices[0] if c.choices else READ[c.type] for c in columns.values()}
    assert head != [name.upper() for name in columns]


# dataset, column, as written, as read; one row each
SPELLINGS = [
    ("kinerja_unit", "predikat_organisasi", "Butuh Perbaikan", "butuh_perbaikan"),
    ("kinerja_unit", "predikat_organisasi", "Butuh Perbaikan (Cukup)", "butuh_perbaikan"),
    ("kinerja_unit", "predikat_organisasi", "ISTIMEWA", "istimewa"),
    ("kinerja_unit", "predikat_organisasi", "Sangat Kurang", "sangat_kurang"),
    ("pegawai", "predikat_kinerja", "Sangat Baik", "sangat_baik"),
    ("pegawai", "predikat_kinerja", "Butuh Perbaikan", "butuh_perbaikan"),
    ("pegawai", "hasil_kerja", "Di atas ekspektasi", "di_atas"),
    ("pegawai", "perilaku_kerja", "Sesuai Ekspektasi", "sesuai"),
    ("proses", "elektronik", "Ya", "ya"),
    ("proses", "elektronik", "TIDAK", "tidak"),
    ("proses", "elektronik", "belum", "tidak"),
    ("anggaran", "infrastruktur", "Ya", "ya"),
    ("produk_hukum", "jenis", "Peraturan Wali Kota", "perwali"),
    ("produk_hukum", "jenis", "Peraturan Walikota", "perwali"),
    ("produk_hukum", "jenis", "Perwal", "perwali"),
    ("produk_hukum", "jenis", "Peraturan Bupati", "perbup"),
    ("produk_hukum", "jenis", "Peraturan Daerah", "perda"),
    ("produk_hukum", "jenis", "Surat Edaran", "se"),
    ("produk_hukum", "jenis", "Keputusan Bupati", "keputusan"),
    ("produk_hukum", "tahap", "Sistem Kerja", "sistem_kerja"),
    ("produk_hukum", "tahap", "Penyetaraan Jabatan", "penyetaraan"),
    ("produk_hukum", "status", "Ditetapkan", "ditetapkan"),
    ("indeks", "rezim", "PermenPANRB 59/2020", "permenpanrb-59-2020"),
    ("indeks", "rezim", "Peraturan tahun 2023", None),
    ("indeks", "rezim", "PermenPANRB Nomor 9 Tahun 2023", "permenpanrb-9-2023"),
    ("indeks", "rezim", "Permendagri 99 Tahun 2018", "permendagri-99-2018"),
    ("indeks", "jenis", "IP ASN", "ip_asn"),
    ("indeks", "jenis", "Indeks Reformasi Birokrasi", "rb"),
    ("rencana_aksi", "status", "Belum dimulai", "belum"),
    ("rencana_aksi", "status", "Sedang Berjalan", "berjalan"),
    ("tim", "status", "Aktif", "aktif"),
    ("anggota_tim", "peran", "Ketua Tim", "ketua"),
    ("indikator_opd", "peran", "Pengampu", "pemilik"),
    ("beban_kerja", "satuan_waktu", "Menit", "menit"),
]


@pytest.mark.parametrize(("dataset", "column", "written", "read"), SPELLINGS, ids=[f"{d}-{w}" for d, _, w, _ in SPELLINGS])
def test_choices_are_known_in_the_words_of_the_ministries(read_book, problems, dataset, column, written, read):
    required = [name for name in contract(dataset).required if name != column]
    row = [cell(contract(dataset).columns[name]) for name in required]
    got = read_book({dataset: [[column, *required], [written, *row]]})
    assert got.tables[dataset][column].to_list() == [read]
    assert problems(got) == ([] if read else [(2, column, written, "tipe.pilihan")])


@pytest.mark.parametrize(
    ("dataset", "column", "row"),
    [("tim", "nip_ketua", {"kode_tim": "T1", "nama_tim": "Tim A", "kode_unit": "K"}), ("anggota_tim", "nip", {"kode_tim": "T1"})],
)
def test_a_nip_stored_as_a_number_is_refused_and_not_shown(read_book, problems, dataset, column, row):
    got = read_book({dataset: [[*row, column], [*row.values(), 198001012005011003]]})
    assert problems(got) == [(2, column, "(disamarkan)", "tipe.nip_angka")]
    assert got.tables[dataset][column].to_list() == [None]


OPTIONAL = [name for name, one in contracts().items() if not one.complete]


@pytest.mark.parametrize("dataset", OPTIONAL)
def test_an_optional_sheet_may_be_missing_or_have_no_rows(read_book, problems, dataset):
    assert problems(read_book({"unit": UNIT})) == []
    got = read_book({"unit": UNIT, dataset: [list(contract(dataset).columns)]})
    assert problems(got) == []
    assert got.tables.get(dataset, contract(dataset).empty()).is_empty()


@pytest.mark.parametrize("dataset", OPTIONAL)
def test_a_broken_optional_sheet_concerns_no_other(read_book, dataset):
    got = read_book({"unit": UNIT, dataset: [["warna", "rasa"], ["biru", "manis"]]})
    issues = got.issues.filter(got.issues["aturan"] != "kepala.lembar_hilang")
    assert set(issues["dataset"]) == {dataset}
    assert set(issues.filter(aturan="kepala.kolom_hilang")["kolom"]) == set(contract(dataset).required)
    assert got.tables["unit"].height == 1
