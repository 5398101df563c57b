"""The one button that hands out a file, which is formed, and recorded, when somebody takes it: never while drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from etl.access import Principal
from etl.errors import NotAllowed
from pages.ui import actions, reader, sign_in
from pages.ui.csv import csv_bytes
from pages.ui.words import lang

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Table = pl.DataFrame | Callable[[], pl.DataFrame]


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
    personal: bool = False,
    mime: str | None = "text/csv",
    **options: Any,
) -> None:
    """Offer a file. objek: what it is, without a name in it; rows: how many, None for no table; view: how it was filtered.

    personal: it holds names and NIP. options: as for Streamlit's own button (key, type, icon …).
    """

    def counted() -> tuple[bytes, int | None]:
        return build(), rows

    told = {"saring": view or reader.view(), "pribadi": 1 if personal else None}
    _offer(who, label, counted, file_name, objek, kode_wilayah or reader.place(), told, mime, options)


def table(rows: Table, file_name: str, *, key: str, label: str = "CSV", about: Sequence[str] = (), **options: Any) -> None:
    """Offer a table of the page as CSV: cells that could start a formula neutralised, in the reader's language.

    rows: where it is a function, called when the file is taken. about: lines above the heading.
    """
    language, (who, page) = lang(), reader.now()

    def build() -> tuple[bytes, int]:
        found = rows() if callable(rows) else rows
        return csv_bytes(found, language, about=list(about)), found.height

    told = {"saring": reader.view()}
    look = {"type": "tertiary", "key": key} | options
    _offer(who, label, build, file_name, f"{page}/{key.removeprefix('csv_')}", reader.place(), told, "text/csv", look)


def package(
    who: Principal, label: str, build: Callable[[], tuple[bytes, int]], file_name: str, *, objek: str, **options: Any
) -> None:
    """Offer a zip around one table; build gives it with the table's number of rows."""
    told = {"saring": reader.view()}
    _offer(who, label, build, file_name, objek, reader.place(), told, "application/zip", options)


def _offer(
    who: Principal,
    label: str,
    build: Callable[[], tuple[bytes, int | None]],
    file_name: str,
    objek: str,
    kode_wilayah: str | None,
    told: dict[str, Any],
    mime: str | None,
    options: dict[str, Any],
) -> None:
    may_still = sign_in.ticket(who)

    def taken() -> bytes:
        if not may_still():  # the role was withdrawn, or its holder signed out, while the button stood there
            raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=kode_wilayah or "-")
        body, rows = build()
        actions.audit(who, "ekspor", objek, kode_wilayah=kode_wilayah, baris=rows, ukuran=len(body), **told)
        if told.get("pribadi"):
            actions.noted(who, "lihat_pribadi", objek)
        return body

    look = {"icon": ":material/download:"} | options
    st.download_button(label, taken, file_name, mime, on_click="ignore", **look)
