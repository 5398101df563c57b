"""What Excel checks when it opens a workbook, and repairs with a word of warning where it fails."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)
WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames "
    "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst"
)


def local(name: str) -> str:
    return name.rpartition("}")[2]


def faults(body: bytes) -> list[str]:
    """Everything in a workbook that Excel would not take; empty for a sound one."""
    book = zipfile.ZipFile(io.BytesIO(body))
    names = book.namelist()
    found = [f"twice: {name}" for name in set(names) if names.count(name) > 1]
    trees = {name: ElementTree.fromstring(book.read(name)) for name in names if name.endswith((".xml", ".rels", ".vml"))}
    found += _types(names, trees["[Content_Types].xml"])
    links = {name: _links(name, tree, names, found) for name, tree in trees.items() if name.endswith(".rels")}
    styles = next((tree for tree in trees.values() if local(tree.tag) == "styleSheet"), None)
    found += _counts(styles) if styles is not None else ["no styles"]
    formats = len(_one(styles, "cellXfs")) if styles is not None else 0
    found += _workbook(trees["xl/workbook.xml"])
    for name, tree in trees.items():
        if local(tree.tag) == "worksheet":
            of = links.get(f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels", {})
            found += [f"{name}: {fault}" for fault in [*_sheet(tree, of, formats), *_notes(tree, of, trees)]]
    for name in (n for n in names if n.endswith(".vml")):
        shapes = re.findall(rb'id="(_x0000_s\d+)"', book.read(name))
        found += [f"{name}: shapes {shapes}"] if len(shapes) != len(set(shapes)) else []
    return found


def _one(tree: ElementTree.Element, name: str) -> ElementTree.Element:
    return next(e for e in tree.iter() if local(e.tag) == name)


def _types(names: list[str], tree: ElementTree.Element) -> list[str]:
    defaults = [e.get("Extension", "").lower() for e in tree if local(e.tag) == "Default"]
    parts = [e.get("PartName", "") for e in tree if local(e.tag) == "Override"]
    missing = [
        n for n in names if f"/{n}" not in parts and n.rpartition(".")[2].lower() not in defaults and n != "[Content_Types].xml"
    ]
    return (
        [f"no type: {name}" for name in missing]
        + [f"type of nothing: {part}" for part in parts if part[1:] not in names]
        + ([f"typed twice: {parts} {defaults}"] if len(set(parts)) != len(parts) or len(set(defaults)) != len(defaults) else [])
    )


def _links(name: str, tree: ElementTree.Element, names: list[str], found: list[str]) -> dict[str, tuple[str, str]]:
    base = posixpath.dirname(posixpath.dirname(name))
    links: dict[str, tuple[str, str]] = {}
    for link in tree:
        target = link.get("Target", "")
        if link.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
            found += [] if target in names else [f"{name} leads to nothing: {target}"]
        found += [f"{name}: {link.get('Id')} twice"] if link.get("Id") in links else []
        links[link.get("Id", "")] = link.get("Type", "").rpartition("/")[2], target
    return links


def _counts(tree: ElementTree.Element) -> list[str]:
    wrong = [f"{local(e.tag)} says {e.get('count')}, holds {len(e)}" for e in tree if e.get("count") not in (None, str(len(e)))]
    sizes = {kind: len(_one(tree, f"{kind}s")) for kind in ("font", "fill", "border")}
    beyond = [e.attrib for e in _one(tree, "cellXfs") for kind, size in sizes.items() if int(e.get(f"{kind}Id", 0)) >= size]
    return wrong + [f"style beyond what there is: {one}" for one in beyond]


def _workbook(tree: ElementTree.Element) -> list[str]:
    names = [local(e.tag) for e in tree if local(e.tag) in WORKBOOK_ORDER.split()]
    sheets = list(_one(tree, "sheets"))
    found = (
        [] if names == sorted(names, key=WORKBOOK_ORDER.split().index) and len(set(names)) == len(names) else [f"order {names}"]
    )
    for key in ("name", "sheetId"):
        told = [str(e.get(key)).lower() for e in sheets]
        found += [f"{key} twice: {told}"] if len(set(told)) != len(told) else []
    defined = [(e.get("name"), e.get("localSheetId")) for e in tree.iter() if local(e.tag) == "definedName"]
    beyond = [one for one in defined if one[1] is not None and int(one[1]) >= len(sheets)]
    return found + ([f"names {defined}"] if beyond or len(set(defined)) != len(defined) else [])


def _sheet(tree: ElementTree.Element, links: dict[str, tuple[str, str]], formats: int) -> list[str]:
    names = [local(e.tag) for e in tree if local(e.tag) in ORDER.split()]
    found = [] if names == sorted(names, key=ORDER.split().index) else [f"order {names}"]
    told = [
        (local(e.tag), value)
        for e in tree.iter()
        for key, value in e.attrib.items()
        if key.startswith("{") and local(key) == "id"
    ]
    found += [f"{name} names no relationship: {link}" for name, link in told if link not in links]
    rows = [int(e.get("r", 0)) for e in tree.iter() if local(e.tag) == "row" and e.get("r")]
    found += ["rows out of order"] if rows != sorted(set(rows)) else []
    for row in (e for e in tree.iter() if local(e.tag) == "row"):
        places = [re.sub(r"\d", "", cell.get("r", "")) for cell in row if cell.get("r")]
        found += [f"cells out of order {places}"] if places != sorted(set(places), key=lambda p: (len(p), p)) else []
        found += [f"style {cell.get('s')} beyond {formats}" for cell in row if int(cell.get("s", 0)) >= formats]
    return found


def _notes(tree: ElementTree.Element, links: dict[str, tuple[str, str]], trees: dict[str, ElementTree.Element]) -> list[str]:
    """Each note has one box, each box of a note its note."""
    part = next((target for kind, target in links.values() if kind == "comments"), None)
    legacy = next((e for e in tree if local(e.tag) == "legacyDrawing"), None)
    noted = [_row_column(e.get("ref", "")) for e in trees[part].iter() if local(e.tag) == "comment"] if part else []
    boxes = []
    if legacy is not None:
        link = next(value for key, value in legacy.attrib.items() if local(key) == "id")
        for data in (e for e in trees[links[link][1]].iter() if local(e.tag) == "ClientData" and e.get("ObjectType") == "Note"):
            boxes.append(tuple(int(_one(data, name).text or 0) for name in ("Row", "Column")))
    authors = len(_one(trees[part], "authors")) if part else 0
    beyond = [
        e for e in (trees[part].iter() if part else ()) if local(e.tag) == "comment" and int(e.get("authorId", 0)) >= authors
    ]
    wrong = sorted(noted) != sorted(boxes) or len(set(noted)) != len(noted)
    return ([f"notes {noted} boxes {boxes}"] if wrong else []) + (["note without author"] if beyond else [])


def _row_column(reference: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for sign in letters:
        column = column * 26 + ord(sign) - 64
    return int(row) - 1, column - 1
