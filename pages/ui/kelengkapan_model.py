"""Kelengkapan as small tables: who is expected, has sent, in time, is approved, is silent; what is due where. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import polars as pl

from etl.periods import Period

QUARTERS = 8
"""Columns of the matrix, the last one the quarter looked at."""
RECEIVED = ("disetujui", "menunggu", "dikembalikan")
"""States of what was put before its approver."""
SOON = 7
"""Days before a deadline from which on it is called near."""


@dataclass(frozen=True)
class Counts:
    """Of those expected: wajib = diterima + diam; diterima = disetujui + menunggu + dikembalikan = tepat + terlambat;
    diam = draf + belum. valid: a version passed the rules (received ones and drafts). luar: reported without being expected."""

    wajib: int = 0
    diterima: int = 0
    tepat: int = 0
    valid: int = 0
    disetujui: int = 0
    menunggu: int = 0
    dikembalikan: int = 0
    draf: int = 0
    belum: int = 0
    luar: int = 0

    @property
    def diam(self) -> int:
        """Expected, and nothing was put before an approver."""
        return self.wajib - self.diterima

    @property
    def terlambat(self) -> int:
        """Sent after the deadline."""
        return self.diterima - self.tepat

    def share(self, name: str) -> float | None:
        """Percent of those expected; None where nobody is."""
        return 100 * int(getattr(self, name)) / self.wajib if self.wajib else None


_COUNTED = tuple(field.name for field in fields(Counts))


def tally() -> list[pl.Expr]:
    """The counts as expressions over rows of `board`."""
    due = pl.col("diharapkan")

    def state(*names: str) -> pl.Expr:
        return due & pl.col("keadaan").is_in(names)

    found = {
        "wajib": due,
        "diterima": state(*RECEIVED),
        "tepat": state(*RECEIVED) & pl.col("tepat_waktu").fill_null(True),
        "valid": due & pl.col("valid"),
        **{name: state(name) for name in (*RECEIVED, "draf", "belum")},
        "luar": ~due & pl.col("keadaan").is_in(RECEIVED),
    }
    return [found[name].sum().cast(pl.Int64).alias(name) for name in _COUNTED]


def counts(rows: pl.DataFrame) -> Counts:
    """The counts of all rows."""
    return Counts(*(int(n or 0) for n in rows.select(tally()).row(0)))


def counts_by(rows: pl.DataFrame, *keys: str) -> dict[tuple[str, ...], Counts]:
    """The counts of each group."""
    found = rows.group_by(keys).agg(tally())
    return {tuple(row[: len(keys)]): Counts(*map(int, row[len(keys) :])) for row in found.iter_rows()}


def board(found: pl.DataFrame, governments: pl.DataFrame, days: Mapping[str, date], zones: Mapping[str, str]) -> pl.DataFrame:
    """Rows of `completeness` with nama, kode_provinsi, nama_provinsi, zona, sisa (days left; negative: past) and lewat.

    days: zone → today there; zones: kode_provinsi → zone. lewat: nothing was sent and the deadline has passed.
    """
    named = governments.select("kode_wilayah", "nama", "kode_provinsi", "nama_provinsi")
    place = pl.col("kode_provinsi").replace_strict(dict(zones), default="WIB", return_dtype=pl.String)
    today = pl.col("zona").replace_strict(dict(days), return_dtype=pl.Date)
    silent = pl.col("diharapkan") & ~pl.col("keadaan").is_in(RECEIVED)
    return (
        found.join(named, on="kode_wilayah", maintain_order="left")
        .with_columns(place.alias("zona"))
        .with_columns((pl.col("tenggat") - today).dt.total_days().alias("sisa"))
        .with_columns((silent & (pl.col("sisa") < 0)).alias("lewat"), silent.alias("diam"))
    )


def quarters(periode: str, rows: pl.DataFrame) -> list[str]:
    """The quarters of the matrix, oldest first: eight up to the one looked at, less those before anybody was concerned."""
    last = Period.parse(periode)
    every = [str(last.plus(-n)) for n in reversed(range(QUARTERS))]
    known = set(rows["periode"].to_list())
    first = next((n for n, code in enumerate(every) if code in known), len(every) - 1)
    # A matrix of one or two columns reads badly: what nobody owed is drawn as such.
    return every[min(first, len(every) - 4) :]


@dataclass(frozen=True)
class Missing:
    """Somebody to remind: who, where, what is missing, until when, days late (0: not yet, or not theirs)."""

    kode_wilayah: str
    nama: str
    nama_provinsi: str
    kurang: str
    tenggat: date
    zona: str
    lewat: int


def missing(rows: pl.DataFrame) -> list[Missing]:
    """Who is expected and not approved, the longest overdue first; rows: of one quarter."""
    due = rows.filter(pl.col("diharapkan") & (pl.col("keadaan") != "disetujui"))
    order = due.with_columns(pl.max_horizontal(-pl.col("sisa"), pl.lit(0)).alias("telat")).sort(
        ["telat", "kode_wilayah"], descending=[True, False]
    )
    names = ("kode_wilayah", "nama", "nama_provinsi", "keadaan", "tenggat", "zona", "telat")
    return [Missing(*row) for row in order.select(names).iter_rows()]


@dataclass(frozen=True)
class Due:
    """One line of the deadline board: of those with this deadline in this zone, how many have sent, how many are to."""

    zona: str
    tenggat: date
    sisa: int
    wajib: int
    diterima: int
    diam: int

    @property
    def keadaan(self) -> str:
        """`selesai`, `lewat`, `hari_ini`, `dekat` or `nanti`."""
        if not self.diam:
            return "selesai"
        return "lewat" if self.sisa < 0 else "hari_ini" if self.sisa == 0 else "dekat" if self.sisa <= SOON else "nanti"


def deadlines(rows: pl.DataFrame) -> list[Due]:
    """The board of one quarter: by zone from west to east, then by day."""
    order = {"WIB": 0, "WITA": 1, "WIT": 2}
    sent = pl.col("keadaan").is_in(RECEIVED)
    found = (
        rows.filter("diharapkan")
        .group_by("zona", "tenggat", "sisa")
        .agg(pl.len().alias("wajib"), sent.sum().alias("diterima"), (~sent).sum().alias("diam"))
    )
    return sorted((Due(*row) for row in found.iter_rows()), key=lambda due: (order[due.zona], due.tenggat))


def usual(due: Sequence[Due]) -> Due | None:
    """The deadline that most have; of equal ones the first."""
    return max(due, key=lambda one: one.wajib, default=None)
