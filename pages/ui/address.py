"""Values in the address that are words: a link made in one language opens the same view in the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.errors import StreamlitAPIException

from etl.locale import LANGUAGES, text
from pages.ui.words import lang


def restore(key: str, options: Mapping[str, str]) -> None:
    """Before a widget bound to the address: read its value in either language, or as the option.

    options: option → key of its label.
    """
    restore_words(key, lambda one: {option: text(label, one) for option, label in options.items()})


def restore_words(key: str, words: Callable[[str], Mapping[str, str]]) -> None:
    """The same where labels are put together. words: language → option → label; called only while there is something to read."""
    asked = st.query_params.get(key)
    if asked is None or key in st.session_state:
        return
    found = [option for one in LANGUAGES for option, label in words(one).items() if asked in (option, label)]
    if not found:
        return
    written = words(lang()).get(found[0])
    if written and written != asked and _rewrite(key, written):
        st.rerun()
    st.session_state[key] = found[0]


def _rewrite(key: str, written: str) -> bool:
    """Put the words that the widget shows into the address: Streamlit drops all others. False where the name is bound already."""
    try:
        st.query_params[key] = written
    except StreamlitAPIException:
        return False
    return True
