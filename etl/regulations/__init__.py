"""Regulations as data: one YAML file per rule, with citation, dated values and whether somebody checked them against the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etl import yamls

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Value:
    """A number, table or list that a regulation fixes, as valid on one day."""

    regulation: str
    parameter: str
    value: Any
    unit: str | None
    clause: str | None
    valid_from: date
    checked: bool
    """False: the screen says *belum diverifikasi* wherever the value is used."""


@cache
def regulations() -> dict[str, dict[str, Any]]:
    """All regulation files by id (their file name)."""
    return {p.stem: yamls.read(p) for p in sorted(_HERE.glob("*.yaml"))}


def value(regulation: str, parameter: str, on: date | None = None) -> Value:
    """The value in force on a day (default: the newest). LookupError before it applied or where none exists."""
    entry = regulations()[regulation]["parameters"][parameter]
    dated = sorted((day, v) for day, v in entry["values"].items() if isinstance(v, dict) and (on is None or day <= on))
    if not dated:
        raise LookupError(f"{regulation}.{parameter} has no value on {on}")
    day, found = dated[-1]
    checked = bool((entry.get("checked") or {}).get("by"))
    return Value(regulation, parameter, found["value"], entry.get("unit"), found.get("clause"), day, checked)
