"""Every page in a real browser: nothing breaks, nothing leaves the server, links reopen the same view, clicks open branches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
from conftest import serve

from etl.locale import text
from etl.settings import Settings
from pages.ui import auth

pytestmark = pytest.mark.browser

OPEN = [page for page, roles in auth.PAGES.items() if auth.DEFAULT_ROLE in roles]
"""What a reader opens who chose no role; the pages of operator and approver have their own tests."""
PAGES = {page: "" if page == "ringkasan" else page for page in OPEN}
MENU = {"ID": "Struktur", "EN": "Structure"}
PAPER = {False: "rgb(255, 255, 255)", True: "rgb(17, 24, 30)"}
LOOKS = [(page, dark, lang) for page in PAGES for dark, lang in ((False, "ID"), (True, "EN"))]
LOOKS += [("hierarki", True, "ID"), ("hierarki", False, "EN")]


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(("page", "dark", "lang"), LOOKS, ids=lambda v: str(v))
def test_a_page_opens_without_error_and_without_another_host(
    server: str, visit: Callable, page: str, dark: bool, lang: str
) -> None:
    seen = visit(f"{server}/{PAGES[page]}?bahasa={lang}", dark=dark)
    assert seen.tab.locator("[data-testid=stException]").count() == 0
    assert len(seen.heading) > 10
    assert seen.errors == []
    assert seen.hosts == {"127.0.0.1"}
    assert MENU[lang] in seen.tab.inner_text("header")
    assert seen.tab.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == PAPER[dark]


def test_a_page_opened_first_where_there_is_no_lake_yet_shows_how_it_is_built(
    server_without_lake: str, visit: Callable, tmp_path: Path
) -> None:
    try:
        tab = visit(f"{server_without_lake}/hierarki").tab
        tab.get_by_text(text("halaman.gudang.judul")).wait_for(timeout=60_000)
        shown = ("stPlotlyChart", "stDataFrame", "stSelectbox", "stException")
        assert [tab.locator(f"[data-testid={name}]").count() for name in shown] == [0, 0, 0, 0]
    finally:
        for process in psutil.process_iter(["cmdline", "environ"]):
            if "synth" in (process.info["cmdline"] or ()) and str(tmp_path) in str(process.info["environ"]):
                process.kill()  # it would go on building


def test_a_link_opened_first_on_a_fresh_server_ends_inside_the_frame(sample_lake: Settings, visit: Callable) -> None:
    with serve(sample_lake.warehouse) as address:
        seen = visit(f"{address}/rentang_kendali?wilayah=Kota+Cilegon")
        seen.tab.get_by_text(MENU["ID"]).first.wait_for(timeout=60_000)
        assert asked(seen.settle().tab.url)["wilayah"] == ["Kota Cilegon"]
        assert "manajer" in seen.heading


def test_a_link_reopens_the_same_view(server: str, visit: Callable) -> None:
    first = visit(f"{server}/hierarki?wilayah=Kota+Cilegon&opd=Dinas+Kesehatan&bentuk=Bagan")
    assert "Dinas Kesehatan" in first.text
    again = visit(first.tab.url)
    assert again.heading == first.heading
    assert again.tab.get_by_role("radio", name="Bagan").get_attribute("aria-checked") == "true"


def test_a_link_made_in_indonesian_opens_the_same_view_in_english(server: str, visit: Callable) -> None:
    seen = visit(f"{server}/hierarki?opd=Dinas+Kesehatan&bentuk=Tabel&bahasa=EN")
    assert seen.tab.get_by_role("radio", name="Table").get_attribute("aria-checked") == "true"
    seen.tab.locator("[data-testid=stDataFrame]").first.wait_for(timeout=60_000)


def test_a_click_on_an_agency_opens_its_branch_and_the_breadcrumb_leads_back(server: str, visit: Callable) -> None:
    seen = visit(f"{server}/hierarki?wilayah=Kota+Cilegon")
    whole = seen.heading
    _click_mark(seen, 6)
    seen.tab.wait_for_function("location.search.includes('opd=')", timeout=60_000)
    seen.settle()
    assert asked(seen.tab.url)["opd"][0].startswith(("Dinas", "Badan", "Sekretariat", "Kecamatan", "Satuan", "Inspektorat"))
    assert seen.heading != whole
    seen.tab.get_by_role("button", name="Kota Cilegon", exact=True).click()
    seen.tab.wait_for_function(f"document.querySelector('h1')?.innerText === {whole!r}", timeout=60_000)


def test_a_click_inside_a_branch_goes_one_level_down(server: str, visit: Callable) -> None:
    seen = visit(f"{server}/hierarki?wilayah=Kota+Cilegon&opd=Dinas+Kesehatan")
    seen.tab.locator("g.iciclelayer g.slice", has_text="Kabid").first.click()
    seen.tab.wait_for_function("location.search.includes('cabang=')", timeout=60_000)
    assert "Kabid" in asked(seen.tab.url)["cabang"][0]


def test_a_click_on_a_cell_of_the_matrix_filters_the_list(server: str, visit: Callable) -> None:
    seen = visit(f"{server}/rentang_kendali?wilayah=Kota+Cilegon")
    before = seen.text
    chart = seen.tab.locator("[data-testid=stPlotlyChart]").nth(1)
    chart.scroll_into_view_if_needed()
    _click_mark(seen, 3 * 5 + 1, chart_number=1)  # layer 4, two or three reports
    seen.tab.wait_for_function("location.search.includes('sel=')", timeout=60_000)
    seen.settle()
    assert "Lapisan" in asked(seen.tab.url)["sel"][0]
    assert seen.text != before


def _click_mark(seen, place: int, chart_number: int = 0) -> None:  # type: ignore[no-untyped-def]
    """Click in the middle of one rectangle of a chart."""
    chart = seen.tab.locator("[data-testid=stPlotlyChart]").nth(chart_number)
    box = chart.locator("g.barlayer path").nth(place).bounding_box()
    seen.tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    seen.tab.wait_for_timeout(200)
    seen.tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
