"""Koordinasi as small tables: which assistant coordinates which agencies, with what load, beside the line of command. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

MEASURES = ("opd", "pegawai", "indikator", "pagu")
"""What an assistant carries."""
ASSISTANT = "asisten"
"""The kind of unit that an assistant heads."""


@dataclass(frozen=True)
class Agency:
    """One agency with its load, its coordinator and the superior of its head."""

    kode: str
    nama: str
    jenis: str
    koordinator: str | None
    """kode_jabatan of the assistant; None: nobody coordinates it."""
    atasan: str | None
    """Name of the post above its head."""
    pegawai: float | None = None
    indikator: float | None = None
    pagu: float | None = None

    def load(self, measure: str) -> float | None:
        """Its part of one of MEASURES."""
        return 1.0 if measure == "opd" else getattr(self, measure)


@dataclass(frozen=True)
class Group:
    """What one assistant coordinates; without a post: the agencies that nobody coordinates."""

    kode: str | None
    nama: str
    opd: tuple[Agency, ...]

    def load(self, measure: str) -> float | None:
        """The sum of one of MEASURES; None where no agency tells it."""
        known = [n for a in self.opd if (n := a.load(measure)) is not None]
        return sum(known) if known else 0.0 if not self.opd else None


def agencies(units: pl.DataFrame, posts: pl.DataFrame, loads: Mapping[str, Mapping[str, float]]) -> list[Agency]:
    """Every agency but the one that the assistants themselves belong to. loads: measure → kode_opd → amount."""
    homes = set(assistants(units, posts)["kode_opd"].to_list())
    above = _superiors(posts)
    own = units.filter(pl.col("kode_unit") == pl.col("kode_opd")).sort("kode_unit").to_dicts()
    known = set(posts["kode_jabatan"].to_list())
    return [
        Agency(
            row["kode_unit"], row["nama_unit"], row["jenis_unit"],
            row["kode_koordinator"] if row["kode_koordinator"] in known else None, above.get(row["kode_unit"]),
            **{measure: loads.get(measure, {}).get(row["kode_unit"]) for measure in MEASURES[1:]},
        )
        for row in own
        if row["kode_unit"] not in homes
    ]  # fmt: skip


def assistants(units: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """The posts that coordinate an agency, and the heads of units of kind asisten, in the order of their codes."""
    named = units["kode_koordinator"].drop_nulls().unique().to_list()
    kind = units.select("kode_unit", "jenis_unit")
    rows = posts.join(kind, on="kode_unit", how="left")
    heads = (pl.col("jenis_unit") == ASSISTANT) & (pl.col("jenis_jabatan") == "jpt_pratama")
    return rows.filter(pl.col("kode_jabatan").is_in(named) | heads).sort("kode_jabatan")


def _superiors(posts: pl.DataFrame) -> dict[str, str]:
    """kode_opd → the post above its head: the first superior that sits outside the agency."""
    above = posts.select(
        pl.col("kode_jabatan").alias("kode_atasan"), pl.col("nama_jabatan").alias("atasan"), pl.col("kode_opd").alias("opd_atas")
    )
    heads = posts.filter(pl.col("kode_unit") == pl.col("kode_opd")).join(above, on="kode_atasan")
    outside = heads.filter(pl.col("opd_atas").is_null() | (pl.col("opd_atas") != pl.col("kode_opd"))).sort("kode_jabatan")
    first = outside.unique("kode_opd", keep="first", maintain_order=True)
    return dict(first.select("kode_opd", "atasan").iter_rows())


def groups(found: Sequence[Agency], heads: pl.DataFrame) -> list[Group]:
    """One group per assistant in the order of their posts; an assistant without agencies has an empty one."""
    return [
        Group(kode, nama, tuple(a for a in found if a.koordinator == kode))
        for kode, nama in heads.select("kode_jabatan", "nama_jabatan").iter_rows()
    ]


def without(found: Sequence[Agency]) -> tuple[Agency, ...]:
    """The agencies that nobody coordinates."""
    return tuple(a for a in found if a.koordinator is None)


def heaviest(shown: Sequence[Group], measure: str = "pegawai") -> Group | None:
    """The assistant that carries most, by number of agencies where nobody tells the measure; None without any."""
    carrying = [g for g in shown if g.opd]
    by = measure if any(g.load(measure) for g in carrying) else "opd"
    return max(carrying, key=lambda g: (g.load(by) or 0, g.load("opd") or 0), default=None)


def share(group: Group, found: Sequence[Agency], measure: str) -> float | None:
    """Which part of all coordinated agencies' load one assistant carries, percent."""
    total = sum(a.load(measure) or 0 for a in found if a.koordinator is not None)
    mine = group.load(measure)
    return 100 * mine / total if mine is not None and total else None


def line(found: Sequence[Agency]) -> list[tuple[str | None, dict[str, int]]]:
    """The line of command: superior of the heads → agencies per kind of unit, most first."""
    table: dict[str | None, Counter[str]] = {}
    for a in found:
        table.setdefault(a.atasan, Counter())[a.jenis] += 1
    return [(name, dict(n)) for name, n in sorted(table.items(), key=lambda item: (-item[1].total(), item[0] or ""))]
