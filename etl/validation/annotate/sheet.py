"""The XML of one sheet, changed at single cells while it streams by; every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from etl.validation.annotate import markup
from etl.validation.annotate.cells import Cell, address, area, cell
from etl.validation.annotate.markup import Element, attribute
from etl.validation.annotate.package import Package, Pieces

_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*(/?)>")
_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_ROW = re.compile(rb"<((?:[\w.-]+:)?)row(?=[\s/>])([^>]*?)(/?)>")
CELL = re.compile(rf"<((?:[\w.-]+:)?)c({_ATTRIBUTES})\s*(?:/>|>(.*?)</\1c\s*>)", re.DOTALL)
"""A cell: prefix, attributes as written, what it encloses (None where it is one empty tag)."""
_STYLED = re.compile(rb"""(<(?:[\w.-]+:)?c\s[^>]*?\bs=["'])(\d+)""")

_BEHIND = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What follows `legacyDrawing` in a sheet; Excel repairs a sheet whose elements stand in another order."""

_TALL = 500
"""A merged area of more rows than this is looked at for every cell."""


@dataclass(frozen=True)
class Found:
    """A cell as it stands. attributes: as written; inner: None for an empty one; style: its own, else its row's or column's."""

    prefix: str
    attributes: str
    inner: str | None
    style: int

    def written(self, attributes: str, inner: str | None) -> str:
        """The cell with these attributes and this content."""
        name = f"{self.prefix}c"
        return f"<{name}{attributes}/>" if inner is None else f"<{name}{attributes}>{inner}</{name}>"


Edit = Callable[[Found], str]
"""The new text of a cell."""
Edits = Mapping[int, Mapping[int, Edit]]
"""Row → column → what becomes of that cell."""


@dataclass(frozen=True)
class Outline:
    """What stands around the rows of a sheet: the text before them and behind them."""

    head: str
    tail: str

    @property
    def base(self) -> str:
        """The namespace of its relationship types."""
        return markup.links_base(self.head)

    @property
    def prefix(self) -> str:
        """The prefix its elements are written with."""
        found = markup.TAG.search(self.head)
        return found[2][: -len(found[3])] if found else ""

    def behind(self, name: str) -> Element | None:
        """An element behind the rows, by name."""
        return next((e for e in markup.elements(self.tail) if e.name == name), None)

    def merges(self) -> list[tuple[Cell, Cell]]:
        """The merged areas."""
        found = self.behind("mergeCells")
        inside = markup.elements(self.tail, *found.inner) if found else ()
        return [both for e in inside if (both := area(attribute(e.attributes, "ref") or ""))]

    def column_styles(self) -> list[tuple[int, int, int]]:
        """First column, last column, style of cells that do not stand in the file."""
        at = self.head.rfind("cols")
        columns = (m for m in markup.TAG.finditer(self.head) if m[3] == "col") if at >= 0 else ()
        told = ([attribute(m[4], key) or "0" for key in ("min", "max", "style")] for m in columns)
        return [(int(low), int(high), int(style)) for low, high, style in told]

    def drawn(self) -> str | None:
        """The relationship id of its legacy drawing."""
        found = self.behind("legacyDrawing")
        return attribute(found.attributes, "id") if found else None

    def with_drawing(self, link: str) -> str:
        """The tail with a `legacyDrawing` in its place."""
        at = next((e.start for e in markup.elements(self.tail) if _comes_behind(self.tail, e)), self._end())
        tag = f'<{self.prefix}legacyDrawing xmlns:r="{self.base}" r:id="{link}"/>'
        return self.tail[:at] + tag + self.tail[at:]

    def _end(self) -> int:
        found = re.search(r"</(?:[\w.-]+:)?worksheet\s*>", self.tail)
        return found.start() if found else len(self.tail)


def _comes_behind(text: str, element: Element) -> bool:
    inside = (markup.TAG.finditer(text, *element.inner)) if element.name == "AlternateContent" else ()
    return element.name in _BEHIND or any(tag[3] in _BEHIND for tag in inside)


def outline(package: Package, part: str) -> Outline | None:
    """The sheet without its rows; None where the part is no sheet with rows that we can read."""
    head: str | None = None
    piece = b""
    for piece in package.pieces(part):
        if head is None and (found := _DATA.search(piece)):
            head = piece[: found.start()].decode("utf-8", "replace")
    start = _DATA_END.search(piece) or _DATA.search(piece)
    return None if head is None or start is None else Outline(head, piece[start.end() :].decode("utf-8"))


class Merges:
    """The merged areas of a sheet, found by row: a sheet may have thousands."""

    def __init__(self, areas: list[tuple[Cell, Cell]]) -> None:
        self._tall = [area for area in areas if area[1][0] - area[0][0] > _TALL]
        self._by_row: dict[int, list[tuple[Cell, Cell]]] = {}
        for one in areas:
            if one[1][0] - one[0][0] <= _TALL:
                for row in range(one[0][0], one[1][0] + 1):
                    self._by_row.setdefault(row, []).append(one)

    def top_left(self, place: Cell) -> Cell:
        """The cell that shows what stands here: of a merged area the first one."""
        near = [*self._by_row.get(place[0], ()), *self._tall]
        return next((first for first, last in near if _within(place, first, last)), place)


def _within(place: Cell, first: Cell, last: Cell) -> bool:
    return first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]


class Rewriting:
    """Streams a sheet with its edits made. restyled: style → style, for cells of the whole sheet, before the edits."""

    def __init__(
        self, edits: Edits, outline: Outline, tail: str | None = None, restyled: Mapping[int, int] | None = None
    ) -> None:
        self._edits, self._tail, self._restyled = edits, tail, dict(restyled or {})
        self._columns = outline.column_styles()
        self._pending = sorted(edits, reverse=True)
        self._row, self._prefix = 0, outline.prefix
        self._begun = self._ended = False

    def __call__(self, pieces: Pieces) -> Iterator[bytes]:
        """The new pieces for the old ones."""
        for piece in pieces:
            yield from self._piece(piece)

    def _piece(self, piece: bytes) -> Iterator[bytes]:
        start = 0
        if not self._begun:
            data = _DATA.search(piece)
            if data is None:
                yield piece
                return
            self._begun, start = True, data.end()
            if data[2]:
                yield from self._from_empty(piece, data)
                return
        end = _DATA_END.search(piece, start) if not self._ended else None
        rows_end = end.start() if end else len(piece)
        yield piece[:start]
        yield from self._rows(self._unmarked(piece[start:rows_end]))
        if end:
            self._ended = True
            yield b"".join(self._fresh_rows(None))
            yield end[0]
            yield piece[end.end() :] if self._tail is None else self._tail.encode("utf-8")

    def _from_empty(self, piece: bytes, data: re.Match[bytes]) -> Iterator[bytes]:
        """A sheet without any row, its `<sheetData/>` opened where rows come in."""
        fresh, name = b"".join(self._fresh_rows(None)), data[1] + b"sheetData"
        self._ended = True
        yield piece[: data.start()] + (b"<" + name + b">" + fresh + b"</" + name + b">" if fresh else data[0])
        yield piece[data.end() :] if self._tail is None else self._tail.encode("utf-8")

    def _unmarked(self, rows: bytes) -> bytes:
        if not self._restyled:
            return rows
        told = {str(old).encode(): str(new).encode() for old, new in self._restyled.items()}
        return _STYLED.sub(lambda m: m[1] + told.get(m[2], m[2]), rows)

    def _rows(self, rows: bytes) -> Iterator[bytes]:
        done = 0
        for tag in _ROW.finditer(rows):
            if not self._pending:
                break
            told = attribute(tag[2].decode("utf-8", "replace"), "r")
            self._row = int(told) if told else self._row + 1
            if self._pending[-1] > self._row:
                continue
            yield rows[done : tag.start()]
            yield b"".join(self._fresh_rows(self._row))
            done = tag.start()
            if self._pending and self._pending[-1] == self._row:
                self._pending.pop()
                done = tag.end() if tag[3] else rows.index(b"</" + tag[1] + b"row>", tag.end()) + len(tag[1]) + 6
                yield self._row_edited(rows[tag.start() : done].decode("utf-8"), self._row).encode("utf-8")
        yield rows[done:]

    def _fresh_rows(self, before: int | None) -> Iterator[bytes]:
        """Rows that the file does not hold yet."""
        while self._pending and (before is None or self._pending[-1] < before):
            number = self._pending.pop()
            yield self._row_edited(f'<{self._prefix}row r="{number}"/>', number).encode("utf-8")

    def _row_edited(self, text: str, number: int) -> str:
        tag = markup.TAG.match(text)
        if tag is None:
            return text
        prefix, attributes = tag[2][: -len(tag[3])], tag[4]
        own = attribute(attributes, "s") if attribute(attributes, "customFormat") in ("1", "true") else None
        end = len(text) if tag[5] else text.rindex("</")
        inner = self._cells("" if tag[5] else text[tag.end() : end], number, (prefix, own))
        return f"<{prefix}row{_spanning(attributes, self._edits[number])}>{inner}</{prefix}row>"

    def _cells(self, inner: str, row: int, of_row: tuple[str, str | None]) -> str:
        waiting = sorted(self._edits[row].items(), reverse=True)
        out, done, column = [], 0, 0
        for found in CELL.finditer(inner):
            place = cell(attribute(found[2], "r"))
            column = place[1] if place else column + 1
            out.append(inner[done : found.start()])
            while waiting and waiting[-1][0] < column:
                out.append(self._fresh(row, *waiting.pop(), of_row))
            same = bool(waiting) and waiting[-1][0] == column
            out.append(waiting.pop()[1](_as_found(found)) if same else found[0])
            done = found.end()
        out.append(inner[done:])
        # Cells come before an extLst of the row; no program is known to write one.
        return "".join([*out, *(self._fresh(row, *one, of_row) for one in reversed(waiting))])

    def _fresh(self, row: int, column: int, edit: Edit, of_row: tuple[str, str | None]) -> str:
        of_column = next((style for low, high, style in self._columns if low <= column <= high), 0)
        style = of_column if of_row[1] is None else int(of_row[1])
        attributes = f' r="{address((row, column))}"' + (f' s="{style}"' if style else "")
        return edit(Found(of_row[0], attributes, None, style))


def _as_found(found: re.Match[str]) -> Found:
    return Found(found[1], found[2], found[3], int(attribute(found[2], "s") or 0))


def _spanning(attributes: str, columns: Mapping[int, Edit]) -> str:
    """The row's attributes, its `spans` as wide as the cells now are."""
    spans = attribute(attributes, "spans")
    if not spans or " " in spans:
        return markup.without_attribute(attributes, "spans") if spans else attributes
    low, _, high = spans.partition(":")
    wide = f"{min(int(low), *columns)}:{max(int(high), *columns)}"
    return attributes if wide == spans else markup.with_attribute(attributes, "spans", wide)
