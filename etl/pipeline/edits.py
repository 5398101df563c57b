"""Corrections of cells on their way to the worker and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from typing import Any

from etl.contracts.edits import Edit

__all__ = ["Edit", "packed", "unpacked"]


MOST_SIGNS = 32_767
"""Characters that a cell of Excel holds."""


def packed(edits: Iterable[Edit]) -> list[list[Any]]:
    """As JSON carries them. They may hold a NIP: for the pipe and the anteroom only."""
    return [list(astuple(replace(edit, nilai=writable(edit.nilai)))) for edit in edits]


def writable(typed: str | None) -> str | None:
    """What somebody typed, without the control characters that no file format holds; None for nothing."""
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return kept[:MOST_SIGNS] or None


def unpacked(told: Sequence[Sequence[Any]]) -> list[Edit]:
    """What `packed` made."""
    return [Edit(*edit) for edit in told]
