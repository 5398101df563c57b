"""The words ingest knows, read once from `aliases/*.yaml`: sheet names, headers, values, marks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from etl import yamls
from etl.contracts import contract, contracts

_HERE = Path(__file__).parent / "aliases"
_ROMAN = ("I", "II", "III", "IV")


def normal(label: str) -> str:
    """A label without case, signs and repeated blanks: `Kode_Unit **` → `kode unit`."""
    return " ".join(re.sub(r"[\W_]+", " ", label.lower()).split())


def squeezed(value: str) -> str:
    """A value without case, blanks and signs: `IV/a` → `iva`."""
    return re.sub(r"[\W_]+", "", value.lower()) or value.strip()


@cache
def common() -> dict[str, list[str]]:
    """The lists that hold for every dataset."""
    raw = _load("umum")
    return {key: [str(word) for word in words] for key, words in raw.items()}


@cache
def ignored_columns() -> frozenset[str]:
    """Headers that are known and not needed: numbering, row keys."""
    return frozenset(normal(word) for word in common()["columns_ignored"])


@cache
def sheets() -> dict[str, str]:
    """Normal sheet name → dataset."""
    known: dict[str, str] = {}
    for dataset in contracts():
        for name in [dataset, *_load(dataset).get("sheets", [])]:
            known.setdefault(squeezed(name), dataset)
    return known


@cache
def is_ignored_sheet(name: str) -> bool:
    """Whether a sheet of this name holds no data (instructions, lists)."""
    return squeezed(name) in {squeezed(word) for word in common()["sheets_ignored"]}


@cache
def headers(dataset: str, quarter: int | None = None) -> dict[str, str]:
    """Normal header → contract column. A header that two columns claim belongs to the first."""
    known = {normal(column): column for column in contract(dataset).columns}
    for column, names in _load(dataset).get("columns", {}).items():
        for name in names:
            if "<" not in name:
                known.setdefault(normal(name), column)
            elif quarter:
                told = name.replace("<n>", str(quarter)).replace("<r>", _ROMAN[quarter - 1])
                known.setdefault(normal(told), column)
    return known


@cache
def choices(dataset: str, column: str) -> dict[str, str]:
    """Squeezed spelling → the contract's value."""
    allowed = contract(dataset).columns[column].choices
    spellings = _load("pilihan")
    known = {squeezed(value): value for value in allowed}
    own = spellings.get(column) or spellings.get(re.sub(r"_(asal|baru)$", "", column)) or {}
    for value, names in own.items():
        if value in allowed:
            known |= {squeezed(str(name)): value for name in names if squeezed(str(name)) not in known}
    return known


@cache
def yes_no() -> dict[str, str]:
    """Squeezed spelling → ya, tidak."""
    return {squeezed(str(name)): value for value, names in _load("pilihan")["ya_tidak"].items() for name in names}


@cache
def _load(name: str) -> dict[str, Any]:
    path = _HERE / f"{name}.yaml"
    return yamls.read(path) if path.exists() else {}
