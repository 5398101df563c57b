"""Breadcrumbs that go up inside one page: buttons that set its filters (a link to the page itself keeps the old values)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def crumbs(page: str, steps: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """`Kota Cilegon › Dinas Kesehatan`: every step but the last is a button that sets those widgets."""
    with st.container(horizontal=True, key=f"remah_{page}", gap="xsmall", vertical_alignment="center"):
        for place, (words, values) in enumerate(steps):
            if place:
                st.markdown("›", width="content")
            if place < len(steps) - 1:
                st.button(words, type="tertiary", key=f"remah_{page}_{place}", on_click=_set, args=(dict(values),))
            else:
                st.markdown(f"**{words}**", width="content")


def _set(values: dict[str, str]) -> None:
    for key, value in values.items():
        st.session_state[key] = value
