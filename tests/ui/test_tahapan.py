"""Tahapan answers its questions over a region whose three stages can be counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from fake_lake import AGENCIES
from fake_stages import PRODUCTS, S1, S2, S3, StagesRead, products
from rendered import open_page, text_of

from etl.access import Principal, Role, Scope
from etl.locale import text
from pages.charts.stage_bars import Bar, Head, stage_bars
from pages.charts.stage_bars import Row as BarRow
from pages.charts.timeline import Event, timeline
from pages.ui import auth, data, tahapan_produk
from pages.ui import tahapan_model as model
from pages.ui.tahapan_model import Part, Row


@pytest.fixture
def stages(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> StagesRead:
    read = StagesRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


ANSWERS = {
    "How far has each stage come?": (
        "Tahap 1 dan 2 hampir selesai (90,9% dan 95,0%); tahap 3 baru 35,0% pejabat fungsional dalam tim, naik 5,0 poin.",
        "Stage 1 and 2 nearly done (90.9% and 95.0%); stage 3 only 35.0% of functional officers in teams, up 5.0 points."),
    "Out of how many?": ("40 / 44 struktur", "40 / 44 structures"),
    "What are A, B and C?": ("A 50 · B 10 · C 6", "A 50 · B 10 · C 6"),
    "How many are exempt, how many not subject?": (
        "dikecualikan 2 · bukan sasaran 6", "exempt 2 · not subject 6"),
    "Which agency holds it up, by what?": (
        "18 JF di luar tim; 4 belum setara; 2 struktur", "18 outside teams; 4 not equalised; 2 structures"),
    "Where does the measure not apply?": ("tidak berlaku (A = C)", "not applicable (A = C)"),
    "Where do the figures contradict one another?": ("temuan: B kurang dari C", "finding: B below C"),
    "By which rule, and was it checked?": ("PermenPANRB 25/2021, belum diverifikasi", "PermenPANRB 25/2021, not verified"),
    "Which regulation is in force?": ("Perwali 9/2023", "Perwali 9/2023"),
    "Which draft is old?": ("harmonisasi, 8 bulan", "harmonisation, 8 months"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, stages: StagesRead) -> None:
    said = text_of(open_page("tahapan", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.tahapan.{n}", lang) in said for n in (1, 2, 3))
    assert not {question: answer for question, answer in ANSWERS.items() if answer[lang == "en"] not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(stages: StagesRead) -> None:
    said = text_of(open_page("tahapan", lang="en").run())
    assert not [word for word in ("belum", "tahap", "Tahap", "dari", "poin", "struktur") if f" {word} " in said]


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_sees_its_own_scope_only(role: Role, stages: StagesRead) -> None:
    test = open_page("tahapan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)
    assert "A 50 · B 10 · C 6" in said


def test_a_reader_of_one_agency_sees_its_own_stages(stages: StagesRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "local_principal", lambda: Principal("lokal", Role.OPERATOR, Scope("36.72", "1.01")))
    said = text_of(open_page("tahapan").run())
    assert text("tahapan.temuan.kosong", "id") not in said
    assert "A 15 · " in said
    assert "A 50 · " not in said


def test_a_lake_without_data_says_what_to_do_next(stages: StagesRead) -> None:
    stages.empty = True
    assert "python -m etl publish" in text_of(open_page("tahapan").run())


def test_without_any_of_the_sheets_the_page_names_them_with_their_columns(stages: StagesRead) -> None:
    stages.without = frozenset({"penyetaraan", "tim", "produk_hukum"})
    said = text_of(open_page("tahapan").run())
    for part in ("Lembar penyetaraan", "`kode_jabatan_asal`", "`nasib`", "Lembar tim", "Lembar produk_hukum", "`tanggal`"):
        assert part in said, part


def test_the_baseline_says_that_progress_begins_there(stages: StagesRead) -> None:
    stages.without = frozenset({"penyetaraan", "tim", "produk_hukum"})
    said = text_of(open_page("tahapan", periode="TW IV 2020").run())
    assert "TW IV 2020 adalah data dasar" in said
    assert text("tahapan.temuan.kosong", "id") in said


@pytest.mark.parametrize(
    ("sheet", "kept"), [("penyetaraan", "14 / 40 JF"), ("tim", "38 / 40 jabatan"), ("produk_hukum", "14 / 40 JF")]
)
def test_each_sheet_may_be_absent_alone(sheet: str, kept: str, stages: StagesRead) -> None:
    stages.without = frozenset({sheet})
    said = text_of(open_page("tahapan").run())
    assert f"Lembar {sheet} (" in said
    assert kept in said


def test_the_largest_shortfall_comes_first_and_contradictions_count_as_all_of_it() -> None:
    done, half = Part(S1, 4, 4, 100.0), Part(S1, 2, 4, 50.0)
    odd = Part(S1, 5, 4, 125.0, "sisa_kurang_dari_dipertahankan")
    assert [Row("a", "A", (p,)).missing_points for p in (done, half, odd)] == [0.0, 50.0, 100.0]
    assert odd.share is None
    assert model.holding(Row("a", "A", (odd,)), "id") == "angka A, B, C bertentangan"


def test_a_stage_that_has_not_moved_for_two_quarters_stands_still() -> None:
    line = [("2024-TW1", 60.0), ("2024-TW2", 70.0), ("2024-TW3", 70.0), ("2024-TW4", 70.0)]
    assert model.standing_since(line) == "2024-TW2"
    assert model.standing_since(line[:3]) is None
    late = (Part(S1, 95, 100, 95.0), Part(S2, 70, 100, 70.0), Part(S3))
    assert "tahap 2 tertahan sejak TW II 2024: 70,0% jabatan disetarakan" in model.finding(late, {S2: line}, "id")


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ((50.0, 60.0, 40.0), "Belum ada tahap yang mencapai 90%; tahap 3 baru 40,0% pejabat fungsional dalam tim."),
        ((92.0, 100.0, 91.0), "Tahap 1, 2 dan 3 mencapai 90% atau lebih: 92,0%, 100,0% dan 91,0%."),
        ((92.0, 100.0, None), "Tahap 1 dan 2 mencapai 90% atau lebih: 92,0% dan 100,0%. Tahap 3 belum bisa dihitung."),
        ((None, None, None), "Kemajuan tahap belum bisa dihitung untuk triwulan ini."),
    ],
)
def test_the_sentence_says_what_is_done_and_what_lags(shares: tuple[float | None, ...], sentence: str) -> None:
    stages = tuple(Part(m, None, None, share) for m, share in zip(model.STAGES, shares, strict=True))
    assert model.finding(stages, {}, "id") == sentence


def test_a_draft_tells_its_age_at_the_quarters_end_and_an_enacted_product_none() -> None:
    draft, enacted = products([PRODUCTS[3], PRODUCTS[0]]).to_dicts()
    assert tahapan_produk.end_of("2024-TW4") == date(2024, 12, 31)
    assert tahapan_produk.note(draft, date(2024, 12, 31), "id") == "harmonisasi, 8 bulan"
    assert tahapan_produk.note(draft, date(2026, 5, 1), "id") == "harmonisasi, 2 tahun"
    assert tahapan_produk.note(enacted, date(2024, 12, 31), "id") == ""


def test_a_product_counts_as_in_force_from_its_date_on() -> None:
    found = products(PRODUCTS)
    assert tahapan_produk.in_force(found, date(2023, 3, 5)).is_empty()
    assert tahapan_produk.in_force(found, date(2023, 3, 6))["kode_produk"].to_list() == ["P1"]


def test_all_agencies_have_a_name(stages: StagesRead) -> None:
    test = open_page("tahapan").run()
    assert set(test.selectbox(key="tahapan_opd").options) <= {"Dinkes", "Disdikbud", "BPBD", "Kec. Purwakarta", "Dinsos"}
    assert len(AGENCIES) == 5


def test_a_contradiction_draws_no_bar_but_says_why() -> None:
    bars = [Bar("s|a", None, None, "", "", "temuan: B kurang dari C"), Bar("s|b", 50.0, "R", "50%", "2/4")]
    fig = stage_bars([BarRow("OPD", bars, "…")], [Head("1", "f", "h"), Head("2", "f", "h")], "menahan", "light")
    assert "temuan: B kurang dari C" in [a.text for a in fig.layout.annotations]
    assert len(fig.layout.shapes) == 1
    assert [row[0] for row in fig.data[-1].customdata] == ["s|a", "s|b", "s|b"]
    assert list(fig.data[-1].width) == [192, 192, 96]


def test_two_products_of_one_week_stand_on_lines_of_their_own_and_one_without_a_date_at_the_end() -> None:
    events = [Event(0, 2023.10, "Perwali 9/2023", "", "berlaku", ""), Event(0, 2023.11, "Perwali 6/2023", "", "berlaku", ""),
              Event(0, None, "Perwali 2025", "rencana", "rancangan", "")]  # fmt: skip
    dots = timeline(events, ["Sistem kerja"], (2020, 2024), "tanpa tanggal", "light").data[1]
    assert dots.y[0] != dots.y[1]
    assert max(dots.x) == dots.x[2]
    assert dots.marker.color[2] != dots.marker.color[0]
