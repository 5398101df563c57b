"""Kelola over a lake of its own: what the page does is what the lake holds, and what the command line lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rendered import open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.access import Grant, Principal, Role, Scope
from etl.cli import main
from etl.settings import load
from etl.warehouse import grants
from pages.ui import auth, data


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty lake with one administrator of the nation, read and written as the app does."""
    url = f"sqlite:{tmp_path / 'katalog.sqlite'}"
    grants.give(load({"RAMPING_WAREHOUSE": url}), Principal.system("pemasang"), Grant("a@pusat.go.id", Role.ADMIN, Scope("*")))
    monkeypatch.setenv("RAMPING_WAREHOUSE", url)
    monkeypatch.delenv("RAMPING_SIGN_IN", raising=False)
    _forget()
    yield url
    _forget()


def _forget() -> None:
    for kept in (data.reader, data._cached, data._remember):
        kept.clear()


def opened(**query: str) -> AppTest:
    test = open_page("kelola", **query)
    test.session_state[auth.ROLE_KEY] = Role.ADMIN.value
    return test.run()


def test_a_role_is_given_refused_twice_and_withdrawn(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    test = opened(lihat="Beri hak")
    for number, words in enumerate(("Hak diberikan.", "sudah memegang hak yang sama")):
        test.text_input(key=f"beri_identitas_{number}").set_value("Ani@Cilegon.go.id").run()
        test.selectbox(key=f"beri_peran_{number}").set_value(Role.OPERATOR).run()
        test.selectbox(key=f"beri_lingkup_{number}_operator").set_value("36.72").run()
        test.button(key="beri").click().run()
        assert words in " ".join(box.value for box in [*test.success, *test.error])
    assert main(["grant", "--identitas", "ani@cilegon.go.id", "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [(row["peran"], row["lingkup"], row["oleh"]) for row in made] == [("operator", "36.72", "lokal")]

    test = opened()
    assert "Hak yang cocok dengan saringan: 2 dari 2" in text_of(test)
    test.selectbox(key="pilih_hak").set_value(made[0]["hak_id"]).run()
    test.button(key="ya_cabut").click().run()
    assert "alasan" in test.error[0].value.lower(), "not without a reason"
    test.text_area(key=f"alasan_cabut_{made[0]['hak_id']}").set_value("pindah").run()
    said = text_of(test.button(key="ya_cabut").click().run())
    assert "Hak dicabut" in said
    assert "Hak yang cocok dengan saringan: 1 dari 2" in said


def test_the_last_administrator_of_the_nation_is_not_withdrawn_here(address: str) -> None:
    test = opened()
    (label,) = test.selectbox(key="pilih_hak").options
    assert label.startswith("a@pusat.go.id")
    number = data.grants(Principal("lokal", Role.ADMIN, Scope("*")))["hak_id"][0]
    test.selectbox(key="pilih_hak").set_value(number).run()
    test.text_area(key=f"alasan_cabut_{number}").set_value("keliru").run()
    test.button(key="ya_cabut").click().run()
    assert "satu-satunya administrator nasional" in test.error[0].value
    assert "1 hak berlaku untuk 1 orang." in text_of(opened())
