"""A sheet is read in pieces: where a piece ends must not matter."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest
import rich_books
from package_check import faults
from rich_books import finding, findings

from etl.validation import annotate
from etl.validation.annotate import package
from etl.validation.annotate.cells import address
from etl.validation.annotate.styles import FILLS


@pytest.mark.parametrize("made", [rich_books.rich, rich_books.prefixed, rich_books.plain], ids=lambda f: f.__name__)
@pytest.mark.parametrize("piece", [1, 7, 64, 1000])
def test_pieces_of_any_size_give_the_same_workbook(tmp_path, monkeypatch, made, piece):
    path = tmp_path / "isi.xlsx"
    path.write_bytes(made())
    wrong = findings(finding("unit", "A1"), finding("unit", "B2"), finding("unit", "C4"), finding("unit", "A9"))
    whole = annotate.annotated(path, wrong)
    monkeypatch.setattr(package, "_PIECE", piece)
    assert annotate.annotated(path, wrong) == whole


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_cells_of_the_findings_are_marked(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "isi.xlsx"
    path.write_bytes(chance.choice([rich_books.plain, rich_books.of_openpyxl, rich_books.without_styles])())
    cells = {
        address((chance.randint(1, 30), chance.choice([1, 2, 3, 26, 27, 703]))): chance.choice(list(FILLS)) for _ in range(40)
    }
    after = annotate.annotated(path, findings(*(finding("unit", cell, level) for cell, level in cells.items())))
    sheet = openpyxl.load_workbook(io.BytesIO(after))["unit"]
    shown = {c.coordinate: c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb in FILLS.values()}
    assert shown == {cell: FILLS[level] for cell, level in cells.items()}
    assert faults(after) == []
