"""Kelola: who holds what is said with its time and state, only what a keeper may give is offered, and refusals are in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fake_lake import FakeRead
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Grant, Principal, Role, Scope
from etl.errors import DataRefused
from etl.locale import text
from pages.ui import actions, auth, data
from pages.ui import kelola_model as model

NOW = datetime(2026, 11, 23, 3)
NAMES = {"36": "Banten", "36.72": "Kota Cilegon", "36.04": "Kabupaten Serang", "71.71": "Kota Manado", "71": "Sulawesi Utara"}
DAY = timedelta(days=1)


def grant(hak_id: str, identity: str, role: str, scope: str, **other: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("kode_unit", "nama_unit", "berlaku_sampai", "alasan", "dicabut_oleh", "alasan_cabut", "dicabut_pada"))
    told = {
        "hak_id": hak_id,
        "identitas": identity,
        "peran": role,
        "lingkup": scope,
        "berlaku_dari": NOW - 9 * DAY,
        "zona": "WIB",
    }
    return told | {"oleh": "admin@pusat.go.id", "waktu": NOW - 9 * DAY} | blank | other


GRANTS = [
    grant("a", "admin@pusat.go.id", "admin", "*", alasan="pemasangan"),
    grant("b", "ani@cilegon.go.id", "operator", "36.72", alasan="SK 800/12"),
    grant("c", "kadis@cilegon.go.id", "pimpinan", "36.72", kode_unit="1.01", nama_unit="Dinas Kesehatan",
          berlaku_sampai=NOW + 4.5 * DAY),
    grant("d", "biro@banten.go.id", "provinsi", "36.*", berlaku_dari=NOW + 8 * DAY),
    grant("e", "lama@manado.go.id", "penyetuju", "71.71", zona="WITA", berlaku_sampai=NOW - 2 * DAY),
    grant("f", "pindah@cilegon.go.id", "operator", "36.72", dicabut_oleh="admin@pusat.go.id", alasan_cabut="pindah tugas",
          dicabut_pada=NOW - DAY),
]  # fmt: skip
TIMES = ("berlaku_dari", "berlaku_sampai", "waktu", "dicabut_pada")
SCHEMA = {name: pl.Datetime("us") if name in TIMES else pl.String for name in GRANTS[0]}


class GrantsRead(FakeRead):
    rows = GRANTS

    def grants(self, lake: object, who: Principal) -> pl.DataFrame:
        return pl.DataFrame([] if self.empty else self.rows, schema=SCHEMA)


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> GrantsRead:
    read = GrantsRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    monkeypatch.setattr(data, "now", lambda: NOW)
    return read


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked of the door for writing, without the reader."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(actions, "give", lambda who, *rest: asked.append(("give", *rest)))
    monkeypatch.setattr(actions, "withdraw", lambda who, *rest: asked.append(("withdraw", *rest)))
    return asked


def opened(role: Role = Role.ADMIN, lang: str = "id", **query: str) -> AppTest:
    test = open_page("kelola", lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    return test


@pytest.mark.parametrize("role", [role for role in auth.ROLES if role is not Role.ADMIN])
def test_only_the_administrator_opens_the_page(role: Role, lake: GrantsRead) -> None:
    said = text_of(opened(role).run())
    assert "Halaman ini tidak tersedia" in said
    assert "ani@cilegon.go.id" not in said


SAYS = {
    "id": ("3 hak berlaku untuk 3 orang; 1 berakhir dalam waktu dekat.", "Kota Cilegon (36.72)", "SK 800/12", "Dinas Kesehatan",
           "berlaku, 5 hari lagi", "mulai 1 Des 2026", "Provinsi Banten dan daerahnya (36.*)", "Seluruh Indonesia (*)",
           "tanpa akhir", "Mode lokal", "sebaiknya dua orang atau lebih"),
    "en": ("Grants in force: 3 (people: 3); ending soon: 1.", "Kota Cilegon (36.72)", "SK 800/12", "Dinas Kesehatan",
           "in force, 5 d left", "begins 1 Dec 2026", "Province of Banten with its regions (36.*)", "All of Indonesia (*)",
           "without end", "Local mode", "two or more would be safer"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_grant_is_told_with_its_scope_its_time_and_its_state(lang: str, lake: GrantsRead) -> None:
    said = text_of(opened(lang=lang).run())
    assert [words for words in SAYS[lang] if words not in said] == []
    assert "lama@manado.go.id" not in said, "what ended is not listed unless asked for"
    assert all(text(f"halaman.pertanyaan.kelola.{n}", lang) in said for n in (1, 2, 3))


def test_what_ended_and_what_was_withdrawn_is_told_by_whom_and_why(lake: GrantsRead) -> None:
    said = text_of(opened(keadaan_hak="Berakhir atau dicabut").run())
    assert "berakhir 21 Nov 2026" in said
    assert "dicabut 22 Nov 2026" in said
    assert "dicabut oleh admin@pusat.go.id: pindah tugas" in said
    assert "ani@cilegon.go.id" not in said
    assert "ended 21 Nov 2026" in text_of(opened(lang="en", keadaan_hak="Berakhir atau dicabut").run()), (
        "a link of either language"
    )


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"peran_hak": "Operator (Bagian Organisasi)"}, {"ani@cilegon.go.id"}),
        ({"lingkup_hak": "36.72"}, {"ani@cilegon.go.id", "kadis@cilegon.go.id"}),
        ({"keadaan_hak": "Belum mulai"}, {"biro@banten.go.id"}),
        ({"lingkup_hak": "36.72' OR '1'='1", "peran_hak": "sistem", "keadaan_hak": "<b>"},
         {"admin@pusat.go.id", "ani@cilegon.go.id", "kadis@cilegon.go.id", "biro@banten.go.id"}),
    ],
)  # fmt: skip
def test_a_link_reopens_the_filters_and_drops_what_is_none(query: dict[str, str], kept: set[str], lake: GrantsRead) -> None:
    test = opened(**query).run()
    assert not test.exception
    assert set(test.dataframe[0].value.iloc[:, 0]) == kept


def test_an_identity_is_found_by_its_letters_and_never_stands_in_the_address(lake: GrantsRead) -> None:
    test = opened().run()
    test.text_input(key="cari_hak").set_value(" CILEGON ").run()
    assert set(test.dataframe[0].value.iloc[:, 0]) == {"ani@cilegon.go.id", "kadis@cilegon.go.id"}
    assert "cilegon" not in str(dict(test.query_params)).lower()
    test.text_input(key="cari_hak").set_value("' OR 1=1 --").run()
    assert "Tidak ada hak yang cocok" in text_of(test)


def test_a_lake_without_grants_says_how_the_first_one_is_given(lake: GrantsRead) -> None:
    lake.empty = True
    said = text_of(opened().run())
    assert "belum seorang pun dapat masuk" in said
    assert "python -m etl grant" in said


def test_a_grant_is_withdrawn_with_a_reason_after_it_was_named(lake: GrantsRead, done: list[tuple[Any, ...]]) -> None:
    test = opened().run()
    offered = test.selectbox(key="pilih_hak").options
    assert "ani@cilegon.go.id · Operator (Bagian Organisasi) · Kota Cilegon (36.72)" in offered
    assert not [label for label in offered if "pindah@" in label or "lama@" in label], "what ended cannot be withdrawn"
    test.selectbox(key="pilih_hak").set_value("b").run()
    assert "tidak dapat dihidupkan lagi" in text_of(test)
    test.text_area(key="alasan_cabut_b").set_value("pindah tugas").run()
    said = text_of(test.button(key="ya_cabut").click().run())
    assert done == [("withdraw", "b", "pindah tugas")]
    assert "Hak dicabut" in said


def test_a_refusal_is_said_with_what_to_do(lake: GrantsRead, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataRefused("galat_hak.admin_terakhir")

    monkeypatch.setattr(actions, "withdraw", refuse)
    test = opened().run()
    test.selectbox(key="pilih_hak").set_value("a").run()
    test.button(key="ya_cabut").click().run()
    assert "python -m etl grant --cabut" in " ".join(error.value for error in test.error)


def test_the_keeper_is_told_when_a_grant_is_the_own_one(lake: GrantsRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake, "rows", [grant("z", "lokal", "admin", "*")])
    test = opened().run()
    test.selectbox(key="pilih_hak").set_value("z").run()
    assert [warning.value for warning in test.warning] == ["Ini hak Anda sendiri."]


def form(lang: str = "id") -> AppTest:
    return opened(lang=lang, lihat="Beri hak").run()


def test_a_role_is_given_for_a_scope_that_fits_it(lake: GrantsRead, done: list[tuple[Any, ...]]) -> None:
    test = form()
    assert test.button(key="beri").disabled, "no scope is proposed"
    test.text_input(key="beri_identitas_0").set_value("baru@cilegon.go.id").run()
    test.selectbox(key="beri_peran_0").set_value(Role.OPERATOR).run()
    test.selectbox(key="beri_lingkup_0_operator").set_value("36.72").run()
    test.date_input(key="beri_sampai_0").set_value(date(2027, 12, 31)).run()
    test.text_input(key="beri_alasan_0").set_value("SK 800/13").run()
    assert "baru@cilegon.go.id` menjadi Operator" in text_of(test)
    assert "sampai 31 Des 2027" in text_of(test)
    said = text_of(test.button(key="beri").click().run())
    until = datetime(2027, 12, 31, 17)
    assert done == [("give", Grant("baru@cilegon.go.id", Role.OPERATOR, Scope("36.72"), None, until), "SK 800/13")]
    assert "Hak diberikan." in said
    assert test.text_input(key="beri_identitas_1").value == "", "the next form begins empty"


def test_a_nip_typed_as_an_identity_is_not_repeated(lake: GrantsRead) -> None:
    test = form()
    test.selectbox(key="beri_peran_0").set_value(Role.KEMENDAGRI).run()
    for typed in ("197503151999031001", "197503151999031001@x.go.id", "`![x](//h/i)`"):
        said = text_of(test.text_input(key="beri_identitas_0").set_value(typed).run())
        assert "Orang ini menjadi Kemendagri" in said


def test_a_leader_may_be_narrowed_to_an_agency(lake: GrantsRead, done: list[tuple[Any, ...]]) -> None:
    test = form()
    test.text_input(key="beri_identitas_0").set_value("kadis@cilegon.go.id").run()
    test.selectbox(key="beri_lingkup_0_pimpinan").set_value("36.72").run()
    test.selectbox(key="beri_opd_0_36.72").set_value("1.01").run()
    assert "Kota Cilegon (36.72) · Dinas Kesehatan" in text_of(test)
    test.button(key="beri").click().run()
    assert done[0][1].scope == Scope("36.72", "1.01")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_refused_form_keeps_what_was_typed(lang: str, lake: GrantsRead, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DataRefused("galat_hak.surel")

    monkeypatch.setattr(actions, "give", refuse)
    test = form(lang)
    test.text_input(key="beri_identitas_0").set_value("Ani").run()
    test.selectbox(key="beri_peran_0").set_value(Role.KEMENDAGRI).run()
    test.button(key="beri").click().run()
    assert text("galat_hak.surel", lang) in test.error[0].value
    assert test.text_input(key="beri_identitas_0").value == "Ani"


OFFERED = {
    "*": {"pimpinan", "operator", "penyetuju", "provinsi", "kemendagri", "admin"},
    "36.*": {"pimpinan", "operator", "penyetuju", "provinsi", "admin"},
    "36": {"pimpinan", "operator", "penyetuju", "admin"},
    "36.72": {"pimpinan", "operator", "penyetuju", "admin"},
}


@pytest.mark.parametrize("own", OFFERED)
def test_only_roles_and_scopes_within_the_keepers_own_are_offered(own: str) -> None:
    scope = Scope(own)
    assert {role.value for role in model.roles(scope, NAMES)} == OFFERED[own]
    for role in Role:
        assert all(scope.contains(Scope(one)) for one in model.patterns(role, scope, NAMES))
    assert model.patterns(Role.PROVINSI, Scope("36.*"), NAMES) == ["36.*"]
    assert model.patterns(Role.OPERATOR, Scope("36.*"), NAMES) == ["36", "36.72", "36.04"]
    assert model.patterns(Role.KEMENDAGRI, Scope("*"), NAMES) == ["*"]
    assert model.patterns(Role.SISTEM, Scope("*"), NAMES) == []


@pytest.mark.parametrize(
    ("rows", "nation", "words"),
    [
        ([], True, "belum seorang pun dapat masuk"),
        (GRANTS[4:], True, "belum seorang pun dapat masuk"),
        (GRANTS[1:2], True, "tidak ada administrator nasional"),
        (GRANTS[1:2], False, "1 hak berlaku untuk 1 orang."),
        (GRANTS[:2], True, "2 hak berlaku untuk 2 orang."),
        (GRANTS[:3], True, "1 berakhir dalam waktu dekat"),
    ],
)
def test_the_sentence_says_who_can_sign_in_and_whether_somebody_keeps_the_keys(
    rows: list[dict[str, Any]], nation: bool, words: str
) -> None:
    counted = model.counts(model.stand(pl.DataFrame(rows, schema=SCHEMA), NOW))
    said = model.finding(counted, nation, "id")
    assert words in said
    assert len(said) <= 110
