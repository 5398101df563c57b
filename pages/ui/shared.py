"""Widgets that all pages share, so that a menu entry, a link or the browser's Back keeps their values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

OPEN = "_halaman"
"""Session key of the page that is open."""
_ASKED = "_diminta"


@contextmanager
def on_every_page() -> Iterator[None]:
    """What is drawn inside belongs to the frame, as if app.py had drawn it.

    Streamlit drops the address parameters of a widget that another page drew under the same key: a link to another page, and
    Back from there, would open the first region. What the frame draws keeps them.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    with context.run_with_active_hash(context.pages_manager.main_script_hash):
        yield


def arrive(page: str) -> None:
    """Note which page is open and, where it has just been opened, what its address asks for."""
    context = get_script_run_ctx()
    opened = page != st.session_state.get(OPEN)
    st.session_state[OPEN] = page
    st.session_state[_ASKED] = dict(parse_qsl(context.query_string)) if context and opened else {}


def asked(name: str) -> str | None:
    """What the address asked for when the page was opened: Streamlit prefers the value of a widget that two pages share."""
    found: str | None = st.session_state.get(_ASKED, {}).get(name)
    return found
