"""Notes on cells: into the sheet's comments part, beside what stands there; the boxes they open in are in `shapes`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etl.validation.annotate import markup, shapes
from etl.validation.annotate.cells import Cell, address, cell
from etl.validation.annotate.markup import Element, attribute
from etl.validation.annotate.package import Package
from etl.validation.annotate.sheet import Outline

MARK = "[Ramping]"
"""Begins what we wrote into a note, so that it can be taken out again."""
AUTHOR = "Ramping"

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


def put(package: Package, part: str, outline: Outline, notes: Mapping[Cell, str]) -> str | None:
    """Take out our old notes of a sheet and put in these; the sheet's new tail where a drawing had to be named in it."""
    comments = package.linked(part, "comments")
    if comments is None or comments not in package:
        if not notes:
            return None
        comments = _fresh_part(package, part, outline)
    before = package.read(comments)
    text, gone = _without_ours(before)
    text, fresh = _with(text, notes)
    if text == before:
        return None
    package.write(comments, text)
    return shapes.put(package, part, outline, fresh, gone)


def _fresh_part(package: Package, part: str, outline: Outline) -> str:
    name = package.free_name("xl/comments{}.xml")
    space = markup.main_space(outline.head)
    package.write(name, f'{markup.HEAD}<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>')
    package.declare(name, _KIND)
    package.link(part, "comments", name, outline.base)
    return name


def _list(text: str) -> tuple[Element, Element]:
    top = markup.root(text)
    authors, found = markup.child(text, top, "authors"), markup.child(text, top, "commentList")
    if authors is None or found is None:
        raise KeyError("commentList")
    return authors, found


def _authors(text: str) -> list[str]:
    return [markup.plain(text[slice(*e.inner)]) for e in markup.elements(text, *_list(text)[0].inner)]


def _without_ours(text: str) -> tuple[str, set[Cell]]:
    """The part without what we wrote, and the cells whose whole note was ours."""
    if MARK not in text:
        return text, set()
    out, done, gone = [], 0, set[Cell]()
    for note in markup.elements(text, *_list(text)[1].inner):
        whole = text[note.start : note.end]
        at = whole.find(MARK)
        if at < 0:
            continue
        out.append(text[done : note.start])
        done = note.end
        place = cell(attribute(note.attributes, "ref"))
        if _said_before(whole, at):
            out.append(_cut(text, note))
        elif place:
            gone.add(place)
    return "".join([*out, text[done:]]), gone


def _said_before(note: str, at: int) -> bool:
    return bool(markup.plain(note[:at]).strip())


def _cut(text: str, note: Element) -> str:
    """A note of the sender without what we appended: everything from our mark on."""
    body = next(e for e in markup.elements(text, *note.inner) if e.name == "text")
    kept = text[note.start : body.inner[0]]
    for run in markup.elements(text, *body.inner):
        piece = text[run.start : run.end]
        at = piece.find(MARK)
        if at < 0:
            kept += piece
            continue
        before = re.sub(r"(?:\s|&#10;|&#13;|_x000a_)*$", "", piece[:at])
        if markup.plain(before).strip():
            prefix = markup.prefix(text, run)
            kept += f"{before}</{prefix}t></{prefix}r>" if run.name == "r" else f"{before}</{prefix}t>"
        else:
            # The line end before our mark, where another program put it to the sender's words.
            kept = re.sub(r"(?:\s|&#10;|&#13;)+((?:</[\w.:-]+>)+)$", r"\1", kept)
        break
    return kept + text[body.inner[1] : note.end]


def _with(text: str, notes: Mapping[Cell, str]) -> tuple[str, dict[Cell, str]]:
    """The part with these notes, and those that need a box of their own."""
    authors = _authors(text)
    there = {place: e for e in markup.elements(text, *_list(text)[1].inner) if (place := cell(attribute(e.attributes, "ref")))}
    shared = sorted((there[place].start, place) for place in notes if place in there)
    out, done = [], 0
    for start, place in shared:
        note = there[place]
        out += [text[done:start], _appended(text, note, notes[place], authors)]
        done = note.end
    text = "".join([*out, text[done:]])
    fresh = {place: note for place, note in notes.items() if place not in there}
    return (_listed(text, fresh, authors) if fresh else text), fresh


def _appended(text: str, note: Element, fresh: str, authors: list[str]) -> str:
    """A note of the sender with ours behind it. A thread's note is Excel's own copy of the thread: it stays."""
    whole = text[note.start : note.end]
    number = int(attribute(note.attributes, "authorId") or 0)
    body = next((e for e in markup.elements(text, *note.inner) if e.name == "text"), None)
    if body is None or (number < len(authors) and authors[number].startswith("tc=")):
        return whole
    prefix = markup.prefix(text, note)
    runs = text[slice(*body.inner)]
    alone = next((e for e in markup.elements(text, *body.inner) if e.name == "t"), None)
    if alone:
        runs = f"<{prefix}r>{runs}</{prefix}r>"
    name = f"{prefix}text"
    return f"{text[note.start : body.start]}<{name}>{runs}{_run(prefix, chr(10) + fresh)}</{name}>{text[body.end : note.end]}"


def _listed(text: str, fresh: Mapping[Cell, str], authors: list[str]) -> str:
    found, known = _list(text)
    p = markup.prefix(text, found)
    number = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
    tags = "".join(
        f'<{p}comment ref="{address(place)}" authorId="{number}"><{p}text>{_run(p, note)}</{p}text></{p}comment>'
        for place, note in sorted(fresh.items())
    )
    text = markup.appended(text, known, tags)
    return text if AUTHOR in authors else markup.appended(text, found, f"<{p}author>{AUTHOR}</{p}author>")


def _run(p: str, said: str) -> str:
    font = f'<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/>'
    return f'<{p}r><{p}rPr>{font}</{p}rPr><{p}t xml:space="preserve">{markup.escaped(said)}</{p}t></{p}r>'
