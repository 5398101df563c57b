"""Simulasi over a real lake: its figures are seen by the one who looks through the draft, until it is approved by all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rendered import open_page, text_of
from sample_resent import LATER, QUARTER, REGION, copy_of, send_again
from streamlit.testing.v1 import AppTest

from etl.access import Principal, Role, Scope
from etl.settings import Settings
from pages.ui import auth, data, formats, simulasi
from pages.ui.filters import PERIOD
from pages.ui.filters import REGION as REGION_KEY


@pytest.fixture(scope="module")
def made(sample_lake: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, dict[str, Any]]:
    settings = copy_of(sample_lake, tmp_path_factory.mktemp("simulasi"))
    return settings, send_again(settings)


@pytest.fixture
def sent(made: tuple[Settings, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A submission that waits, in the lake that the pages read."""
    monkeypatch.setenv("RAMPING_WAREHOUSE", made[0].warehouse)
    _forget()
    yield made[1]
    _forget()


def _forget() -> None:
    for cache in (data.reader, data._cached, data._remember):
        cache.clear()


def opened(page: str, role: Role, *, through: str | None = None, lang: str = "id", **query: str) -> AppTest:
    test = open_page(page, lang=lang, **query)
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, REGION
    test.session_state[REGION_KEY], test.session_state[PERIOD] = REGION, QUARTER
    if through:
        test.session_state[simulasi.KEY] = (REGION, through)
    return test


@pytest.mark.parametrize("page", ["ringkasan", "capaian_kinerja", "rentang_kendali", "metodologi"])
def test_every_page_says_that_it_is_a_simulation(page: str, sent: dict[str, Any]) -> None:
    for lang, words in (("id", "Simulasi: kiriman ke-2 TW III 2024, belum disetujui"), ("en", "Simulation: submission no. 2")):
        assert words in text_of(opened(page, Role.OPERATOR, through=sent["kiriman_id"], lang=lang).run())


def test_the_figures_differ_for_the_one_who_looks_and_for_nobody_else(sent: dict[str, Any]) -> None:
    published = text_of(opened("ringkasan", Role.OPERATOR).run())
    looked = text_of(opened("ringkasan", Role.OPERATOR, through=sent["kiriman_id"]).run())
    again = text_of(opened("ringkasan", Role.OPERATOR).run())
    assert "kiriman ke-2, belum disetujui" in looked
    assert "versi 1, disetujui 11 Okt 2024" in published
    assert published == again, "another session sees what is published"
    assert looked != published


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.PROVINSI, Role.KEMENDAGRI, Role.ADMIN])
def test_who_may_not_read_drafts_never_looks_through_one(role: Role, sent: dict[str, Any]) -> None:
    said = text_of(opened("ringkasan", role, through=sent["kiriman_id"]).run())
    assert "Simulasi" not in said
    assert "versi 1, disetujui 11 Okt 2024" in said


def test_a_simulation_is_left_by_its_button_and_ends_at_the_border_of_the_region(sent: dict[str, Any]) -> None:
    test = opened("ringkasan", Role.OPERATOR, through=sent["kiriman_id"]).run()
    assert "Simulasi" not in text_of(test.button(key="simulasi_tutup").click().run())
    test = opened("ringkasan", Role.OPERATOR, through=sent["kiriman_id"])
    test.session_state[auth.SCOPE_KEY] = "36.04"
    assert "Simulasi" not in text_of(test.run())


def test_the_pages_about_submissions_are_never_simulated(sent: dict[str, Any]) -> None:
    test = opened("kiriman", Role.OPERATOR, through=sent["kiriman_id"], triwulan=formats.period(QUARTER)).run()
    assert "terbit: versi 1" in text_of(test)
    assert "simulasi_keluar" in {button.key for button in test.button}


def test_approving_publishes_and_moves_the_later_quarter(sent: dict[str, Any]) -> None:
    """Last in this file: it changes the lake of the others."""
    anybody = Principal("uji", Role.PIMPINAN, Scope(REGION))

    def later() -> float:
        data.pin()
        own = data.metric_values(anybody, REGION, LATER, kode_unit=None, metrik="capaian_kinerja", varian="rerata_indikator")
        return float(own["nilai"][0])

    before = later()
    test = opened("kiriman", Role.PENYETUJU).run()
    assert "Kiriman ke-2 TW III 2024 menunggu persetujuan Anda" in text_of(test)
    table = text_of(opened("kiriman", Role.PENYETUJU, lihat="Perubahan").run())
    assert "TW IV 2024 Seluruh wilayah Capaian kinerja" in table
    said = text_of(test.button(key="setujui").click().run())
    assert "Kiriman ke-2 disetujui dan terbit." in said
    assert "TW III 2024 terbit: versi 2" in said
    assert later() < before, "what the later quarter carries forward is lower now"
    assert formats.percent(later()) in table, "the figure foretold is the figure published"
    assert "versi 2, disetujui" in text_of(opened("ringkasan", Role.PIMPINAN).run())
