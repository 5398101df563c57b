"""Findings into a workbook: wrong cells coloured, a note on each, a list with links. All else stays as the sender made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from etl.validation.annotate import listing, marks, markup, notes, workbook
from etl.validation.annotate.cells import Cell
from etl.validation.annotate.marks import Finding, Mark
from etl.validation.annotate.package import Package
from etl.validation.annotate.sheet import Edit, Found, Rewriting, outline
from etl.validation.annotate.styles import Styles

MOST_NOTES = 5_000
"""Most notes in one sheet; a box in Excel costs time. The colour and the list tell of all."""


def annotated(source: Path | bytes, findings: Sequence[Finding], lang: str) -> bytes:
    """The workbook with its findings; marks, notes and list of an earlier time go first."""
    package = Package(source)
    styles = Styles(package)
    earlier = styles.unmarked()
    of_sheet: dict[str, list[Finding]] = {}
    for finding in findings:
        of_sheet.setdefault(finding.sheet or "", []).append(finding)
    for sheet in workbook.sheets(package):
        if sheet.is_table and sheet.part in package and not listing.is_ours(package, sheet):
            _sheet(package, sheet.part, (of_sheet.get(sheet.name, []), styles, earlier, lang))
    listing.put(package, _in_order(findings, [sheet.name for sheet in workbook.sheets(package)]), styles, lang)
    return package.saved()


def _in_order(findings: Sequence[Finding], names: list[str]) -> list[Finding]:
    """The worst first, then as the sheets of the workbook and their rows follow each other; what is of no sheet leads."""
    places = {name: place for place, name in enumerate(names)}

    def key(finding: Finding) -> tuple[bool, int, int, int]:
        row, column = finding.cell or (finding.row or 0, 0)
        return finding.level != marks.LEVELS[0], places.get(finding.sheet or "", -1), row, column

    return sorted(findings, key=key)


def _sheet(package: Package, part: str, what: tuple[list[Finding], Styles, Mapping[int, int], str]) -> None:
    findings, styles, earlier, lang = what
    if not findings and not earlier:
        return
    around = outline(package, part)
    if around is None:
        return
    found = marks.by_cell(findings, around.merges())
    tail = notes.put(package, part, around, _notes(found, lang))
    edits: dict[int, dict[int, Edit]] = {}
    for (row, column), mark in found.items():
        edits.setdefault(row, {})[column] = partial(_restyled, styles, mark.level)
    if edits or earlier or tail is not None:
        package.rewrite(part, Rewriting(edits, around, tail, earlier))


def _notes(found: Mapping[Cell, Mark], lang: str) -> dict[Cell, str]:
    worst = sorted(found.items(), key=lambda item: (item[1].level != marks.LEVELS[0], item[0]))
    return {place: mark.note(lang) for place, mark in worst[:MOST_NOTES]}


def _restyled(styles: Styles, level: str, found: Found) -> str:
    return found.written(markup.with_attribute(found.attributes, "s", styles.marked(found.style, level)), found.inner)
