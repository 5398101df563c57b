"""`python -m pages.bench.peramban`: first paint and click to painted in a real browser; prints one JSON document.

Needs Playwright and a Chromium of the system (RAMPING_CHROMIUM, else where it usually lies). The lake is that of
RAMPING_WAREHOUSE.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import time
from collections.abc import Sequence
from typing import Any

from etl.paths import ROOT
from pages.bench.server import serving

PAGES = ("nasional", "kelengkapan", "pembanding", "mutu_nasional", "tinjau", "ringkasan")
ROUNDS = 4
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
_DRAWN = """() => !document.querySelector('[data-test-script-state=running]')
    && !document.querySelector('[data-testid=stStatusWidget]')
    && document.querySelector('[data-testid=stMain] h1, [data-testid=stAlert]')"""


def p95(seconds: Sequence[float]) -> float:
    """The figure that 95 of 100 do not exceed."""
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]


def chromium() -> str:
    """Where the browser lies. RuntimeError where there is none."""
    found = os.environ.get("RAMPING_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("no Chromium")
    return found


def _open(tab: Any, address: str) -> float:
    begun = time.perf_counter()
    tab.goto(address, wait_until="commit")
    tab.wait_for_function(_DRAWN, timeout=60_000, polling=20)
    return time.perf_counter() - begun


def _link(tab: Any, page: str) -> Any | None:
    """The page's entry in the menu, its group opened; None where no group has it."""
    for group in tab.locator("[data-testid=stTopNavSection]").all():
        group.click()
        tab.wait_for_selector("[data-testid=stTopNavDropdownLink]", timeout=10_000)
        link = tab.locator(f"a[data-testid=stTopNavDropdownLink][href$='/{page}']")
        if link.count():
            return link.first
        tab.keyboard.press("Escape")
    return None


def _clicks(tab: Any, address: str, page: str) -> list[float]:
    """From the click on the link in the menu until the other page stands and no script runs."""
    seconds = []
    for _ in range(ROUNDS):
        _open(tab, f"{address}/metodologi")
        link = _link(tab, page)
        if link is None:
            return []
        before = tab.locator("[data-testid=stMain] h1").first.inner_text()
        begun = time.perf_counter()
        link.click()
        tab.wait_for_function(
            f"before => {{ const h = document.querySelector('[data-testid=stMain] h1');"
            f" return h && h.innerText !== before && ({_DRAWN})() }}",
            arg=before,
            timeout=60_000,
            polling=20,
        )
        seconds.append(time.perf_counter() - begun)
    return seconds


def main() -> None:
    """Every page opened once for nothing, then timed in a tab that knows nothing; then the clicks."""
    from playwright.sync_api import sync_playwright

    with serving(ROOT / "app.py") as port, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        first, clicks = dict[str, float](), list[float]()
        for page in PAGES:
            place = f"{address}/{'' if page == 'ringkasan' else page}"
            for _ in range(2):
                context = browser.new_context(viewport={"width": 1366, "height": 768})
                first[page] = _open(context.new_page(), place)
                context.close()
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        tab = context.new_page()
        for page in PAGES:
            if page != "ringkasan":
                clicks += _clicks(tab, address, page)
        browser.close()
    print(json.dumps({"pertama": first, "klik_p95": p95(clicks or [math.inf]), "klik": len(clicks)}))


if __name__ == "__main__":
    main()
