"""The screens over a small lake in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_lake import FakeRead

from pages.ui import alone, data, lake_state


@pytest.fixture(autouse=True)
def _no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest opens a page alone and cannot load it again as a browser does; tests/browser looks at that."""
    monkeypatch.setattr(alone, "bring_into_frame", lambda: None)


@pytest.fixture
def fake_lake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRead]:
    """The pages read from a `FakeRead`; set its `empty` to look at a lake without data."""
    read = FakeRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    monkeypatch.setattr(data, "reader", lambda: None)
    monkeypatch.setattr(lake_state, "ready", lambda: True)
    _forget()
    yield read
    _forget()


def _forget() -> None:
    data._cached.clear()
    data._remember.clear()
