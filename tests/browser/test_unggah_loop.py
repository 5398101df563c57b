"""The operator's whole loop in a real browser: drop, reload in the middle, repair one cell on the screen, explain, submit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import serve
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from sample_resent import copy_of

from etl.paths import ROOT
from etl.settings import Settings

pytestmark = pytest.mark.browser

SLOW = 240_000
"""Milliseconds that a step may take on a busy machine: importing the rules alone takes seconds."""
CELL, RIGHT, WRONG = "E5", "62,04", "tiga puluh"


@pytest.fixture
def own_lake(sample_lake: Settings, tmp_path: Path) -> str:
    """A copy of the sample lake, as this test writes into it."""
    return copy_of(sample_lake, tmp_path).warehouse


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The sample's workbook with a word where a figure belongs."""
    book = openpyxl.load_workbook(ROOT / "data" / "sample" / "36.72_2024-TW4.xlsx")
    book["capaian"][CELL] = WRONG
    book.save(tmp_path / "36.72_2024-TW4.xlsx")
    return tmp_path / "36.72_2024-TW4.xlsx"


@pytest.fixture
def desk(own_lake: str, visit: Callable[..., Any]) -> Iterator[Any]:
    """The operator of Kota Cilegon at the page Unggah, opened from the menu."""
    with serve(own_lake) as address:
        seen = visit(f"{address}/")
        for key, name in (("_peran_id", "Operator"), ("_lingkup", "Kota Cilegon")):
            _choose(seen, key, name)
        seen.tab.keyboard.press("Escape")
        seen.tab.locator("[data-testid=stTopNavSection]", has_text="Data").click()
        seen.tab.locator("[data-testid=stTopNavDropdownLink]", has_text="Unggah").click()
        seen.tab.locator(".langkah").wait_for(timeout=SLOW)
        yield seen


def _choose(seen: Any, key: str, name: str) -> None:
    box = seen.tab.locator(f".st-key-{key} input")
    if not box.count():
        seen.tab.locator(".st-key-pilih_peran button").first.click()
    box.click()
    seen.tab.get_by_role("option", name=name).first.click()
    seen.tab.wait_for_timeout(1500)
    seen.settle()


def _heading(seen: Any, start: str) -> None:
    seen.tab.wait_for_function(f"document.querySelector('h1')?.innerText.startsWith({start!r})", timeout=SLOW)


def _type_first(seen: Any, value: str) -> None:
    """Type into the first cell of the column for new values, by keyboard as a reader would."""
    grid = seen.tab.locator("[data-testid=stDataFrame]").first
    area = seen.tab.locator("#portal textarea, #portal input").first
    for attempt in range(8):
        # The table is drawn anew while the page runs; what was clicked before is forgotten then.
        seen.settle()
        grid.scroll_into_view_if_needed()
        seen.tab.wait_for_timeout(1000)
        place = grid.bounding_box()
        seen.tab.mouse.click(place["x"] + 542, place["y"] + 50)
        seen.tab.keyboard.press("Enter")
        try:
            area.wait_for(timeout=10_000)
            break
        except PlaywrightTimeout:
            assert attempt < 7, "no cell opens"
    area.fill(value)
    seen.tab.keyboard.press("Enter")


def test_from_drop_to_submission(desk: Any, workbook: Path) -> None:
    tab = desk.tab
    tab.locator("input[type=file]").first.set_input_files(str(workbook))
    tab.wait_for_url("**/unggah?*kerja=*", timeout=SLOW)
    _heading(desk, "Belum bisa diajukan: 1 temuan memblokir di 1 lembar.")
    tab.get_by_text(f"capaian!{CELL}").first.wait_for(timeout=SLOW)
    assert f'"{WRONG}"' in desk.text

    tab.get_by_role("radio", name="Perbaiki di layar").click()
    _type_first(desk, RIGHT)
    tab.get_by_role("button", name="Periksa lagi (1 sel)").click(timeout=SLOW)
    tab.get_by_text("Tersisa 0 memblokir").wait_for(timeout=SLOW)
    tab.get_by_role("button", name="Simpan sebagai kiriman berikutnya").click()
    _heading(desk, "Tidak ada yang memblokir.")

    tab.get_by_role("button", name="Pakai alasan terakhir").click()
    send = tab.get_by_role("button", name="Ajukan ke penyetuju")
    tab.wait_for_function("[...document.querySelectorAll('.st-key-unggah_ajukan button')].some(b => !b.disabled)", timeout=SLOW)
    send.click()
    _heading(desk, "TW IV 2024 sudah diajukan")
    assert desk.hosts == {"127.0.0.1"}
