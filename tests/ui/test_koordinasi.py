"""Koordinasi answers its questions over two assistants and six agencies whose loads can be added up by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from fake_lake import VALUE_SCHEMA
from fake_teams import TeamsRead
from rendered import open_page, text_of

from etl.access import Principal, Role, Scope
from etl.locale import text
from pages.charts.coordination import MOST_ROWS, Column, Leaf, coordination_tree
from pages.charts.coordination_load import Panel, load_bars
from pages.ui import auth, data
from pages.ui import koordinasi_kata as kata
from pages.ui import koordinasi_model as model

UNITS = [
    ("0", None, "Sekretariat Daerah", "setda", "0", None),
    ("0.1", "0", "Asisten Pemerintahan", "asisten", "0", None),
    ("0.2", "0", "Asisten Administrasi Umum", "asisten", "0", None),
    ("0.3", "0", "Asisten Perekonomian", "asisten", "0", None),
    ("1.01", None, "Dinas Kesehatan", "dinas", "1.01", "A1"),
    ("1.02", None, "Dinas Pendidikan dan Kebudayaan", "dinas", "1.02", "A1"),
    ("1.03", None, "Badan Penanggulangan Bencana Daerah", "badan", "1.03", "A2"),
    ("1.04", None, "Kecamatan Purwakarta", "kecamatan", "1.04", None),
]
POSTS = [
    ("WK", "Wali Kota", "0", None, "kepala_daerah", "0"),
    ("SK", "Sekretaris Daerah", "0", "WK", "jpt_pratama", "0"),
    ("A1", "Asisten Pemerintahan dan Kesejahteraan Rakyat", "0.1", "SK", "jpt_pratama", "0"),
    ("A2", "Asisten Administrasi Umum", "0.2", "SK", "jpt_pratama", "0"),
    ("A3", "Asisten Perekonomian", "0.3", "SK", "jpt_pratama", "0"),
    ("K1", "Kepala Dinas Kesehatan", "1.01", "SK", "jpt_pratama", "1.01"),
    ("S1", "Sekretaris Dinas Kesehatan", "1.01", "K1", "administrator", "1.01"),
    ("K2", "Kepala Dinas Pendidikan", "1.02", "SK", "jpt_pratama", "1.02"),
    ("K3", "Kepala Pelaksana BPBD", "1.03", "SK", "administrator", "1.03"),
    ("C4", "Camat Purwakarta", "1.04", "WK", "administrator", "1.04"),
]
STAFF = {"1.01": 300, "1.02": 500, "1.03": 200, "1.04": 40}
BUDGET = {"1.01": 4e9, "1.02": 6e9, "1.03": 1e9, "1.04": 0.5e9}
RULE = {"kode_produk": "P2", "jenis": "perwali", "nomor": "6", "tahun": 2023, "tentang": "Pola Koordinasi", "tahap": "koordinasi",
        "status": "ditetapkan", "tanggal": date(2023, 2, 6)}  # fmt: skip
ANSWERS = {
    "Who carries most, and how many have no coordinator?": (
        "Asisten Pemerintahan dan Kesra memikul paling banyak: 2 OPD, 80,0% "
        "pegawai yang dikoordinasi; tanpa koordinator: Kec. Purwakarta.",
        "Asisten Pemerintahan dan Kesra carries most: 2 agencies, 80.0% of "
        "the coordinated staff; without a coordinator: Kec. Purwakarta."),
    "Which assistant coordinates which agency?": (
        "Badan Penanggulangan Bencana Daerah Asisten Administrasi Umum Sekretaris Daerah 200",
        "Badan Penanggulangan Bencana Daerah Asisten Administrasi Umum Sekretaris Daerah 200"),
    "Whose line superior is another than the others'?": (
        "Kecamatan Purwakarta Tanpa koordinator Wali Kota 40", "Kecamatan Purwakarta No coordinator Wali Kota 40"),
    "How much does each carry?": ("2 OPD · 800 pegawai", "2 agencies · 800 staff"),
    "With which budget?": ("Rp 10,0 miliar", "Rp 10.0 billion"),
    "Which assistant has none?": ("0 OPD · 0 pegawai", "0 agencies · 0 staff"),
    "What is the line of command?": ("Dinas 2 Badan 1", "Agency 2 Board 1"),
}  # fmt: skip


class CoordinationRead(TeamsRead):
    """The fake lake with assistants. open: the column kode_koordinator was left empty."""

    open = False
    rules = (RULE,)

    def units(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        names = ["kode_unit", "kode_induk", "nama_unit", "jenis_unit", "kode_opd", "kode_koordinator"]
        rows = [(*row[:5], None) if self.open else row for row in UNITS]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")

    def positions(self, lake: object, who: Principal, kode_wilayah: str, periode: str) -> pl.DataFrame:
        names = ["kode_jabatan", "nama_jabatan", "kode_unit", "kode_atasan", "jenis_jabatan", "kode_opd"]
        return pl.DataFrame(POSTS, schema=dict.fromkeys(names, pl.String), orient="row")

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        rows = [(u[5], u[0], STAFF[u[0]]) for u in UNITS if u[5]] if asked["metrik"] == "koordinasi" and not self.open else []
        return pl.DataFrame(rows, schema={"sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}, orient="row")

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        if "keterisian_jabatan" not in (asked.get("metrik") or ()) or isinstance(asked["metrik"], str):
            return super().metric_values(lake, who, **asked)
        blank = dict.fromkeys(VALUE_SCHEMA) | {"periode": asked["periode"], "varian": None}
        rows = [blank | {"metrik": "keterisian_jabatan", "kode_unit": k, "pembilang": float(n)} for k, n in STAFF.items()]
        rows += [blank | {"metrik": "serapan_anggaran", "kode_unit": k, "penyebut": n} for k, n in BUDGET.items()]
        return pl.DataFrame([] if self.no_teams else rows, schema=VALUE_SCHEMA)


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> CoordinationRead:
    read = CoordinationRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, lake: CoordinationRead) -> None:
    said = text_of(open_page("koordinasi", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.koordinasi.{n}", lang) in said for n in (1, 2, 3))
    answers = {question: answer[lang == "en"] for question, answer in ANSWERS.items()}
    assert not {question: answer for question, answer in answers.items() if answer not in said}, said


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_can_read_it_within_its_scope(role: Role, lake: CoordinationRead) -> None:
    test = open_page("koordinasi", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)
    assert "Asisten Administrasi Umum" in said


def test_a_reader_of_one_agency_is_not_told_that_nothing_is_filled(
    lake: CoordinationRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = next(row for row in UNITS if row[5])
    narrow = Principal("lokal", Role.OPERATOR, Scope("36.72", own[0]))
    monkeypatch.setattr(auth, "local_principal", lambda: narrow)
    said = text_of(open_page("koordinasi").run())
    assert f"dikoordinasi jabatan berkode {own[5]}." in said
    assert "belum diisi" not in said
    assert not [row[2] for row in UNITS if row[0] != own[0] and row[2] in said]


def test_a_lake_without_data_says_what_to_do_next(lake: CoordinationRead) -> None:
    lake.empty = True
    assert "python -m etl publish" in text_of(open_page("koordinasi").run())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_empty_column_of_coordinators_says_which_one_to_fill(lang: str, lake: CoordinationRead) -> None:
    lake.open = True
    said = text_of(open_page("koordinasi", lang=lang).run())
    assert "kode_koordinator" in said.partition("35")[0]
    assert {"id": "4 OPD, belum satu pun punya koordinator.", "en": "4 agencies, none with a coordinator yet."}[lang] in said


def test_without_targets_and_budget_their_loads_are_unknown_not_nought(lake: CoordinationRead) -> None:
    lake.no_teams = True
    said = text_of(open_page("koordinasi", koordinator="Asisten Administrasi Umum").run())
    assert "Badan Penanggulangan Bencana Daerah Asisten Administrasi Umum Sekretaris Daerah 200 – –" in said


def test_the_local_rule_is_the_legal_basis_or_is_asked_for(lake: CoordinationRead) -> None:
    assert "Dasar: Perwali 6/2023 tentang Pola Koordinasi, ditetapkan 6 Feb 2023" in text_of(open_page("koordinasi").run())
    draft = {**RULE, "status": "harmonisasi", "nomor": None}
    assert kata.basis([draft]) == "Dasar masih rancangan: Perwali 2023 tentang Pola Koordinasi"
    assert "lembar produk_hukum" in kata.basis([])


def test_one_assistant_lists_its_agencies_only(lake: CoordinationRead) -> None:
    said = text_of(open_page("koordinasi", koordinator="Asisten Administrasi Umum").run())
    assert "1 OPD · Asisten Administrasi Umum" in said
    assert "Dinas Kesehatan Asisten" not in said


def test_an_assistant_without_agencies_says_so(lake: CoordinationRead) -> None:
    said = text_of(open_page("koordinasi", koordinator="Asisten Perekonomian").run())
    assert "Asisten ini tidak mengoordinasi OPD mana pun." in said


def agencies() -> list[model.Agency]:
    read = CoordinationRead()
    nation = auth.local_nation()
    units, posts = (f(None, nation, "36.72", "2024-TW4") for f in (read.units, read.positions))
    return model.agencies(units, posts, {"pegawai": STAFF, "pagu": BUDGET})


def test_the_secretariat_of_the_assistants_is_not_without_a_coordinator() -> None:
    assert [a.kode for a in model.without(agencies())] == ["1.04"]


def test_the_superior_is_that_of_the_head_and_not_of_its_deputy() -> None:
    assert {a.kode: a.atasan for a in agencies()}["1.01"] == "Sekretaris Daerah"


def test_a_coordinator_that_is_no_post_coordinates_nothing() -> None:
    read, nation = CoordinationRead(), auth.local_nation()
    units = read.units(None, nation, "36.72", "p").with_columns(kode_koordinator=pl.lit("XX"))
    assert len(model.without(model.agencies(units, read.positions(None, nation, "36.72", "p"), {}))) == 4


def test_without_staff_the_number_of_agencies_decides_who_carries_most() -> None:
    plain = [model.Agency(str(n), "OPD", "dinas", "A1" if n else "A2", None) for n in range(3)]
    shown = [model.Group(k, k, tuple(a for a in plain if a.koordinator == k)) for k in ("A2", "A1")]
    assert model.heaviest(shown) == shown[1]
    assert kata.finding(shown, plain) == "A1 memikul paling banyak: 2 OPD; semua OPD punya koordinator."


def test_a_long_column_says_how_many_more() -> None:
    leaves = [Leaf(str(n), f"OPD {n}", "1", "") for n in range(20)]
    fig = coordination_tree("Sekda", [("Sekda", "20 dinas")], [Column("A", "Asisten", "20 OPD", leaves)], "light")
    said = [note.text for note in fig.layout.annotations]
    assert f"+{20 - MOST_ROWS + 1} OPD lain" in said
    assert {point[0] for point in fig.data[-1].customdata} >= {"A", "0"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_loads_are_linear_and_an_unknown_one_has_no_length(theme: str) -> None:
    fig = load_bars(["a", "b", "c"], [Panel("Pegawai", [10.0, 5.0, None], ["10", "5", "–"])], ["1", "2", ""], theme)
    assert fig.data[-1].width[0] == pytest.approx(2 * fig.data[-1].width[1])
    assert fig.data[-1].width[2] == 0
