"""A workbook as a package of parts: read lazily, changed part by part, written with every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from etl.validation.annotate import markup

Pieces = Iterator[bytes]
Rewrite = Callable[[Pieces], Pieces]

TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
_NEW = (1980, 1, 1, 0, 0, 0)  # fixed: the same source and findings give the same bytes
_PIECE = 4 << 20
_LINK_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Package:
    """The parts of an xlsx. Names are compared as the standard does, without case."""

    def __init__(self, source: Path | bytes) -> None:
        self._zip = zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source))
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._changed: dict[str, bytes | None] = {}
        self._rewrites: dict[str, Rewrite] = {}
        self._late: dict[str, Callable[[], str]] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names and self._changed.get(self._own(name), b"") is not None

    def _own(self, name: str) -> str:
        return self._names.get(name.lower(), name)

    def read(self, name: str) -> str:
        """A part as text. KeyError for a part that is not there, UnicodeDecodeError for one that is not UTF-8."""
        own = self._own(name)
        body = self._changed[own] if own in self._changed else self._zip.read(own)
        if body is None:
            raise KeyError(name)
        # newline endings and a byte order mark stay part of the text
        return body.decode("utf-8")

    def write(self, name: str, text: str) -> None:
        """Change a part, or add one."""
        self._names.setdefault(name.lower(), name)
        self._changed[self._own(name)] = text.encode("utf-8")

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._changed[self._own(name)] = None

    def rewrite(self, name: str, how: Rewrite) -> None:
        """Have a large part go through `how`, piece by piece, when the package is saved."""
        self._rewrites[self._own(name)] = how

    def write_last(self, name: str, told: Callable[[], str]) -> None:
        """Have a part written behind all others: what it holds is known only then."""
        self._names.setdefault(name.lower(), name)
        self._late[self._own(name)] = told

    def pieces(self, name: str) -> Pieces:
        """A part cut at the ends of rows, so that a large sheet costs no memory."""
        rest = b""
        with self._zip.open(self._own(name)) as file:
            while block := file.read(_PIECE):
                block = rest + block
                cut = max(block.rfind(b"</row>") + 6, block.rfind(b":row>") + 5)
                if cut < 6:
                    rest = block
                    continue
                yield block[:cut]
                rest = block[cut:]
        if rest:
            yield rest

    def names(self, ending: str) -> list[str]:
        """The parts whose names end so."""
        return [name for name in self._names.values() if name.lower().endswith(ending) and name in self]

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern (`xl/comments{}.xml`) that no part has."""
        number = 1
        while pattern.format(number).lower() in self._names:
            number += 1
        return pattern.format(number)

    def saved(self) -> bytes:
        """The whole package: parts in their old order, new ones behind."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            last = {info.filename: info for info in self._zip.infolist()}
            for name, info in last.items():
                if self._changed.get(name, b"") is not None and name not in self._late:
                    self._copy(target, info)
            for name, body in self._changed.items():
                if body is not None and name not in last and name not in self._late:
                    target.writestr(_entry(name), body)
            for name, told in self._late.items():
                target.writestr(_entry(name, last.get(name)), told().encode("utf-8"))
        return out.getvalue()

    def _copy(self, target: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        name, entry = info.filename, _entry(info.filename, info)
        if name in self._rewrites:
            with target.open(entry, "w", force_zip64=info.file_size > 2**30) as file:
                for piece in self._rewrites[name](self.pieces(name)):
                    file.write(piece)
        else:
            target.writestr(entry, self._changed.get(name) or self._zip.read(info))

    # Relationships and content types

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Of a part: relationship id → (last word of its type, the part it leads to; for an outside target the address)."""
        name = links_name(part)
        if name not in self:
            return {}
        text = self.read(name)
        found = {}
        for link in markup.elements(text, *markup.root(text).inner):
            values = [markup.attribute(link.attributes, key) or "" for key in ("Id", "Type", "Target", "TargetMode")]
            inside = values[3].lower() != "external"
            found[values[0]] = (values[1].rpartition("/")[2], _resolved(part, values[2]) if inside else values[2])
        return found

    def linked(self, part: str, kind: str) -> str | None:
        """The first part of a kind (`comments`) that this part leads to."""
        return next((target for found, target in self.links(part).values() if found == kind), None)

    def link(self, part: str, kind: str, target: str, base: str) -> str:
        """Lead from a part to another one; the new relationship's id. base: strict or transitional relationship types."""
        name = links_name(part)
        text = self.read(name) if name in self else f'{markup.HEAD}<Relationships xmlns="{_LINK_SPACE}"></Relationships>'
        top = markup.root(text)
        taken, number = {key.lower() for key in self.links(part)}, 1
        while f"rid{number}" in taken:
            number += 1
        path = posixpath.relpath(target, posixpath.dirname(part))
        tag = f'<{markup.prefix(text, top)}Relationship Id="rId{number}" Type="{base}/{kind}" Target="{path}"/>'
        self.write(name, markup.appended(text, top, tag))
        return f"rId{number}"

    def unlink(self, part: str, target: str) -> None:
        """Take away what leads from a part to another."""
        lost = {key for key, (_, leads) in self.links(part).items() if leads.lower() == target.lower()}
        text = self.read(links_name(part))
        for link in reversed(list(markup.elements(text, *markup.root(text).inner))):
            if markup.attribute(link.attributes, "Id") in lost:
                text = text[: link.start] + text[link.end :]
        self.write(links_name(part), text)

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part is."""
        self._type(f'Override PartName="/{part}" ContentType="{content_type}"')

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts of an ending are, where nothing says so yet."""
        text = self.read(TYPES)
        told = (markup.attribute(e.attributes, "Extension") or "" for e in markup.elements(text, *markup.root(text).inner))
        if extension not in (name.lower() for name in told):
            self._type(f'Default Extension="{extension}" ContentType="{content_type}"', first=True)

    def undeclare(self, part: str) -> None:
        """Take away what is said of a part."""
        text = self.read(TYPES)
        for entry in list(markup.elements(text, *markup.root(text).inner)):
            if (markup.attribute(entry.attributes, "PartName") or "").lower() == f"/{part}".lower():
                self.write(TYPES, text[: entry.start] + text[entry.end :])
                return

    def _type(self, entry: str, *, first: bool = False) -> None:
        text = self.read(TYPES)
        top = markup.root(text)
        tag = f"<{markup.prefix(text, top)}{entry}/>"
        at = top.inner[0]
        self.write(TYPES, text[:at] + tag + text[at:] if first else markup.appended(text, top, tag))


def links_name(part: str) -> str:
    """Where the relationships of a part lie."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    target = unquote(re.sub(r"#.*", "", target))
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _entry(name: str, like: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time if like else _NEW)
    entry.compress_type = like.compress_type if like and like.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr = like.external_attr if like else 0o600 << 16
    return entry
