"""A catalogue that cannot be reached: every page says what to do, and opens by itself when it is back."""

from __future__ import annotations

from typing import Any

import pytest
from fake_lake import FakeRead
from rendered import LIMIT_SECONDS, text_of
from streamlit.testing.v1 import AppTest

from etl.errors import LakeDown
from etl.locale import text
from etl.paths import ROOT
from pages.ui import auth, data

assert auth, "the frame asks whether the request of a test comes from this machine"


def gone(*_: Any) -> Any:
    raise LakeDown("galat.gudang_terputus")


def said(test: AppTest) -> str:
    return " ".join([text_of(test), *(box.value for box in test.error)])


@pytest.mark.parametrize(("lang", "words"), [("ID", "PostgreSQL"), ("EN", "do the same again")])
def test_at_the_start_it_is_said_and_the_page_opens_when_it_is_back(
    fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    with monkeypatch.context() as down:
        down.setattr(data, "reader", gone)
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_SECONDS)
        test.query_params["bahasa"] = lang
        test.run()
        assert words in said(test)
        assert not test.exception
        assert not test.metric
    assert "78" in said(test.run())


def test_a_part_that_runs_by_itself_says_it_too_and_goes_on_when_it_is_back(fake_lake: FakeRead) -> None:
    def page() -> None:
        import streamlit as st

        from etl.errors import LakeDown
        from pages.ui import putus

        @st.fragment(run_every=60.0)
        @putus.part
        def part() -> None:
            if st.session_state.get("hilang"):
                raise LakeDown("galat.gudang_terputus")
            st.markdown("angka 78")

        part()

    test = AppTest.from_function(page, default_timeout=LIMIT_SECONDS)
    test.session_state["hilang"] = True
    shown = said(test.run())
    assert not test.exception
    assert "PostgreSQL" in shown
    assert text("halaman.putus.judul", "id") in shown
    test.session_state["hilang"] = False
    assert "angka 78" in said(test.run())
