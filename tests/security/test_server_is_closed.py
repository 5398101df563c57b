"""What a real server answers to somebody who is no browser of ours: other origins, methods and paths, forged requests."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import serve


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(f"sqlite:{tmp_path_factory.mktemp('tertutup') / 'katalog.sqlite'}") as running:
        yield running


def ask(address: str, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return told


def open_stream(address: str, origin: str | None) -> ClientConnection:
    stream = address.replace("http", "ws") + "/_stcore/stream"
    return connect(stream, origin=origin, subprotocols=["streamlit"], max_size=None)  # type: ignore[arg-type, list-item]


def flood(stream: ClientConnection) -> None:
    """Send 65 MB and listen until the other side ends it, half a minute at most."""
    stream.send(b"\x00" * (65 * 2**20))
    while True:
        stream.recv(timeout=30)


@pytest.mark.parametrize("origin", ["https://jahat.example", "null", "http://127.0.0.1.jahat.example"])
def test_a_page_of_another_origin_opens_no_connection(address: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        open_stream(address, origin)
    assert refused.value.response.status_code == 403


def test_our_own_page_does(address: str) -> None:
    with open_stream(address, address) as stream:
        assert stream.subprotocol == "streamlit"


def test_a_message_larger_than_any_of_ours_ends_the_connection(address: str) -> None:
    with open_stream(address, address) as stream, pytest.raises(ConnectionClosed):
        flood(stream)


def test_what_is_no_message_at_all_ends_no_server(address: str) -> None:
    with open_stream(address, address) as stream:
        stream.send(b"\xff\xfe\x00bukan pesan")
    assert ask(address, "GET", "/_stcore/health")[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_a_file_without_the_token_of_its_own_page_is_refused(address: str, method: str) -> None:
    status, _, _ = ask(address, method, "/_stcore/upload_file/sesi/berkas", b"isi")
    assert status in {400, 403, 404, 405}


def test_no_other_site_may_read_an_answer(address: str) -> None:
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        _, headers, _ = ask(address, "GET", path, Origin="https://jahat.example")
        assert "access-control-allow-origin" not in headers


def test_no_page_around_ours_may_steer_it(address: str) -> None:
    told = json.loads(ask(address, "GET", "/_stcore/host-config")[2])
    assert told["allowedOrigins"] == []
    assert told["useExternalAuthToken"] is False


def test_the_token_against_forged_requests_stays_with_our_own_pages(address: str) -> None:
    _, headers, _ = ask(address, "GET", "/_stcore/health")
    assert "samesite=strict" in headers["set-cookie"].lower()


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH"])
def test_methods_that_nothing_uses_are_refused(address: str, method: str) -> None:
    assert ask(address, method, "/_stcore/health")[0] >= 400


@pytest.mark.parametrize("path", ["/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp"])
def test_there_is_no_second_door_for_programs(address: str, path: str) -> None:
    status, _, body = ask(address, "POST", path, b"{}", Content_Type="application/json")
    assert status >= 400
    assert b"session_id" not in body


SECRET_PLACES = (
    "/.streamlit/secrets.toml", "/.streamlit/config.toml", "/.git/config", "/app.py", "/pages/unggah.py",
    "/data/warehouse/katalog.sqlite", "/app/static/../../.streamlit/config.toml", "/static/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2fconfig.toml", "/media/../../.streamlit/config.toml", "//etc/passwd",
    "/component/../../../etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize("path", SECRET_PLACES)
def test_no_file_of_the_machine_is_served(address: str, path: str) -> None:
    _, _, body = ask(address, "GET", path)
    assert not any(mark in body for mark in (b"[server]", b"[auth]", b"[core]", b"root:", b"import streamlit", b"SQLite format"))


@pytest.mark.parametrize("path", ["/static/", "/static", "/media/", "/pages/"])
def test_no_folder_is_listed(address: str, path: str) -> None:
    _, _, body = ask(address, "GET", path)
    assert b"Directory listing" not in body
    assert b".js</a>" not in body


def test_an_answer_says_its_type_and_nothing_of_our_machine(address: str) -> None:
    _, headers, body = ask(address, "GET", "/")
    assert headers["content-type"].startswith("text/html")
    assert str(Path.cwd()).encode() not in body
    assert "x-powered-by" not in headers
