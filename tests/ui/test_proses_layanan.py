"""Proses dan Layanan answers its questions over three processes and two rules of an index."""

from __future__ import annotations

import pytest
from fake_posts import PostsRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.charts.index_years import Dot, Strip, index_years
from pages.charts.process_days import Row, process_days
from pages.ui import auth, data
from pages.ui import proses_model as model
from pages.ui.proses_model import Proses, Ukur

ANSWERS = {
    "How many steps and days were saved, and what became slower?": (
        "Tahap persetujuan berkurang 30,8%, waktu berkurang 23,3%; 1 dari 3 proses melambat, terutama Rekomendasi penelitian "
        "(+3 hari).",
        "Approval steps fell 30.8%, time fell 23.3%; 1 of 3 processes became slower, most of all Rekomendasi penelitian "
        "(+3 days)."),
    "Of how many?": ("4 dari 13 tahap", "4 of 13 steps"),
    "Which share is electronic?": ("50,0% 1 / 2 proses", "50.0% 1 / 2 processes"),
    "Which are slowest?": ("3 proses terlama menurut hari", "The 3 slowest processes by days"),
    "What did each take before and after?": ("20 → 10 hari · 8 → 4 tahap", "20 → 10 days · 8 → 4 steps"),
    "Which is not yet simplified?": ("Dinsos · belum disederhanakan", "Dinsos · not yet simplified"),
    "Which became slower, where?": (
        "Rekomendasi penelitian Disdikbud melambat +3 hari", "Rekomendasi penelitian Disdikbud slower +3 days"),
    "Which agency saved least?": ("Disdikbud 1 – −30,0% – 1 Dinkes 1 50,0% 50,0% 100,0% 0", "Disdikbud 1 – −30.0% – 1 Dinkes"),
    "What are the index values, under which rule?": ("PermenPANRB 59/2020", "PermenPANRB 59/2020"),
    "Do they compare across the rules?": ("aturan berganti dari 2023", "rule changed from 2023"),
    "Are the bands verified?": (
        "PermenPANRB 59/2020, PermenPANRB 8/2026, belum diverifikasi", "PermenPANRB 59/2020, PermenPANRB 8/2026, not verified"),
}  # fmt: skip


@pytest.fixture
def processes(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> PostsRead:
    read = PostsRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, processes: PostsRead) -> None:
    said = text_of(open_page("proses_layanan", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.proses_layanan.{n}", lang) in said for n in (1, 2, 3))
    answers = {question: answer[lang == "en"] for question, answer in ANSWERS.items()}
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(processes: PostsRead) -> None:
    said = text_of(open_page("proses_layanan", lang="en").run())
    for word in ("tahap", "hari", "dari", "melambat", "belum"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_reads_its_own_scope(role: Role, processes: PostsRead) -> None:
    test = open_page("proses_layanan")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert "Rekomendasi penelitian" in said
    assert not (role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU) and "Kabupaten Serang" in said)


def test_a_link_to_a_strangers_region_opens_the_readers_own(processes: PostsRead) -> None:
    test = open_page("proses_layanan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PIMPINAN.value, "36.72"
    said = text_of(test.run())
    assert "Kabupaten Serang" not in said
    assert "Kota Cilegon" in said


def test_steps_can_be_looked_at_instead_of_days(processes: PostsRead) -> None:
    said = text_of(open_page("proses_layanan", ukuran="tahap").run())
    assert "3 proses terpanjang menurut tahap persetujuan" in said


def test_an_agency_sees_its_own_processes(processes: PostsRead) -> None:
    said = text_of(open_page("proses_layanan", opd="Dinas Kesehatan").run())
    assert "Dinkes: Tahap persetujuan berkurang 50,0%" in said
    assert "Rekomendasi penelitian" not in said
    assert "Tidak ada proses yang melambat" in said
    assert "belum punya baris di lembar proses" in text_of(open_page("proses_layanan", opd="Kecamatan Purwakarta").run())


@pytest.mark.parametrize(
    ("dataset", "column", "still"),
    [("proses", "`hari_sesudah`", "PermenPANRB 59/2020"), ("indeks", "`rezim`", "Rekomendasi penelitian")],
)
def test_an_absent_sheet_is_named_with_its_columns_and_the_rest_stays(
    dataset: str, column: str, still: str, processes: PostsRead
) -> None:
    processes.absent = (dataset,)
    said = text_of(open_page("proses_layanan").run())
    for part in (f"Lembar {dataset}", column, still):
        assert part in said, part


def _one(kode: str, tahap: tuple[float | None, float | None], hari: tuple[float | None, float | None]) -> Proses:
    return Proses(kode, kode, "A", Ukur(*tahap), Ukur(*hari), None)


def test_a_process_not_yet_simplified_still_takes_what_it_took() -> None:
    found = [_one("A", (4, 2), (20.0, 5.0)), _one("B", (4, None), (12.0, None)), _one("C", (None, None), (None, None))]
    assert [p.kode for p in model.slowest(found)] == ["B", "A"]
    assert not found[1].selesai
    assert [p.kode for p in model.slowest(found, "tahap")] == ["B", "A"]


def test_more_steps_or_more_days_are_slower_and_the_same_is_not() -> None:
    found = [_one("A", (4, 5), (10.0, 8.0)), _one("B", (4, 4), (10.0, 10.0)), _one("C", (4, 4), (10.0, 12.5))]
    assert [p.kode for p in model.slower(found)] == ["C", "A"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dots_stand_where_their_days_are_and_slower_ones_differ(theme: str) -> None:
    rows = [Row("A", "Izin", "Dinkes", 20.0, 10.0, "20 → 10 hari"), Row("B", "Rekomendasi", "Dinsos", 10.0, 13.0, "", "melambat"),
            Row("C", "Disposisi", "Setda", 30.0, None, "30 hari")]  # fmt: skip
    links, then, now = process_days(rows, "hari", theme).to_dict()["data"]
    assert list(then["x"]) == [20.0, 10.0, 30.0]
    assert list(now["x"]) == [10.0, 13.0]
    assert now["marker"]["color"][0] != now["marker"]["color"][1]
    assert [point for point in links["x"] if point is not None] == [20.0, 10.0, 10.0, 13.0]


def test_no_line_crosses_two_rules() -> None:
    dots = (Dot(2022, 2.3, "2,3", "", "R1"), Dot(2023, 2.6, "2,6", "", "R1"), Dot(2024, 3.1, "3,1", "", "R2"))
    traces = index_years([Strip("SPBE / Pemdi", "1–5", dots)], "light").to_dict()["data"]
    paths = [t for t in traces if t.get("mode") == "lines" and t["line"].get("dash") is None]
    assert [len(t["x"]) for t in paths] == [2, 1]
    assert sum(t["line"].get("dash") == "dot" for t in traces if t.get("mode") == "lines") == 1
