"""Links inside a page, the menu and the browser's Back: the reader keeps region, quarter and agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.ui import auth

pytestmark = pytest.mark.browser

FROM = "?wilayah=Kota+Cilegon&periode=TW+III+2024"
VIEW = {"wilayah": ["Kota Cilegon"], "periode": ["TW III 2024"]}
AGENCY = "Dinas Kesehatan"


def asked(seen: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.tab.url).query)


def go(seen: Any, act: Callable[[], object], heading: str) -> None:
    """Do it and wait until the heading is another than this one."""
    act()
    seen.tab.wait_for_function(f"document.querySelector('h1') && document.querySelector('h1').innerText !== {heading!r}")
    seen.settle()


def find(seen: Any, words: str, result: str) -> None:
    before = seen.heading
    seen.tab.get_by_role("button", name="Cari").click()
    seen.tab.locator(".st-key-cari_kata input").fill(words)
    seen.tab.keyboard.press("Enter")
    found = seen.tab.locator("[data-testid=stPopoverBody]").get_by_text(result, exact=True).first
    found.wait_for(timeout=60_000)
    go(seen, found.click, before)


GROUPS = {"Capaian Kinerja": "Kinerja", "Hierarki": "Struktur", "Rentang Kendali": "Struktur"}


def menu(seen: Any, title: str) -> None:
    seen.tab.locator("[data-testid=stTopNavSection]", has_text=GROUPS[title]).click()
    go(seen, seen.tab.locator("[data-testid=stTopNavDropdownLink]", has_text=title).click, seen.heading)


def test_back_and_forward_keep_region_and_quarter(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/{FROM}")
    headings = [seen.heading]
    for title in ("Capaian Kinerja", "Hierarki"):
        menu(seen, title)
        assert asked(seen) == VIEW
        headings.append(seen.heading)
    for before in reversed(headings[:-1]):
        go(seen, seen.tab.go_back, seen.heading)
        assert (seen.heading, asked(seen)) == (before, VIEW)
    go(seen, seen.tab.go_forward, seen.heading)
    assert (seen.heading, asked(seen)) == (headings[1], VIEW)


def test_a_sentence_leads_to_its_evidence_in_the_same_view_and_back(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/{FROM}")
    first = seen.heading
    go(seen, seen.tab.locator(".st-key-berubah a", has_text="Capaian").first.click, first)
    assert {name: asked(seen)[name] for name in VIEW} == VIEW
    assert len(asked(seen)["opd"]) == 1
    go(seen, seen.tab.go_back, seen.heading)
    assert (seen.heading, asked(seen)) == (first, VIEW)


@pytest.mark.parametrize("page", ["hierarki", "rentang_kendali", "capaian_kinerja"])
def test_a_search_result_opens_the_agency_and_the_breadcrumb_leads_back(
    server: str, visit: Callable[..., Any], page: str
) -> None:
    seen = visit(f"{server}/{page}{FROM}&opd=Dinas+Sosial")
    find(seen, "dinas kesehatan", AGENCY)
    assert "/hierarki" in seen.tab.url
    assert {name: asked(seen)[name] for name in VIEW} == VIEW
    assert asked(seen)["opd"][-1] == AGENCY
    assert "Dinkes" in seen.heading
    go(seen, seen.tab.get_by_role("button", name="Kota Cilegon", exact=True).click, seen.heading)
    assert asked(seen) == VIEW


def test_an_indicator_found_on_its_own_page_opens_there(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/capaian_kinerja{FROM}&opd={AGENCY.replace(' ', '+')}")
    name = seen.tab.locator(".st-key-indikator input").input_value()
    go(seen, seen.tab.get_by_role("button", name="Kota Cilegon", exact=True).click, seen.heading)
    find(seen, name, f"{name} · {AGENCY}")
    assert asked(seen)["opd"] == [AGENCY]
    assert seen.tab.locator(".st-key-indikator input").input_value() == name


def test_an_agency_goes_along_to_the_next_page(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/hierarki{FROM}&opd={AGENCY.replace(' ', '+')}")
    menu(seen, "Rentang Kendali")
    assert asked(seen) == VIEW | {"opd": [AGENCY]}
    assert seen.heading.startswith("Dinkes: ")
    go(seen, seen.tab.go_back, seen.heading)
    assert asked(seen) == VIEW | {"opd": [AGENCY]}


def test_the_lowest_agencies_can_be_opened_without_a_mouse(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/{FROM}")
    link = seen.tab.locator(".st-key-remah_terendah a").first
    link.focus()
    go(seen, lambda: seen.tab.keyboard.press("Enter"), seen.heading)
    assert "/capaian_kinerja" in seen.tab.url
    assert {name: asked(seen)[name] for name in VIEW} == VIEW


WITHOUT = ("ringkasan", "metodologi", "data_pribadi", "tinjau")
CHARTED = [p for p, roles in auth.PAGES.items() if auth.DEFAULT_ROLE in roles and p not in WITHOUT]


@pytest.mark.parametrize("page", ["", *CHARTED])
def test_every_chart_says_in_words_what_it_shows(server: str, visit: Callable[..., Any], page: str) -> None:
    seen = visit(f"{server}/{page}{FROM}")
    seen.tab.locator("[data-testid=stPlotlyChart]").first.wait_for(timeout=60_000)
    # Charts are drawn one after the other, each with its words.
    seen.tab.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
            .every(chart => chart.matches('[aria-label]') || chart.querySelector('[aria-label]'))""",
        timeout=30_000,
    )
    said = seen.tab.locator("[data-testid=stPlotlyChart][aria-label], [data-testid=stPlotlyChart] [aria-label]")
    assert all(len(label.get_attribute("aria-label")) > 10 for label in said.all())
