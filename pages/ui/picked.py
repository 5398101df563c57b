"""Choices kept in the address as codes: `?pemda=36.72,36.04`. The same link in both languages, and short however long names are.

A widget bound by Streamlit writes the names that it shows, once for each choice. Call `offer` before the widget, `keep` after it,
and `write` once after all of them: one change of the page is one step of the browser's Back. An address is left as it came until
the reader changes something.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

import streamlit as st

NOTHING = "-"
"""In the address: everything was taken away, which is not the same as never chosen."""
_LONGEST = 4000
_STATE = "_pilihan_alamat"


@dataclass
class _Kept:
    """One widget in this session. told: what the address stands for; usual: what needs no address; last: what it held."""

    told: list[str] = field(default_factory=list)
    usual: list[str] | None = None
    last: list[str] | None = None
    held: list[str] | None = None


def offer(
    key: str,
    known: Container[str],
    default: Sequence[str],
    *,
    instead: Sequence[str] = (),
    most: int | None = None,
    one: bool = False,
) -> list[str]:
    """Put into the widget `key` what the reader has just chosen, else what the address says, else the default; what is `known`.

    instead: what the rest of the address suggests where it says nothing of this. one: the widget holds one code, and there is a
    default. Returns what the address asks for in vain.
    """
    kept, said = _all().setdefault(key, _Kept()), asked(key)
    kept.told = [code for code in said or () if code in known][:most]
    if not kept.told and (said != [] or one):
        kept.told = list(instead or default)[:most]
    kept.usual = None if instead else list(default)
    changed = key in st.session_state and _many(st.session_state[key]) != kept.last
    value = [code for code in _many(st.session_state[key]) if code in known][:most] if changed else kept.told
    st.session_state[key] = (value or kept.told)[0] if one else value
    return [code for code in said or () if code not in known]


def keep(key: str, chosen: str | Sequence[str]) -> None:
    """After the widget: what it holds, for `write`."""
    _all()[key].held = _many(chosen)


def write() -> None:
    """Bring the address up to date with what was kept; only where the reader has changed something."""
    kept = {key: one for key, one in _all().items() if one.held is not None}
    texts = {key: "" if one.held == one.usual else ",".join(one.held or ()) or NOTHING for key, one in kept.items()}
    if any(one.held != one.told for one in kept.values()):
        # One message, also for what is taken out: an empty list leaves the name out of the address.
        st.query_params.update({k: text or [] for k, text in texts.items() if text != st.query_params.get(k, "")})
    for one in kept.values():
        one.last, one.held = one.held, None


def asked(key: str) -> list[str] | None:
    """The codes that stand in the address now, known or not; None where it says nothing."""
    said = st.query_params.get(key, "")[:_LONGEST].strip()
    if not said:
        return None
    return [] if said == NOTHING else list(dict.fromkeys(code.strip() for code in said.split(",") if code.strip()))


def _all() -> dict[str, _Kept]:
    found: dict[str, _Kept] = st.session_state.setdefault(_STATE, {})
    return found


def _many(held: str | Sequence[str]) -> list[str]:
    return [held] if isinstance(held, str) else list(held)
