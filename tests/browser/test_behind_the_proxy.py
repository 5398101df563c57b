"""The example of a reverse proxy, run for real: TLS, headers, cookies, limits, and pages that still draw under its policy."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from etl.paths import ROOT
from tests.browser.conftest import CHROMIUM, FLAGS, READY

NGINX = shutil.which("nginx")
EXAMPLE = ROOT / "deploy" / "nginx.conf.example"
NAME = "dashboard.example.go.id"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not (NGINX and shutil.which("openssl")), reason="no nginx or openssl here")]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def on_loopback(folder: Path, ports: tuple[int, int], server: str, *, silent: bool, second: str | None = None) -> str:
    """The example with ports and paths of this run. silent: the proxy says nothing of itself, and local mode answers.

    second: a process beside the first; the log then says which one answered to which mark.
    """
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("listen 80 ", f"listen 127.0.0.1:{ports[0]} ").replace("listen 443 ", f"listen 127.0.0.1:{ports[1]} ")
    text = text.replace("127.0.0.1:8501", urlsplit(server).netloc).replace("/etc/ssl/ramping", str(folder))
    text = text.replace("/var/log/nginx/ramping.log", str(folder / "akses.log"))
    if second:
        text = text.replace("# server 127.0.0.1:8502", f"server {urlsplit(second).netloc}")
        text = text.replace("log_format ramping '", "log_format ramping '$upstream_addr $ramping_process ")
    if silent:
        mine = f"127.0.0.1:{ports[1]}"
        text = re.sub(r"proxy_set_header (X-\S+) .*;", r'proxy_set_header \1 "";', text)
        text = re.sub(
            r"proxy_set_header Host .*;.*", f"proxy_set_header Host {mine}; proxy_set_header Origin http://{mine};", text
        )
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi"))
    return f"pid {folder}/pid;\nerror_log {folder}/galat.log;\nevents {{}}\nhttp {{\n{temporary}{text}\n}}\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sertifikat")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         f"/CN={NAME}", "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def run(folder: Path, certificate: Path, server: str, *, silent: bool, second: str | None = None) -> Iterator[tuple[int, int]]:
    ports = free_port(), free_port()
    for name in ("privkey.pem", "fullchain.pem"):
        shutil.copy(certificate / name, folder)
    (folder / "nginx.conf").write_text(on_loopback(folder, ports, server, silent=silent, second=second))
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off; master_process off;"]
    proxy = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            assert proxy.poll() is None, proxy.stderr and proxy.stderr.read()
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", ports[1])) == 0:
                    break
            time.sleep(0.05)
        yield ports
    finally:
        proxy.terminate()
        proxy.wait(timeout=10)


@pytest.fixture(scope="module")
def proxy(server: str, certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The example as it stands: ports of HTTP and HTTPS."""
    yield from run(tmp_path_factory.mktemp("luar"), certificate, server, silent=False)


def unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Named(http.client.HTTPSConnection):
    """A connection to loopback that asks for the name in the example."""

    def connect(self) -> None:
        raw = socket.create_connection(("127.0.0.1", self.port), 20)
        self.sock = unchecked().wrap_socket(raw, server_hostname=self.host)


