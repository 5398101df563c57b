"""Links that work from every page: to another page by address, within the open one by setting its widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.ui.shared import OPEN


def link(
    page: str, label: str, query: Mapping[str, str], widgets: Mapping[str, str | bool], *, key: str, wide: bool = False
) -> None:
    """A link to a view of a page. query: its address there; widgets: the same as values of widgets, for the page that is open.

    A link to the open page itself would change its address only: Streamlit keeps the values of its widgets.
    """
    if page == st.session_state.get(OPEN):
        st.button(label, type="tertiary", key=key, on_click=_set, args=(dict(widgets),))
    else:
        st.page_link(f"pages/{page}.py", label=label, query_params=dict(query))


def crumbs(page: str, steps: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """`Kota Cilegon › Dinas Kesehatan`: every step but the last is a button that sets those widgets of the open page."""
    with st.container(horizontal=True, key=f"remah_{page}", gap="xsmall", vertical_alignment="center"):
        for place, (words, widgets) in enumerate(steps):
            if place:
                st.markdown("›", width="content")
            if place < len(steps) - 1:
                st.button(words, type="tertiary", key=f"remah_{page}_{place}", on_click=_set, args=(dict(widgets),))
            else:
                st.markdown(f"**{words}**", width="content")


def _set(widgets: dict[str, str | bool]) -> None:
    for key, value in widgets.items():
        st.session_state[key] = value
