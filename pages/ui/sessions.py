"""What this server remembers of sign-ins, by a mark that tells nothing about the person, until the provider's token expires.

Streamlit ends a session in the tab that signs out only; a copy of its cookie would go on for 30 days.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass


@dataclass
class _SignIn:
    until: float
    ended: bool = False
    greeted: bool = False
    role: str | None = None


_KNOWN: dict[str, _SignIn] = {}
_GUARD = threading.Lock()


def ended(mark: str) -> bool:
    """Whether somebody signed out of this sign-in, in whichever tab."""
    found = _KNOWN.get(mark)
    return found is not None and found.ended


def end(mark: str, until: float) -> None:
    """Sign out. until: when the token expires by itself, seconds since 1970."""
    with _GUARD:
        _of(mark, until).ended = True


def first(mark: str, until: float) -> bool:
    """Whether this sign-in is seen for the first time."""
    with _GUARD:
        found = _of(mark, until)
        new, found.greeted = not found.greeted, True
    return new


def chosen(mark: str) -> str | None:
    """The role last chosen in this sign-in: another tab begins with it."""
    found = _KNOWN.get(mark)
    return found.role if found else None


def choose(mark: str, until: float, role: str) -> None:
    """Remember the role for the next tab."""
    with _GUARD:
        _of(mark, until).role = role


def _of(mark: str, until: float) -> _SignIn:
    now = time.time()
    for old in [name for name, known in _KNOWN.items() if known.until < now]:
        del _KNOWN[old]
    return _KNOWN.setdefault(mark, _SignIn(until))
