"""Sistem Kerja as small tables: teams, who works with whom, what a team lacks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import polars as pl

ACTIVE = "aktif"
KINDS = ("dalam_unit", "lintas_unit", "lintas_opd", "lintas_instansi")
"""What a team is by the home units of its members, near to far."""
GAPS = ("ketua", "sk", "sasaran", "sendiri", "habis")
"""What a team can lack, in the order said."""
FEW = 5
"""Groups of persons under this are not counted out."""

Pair = tuple[str, str]
"""Two agencies by code, the smaller first."""


@dataclass(frozen=True)
class Team:
    """One active team, without its persons."""

    kode: str
    nama: str
    pemilik: str | None
    """kode_opd of the owner."""
    jenis: str
    anggota: int
    opd: tuple[str, ...]
    """Agencies that the members come from, sorted."""
    indikator: tuple[str, ...]
    kurang: tuple[str, ...]
    """Of GAPS."""
    sk: str | None
    tautan: str | None
    selesai: date | None

    @property
    def lintas(self) -> bool:
        """Whether members of two agencies or more work in it."""
        return len(self.opd) > 1


def teams(rows: pl.DataFrame, akhir: date) -> list[Team]:
    """The active teams, by name; akhir: the last day of the quarter."""
    own = [r for r in rows.to_dicts() if (r["status"] or ACTIVE) == ACTIVE]
    return sorted((_team(r, akhir) for r in own), key=lambda found: (found.nama, found.kode))


def _team(row: dict, akhir: date) -> Team:
    targets = tuple(sorted({*(row["indikator"] or [])}))
    lacks = {
        "ketua": not row["berketua"],
        "sk": not row["nomor_sk"],
        "sasaran": not targets,
        "sendiri": (row["anggota"] or 0) <= 1,
        "habis": row["tanggal_selesai"] is not None and row["tanggal_selesai"] < akhir,
    }
    return Team(
        kode=row["kode_tim"],
        nama=row["nama_tim"],
        pemilik=row["kode_opd"],
        jenis=row["jenis"] or KINDS[0],
        anggota=row["anggota"] or 0,
        opd=tuple(sorted({kode for kode in row["opd"] or [] if kode})),
        indikator=targets,
        kurang=tuple(gap for gap in GAPS if lacks[gap]),
        sk=row["nomor_sk"],
        tautan=row["tautan_sk"],
        selesai=row["tanggal_selesai"],
    )


def within(found: Sequence[Team], kode_opd: str | None) -> list[Team]:
    """The teams that an agency owns or sends members to; all of them for the region."""
    return [t for t in found if kode_opd is None or kode_opd == t.pemilik or kode_opd in t.opd]


def of_pair(found: Sequence[Team], pair: Pair | None) -> list[Team]:
    """The teams that both agencies work in; without a pair every team across agencies."""
    return [t for t in found if (set(pair) <= set(t.opd) if pair else t.lintas)]


def pairs(spread: pl.DataFrame, found: Sequence[Team], kode_opd: str | None) -> dict[Pair, int]:
    """Shared teams per pair, from the distribution kolaborasi_opd; counted from the teams where a reader may not see it.

    With an agency: the pairs among it and its partners.
    """
    if spread.height:
        known = {(min(x, y), max(x, y)): n for x, y, n in spread.select("sumbu_x", "sumbu_y", "jumlah").iter_rows()}
    else:
        known = dict(Counter(pair for t in found for pair in combinations(t.opd, 2)))
    if kode_opd is None:
        return known
    near = {kode_opd, *(code for pair in known if kode_opd in pair for code in pair)}
    return {pair: n for pair, n in known.items() if near.issuperset(pair)}


def partners(known: Mapping[Pair, int]) -> dict[str, dict[str, int]]:
    """Agency → its partners with the teams they share, most first."""
    table: dict[str, dict[str, int]] = {}
    for (one, other), n in known.items():
        table.setdefault(one, {})[other] = n
        table.setdefault(other, {})[one] = n
    return {kode: dict(sorted(row.items(), key=lambda item: (-item[1], item[0]))) for kode, row in table.items()}


def targets(found: Iterable[Team]) -> list[tuple[str, int]]:
    """(kode_indikator, teams that serve it), most first."""
    counted = Counter(code for t in found for code in t.indikator)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def alone(found: Sequence[Team], agencies: Iterable[str]) -> list[str]:
    """The agencies without any team across agencies."""
    busy = {code for t in found if t.lintas for code in t.opd}
    return [code for code in agencies if code not in busy]


def kinds(spread: pl.DataFrame, found: Sequence[Team]) -> dict[str, int]:
    """Teams per kind, from the distribution jenis_tim, else counted from the teams."""
    counted: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    rows = spread.select("sumbu_x", "jumlah").rows() if spread.height else [(t.jenis, 1) for t in found]
    for kind, n in rows:
        counted[kind] += n
    return {kind: counted[kind] for kind in KINDS}


def to_repair(found: Sequence[Team]) -> list[Team]:
    """The teams that lack something, those that lack most first."""
    return sorted((t for t in found if t.kurang), key=lambda t: (-len(t.kurang), t.nama, t.kode))


def gain(before: float | None, official: float | None, shadow: float | None) -> float | None:
    """Which share of the rise of the mean span the shadow layer takes back; None without a rise or without all three."""
    if before is None or official is None or shadow is None or official <= before:
        return None
    return max(official - shadow, 0.0) / (official - before)


def busy(spread: pl.DataFrame, most: int) -> dict[str, int | None]:
    """Agency → persons in more than `most` teams, most first; None where they are too few to be told.

    spread: the distribution tim_per_orang of the agencies.
    """
    counted: Counter[str] = Counter()
    if spread.height:
        for kode, n, people in spread.select("kode_unit", "sumbu_x", "jumlah").iter_rows():
            if kode is not None and int(n) > most:
                counted[kode] += people
    ranked = sorted(counted.items(), key=lambda item: (-item[1] if item[1] >= FEW else 0, item[0]))
    return {kode: n if n >= FEW else None for kode, n in ranked}
