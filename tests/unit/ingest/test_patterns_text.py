"""Patterns 30–45 of real spreadsheets: identifiers, dates, spelling, and what only looks like a fault of the file."""

from datetime import date

import polars as pl
import pytest

UNIT = ["kode_unit", "nama_unit", "jenis_unit"]
PEGAWAI = ["NIP", "Nama", "kode_jabatan", "status_kepegawaian"]
INVENTED = "199001012015011001"


@pytest.fixture
def nip(read_book, problems):
    def call(cell):
        got = read_book({"pegawai": [PEGAWAI, [cell, "Orang Contoh", "J.1", "PNS"]]})
        return got.tables["pegawai"]["nip"][0], problems(got, "pegawai")

    return call


@pytest.mark.parametrize(
    "cell", ["19900101 201501 1 001", "NIP. 199001012015011001", "'199001012015011001", " 199001012015011001\u00a0"]
)
def test_pola_30_nip_with_blanks_prefix_or_apostrophe(nip, cell):
    assert nip(cell) == (INVENTED, [])


def test_pola_30_a_dash_means_no_holder(nip):
    assert nip("-") == (None, [])


@pytest.mark.parametrize("cell", [199001012015011001, "1.99001E+17", "199001012015011000", "199001012015011001.0"])
def test_pola_31_nip_as_a_number_is_refused_and_never_shown(nip, cell):
    assert nip(cell) == (None, [(2, "nip", "(disamarkan)", "tipe.nip_angka")])


@pytest.mark.parametrize(("cell", "told"), [("#REF!", "#REF!"), ("#DIV/0!", "#DIV/0!")])
def test_pola_11_an_error_of_excel_is_shown_in_a_personal_column_too(nip, cell, told):
    assert nip(cell) == (None, [(2, "nip", told, "tipe.sel_galat")])


def test_pola_32_outline_number_stored_as_a_number_may_have_lost_digits(read_book, problems):
    got = read_book({"unit": [UNIT, [1.1, "Bagian A", "bagian"], ["1.10", "Bagian B", "bagian"], [2, "Bagian C", "bagian"]]})
    assert got.tables["unit"]["kode_unit"].to_list() == [None, "1.10", "2"]
    assert problems(got) == [(2, "kode_unit", "1.1", "tipe.kode_angka")]


def test_pola_32_a_bare_number_among_codes_with_leading_zeros_has_lost_its_own(read_book, problems):
    got = read_book({"unit": [UNIT, ["0101", "Bagian A", "bagian"], [102, "Bagian B", "bagian"]]})
    assert problems(got) == [(3, "kode_unit", "102", "tipe.kode_angka")]


DATES = {
    "28/2/2023": date(2023, 2, 28),
    "1/2/2023": date(2023, 2, 1),
    "30/12/2025 08:59 AM": date(2025, 12, 30),
    "18 Mei 2021": date(2021, 5, 18),
    "05. Desember 2013": date(2013, 12, 5),
    "2021-05-18": date(2021, 5, 18),
    45658: date(2025, 1, 1),
    "45658": date(2025, 1, 1),
    date(2021, 8, 17): date(2021, 8, 17),
}


@pytest.fixture
def day(read_book, problems):
    head = ["kode_jabatan_asal", "eselon_asal", "kode_unit_asal", "nasib", "tanggal_pelantikan"]

    def call(cell):
        got = read_book({"penyetaraan": [head, ["J.1", "IV.a", "1.01", "dihapus", cell]]})
        found = problems(got, "penyetaraan")
        return got.tables["penyetaraan"]["tanggal_pelantikan"][0], found[0][3] if found else None

    return call


@pytest.mark.parametrize("cell", DATES)
def test_pola_33_dates(day, cell):
    assert day(cell) == (DATES[cell], None)


@pytest.mark.parametrize("cell", ["2/28/2023", "Mar-26**", "Jan-Apr 18", "31/4/2023", "1/2/21"])
def test_pola_33_day_and_month_are_never_swapped_nor_guessed(day, cell):
    assert day(cell) == (None, "tipe.tanggal")


HEADERS = {
    "kode_jabatan": ["Kode Hirarki", "URUTAN", "kode_jabatan", "KODE JABATAN"],
    "nama_jabatan": ["nama", "Nama Jabatan", "Jabatan"],
    "kebutuhan": ["Keb.", "ABK", "Formasi", "Jumlah Kebutuhan"],
    "kode_atasan": ["ID_ATASAN", "ID ATASAN", "PARENT_ID", "DIATASAN_ID"],
}


@pytest.mark.parametrize(("column", "header"), [(c, h) for c, names in HEADERS.items() for h in names])
def test_pola_34_many_header_names_for_one_column(read_book, column, header):
    names = {c: c for c in ("kode_jabatan", "kode_unit", "nama_jabatan", "jenis_jabatan", "kebutuhan", "kode_atasan")} | {
        column: header
    }
    row = ["J.2", "1.01", "Kepala Bidang", "administrator", 3, "J.1"]
    got = read_book({"jabatan": [list(names.values()), row]}).tables["jabatan"]
    assert str(got[column][0]) == row[list(names).index(column)] or got[column][0] == 3


