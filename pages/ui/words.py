"""The reader's language, and the texts in it."""

from __future__ import annotations

import streamlit as st

from etl.locale import text

KEY = "bahasa"
"""Widget key and query parameter of the language switch."""


def lang() -> str:
    """`id` (default) or `en`: what the switch says, else what the address says."""
    chosen = st.session_state.get(KEY) or st.query_params.get(KEY) or "ID"
    return "en" if str(chosen).upper() == "EN" else "id"


def t(key: str, /, **values: object) -> str:
    """The text of a catalogue key in the reader's language."""
    return text(key, lang(), **values)


def theme() -> str:
    """`light` or `dark`: what the reader's browser shows now. Figures are kept per theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
