"""Values in the address that are words: a link made in one language opens the same view in the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from etl.locale import LANGUAGES, text


def restore(key: str, options: Mapping[str, str]) -> None:
    """Before a widget bound to the address: read its value in either language, or as the option.

    options: option → key of its label.
    """
    restore_words(key, lambda lang: {option: text(label, lang) for option, label in options.items()})


def restore_words(key: str, words: Callable[[str], Mapping[str, str]]) -> None:
    """The same where labels are put together. words: language → option → label; called only while there is something to read."""
    asked = st.query_params.get(key)
    if asked is None or key in st.session_state:
        return
    found = [option for lang in LANGUAGES for option, label in words(lang).items() if asked in (option, label)]
    if found:
        st.session_state[key] = found[0]
