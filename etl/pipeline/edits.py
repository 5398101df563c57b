"""Corrections of cells on their way to the worker and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any

from etl.contracts.edits import Edit

__all__ = ["Edit", "packed", "unpacked"]


def packed(edits: Iterable[Edit]) -> list[list[Any]]:
    """As JSON carries them. They may hold a NIP: for the pipe and the anteroom only."""
    return [list(astuple(edit)) for edit in edits]


def unpacked(told: Sequence[Sequence[Any]]) -> list[Edit]:
    """What `packed` made."""
    return [Edit(*edit) for edit in told]
