"""XML as text: tags found, attributes changed, nothing else of a part touched.

A part is never parsed and written again: quoting, prefixes, blanks and extensions of the sender's program stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape as _escape

STRICT = "http://purl.oclc.org/ooxml/"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = f"{STRICT}officeDocument/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TAG = re.compile(r"""<(/?)((?:[\w.-]+:)?([\w.-]+))((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_HIDDEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Element:
    """Where an element stands in a text. name: without prefix; attributes: as written; inner: what it encloses."""

    name: str
    attributes: str
    start: int
    end: int
    inner: tuple[int, int]


def is_strict(text: str) -> bool:
    """Whether a part is of the strict kind of workbook."""
    return f"{STRICT}spreadsheetml/main" in text


def links_base(text: str) -> str:
    """What the types of relationships begin with, in the workbook that this part is of."""
    return STRICT_RELATIONSHIPS if is_strict(text) else RELATIONSHIPS


def main_space(text: str) -> str:
    """The namespace of spreadsheet parts, in the workbook that this part is of."""
    return f"{STRICT}spreadsheetml/main" if is_strict(text) else MAIN


def escaped(text: str) -> str:
    """Text for an element or a quoted attribute; what XML cannot hold is left out."""
    return _escape(_NOT_XML.sub("", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def plain(text: str) -> str:
    """What stands between the tags."""
    return unescape(TAG.sub("", text))


def attribute(attributes: str, name: str) -> str | None:
    """The value of an attribute, by its name without prefix."""
    found = re.search(rf"""(?:^|\s)(?:[\w.-]+:)?{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    return None if found is None else unescape(found[1] if found[1] is not None else found[2])


def with_attribute(attributes: str, name: str, value: object) -> str:
    """The attributes with this one set (its own name, no prefix)."""
    written = f'{name}="{escaped(str(value))}"'
    changed, count = re.subn(rf"""(?<=\s){name}\s*=\s*(?:"[^"]*"|'[^']*')""", lambda _: written, attributes, count=1)
    return changed if count else f"{attributes.rstrip()} {written}"


def without_attribute(attributes: str, name: str) -> str:
    """The attributes without this one."""
    return re.sub(rf"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*')""", "", attributes, count=1)


def elements(text: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The elements directly within text[start:end], in order. Comments and the like are passed over."""
    end = len(text) if end is None else end
    hidden = [m.span() for m in _HIDDEN.finditer(text, start, end)]
    depth, opened = 0, None
    for tag in TAG.finditer(text, start, end):
        if any(a <= tag.start() < b for a, b in hidden):
            continue
        closes, alone = tag[1] == "/", tag[5] == "/"
        depth -= closes
        if depth < 0:
            return
        if alone and depth == 0:
            yield Element(tag[3], tag[4], tag.start(), tag.end(), (tag.end(), tag.end()))
        elif closes and depth == 0 and opened:
            yield Element(opened[3], opened[4], opened.start(), tag.end(), (opened.end(), tag.start()))
        elif not closes and not alone:
            opened = tag if depth == 0 else opened
            depth += 1


def root(text: str) -> Element:
    """The outermost element. ValueError where there is none."""
    return next(elements(text), None) or _none(text)


def _none(text: str) -> Element:
    raise ValueError(f"no element in {text[:40]!r}")


def child(text: str, parent: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next((e for e in elements(text, *parent.inner) if e.name == name), None)


def prefix(text: str, element: Element) -> str:
    """The prefix an element is written with, with its colon: `x:`, or nothing."""
    found = TAG.match(text, element.start)
    return found[2][: -len(found[3])] if found else ""


def appended(text: str, element: Element, fresh: str) -> str:
    """The text with `fresh` put before the element's end; an element written as one empty tag is opened for it."""
    if text[element.end - 2 : element.end] != "/>" or element.inner[0] != element.end:
        return text[: element.inner[1]] + fresh + text[element.inner[1] :]
    name = f"{prefix(text, element)}{element.name}"
    opened = text[element.start : element.end - 2].rstrip()
    return f"{text[: element.start]}{opened}>{fresh}</{name}>{text[element.end :]}"


def counted(text: str, element: Element, count: int) -> str:
    """The text with the element's `count` set, where it has one."""
    if attribute(element.attributes, "count") is None:
        return text
    at = text.index(element.attributes, element.start)
    return text[:at] + with_attribute(element.attributes, "count", count) + text[at + len(element.attributes) :]
