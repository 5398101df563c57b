"""Formula injection: text that a spreadsheet would run when somebody opens what we wrote."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROL = ("\t", "\r", "\n", "\x00")
_NUMBER = re.compile(r"\s*-?(?:Rp\s?)?\d[\d.,]*\s?%?\s*")
_DASHES = re.compile(r"\s*-+\s*")


def neutral(text: str | None) -> str | None:
    """The text, with an apostrophe before anything that could start a formula. Numbers, negative ones too, stay as they are.

    For what has no types of its own (CSV); in a workbook a text is written as a typed string instead.
    """
    if not text or _NUMBER.fullmatch(text) or _DASHES.fullmatch(text):
        return text
    starts = text.startswith(_CONTROL) or text.lstrip().startswith(_STARTS)
    return f"'{text}" if starts else text
