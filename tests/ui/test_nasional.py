"""Nasional answers its questions over three provinces that can be counted by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fake_nation import NationRead, approved
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Role
from etl.locale import text
from pages.ui import auth, data

ANSWERS = {
    "How many have reported, in time, and been approved?": (
        "Pemda melapor 70,4% Kurang 19 / 27 pemda tetap dari TW III 2024 Tepat waktu 66,7% 18 / 27 pemda",
        "Reported 70.4% Low 19 / 27 governments unchanged"),
    "How many were approved, and how has that changed?": (
        "Disetujui 66,7% 18 / 27 pemda ▼ 3,7 poin", "Approved 66.7% 18 / 27 governments ▼ 3.7 points"),
    "Which provinces are behind?": (
        "19 dari 27 pemda melapor; Papua Pegunungan paling banyak separuh.",
        "19 of 27 governments have reported; Papua Pegunungan at most half."),
    "How is it in each province?": ("Banten 8 /9 Bali 10 /10", "Papeg 1 /8"),
    "Which provinces have nobody to report?": ("Kalbar tak wajib", "Kalbar exempt"),
    "How does a measure lie, of how many?": (
        "Capaian kinerja: 18 dari 27 pemda disetujui", "Target attainment: 18 of 27 governments approved"),
    "Where is the middle?": ("median nasional 78,5", "median of the nation 78.5"),
    "What do the parts of all add up to?": ("198 / 900 manajer", "198 / 900 managers"),
    "Who has been silent longest?": (
        "Belum melapor terlama: 8 pemda belum", "Silent longest: 8 not reported"),
    "Since when?": ("Kota Serang TW II 2024 3", "Kota Serang TW II 2024 3"),
    "Where does the nation go?": (
        "Capaian kinerja nasional naik dari 78,0% (TW II 2024) menjadi 78,5% (TW IV 2024) (median pemda)",
        "up from 78.0% (TW II 2024) to 78.5% (TW IV 2024)"),
    "What is it made of?": ("Sumber: 18 kiriman disetujui untuk TW IV 2024", "Source: 18 approved submissions"),
}  # fmt: skip


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> NationRead:
    read = NationRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


def figures(test: AppTest) -> list[dict[str, Any]]:
    """The charts of the page: the tiles, the dots, the course."""
    return [json.loads(e.proto.spec or e.proto.figure.spec) for e in test.main if getattr(e, "type", "") == "plotly_chart"]


def chart_of(test: AppTest, wanted: str) -> dict[str, Any]:
    return next(f for f in figures(test) if any(wanted in str(n["text"]) for n in f["layout"].get("annotations", [])))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, lake: NationRead) -> None:
    said = text_of(open_page("nasional", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.nasional.{n}", lang) in said for n in range(1, 6))
    answers = {question: answer[lang == "en"] for question, answer in ANSWERS.items()}
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said[-3000:]


def test_the_english_page_speaks_no_indonesian_of_ours(lake: NationRead) -> None:
    said = text_of(open_page("nasional", lang="en", provinsi="Banten", tanda="Kota Cilegon").run())
    for word in ("belum", "pemda", "triwulan", "poin", "melapor", "dari", "naik", "urutan", "disetujui"):
        assert f" {word} " not in said, word


def test_every_government_with_approved_data_is_one_dot_and_no_other(lake: NationRead) -> None:
    dots = chart_of(open_page("nasional").run(), "median nasional")["data"][0]
    assert sorted(point[0] for point in dots["customdata"]) == approved("2024-TW4")


def test_a_marked_government_is_placed_in_words(lake: NationRead) -> None:
    said = text_of(open_page("nasional", tanda="Kota Cilegon").run())
    place = approved("2024-TW4").index("36.72")
    assert f"Kota Cilegon {70 + place},0 · urutan {18 - place}" in said


def test_who_has_nothing_approved_can_be_marked_and_is_told_so(lake: NationRead) -> None:
    assert "Kota Serang belum punya data yang disetujui" in text_of(open_page("nasional", tanda="Kota Serang").run())


def test_a_metric_colours_the_map_and_a_province_without_data_says_so(lake: NationRead) -> None:
    said = text_of(open_page("nasional", warna_petak="Rentang sempit").run())
    assert "Rentang sempit per provinsi: 21,8 sampai 24,0%; 18 dari 27 pemda" in said
    assert "Banten 21,8" in said
    assert "Kalbar belum" in said


def test_a_link_made_in_the_other_language_opens_the_same_colour(lake: NationRead) -> None:
    assert "Rentang sempit per provinsi" in text_of(open_page("nasional", warna_petak="Narrow spans").run())


def test_a_province_opens_on_the_tiles_of_its_governments(lake: NationRead) -> None:
    test = open_page("nasional", provinsi="Bali").run()
    tiles = chart_of(test, "Kab. Jembrana")["data"][0]
    assert [point[0] for point in tiles["customdata"]] == ["51", *(f"51.0{n}" for n in range(1, 9)), "51.71"]
    said = text_of(test)
    assert "Bali: semua 10 pemda melapor untuk TW IV 2024; capaian median" in said
    assert "Kab. Jembrana dikembalikan" in said


def test_in_a_province_the_silent_are_named(lake: NationRead) -> None:
    said = text_of(open_page("nasional", provinsi="Banten").run())
    assert "Banten: 8 dari 9 pemda melapor untuk TW IV 2024; Kota Serang belum." in said
    assert "Kota Serang belum" in said


def test_under_five_governments_no_median_is_told(lake: NationRead) -> None:
    said = text_of(open_page("nasional", provinsi="Papua Pegunungan").run())
    assert "1 pemda: terlalu sedikit untuk median" in said
    assert "median Papua" not in said


def test_an_outlier_is_named_with_the_term_that_moved_most(lake: NationRead) -> None:
    lake.outlier = True
    said = text_of(open_page("nasional", warna_petak="Rentang sempit").run())
    assert "1 pemda jauh dari kelompoknya menurut jenis (Rentang sempit)" in said
    assert "penyebut 50 → 5 (turun 90,0%); pembilang" in said
    assert "/?wilayah=Kabupaten+Badung&periode=TW+IV+2024" in said


def test_a_province_and_a_group_are_held_against_the_nation(lake: NationRead) -> None:
    test = open_page("nasional", provinsi_tren="Bali", kelompok_tren="Cities").run()
    assert test.selectbox(key="kelompok_tren").value == "jenis/kota", "a link made in the other language"
    test = open_page("nasional", provinsi_tren="Bali", kelompok_tren="Kota").run()
    lines = chart_of(test, "separuh pemda")["data"]
    assert len(lines) == 4  # the band, the nation, the province, the group
    # Three cities have approved: too few for a median, so nothing is drawn of them.
    assert lines[-1]["y"] == [None, None, None]


@pytest.mark.parametrize("role", [Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN])
def test_who_may_read_it_sees_their_scope(role: Role, lake: NationRead) -> None:
    test = open_page("nasional", provinsi="Bali")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert ("Jembrana" in said) is (role is not Role.PROVINSI)
    assert ("Banten: 8 dari 9" in said) is (role is Role.PROVINSI)


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU])
def test_who_belongs_to_one_government_may_not_open_it(role: Role, lake: NationRead) -> None:
    test = open_page("nasional")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert "Halaman ini tidak tersedia" in said
    assert "pemda melapor" not in said


def test_a_nation_without_data_says_what_to_do_next(lake: NationRead) -> None:
    lake.empty = True
    assert "python -m etl jadwal" in text_of(open_page("nasional").run())


def test_a_figure_tells_where_it_comes_from(lake: NationRead) -> None:
    test = open_page("nasional", asal="1")
    test.session_state["asal"] = True
    said = text_of(test.run())
    assert "Pemda yang sudah mengajukan kiriman ÷ pemda yang wajib lapor." in said
    test.session_state["asal_metrik"] = "rentang_sempit"
    said = text_of(test.run())
    assert "Pembilang dan penyebut 18 dari 27 pemda dijumlahkan" in said
    assert "= 198 / 900 manajer" in said
