"""One loop as its people walk it: the dashboard looked at through a submission, its approval, what everybody reads then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit, serve
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from sample_resent import copy_of, send_again

from etl.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(sample_lake: Settings, tmp_path: Path) -> Iterator[str]:
    """A server whose lake holds a submission that waits for the approver of Kota Cilegon."""
    settings = copy_of(sample_lake, tmp_path)
    send_again(settings)
    with serve(settings.warehouse) as address:
        yield address


def become(seen: Visit, role: str) -> Visit:
    """Choose a role and Kota Cilegon in the local chooser."""
    for label, option in (("Peran", role), ("Pemerintah daerah", "Kota Cilegon")):
        _choose(seen, label, option)
    seen.tab.keyboard.press("Escape")
    return seen.settle()


def _choose(seen: Visit, label: str, option: str) -> None:
    """The chooser is drawn anew, and may close or lose a click, while the page runs: ask again until it holds."""
    for _ in range(8):
        try:
            if not seen.tab.get_by_test_id("stPopoverBody").count():
                seen.tab.get_by_role("button", name=re.compile("lokal")).click(timeout=5000)
            if _chosen(seen, option):
                return
            seen.tab.get_by_test_id("stPopoverBody").get_by_role("combobox", name=label).click(timeout=5000)
            seen.tab.get_by_role("option", name=option, exact=True).click(timeout=5000)
            seen.settle()
        except PlaywrightTimeout:
            seen.settle()
    assert _chosen(seen, option), option


def _chosen(seen: Visit, option: str) -> bool:
    """Whether the chooser shows this choice."""
    shown = "(box, wanted) => box.innerText.includes(wanted) || [...box.querySelectorAll('input')].some(i => i.value === wanted)"
    box = seen.tab.get_by_test_id("stPopoverBody").first
    box.get_by_role("combobox").first.wait_for(timeout=10_000)
    return bool(box.evaluate(shown, option))


def in_menu(seen: Visit, page: str) -> Any:
    """The entry of a page in the menu *Data*, opened; the first click may only close the chooser."""
    entry = seen.tab.get_by_test_id("stTopNavDropdownLink").filter(has_text=page)
    for attempt in range(6):
        seen.tab.get_by_role("button", name="Data", exact=True).click()
        try:
            entry.first.wait_for(timeout=5000)
            break
        except PlaywrightTimeout:
            if attempt == 5:
                raise
    return entry.first


def wait_for(seen: Visit, words: str) -> None:
    seen.tab.get_by_text(words).first.wait_for(timeout=60_000)
    seen.settle()


def test_a_submission_is_looked_at_approved_and_read_by_all(waiting: str, visit: Callable[..., Visit]) -> None:
    leader = visit(f"{waiting}/?wilayah=Kota+Cilegon&periode=TW+III+2024")
    before = leader.heading
    seen = become(visit(waiting), "Penyetuju")
    strip = seen.tab.get_by_role("link", name="Kiriman ke-2 TW III 2024 menunggu persetujuan Anda")
    strip.wait_for(timeout=60_000)
    assert in_menu(seen, "Kiriman").inner_text().strip() == "Kiriman (1)"
    seen.tab.keyboard.press("Escape")
    strip.click()
    wait_for(seen, "Lihat dasbor dengan kiriman ini (simulasi)")
    assert "menunggu persetujuan Anda" in seen.heading

    seen.tab.get_by_role("button", name="Lihat dasbor dengan kiriman ini (simulasi)").click()
    seen.tab.get_by_role("link", name="Buka dasbor dengan kiriman ini").click()
    wait_for(seen, "Simulasi: kiriman ke-2 TW III 2024")
    assert seen.heading != before
    assert leader.open(f"{waiting}/?wilayah=Kota+Cilegon&periode=TW+III+2024").heading == before
    foretold = seen.heading

    seen.tab.get_by_role("link", name="Lihat kiriman").click()
    wait_for(seen, "Baris berubah")
    seen.tab.get_by_role("button", name="Setujui", exact=True).click()
    wait_for(seen, "Kiriman ke-2 disetujui dan terbit.")
    assert "TW III 2024 terbit: versi 2" in seen.heading
    assert re.search(r"/kiriman", seen.tab.url)
    assert leader.open(f"{waiting}/?wilayah=Kota+Cilegon&periode=TW+III+2024").heading == foretold
    assert "versi 2, disetujui" in leader.text
    assert seen.errors == []
    assert seen.hosts == {"127.0.0.1"}


def test_a_receipt_prints_on_one_sheet(waiting: str, visit: Callable[..., Visit], tmp_path: Path) -> None:
    seen = become(visit(waiting), "Operator (Bagian Organisasi)")
    in_menu(seen, "Kiriman").click()
    wait_for(seen, "Tanda terima")
    seen.tab.get_by_text("Tanda terima", exact=True).first.click()
    wait_for(seen, "Tanda terima kiriman Ramping")
    with seen.tab.expect_download() as got:
        seen.tab.get_by_role("button", name="Unduh tanda terima (HTML)").click()
    sheet = tmp_path / "tanda-terima.html"
    got.value.save_as(sheet)
    other: Any = seen.tab.context.new_page()
    other.goto(sheet.as_uri())
    assert "python -m etl verify --kiriman 36.72_2024-TW" in other.inner_text("body")
    assert _sheets(other.pdf(format="A4")) == 1
    assert _sheets(seen.tab.pdf(format="A4")) == 1, "printed from the page itself"


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
