"""A page that runs without app.py: on a fresh server Streamlit opens `pages/<page>.py` alone if that is asked for first."""

from __future__ import annotations

import streamlit as st


def bring_into_frame() -> None:
    """Leave the old folder mode and load the same address again, this time inside the frame (menu, style, language)."""
    # Imported here: the flag is Streamlit's own and has no public name.
    from streamlit.runtime.pages_manager import PagesManager

    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.html("<script>window.location.reload()</script>", unsafe_allow_javascript=True)
        st.stop()
