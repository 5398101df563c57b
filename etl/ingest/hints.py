"""Whose file it is and for which quarter, as the file itself tells: its name, its title rows, our own *Petunjuk* sheet.

Runs before any check and outside the worker, so it only peeks: a bounded piece of each part, never the whole, no XML parser.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path

import polars as pl

from etl.errors import DataRefused
from etl.ingest import files, readers_csv
from etl.ingest.vocabulary import normal
from etl.paths import REFERENCE

TITLE_ROWS = 12
"""How far down a title may stand."""

_PEEK = 64 << 10
_PEEK_TEXTS = 1 << 20
_MOST_SHEETS = 30
_FEW = 3
"""More filled cells than a title row has are a header or data."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:tw|triwulan|kuartal|quarter|q)\s*(?:ke\s*)?([1-4]|iv|i{1,3})\b"
_YEAR = r"\b(20\d\d)\b"
_YEAR_FIRST = re.compile(rf"{_YEAR}\s*{_QUARTER}")
_QUARTER_FIRST = re.compile(rf"\b{_QUARTER}\s*(?:[a-z]+\s+){{0,5}}{_YEAR}")
_CODE_ALONE = re.compile(r"(?<![\d.])(\d\d\.\d\d)(?![\d.])|^(\d\d)(?= |$)")
_CODE_NAMED = re.compile(r"kode wilayah\W*(\d\d(?:\.\d\d)?)(?![\d.])", re.IGNORECASE)
_LABELLED = re.compile(r"\W*(?:kode[ _]wilayah|periode)\b", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>")
_ITEM = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?>(.*?)</(?:\w+:)?si>", re.DOTALL)
_ROW = re.compile(rb'\br="[A-Z]{1,3}(\d+)"')


def hints(paths: Sequence[Path]) -> tuple[str | None, str | None]:
    """kode_wilayah and periode; None for what no file tells, or for what two of them tell differently."""
    regions, periods = set[str | None](), set[str | None]()
    for path in paths:
        titles = list(_titles(path))
        regions |= {_region(path.stem, coded=True), *map(_region, titles)} - {None}
        periods |= {_period(path.stem), *map(_period, titles)} - {None}
    return _only(_finest(regions)), _only(periods)


def _only(found: set[str | None]) -> str | None:
    return found.pop() if len(found) == 1 else None


def _finest(regions: set[str | None]) -> set[str | None]:
    """Without provinces that are named beside one of their own regions."""
    return {code for code in regions if not any(str(other).startswith(f"{code}.") for other in regions)}


def _period(told: str) -> str | None:
    words = re.sub(r"[_\-/,.:()]+", " ", told.lower())
    if found := _YEAR_FIRST.search(words):
        year, quarter = found[1], found[2]
    elif found := _QUARTER_FIRST.search(words):
        quarter, year = found[1], found[2]
    else:
        return None
    return f"{year}-TW{_ROMAN.get(quarter, quarter)}"


def _region(told: str, *, coded: bool = False) -> str | None:
    """The one government that a text names in full, or by a code that is said to be one; of a province and its region the region.

    coded: whether a code may stand without a word, as in the name of a file.
    """
    known, spaced = _names(), told.replace("_", " ")
    found = (_CODE_ALONE if coded else _CODE_NAMED).finditer(spaced)
    codes: set[str | None] = {code for match in found if (code := match[match.lastindex or 0]) in known.values()}
    words = re.sub(r"\bkab\b", "kabupaten", normal(told))
    for name in sorted(_mentioned(words), key=len, reverse=True):
        if re.search(rf"\b{name}\b", words):
            codes.add(known[name])
            # A longer name holds shorter ones: Bandung Barat is not Bandung.
            words = words.replace(name, " ")
    return _only(_finest(codes))


def _mentioned(words: str) -> list[str]:
    return [name for name in _names() if name in words]


@cache
def _names() -> dict[str, str]:
    """Normal full name (`kota cilegon`, `provinsi banten`) → code of its government."""
    listed = pl.read_csv(REFERENCE / "wilayah.csv", infer_schema=False).filter(pl.col("otonom") == "ya")
    return {
        normal(f"provinsi {name}" if kind == "provinsi" else name): code
        for code, name, kind in listed.select("kode", "nama", "jenis").iter_rows()
    }


def _titles(path: Path) -> Iterator[str]:
    """The texts of the first rows of each sheet, a row at a time; nothing from a file that is refused anyway."""
    try:
        (source,) = files.received([path])
        kind = files.kind(source)
        if kind == files.XLSX:
            with zipfile.ZipFile(path) as book:
                yield from _rows_of(book)
        elif kind == files.CSV:
            with path.open("rb") as file:
                lines = readers_csv.decode(file.read(_PEEK)).splitlines()[:TITLE_ROWS]
                yield from _telling([re.split(r"[,;\t]", line) for line in lines])
    except (DataRefused, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return


def _rows_of(book: zipfile.ZipFile) -> Iterator[str]:
    sheets = [name for name in book.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    texts = _texts(book)
    for name in sheets[:_MOST_SHEETS]:
        rows: dict[int, list[str]] = {}
        for attributes, content in _CELL.findall(_peek(book, name, _PEEK)):
            place = _ROW.search(attributes)
            if place and int(place[1]) <= TITLE_ROWS:
                rows.setdefault(int(place[1]), []).append(_shown(attributes, content, texts))
        yield from _telling(list(rows.values()))


def _telling(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows that speak of the file: those that say `kode_wilayah` or `periode`, else whatever stands nearly alone."""
    told = [" ".join(filled) for row in rows if 0 < len(filled := [cell for cell in row if cell.strip()]) <= _FEW]
    return [row for row in told if _LABELLED.match(row)] or told


def _texts(book: zipfile.ZipFile) -> list[bytes]:
    return _ITEM.findall(_peek(book, "xl/sharedStrings.xml", _PEEK_TEXTS)) if "xl/sharedStrings.xml" in book.namelist() else []


def _peek(book: zipfile.ZipFile, name: str, size: int) -> bytes:
    with book.open(name) as part:
        return part.read(size)


def _shown(attributes: bytes, content: bytes, texts: list[bytes]) -> str:
    value = _VALUE.search(content)
    if b't="s"' in attributes and value and value[1].isdigit():
        content = texts[int(value[1])] if int(value[1]) < len(texts) else b""
    elif value and b"<t" not in content:
        return value[1].decode(errors="replace")
    return unescape(b"".join(_TEXT.findall(content)).decode(errors="replace"))
