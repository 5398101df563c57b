"""A real Streamlit server for the bench: started on loopback with its own port, ended by its own process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.paths import ROOT

FLOOR_APP = """import plotly.graph_objects as go
import polars as pl
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=[1], y=[1])))
st.dataframe(pl.DataFrame({"a": [1]}))
"""
# One chart and one table, made with the libraries that every page here uses.


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(script: Path) -> Iterator[int]:
    """Run `script` on a server of its own; yields the port as soon as it accepts connections."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true", "--server.port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes], limit_s: float = 60) -> None:
    end = time.monotonic() + limit_s
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the server did not start")


@contextmanager
def bench_app() -> Iterator[Path]:
    """`pages/bench/app.py` where the paths of its pages resolve: beside a `pages` folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "app.py"
        shutil.copy(ROOT / "pages" / "bench" / "app.py", path)
        (Path(folder) / "pages").symlink_to(ROOT / "pages")
        yield path


@contextmanager
def floor_app() -> Iterator[Path]:
    """A script with one chart and one table: what starting Streamlit costs at least."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lantai.py"
        path.write_text(FLOOR_APP, encoding="utf-8")
        yield path
