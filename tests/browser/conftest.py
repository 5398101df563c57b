"""A real server and a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from etl.paths import ROOT
from etl.settings import Settings
from tests.left_out import CHROMIUM

# Chromium looks up its maker's hosts at every start unless told not to.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
)  # fmt: skip
READY = "h1, [data-testid=stAlert], [data-testid=stException]"


@contextmanager
def serve(warehouse: str, **environment: str) -> Iterator[str]:
    """A server of its own for one lake; its address. environment: what it finds there besides."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--server.fileWatcherType",
        "none",
    ]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]
    env = os.environ | {"RAMPING_WAREHOUSE": warehouse} | environment
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server stopped at once"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def server(sample_lake: Settings) -> Iterator[str]:
    """A server of the sample lake, shared by the tests that only look."""
    with serve(sample_lake.warehouse) as address:
        yield address


@pytest.fixture
def server_without_lake(tmp_path: Path) -> Iterator[str]:
    """A server that nobody has opened before, with no lake yet."""
    with serve(f"sqlite:{tmp_path / 'katalog.sqlite'}") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser of all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """One reader's tab, and what it complained about or asked for."""

    tab: Any
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def open(self, address: str) -> Visit:
        """Go there and wait until the page has drawn itself."""
        self.tab.goto(address)
        return self.settle()

    def settle(self) -> Visit:
        """Wait until no script runs and the heading stands."""
        self.tab.wait_for_selector(READY, timeout=60_000)
        self.tab.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
        self.tab.wait_for_function("!document.querySelector('[data-test-script-state=running]')", timeout=60_000)
        self.tab.wait_for_timeout(400)
        return self

    @property
    def text(self) -> str:
        """All words on the page."""
        return str(self.tab.inner_text("[data-testid=stMain]"))

    @property
    def heading(self) -> str:
        """The finding."""
        return str(self.tab.inner_text("h1"))


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    """Opens an address in a new tab: visit(address, dark=False)."""
    contexts = []

    def go(address: str, *, dark: bool = False) -> Visit:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme="dark" if dark else "light")
        contexts.append(context)
        found = Visit(context.new_page())
        found.tab.on("request", lambda r: found.hosts.add(urlsplit(r.url).hostname or ""))
        found.tab.on("pageerror", lambda e: found.errors.append(str(e)))
        found.tab.on("console", lambda m: _note(found, m))
        return found.open(address)

    yield go
    for context in contexts:
        context.close()


def _note(found: Visit, message: Any) -> None:
    # Streamlit looks for its own endpoints below the page's name first; those 404s are its, and harmless.
    harmless = "/_stcore/" in str(message.location.get("url", ""))
    if message.type == "error" and not harmless:
        found.errors.append(message.text)
