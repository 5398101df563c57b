from etl.contracts.parsed import Reading

"""Patterns 1–14 of real spreadsheets: where the table lies and what stands around it."""

UNIT = ["Kode Unit", "Nama Unit", "Jenis Unit"]
DINAS = ["1.01", "Dinas Pendidikan", "dinas"]
BADAN = ["5.01", "Badan Kepegawaian", "badan"]


def codes(parsed, dataset="unit", column="kode_unit"):
    return parsed.tables[dataset][column].to_list()


def test_pola_01_title_rows_above_the_header(read_book):
    got = read_book({"unit": [["DAFTAR UNIT ORGANISASI"], ["Kota Contoh", "Triwulan II"], [], UNIT, DINAS]})
    assert codes(got) == ["1.01"]
    assert got.tables["unit"]["baris_sumber"].to_list() == [5]
    assert got.places["unit"].header_row == 4
    assert got.places["unit"].cell("nama_unit", 5) == "B5"


def test_pola_02_header_of_two_rows_with_merged_cells(read_book):
    rows = [
        ["Kode", "Indikator", "Tingkat", "Kode OPD", "Satuan", "Arah", "Sifat", "", "", "", ""],
        ["", "", "", "", "", "", "", "TW I", "TW II", "TW III", "TW IV"],
        ["I.1", "Angka Melek Huruf", "sasaran", "1.01", "%", "naik", "posisi_akhir", 10, 20, 30, 40],
    ]
    merges = {"indikator": [(0, 7, 0, 10, "Target"), (0, 0, 1, 0, "Kode"), (0, 1, 1, 1, "Indikator")]}
    got = read_book({"indikator": rows}, merges).tables["indikator"]
    assert got.select("kode_indikator", "target_tw1", "target_tw4", "baris_sumber").rows() == [("I.1", "10", "40", 3)]


def test_pola_03_numbering_rows_also_with_a_gap_and_in_mid_table(read_book):
    got = read_book({"unit": [UNIT, ["(1)", "(2)", "(4)"], DINAS, [1, 2, 3], BADAN]})
    assert codes(got) == ["1.01", "5.01"]
    assert got.counts["unit"].dilewati == {"penomoran": 2}
    assert got.counts["unit"].dibaca == 2


def test_pola_03_a_row_of_data_that_begins_with_1_is_no_numbering_row(read_book):
    assert codes(read_book({"unit": [["No", *UNIT], ["1", "1", "Dinas Satu", "dinas"], ["2", "2", "Dinas Dua", "dinas"]]})) == [
        "1",
        "2",
    ]


def test_pola_04_header_repeated_after_a_page_break(read_book):
    got = read_book({"unit": [UNIT, DINAS, UNIT, BADAN]})
    assert codes(got) == ["1.01", "5.01"]
    assert got.counts["unit"].dilewati == {"kepala_berulang": 1}


def test_pola_05_group_rows_inside_the_data(read_book):
    group = ["1.01.2.22.0.00.02.0000 – Dinas Pendidikan dan Kebudayaan"]
    got = read_book({"unit": [UNIT, ["MISI I"], DINAS, group, BADAN]})
    assert codes(got) == ["1.01", "5.01"]
    assert got.counts["unit"].dilewati == {"kelompok": 2}


def test_pola_05_a_row_with_nothing_but_its_code_is_data(read_book):
    assert codes(read_book({"unit": [UNIT, ["1.01"], BADAN]})) == ["1.01", "5.01"]


def test_pola_05_a_row_of_which_only_a_choice_or_a_code_is_left_is_no_heading(read_book):
    """Its other cell was forgotten: the rules must tell that, not the reading drop it."""
    graded = [["kode_unit", "predikat_organisasi"], ["1.01", "baik"], ["", "baik"], ["5.01", "istimewa"], ["", "kurang"]]
    got = read_book({"kinerja_unit": graded})
    assert codes(got, "kinerja_unit") == ["1.01", None, "5.01", None]
    served = [["kode_tim", "kode_indikator"], ["MISI SATU", ""], ["T1", "KIN S1"], ["", "KIN S2"], ["", "", "Kepala Bagian"]]
    got = read_book({"tim_indikator": served})
    assert got.tables["tim_indikator"].select("kode_tim", "kode_indikator").rows() == [("T1", "KIN S1"), (None, "KIN S2")]
    assert got.counts["tim_indikator"].dilewati == {"kelompok": 1, "catatan": 1}


def test_pola_05_a_key_left_alone_is_told_from_a_heading_by_the_form_of_the_others(read_book):
    rows = [["kode_indikator", "kode_tim"], ["MISI 1", ""], ["KIN S1", "T1"], ["KIN S2", ""], ["KIN S3", "T1"]]
    got = read_book({"tim_indikator": rows})
    assert codes(got, "tim_indikator", "kode_indikator") == ["KIN S1", "KIN S2", "KIN S3"]
    assert got.counts["tim_indikator"].dilewati == {"kelompok": 1}


def test_pola_06_indicator_without_target_keeps_its_row_beside_its_sub_items(read_book):
    head = ["kode_indikator", "tingkat", "kode_unit", "nama_indikator", "satuan", "arah", "sifat", "target_tahunan"]
    rows = [
        ["I.1", "sasaran", "3.27", "Produksi buah", "ton", "naik", "kumulatif", ""],
        ["I.1.1", "sasaran", "3.27", "- Durian", "ton", "naik", "kumulatif", "12,5"],
    ]
    got = read_book({"indikator": [head, *rows]}).tables["indikator"]
    assert got.select("nama_indikator", "target_tahunan").rows() == [("Produksi buah", None), ("- Durian", "12.5")]


