"""Exports of other systems come in by their layout files; the tables here are small and invented."""

from __future__ import annotations

import re

import pytest
from conftest_ingest import PERIODE, WILAYAH, write_book

from etl.contracts.parsed import Reading
from etl.ingest import layouts, read
from etl.locale import LANGUAGES, text
from etl.paths import ROOT

UNOR = [
    ["ID", "DIATASAN_ID", "NAMA_UNOR", "ESELON_ID", "NAMA_JABATAN", "INDUK_UNOR_ID", "PEMIMPIN_PNS_ID"],
    ["A1", "A1", "Dinas Contoh", "22", "Kepala Dinas Contoh", "A1", "p1"],
    ["A2", "A1", "Sekretariat Dinas Contoh", "31", "Sekretaris", "A1", "p2"],
    ["A3", "A2", "Sub Bagian Umum", "IV.a", "Kepala Sub Bagian Umum", "A1", ""],
    ["A4", "A1", "Kelompok Jabatan Fungsional", "", "", "A1", ""],
]
STAFF = [
    ["DATA PEGAWAI"],
    ["NIP BARU", "NAMA", "STATUS CPNS PNS", "GOL AKHIR NAMA", "TINGKAT PENDIDIKAN NAMA", "JENIS JABATAN NAMA", "ESELON",
     "JABATAN NAMA", "UNOR ID", "UNOR NAMA", "UNOR INDUK ID"],
    ["198001012005011003", "Ani", "PNS", "IV/b", "S-2", "Jabatan Struktural", "II.b", "Kepala Dinas Contoh", "A1",
     "Dinas Contoh", "A1"],
    ["199008172022212004", "Budi", "PPPK", "IX", "S-1/Sarjana", "Jabatan Fungsional Tertentu", "", "Perencana Ahli Muda", "A2",
     "Sekretariat Dinas Contoh", "A1"],
    ["199511302020121005", "Cici", "PNS", "II/c", "Diploma III/Sarjana Muda", "Jabatan Fungsional Umum", "", "Pengelola Surat",
     "A2", "Sekretariat Dinas Contoh", "A1"],
    ["199601022021121006", "Dodi", "CPNS", "II/c", "SLTA Kejuruan", "Jabatan Fungsional Umum", "", "Pengelola Surat", "A2",
     "Sekretariat Dinas Contoh", "A1"],
]  # fmt: skip
ESAKIP_MERGES = {"Lembar1": [(2, 5, 2, 6, "Triwulan I"), (2, 7, 2, 8, "Triwulan II")]}
ESAKIP = [
    ["REALISASI INDIKATOR KINERJA"],
    [],
    ["No", "Perangkat Daerah", "Sasaran", "Indikator", "Satuan", "", "", "", ""],
    ["", "", "", "", "", "Target", "Realisasi", "Target", "Realisasi"],
    [1, "Dinas Contoh", "Layanan baik", "Kepuasan", "Nilai", "79,25", "80,1", 80, "81,5"],
    [2, "", "", "Pelatihan", "Orang", "2.125", "1.000 orang", 4650, "4.545"],
    [3, "Badan Contoh", "Keuangan baik", "Kepuasan", "Nilai", 70, 71, 72, "-"],
]
PETA = [
    ["PETA JABATAN DINAS CONTOH"],
    ["Kode Hirarki", "Unit Kerja", "Nama Jabatan", "Jenis Jabatan", "Eselon", "Kelas", "Kebutuhan", "Bezetting", "Selisih"],
    ["1", "Dinas Contoh", "Kepala Dinas Contoh", "Struktural", "II.b", 14, 1, 1, 0],
    ["1.2", "Bidang Satu", "Kepala Bidang Satu", "Struktural", "III.b", 11, 1, 1, 0],
    ["1.2.10", "", "Perencana Ahli Muda", "Fungsional", "", 9, 3, 1, -2],
    ["1.2.11", "", "Pengelola Surat", "Pelaksana", "", 6, 2, 2, 0],
]


