"""Patterns 15–29 of real spreadsheets: how figures are written."""

import pytest


@pytest.fixture
def percent(read_book, problems):
    """(value, rule) of one cell of a decimal column."""

    def call(cell, column="capaian_dilaporkan"):
        got = read_book({"capaian": [["kode_indikator", column], ["I.1", cell]]})
        found = problems(got, "capaian")
        return got.tables["capaian"][column][0], found[0][3] if found else None

    return call


@pytest.fixture
def written(read_book, problems):
    """(canonical text, rule) of a target of one indicator."""

    def call(cell, jenis="angka", satuan="%"):
        head = [
            "kode_indikator",
            "tingkat",
            "kode_unit",
            "nama_indikator",
            "satuan",
            "arah",
            "sifat",
            "jenis_nilai",
            "target_tahunan",
        ]
        got = read_book({"indikator": [head, ["I.1", "sasaran", "1", "Contoh", satuan, "naik", "tetap", jenis, cell]]})
        found = problems(got, "indikator")
        return got.tables["indikator"]["target_tahunan"][0], found[0][3] if found else None

    return call


@pytest.mark.parametrize(
    ("cell", "value"), [("98,63 %", 98.63), ("87,50 %", 87.5), ("9,55", 9.55), ("0,34 %", 0.34), ("101,17%", 101.17)]
)
def test_pola_15_decimal_comma_with_or_without_percent(percent, cell, value):
    assert percent(cell) == (value, None)


def test_pola_16_comma_and_point_as_decimal_mark_in_one_column(read_book):
    got = read_book({"capaian": [["kode_indikator", "capaian_dilaporkan"], ["a.1", "85.00"], ["a.2", "69,38"], ["a.3", 79.25]]})
    assert got.tables["capaian"]["capaian_dilaporkan"].to_list() == [85.0, 69.38, 79.25]


def test_pola_17_thousand_dot_and_decimal_point_in_one_column(read_book, problems):
    head = ["kode_indikator", "tingkat", "kode_unit", "nama_indikator", "satuan", "arah", "sifat", "target_tahunan"]
    rows = [["I.1", "sasaran", "1", "Lowongan", "Orang", "naik", "kumulatif", "9.900"],
            ["I.2", "sasaran", "1", "Penempatan", "%", "naik", "kumulatif", "45.56"]]  # fmt: skip
    got = read_book({"indikator": [head, *rows]})
    assert got.tables["indikator"]["target_tahunan"].to_list() == ["9900", "45.56"]
    assert problems(got) == []


@pytest.mark.parametrize("cell", ["3.500", "1.005", "1.234", "9,154"])
def test_pola_18_what_reads_in_two_ways_is_a_finding_and_never_a_guess(percent, written, cell):
    assert percent(cell) == (None, "tipe.ambigu")
    assert percent(cell, "pagu") == (None, "tipe.ambigu")
    assert written(cell) == (None, "tipe.ambigu")


def test_pola_18_a_number_that_the_file_itself_holds_is_not_ambiguous(percent):
    assert percent(1.234) == (1.234, None)
    assert percent(1234) == (1234.0, None)


MONEY = {
    "925.896.500,00": 925896500.0,
    "Rp. 488.943.107.488,-": 488943107488.0,
    "Rp 25.090.504.000,-": 25090504000.0,
    "Rp1,075,484,867": 1075484867.0,
    "Rp4.131.512.642": 4131512642.0,
    "Rp 1.234": 1234.0,
}


@pytest.mark.parametrize("cell", MONEY)
def test_pola_19_money(percent, cell):
    assert percent(cell, "pagu") == (MONEY[cell], None)


def test_pola_20_english_thousands(percent):
    assert percent("6,318,563,994", "pagu") == (6318563994.0, None)
    assert percent("1,234.5", "pagu") == (1234.5, None)


@pytest.mark.parametrize(
    ("cell", "value"), [("30 LPK", "30"), ("1.000 orang", "1000"), ("35.357 ekor", "35357"), ("61,50 kw/ha", "61.5")]
)
def test_pola_21_unit_inside_the_cell(written, cell, value):
    assert written(cell) == (value, None)


def test_pola_21_an_uncounted_unit_does_not_decide(written):
    assert written("12.345 kg", satuan="kg") == (None, "tipe.ambigu")


@pytest.mark.parametrize("cell", ["kurang dari 49", ">90", "Ada"])
def test_pola_22_inequality_or_word_as_a_target_is_a_finding(written, cell):
    assert written(cell) == (None, "tipe.nilai")


def test_pola_22_ada_is_yes_where_the_indicator_is_ya_tidak(written):
    assert written("Ada", "ya_tidak") == ("ya", None)
    assert written("Tidak ada", "ya_tidak") == ("tidak", None)


RANGES = {"69,1-69,5": "69.1..69.5", "3,6-4,4 %": "3.6..4.4", "80 - 90%": "80..90", "7 – 8": "7..8", "7 s/d 8,5": "7..8.5"}


@pytest.mark.parametrize("cell", RANGES)
def test_pola_23_target_is_a_range(written, cell):
    assert written(cell, "rentang") == (RANGES[cell], None)
    assert written(cell, "angka") == (None, "tipe.nilai")


def test_pola_23_a_grade_or_a_range_is_no_range(written):
    assert written("BB atau nilai 70-80", "rentang") == (None, "tipe.nilai")


def test_pola_24_a_ratio_is_no_number(written):
    assert written("1:17,9") == (None, "tipe.nilai")


@pytest.mark.parametrize(("cell", "value"), [("WTP", "WTP"), ("wdp", "WDP"), ("BB", "BB"), ("A-", "A-"), ("-", None)])
def test_pola_25_grade_instead_of_a_number(written, cell, value):
    assert written(cell, "predikat") == (value, None)


def test_pola_25_a_grade_is_refused_where_a_number_is_due(written):
    assert written("BB", "angka") == (None, "tipe.nilai")


@pytest.mark.parametrize("mark", ["-", "n/a", "N/A", "NA", "", "…..%", "--------%", "–", "....."])
def test_pola_26_marks_for_missing(percent, written, mark):
    assert percent(mark) == (None, None)
    assert written(mark) == (None, None)


def test_pola_27_a_dash_is_not_zero(read_book):
    got = read_book({"capaian": [["kode_indikator", "target", "realisasi"], ["a.1", "n/a", 0], ["a.2", 5, "-"]]}).tables[
        "capaian"
    ]
    assert got.select("target", "realisasi").rows() == [(None, "0"), ("5", None)]


def test_pola_28_float_noise_and_per_cent_cells(percent, written):
    assert percent(60.755499999999998) == (60.7555, None)
    assert percent(0.1 + 0.2) == (0.3, None)
    # Stored as 0.65, shown as 65,00%: what the sender sees counts.
    assert percent(("%", 0.65)) == (65.0, None)
    assert written(("%", 0.65)) == ("65", None)


@pytest.mark.parametrize(("cell", "value"), [("103,22 %", 103.22), ("-27,24", -27.24), ("198,58", 198.58)])
def test_pola_29_values_that_look_wrong_and_are_right(percent, cell, value):
    assert percent(cell) == (value, None)
