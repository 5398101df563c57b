"""Small invented files, written as a sender would have them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_ingest import PERIODE, WILAYAH, write_book

from etl.contracts.parsed import Parsed
from etl.ingest import read


@pytest.fixture
def read_book(tmp_path: Path) -> Callable[..., Parsed]:
    """Read a workbook of these sheets: name → rows; merges: (first row, first column, last row, last column, text) per sheet."""

    def call(sheets: dict[str, list[list[Any]]], merges: dict[str, list[tuple]] | None = None, **options: Any) -> Parsed:
        path = write_book(tmp_path / "kiriman.xlsx", sheets, merges)
        return read([path], WILAYAH, options.pop("periode", PERIODE), **options)

    return call


@pytest.fixture
def read_csv(tmp_path: Path) -> Callable[..., Parsed]:
    """Read one CSV of this text (or bytes)."""

    def call(content: str | bytes, name: str = "unit.csv", **options: Any) -> Parsed:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read([path], WILAYAH, options.pop("periode", PERIODE), **options)

    return call


@pytest.fixture
def problems() -> Callable[..., list[tuple]]:
    """Gives the function `problems(parsed, dataset=None)`."""
    return _problems


def _problems(parsed: Parsed, dataset: str | None = None) -> list[tuple]:
    """(row, column, value, rule) of the issues about cells and columns, without the datasets that were not sent."""
    rows = parsed.issues.select("dataset", "baris_sumber", "kolom", "nilai", "aturan").rows()
    return [r[1:] for r in rows if r[4] != "kepala.lembar_hilang" and (dataset is None or r[0] == dataset)]
