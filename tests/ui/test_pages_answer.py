"""Each page answers its questions, in both languages, for every role, and says what to do when there is nothing."""

from __future__ import annotations

import pytest
from fake_lake import FakeRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.ui import auth

QUESTIONS = {
    "ringkasan": {
        "How well does the government reach its targets, and is that better than last quarter?": (
            "Capaian kinerja 78,0% (Tinggi), naik 1,4 poin", "Target attainment 78.0% (High), up 1.4 points"),
        "Which agencies are furthest behind?": ("Dinkes", "Dinkes"),
        "What changed?": ("Dinkes turun 2,0 poin ke 60,0%", "Dinkes"),
        "Who has not reported?": ("BPBD belum melapor", "BPBD"),
        "How does the structure compare with the baseline?": ("dari TW IV 2020", "from TW IV 2020"),
        "How much of it is filled in?": ("4 dari 5 OPD melapor", "4 of 5 agencies reported"),
    },
    "capaian_kinerja": {
        "How many agencies lie below the second step, and which one stands still?": (
            "1 dari 4 OPD di bawah Tinggi; Dinkes Rendah delapan triwulan berturut-turut", "1 of 4 agencies below High"),
        "Which indicators hold an agency back?": ("Waktu tanggap gawat darurat (turun)", "(lower is better)"),
        "What was realised against which target, raw and capped?": (
            "realisasi 99,1 · target 98 % · mentah 101,1", "realised 99.1 · target 98 % · raw 101.1"),
        "Where does the sender's printed figure differ?": ("tercetak 62,5%", "printed 62.5%"),
        "How many indicators are not filled?": ("1 dari 3 indikator belum diisi", "1 of 3 indicators not filled"),
        "How much of the budget was absorbed, and is that efficient?": (
            "75,0% = Rp 900,0 juta / Rp 1,2 miliar", "75.0% = Rp"),
        "Which scale gives the words?": ("Skala lima tingkat, belum diverifikasi", "Five-step scale, not verified"),
        "How was it in earlier quarters?": ("Belum lapor", "Not reported"),
    },
    "metodologi": {
        "How is a figure computed?": ("(orang − puncak) ÷ manajer", "÷"),
        "Which of the numbers did nobody verify?": ("nilainya belum diverifikasi", "values not verified"),
        "By which SQL?": ("from kerja.capaian_indikator", "from kerja.capaian_indikator"),
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("page", QUESTIONS)
def test_the_page_answers_its_questions(page: str, lang: str, fake_lake: FakeRead) -> None:
    said = text_of(open_page(page, lang=lang).run())
    place = 0 if lang == "id" else 1
    assert len(QUESTIONS[page]) >= 3
    assert text("halaman.pertanyaan", lang) in said
    assert all(text(f"halaman.pertanyaan.{page}.{n}", lang) in said for n in (1, 2, 3))
    missing = {question: answer[place] for question, answer in QUESTIONS[page].items() if answer[place] not in said}
    assert not missing, said


@pytest.mark.parametrize("page", ["ringkasan", "capaian_kinerja"])
def test_the_english_page_speaks_no_indonesian_of_ours(page: str, fake_lake: FakeRead) -> None:
    said = text_of(open_page(page, lang="en").run())
    for word in ("belum", "Unduh", "triwulan", "poin", "Rendah", "melapor", "dari"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
@pytest.mark.parametrize("page", QUESTIONS)
def test_every_role_sees_its_own_scope_only(page: str, role: Role, fake_lake: FakeRead) -> None:
    test = open_page(page)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)
    if page != "metodologi":
        assert "Kota Cilegon" in said


def test_a_link_to_another_region_stays_within_the_readers_scope(fake_lake: FakeRead) -> None:
    test = open_page("ringkasan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PIMPINAN.value, "36.72"
    said = text_of(test.run())
    assert "Kabupaten Serang" not in said
    assert "Kota Cilegon" in said


@pytest.mark.parametrize("page", ["ringkasan", "capaian_kinerja"])
def test_a_lake_without_data_says_what_to_do_next(page: str, fake_lake: FakeRead) -> None:
    fake_lake.empty = True
    said = text_of(open_page(page).run())
    assert "Belum ada data yang disetujui" in said
    assert "python -m etl publish" in said


@pytest.mark.parametrize(
    ("page", "sentence"), [("ringkasan", "Belum ada realisasi yang terisi"), ("capaian_kinerja", "realisasi belum diisi")]
)
def test_a_period_without_realisation_says_so(page: str, sentence: str, fake_lake: FakeRead) -> None:
    said = text_of(open_page(page, periode="TW IV 2020").run())
    assert sentence in said


def test_the_baseline_is_compared_with_nothing_unless_asked(fake_lake: FakeRead) -> None:
    test = open_page("ringkasan", periode="TW IV 2020").run()
    assert test.selectbox(key="banding").options[0] == "vs –"
    assert test.selectbox(key="banding").value == ""
    assert "dari TW I 2023" not in text_of(test)


def test_a_link_reopens_the_agency_and_the_indicator(fake_lake: FakeRead) -> None:
    said = text_of(open_page("capaian_kinerja", opd="Dinas Pendidikan dan Kebudayaan").run())
    assert "Dinas Pendidikan dan Kebudayaan: indikator terhadap target" in said
    assert "Angka partisipasi sekolah" in said


def test_every_figure_leads_to_its_formula_law_file_and_approver(fake_lake: FakeRead) -> None:
    test = open_page("ringkasan")
    test.session_state["asal"] = True
    said = text_of(test.run())
    for part in (
        "78,0%",
        "Belum diverifikasi.",
        "36.72_2024-TW4.xlsx",
        "9f3a…c21e",
        "Sekretaris Daerah",
        "14 Jan 2025 09.31 WIB",
        "versi 3, rumus 1; menggantikan versi 2 yang disetujui 12 Jan 2025; alasan: koreksi lembar pegawai",
        "4.303 (+1)",
    ):
        assert part in said, part


def test_sample_data_are_called_sample_data(fake_lake: FakeRead) -> None:
    assert "Data contoh" in text_of(open_page("ringkasan").run())


def test_search_finds_by_name_and_leads_there(fake_lake: FakeRead) -> None:
    test = open_page("ringkasan")
    test.session_state["cari"] = True
    test.run()
    said = text_of(test.text_input(key="cari_kata").set_value("imunisasi").run())
    assert "Imunisasi dasar lengkap · Dinas Kesehatan" in said
    said = text_of(test.text_input(key="cari_kata").set_value("zzz").run())
    assert "Tidak ada yang bernama" in said


def test_efficiency_is_said_in_words_with_the_low_attainment_beside_it(fake_lake: FakeRead) -> None:
    said = text_of(open_page("capaian_kinerja", indikator="Kepesertaan aktif JKN").run())
    assert "+25,0 poin, efisien (capaian dikurangi serapan" in said
    said = text_of(open_page("capaian_kinerja", indikator="Waktu tanggap gawat darurat").run())
    assert "−35,0 poin, tidak efisien" in said
    assert "62,5%; dihitung 40,0%, selisih 22,5 poin" in said


def test_a_revised_target_stands_beside_the_first_one_with_both_attainments(fake_lake: FakeRead) -> None:
    said = text_of(open_page("capaian_kinerja", indikator="Kepesertaan aktif JKN").run())
    assert "110 % setahun (capaian 90,1%); sejak TW III 2024 menjadi 98 % (capaian 100,0%, mentah 101,1%)" in said
    assert "Dikirim oleh Bagian Organisasi, disetujui Sekretaris Daerah. Alasan: Perubahan APBD" in said
    assert "Target semula" not in text_of(open_page("capaian_kinerja", indikator="Waktu tanggap gawat darurat").run())
