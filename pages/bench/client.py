"""A viewer without a browser: speaks Streamlit's websocket, runs pages and notes when each run has ended."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

TIMEOUT_S = 120


@dataclass
class Run:
    """One script run as a viewer sees it."""

    seconds: float = 0.0
    elements: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    """Page hash by URL path, as the navigation announced it."""
    failed: str | None = None


class Viewer:
    """One open session on a server."""

    def __init__(self, socket: ClientConnection, port: int) -> None:
        self._socket, self.port = socket, port
        self._known: list[str] = []

    @classmethod
    async def open(cls, port: int) -> Viewer:
        """Connect to the server on loopback."""
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        socket = await connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=TIMEOUT_S)
        return cls(socket, port)

    async def run(self, page_hash: str = "", query: str = "") -> Run:
        """Ask for a rerun of one page and wait until the server says it has finished."""
        state = ClientState(query_string=query, page_script_hash=page_hash, cached_message_hashes=self._known)
        state.context_info.timezone = "Asia/Jakarta"
        state.context_info.locale = "id-ID"
        state.context_info.url = "http://127.0.0.1/"
        begun, run = time.perf_counter(), Run()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        async for raw in self._socket:
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            run.bytes += len(raw)
            if self._note(message, run):
                break
        run.seconds = time.perf_counter() - begun
        return run

    async def close(self) -> None:
        """End the session."""
        await self._socket.close()

    def _note(self, message: ForwardMsg, run: Run) -> bool:
        """Count what the message brings; True once the run has ended."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash not in self._known:
            self._known.append(message.hash)
        if kind == "navigation":
            run.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = str(message.delta.new_element.WhichOneof("type"))
            run.elements[element] += 1
            if element == "exception":
                run.failed = message.delta.new_element.exception.message
        elif kind == "delta" and message.delta.WhichOneof("type") == "add_block":
            block = message.delta.add_block.WhichOneof("type")
            run.elements[f"block:{block}"] += block is not None
        elif kind == "ref_hash":
            run.elements["(cached)"] += 1
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    async def __aenter__(self) -> Viewer:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
