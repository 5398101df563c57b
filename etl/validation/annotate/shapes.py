"""The boxes that notes open in: a legacy drawing (VML) that every spreadsheet program still asks for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from etl.validation.annotate.cells import LAST, Cell
from etl.validation.annotate.package import Package
from etl.validation.annotate.sheet import Outline

_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TYPE = "_x0000_t202"
_BLOCK = 1024
"""Shape ids come in blocks of so many; each block belongs to one drawing."""
_WIDE, _LINE = 4, 34
"""A box spans so many columns; so many characters are taken for one line of it."""

_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPE_TYPE = (
    f'<v:shapetype id="{_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SPACES = {"v": "vml", "o": "office:office", "x": "office:excel"}
_SHAPE = re.compile(r"<(\w+:)?shape\b.*?</(?:\w+:)?shape\s*>", re.DOTALL)
_IDS = re.compile(r"""<(?:\w+:)?idmap\b[^>]*?\bdata\s*=\s*["']([\d,\s]*)["']""")


def put(package: Package, part: str, outline: Outline, notes: Mapping[Cell, str], gone: set[Cell]) -> str | None:
    """Take the boxes of `gone` away and put in boxes for these notes; the sheet's new tail where it had no drawing."""
    link = outline.drawn()
    drawing = package.links(part).get(link, ("", ""))[1] if link else None
    if drawing and drawing in package:
        _change(package, drawing, notes, gone)
        return None
    if not notes:
        return None
    drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.write(drawing, _HEAD)
    package.declare_extension("vml", _KIND)
    _change(package, drawing, notes, set())
    return outline.with_drawing(package.link(part, "vmlDrawing", drawing, outline.base))


def _change(package: Package, drawing: str, notes: Mapping[Cell, str], gone: set[Cell]) -> None:
    text = package.read(drawing)
    if gone:
        text = _SHAPE.sub(lambda m: "" if _noted(m[0]) in gone else m[0], text)
    if notes:
        text = _with(text, notes, _free_block(package))
    package.write(drawing, text)


def _noted(shape: str) -> Cell | None:
    """The cell that a box belongs to."""
    found = [re.search(rf"<(?:\w+:)?{name}>\s*(\d+)\s*</", shape) for name in ("Row", "Column")]
    if 'ObjectType="Note"' not in shape or None in found:
        return None
    row, column = (int(m[1]) for m in found if m)
    return row + 1, column + 1


def _free_block(package: Package) -> int:
    """The first block of shape ids that no drawing of the workbook uses."""
    used = [0]
    for name in package.names(".vml"):
        used += [number for told in _IDS.findall(package.read(name)) for number in _blocks(told)]
    return max(used) + 1


def _blocks(told: str) -> list[int]:
    return [int(number) for number in told.split(",") if number.strip()]


def _numbers(text: str, count: int, free_block: int) -> tuple[list[int], list[int]]:
    """So many shape ids that the drawing does not use yet, and the blocks it then has: its own first."""
    found = _IDS.search(text)
    blocks = _blocks(found[1]) if found else []
    used = {int(number) for number in re.findall(r"_x0000_s(\d+)", text)}
    numbers: list[int] = []
    for block in itertools.chain(list(blocks), itertools.count(free_block)):
        if len(numbers) >= count:
            break
        numbers += [n for n in range(block * _BLOCK + 1, (block + 1) * _BLOCK) if n not in used]
        blocks += [] if block in blocks else [block]
    return numbers[:count], blocks


def _with(text: str, notes: Mapping[Cell, str], block: int) -> str:
    numbers, blocks = _numbers(text, len(notes), block)
    told = ",".join(map(str, blocks))
    ours = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{told}"/></o:shapelayout>'
    if found := _IDS.search(text):
        text, ours = text[: found.start(1)] + told + text[found.end(1) :], ""
    if f'id="{_TYPE}"' not in text:
        ours += _SHAPE_TYPE
    boxes = "".join(_box(n, place, note) for n, (place, note) in zip(numbers, sorted(notes.items()), strict=True))
    if not all(f'xmlns:{one}="urn:schemas-microsoft-com:{space}"' in text for one, space in _SPACES.items()):
        boxes, ours = _declared(boxes), _declared(ours)
    at = text.rindex("</xml")
    return text[:at] + ours + boxes + text[at:]


def _declared(text: str) -> str:
    """Each outermost element with the namespaces that the drawing names by other prefixes, or not at all."""
    told = "".join(f' xmlns:{one}="urn:schemas-microsoft-com:{space}"' for one, space in _SPACES.items())
    return re.sub(r"<(v:shape|v:shapetype|o:shapelayout) ", rf"<\1{told} ", text)


def _box(number: int, place: Cell, note: str) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // _LINE for line in note.split("\n"))
    top, high = max(row - 1, 0), min(max(lines * 3 // 4 + 2, 4), 20)
    left, top = min(column + 1, LAST[1] - 1 - _WIDE), min(top, LAST[0] - 1 - high)
    anchor = f"{left}, 15, {top}, 10, {left + _WIDE}, 15, {top + high}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_TYPE}" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;'
        f'width:216pt;height:{high * 15}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
