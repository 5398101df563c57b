"""The workbook part: which sheets there are, one more sheet, a defined name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.validation.annotate import markup
from etl.validation.annotate.markup import Element, attribute
from etl.validation.annotate.package import WORKBOOK, Package

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILTER = "_xlnm._FilterDatabase"
_BEFORE_NAMES = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "AlternateContent", "bookViews", "sheets",
                 "functionGroups", "externalReferences")  # fmt: skip


@dataclass(frozen=True)
class SheetOf:
    """A sheet of a workbook: its name, its part, whether it is a table of cells."""

    name: str
    part: str
    is_table: bool


def sheets(package: Package) -> list[SheetOf]:
    """The sheets in their order."""
    links = package.links(WORKBOOK)
    text, _, found = _listed(package)
    told = (
        (attribute(e.attributes, "name") or "", attribute(e.attributes, "id") or "") for e in markup.elements(text, *found.inner)
    )
    return [SheetOf(name, links[link][1], links[link][0] == "worksheet") for name, link in told if link in links]


def _listed(package: Package) -> tuple[str, Element, Element]:
    text = package.read(WORKBOOK)
    top = markup.root(text)
    found = markup.child(text, top, "sheets")
    if found is None:
        raise KeyError("sheets")
    return text, top, found


def add_sheet(package: Package, name: str, body: str) -> int:
    """A new sheet behind the others; its place, counted from 0."""
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.write(part, body)
    package.declare(part, _KIND)
    base = markup.links_base(package.read(WORKBOOK))
    link = package.link(WORKBOOK, "worksheet", part, base)
    text, top, found = _listed(package)
    inside = list(markup.elements(text, *found.inner))
    number = 1 + max((int(attribute(e.attributes, "sheetId") or 0) for e in inside), default=0)
    tag = f'<{markup.prefix(text, top)}sheet xmlns:r="{base}" name="{markup.escaped(name)}" sheetId="{number}" r:id="{link}"/>'
    package.write(WORKBOOK, markup.appended(text, found, tag))
    return len(inside)


def set_filter(package: Package, place: int, reference: str) -> None:
    """The hidden name that Excel keeps for the filter of the sheet at this place."""
    text = package.read(WORKBOOK)
    top = markup.root(text)
    prefix, names = markup.prefix(text, top), markup.child(text, top, "definedNames")
    if names:
        for one in markup.elements(text, *names.inner):
            if attribute(one.attributes, "name") == _FILTER and attribute(one.attributes, "localSheetId") == str(place):
                package.write(WORKBOOK, text[: one.inner[0]] + markup.escaped(reference) + text[one.inner[1] :])
                return
    said = f'name="{_FILTER}" localSheetId="{place}" hidden="1"'
    tag = f"<{prefix}definedName {said}>{markup.escaped(reference)}</{prefix}definedName>"
    if names:
        package.write(WORKBOOK, markup.appended(text, names, tag))
        return
    at = max((e.end for e in markup.elements(text, *top.inner) if e.name in _BEFORE_NAMES), default=top.inner[0])
    block = f"<{prefix}definedNames>{tag}</{prefix}definedNames>"
    package.write(WORKBOOK, text[:at] + block + text[at:])


def recalculate(package: Package) -> None:
    """Forget the order of calculation, which names each formula cell, and have Excel calculate when it opens the workbook."""
    chain = package.linked(WORKBOOK, "calcChain")
    if chain:
        package.unlink(WORKBOOK, chain)
        package.undeclare(chain)
        package.drop(chain)
    text = package.read(WORKBOOK)
    top = markup.root(text)
    found = markup.child(text, top, "calcPr")
    if found:
        tag = markup.TAG.match(text, found.start)
        assert tag is not None
        attributes = markup.with_attribute(tag[4], "fullCalcOnLoad", 1)
        package.write(WORKBOOK, text[: tag.start(4)] + attributes + text[tag.end(4) :])
        return
    before = (*_BEFORE_NAMES, "definedNames")
    at = max((e.end for e in markup.elements(text, *top.inner) if e.name in before), default=top.inner[0])
    package.write(WORKBOOK, f'{text[:at]}<{markup.prefix(text, top)}calcPr fullCalcOnLoad="1"/>{text[at:]}')


def quoted(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def free_sheet_name(taken: list[str], wished: str) -> str:
    """The name, or `name (2)` … where a sheet has it."""
    known, name, number = {one.lower() for one in taken}, wished, 1
    while name.lower() in known:
        number += 1
        name = f"{wished} ({number})"
    return name


def is_named(name: str, wished: str) -> bool:
    """Whether a sheet is called so, or so with a number behind."""
    return re.fullmatch(rf"{re.escape(wished)}( \(\d+\))?", name.strip(), re.IGNORECASE) is not None
