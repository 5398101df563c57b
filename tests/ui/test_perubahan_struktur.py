"""Sebelum dan Sesudah over an agency that lost two of its three sections: what became of them, and what was not done."""

from __future__ import annotations

import pytest
from fake_changes import ChangeRead, sheet_rows
from rendered import open_page, text_of

from etl.access import Principal, Role, Scope
from etl.locale import text
from pages.charts import alluvial, theme
from pages.ui import auth, data
from pages.ui import perubahan_model as model
from pages.ui.perubahan_words import pso_line
from pages.ui.tahapan_model import STAGES, Part


@pytest.fixture
def change(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> ChangeRead:
    read = ChangeRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


ANSWERS = {
    "How many are left, what was not done?": (
        "Dari 5 jabatan administrasi tersisa 2: 3 disederhanakan, 1 belum dikerjakan.",
        "Of 5 administrative posts 2 are left: 3 simplified, 1 not done."),
    "How do A, B and C make the figure?": (
        "(A − B) / (A − C) = (5 − 2) / (5 − 1) = 3 / 4 = 75,0%.", "(A − B) / (A − C) = (5 − 2) / (5 − 1) = 3 / 4 = 75.0%."),
    "What did the sheet intend?": ("menurut lembar: dihapus 4 · digabung 0", "by the sheet: removed 4 · merged 0"),
    "What became of the old echelon?": ("JF Ahli Muda 2", "Functional, Junior Expert 2"),
    "What stays by rule?": ("Pengawas pada sekretariat OPD 1", "Supervisors in agency secretariats 1"),
    "What was simply not done?": ("Dinkes Kepala Seksi 5 IV.a belum disetarakan", "Dinkes Kepala Seksi 5 IV.a not equalised yet"),
    "Which posts are gone?": ("S4 Kepala Seksi 4 eselon IV.a", "S4 Kepala Seksi 4 echelon IV.a"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, change: ChangeRead) -> None:
    said = text_of(open_page("struktur", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.struktur.{n}", lang) in said for n in (1, 2, 3))
    assert not {question: answer for question, answer in ANSWERS.items() if answer[lang == "en"] not in said}, said


@pytest.mark.parametrize("kind", ["Posts", "Units"])
def test_the_english_page_speaks_no_indonesian_of_ours(kind: str, change: ChangeRead) -> None:
    said = text_of(open_page("struktur", lang="en", macam=kind).run())
    assert not [w for w in ("belum", "dihapus", "semula", "dari", "jabatan baru", "tetap", "menurut") if f" {w} " in said]


def test_units_are_compared_too_and_what_no_code_explains_is_removed_and_new(change: ChangeRead) -> None:
    said = text_of(open_page("struktur", macam="Unit").run())
    assert "dihapus 3 · digabung 0 · baru 1" in said
    assert "1.01.2 Seksi 2 seksi" in said


@pytest.mark.parametrize("asked", ["baru", "new"])
def test_a_link_to_a_list_opens_it_in_the_other_language(asked: str, change: ChangeRead) -> None:
    for lang, written in (("id", "baru"), ("en", "new")):
        test = open_page("struktur", lang=lang, macam="Unit", perubahan=asked).run()
        assert test.selectbox(key="perubahan").value == "baru"
        assert test.query_params["perubahan"] in (written, [written]), "the address goes on saying it"


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_sees_its_own_scope_only(role: Role, change: ChangeRead) -> None:
    test = open_page("struktur", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert not (role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU) and "Kabupaten Serang" in said)
    assert "tersisa 2" in said


def test_the_whole_region_is_no_choice_of_a_reader_of_one_agency(change: ChangeRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "local_principal", lambda: Principal("lokal", Role.OPERATOR, Scope("36.72", "1.01")))
    assert text("halaman.saring.seluruh", "id") not in text_of(open_page("struktur").run())


def test_a_lake_without_data_says_what_to_do_next(change: ChangeRead) -> None:
    change.empty = True
    assert "python -m etl publish" in text_of(open_page("struktur").run())


def test_a_period_beside_itself_claims_no_change(change: ChangeRead) -> None:
    change.filled = False
    said = text_of(open_page("struktur", periode="TW IV 2020").run())
    assert "TW IV 2020: belum ada periode pembanding" in said
    assert "0 jabatan dihapus" not in said
    assert "Daftar jabatan menurut perubahannya" not in said


def test_without_the_sheet_the_codes_still_tell_what_changed_and_the_sheet_is_named(change: ChangeRead) -> None:
    change.filled = False
    said = text_of(open_page("struktur").run())
    assert "3 unit dan 1 jabatan dihapus sejak TW IV 2020; 1 jabatan baru." in said
    assert "Lembar penyetaraan (" in said
    assert "`dasar_dipertahankan`" in said


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("sisa_kurang_dari_dipertahankan", "Angka bertentangan: B (2) kurang dari C (1)"),
        ("sisa_lebih_dari_awal", "Angka bertentangan: B (2) lebih dari A (5)"),
        ("tidak_berlaku", "Semua 5 jabatan administrasi dipertahankan menurut aturan"),
    ],
)
def test_the_edge_cases_are_said_in_plain_words(reason: str, words: str, change: ChangeRead) -> None:
    change.odd = reason
    assert words in text_of(open_page("struktur").run())


def test_a_contradiction_shows_no_percentage() -> None:
    part = Part(STAGES[0], 6, 5, 120.0, "sisa_kurang_dari_dipertahankan", {"a": 10, "b": 4, "c": 5})
    assert "B = 4 kurang dari C = 5" in pso_line(part, "id")
    assert "%" not in pso_line(part, "id")


def test_every_post_of_the_sheet_finds_its_agency_and_its_place_today() -> None:
    found = sheet_rows()
    assert found["kode_opd"].to_list() == ["1.01"] * 5
    assert dict(found.select("kode_jabatan_asal", "kini").iter_rows()) == {
        "S1": "dipertahankan", "S2": "fungsional:ahli_muda", "S3": "fungsional:ahli_muda", "S4": "dihapus", "S5": "masih_ada",
    }  # fmt: skip


def test_what_stays_by_rule_is_never_counted_as_not_done() -> None:
    assert model.not_done(sheet_rows())["kode_jabatan_asal"].to_list() == ["S5"]
    assert model.grounds(sheet_rows()) == [("sekretariat_opd", 1)]


def test_the_bands_of_the_flow_fill_both_sides() -> None:
    nodes = [alluvial.Node(i, i, "#123456") for i in ("a", "b", "c", "d")]
    flows = {("a", "c"): 3, ("a", "d"): 1, ("b", "d"): 4}
    fig = alluvial.alluvial(flows, nodes[:2], nodes[2:], ("dulu", "kini"), str, "light")
    assert len(fig.layout.shapes) == 3
    heights = dict(zip([row[0] for row in fig.data[0].customdata], fig.data[0].y, strict=True))
    assert heights["a"] == pytest.approx(heights["b"])
    assert heights["c"] * 5 == pytest.approx(heights["d"] * 3)
    assert theme.palette("light").dasar == fig.layout.paper_bgcolor
