"""Data Pribadi: the register answers what is kept, why, where, who sees it and for how long, to everybody, with no data in it."""

from __future__ import annotations

import pytest
from fake_lake import FakeRead
from rendered import open_page, text_of

from etl.access import Role
from etl.locale import text
from pages.ui import auth

SAYS = {
    "id": ("pegawai .nip", "UU 27/2022 Pasal 20 ayat (2) huruf e", "belum diverifikasi", "id_pegawai, nip_samar, bulan_bup",
           "kelompok di bawah 5 orang disembunyikan", "hak .identitas", "Masa simpan"),
    "en": ("pegawai .nip", "UU 27/2022 Pasal 20 ayat (2) huruf e", "not verified", "id_pegawai, nip_samar, bulan_bup",
           "groups under 5 persons are hidden", "hak .identitas", "Retention"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, fake_lake: FakeRead) -> None:
    said = text_of(open_page("data_pribadi", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.data_pribadi.{n}", lang) in said for n in (1, 2, 3))
    assert not [part for part in SAYS[lang] if part not in said], said


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_reads_it_and_it_shows_no_region(role: Role, fake_lake: FakeRead) -> None:
    test = open_page("data_pribadi")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    assert "Masa simpan" in said
    assert not test.exception


def test_the_english_page_speaks_no_indonesian_of_ours(fake_lake: FakeRead) -> None:
    said = text_of(open_page("data_pribadi", lang="en").run())
    for word in ("belum", "dari", "orang", "disembunyikan", "Siapa"):
        assert f" {word} " not in said, word


def test_a_lake_without_data_changes_nothing(fake_lake: FakeRead) -> None:
    fake_lake.empty = True
    assert "Masa simpan" in text_of(open_page("data_pribadi").run())
