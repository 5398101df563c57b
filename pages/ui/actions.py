"""The pages' only way to write: thin, every call names who does it, every refusal is a RampingError for the page to say.

What it calls is imported late: neither DuckDB nor the worker belong to the start of a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from etl import settings
from etl.access import Principal


def template(who: Principal, kode_wilayah: str, periode: str, blank: bool, lang: str = "id") -> bytes:
    """The workbook to fill in: blank, or with what counts now."""
    raise NotImplementedError


@st.cache_resource(show_spinner=False)
def warm() -> None:
    """Once per server: a worker that has the rules imported (about 5 s) before the first file comes."""
    from etl.pipeline import jobs

    jobs.warm(settings.load())


def hints(uploads: Sequence[Any]) -> tuple[str | None, str | None]:
    """Region and quarter that the files tell; None where they do not, or disagree."""
    raise NotImplementedError


def ajukan(who: Principal, kiriman_id: str, reasons: Mapping[str, str], reason: str | None = None) -> int:
    """Put a draft before the approver. The new snapshot."""
    from etl.warehouse import write

    return write.ajukan(settings.load(), who, kiriman_id, reasons, reason)


def setujui(who: Principal, kiriman_id: str, reason: str | None = None) -> int:
    """Approve a submission. The new snapshot."""
    from etl.warehouse import write

    return write.setujui(settings.load(), who, kiriman_id, reason)


def kembalikan(who: Principal, kiriman_id: str, reason: str) -> int:
    """Return a submission to its sender. The new snapshot."""
    from etl.warehouse import write

    return write.kembalikan(settings.load(), who, kiriman_id, reason)


def batalkan(who: Principal, kiriman_id: str, reason: str) -> int:
    """Withdraw a draft or a submission. The new snapshot."""
    from etl.warehouse import write

    return write.batalkan(settings.load(), who, kiriman_id, reason)


def kunci(who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Close a quarter. The new snapshot."""
    from etl.warehouse import write

    return write.kunci(settings.load(), who, kode_wilayah, periode, reason)


def buka(who: Principal, kode_wilayah: str, periode: str, reason: str) -> int:
    """Open a closed quarter again. The new snapshot."""
    from etl.warehouse import write

    return write.buka(settings.load(), who, kode_wilayah, periode, reason)


def atur(who: Principal, kode_wilayah: str, key: str, value: str) -> int:
    """Set one of the region's own rules. The new snapshot."""
    from etl.warehouse import write

    return write.atur(settings.load(), who, kode_wilayah, key, value)


def petakan(who: Principal, kode_wilayah: str, mapping: Mapping[str, Mapping[str, str]]) -> int:
    """Remember what the region's own headers mean, by dataset. The new snapshot."""
    from etl.warehouse import write

    return write.petakan(settings.load(), who, kode_wilayah, mapping)
