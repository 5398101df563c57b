"""Servers of their own for tests of who comes in, the lake behind them, and a visitor without a browser."""

from __future__ import annotations

import os
import socket
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from etl.paths import ROOT
from etl.settings import Settings, load
from etl.warehouse import lake
from tests.browser.conftest import _wait
from tests.unit.warehouse.meja import Desk

REGION, AGENCY = "Kota Cilegon", "Dinas Pendidikan"
"""What the lake holds, and nobody may see who does not come in."""
SECRET = string.ascii_letters


def lake_of_one_region(folder: Path) -> Settings:
    """Two quarters of Kota Cilegon."""
    settings = load({"RAMPING_WAREHOUSE": f"sqlite:{folder / 'gudang' / 'katalog.sqlite'}"})
    with lake.writer(settings):
        pass
    desk = Desk(settings, folder)
    desk.submit(desk.parsed("2024-TW1", "90"), desk.parsed("2024-TW2", "100"))
    return settings


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def secrets_file(folder: Path, port: int, issuer: str) -> Path:
    """Settings for signing in, as an installation writes them."""
    path = folder / f"secrets-{port}.toml"
    path.write_text(
        f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "ramping"
client_secret = "{SECRET[:9]}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""
    )
    return path


@contextmanager
def servers(
    settings: Settings,
    ports: Sequence[int],
    *options: str,
    address: str = "127.0.0.1",
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Iterator[None]:
    """Servers that nobody has opened before, started side by side, as starting one takes seconds."""
    environment = os.environ | {"RAMPING_WAREHOUSE": settings.warehouse} | dict(env or {})
    with ExitStack() as stack:
        out = stack.enter_context(log.open("wb")) if log else subprocess.DEVNULL
        running = [stack.enter_context(_process(port, address, options, environment, out)) for port in ports]
        for port, server in zip(ports, running, strict=True):
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield


@contextmanager
def _process(
    port: int, address: str, options: Sequence[str], env: Mapping[str, str], out: object
) -> Iterator[subprocess.Popen[bytes]]:
    told = {"port": port, "address": address, "headless": "true", "fileWatcherType": "none"}
    settings = [part for name, value in told.items() for part in (f"--server.{name}", str(value))]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *settings, *options]
    server = subprocess.Popen(command, cwd=ROOT, env=dict(env), stdout=out, stderr=out)  # type: ignore[call-overload]
    try:
        yield server
    finally:
        server.terminate()
        server.wait(timeout=20)


@dataclass
class Seen:
    """All that a server sent for one visit: the words in it, and the kinds of elements."""

    bytes: bytes = b""
    kinds: set[str] = field(default_factory=set)

    def tells_of(self, *words: str) -> list[str]:
        """Which of these words were sent."""
        return [word for word in words if word.encode() in self.bytes]


def open_directly(port: int, page: str, *, host: str | None = None, query: str = "", **headers: str) -> Seen:
    """Ask for a page over the websocket, as a browser does that was given its address; until the server has finished."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"ws://{host or '127.0.0.1'}:{port}/_stcore/stream"
    subprotocols, seen = [Subprotocol("streamlit")], Seen()
    with (
        socket.create_connection(("127.0.0.1", port)) as sock,
        connect(address, sock=sock, subprotocols=subprotocols, additional_headers=more, max_size=None) as stream,
    ):
        state = ClientState(page_name=page, query_string=query)
        state.context_info.url = f"http://{host or '127.0.0.1'}:{port}/{page}"
        stream.send(BackMsg(rerun_script=state).SerializeToString())
        while not _note(seen, stream.recv(timeout=90)):
            pass
    return seen


def _note(seen: Seen, raw: str | bytes) -> bool:
    """Keep what a message brings; True once the run has ended."""
    body = raw if isinstance(raw, bytes) else raw.encode()
    message = ForwardMsg.FromString(body)
    seen.bytes += body
    kind = message.WhichOneof("type")
    if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
        seen.kinds.add(str(message.delta.new_element.WhichOneof("type")))
    return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
