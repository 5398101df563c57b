"""The one button that hands out a file, which is formed, and recorded, when somebody takes it: never while drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from etl.access import Principal
from pages.ui import actions


def button(
    who: Principal,
    label: str,
    build: Callable[[], bytes],
    file_name: str,
    *,
    objek: str,
    rows: int | None = None,
    kode_wilayah: str | None = None,
    view: str | None = None,
    mime: str = "text/csv",
    **options: Any,
) -> None:
    """Offer a file. objek: what it is, without a name in it; rows: how many, None for no table; view: how it was filtered.

    options: as for Streamlit's own button (key, type, icon …).
    """

    def taken() -> bytes:
        body = build()
        actions.audit(who, "ekspor", objek, kode_wilayah=kode_wilayah, baris=rows, saring=view, ukuran=len(body))
        return body

    st.download_button(label, taken, file_name, mime, icon=":material/download:", on_click="ignore", **options)
