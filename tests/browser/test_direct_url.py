"""A folder `pages/` lets a visitor skip the frame: each page's address is opened first of all on a server that nobody has opened.

Over the websocket, as no browser decides there what is shown: what the server sends is all that could be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from doors import AGENCY, REGION, Seen, free_port, lake_of_one_region, open_directly, secrets_file, servers

from etl.locale import text
from etl.paths import ROOT
from etl.settings import Settings

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
SHOWN = {"plotly_chart", "arrow_data_frame", "arrow_table", "metric", "selectbox", "iframe", "download_button"}
TITLES = [text(f"halaman.judul.{page}") for page in PAGES]
SIDE_BY_SIDE = 4
ISSUER = "http://localhost:9"
"""Nobody listens there: until the button is pressed nobody asks the provider."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return lake_of_one_region(tmp_path_factory.mktemp("langsung"))


def nothing(seen: Seen) -> bool:
    """Whether what was sent holds nothing of the app: no data, no names, no menu."""
    return not seen.kinds & SHOWN and not seen.tells_of(REGION, AGENCY, "36.72", *TITLES)


@pytest.fixture(scope="module")
def first_visits(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Seen, Seen]]:
    """page → what its first visitor was sent, and the second one; a server for each page."""
    folder, found = tmp_path_factory.mktemp("rahasia"), {}
    for begin in range(0, len(PAGES), SIDE_BY_SIDE):
        some = {page: free_port() for page in PAGES[begin : begin + SIDE_BY_SIDE]}
        secrets = secrets_file(folder, next(iter(some.values())), ISSUER)
        with servers(settings, list(some.values()), "--secrets.files", str(secrets), env={"RAMPING_SIGN_IN": "1"}):
            for page, port in some.items():
                found[page] = open_directly(port, page), open_directly(port, page)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_first_of_all_without_signing_in_shows_nothing(
    page: str, first_visits: dict[str, tuple[Seen, Seen]]
) -> None:
    first, second = first_visits[page]
    assert first.kinds == {"html"}  # the page ran alone, without the frame, and sends nothing but the order to load it inside
    assert nothing(first)
    assert nothing(second), second.kinds
    assert second.tells_of(text("masuk.judul"))


@pytest.fixture(scope="module")
def local(settings: Settings) -> Iterator[int]:
    port = free_port()
    with servers(settings, [port]):
        open_directly(port, "")  # from now on the server runs the frame
        yield port


BEHIND_A_PROXY = {
    "masuk.lokal.perantara": {"X_Forwarded_For": "127.0.0.1"},
    "masuk.lokal.nama": {"host": "ramping.example.go.id"},
}


@pytest.mark.parametrize("key", BEHIND_A_PROXY)
def test_local_mode_refuses_a_request_from_elsewhere_first_of_all(key: str, settings: Settings) -> None:
    port = free_port()
    with servers(settings, [port]):
        for page in ("hierarki", "hierarki", ""):
            seen = open_directly(port, page, **BEHIND_A_PROXY[key])
            assert nothing(seen), seen.kinds
        assert seen.tells_of(text(key))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", BEHIND_A_PROXY)
def test_no_page_of_local_mode_is_served_to_elsewhere(page: str, key: str, local: int) -> None:
    seen = open_directly(local, page, **BEHIND_A_PROXY[key])
    assert nothing(seen), seen.kinds
    assert seen.tells_of(text(key))


def test_the_same_server_shows_the_person_at_this_machine_everything(local: int) -> None:
    seen = open_directly(local, "hierarki")
    assert seen.tells_of(REGION)
    assert not nothing(seen)


def test_local_mode_on_an_address_that_others_can_reach_serves_nobody(settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    with servers(settings, [port], address="0.0.0.0"):  # pragma: allowlist secret
        open_directly(port, "hierarki")
        seen = open_directly(port, "hierarki")
    assert nothing(seen), seen.kinds
    assert seen.tells_of(text("masuk.lokal.alamat"))
