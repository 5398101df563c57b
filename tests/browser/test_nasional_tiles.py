"""From the map of provinces to a government's own pages, by click and by keyboard, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

COLUMNS, ROWS = 18, 8
BANTEN, CILEGON = (4, 6), (1, 1)
"""Column and row of Banten on the map, and of Kota Cilegon among the nine governments of Banten (five side by side)."""


def asked(seen: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.tab.url).query)


def click(seen: Any, place: tuple[int, int], columns: int, row: float) -> None:
    """Click into the middle of a tile of the first picture; row: the height of a row, in pixels."""
    picture = seen.tab.locator(".js-plotly-plot").first
    picture.locator(".bars path").first.wait_for(timeout=60_000)
    wide = picture.bounding_box()["width"] / columns
    picture.click(position={"x": wide * (place[0] + 0.5), "y": row * (place[1] + 0.5)})


def heading(seen: Any, begins: str) -> None:
    seen.tab.wait_for_function(f"(document.querySelector('h1')?.innerText ?? '').startsWith({begins!r})", timeout=60_000)
    seen.settle()


def height(seen: Any) -> float:
    return float(seen.tab.locator(".js-plotly-plot").first.bounding_box()["height"])


def test_a_click_opens_a_province_again_and_again_and_then_a_government(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/nasional")
    for turn in range(2):
        click(seen, BANTEN, COLUMNS, height(seen) / ROWS)
        heading(seen, "Banten: ")
        assert asked(seen) == {"provinsi": ["Banten"]}
        back = seen.tab.locator(".st-key-remah_nasional button").first
        if turn == 0:
            back.click()
            heading(seen, "Semua 2 pemda")
    click(seen, CILEGON, 5, 78)
    seen.tab.wait_for_function("location.search.includes('tanda=')", timeout=60_000)
    seen.settle()
    assert asked(seen)["tanda"] == ["Kota Cilegon"]
    seen.tab.locator(".st-key-remah_nasional_pemda a").first.click()
    heading(seen, "Capaian kinerja ")
    assert asked(seen)["wilayah"] == ["Kota Cilegon"]
    assert seen.errors == []
    assert seen.hosts == {"127.0.0.1"}


def test_the_keyboard_opens_a_province_by_the_selectbox(server: str, visit: Callable[..., Any]) -> None:
    seen = visit(f"{server}/nasional")
    seen.tab.locator(".st-key-provinsi input").first.focus()
    seen.tab.keyboard.type("Banten")
    seen.tab.keyboard.press("Enter")
    heading(seen, "Banten: ")
    assert asked(seen) == {"provinsi": ["Banten"]}


def test_an_address_opens_the_same_view(server: str, visit: Callable[..., Any]) -> None:
    wanted = {"provinsi": ["Banten"], "warna_petak": ["Rentang sempit"], "tanda": ["Kota Cilegon"]}
    seen = visit(f"{server}/nasional?provinsi=Banten&warna_petak=Rentang+sempit&tanda=Kota+Cilegon")
    assert seen.heading.startswith("Banten: ")
    assert asked(seen) == wanted
    assert "Rentang sempit: 2 dari" in seen.text or "Rentang sempit 2 pemda" in seen.text
