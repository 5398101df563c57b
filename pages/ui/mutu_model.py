"""The quality of the data over the quarters: findings by rule and by agency, filled cells, days of sending. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from etl.contracts import contracts
from etl.periods import Period
from pages.ui.kiriman_model import days_late, today

MOST_QUARTERS = 8
"""Quarters that are seen at once."""
NOBODY = "-"
"""Stands for findings that belong to no one agency."""
LONG = 4
"""Quarters in a row from which a finding is called lasting."""
BLOCKING = "blokir"


@dataclass(frozen=True)
class Triwulan:
    """One quarter: what counts of it, and when it came. hari: days after the deadline, negative before it."""

    periode: str
    kiriman_id: str | None = None
    versi: int | None = None
    baris: Mapping[str, int] = field(default_factory=dict)
    """Accepted rows per dataset."""
    dibawa: Mapping[str, str] = field(default_factory=dict)
    """Datasets carried forward, with the quarter that they were sent in."""
    tidak_diperiksa: tuple[str, ...] = ()
    bertemuan: int = 0
    disetujui: int = 0
    """How many versions were approved so far."""
    tenggat: date | None = None
    zona: str = "WIB"
    dikirim: datetime | None = None
    hari: int | None = None

    @property
    def semua_baris(self) -> int:
        """All rows accepted."""
        return sum(self.baris.values())

    @property
    def late(self) -> bool:
        """Sent after its deadline, or not sent and the deadline is over."""
        return self.hari is not None and self.hari > 0


@dataclass(frozen=True)
class Deret:
    """Findings of one rule (or one agency) per quarter; None where nothing counts in a quarter. sejak: how many in a row."""

    id: str
    jumlah: tuple[int | None, ...]
    sejak: int = 0
    tingkat: str = "peringatan"

    @property
    def kini(self) -> int:
        """In the chosen quarter, the last one."""
        return self.jumlah[-1] or 0

    @property
    def total(self) -> int:
        """Over the quarters that are seen."""
        return sum(n or 0 for n in self.jumlah)


def quarters(standing: pl.DataFrame, deadlines: pl.DataFrame, now: date | None = None) -> list[Triwulan]:
    """Every quarter that counts or is expected, oldest first. now: today where the region lies, unless told otherwise."""
    counted = {row["periode"]: row for row in standing.iter_rows(named=True)}
    told = {row["periode"]: row for row in deadlines.iter_rows(named=True)}
    return [_quarter(p, counted.get(p) or {}, told.get(p) or {}, now) for p in sorted({*counted, *told})]


def _quarter(periode: str, row: Mapping[str, Any], told: Mapping[str, Any], now: date | None) -> Triwulan:
    zone, carried = told.get("zona") or "WIB", _json(row.get("bacaan")).get("dibawa") or {}
    return Triwulan(
        periode,
        row.get("kiriman_id"),
        row.get("versi"),
        {name: int(counts["diterima"]) for name, counts in _json(row.get("baris")).items()},
        {name: _period_of(source) for name, source in carried.items()},
        tuple(_json(row.get("tidak_diperiksa")) or ()),
        row.get("baris_bertemuan") or 0,
        row.get("versi_disetujui") or 0,
        told.get("tenggat"),
        zone,
        told.get("dikirim"),
        _days(told.get("dikirim"), told.get("tenggat"), zone, now),
    )


def _json(text: str | None) -> Any:
    return json.loads(text) if text else {}


def _period_of(kiriman_id: str) -> str:
    """A submission's id begins with its region and quarter."""
    parts = kiriman_id.split("_")
    return parts[1] if len(parts) > 1 else kiriman_id


def _days(sent: datetime | None, last: date | None, zone: str, now: date | None) -> int | None:
    if sent or last is None:
        return days_late(sent, last, zone)
    return ((now or today(zone)) - last).days


def shown(found: Sequence[Triwulan], periode: str) -> list[Triwulan]:
    """The quarters up to the chosen one, at most eight, from the first one that counts on."""
    upto = [q for q in found if q.periode <= periode]
    while upto and not upto[0].kiriman_id:
        upto = upto[1:]
    return upto[-MOST_QUARTERS:]


def by_rule(findings: pl.DataFrame, seen: Sequence[Triwulan], kode_opd: str | None = None) -> list[Deret]:
    """One series per rule found in these quarters, the worst first."""
    rows = findings.filter(_agency() == kode_opd) if kode_opd else findings
    levels = dict(rows.select("aturan", "tingkat").unique().iter_rows())
    return _series(rows, pl.col("aturan"), seen, lambda rule: levels.get(rule, "peringatan"))


def by_agency(findings: pl.DataFrame, seen: Sequence[Triwulan], aturan: str | None = None) -> list[Deret]:
    """One series per agency found in these quarters, the worst first; what belongs to no one agency is NOBODY."""
    rows = findings.filter(pl.col("aturan") == aturan) if aturan else findings
    return _series(rows, _agency(), seen, lambda _: "peringatan")


def _agency() -> pl.Expr:
    return pl.col("kode_opd").fill_null(NOBODY)


