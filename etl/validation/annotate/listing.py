"""The sheet *Temuan*: every finding in words, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.locale import number, text
from etl.validation.annotate import markup, workbook
from etl.validation.annotate.marks import LEVELS, Finding, place
from etl.validation.annotate.package import Package
from etl.validation.annotate.styles import Styles

NAME = "Temuan"
"""The sheet's name in every language: whoever reads the file again passes over it."""
MOST = 60_000
"""Most findings listed: Excel takes 65,530 links in a sheet."""

_TAB = "FFC5281E"
"""Colour of the tab; with the name it tells our own sheet."""
_HEAD_ROW = 4
_WIDTHS = (13, 16, 12, 24, 26, 62, 62)
_COLUMNS = ("tingkat", "lembar", "sel", "kolom", "nilai", "masalah", "perbaikan")
_LONGEST = 32_000
"""A cell holds 32,767 characters."""


def put(package: Package, findings: Sequence[Finding], styles: Styles, lang: str) -> None:
    """Add the list behind the other sheets, or put it in the place of an earlier one of ours."""
    sheets = workbook.sheets(package)
    known = {sheet.name for sheet in sheets if sheet.is_table}
    counts = {level: sum(f.level == level for f in findings) for level in LEVELS}
    body = _Body(package, findings[:MOST], styles, known, lang).written(counts)
    mine = next((n for n, sheet in enumerate(sheets) if is_ours(package, sheet)), None)
    name = workbook.free_sheet_name([s.name for s in sheets], NAME) if mine is None else sheets[mine].name
    if mine is None:
        mine = workbook.add_sheet(package, name, body)
    else:
        package.write(sheets[mine].part, body)
    last = max(_HEAD_ROW + min(len(findings), MOST), _HEAD_ROW + 1)
    workbook.set_filter(package, mine, f"{workbook.quoted(name)}!$A${_HEAD_ROW}:$G${last}")


def is_ours(package: Package, sheet: workbook.SheetOf) -> bool:
    """Whether a sheet is a list of findings that we wrote, even if Excel has saved it since."""
    if not sheet.is_table or not workbook.is_named(sheet.name, NAME) or sheet.part not in package:
        return False
    head = next(package.pieces(sheet.part), b"")[:20_000].decode("utf-8", "replace")
    return any(tag[3] == "tabColor" and markup.attribute(tag[4], "rgb") == _TAB for tag in markup.TAG.finditer(head))


class _Body:
    """Writes the sheet: strings in the cells themselves, so that the table of shared strings stays as it was."""

    def __init__(self, package: Package, findings: Sequence[Finding], styles: Styles, known: set[str], lang: str) -> None:
        self._findings, self._known, self._lang = findings, known, lang
        strict = package.read("xl/workbook.xml")
        self._space = markup.main_space(strict)
        self._title, self._head = styles.own(bold=True, wrapped=False, size=14), styles.own(bold=True)
        self._plain, self._line, self._link = styles.own(), styles.own(wrapped=False), styles.own(link=True, wrapped=False)
        self._levels = {level: styles.marked(self._plain, level) for level in LEVELS}

    def written(self, counts: Mapping[str, int]) -> str:
        """The whole part. counts: how many findings of each level there are, listed or not."""
        rows = [*self._above(counts), *(self._row(n, f) for n, f in enumerate(self._findings, _HEAD_ROW + 1))]
        last = max(_HEAD_ROW + len(self._findings), _HEAD_ROW + 1)
        widths = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
        links = "".join(self._jump(n, f) for n, f in enumerate(self._findings, _HEAD_ROW + 1))
        return (
            f'{markup.HEAD}<worksheet xmlns="{self._space}">'
            f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{_HEAD_ROW}" topLeftCell="A{_HEAD_ROW + 1}"'
            ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
            f'<cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData><autoFilter ref="A{_HEAD_ROW}:G{last}"/>'
            + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
            + '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )

    def _above(self, counts: Mapping[str, int]) -> list[str]:
        lang, count = self._lang, sum(counts.values())
        said = {level: number(many, lang) for level, many in counts.items()}
        more = text("bertanda.lebih", lang, ditulis=number(MOST, lang), semua=number(count, lang)) if count > MOST else ""
        head = [self._cell(_HEAD_ROW, n, text(f"bertanda.kolom.{key}", lang), self._head) for n, key in enumerate(_COLUMNS)]
        return [
            f'<row r="1">{self._cell(1, 0, text("bertanda.judul", lang, **said), self._title)}</row>',
            f'<row r="2">{self._cell(2, 0, text("bertanda.cara", lang), self._line)}</row>',
            f'<row r="3">{self._cell(3, 0, more, self._line)}</row>' if more else "",
            f'<row r="{_HEAD_ROW}">{"".join(head)}</row>',
        ]

    def _row(self, row: int, finding: Finding) -> str:
        where = self._link if self._target(finding) else self._plain
        sheet = finding.sheet or finding.raw["dataset"] or ""
        said = (finding.column, finding.value, finding.wrong, finding.repair)
        shown = (finding.level_word, sheet, place(finding), *said)
        looks = (self._levels[finding.level], self._plain, where, *[self._plain] * 4)
        cells = (self._cell(row, n, said, look) for n, (said, look) in enumerate(zip(shown, looks, strict=True)))
        return f'<row r="{row}">{"".join(cells)}</row>'

    def _cell(self, row: int, column: int, said: str, look: int) -> str:
        reference = f'r="{"ABCDEFG"[column]}{row}" s="{look}"'
        if not said:
            return f"<c {reference}/>"
        return f'<c {reference} t="inlineStr"><is><t xml:space="preserve">{markup.escaped(said[:_LONGEST])}</t></is></c>'

    def _target(self, finding: Finding) -> str | None:
        """Where the link leads; None where the sheet is not in this workbook."""
        if finding.sheet not in self._known:
            return None
        return f"{workbook.quoted(finding.sheet)}!{place(finding) or 'A1'}"

    def _jump(self, row: int, finding: Finding) -> str:
        target = self._target(finding)
        return f'<hyperlink ref="C{row}" location="{markup.escaped(target)}"/>' if target else ""
