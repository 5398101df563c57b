"""Two processes of the app behind one address, over one shared lake: sessions stay, each can be restarted."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from etl.access import Grant, Principal, Role, Scope
from etl.warehouse import grants
from tests.browser import test_behind_the_proxy as one
from tests.browser.conftest import CHROMIUM, FLAGS, _wait
from tests.browser.doors import _process, free_port
from tests.katalog import Shared, environment

pytestmark = [
    pytest.mark.browser, pytest.mark.skipif(not (one.NGINX and shutil.which("openssl")), reason="no nginx or openssl here")
]  # fmt: skip
COOKIE = "__Host-ramping_proses"
MARKS = [sha256(bytes([number])).hexdigest()[:32] for number in range(40)]


@dataclass
class Pair:
    """The proxy and the two processes behind it."""

    env: dict[str, str]
    ports: tuple[int, int]
    address: int = 0
    log: Path = Path()
    running: dict[int, ExitStack] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Let a process run, and wait until it answers."""
        self.running[port] = ExitStack()
        process = self.running[port].enter_context(_process(port, "127.0.0.1", (), self.env, -3))
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)

    def stop(self, port: int) -> None:
        """End it."""
        self.running.pop(port).close()

    def answered(self, mark: str, path: str = "") -> set[int]:
        """Which processes answered whoever has this mark."""
        lines = [line for line in self.log.read_text().splitlines() if f" {mark} " in line and f" {path}" in line]
        # Where one did not answer, the proxy names both.
        tried = [line.partition(f" {mark} ")[0].rpartition(":")[2] for line in lines]
        return {int(port) for port in tried if port.isdigit()}

    def ask(self, mark: str, path: str = "/_stcore/health", method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
        """An answer to whoever has this mark."""
        return one.ask(self.address, path, method, Cookie=f"{COOKIE}={mark}", **headers)


@pytest.fixture(scope="module")
def pair(postgres: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    settings = postgres.at(tmp_path_factory.mktemp("dua") / "gudang")
    grants.give(settings, Principal.system("pemasang"), Grant("a@pusat.go.id", Role.ADMIN, Scope("*")))
    found = Pair(environment(settings), (free_port(), free_port()))
    folder = tmp_path_factory.mktemp("perantara")
    certificate = one.certificate.__wrapped__(tmp_path_factory)  # type: ignore[attr-defined]
    try:
        for port in found.ports:
            found.start(port)
        servers = [f"http://127.0.0.1:{port}" for port in found.ports]
        for _, address in one.run(folder, certificate, servers[0], silent=True, second=servers[1]):
            found.address, found.log = address, folder / "akses.log"
            yield found
    finally:
        for port in list(found.running):
            found.stop(port)


@pytest.fixture(scope="module")
def marks(pair: Pair) -> dict[int, str]:
    """For each process a mark that leads to it."""
    for mark in MARKS:
        for _ in range(2):
            assert pair.ask(mark)[0] == 200
    told = {mark: pair.answered(mark) for mark in MARKS}
    assert all(len(ports) == 1 for ports in told.values()), "a mark leads to one process"
    found = {min(ports): mark for mark, ports in told.items()}
    assert set(found) == set(pair.ports), "the lot falls on both"
    return found


def test_whoever_has_no_mark_gets_one_that_only_their_browser_keeps(pair: Pair) -> None:
    _, headers, _ = one.ask(pair.address, "/")
    (mark,) = [cookie for cookie in headers.get_all("Set-Cookie") if cookie.startswith(COOKIE)]
    assert all(rule in mark for rule in ("Path=/", "Secure", "HttpOnly", "SameSite=Lax"))
    assert not [cookie for cookie in pair.ask(MARKS[0], "/")[1].get_all("Set-Cookie") or [] if cookie.startswith(COOKIE)]


@contextmanager
def session(pair: Pair, mark: str) -> Iterator[str]:
    """An open page of whoever has this mark: where it is to upload to."""
    raw = socket.create_connection(("127.0.0.1", pair.address), 60)
    with connect(
        f"wss://{one.NAME}/_stcore/stream", sock=raw, ssl=one.unchecked(), subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": f"{COOKIE}={mark}"}, max_size=None,
    ) as stream:  # fmt: skip
        state = ClientState(page_name="metodologi")
        state.context_info.url = f"https://{one.NAME}/metodologi"
        stream.send(BackMsg(rerun_script=state).SerializeToString())
        ask = BackMsg()
        ask.file_urls_request.session_id = awaited(stream, "new_session").new_session.initialize.session_id
        ask.file_urls_request.request_id = "1"
        ask.file_urls_request.file_names.append("a.csv")
        stream.send(ask.SerializeToString())
        yield awaited(stream, "file_urls_response").file_urls_response.file_urls[0].upload_url


def awaited(stream: Any, kind: str) -> ForwardMsg:
    while True:
        message = ForwardMsg.FromString(stream.recv(timeout=90))
        if message.WhichOneof("type") == kind:
            return message


def put(pair: Pair, mark: str, address: str) -> int:
    """The status of an upload by whoever has this mark."""
    _, headers, _ = pair.ask(mark, "/_stcore/health")
    token = next((c for c in headers.get_all("Set-Cookie") or [] if c.startswith("_streamlit_xsrf=")), "=;").split(";")[0]
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\r\n--x--\r\n'
    connection = one.Named(one.NAME, pair.address, timeout=30)
    told = {
        "Cookie": f"{COOKIE}={mark}; {token}", "X-Xsrftoken": token.partition("=")[2],
        "Content-Type": "multipart/form-data; boundary=x",
    }  # fmt: skip
    connection.request("PUT", address, body, told)
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_upload_reaches_the_process_of_its_session(pair: Pair, marks: dict[int, str]) -> None:
    mine, other = (marks[port] for port in pair.ports)
    with session(pair, mine) as address:
        assert put(pair, mine, address) == 204
        assert put(pair, other, address) == 400, "the other process does not know the session"


def test_pages_draw_and_each_process_can_be_restarted(pair: Pair, marks: dict[int, str], chromium: Any) -> None:
    first, second = pair.ports
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules=MAP {one.NAME} 127.0.0.1"]
    )
    try:
        for mark in marks.values():
            look(browser, pair, mark)
        assert pair.answered(marks[first], "/_stcore/stream") <= {first}
        assert pair.answered(marks[second]) == {second}
        pair.stop(first)
        look(browser, pair, marks[first])
        assert second in pair.answered(marks[first]), "the other process takes over"
        pair.start(first)
        seen = len(pair.log.read_text().splitlines())
        until = time.monotonic() + 60
        while f":{first} " not in "\n".join(pair.log.read_text().splitlines()[seen:]) and time.monotonic() < until:
            pair.ask(marks[first])
            time.sleep(0.3)
        look(browser, pair, marks[second])
        assert pair.answered(marks[second]) == {second}
    finally:
        browser.close()
    assert f":{first} " in "\n".join(pair.log.read_text().splitlines()[seen:]), "and gives back what belongs to it"


def look(browser: Any, pair: Pair, mark: str) -> None:
    """The page Metodologi, drawn, for whoever has this mark."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1366, "height": 768})
    address = f"https://{one.NAME}:{pair.address}"
    context.add_cookies([{"name": COOKIE, "value": mark, "url": address, "secure": True, "httpOnly": True, "sameSite": "Lax"}])
    tab = context.new_page()
    tab.goto(f"{address}/metodologi")
    tab.wait_for_selector("h1", timeout=90_000)
    context.close()
