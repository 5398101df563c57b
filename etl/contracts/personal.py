"""The register of personal data (UU 27/2022): each personal column of the contracts, what stands for it, what we keep of users.

Why, on which ground, who sees it and for how long stand in `pribadi/daftar.yaml`; what is personal, in the contracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl import yamls
from etl.contracts import contract

_FILE = Path(__file__).parent / "pribadi" / "daftar.yaml"
SECTIONS = ("kolom", "samaran", "keadaan")
"""Columns that senders fill, what the lake keeps in their place, and what the application keeps of its users."""


@dataclass(frozen=True)
class Ground:
    """Why it may be kept: a citation, where to read it, and whether somebody compared it with the text."""

    id: str
    citation: str
    source: str | None
    checked: bool


@dataclass(frozen=True)
class Entry:
    """One column. The words for place, purpose, readers and retention are keys of the catalogues (`data_pribadi.*`)."""

    section: str
    table: str
    column: str
    place: str
    """berkas: in clear in the received files only; gudang: in the lake, under a pseudonym; samaran: the pseudonym itself."""
    purpose: str
    grounds: tuple[Ground, ...]
    readers: str
    retention: str
    retention_checked: bool
    stands_for: tuple[str, ...]
    """Columns of the lake that stand for it."""

    @property
    def checked(self) -> bool:
        """Whether every ground, and how long it is kept, was compared with its source."""
        return self.retention_checked and all(ground.checked for ground in self.grounds)


@cache
def entries() -> list[Entry]:
    """The whole register, section by section, in the order of the file."""
    raw: dict[str, Any] = yamls.read(_FILE)
    return [_entry(raw, section, name, told) for section in SECTIONS for name, told in raw[section].items()]


def _entry(raw: dict[str, Any], section: str, name: str, told: dict[str, Any]) -> Entry:
    table, _, column = name.partition(".")
    grounds = tuple(_ground(ground, raw["dasar"][ground]) for ground in told["dasar"])
    kept = told["retensi"]
    return Entry(
        section, table, column, _place(section, table, column), told["tujuan"], grounds, told["pembaca"], kept,
        bool(raw["retensi"][kept]["diperiksa"]), tuple(told.get("samaran", ())),
    )  # fmt: skip


def _ground(name: str, told: dict[str, Any]) -> Ground:
    return Ground(name, told["kutipan"], told.get("url"), bool(told["diperiksa"]))


def _place(section: str, table: str, column: str) -> str:
    if section != "kolom":
        return section
    return "berkas" if contract(table).columns[column].personal == "jelas" else "gudang"
