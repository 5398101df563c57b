"""Sistem Kerja answers its questions over teams that can be counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from fake_lake import AGENCIES
from fake_teams import SCHOOLS, STUNTING, TEAMS, TeamsRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.charts.collaboration import Outlined, pair_id, who_works_with_whom
from pages.charts.span_gain import Bar, span_bars
from pages.charts.team_kinds import kinds_bar
from pages.ui import auth, data
from pages.ui import sistem_kerja_blok as blok
from pages.ui import sistem_kerja_kata as kata
from pages.ui import sistem_kerja_model as model

ANSWERS = {
    "How many teams are cross-agency, about what, and who has none?": (
        "3 dari 6 tim (50,0%) lintas OPD, dua mengenai Prevalensi stunting; BPBD dan satu OPD lain belum ikut.",
        "3 of 6 teams (50.0%) are cross-agency, two on Prevalensi stunting; BPBD and one more take part in none."),
    "How many teams are active, and how does that compare?": ("3 dalam OPD · 3 lintas ▲ 1", "3 within · 3 across ▲ 1"),
    "Who works with whom, on what?": ("Kelompok Prevalensi stunting", "Group on Prevalensi stunting"),
    "Which teams work across agencies?": ("3 tim · Semua tim lintas OPD", "3 teams · All cross-agency teams"),
    "Which teams need repair?": (
        "Reformasi Birokrasi tanpa ketua · tanpa SK · tanpa sasaran · 1 anggota Dinkes",
        "Reformasi Birokrasi no leader · no decree · no target · 1 member Dinkes"),
    "Which team is past its end?": ("Data Terpadu masa habis 30 Jun 2024", "Data Terpadu ended 30 Jun 2024"),
    "How much of the gain does the shadow layer eat?": (
        "Lapisan bayangan memakan sepertiga kenaikan rentang", "The shadow layer takes back a third of the gain in span"),
    "By how much?": ("5,3 −1,1", "5.3 −1.1"),
    "Which functional officers and targets are in teams?": ("14 / 34 JF", "14 / 34 officers"),
    "What is the span of team leaders beside the posts'?": ("6,4 rentang formal", "6.4 formal span"),
    "Is there a local rule?": ("Ada Perwali 9/2023", "In force Perwali 9/2023"),
    "Which key targets has no team?": (
        "1 IKU belum dilayani tim IKU Pemilik Angka kemiskinan Dinsos", "Angka kemiskinan Dinsos"),
    "Which kinds of teams?": ("lintas instansi 1", "across institutions 1"),
    "Whom does each agency work with?": ("Dinsos 2 Dinkes 2, Disdikbud 2", "Dinsos 2 Dinkes 2, Disdikbud 2"),
}  # fmt: skip


@pytest.fixture
def teams(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> TeamsRead:
    read = TeamsRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.sistem_kerja.{n}", lang) in said for n in (1, 2, 3))
    answers = {question: answer[lang == "en"] for question, answer in ANSWERS.items()}
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja", lang="en").run())
    assert not [word for word in (" belum ", " tanpa ", " lintas ", " tim ", " dari ", " bayangan ") if word in said]


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_can_read_it_within_its_scope(role: Role, teams: TeamsRead) -> None:
    test = open_page("sistem_kerja", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)
    assert "Percepatan Stunting" in said


def test_a_lake_without_data_says_what_to_do_next(teams: TeamsRead) -> None:
    teams.empty = True
    assert "python -m etl publish" in text_of(open_page("sistem_kerja").run())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_submission_without_teams_says_which_sheets_and_columns_to_fill(lang: str, teams: TeamsRead) -> None:
    teams.no_teams = True
    said = text_of(open_page("sistem_kerja", lang=lang).run())
    assert {"id": "Belum ada tim. Isi lembar tim dan anggota_tim; contoh di templat.", "en": "No teams yet."}[lang] in said
    assert "kode_tim, nama_tim, kode_unit" in said
    assert {"id": "Belum ada tim aktif pada TW IV 2024.", "en": "No active team in TW IV 2024."}[lang] in said


def test_teams_without_members_name_the_sheet_that_is_missing(teams: TeamsRead) -> None:
    teams.no_members = True
    said = text_of(open_page("sistem_kerja").run())
    assert "6 tim aktif; asal anggotanya belum diisi di lembar anggota_tim" in said
    assert "Isi lembar anggota_tim: kode_tim, nip atau id_pegawai_lokal, peran" in said


def test_teams_without_targets_still_show_who_works_together(teams: TeamsRead) -> None:
    teams.no_targets = True
    said = text_of(open_page("sistem_kerja").run())
    assert "Kelompok terkuat" in said
    assert "Rembuk Stunting tanpa sasaran" in said
    assert "belum dilayani tim" not in said


def test_a_pair_lists_its_teams_with_members_agencies_and_target(teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja", pasangan="Disdikbud × Dinsos").run())
    assert "2 tim · Disdikbud × Dinsos" in said
    assert f"Anak Kembali Sekolah Disdikbud Disdikbud, Dinsos {SCHOOLS} 6" in said
    assert "Rembuk Stunting Dinsos" not in said


def test_one_agency_sees_the_teams_it_works_in(teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja", opd="Dinas Sosial").run())
    assert "Percepatan Stunting" in said
    assert "Layanan Dasar" not in said
    assert "Tim yang perlu dibenahi: 0 dari 1" in said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ((1.0, 2.0), "Dinsos: 1 dari 2 tim miliknya (50,0%) lintas OPD; ikut dalam dua tim OPD lain."),
        ((0.0, 0.0), "Dinsos belum punya tim sendiri; ikut dalam dua tim OPD lain."),
    ],
)
def test_an_agency_owns_teams_and_takes_part_in_others(share: tuple[float, float], said: str) -> None:
    found = model.within(active(), "1.05")
    assert (
        kata.agency_finding((0.0, 1.0), found[:0], "1.04", "X")
        == "X: 0 dari 1 tim miliknya (0,0%) lintas OPD; tidak ikut dalam tim OPD lain."
    )
    assert kata.agency_finding(share, found, "1.05", "Dinsos") == said


def test_an_agency_without_teams_is_told_what_to_fill(teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja", opd="Kecamatan Purwakarta").run())
    assert "Perangkat daerah ini belum punya tim" in said


def test_persons_in_too_many_teams_are_counts_and_small_groups_are_not_told(teams: TeamsRead) -> None:
    said = text_of(open_page("sistem_kerja").run())
    assert "Pegawai di lebih dari 3 tim" in said
    assert "Dinkes 7 Disdikbud kurang dari 5" in said


def test_the_table_twin_lists_the_pairs_with_their_targets(teams: TeamsRead) -> None:
    test = open_page("sistem_kerja").run()
    said = text_of(test.button_group(key="bentuk_kolaborasi").set_value("tabel").run())
    assert f"Dinkes Dinsos 2 {STUNTING}" in said


def active() -> list[model.Team]:
    return model.teams(TeamsRead().teams(None, auth.local_nation(), "36.72", "2024-TW4"), date(2024, 12, 31))


def test_only_active_teams_count() -> None:
    assert len(active()) == len(TEAMS) - 1


def test_a_team_ends_with_its_last_day_not_on_it() -> None:
    rows = TeamsRead().teams(None, auth.local_nation(), "36.72", "2024-TW2")
    lacking = {team.kode: team.kurang for team in model.teams(rows, date(2024, 6, 30))}
    assert "habis" not in lacking["T5"]
    assert "habis" in {team.kode: team.kurang for team in active()}["T5"]


def test_agencies_that_work_together_stand_together_whatever_their_codes() -> None:
    counts = {("A", "D"): 5, ("B", "E"): 2, ("A", "F"): 4, ("D", "F"): 4, ("C", "E"): 1}
    found = blok.order(counts, blok.busiest(counts))
    assert set(found[:3]) == {"A", "D", "F"}
    assert blok.order(counts, sorted(counts_codes(counts), reverse=True)) == found
    assert blok.strongest(counts, found) == blok.Block(0, 2, 13)


def counts_codes(counts: dict[tuple[str, str], int]) -> set[str]:
    return {code for pair in counts for code in pair}


def test_the_picture_holds_twelve_agencies_and_the_one_asked_for() -> None:
    counts = {(f"{n:02}", f"{n + 1:02}"): 30 - n for n in range(20)}
    assert len(blok.busiest(counts)) == blok.MOST
    assert "20" in blok.busiest(counts, always="20")


def test_nobody_together_is_no_block() -> None:
    assert blok.order({}, []) == []
    assert blok.strongest({}, []) is None


def matrix(chosen: str = ""):  # type: ignore[no-untyped-def]
    counts = {("1", "2"): 5, ("1", "3"): 1, ("2", "3"): 2}
    return who_works_with_whom(
        ["1", "2", "3", "4"], {c: f"OPD {c}" for c in "1234"}, counts, Outlined(0, 2, "Stunting", ["OPD 1", "OPD 2", "OPD 3"]),
        "light", chosen=chosen,
    )  # fmt: skip


def test_the_matrix_is_a_triangle_whose_filled_cells_can_be_clicked() -> None:
    fig = matrix()
    bars = fig.data[-1]
    assert len(bars.x) == 3 * 4 / 2
    assert {point[0] for point in bars.customdata} == {"", "1|2", "1|3", "2|3"}
    assert bars.unselected.marker.opacity == 1


def test_the_block_is_framed_and_named_in_words() -> None:
    fig = matrix()
    assert any("<b>Stunting</b><br>OPD 1, OPD 2, OPD 3" in note.text for note in fig.layout.annotations)
    assert fig.layout.shapes[-1].layer == "above"


def test_the_chosen_pair_is_the_same_in_both_directions() -> None:
    assert pair_id("9", "10") == pair_id("10", "9")
    assert len(matrix("1|2").layout.shapes) == len(matrix().layout.shapes) + 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_of_span_are_linear_from_zero_and_say_the_difference(theme: str) -> None:
    fig = span_bars([Bar("2020", 3.2, "dasar"), Bar("2024", 6.4, "resmi"), Bar("x", 5.3, "bayangan")], theme)
    widths = fig.data[-1].width
    assert widths[1] / widths[0] == pytest.approx(2)
    assert any("−1,1" in note.text for note in fig.layout.annotations)


def test_an_unknown_span_is_drawn_as_missing_not_as_nought() -> None:
    fig = span_bars([Bar("2020", None, "dasar", "belum ada"), Bar("2024", 6.4, "resmi")], "light")
    assert any("belum ada" in note.text for note in fig.layout.annotations)
    assert not any(note.text.startswith("<b>0") for note in fig.layout.annotations)


def test_a_kind_without_teams_is_written_with_nought() -> None:
    fig = kinds_bar([("dalam unit", 4), ("lintas unit", 1), ("lintas OPD", 1), ("lintas instansi", 0)], "light")
    assert [note.text for note in fig.layout.annotations if "lintas instansi" in note.text] == ["lintas instansi <b>0</b>"]
    spans = list(fig.data[-1].width)
    assert spans[0] > 3 * spans[1]


@pytest.mark.parametrize(
    ("spans", "title"),
    [
        ((3.1, 6.4, 5.3), "Lapisan bayangan memakan sepertiga kenaikan rentang"),
        ((3.0, 6.0, 5.4), "Lapisan bayangan memakan 20% kenaikan rentang"),
        ((3.1, 6.4, 6.4), "Lapisan bayangan tidak mengurangi rentang"),
        ((3.1, 6.4, 3.0), "Lapisan bayangan memakan seluruh kenaikan rentang"),
        ((6.4, 6.4, 5.0), "Rentang resmi dan rentang dengan lapisan bayangan"),
        ((None, 6.4, 5.0), "Rentang resmi dan rentang dengan lapisan bayangan"),
    ],
)
def test_what_the_shadow_layer_eats_in_words(spans: tuple[float | None, float, float], title: str) -> None:
    assert kata.gain_title(model.gain(*spans)) == title


@pytest.mark.parametrize(
    ("districts", "id_", "en"),
    [
        (
            {"1.04"},
            "; dua OPD belum ikut, satu di antaranya kecamatan.",
            "; two agencies take part in none (sub-districts: one).",
        ),
        ({"1.03", "1.04"}, "; dua kecamatan belum ikut.", "; two sub-districts take part in none."),
        (set(), "; BPBD dan satu OPD lain belum ikut.", "; BPBD and one more take part in none."),
    ],
)
def test_kecamatan_without_a_team_are_told_apart(districts: set[str], id_: str, en: str) -> None:
    for lang, words in (("id", id_), ("en", en)):
        assert kata.finding((3.0, 6.0), active(), AGENCIES, {}, lang, districts=districts).endswith(words)


def test_a_rule_of_after_the_quarter_is_not_the_one_in_force(teams: TeamsRead) -> None:
    later = {"kode_produk": "P2", "jenis": "perwali", "nomor": "2", "tahun": 2025, "tentang": "Sistem Kerja",
             "tahap": "sistem_kerja", "status": "ditetapkan", "tanggal": date(2025, 1, 1)}  # fmt: skip
    teams.rules = (later,)
    said = text_of(open_page("sistem_kerja").run())
    assert "Ada Perwali 9/2023" in said
    assert "Perwali 2/2025" not in said


def test_a_finding_stays_on_one_line() -> None:
    names = {code: f"Badan Pengelolaan Urusan Pemerintahan Nomor {code}" for code in AGENCIES}
    said = kata.finding((3.0, 6.0), active(), names, {"I9": "Persentase balita dengan tinggi badan di bawah standar umurnya"})
    assert len(said) <= kata.LONGEST
    assert said.startswith("3 dari 6 tim (50,0%) lintas OPD")