def _series(rows: pl.DataFrame, key: pl.Expr, seen: Sequence[Triwulan], level: Callable[[str], str]) -> list[Deret]:
    counts: dict[str, dict[str, int]] = {}
    grouped = rows.group_by(key.alias("id"), "periode").agg(pl.col("jumlah").sum())
    for id_, periode, n in grouped.iter_rows():
        counts.setdefault(id_, {})[periode] = n
    found = [_one(id_, per_quarter, seen, level(id_)) for id_, per_quarter in counts.items()]
    return sorted((d for d in found if d.total), key=lambda d: (d.tingkat != BLOCKING, -d.kini, -d.total, d.id))


def _one(id_: str, per_quarter: Mapping[str, int], seen: Sequence[Triwulan], level: str) -> Deret:
    now = seen[-1].periode if seen else ""
    counts = tuple(per_quarter.get(q.periode, 0) if q.kiriman_id else None for q in seen)
    return Deret(id_, counts, in_a_row(per_quarter, now), level)


def in_a_row(per_quarter: Mapping[str, int], periode: str) -> int:
    """For how many quarters on end, up to this one, there was a finding. A quarter that is missing breaks the row."""
    n, at = 0, periode
    while at and per_quarter.get(at):
        n, at = n + 1, str(Period.parse(at).plus(-1))
    return n


@dataclass(frozen=True)
class Isian:
    """Filled cells of a sheet or a column in one quarter. keadaan: ada, dibawa, kosong (optional), kurang (required)."""

    baris: int
    terisi: int
    sel: int
    keadaan: str
    dari: str = ""
    """The quarter that a sheet was carried from."""

    @property
    def bagian(self) -> float | None:
        """Filled share, 0 to 1."""
        return self.terisi / self.sel if self.sel else None


def sheets(filled: pl.DataFrame, seen: Sequence[Triwulan]) -> dict[str, list[Isian | None]]:
    """Per dataset of the contracts, required ones first: what each quarter has; None where nothing counts in it."""
    known = contracts()
    kept = filled.join(_columns(), on=["dataset", "kolom"], how="semi")
    sums = kept.group_by("dataset", "periode").agg(
        pl.col("baris").max(), pl.col("terisi").sum(), pl.col("baris").sum().alias("sel")
    )
    counts = {(d, p): (rows, full, all_cells) for d, p, rows, full, all_cells in sums.iter_rows()}
    order = sorted(known, key=lambda d: not known[d].complete)
    return {d: [_sheet(d, q, counts) if q.kiriman_id else None for q in seen] for d in order}


def _sheet(dataset: str, quarter: Triwulan, counts: Mapping[tuple[str, str], tuple[int, int, int]]) -> Isian:
    rows, full, cells = counts.get((dataset, quarter.periode), (0, 0, 0))
    if not rows:
        return Isian(0, 0, 0, "kurang" if contracts()[dataset].complete else "kosong")
    carried = quarter.dibawa.get(dataset, "")
    return Isian(rows, full, cells, "dibawa" if carried else "ada", carried)


def columns(filled: pl.DataFrame, seen: Sequence[Triwulan], dataset: str) -> dict[str, list[Isian | None]]:
    """Per column of one dataset, least filled first: what each quarter has; None where the sheet has no row in it."""
    rows = filled.filter(pl.col("dataset") == dataset)
    counts = {(k, p): (n, full) for p, k, n, full in rows.select("periode", "kolom", "baris", "terisi").iter_rows()}
    named = [name for name in contracts()[dataset].columns if any((name, q.periode) in counts for q in seen)]
    found = {name: [_column(counts.get((name, q.periode)), q, dataset) for q in seen] for name in named}
    return dict(sorted(found.items(), key=lambda item: _last(item[1])))


def _column(found: tuple[int, int] | None, quarter: Triwulan, dataset: str) -> Isian | None:
    if found is None:
        return None
    carried = quarter.dibawa.get(dataset, "")
    return Isian(found[0], found[1], found[0], "dibawa" if carried else "ada", carried)


def _last(cells: Sequence[Isian | None]) -> float:
    return next((c.bagian or 0.0 for c in reversed(cells) if c), 2.0)


def _columns() -> pl.DataFrame:
    """The columns that a sender fills: those of the contracts, without what the lake derives."""
    pairs = [(dataset, name) for dataset, contract in contracts().items() for name in contract.columns]
    return pl.DataFrame(pairs, schema=["dataset", "kolom"], orient="row")


@dataclass(frozen=True)
class Terbuka:
    """A warning that is still there: how many, in how many quarters on end since when, and the reason last given."""

    aturan: str
    jumlah: int
    sejak: int
    awal: str
    alasan: str = ""
    oleh: str = ""


def still_open(rules: Sequence[Deret], periode: str, reasons: pl.DataFrame | None) -> list[Terbuka]:
    """Warnings of the chosen quarter that were there the quarter before too, longest first.

    reasons: periode, aturan, alasan, oleh, waktu, newest first (None: not for this reader).
    """
    given: dict[str, tuple[str, str]] = {}
    if reasons is not None and reasons.height:
        upto = reasons.filter(pl.col("periode") <= periode).sort("periode", "waktu", descending=True)
        for rule, why, by in upto.select("aturan", "alasan", "oleh").iter_rows():
            given.setdefault(rule, (why or "", by or ""))
    found = [
        Terbuka(d.id, d.kini, d.sejak, str(Period.parse(periode).plus(1 - d.sejak)), *given.get(d.id, ("", "")))
        for d in rules
        if d.kini and d.sejak > 1
    ]
    return sorted(found, key=lambda o: (-o.sejak, -o.jumlah, o.aturan))
