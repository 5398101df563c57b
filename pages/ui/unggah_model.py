"""What Unggah says about one submission: where it stands, its findings put together, its counts, who is silent. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import polars as pl

from etl.contracts import contracts
from etl.locale import text
from etl.periods import Period
from pages.ui.formats import NULL, number, period

BLOCKING, WARNING = "blokir", "peringatan"
LEVELS = (BLOCKING, WARNING)
SYMBOL = {BLOCKING: "■", WARNING: "△"}
HEADER_RULES = ("kepala.kolom_hilang", "kepala.kolom_tak_dikenal")
"""Findings that a choice of columns can cure."""


class State(StrEnum):
    """Where the sender's work stands."""

    KOSONG = "kosong"
    TERBLOKIR = "terblokir"
    PERINGATAN = "peringatan"
    BERSIH = "bersih"
    DIAJUKAN = "diajukan"
    DIKEMBALIKAN = "dikembalikan"


@dataclass(frozen=True)
class Cell:
    """One failing cell or row, in words. personal: what was found there is not shown."""

    dataset: str
    baris_sumber: int | None
    kolom: str | None
    tempat: str
    """`pegawai!B214`, with the file before it where several came."""
    nilai: str
    pesan: str
    perbaikan: str
    tingkat: str
    aturan: str
    sel: str | None
    lembar: str
    personal: bool = False


@dataclass(frozen=True)
class Group:
    """All cells of one rule and one column of one sheet."""

    tingkat: str
    aturan: str
    lembar: str
    kolom: str
    cells: tuple[Cell, ...]

    @property
    def first(self) -> Cell:
        """The topmost."""
        return self.cells[0]


@dataclass(frozen=True)
class Counts:
    """Rows of a submission: dibaca = diterima + ditolak + kosong, over all sheets."""

    dibaca: int = 0
    diterima: int = 0
    ditolak: int = 0
    kosong: int = 0
    lembar: int = 0


@dataclass(frozen=True)
class Draft:
    """One submission, ready to be shown. row: its line of the lake; before: the version before it, and what counts now."""

    row: Mapping[str, Any]
    cells: tuple[Cell, ...]
    groups: tuple[Group, ...]
    counts: Counts
    carried: Mapping[str, str]
    """Per sheet, the quarter since which it has not changed."""
    before: Mapping[str, Any] | None = None
    current: Mapping[str, Any] | None = None
    locked: bool = False
    files: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = field(default=())

    @property
    def kiriman_id(self) -> str:
        """Its number."""
        return str(self.row["kiriman_id"])

    @property
    def periode(self) -> str:
        """Its quarter."""
        return str(self.row["periode"])

    @property
    def state(self) -> State:
        """Where it stands."""
        standing = self.row["tahap"]
        if standing in (State.DIAJUKAN, State.DIKEMBALIKAN):
            return State(standing)
        if standing == "diterima" or self.of(BLOCKING):
            return State.TERBLOKIR
        return State.PERINGATAN if self.of(WARNING) else State.BERSIH

    def of(self, level: str) -> list[Group]:
        """The groups of one level."""
        return [group for group in self.groups if group.tingkat == level]

    @property
    def rules_to_explain(self) -> dict[str, list[Group]]:
        """The warnings by rule: one reason each."""
        found: dict[str, list[Group]] = {}
        for group in self.of(WARNING):
            found.setdefault(group.aturan, []).append(group)
        return found


def draft(row: Mapping[str, Any], found: pl.DataFrame, lang: str, **beside: Any) -> Draft:
    """A submission with its findings in words. row: of the lake; beside: what Draft knows of its surroundings."""
    files = tuple(str(file["nama"]) for file in json.loads(row["berkas"]))
    told = cells(found, lang, several=len(files) > 1)
    skipped = tuple(json.loads(row["tidak_diperiksa"] or "[]"))
    return Draft(
        row, told, groups(told), counts(row["baris"]), carried(row["bacaan"]), files=files, not_checked=skipped, **beside
    )  # fmt: skip


def counts(baris: str | None) -> Counts:
    """The sums of a submission's counts (JSON of `kiriman.baris`)."""
    told = per_sheet(baris)
    sums = {name: sum(int(one.get(name, 0)) for one in told.values()) for name in ("dibaca", "diterima", "ditolak", "kosong")}
    return Counts(**sums, lembar=len(told))


def per_sheet(baris: str | None) -> dict[str, dict[str, Any]]:
    """The counts by dataset, in the order of the workbook; sheets without any row are left out."""
    told: dict[str, dict[str, Any]] = json.loads(baris or "{}")
    return {name: told[name] for name in contracts() if name in told and told[name].get("dibaca")}


