"""Values in the address that are words: a link made in one language opens the same view in the other."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from etl.locale import LANGUAGES, text


def restore(key: str, options: Mapping[str, str]) -> None:
    """Before a widget bound to the address: read its value in either language, or as the option.

    options: option → key of its label.
    """
    asked = st.query_params.get(key)
    if asked is None or key in st.session_state:
        return
    found = [o for o, label in options.items() if asked == o or asked in (text(label, lang) for lang in LANGUAGES)]
    if found:
        st.session_state[key] = found[0]
