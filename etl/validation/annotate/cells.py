"""Cell addresses: `B214` is (214, 2), both counted from 1 as the sender sees them."""

from __future__ import annotations

import re

Cell = tuple[int, int]
LAST = (1_048_576, 16_384)
"""The last row and column of a sheet."""

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def letter(column: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number


def cell(address: str | None) -> Cell | None:
    """The cell of an address; None for what is none, or lies outside a sheet."""
    found = _ADDRESS.fullmatch(address or "")
    if found is None:
        return None
    place = int(found[2]), column_number(found[1])
    return place if place[0] <= LAST[0] and place[1] <= LAST[1] else None


def address(place: Cell) -> str:
    """(214, 2) → B214."""
    return f"{letter(place[1])}{place[0]}"


def area(reference: str) -> tuple[Cell, Cell] | None:
    """`A1:B3` → first and last cell; one cell is an area too."""
    first, _, last = reference.partition(":")
    begin, end = cell(first), cell(last or first)
    return (begin, end) if begin and end else None