def carried(bacaan: str | None) -> dict[str, str]:
    """Per sheet carried forward, the quarter whose rows stand for it: a submission's id names its quarter."""
    told = json.loads(bacaan or "{}").get("dibawa") or {}
    return {dataset: str(source).split("_")[1] for dataset, source in told.items()}


def since(draft: Draft) -> str | None:
    """The quarter that this draft's missing sheets were declared unchanged since."""
    return max(draft.carried.values(), default=None)


def cells(found: pl.DataFrame, lang: str, *, several: bool = False) -> tuple[Cell, ...]:
    """The findings in words, in the order of the file. several: with the file's name in the place."""
    from etl.validation.findings import message

    told = []
    for row in found.iter_rows(named=True):
        sheet = row["sheet"] or (row["dataset"] if row["dataset"] in contracts() else text("unggah.tabel.seluruh", lang))
        personal = is_personal(row["dataset"], row["kolom"])
        told.append(
            Cell(
                row["dataset"], row["baris_sumber"], row["kolom"], _place(row, sheet, several),
                NULL if personal or row["nilai"] is None else str(row["nilai"]),
                message(row, "pesan", lang), message(row, "perbaikan", lang), row["tingkat"], row["aturan"], row["sel"], sheet,
                personal,
            )
        )  # fmt: skip
    return tuple(told)


def _place(row: Mapping[str, Any], sheet: str, several: bool) -> str:
    from etl.contracts.parsed import source_row

    line = source_row(row["baris_sumber"])
    where = f"{sheet}!{row['sel']}" if row["sel"] else f"{sheet}:{line}" if line else sheet
    return f"{row['berkas']} · {where}" if several and row["berkas"] else where


def is_personal(dataset: str, column: str | None) -> bool:
    """Whether this column holds a person's number or name."""
    contract = contracts().get(dataset)
    told = contract.columns.get(column or "") if contract else None
    return bool(told and told.personal)


def groups(told: Sequence[Cell]) -> tuple[Group, ...]:
    """One per rule and column of a sheet: what blocks first, then what hits most rows."""
    found: dict[tuple[str, str, str, str], list[Cell]] = {}
    for cell in told:
        found.setdefault((cell.tingkat, cell.aturan, cell.lembar, cell.kolom or ""), []).append(cell)
    made = [Group(*key, tuple(members)) for key, members in found.items()]
    return tuple(sorted(made, key=lambda g: (LEVELS.index(g.tingkat), -len(g.cells))))


def chosen(draft: Draft, levels: Sequence[str], sheet: str | None, rule: str | None) -> list[Group]:
    """The groups that the filters let through; no level chosen means all."""
    wanted = levels or LEVELS
    return [
        g for g in draft.groups
        if g.tingkat in wanted and sheet in (None, "", g.lembar) and rule in (None, "", g.aturan)
    ]  # fmt: skip


def silent(here: Mapping[str, str], expected: Mapping[str, str]) -> dict[str, str]:
    """The agencies of the last approved quarter (code → name) of which this submission holds no unit."""
    return {code: name for code, name in expected.items() if code not in here}


def quarters(periods: Sequence[str], today: Period) -> list[str]:
    """The quarters that a file can be for, the likeliest first: the one just ended, those around it, what is known already."""
    likely = [str(today.plus(-1)), str(today), *(str(today.plus(-n)) for n in range(2, 10))]
    return list(dict.fromkeys([*likely, *periods]))


def earlier(periods: Sequence[str], than: str | None) -> list[str]:
    """Approved quarters before this one (all of them while it is not known), newest first."""
    return sorted((p for p in periods if than is None or Period.parse(p) < Period.parse(than)), reverse=True)


def headline(draft: Draft, lang: str, *, explained: bool = False) -> str:
    """The page's finding: what keeps the submission, and what to do. explained: every warning has its reason."""
    if explained and draft.state is State.PERINGATAN:
        return text("unggah.temuan.siap", lang, n=len(draft.of(WARNING)), baris=number(draft.counts.diterima, 0, lang))
    state, n = draft.state, {level: len(draft.of(level)) for level in LEVELS}
    sheets = len({group.lembar for group in draft.of(BLOCKING)})
    return text(
        f"unggah.temuan.{state}",
        lang,
        n=n[WARNING if state is State.PERINGATAN else BLOCKING],
        lembar=sheets,
        baris=number(draft.counts.diterima, 0, lang),
        periode=period(draft.periode),
    )


def label(row: Mapping[str, Any]) -> str:
    """`TW IV 2024 v2`, the same in both languages because it stands in addresses."""
    return f"{period(row['periode'])} v{row['versi']}"
