"""Local mode serves this machine only: whatever says otherwise, in the request or in how the server was started, closes it."""

from __future__ import annotations

import pytest
from fake_lake import FakeRead
from rendered import PAGES, open_page, text_of
from streamlit.testing.v1 import AppTest

from etl.locale import text
from etl.paths import ROOT
from pages.ui import local_only
from pages.ui.local_only import refusal

HERE = "127.0.0.1"
LOCAL_HOSTS = (
    "localhost", "localhost:8501", "LOCALHOST:8501", "127.0.0.1", "127.0.0.1:8501", "127.1.2.3:1", "[::1]", "[::1]:8501",
    "[0:0:0:0:0:0:0:1]:8501",
)  # fmt: skip
OTHER_HOSTS = (
    "", " ", "10.0.0.1", "ramping.example.go.id", "localhost.evil.example", "evil.localhost.example", "localhost.",
    "127.0.0.1.evil.example", "127.0.0.1:8501@evil.example", "evil.example@127.0.0.1", "127.0.0.1:8501/evil",
    "127.0.0.1:8501,evil", "127.0.0.1 evil", "127.0.0.1:", "127.0.0.1:port", "127.1", "0x7f.0.0.1", "2130706433", "0127.0.0.1",
    "::1", "[::1", "[::2]:8501", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]", "[127.0.0.1]", "[localhost]", "localhost:8501:8501",
    "xn--localhost-", "127.0.0.1\x00", "１２７.0.0.1",
    "0.0.0.0:8501", "128.0.0.1", "126.255.255.255",  # pragma: allowlist secret
)  # fmt: skip
PROXY_HEADERS = (
    "Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "X-Forwarded-Anything", "X-Real-IP", "Via",
    "X-Client-IP", "X-Original-Host", "True-Client-IP", "CF-Connecting-IP", "X-Cluster-Client-IP",
)  # fmt: skip


@pytest.mark.parametrize("host", LOCAL_HOSTS)
def test_a_request_of_this_machine_is_served(host: str) -> None:
    assert refusal([("Host", host), ("User-Agent", "x")], None, HERE) is None


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_another_name_is_refused(host: str) -> None:
    assert refusal([("Host", host)], None, HERE) == "masuk.lokal.nama"


@pytest.mark.parametrize("headers", [[], [("Host", "localhost"), ("host", "evil.example")], [("Host", "localhost")] * 2])
def test_a_request_without_one_name_is_refused(headers: list[tuple[str, str]]) -> None:
    assert refusal(headers, None, HERE) == "masuk.lokal.nama"


@pytest.mark.parametrize("name", PROXY_HEADERS)
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
def test_a_request_through_a_proxy_is_refused(name: str, value: str) -> None:
    assert refusal([("Host", "localhost:8501"), (name, value)], None, HERE) == "masuk.lokal.perantara"


@pytest.mark.parametrize("peer", [None, "127.0.0.1", "127.8.8.8", "::1"])
def test_a_peer_on_this_machine_is_served(peer: str | None) -> None:
    assert refusal([("Host", "localhost")], peer, HERE) is None


@pytest.mark.parametrize("peer", ["", "10.0.0.1", "192.168.1.7", "fe80::1", "::ffff:10.0.0.1", "nobody", "127.0.0.1.evil"])
def test_another_machine_is_refused(peer: str) -> None:
    assert refusal([("Host", "localhost")], peer, HERE) == "masuk.lokal.jauh"


EVERYWHERE = "0.0.0.0"  # pragma: allowlist secret


@pytest.mark.parametrize("address", [None, "", EVERYWHERE, "::", "10.0.0.1", "ramping.example.go.id", "unix:///tmp/x.sock"])
def test_a_server_that_others_can_reach_refuses_everybody(address: str | None) -> None:
    assert refusal([("Host", "localhost")], None, address) == "masuk.lokal.alamat"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_a_server_on_loopback_serves(address: str) -> None:
    assert refusal([("Host", "localhost")], None, address) is None


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_every_page_opened_directly_shows_the_refusal_and_nothing_else(
    page: str, fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_only, "asked", lambda: ([("Host", "ramping.example.go.id")], None, HERE))
    test = open_page(page).run()
    assert [error.value for error in test.error] == [text("masuk.lokal.nama")]
    assert [said.value for said in test.markdown] == [text("masuk.lokal.caranya")]
    assert [element.type for element in test.main] == ["main", "html", "error", "markdown"]


def test_the_frame_shows_no_menu_to_who_is_refused(fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_only, "asked", lambda: ([("Host", "localhost"), ("Via", "1.1 x")], None, HERE))
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    said = text_of(test)
    assert text("masuk.lokal.perantara") in said
    assert "Kota Cilegon" not in said
    assert not test.selectbox


def test_local_mode_says_that_it_is_local(fake_lake: FakeRead) -> None:
    said = text_of(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run())
    assert text("masuk.lokal.pita") in said
