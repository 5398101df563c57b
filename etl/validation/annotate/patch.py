"""Single cells of a workbook given a new text: what a clerk repaired in the browser, in their own file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from etl.validation.annotate import markup, workbook
from etl.validation.annotate.cells import Cell, address, cell
from etl.validation.annotate.markup import attribute
from etl.validation.annotate.package import Package
from etl.validation.annotate.sheet import CELL, Edit, Found, Rewriting, outline

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_SHARED = re.compile(rb"""<(?:[\w.-]+:)?f\s[^>]*\bt=["']shared["']""")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


def patched(source: Path, edits: Mapping[tuple[str, str], str | None]) -> bytes:
    """The workbook with these cells changed. KeyError for a sheet or cell that is not there."""
    package = Package(source)
    parts = {sheet.name: sheet.part for sheet in workbook.sheets(package) if sheet.is_table}
    by_part: dict[str, dict[Cell, str | None]] = {}
    for (name, where), said in edits.items():
        place = cell(where)
        if place is None or name not in parts:
            raise KeyError(f"{name}!{where}")
        by_part.setdefault(parts[name], {})[place] = said
    formulas = [_patch(package, part, told) for part, told in by_part.items()]
    if any(formulas):
        workbook.recalculate(package)
    return package.saved()


def _patch(package: Package, part: str, told: Mapping[Cell, str | None]) -> bool:
    """Have one sheet changed; whether it holds formulas."""
    around = outline(package, part)
    if around is None:
        raise KeyError(part)
    edits: dict[int, dict[int, Edit]] = {}
    for (row, column), said in told.items():
        edits.setdefault(row, {})[column] = partial(_said, said)
    formulas = shared = False
    for piece in package.pieces(part):
        formulas = formulas or _FORMULA.search(piece) is not None
        shared = shared or _SHARED.search(piece) is not None
    if shared:
        for (row, column), formula in _heirs(package, part, told).items():
            edits.setdefault(row, {})[column] = partial(_with_formula, formula)
    package.rewrite(part, Rewriting(edits, around))
    return formulas


def _said(said: str | None, found: Found) -> str:
    """The cell with its new text: an inline string, or a number where a number stood. Its formula goes."""
    attributes = found.attributes
    kind = attribute(attributes, "t")
    for name in ("t", "cm", "vm"):
        attributes = markup.without_attribute(attributes, name)
    if not said:
        return found.written(attributes, None)
    p = found.prefix
    if kind in (None, "n") and found.inner and _has_number(found.inner) and _PLAIN_NUMBER.fullmatch(said):
        return found.written(attributes, f"<{p}v>{said}</{p}v>")
    text = f'<{p}is><{p}t xml:space="preserve">{markup.escaped(said)}</{p}t></{p}is>'
    return found.written(f'{attributes} t="inlineStr"', text)


def _has_number(inner: str) -> bool:
    return any(e.name == "v" for e in markup.elements(inner))


def _with_formula(formula: str, found: Found) -> str:
    """The cell with a formula of its own in the place of the shared one; the value last calculated stays."""
    inner = found.inner or ""
    old = next(e for e in markup.elements(inner) if e.name == "f")
    p = found.prefix
    return found.written(found.attributes, f"{inner[: old.start]}<{p}f>{markup.escaped(formula)}</{p}f>{inner[old.end :]}")


def _heirs(package: Package, part: str, told: Mapping[Cell, str | None]) -> dict[Cell, str]:
    """Cells that share the formula of a cell whose formula goes, each with the formula as it reads there.

    A shared formula is written in one cell only; without it Excel repairs the workbook.
    """
    from openpyxl.formula.translate import Translator

    masters: dict[str, tuple[Cell, str]] = {}
    users: dict[str, list[Cell]] = {}
    for piece in package.pieces(part):
        if _SHARED.search(piece):
            for place, attributes, formula in _shared(piece.decode("utf-8", "replace")):
                group = attribute(attributes, "si") or ""
                users.setdefault(group, []).append(place)
                if formula:
                    masters[group] = place, formula
    heirs: dict[Cell, str] = {}
    for group, (place, formula) in masters.items():
        if place in told:
            moving = Translator(f"={formula}", origin=address(place))
            heirs |= {user: moving.translate_formula(address(user))[1:] for user in users[group] if user not in told}
    return heirs


def _shared(rows: str) -> list[tuple[Cell, str, str]]:
    """The cells of shared formulas: cell, the formula's attributes, its text (in one of them only)."""
    found = []
    for one in CELL.finditer(rows):
        place = cell(attribute(one[2], "r"))
        formula = next((e for e in markup.elements(one[3] or "") if e.name == "f"), None) if "shared" in (one[3] or "") else None
        if place and formula and attribute(formula.attributes, "t") == "shared":
            found.append((place, formula.attributes, markup.plain((one[3] or "")[slice(*formula.inner)])))
    return found