def test_pola_07_total_and_mean_rows_are_left_out_and_counted(read_book):
    head = ["Kode Program", "Tingkat", "Kode Unit", "Pagu", "Realisasi"]
    row = ["1.01.02", "program", "1.01", "1.000.000", "500.000,00"]
    rows = [head, row, ["Jumlah", "", "", "133.600.000", "100"], ["Rata-rata Capain Kinerja", "", "", "", "95"]]
    got = read_book({"anggaran": rows})
    assert codes(got, "anggaran", "kode_program") == ["1.01.02"]
    assert got.counts["anggaran"].dilewati == {"jumlah": 2}


def test_pola_07_an_indicator_called_jumlah_is_data(read_book):
    head = ["nama_indikator", "kode_indikator", "tingkat", "kode_unit", "satuan", "arah", "sifat"]
    row = ["Jumlah Lowongan Pekerjaan Baru", "I.1", "sasaran", "2.07", "Orang", "naik", "kumulatif"]
    assert codes(read_book({"indikator": [head, row]}), "indikator", "kode_indikator") == ["I.1"]


def test_pola_08_printed_remainders_are_not_taken_and_not_recomputed(read_book, problems):
    head = ["kode_program", "tingkat", "kode_unit", "pagu", "realisasi_sd", "Sisa", "%"]
    got = read_book({"anggaran": [head, ["1.02", "program", "1.01", 1000, 630, 999, "63,14 %"]]})
    assert got.tables["anggaran"].select("pagu", "realisasi_sd").rows() == [(1000.0, 630.0)]
    assert (None, None, "Sisa", "kepala.kolom_tak_dikenal") in problems(got)


def test_pola_09_notes_and_signatures_under_the_table(read_book):
    tail = [[], ["Sumber : BPS Kota Contoh"], ["*) angka sementara"], ["", "", "Kepala Bagian Organisasi"]]
    got = read_book({"unit": [UNIT, DINAS, *tail]})
    assert codes(got) == ["1.01"]
    assert got.counts["unit"].dilewati == {"catatan": 3}
    assert (got.counts["unit"].dibaca, got.counts["unit"].kosong) == (1, 0)


def test_pola_10_target_and_realisation_interleaved_per_quarter(read_book):
    rows = [
        ["No", "Kode", "", "", "", ""],
        ["", "", "Target", "Realisasi", "Target", "Realisasi"],
        [1, "I.1", 10, 11, 20, "19,5"],
    ]
    merges = {"capaian": [(0, 2, 0, 3, "Triwulan I"), (0, 4, 0, 5, "Triwulan II")]}
    for periode, expected in {"2024-TW1": ("10", "11"), "2024-TW2": ("20", "19.5")}.items():
        got = read_book({"capaian": rows}, merges, periode=periode).tables["capaian"]
        assert got.select("target", "realisasi").rows() == [expected]


def test_pola_10_in_a_csv_where_nothing_can_be_merged(read_csv):
    text = "Kode,Triwulan I,,Triwulan II,\n,Target,Realisasi,Target,Realisasi\nI.1,10,11,20,19.5\n"
    got = read_csv(text, "capaian.csv").tables["capaian"]
    assert got.select("target", "realisasi").rows() == [("20", "19.5")]


def test_pola_11_empty_rows_empty_columns_and_error_cells(read_book, problems):
    rows = [["", *UNIT], ["", *DINAS], [], ["", "5.01", ("=A99", "#REF!"), "badan"], ["", "5.02", ("=1/0", "#DIV/0!"), "badan"]]
    got = read_book({"unit": rows})
    assert codes(got) == ["1.01", "5.01", "5.02"]
    assert (got.counts["unit"].dibaca, got.counts["unit"].kosong) == (4, 1)
    assert problems(got) == [(4, "nama_unit", "#REF!", "tipe.sel_galat"), (5, "nama_unit", "#DIV/0!", "tipe.sel_galat")]
    assert got.places["unit"].cell("nama_unit", 4) == "C4"


def test_pola_12_csv_separated_by_semicolon_or_tab(read_csv):
    for mark in ";\t,":
        text = "\n".join(mark.join(row) for row in [UNIT, DINAS, ["5.01", '"Badan A, B; C"', "badan"]])
        assert read_csv(text).tables["unit"]["nama_unit"].to_list() == ["Dinas Pendidikan", "Badan A, B; C"]


def test_pola_13_columns_that_do_not_hold_what_their_name_says(read_csv):
    text = "KD_UNOR,NM_UNOR,AL_UNOR,NIP\n7701,Dinas Contoh,Jl. Satu,7700\n9999000001,Honorer SD Contoh,7701,9999000001\n"
    got = read_csv(text, "register.csv", reading=Reading("banyuwangi_unor")).tables["unit"]
    assert got.select("kode_unit", "kode_induk").rows() == [("7701", "7700"), ("9999000001", "7701")]


def test_pola_14_unit_rows_that_carry_figures_stay_visible_as_rows_without_a_kind(read_book):
    head = ["Kode Hirarki", "Kode Unit", "Nama Jabatan", "Jenis Jabatan", "Kebutuhan"]
    rows = [["1", "1.01", "DINAS PENDIDIKAN", "", 12], ["1.1", "1.01", "Kepala Dinas", "jpt_pratama", 1]]
    got = read_book({"jabatan": [head, *rows]}).tables["jabatan"]
    assert got.select("nama_jabatan", "jenis_jabatan", "kebutuhan").rows()[0] == ("DINAS PENDIDIKAN", None, 12)