def reading(name: str) -> dict[str, Reading]:
    return {"reading": Reading(name)}


def test_units_of_siasn_with_the_posts_of_their_heads(read_book, problems):
    got = read_book({"Sheet1": UNOR}, **reading("siasn_unor"))
    units = got.tables["unit"].select("kode_unit", "kode_induk", "jenis_unit").rows()
    assert units == [("A1", None, "dinas"), ("A2", "A1", "sekretariat"), ("A3", "A2", "subbagian"), ("A4", "A1", "kelompok_jf")]
    posts = got.tables["jabatan"].select("kode_jabatan", "kode_atasan", "nama_jabatan", "jenis_jabatan", "eselon").rows()
    assert posts == [
        ("A1", None, "Kepala Dinas Contoh", "jpt_pratama", "II.b"),
        ("A2", "A1", "Sekretaris", "administrator", "III.a"),
        ("A3", "A2", "Kepala Sub Bagian Umum", "pengawas", "IV.a"),
    ]
    assert problems(got) == []
    assert got.places["unit"].cell("kode_induk", 3) == "B3"


def test_staff_of_siasn_become_people_posts_and_units(read_book, problems):
    got = read_book({"Sheet1": STAFF}, **reading("siasn_pegawai"))
    people = got.tables["pegawai"].select("kode_jabatan", "status_kepegawaian", "golongan", "pendidikan").rows()
    assert people == [
        ("JAB-1", "pns", "IV/b", "S-2"),
        ("JAB-2", "pppk", "IX", "S-1"),
        ("JAB-3", "pns", "II/c", "D-3"),
        ("JAB-3", "pns", "II/c", "SMA"),
    ]
    posts = got.tables["jabatan"].select("kode_jabatan", "kode_unit", "jenis_jabatan", "eselon", "jenjang").rows()
    assert posts == [
        ("JAB-1", "A1", "jpt_pratama", "II.b", None),
        ("JAB-2", "A2", "fungsional", None, "ahli_muda"),
        ("JAB-3", "A2", "pelaksana", None, None),
    ]
    assert got.tables["unit"].select("kode_unit", "kode_induk", "jenis_unit").rows() == [
        ("A1", None, "dinas"),
        ("A2", "A1", "sekretariat"),
    ]
    assert problems(got) == []


def test_a_number_stored_as_a_number_is_refused_in_an_export_too(read_book, problems):
    rows = [*STAFF[:2], [198001012005011003, *STAFF[2][1:]]]
    got = read_book({"Sheet1": rows}, **reading("siasn_pegawai"))
    assert problems(got) == [(3, "nip", "(disamarkan)", "tipe.nip_angka")]
    assert got.places["pegawai"].cell("nip", 3) == "A3"


@pytest.mark.parametrize(
    ("periode", "expected"),
    [
        ("2024-TW1", [("IND-1", "79.25", "80.1"), ("IND-2", "2125", "1000"), ("IND-3", "70", "71")]),
        ("2024-TW2", [("IND-1", "80", "81.5"), ("IND-2", "4650", "4545"), ("IND-3", "72", None)]),
    ],
)
def test_the_quarter_asked_for_is_taken_from_the_columns_side_by_side(read_book, problems, periode, expected):
    got = read_book({"Lembar1": ESAKIP}, ESAKIP_MERGES, periode=periode, **reading("esakip_triwulan"))
    assert got.tables["capaian"].select("kode_indikator", "target", "realisasi").rows() == expected
    indicators = got.tables["indikator"].select("kode_indikator", "kode_unit", "nama_indikator", "target_tw1", "arah").rows()
    assert indicators == [
        ("IND-1", "OPD-1", "Kepuasan", "79.25", "naik"),
        ("IND-2", "OPD-1", "Pelatihan", "2125", "naik"),
        ("IND-3", "OPD-2", "Kepuasan", "70", "naik"),
    ]
    assert got.tables["unit"].select("kode_unit", "nama_unit", "jenis_unit").rows() == [
        ("OPD-1", "Dinas Contoh", "dinas"),
        ("OPD-2", "Badan Contoh", "badan"),
    ]
    assert problems(got) == []
    assert got.places["capaian"].cell("realisasi", 6) == ("G6" if periode == "2024-TW1" else "I6")


