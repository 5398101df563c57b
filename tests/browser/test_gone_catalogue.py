"""The shared catalogue's server goes away under an open page: the page says so, and opens by itself when it is back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.access import Grant, Principal, Role, Scope
from etl.warehouse import grants
from tests.browser.conftest import Visit, serve
from tests.katalog import Shared, environment

pytestmark = pytest.mark.browser
GONE = "text=PostgreSQL"


@pytest.fixture
def app(postgres: Shared, tmp_path: Path) -> Iterator[str]:
    """A server over a shared lake that holds a grant and no figures."""
    settings = postgres.at(tmp_path / "gudang")
    grants.give(settings, Principal.system("pemasang"), Grant("a@pusat.go.id", Role.ADMIN, Scope("*")))
    with serve(
        settings.warehouse, **{name: environment(settings)[name] for name in ("RAMPING_DATA", "RAMPING_BERKAS")}
    ) as address:
        yield address
    if postgres.process is not None and postgres.process.poll() is not None:
        postgres.start()


def test_it_says_what_to_do_and_recovers_by_itself(app: str, postgres: Shared, visit: Callable[..., Visit]) -> None:
    open_page = visit(f"{app}/metodologi")
    heading = open_page.heading
    postgres.stop()
    open_page.tab.get_by_text("EN", exact=True).click()
    open_page.tab.wait_for_selector(f"[data-testid=stAlert] >> {GONE}", timeout=60_000)
    late = visit(f"{app}/metodologi")
    late.tab.wait_for_selector(f"[data-testid=stAlert] >> {GONE}", timeout=60_000)
    assert "Traceback" not in late.text
    postgres.start()
    for tab in (open_page.tab, late.tab):
        tab.wait_for_selector(f"[data-testid=stAlert] >> {GONE}", state="detached", timeout=60_000)
    late.settle()
    assert late.heading == heading
