"""Peta Jabatan answers its questions over posts that can be counted by hand."""

from __future__ import annotations

import polars as pl
import pytest
from fake_posts import UNITS, PostsRead, frame
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.charts.class_columns import class_columns
from pages.charts.diverging import Bar, diverging
from pages.charts.occupancy import occupancy
from pages.ui import auth, data, peta_beban, peta_kata
from pages.ui import peta_model as model
from pages.ui.peta_model import Gap
from pages.ui.peta_pindah import Pindah, moves, of_agency, sizes
from pages.ui.tahapan_model import COMPLETE

ANSWERS = {
    "Who is short, who is over, and how many gaps could be filled from inside?": (
        "Kurang 6 pegawai di 2 OPD, lebih 2 di 1 OPD; 2 kekurangan dapat ditutup dari OPD lain.",
        "Short of 6 staff in 2 agencies, 2 over in 1; 2 gaps can be filled from another agency."),
    "By how much each?": ("−4 Dinkes 8 / 12", "−4 Dinkes 8 / 12"),
    "Who has too many?": ("+2 Disdikbud 10 / 8", "+2 Disdikbud 10 / 8"),
    "Which need is not stated?": ("kebutuhan kosong di 1 OPD: Kec. Purwakarta", "need empty in 1 agencies: Kec. Purwakarta"),
    "By which constant?": ("1.250 jam per tahun", "1,250 hours a year"),
    "Who could help whom, in which post?": ("Disdikbud Dinkes Pengolah  data 2", "Disdikbud Dinkes Pengolah  data 2"),
    "How full are the schools and health centres?": ("Sekolah, puskesmas", "Schools, clinics"),
    "Which category has too many?": ("Kelebihan 2 1 OPD", "Surplus 2 1 agencies"),
    "How many posts have empty seats, who acts?": ("Jabatan lowong 3 1 JPT, administrator, pengawas Plt 1 · Plh 1",
                                                   "Posts with empty seats 3 1 JPT, administrator, pengawas Plt 1 · Plh 1"),
    "How many posts have a class?": ("9 / 10 jabatan", "9 / 10 posts"),
    "Is it better than last quarter?": ("Kekurangan 6 2 OPD ▲ 2 dari TW III 2024", "Shortage 6 2 agencies ▲ 2 from TW III 2024"),
    "Who is short in which post?": ("Dinas Kesehatan 8 12 −4 4 0 Pengolah Data", "Dinas Kesehatan 8 12 −4 4 0 Pengolah Data"),
}  # fmt: skip


