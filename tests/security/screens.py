"""Pages over the marked lake: everything that a run sends to the browser, as one text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from in_memory import InMemory
from rendered import open_page
from streamlit.testing.v1 import AppTest

from etl.access import Principal
from pages.ui import alone, auth, data, lake_state

SAFE = "Qxcha"
"""A word that the address asks for stands in the address bar, not on the page: no page repeats what it was asked."""


class Screens:
    """Opens pages as one reader after another; all share this process, its cache and its reader, as on a server."""

    def __init__(self, copy: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        monkeypatch.setenv("RAMPING_WAREHOUSE", copy.settings.warehouse)
        monkeypatch.setattr(data, "reader", lambda: copy)
        monkeypatch.setattr(lake_state, "ready", lambda: True)
        monkeypatch.setattr(alone, "bring_into_frame", lambda: None)
        self.forget()

    def open(self, page: str, who: Principal, *, lang: str = "id", **query: str) -> AppTest:
        """One run of a page."""
        self._patch.setattr(auth, "local_principal", lambda: who)
        return open_page(page, lang=lang, **query).run()

    @staticmethod
    def forget() -> None:
        """Empty the caches that all readers share."""
        for kept in (data._cached, data._remember):
            kept.clear()


def everything(test: AppTest) -> str:
    """All that was sent: the words, the specifications of charts and tables, hidden labels and addresses of links too."""
    return " ".join(_sent(test))


def _sent(test: AppTest) -> Iterator[str]:
    for node in test._tree:
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield str(proto)
        if getattr(node, "type", "") in ("dataframe", "arrow_data_frame"):
            frame = node.value
            yield " ".join(map(str, [*frame.columns, *frame.values.ravel()]))