def test_a_position_map_tells_superiors_by_its_outline_numbers(read_book, problems):
    got = read_book({"Peta": PETA}, **reading("peta_jabatan"))
    posts = (
        got.tables["jabatan"].select("kode_jabatan", "kode_atasan", "kode_unit", "jenis_jabatan", "jenjang", "kebutuhan").rows()
    )
    assert posts == [
        ("1", None, "Dinas Contoh", "jpt_pratama", None, 1),
        ("1.2", "1", "Bidang Satu", "administrator", None, 1),
        ("1.2.10", "1.2", "Bidang Satu", "fungsional", "ahli_muda", 3),
        ("1.2.11", "1.2", "Bidang Satu", "pelaksana", None, 2),
    ]
    assert got.tables["unit"]["jenis_unit"].to_list() == ["dinas", "bidang"]
    assert problems(got) == []


def test_a_position_map_without_numbers_gets_codes_by_row_and_no_superiors(read_book, problems):
    got = read_book({"Peta": [row[1:] for row in PETA[1:]]}, **reading("peta_jabatan"))
    assert got.tables["jabatan"].select("kode_jabatan", "kode_atasan").rows()[:2] == [("PETA-2", None), ("PETA-3", None)]
    assert problems(got) == []


def test_an_outline_number_that_excel_holds_as_a_number_is_refused(read_book, problems):
    rows = [*PETA[:4], [1.1, *PETA[4][1:]]]
    assert problems(read_book({"Peta": rows}, **reading("peta_jabatan"))) == [(5, "kode_jabatan", "1.1", "tipe.kode_angka")]


def test_the_template_comes_beside_an_export(tmp_path):
    """Units from SIASN, the rest from our workbook: one submission."""
    export = write_book(tmp_path / "unor.xlsx", {"Sheet1": [row[:3] for row in UNOR]})
    ours = {
        "Petunjuk": [["Isi semua lembar"]],
        "pegawai": [["nip", "kode_jabatan", "status_kepegawaian"], ["198001012005011003", "A1", "pns"]],
        "capaian": [["kode_indikator", "realisasi"], ["I1", 5]],
    }
    got = read([export, write_book(tmp_path / "templat.xlsx", ours)], WILAYAH, PERIODE, **reading("siasn_unor"))
    assert got.tables["unit"]["kode_unit"].to_list() == ["A1", "A2", "A3", "A4"]
    assert got.tables["capaian"]["realisasi"].to_list() == ["5"]
    assert got.places["pegawai"].file == "templat.xlsx"
    assert "jabatan" not in got.tables, "without echelons the export tells of no posts"


@pytest.mark.parametrize("name", layouts.names())
def test_every_layout_loads_has_a_label_is_listed_and_tested(name):
    assert layouts.load(name).tables
    assert all(text(f"tata_letak.{name}", lang) for lang in LANGUAGES)
    assert f"| `{name}` |" in (ROOT / "etl/ingest/layouts/README.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/unit/ingest").glob("test_*.py"))
    assert f'eading("{name}")' in tests


def test_the_example_of_the_recipe_is_a_layout():
    """The YAML that CONTRIBUTING shows for a new layout reads the table that it shows beside it."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = guide[guide.index("**Add a layout**") :]
    example = re.search(r"```yaml\n(.*?)```", recipe, re.DOTALL)
    assert example
    assert layouts.made("contoh", example[1]).tables[0]["dataset"] == "unit"
