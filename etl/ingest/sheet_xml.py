"""What calamine does not tell about a sheet: error cells, formulas never calculated, percent cells, how far it reaches.

The sheet's XML is scanned in pieces, so that a million blank rows cost time but no memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

_PIECE = 4 << 20
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_CELL = rb"<(?:\w+:)?c\s([^>]*?)"
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]+)</', re.DOTALL)
_FORMULA = re.compile(_CELL + rb">\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?", re.DOTALL)
_STYLED = re.compile(_CELL + rb"(/?)>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_LETTERS = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})\d+"(?:[^>]*[^/])?>')


@dataclass
class SheetFacts:
    """Coordinates are (row, column) counted from 0; `rows` and `columns` bound the cells that hold something."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    percents: list[tuple[int, int]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def scan(book: zipfile.ZipFile, member: str, percent_styles: frozenset[bytes]) -> SheetFacts:
    """Read one sheet's XML for its facts."""
    facts = SheetFacts()
    for piece in _pieces(book, member):
        _extent(piece, facts)
        if b't="e"' in piece:
            _errors(piece, facts)
        if b"<f" in piece or b":f" in piece:
            facts.uncalculated += [_place(m[1]) for m in _FORMULA.finditer(piece) if not m[2] and b't="str"' not in m[1]]
        if percent_styles:
            _percents(piece, percent_styles, facts)
    return facts


def percent_styles(book: zipfile.ZipFile) -> frozenset[bytes]:
    """The ids of the cell styles that show a number as per cent: 0.65 is seen as 65 %."""
    try:
        root = ElementTree.fromstring(book.read("xl/styles.xml"))
    except (KeyError, ElementTree.ParseError):
        return frozenset()
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    formats = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(f"{space}numFmt")}
    percent = {"9", "10"} | {key for key, code in formats.items() if "%" in code}
    styles = root.find(f"{space}cellXfs")
    found = [] if styles is None else list(styles)
    return frozenset(str(i).encode() for i, style in enumerate(found) if style.get("numFmtId") in percent)


def sheet_members(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path inside the workbook."""
    links = {r.get("Id"): r.get("Target", "") for r in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for element in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
            target = links.get(link, "")
            found[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _pieces(book: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The XML cut at the ends of rows."""
    rest = b""
    with book.open(member) as file:
        while block := file.read(_PIECE):
            block = rest + block
            cut = max(block.rfind(b"</row>"), block.rfind(b":row>"))
            if cut < 0:
                rest = block
                continue
            yield block[: cut + 6]
            rest = block[cut + 6 :]
    if rest:
        yield rest


def _extent(piece: bytes, facts: SheetFacts) -> None:
    last = max(piece.rfind(b"</c>"), piece.rfind(b":c>"))
    if last < 0:
        return
    facts.columns = max(facts.columns, *(_column(name) for name in set(_LETTERS.findall(piece))), 0)
    start = max(piece.rfind(b"<c ", 0, last), piece.rfind(b":c ", 0, last))
    if found := _REF.search(piece, start, last):
        facts.rows = max(facts.rows, int(found[2]))


def _errors(piece: bytes, facts: SheetFacts) -> None:
    for found in _ERROR.finditer(piece):
        facts.errors[_place(found[1])] = found[2].decode("ascii", "replace")


def _percents(piece: bytes, styles: frozenset[bytes], facts: SheetFacts) -> None:
    for attributes, closed in _STYLED.findall(piece):
        style = _STYLE.search(attributes)
        if not closed and style and style[1] in styles and b't="' not in attributes.replace(b't="n"', b""):
            facts.percents.append(_place(attributes))


def _place(attributes: bytes) -> tuple[int, int]:
    found = _REF.search(attributes)
    return (int(found[2]) - 1, _column(found[1]) - 1) if found else (-1, -1)


def _column(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number
