"""Hierarki and Rentang Kendali answer their questions over a government small enough to count by hand."""

from __future__ import annotations

import pytest
from fake_structure import StructureRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.ui import auth, data

QUESTIONS = {
    "hierarki": {
        "How many layers are there, and what keeps the deepest?": (
            "Lapisan terpanjang tetap 6 karena cabang sekretariat; orang di lapisan 6 turun dari 20 menjadi 2.",
            "Still 6 layers because of the secretariat branches; people in layer 6 fell from 20 to 2."),
        "How many people stand in each layer, and how many did then?": ("2 dulu 20", "2 was 20"),
        "Which branches still reach the deepest layer?": ("Sekretariat Dinkes", "Sekretariat Dinkes"),
        "How many people has each agency?": ("Dinkes 24", "Dinkes 24"),
        "Who stands above the agencies?": ("Wali Kota Sekda", "Wali Kota Sekda"),
    },
    "rentang_kendali": {
        "Which share of managers leads at most three?": (
            "Tiga dari empat manajer (75,0%) masih membawahi paling banyak 3 orang", "Three in four managers (75.0%)"),
        "How many managers per band, now?": ("TW IV 2024 · 8", "TW IV 2024 · 8"),
        "Are the bands a rule?": ("acuan setempat 4–15 (bukan aturan)", "local reference 4–15 (not a rule)"),
        "In which layer are they?": ("4 · administrator", "4 · administrator"),
        "Which posts have one report?": ("Kepala Bidang SMP", "Kepala Bidang SMP"),
    },
}  # fmt: skip


@pytest.fixture
def structure(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> StructureRead:
    read = StructureRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("page", QUESTIONS)
def test_the_page_answers_its_questions(page: str, lang: str, structure: StructureRead) -> None:
    said = text_of(open_page(page, lang=lang).run())
    answers = {question: answer[lang == "en"] for question, answer in QUESTIONS[page].items()}
    assert len(answers) >= 3
    assert all(text(f"halaman.pertanyaan.{page}.{n}", lang) in said for n in (1, 2, 3))
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said


@pytest.mark.parametrize("role", auth.ROLES)
@pytest.mark.parametrize("page", QUESTIONS)
def test_every_role_can_read_it_within_its_scope(page: str, role: Role, structure: StructureRead) -> None:
    test = open_page(page)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)


@pytest.mark.parametrize("page", QUESTIONS)
def test_a_lake_without_data_says_what_to_do_next(page: str, structure: StructureRead) -> None:
    structure.empty = True
    assert "python -m etl publish" in text_of(open_page(page).run())


def test_posts_without_superiors_cannot_be_drawn_and_the_page_says_why(structure: StructureRead) -> None:
    structure.flat = True
    assert "belum punya kode_atasan" in text_of(open_page("hierarki").run())


@pytest.mark.parametrize(("page", "sentence"), [("hierarki", "belum bisa digambar"), ("rentang_kendali", "Tidak ada manajer")])
def test_a_submission_without_posts_is_an_empty_state_and_no_error(page: str, sentence: str, structure: StructureRead) -> None:
    structure.no_posts = True
    assert sentence in text_of(open_page(page).run())


def test_an_agency_without_managers_says_so(structure: StructureRead) -> None:
    said = text_of(open_page("rentang_kendali", opd="Kecamatan Purwakarta").run())
    assert "Tidak ada manajer di cabang ini" in said


def test_a_link_reopens_a_branch_as_an_org_tree(structure: StructureRead) -> None:
    said = text_of(open_page("hierarki", opd="Dinas Kesehatan", bentuk="Bagan").run())
    for part in ("Kepala Dinas Kesehatan", "Kabid P2P rentang 18", "3 JF Ahli Muda 3 masih subkoordinator", "15 pelaksana"):
        assert part in said, part


def test_a_vacant_post_is_written_as_vacant_and_leaves_with_the_toggle(structure: StructureRead) -> None:
    test = open_page("hierarki", opd="Dinas Kesehatan", bentuk="Bagan").run()
    assert "Kasubbag Keuangan lowong" in text_of(test)
    test.toggle(key="lowong").set_value(False).run()
    assert "Kasubbag Keuangan lowong" not in text_of(test)


def test_a_post_inside_an_agency_is_a_branch_of_its_own(structure: StructureRead) -> None:
    said = text_of(open_page("hierarki", opd="Dinas Kesehatan", cabang="Sekretaris (SE1)", bentuk="Tabel").run())
    assert "Pengadministrasi Umum" in said
    assert "Pengelola Program" not in said


def test_the_table_shows_both_periods_and_what_is_new_or_gone(structure: StructureRead) -> None:
    said = text_of(open_page("hierarki", opd="Dinas Kesehatan", bentuk="Tabel").run())
    assert "Lapisan TW IV 2020" in said
    assert "Epidemiolog Kesehatan Ahli Muda" in said
    assert "Kepala Seksi Surveilans" in said
    assert "dihapus" in said
    assert "baru" in said


def test_any_two_periods_can_be_compared(structure: StructureRead) -> None:
    said = text_of(open_page("hierarki", banding="vs TW III 2024").run())
    assert "orang di lapisan 6 tetap 2" in said


def test_the_shadow_view_counts_who_gives_the_work(structure: StructureRead) -> None:
    said = text_of(open_page("rentang_kendali", tampilan="Bayangan", sel="Lebar: di atas 15 bawahan").run())
    assert "Menurut siapa yang memberi pekerjaan" in said
    assert "TW IV 2024 · 9" in said


@pytest.mark.parametrize("asked", ["Lapisan 4, > 15 bawahan", "Layer 4, > 15 reports"])
def test_a_link_to_a_cell_opens_it_in_the_other_language(asked: str, structure: StructureRead) -> None:
    assert "1 manager · Layer 4, > 15 reports" in text_of(open_page("rentang_kendali", lang="en", sel=asked).run())


def test_a_cell_of_the_matrix_lists_its_managers_by_post(structure: StructureRead) -> None:
    said = text_of(open_page("rentang_kendali", sel="Lapisan 4, > 15 bawahan").run())
    assert "1 manajer · Lapisan 4, > 15 bawahan" in said
    assert "Kepala Bidang P2P" in said


def test_the_sentences_name_the_branch_they_are_about(structure: StructureRead) -> None:
    for page in ("hierarki", "rentang_kendali"):
        assert "Dinkes: " in text_of(open_page(page, opd="Dinas Kesehatan").run())
