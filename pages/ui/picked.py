"""Choices kept in the address as codes: `?pemda=36.72,36.04`. The same link in both languages, and short however long names are.

A widget bound by Streamlit writes the names that it shows, once for each choice. Call `offer` before the widget, `keep` after it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import streamlit as st

NOTHING = "-"
"""In the address: everything was taken away, which is not the same as never chosen."""
_LONGEST = 4000


def offer(key: str, known: Container[str], default: Sequence[str], *, most: int | None = None, one: bool = False) -> list[str]:
    """Put into the widget `key` what a new address asks for, else what it held, else the default; only what is `known`.

    Who left the choice at its default gets the new default when that changes. one: the widget holds one code, and the default
    has one. Returns what the address asked for in vain.
    """
    said = st.query_params.get(key, "")[:_LONGEST]
    asked = [] if said == NOTHING else list(dict.fromkeys(code.strip() for code in said.split(",") if code.strip()))
    if key not in st.session_state or said != st.session_state.get(_at(key)):
        value = [code for code in asked if code in known]
        st.session_state[_vain(key)] = [code for code in asked if code not in known]
        value = value if value or said == NOTHING else list(default)
    else:
        value = _many(st.session_state[key])
        if value != st.session_state.get(_last(key)):
            st.session_state[_vain(key)] = []
        elif value == st.session_state.get(_usual(key)):
            value = list(default)
    found = [code for code in value if code in known][:most]
    st.session_state[key] = (found or list(default))[0] if one else found
    st.session_state[_usual(key)] = list(default)
    return list(st.session_state.get(_vain(key), []))


def keep(key: str, chosen: str | Sequence[str]) -> None:
    """After the widget: write what it holds into the address; nothing where that is the default."""
    codes = _many(chosen)
    text = "" if codes == st.session_state.get(_usual(key)) else ",".join(codes) or NOTHING
    st.session_state[_last(key)] = codes
    _write(key, text)


def drop(key: str) -> None:
    """The widget is not drawn: nothing of it stays in the address."""
    st.session_state.pop(key, None)
    _write(key, "")


def asked(key: str) -> list[str]:
    """The codes that stand in the address now, known or not."""
    said = st.query_params.get(key, "")[:_LONGEST]
    return [] if said == NOTHING else [code.strip() for code in said.split(",") if code.strip()]


def _many(held: str | Sequence[str]) -> list[str]:
    return [held] if isinstance(held, str) else list(held)


def _write(key: str, text: str) -> None:
    st.session_state[_at(key)] = text
    if text:
        if st.query_params.get(key) != text:
            st.query_params[key] = text
    elif key in st.query_params:
        del st.query_params[key]


def _at(key: str) -> str:
    return f"_{key}_alamat"


def _vain(key: str) -> str:
    return f"_{key}_luar"


def _usual(key: str) -> str:
    return f"_{key}_baku"


def _last(key: str) -> str:
    return f"_{key}_lalu"
