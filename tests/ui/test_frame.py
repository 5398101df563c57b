"""The frame: menu, language switch, and in local mode the chooser of roles."""

from __future__ import annotations

import pytest
from fake_lake import FakeRead
from rendered import LIMIT_SECONDS, text_of
from streamlit.testing.v1 import AppTest

from etl.paths import ROOT
from pages.ui import auth


def frame() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_SECONDS)


def test_the_app_opens_on_ringkasan_in_indonesian(fake_lake: FakeRead) -> None:
    said = text_of(frame().run())
    assert "Capaian kinerja 78,0% (Tinggi)" in said
    assert "Kemendagri · lokal" not in said  # the label of the popover is no element of its own


def test_the_switch_turns_the_whole_page_english(fake_lake: FakeRead) -> None:
    test = frame().run()
    said = text_of(test.button_group(key="bahasa").set_value("EN").run())
    assert "Target attainment 78.0% (High)" in said


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_role_can_be_chosen_and_is_named(lang: str, fake_lake: FakeRead) -> None:
    test = frame()
    test.query_params["bahasa"] = lang.upper()
    test.session_state["pilih_peran"] = True
    test.run()
    chooser = test.selectbox(key=f"_peran_{lang}")
    assert len(chooser.options) == len(auth.ROLES)


def test_a_chosen_role_narrows_what_is_seen(fake_lake: FakeRead) -> None:
    test = frame().run()
    assert "Kabupaten Serang" in test.selectbox(key="wilayah").options
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = "pimpinan", "36.72"
    assert test.run().selectbox(key="wilayah").options == ["Kota Cilegon"]


@pytest.mark.parametrize(("role", "has_all"), [("operator", True), ("penyetuju", True), ("pimpinan", False)])
def test_who_sends_for_a_region_may_begin_where_nothing_is_approved_yet(role: str, has_all: bool, fake_lake: FakeRead) -> None:
    test = frame()
    test.session_state["pilih_peran"] = True
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role, "36.72"
    options = test.run().selectbox(key="_lingkup").options
    assert options[0] in ("Kabupaten Serang", "Kota Cilegon")
    assert ("Kabupaten Simeulue" in options) is has_all
