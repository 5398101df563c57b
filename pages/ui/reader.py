"""Who reads in this run, on which page, through which filters: what the record of an export says."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.access import Principal

_WHO, _PLACE = "_pembaca", "_pembaca_wilayah"
_NOT_FILTERS = frozenset({"bahasa"})
_LONGEST = 300


def arrived(who: Principal, page: str) -> None:
    """Called by the gate: this reader runs this page now."""
    st.session_state[_WHO] = who, page
    st.session_state.pop(_PLACE, None)


def looks_at(kode_wilayah: str | None, **filters: str | None) -> None:
    """The government whose figures the page shows (None: several), and filters that stand in no address at their default."""
    st.session_state[_PLACE] = kode_wilayah, {name: value for name, value in filters.items() if value}


def now() -> tuple[Principal, str]:
    """The reader and the page."""
    found: tuple[Principal, str] = st.session_state[_WHO]
    return found


def place() -> str | None:
    """The government whose figures the page shows; None where it shows those of none or of several."""
    found: str | None = st.session_state.get(_PLACE, (None, {}))[0]
    return found


def view() -> str | None:
    """The filters as they stand, also those at their default: `opd=Dinas Kesehatan&periode=2025-TW1`."""
    asked: dict[str, Any] = st.query_params.to_dict() | st.session_state.get(_PLACE, (None, {}))[1]
    told = "&".join(f"{name}={asked[name]}" for name in sorted(asked) if name not in _NOT_FILTERS)
    return told[:_LONGEST] or None
