"""The screens over a small lake in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_lake import FakeRead
from fake_sign_in import Office

from etl.warehouse import audit
from pages.ui import actions, alone, data, lake_state, sessions, sign_in


@pytest.fixture(autouse=True)
def _no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest opens a page alone and cannot load it again as a browser does; tests/browser looks at that."""
    monkeypatch.setattr(alone, "bring_into_frame", lambda: None)


@pytest.fixture(autouse=True)
def _no_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done on these screens is recorded nowhere, least of all in the lake of whoever runs the tests."""
    for way in ("record", "later", "refused"):
        monkeypatch.setattr(audit, way, lambda *_, **__: None)


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


@pytest.fixture
def office(fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Sign-in is set up, and somebody whom the provider vouches for is signed in; they hold nothing yet."""
    found = Office(fake_lake)
    monkeypatch.setenv("RAMPING_SIGN_IN", "1")
    monkeypatch.setattr(sign_in, "claims", lambda: dict(found.claims))
    monkeypatch.setattr(sign_in, "section", lambda: found.auth)
    monkeypatch.setattr(actions, "noted", lambda who, *deed: found.recorded.append((who.identity, who.role.value, *deed)))
    monkeypatch.setattr(
        actions,
        "turned_away",
        lambda nobody, objek, **rincian: found.recorded.append((nobody, objek, *map(str, rincian.values()))),
    )
    sessions._KNOWN.clear()
    return found


def _forget() -> None:
    data._cached.clear()
    data._roles.clear()
    data._remember.clear()
