"""Cell styles: for each style that a marked cell has, the same style with the fill of a mark.

What the cell's fill was before is kept as the (unseen) background colour of the mark's solid fill: Excel keeps it when it
saves, so that the marks can be taken off again.
"""

from __future__ import annotations

import re

from etl.validation.annotate import markup
from etl.validation.annotate.markup import Element, attribute
from etl.validation.annotate.package import WORKBOOK, Package

FILLS = {"blokir": "FFFFC9D1", "peringatan": "FFFFEBA6"}
"""Fill of each level. No palette offers these two, so a fill of this colour is ours."""

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SPACE = markup.MAIN
_EMPTY = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{_SPACE}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


class _Block:
    """A list of the styles part (`fills`) that grows: an entry that is there already is used again."""

    def __init__(self, text: str, name: str) -> None:
        top = markup.root(text)
        self.name, self.prefix = name, markup.prefix(text, top)
        found = markup.child(text, top, name)
        inside = list(markup.elements(text, *found.inner)) if found else []
        self.entries = [text[e.start : e.end] for e in inside]
        self.known = len(self.entries)

    def add(self, entry: str) -> int:
        """The entry's number; a new one where no equal one is there."""
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry)

    def into(self, text: str) -> str:
        """The part with the new entries."""
        fresh = "".join(self.entries[self.known :])
        top = markup.root(text)
        found = markup.child(text, top, self.name)
        if not fresh:
            return text
        if found is None:
            block = f'<{self.prefix}{self.name} count="{len(self.entries)}">{fresh}</{self.prefix}{self.name}>'
            before = [e.end for e in markup.elements(text, *top.inner) if e.name in _ORDER[: _ORDER.index(self.name)]]
            at = max(before, default=top.inner[0])
            return text[:at] + block + text[at:]
        return markup.counted(markup.appended(text, found, fresh), found, len(self.entries))


class Styles:
    """The styles part of a workbook, made where the workbook has none."""

    def __init__(self, package: Package) -> None:
        self._part = package.linked(WORKBOOK, "styles")
        if self._part is None or self._part not in package:
            # Some readers look for it under this name only.
            self._part = "xl/styles.xml" if "xl/styles.xml" not in package else package.free_name("xl/styles{}.xml")
            package.write(self._part, _EMPTY.replace(_SPACE, markup.main_space(package.read(WORKBOOK))))
            package.declare(self._part, _KIND)
            package.link(WORKBOOK, "styles", self._part, markup.links_base(package.read(WORKBOOK)))
        self._text = package.read(self._part)
        self._fonts, self._fills, self._formats = (_Block(self._text, name) for name in ("fonts", "fills", "cellXfs"))
        self._prefix = self._formats.prefix
        if not self._formats.entries:
            self._formats.add(f'<{self._prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
        self._marked: dict[tuple[int, str], int] = {}
        package.write_last(self._part, self._written)

    def _written(self) -> str:
        text = self._text
        for block in (self._fonts, self._fills, self._formats):
            text = block.into(text)
        return text

    def marked(self, style: int, level: str) -> int:
        """The style that looks like this one, with the fill of a level."""
        key = style, level
        if key not in self._marked:
            base = self._formats.entries[style if style < len(self._formats.entries) else 0]
            fill = self._fills.add(self._mark(FILLS[level], self._colour(_number(base, "fillId"))))
            self._marked[key] = self._formats.add(_changed(base, fillId=fill, applyFill=1))
        return self._marked[key]

    def unmarked(self) -> dict[int, int]:
        """Style with a mark of ours → the same without it, for a workbook that was annotated before."""
        ours = {number: before for number, fill in enumerate(self._fills.entries) if (before := self._before(fill)) is not None}
        found = {}
        for number, style in enumerate(list(self._formats.entries)):
            if (fill := _number(style, "fillId")) in ours:
                found[number] = self._without(style, self._fills.add(ours[fill]))
        return found

    def _without(self, style: str, fill: int) -> int:
        same = _changed(style, fillId=fill, applyFill=1)
        plain = [_bare(entry) for entry in self._formats.entries]
        wanted = _bare(same)
        return plain.index(wanted) if wanted in plain else self._formats.add(same)

    def own(self, *, bold: bool = False, link: bool = False, wrapped: bool = True, size: int = 11) -> int:
        """A style of the list of findings."""
        p = self._prefix
        look = ("b",) if bold else ("u",) if link else ()
        colour = f'<{p}color rgb="FF0B57D0"/>' if link else f'<{p}color rgb="FF1F1F1F"/>'
        marks = "".join(f"<{p}{one}/>" for one in look)
        font = self._fonts.add(
            f'<{p}font>{marks}<{p}sz val="{size}"/>{colour}<{p}name val="Calibri"/><{p}family val="2"/></{p}font>'
        )
        wrap = ' wrapText="1"' if wrapped else ""
        return self._formats.add(
            f'<{p}xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"'
            f' applyAlignment="1"><{p}alignment vertical="top"{wrap}/></{p}xf>'
        )

    def _mark(self, colour: str, before: str) -> str:
        p = self._prefix
        inner = f'<{p}fgColor rgb="{colour}"/><{p}bgColor {before}/>'
        return f'<{p}fill><{p}patternFill patternType="solid">{inner}</{p}patternFill></{p}fill>'

    def _colour(self, fill: int) -> str:
        """The colour of a solid fill, as attributes; of any other fill none that can be seen."""
        text = self._fills.entries[fill] if fill < len(self._fills.entries) else ""
        found = _part_of(text, "fgColor") if 'patternType="solid"' in text else None
        return found.strip() if found and found.strip() else 'indexed="64"'

    def _before(self, fill: str) -> str | None:
        """The fill that a fill of ours stands for; None for any other fill."""
        colour = attribute(_part_of(fill, "fgColor") or "", "rgb")
        if (colour or "").upper() not in FILLS.values():
            return None
        before, p = (_part_of(fill, "bgColor") or "").strip(), self._prefix
        if not before or before == 'indexed="64"' or (attribute(f" {before}", "rgb") or "").upper() in FILLS.values():
            return self._fills.entries[0]
        inner = f'<{p}fgColor {before}/><{p}bgColor indexed="64"/>'
        return next(
            (f for f in self._fills.entries if (_part_of(f, "fgColor") or "").strip() == before and 'patternType="solid"' in f),
            f'<{p}fill><{p}patternFill patternType="solid">{inner}</{p}patternFill></{p}fill>',
        )


def _part_of(text: str, name: str) -> str | None:
    found = next((tag for tag in markup.TAG.finditer(text) if tag[3] == name), None)
    return found[4] if found else None


def _top(entry: str) -> Element:
    return markup.root(entry)


def _number(entry: str, name: str) -> int:
    return int(attribute(_top(entry).attributes, name) or 0)


def _changed(entry: str, **values: int) -> str:
    """A style with these attributes, its children kept."""
    tag = markup.TAG.search(entry)
    if tag is None:
        return entry
    attributes = tag[4]
    for name, value in values.items():
        attributes = markup.with_attribute(attributes, name, value)
    return entry[: tag.start(4)] + attributes + entry[tag.end(4) :]


def _bare(entry: str) -> str:
    """A style in one written form, to compare: attributes sorted, `applyFill` left out."""
    top = _top(entry)
    told = sorted(re.findall(r"""([\w:.-]+)\s*=\s*["']([^"']*)""", markup.without_attribute(top.attributes, "applyFill")))
    return f"{told}{entry[top.inner[0] : top.inner[1]]}"
