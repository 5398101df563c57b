"""Penyetaraan over one agency with five posts of the baseline: where they went, which ones wait, who retires when."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from fake_changes import ChangeRead, sheet_rows
from fake_lake import VALUE_SCHEMA
from fake_stages import value_row
from rendered import open_page, text_of

from etl.access import Principal, Role
from etl.locale import text
from pages.charts.count_matrix import count_matrix
from pages.ui import auth, data
from pages.ui import penyetaraan_model as model
from pages.ui.tahapan_model import STAGES

DIRECTIONS = [(None, "IV.a", "ahli_muda", 1), (None, "IV.a", "ahli_madya", 1)]
PENSIONS = [
    (None, "2025", "pengawas", 2), (None, "2027", "fungsional:ahli_muda", 3), (None, "2027", "pelaksana", 4),
    ("1.01", "2025", "pengawas", 2), ("1.01", "2027", "fungsional:ahli_muda", 3), ("1.01", "2027", "pelaksana", 4),
]  # fmt: skip


class EqualisedRead(ChangeRead):
    """The agency of the changes, with directions and retirements."""

    pensions = True

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        found = super().facts(lake, who, dataset, kode_wilayah, periode)
        done = pl.col("status_penyetaraan") == "disetarakan"
        return found.with_columns(
            tanggal_pelantikan=pl.when(done).then(date(2021, 12, 31)),
            alasan_pengecualian=pl.when(pl.col("status_penyetaraan") == "dikecualikan").then(pl.lit("Tugas khusus kesehatan")),
        )

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        given = {"arah_penyetaraan": DIRECTIONS if self.filled else [], "pensiun": PENSIONS if self.pensions else []}
        found = given.get(asked["metrik"], [])
        wanted = [r for r in found if asked["kode_unit"] in ("*", r[0])] if asked["metrik"] == "pensiun" else found
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        return pl.DataFrame(wanted, schema=schema, orient="row")


@pytest.fixture
def equalised(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> EqualisedRead:
    read = EqualisedRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


ANSWERS = {
    "How many are equalised, where are the others?": (
        "2 dari 3 jabatan disetarakan (66,7%); 1 belum, semuanya di Dinkes.",
        "2 of 3 posts equalised (66.7%); 1 not yet, all in Dinkes."),
    "From which echelon to which level?": ("Ahli Madya Ahli Muda", "Middle Expert Junior Expert"),
    "Which posts wait, what should they become?": (
        "Dinkes Kepala Seksi 5 IV.a Ahli Muda", "Dinkes Kepala Seksi 5 IV.a Junior Expert"),
    "Which are exempt, and why?": (
        "Dinkes Kepala Seksi 4 IV.a Tugas khusus kesehatan", "Dinkes Kepala Seksi 4 IV.a Tugas khusus kesehatan"),
    "Which level is wrong?": ("Dinkes IV.a Ahli Madya Ahli Muda Kepala Seksi 3", "Kepala Seksi 3"),
    "When is the diploma due?": ("31 Des 2025 2 jabatan dilantik 31 Des 2021 12 bulan sesudah TW IV 2024", "31 Dec 2025"),
    "How many posts fall vacant within five years?": (
        "9 jabatan akan kosong karena pensiun, 2025–2029", "9 posts fall vacant by retirement, 2025–2029"),
    "By which rule?": ("PermenPANRB 17/2021, belum diverifikasi", "PermenPANRB 17/2021, not verified"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, equalised: EqualisedRead) -> None:
    said = text_of(open_page("penyetaraan", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.penyetaraan.{n}", lang) in said for n in (1, 2, 3))
    assert not {question: answer for question, answer in ANSWERS.items() if answer[lang == "en"] not in said}, said


def test_the_english_page_speaks_no_indonesian_of_ours(equalised: EqualisedRead) -> None:
    said = text_of(open_page("penyetaraan", lang="en").run())
    assert not [w for w in ("belum", "disetarakan", "jabatan", "dari", "jumlah", "pelaksana", "Alasan") if f" {w} " in said]


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_sees_its_own_scope_only(role: Role, equalised: EqualisedRead) -> None:
    test = open_page("penyetaraan", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert not (role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU) and "Kabupaten Serang" in said)
    assert "2 dari 3 jabatan disetarakan" in said


def test_a_lake_without_data_says_what_to_do_next(equalised: EqualisedRead) -> None:
    equalised.empty = True
    assert "python -m etl publish" in text_of(open_page("penyetaraan").run())


def test_without_the_sheet_it_is_named_and_the_outlook_still_stands(equalised: EqualisedRead) -> None:
    equalised.filled = False
    said = text_of(open_page("penyetaraan").run())
    assert "Lembar penyetaraan (" in said
    assert "`alasan_pengecualian`" in said
    assert "9 jabatan akan kosong" in said


def test_without_months_of_retirement_the_page_says_where_they_come_from(equalised: EqualisedRead) -> None:
    equalised.pensions = False
    said = text_of(open_page("penyetaraan").run())
    assert "bulan pensiun dibaca dari NIP di lembar pegawai" in said
    assert "2 dari 3 jabatan disetarakan" in said


def test_the_share_is_compared_with_the_chosen_quarter(equalised: EqualisedRead, monkeypatch: pytest.MonkeyPatch) -> None:
    row = value_row("36.72", "2024-TW3", None, STAGES[1], (1, 3, None))
    monkeypatch.setattr(equalised, "metric_values", lambda *_, **__: pl.DataFrame([row], schema=VALUE_SCHEMA))
    assert "2 / 3 jabatan ▲ 33,4 poin dari TW III 2024" in text_of(open_page("penyetaraan").run())


def test_one_agency_can_be_looked_at_alone(equalised: EqualisedRead) -> None:
    said = text_of(open_page("penyetaraan", opd="Dinas Kesehatan").run())
    assert "Dinkes: 2 dari 3 jabatan disetarakan (66,7%); 1 belum." in said
    assert "9 jabatan akan kosong" in said
    assert "Menurut OPD dan tahun" not in said


def test_the_targets_are_those_of_the_regulation() -> None:
    assert {e: model.targets()[e] for e in ("III.a", "III.b", "IV.a", "IV.b", "V.a")} == {
        "III.a": "ahli_madya", "III.b": "ahli_madya", "IV.a": "ahli_muda", "IV.b": "ahli_muda", "V.a": "ahli_pertama",
    }  # fmt: skip


def test_an_echelon_iv_post_that_became_ahli_madya_is_a_mistake_and_one_that_is_exempt_is_not() -> None:
    assert model.mistakes(sheet_rows())["kode_jabatan_asal"].to_list() == ["S3"]
    assert model.wrong_cells({("IV.a", "ahli_muda"): 4, ("IV.a", "ahli_madya"): 1, ("IV.a", "-"): 2}) == {("IV.a", "ahli_madya")}


def test_many_agencies_are_counted_and_the_largest_is_named() -> None:
    base = sheet_rows().filter(pl.col("status_penyetaraan") == "belum")
    many = pl.concat([base.with_columns(kode_opd=pl.lit(k)) for k in ("1", "1", "2", "3", "4")])
    said = model.finding(many, {"1": "Dinas Sosial"}, "id")
    assert said == "0 dari 5 jabatan disetarakan (0,0%); 5 belum di 4 OPD, terbanyak Dinsos (2)."


def test_where_nothing_must_be_equalised_there_is_no_percentage() -> None:
    kept = sheet_rows().filter(pl.col("status_penyetaraan") == "bukan_sasaran")
    assert model.finding(kept, {}, "id") == "Tidak ada jabatan yang wajib disetarakan di antara 1 jabatan administrasi."


def test_the_diploma_is_due_four_years_after_the_largest_wave() -> None:
    found = sheet_rows().with_columns(tanggal_pelantikan=pl.Series([None, date(2021, 12, 31), date(2021, 12, 31), None, None]))
    assert model.diploma(found) == (date(2021, 12, 31), date(2025, 12, 31), 2)
    assert model.diploma(found.with_columns(tanggal_pelantikan=pl.lit(None, pl.Date))) is None


def test_a_framed_cell_is_marked_by_a_sign_too() -> None:
    cells = {("IV.a", "ahli_muda"): 4, ("IV.a", "ahli_madya"): 1}
    columns = {"ahli_madya": "Madya", "ahli_muda": "Muda"}
    fig = count_matrix(cells, {"IV.a": "IV.a"}, columns, "light", flagged={("IV.a", "ahli_madya")})
    assert [a.text for a in fig.layout.annotations if "△" in a.text] == ["<b>1</b> △"]
    assert len(fig.layout.shapes) == 1