def ask(
    port: int, path: str, method: str = "GET", name: str = NAME, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = Named(name, port, timeout=20)
    connection.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, answer.headers, answer.read()
    connection.close()
    return told


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/static/tidak-ada.js", "/tidak/ada"])
def test_every_answer_carries_the_headers(proxy: tuple[int, int], path: str) -> None:
    _, headers, _ = ask(proxy[1], path)
    assert "max-age=63072000" in headers["Strict-Transport-Security"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    policy = headers["Content-Security-Policy"]
    assert all(
        rule in policy for rule in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "connect-src 'self'")
    )
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    assert (headers["Referrer-Policy"], headers["Cross-Origin-Opener-Policy"]) == ("no-referrer", "same-origin")
    assert "camera=()" in headers["Permissions-Policy"]


def test_no_browser_keeps_what_is_not_the_same_for_everybody(proxy: tuple[int, int]) -> None:
    for path in ("/", "/_stcore/health", "/media/berkas.csv"):
        assert "no-store" in ", ".join(ask(proxy[1], path)[1].get_all("Cache-Control"))


def test_plain_http_only_points_to_https(proxy: tuple[int, int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy[0], timeout=20)
    connection.request("GET", "/capaian_kinerja?wilayah=36.72")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{NAME}/capaian_kinerja?wilayah=36.72")


def test_cookies_travel_by_https_alone(proxy: tuple[int, int]) -> None:
    _, headers, _ = ask(proxy[1], "/_stcore/health")
    assert all("secure" in cookie.lower() for cookie in headers.get_all("Set-Cookie") or ["missing"])


def test_another_name_gets_no_handshake(proxy: tuple[int, int]) -> None:
    with pytest.raises(ssl.SSLError):
        ask(proxy[1], "/", name="jahat.example")


def test_old_tls_is_refused(proxy: tuple[int, int]) -> None:
    old = unchecked()
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", proxy[1]), 20) as raw, pytest.raises((ssl.SSLError, OSError)):
        old.wrap_socket(raw, server_hostname=NAME)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("TRACE", "/", 405), ("PATCH", "/", 405), ("GET", "/_stcore/metrics", 404), ("POST", "/_stcore/agent/interact", 404)],
)
def test_what_nobody_needs_is_not_there(proxy: tuple[int, int], method: str, path: str, status: int) -> None:
    assert ask(proxy[1], path, method)[0] == status


def test_a_larger_file_than_ours_is_refused_at_the_door(proxy: tuple[int, int]) -> None:
    assert ask(proxy[1], "/_stcore/upload_file/a/b", "PUT", Content_Length=str(22 * 2**20))[0] == 413


def test_signing_in_is_tried_a_few_times_a_minute(proxy: tuple[int, int]) -> None:
    assert 429 in [ask(proxy[1], "/oauth2callback?code=x")[0] for _ in range(30)]


def test_another_origin_opens_no_connection_through_it(proxy: tuple[int, int]) -> None:
    with socket.create_connection(("127.0.0.1", proxy[1]), 20) as raw, pytest.raises(InvalidStatus) as refused:
        connect(f"wss://{NAME}/_stcore/stream", sock=raw, ssl=unchecked(), origin="https://jahat.example")  # type: ignore[arg-type]
    assert refused.value.response.status_code == 403


def test_its_log_keeps_no_query(proxy: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> None:
    ask(proxy[1], "/oauth2callback?code=rahasia-sekali")
    (log,) = tmp_path_factory.getbasetemp().glob("luar[0-9]/akses.log")
    assert "/oauth2callback" in log.read_text()
    assert "rahasia-sekali" not in log.read_text()


@pytest.fixture(scope="module")
def browser(chromium: Any) -> Iterator[Any]:
    """A Chromium that finds the name of the example on loopback."""
    named = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"])
    yield named
    named.close()


def look(browser: Any, address: str) -> tuple[Any, list[str]]:
    """The page, settled, and what the browser complained about."""
    said: list[str] = []
    tab = browser.new_context(ignore_https_errors=True, viewport={"width": 1366, "height": 768}).new_page()
    tab.on(
        "console", lambda m: said.append(m.text) if m.type == "error" and "/_stcore/" not in m.location.get("url", "") else None
    )
    tab.goto(address)
    tab.wait_for_selector(READY, timeout=60_000)
    tab.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
    tab.wait_for_timeout(500)
    return tab, said


DATA = "[data-testid=stPlotlyChart], [data-testid=stDataFrame], [data-testid=stMetric]"


def test_local_mode_stays_shut_behind_it(browser: Any, proxy: tuple[int, int]) -> None:
    tab, _ = look(browser, f"https://{NAME}:{proxy[1]}/hierarki")
    tab.wait_for_selector("[data-testid=stAlert]", timeout=60_000)
    assert tab.locator(DATA).count() == 0


def test_pages_draw_under_its_policy(
    browser: Any, server: str, certificate: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for _, port in run(tmp_path_factory.mktemp("diam"), certificate, server, silent=True):
        for page in ("", "hierarki", "metodologi"):
            tab, said = look(browser, f"https://{NAME}:{port}/{page}")
            assert said == [], page
            assert tab.locator("h1").count() == 1
        tab, _ = look(browser, f"https://{NAME}:{port}/hierarki")
        tab.wait_for_selector("[data-testid=stPlotlyChart] svg", timeout=60_000)
