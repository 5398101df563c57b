"""The floor: a page of given element kinds and counts, each with its smallest content, and one of text placeholders only."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_FIGURE = {"data": [{"type": "bar", "x": [1], "y": [1]}], "layout": {"height": 40}}


def _kinds() -> dict[str, Callable[[str], object]]:
    """How each kind of element is drawn with the least content; the argument is a key of its own."""
    return {
        "plotly_chart": lambda key: st.plotly_chart(_FIGURE, key=key),
        "dataframe": lambda key: st.dataframe({"a": [1]}, key=key),
        "selectbox": lambda key: st.selectbox("a", ["a"], key=key),
        "button": lambda key: st.button("a", key=key),
        "download_button": lambda key: st.download_button("a", "a", key=key),
        "button_group": lambda key: st.segmented_control("a", ["a"], key=key),
        "checkbox": lambda key: st.toggle("a", key=key),
        "text_input": lambda key: st.text_input("a", key=key),
        "radio": lambda key: st.radio("a", ["a"], key=key),
        "markdown": lambda _: st.markdown("a"),
        "heading": lambda _: st.subheader("a"),
        "html": lambda _: st.html("<b>a</b>"),
        "page_link": lambda _: st.page_link("http://127.0.0.1/", label="a"),
        "alert": lambda _: st.info("a"),
        "code": lambda _: st.code("a"),
        "text": lambda _: st.text("a"),
        "block:": lambda _: st.container(),
        "block:column": lambda _: st.columns(1),
        "block:popover": lambda _: st.popover("a").text("a"),
        "block:expandable": lambda _: st.expander("a").text("a"),
        "block:tab_container": lambda _: st.tabs(["a"]),
    }


def parse(counts: str) -> dict[str, int]:
    """`plotly_chart:2,html:1` as a mapping."""
    return {kind: int(n) for kind, _, n in (part.rpartition(":") for part in counts.split(",") if part)}


def same_kinds() -> None:
    """The floor page; the counts stand in the URL (`isi`)."""
    kinds = _kinds()
    for kind, number in parse(st.query_params.get("isi", "")).items():
        draw = kinds.get(kind) or (kinds["block:"] if kind.startswith("block:") else kinds["text"])
        for index in range(number):
            draw(f"{kind}-{index}")


def placeholders() -> None:
    """As many text placeholders as the page has elements."""
    for _ in range(sum(parse(st.query_params.get("isi", "")).values())):
        st.text("a")


def pages() -> list[st.Page]:
    """Both as pages of the menu."""
    return [
        st.Page(same_kinds, title="lantai", url_path="lantai"),
        st.Page(placeholders, title="placeholder", url_path="placeholder"),
    ]