@pytest.mark.parametrize("header", ["Capain", "Prosentase Capaian", "Presentase Capaian"])
def test_pola_35_misspelt_headers(read_book, problems, header):
    got = read_book({"capaian": [["N0", "kode_indikator", header], [1, "I.1", "98,5"]]})
    assert got.tables["capaian"]["capaian_dilaporkan"].to_list() == [98.5]
    assert problems(got) == []


def test_pola_36_double_trailing_and_non_breaking_blanks(read_book):
    got = read_book({"unit": [UNIT, [" 1.01\u00a0", "UPTD Puskesmas  Wanasari ", "Puskesmas "]]}).tables["unit"]
    assert got.select("kode_unit", "nama_unit", "jenis_unit").rows() == [("1.01", "UPTD Puskesmas Wanasari", "puskesmas")]


SPELLINGS = [
    ("pegawai", "status_kepegawaian", "PNS", "pns"),
    ("pegawai", "status_kepegawaian", "PPPK Paruh-Waktu", "pppk_paruh_waktu"),
    ("pegawai", "golongan", "IVa", "IV/a"),
    ("pegawai", "golongan", "III/D", "III/d"),
    ("pegawai", "golongan", "IX", "IX"),
    ("pegawai", "pendidikan", "S1", "S-1"),
    ("pegawai", "pendidikan", "SLTA", "SMA"),
    ("pegawai", "jenis_penugasan", "Plt.", "plt"),
    ("jabatan", "eselon", "IVA", "IV.a"),
    ("jabatan", "eselon", "II b", "II.b"),
    ("jabatan", "jenjang", "Ahli Muda", "ahli_muda"),
    ("jabatan", "jenjang", "Muda", "ahli_muda"),
    ("jabatan", "jenis_jabatan", "JPT Pratama", "jpt_pratama"),
]


@pytest.mark.parametrize(("dataset", "column", "cell", "value"), SPELLINGS)
def test_pola_37_spelling_variants_of_one_value(read_csv, problems, dataset, column, cell, value):
    got = read_csv(f"kode_jabatan,{column}\nJ.1,{cell}\n", f"{dataset}.csv")
    assert got.tables[dataset][column].to_list() == [value]
    assert [p for p in problems(got) if p[0]] == []


def test_pola_37_an_unknown_value_is_a_finding(read_csv, problems):
    got = read_csv("kode_unit,nama_unit,jenis_unit\n1,Dinas A,dinaz\n")
    assert problems(got) == [(2, "jenis_unit", "dinaz", "tipe.pilihan")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_pola_38_encodings_keep_every_letter(read_csv, encoding):
    got = read_csv("kode_unit,nama_unit,jenis_unit\n1,Désa Café – Ümum,dinas\n".encode(encoding))
    assert got.tables["unit"]["nama_unit"].to_list() == ["Désa Café – Ümum"]


def test_pola_40_acting_officials_and_empty_posts(read_book):
    rows = [[*PEGAWAI, "jenis_penugasan"], [INVENTED, "Orang Contoh", "J.1", "pns", "Plt"], ["-", "-", "J.2", "pns", ""]]
    got = read_book({"pegawai": rows}).tables["pegawai"]
    assert got.select("nip", "nama", "kode_jabatan", "jenis_penugasan").rows() == [
        (INVENTED, "Orang Contoh", "J.1", "plt"), (None, None, "J.2", None)]  # fmt: skip


def test_pola_41_tree_faults_reach_validation_with_their_rows(read_book):
    rows = [
        ["kode_unit", "kode_induk", "nama_unit", "jenis_unit"],
        ["1", "1", "A", "dinas"],
        ["2", "9", "B", "dinas"],
        ["2", "", "C", "dinas"],
    ]
    got = read_book({"unit": rows}).tables["unit"]
    assert got.select("baris_sumber", "kode_unit", "kode_induk").rows() == [(2, "1", "1"), (3, "2", "9"), (4, "2", None)]


def test_pola_42_the_same_indicator_twice_keeps_both_rows(read_book):
    got = read_book({"capaian": [["kode_indikator", "realisasi"], ["I.1", "N/A"], ["I.1", "15,64"]]}).tables["capaian"]
    assert got["realisasi"].to_list() == [None, "15.64"]


def test_pola_43_direction_is_read_from_its_column_and_never_from_the_name(read_book):
    head = ["kode_indikator", "tingkat", "kode_unit", "nama_indikator", "satuan", "arah", "sifat"]
    rows = [["I.1", "sasaran", "1", "Persentase penurunan temuan", "%", "naik", "tetap"],
            ["I.2", "sasaran", "1", "Persentase penurunan temuan", "%", "", "tetap"]]  # fmt: skip
    assert read_book({"indikator": [head, *rows]}).tables["indikator"]["arah"].to_list() == ["naik", None]


def test_pola_45_quarterly_values_stored_as_text(read_book):
    rows = [["kode_indikator", "target", "realisasi"], ["I.1", "79,25", "85.66"], ["I.2", 79.25, "86,77"]]
    got = read_book({"capaian": rows}).tables["capaian"]
    assert got.select("target", "realisasi").rows() == [("79.25", "85.66"), ("79.25", "86.77")]
    assert got.schema["realisasi"] == pl.String