@pytest.fixture
def posts(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> PostsRead:
    read = PostsRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, posts: PostsRead) -> None:
    said = text_of(open_page("peta_jabatan", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.peta_jabatan.{n}", lang) in said for n in (1, 2, 3))
    answers = {question: " ".join(answer[lang == "en"].split()) for question, answer in ANSWERS.items()}
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(posts: PostsRead) -> None:
    said = text_of(open_page("peta_jabatan", lang="en", bagian="beban").run())
    for word in ("kurang", "lebih", "kebutuhan", "dari", "belum"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize(
    ("section", "answer"),
    [
        ("kelas", "1 dari 10 jabatan belum punya kelas"),
        ("kelas", "evaluasi jabatan menurut PermenPANRB 34/2011, belum diverifikasi"),
        ("nama", "salinan pihak ketiga atas PermenPANRB 45/2022, belum diverifikasi"),
        ("nama", "Juru Ketik Kecamatan 1 2 1 Kec. Purwakarta"),
        ("nama", "di luar daftar"),
        ("lowong", "3 jabatan lowong (6 kursi); 1 dijabat Plt, 1 Plh"),
        ("lowong", "Kepala Dinas Kesehatan Dinkes Dinkes JPT pratama 1 1 –"),
        ("jenjang", "fungsional Terampil 4 4 0 100,0%"),
        ("beban", "75.000 menit (1.250 jam kerja efektif setahun, PermenPANRB 1/2020); konvensi lama 72.000 menit"),
        ("beban", "Pengolah Data Dinsos 90.000 1,200 1 3 1 1,20 kelebihan beban"),
        ("beban", "Guru Ahli Muda Disdikbud 60.000 0,800 1 4 4 0,20 kelebihan pegawai"),
        ("beban", "Pengolah Data Dinkes 75.600 1,008 1 6 3 0,34 kelebihan pegawai"),
        ("beban", "belum diverifikasi"),
    ],
)
def test_every_section_answers(section: str, answer: str, posts: PostsRead) -> None:
    said = text_of(open_page("peta_jabatan", bagian=section).run())
    assert answer in said, said


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_reads_its_own_scope(role: Role, posts: PostsRead) -> None:
    test = open_page("peta_jabatan")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert "Kurang 6 pegawai" in said or role in (Role.KEMENDAGRI, Role.ADMIN, Role.PROVINSI)
    assert not (role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU) and "Kabupaten Serang" in said)


def test_a_link_to_a_strangers_region_opens_the_readers_own(posts: PostsRead) -> None:
    test = open_page("peta_jabatan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PIMPINAN.value, "36.72"
    said = text_of(test.run())
    assert "Kabupaten Serang" not in said
    assert "Kota Cilegon" in said


def test_an_agency_shows_its_units_its_moves_and_its_own_sizes(posts: PostsRead) -> None:
    said = text_of(open_page("peta_jabatan", opd="Dinas Kesehatan").run())
    assert "Dinkes kurang 4 pegawai: 8 terisi dari 12 kebutuhan; terbesar di Dinkes, kurang 4." in said
    assert "Puskesmas Cibeber 4 / 4" in said
    assert "Dinas Pendidikan dan Kebudayaan 10 8" not in said


def test_an_agency_without_need_says_so_and_the_rest_stays(posts: PostsRead) -> None:
    said = text_of(open_page("peta_jabatan", opd="Kecamatan Purwakarta", bagian="kelas").run())
    assert "Kecamatan Purwakarta: kolom kebutuhan kosong" in said
    assert "Semua 2 jabatan sudah punya kelas" in said


def test_without_need_anywhere_the_page_names_column_and_sheet(posts: PostsRead) -> None:
    posts.no_need = True
    said = text_of(open_page("peta_jabatan", bagian="lowong").run())
    assert "Kolom kebutuhan kosong di 5 OPD; hasil analisis beban kerja belum diisi." in said
    assert "`kebutuhan` di lembar jabatan" in said
    assert "3 jabatan lowong" in said


def test_without_posts_the_page_names_the_sheet(posts: PostsRead) -> None:
    posts.no_posts = True
    said = text_of(open_page("peta_jabatan").run())
    assert "Lembar jabatan" in said
    assert "`kebutuhan`" in said


def test_without_workload_analysis_the_section_names_the_sheet(posts: PostsRead) -> None:
    posts.absent = ("beban_kerja",)
    said = text_of(open_page("peta_jabatan", bagian="beban").run())
    assert "Lembar beban_kerja" in said
    assert "`norma_waktu`" in said
    assert "Kurang 6 pegawai" in said


def _posts(rows: list[tuple[str, str, str | None, int, int | None]], jenis: str = "pelaksana") -> pl.DataFrame:
    names = ("kode_opd", "nama_jabatan", "jenjang", "terisi", "kebutuhan")
    typed = {"jenjang": pl.String, "kebutuhan": pl.Int64}
    return pl.DataFrame(rows, schema=names, schema_overrides=typed, orient="row").with_columns(jenis_jabatan=pl.lit(jenis))


def test_moves_go_from_the_largest_surplus_to_the_largest_shortage() -> None:
    rows = [("A", "Pengelola", None, 9, 4), ("B", "Pengelola", None, 3, 1), ("C", "Pengelola", None, 1, 5),
            ("D", "pengelola.", None, 0, 2), ("E", "Teknisi", None, 5, 1)]  # fmt: skip
    assert moves(_posts(rows)) == [
        Pindah("A", "C", "Pengelola", 4), Pindah("B", "D", "Pengelola", 2),
    ]  # fmt: skip


def test_no_move_between_other_names_other_levels_without_need_or_of_leaders() -> None:
    assert not moves(_posts([("A", "Perawat", "mahir", 3, 1), ("B", "Perawat", "terampil", 1, 3)]))
    assert not moves(_posts([("A", "Pengelola", None, 3, 1), ("B", "Pengolah", None, 1, 3), ("C", "Pengelola", None, 0, None)]))
    assert not moves(_posts([("A", "Sekretaris", None, 2, 1), ("B", "Sekretaris", None, 0, 1)], "administrator"))


def test_moves_never_exceed_what_one_side_has() -> None:
    found = moves(_posts([("A", "X", None, 5, 0), ("B", "X", None, 0, 3), ("C", "X", None, 0, 1), ("D", "X", None, 9, 9)]))
    assert sum(m.orang for m in found) == 4
    assert of_agency(found, "C") == [Pindah("A", "C", "X", 1)]


def test_short_and_over_inside_an_agency_do_not_make_up_for_each_other() -> None:
    size = sizes(_posts([("A", "X", None, 1, 3), ("A", "Y", None, 4, 3)]))["A"]
    assert (size.kurang, size.lebih, size.jabatan_kurang, size.jabatan_lebih) == (2, 1, "X", "Y")


def test_the_worked_example_of_the_workload_analysis_keeps_its_decimals() -> None:
    # 1,200 x 30 + 240 x 120 + 12 x 900 = 75,600 minutes.
    tasks = [("A", 1200.0, 30.0, "menit"), ("A", 240.0, 2.0, "jam"), ("A", 12.0, 15.0, "jam")]
    names = ["kode_jabatan", "volume", "norma_waktu", "satuan_waktu"]
    post = pl.DataFrame({"kode_jabatan": ["A"], "nama_jabatan": ["X"], "kode_opd": ["1"], "kebutuhan": [1], "terisi": [1]})
    ref = peta_beban.constants()
    row = peta_beban.per_post(pl.DataFrame(tasks, schema=names, orient="row"), post, ref).row(0, named=True)
    assert (ref.menit, ref.jam, ref.menit_lama) == (75_000, 1_250, 72_000)
    assert row["menit"] == 75_600
    assert round(row["kebutuhan_abk"], 3) == 1.008
    assert row["dibulatkan"] == 1
    assert round(row["menit"] / ref.menit_lama, 2) == 1.05
    assert peta_beban.band(row["ej"], ref) == peta_beban.BURDENED


@pytest.mark.parametrize(("ej", "band"), [(1.0, None), (1.01, "beban_lebih"), (0.5, None), (0.49, "pegawai_lebih"), (None, None)])
def test_the_edges_of_ej(ej: float | None, band: str | None) -> None:
    assert peta_beban.band(ej, peta_beban.constants()) == band


def test_a_post_without_holders_has_no_ej() -> None:
    rows = pl.DataFrame({"kode_jabatan": ["A"], "volume": [10.0], "norma_waktu": [60.0], "satuan_waktu": ["menit"]})
    post = pl.DataFrame({"kode_jabatan": ["A"], "nama_jabatan": ["X"], "kode_opd": ["1"], "kebutuhan": [1], "terisi": [0]})
    assert peta_beban.per_post(rows, post, peta_beban.constants())["ej"].to_list() == [None]


def test_schools_and_clinics_are_a_group_of_their_own_whatever_agency_they_belong_to() -> None:
    units = pl.DataFrame(UNITS, schema=["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd"], orient="row")
    all_posts = frame()
    found = model.posts(all_posts.drop("definitif", "pj", "plt", "plh"), all_posts, units)
    counts = model.occupancy(found)
    assert counts["layanan", "fungsional"] == (4, 4)
    assert counts["dinas", "pelaksana"] == (10, 13)
    assert ("wilayah", "administrator") not in counts
    assert "Wali Kota" not in found["nama_jabatan"].to_list()


@pytest.mark.parametrize(
    ("gaps", "sentence"),
    [
        ([Gap("A", "Dinkes", 3, 3)], "Terisi sama dengan kebutuhan di semua 1 OPD yang mengisinya."),
        ([Gap("A", "Dinkes", 1, 4), Gap("B", "Dinsos", 2, 3)],
         "Kurang 4 pegawai di 2 OPD, tidak ada OPD yang lebih; 75% kekurangan ada di Dinkes."),
        ([Gap("A", "Dinkes", 5, 4)], "Lebih 1 pegawai di 1 OPD, tidak ada OPD yang kurang; 100% kelebihan ada di Dinkes."),
    ],
)  # fmt: skip
def test_the_finding_without_moves(gaps: list[Gap], sentence: str) -> None:
    assert peta_kata.finding(gaps, 0, "id") == sentence


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bars_run_from_zero_and_are_as_long_as_they_say(theme: str) -> None:
    bars = [Bar("A", -104, "−104", "Disdikbud", "1.245 / 1.349", ""), Bar("B", 23, "+23", "DPUPR", "118 / 95", "")]
    plain = diverging(bars, theme).to_dict()
    bar = plain["data"][0]
    assert (list(bar["base"]), list(bar["x"])) == ([0, 0], [-104, 23])
    low, high = plain["layout"]["xaxis"]["range"]
    assert low < -104 < 23 < high
    sides = {note["text"]: note["xanchor"] for note in plain["layout"]["annotations"]}
    assert sides["<b>−104</b>"] == "right"
    assert next(side for words, side in sides.items() if words.startswith("Disdikbud")) == "left"


def test_over_103_percent_says_so_and_nothing_needed_is_dotted() -> None:
    counts = {("g", "a"): (104, 100), ("g", "b"): (103, 100), ("g", "c"): (996, 1000)}
    plain = occupancy(counts, {"g": "Dinas"}, {"a": "A", "b": "B", "c": "C", "d": "D"}, COMPLETE, "light").to_dict()
    said = [note["text"] for note in plain["layout"]["annotations"]]
    assert {"<b>104</b> lebih", "<b>103</b>", "<b>99,6</b>", "–"} <= set(said)
    assert len(plain["layout"]["shapes"]) == 1


def test_posts_without_a_class_are_the_dotted_column_at_the_end() -> None:
    plain = class_columns({"9": 5, "-": 2}, "light").to_dict()
    bar = plain["data"][0]
    assert len(bar["x"]) == 18
    assert (bar["y"][8], bar["y"][-1]) == (5, 2)
    assert bar["marker"]["color"][-1] == plain["layout"]["paper_bgcolor"]
    assert plain["layout"]["shapes"][0]["line"]["dash"] == "dot"


def test_surpluses_too_small_for_the_picture_are_named_beside_it(posts: PostsRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MOST", 1)
    monkeypatch.setattr(model.drawn, "__defaults__", (1,))
    said = text_of(open_page("peta_jabatan").run())
    assert "1 selisih terbesar dari 4" in said
    assert "yang lebih: Disdikbud +2" in said
