"""Work teams of one government: who owns, leads and staffs them, what they serve, and what some of them lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

import polars as pl

from etl import yamls
from etl.paths import REFERENCE
from etl.periods import Period
from etl.synth.staff import FOREVER, ordinal
from etl.synth.structure import Government

_TOP = {"setda": "1.01", "setwan": "1.02", "inspektorat": "1.03"}
_FIRST = Period(2023, 1)
_BEGUN = (10, 14, 18, 23, 28, 33, 38)
"""Active teams in the quarters before the last, of every 42."""
_ENDED, _DRAFTS = 3, 2
_FUNCTIONAL = ("setara", "teknis")
_LEADERS = ("setara", "administrator", "pengawas")
Person = tuple[str, str, str]
"""nip, unit, group."""


@dataclass(slots=True)
class Team:
    """A team over its life; `mulai` counts quarters from 2023-TW1."""

    kode: str
    nama: str
    unit: str
    opds: list[str]
    members: list[Person]
    mulai: int = 0
    akhir: int | None = None
    luar: str | None = None
    ketua: bool = True
    sk: bool = True
    sasaran: bool = True
    lewat: bool = False
    draf: bool = False


@cache
def _catalog() -> dict[str, Any]:
    found: dict[str, Any] = yamls.read(REFERENCE / "tim-contoh.yaml")
    return found


class _Pool:
    """The officials who may join a team, by agency; each call prefers those who are in the fewest."""

    def __init__(self, government: Government, persons: pl.DataFrame) -> None:
        units = {p.kode: p.unit for p in government.tree.posts}
        staying = persons.filter(
            pl.col("jenis_penugasan").is_null(), pl.col("keluar") < 0, pl.col("kode_baru").is_not_null(),
            pl.col("mulai") <= ordinal(_FIRST), pl.col("akhir") == FOREVER, pl.col("nip").is_not_null(),
            pl.col("grup").is_in(["setara", "teknis", "pelaksana", "administrator", "pengawas"]),
        )  # fmt: skip
        self.found: dict[str, list[Person]] = {}
        for opd, nip, post, group in staying.select("opd", "nip", "kode_baru", "grup").iter_rows():
            self.found.setdefault(opd, []).append((nip, units[post], group))
        self._used: Counter[str] = Counter()

    def focal(self, opd: str) -> list[Person]:
        """The one official through whom an agency joins all teams across agencies."""
        return [p for p in self.found.get(opd, []) if p[2] == "setara"][:1] or self.found.get(opd, [])[:1]

    def pick(self, opd: str, count: int, groups: tuple[str, ...], unit: str | None = None) -> list[Person]:
        """The least used; the focal official is left alone where others can be had."""
        able = [p for p in self.found.get(opd, []) if p[2] in groups and unit in (None, p[1]) and p not in self.focal(opd)]
        chosen = sorted(able, key=lambda p: (self._used[p[0]], p[2] not in _FUNCTIONAL))[:count]
        self._used.update(p[0] for p in chosen)
        return chosen

    def units(self, opd: str) -> list[str]:
        """Units that can form a team of their own: a leader and two more."""
        kinds: dict[str, list[str]] = {}
        for _, unit, group in self.found.get(opd, []):
            kinds.setdefault(unit, []).append(group)
        return [unit for unit, groups in kinds.items() if len(groups) >= 4 and set(groups) & set(_LEADERS)]


class Teams:
    """All teams that a government ever had, and the rows of any quarter."""

    def __init__(self, government: Government, persons: pl.DataFrame) -> None:
        self.government = government
        self._rng: Random = government.profile.rng("tim")
        self._pool = _Pool(government, persons)
        self._names = {u.kode: u.nama for u in government.tree.units}
        self._total, self._wide = _sizes(government.profile.kode, self._rng)
        self.teams = self._across()
        self._inside()
        _schedule(self.teams, self._total)
        _defects(self.teams[self._wide : self._total])
        self._others()

    def _opd(self, name: str) -> str | None:
        return _TOP.get(name) or self.government.opd(name)

    def _across(self) -> list[Team]:
        made: list[Team] = []
        for entry in _catalog()["lintas"][: self._wide]:
            opds = [opd for name in entry["opd"] if (opd := self._opd(name)) and self._pool.found.get(opd)]
            members = [person for opd in opds for person in self._pool.focal(opd)]
            members += [p for opd in opds[:4] for p in self._pool.pick(opd, 1, ("setara", "teknis", "pelaksana"))]
            made.append(Team(f"T-{len(made) + 1:03d}", f"Tim {entry['nama']}", opds[0], opds, members[:9]))
        return made

    def _inside(self) -> None:
        """Teams of single agencies in turn, by turns across its units and within one of them."""
        without = {self._opd(name) for name in _catalog()["tanpa_tim"]}
        owners = {team.unit for team in self.teams}
        opds = sorted((opd for opd in self._pool.found if opd not in without), key=lambda opd: opd in owners)
        for place in range(self._total - len(self.teams)):
            opd, task = opds[place % len(opds)], _catalog()["tugas"][(place + place // len(opds)) % len(_catalog()["tugas"])]
            units = self._pool.units(opd)
            within = units[place // len(opds) % len(units)] if units and place % 5 in (1, 3) else None
            self._add(opd, f"Tim {task} {self._names[within or opd]}", within)

    def _add(self, opd: str, nama: str, within: str | None) -> None:
        leader = self._pool.pick(opd, 1, _LEADERS[:2], within) or self._pool.pick(opd, 1, _LEADERS, within)
        wanted = self._rng.randint(2, 8)
        able = self._pool.pick(opd, wanted, ("setara", "teknis", "pelaksana", "pengawas"), within)
        members = leader + [p for p in able if p not in leader]
        self.teams.append(Team(f"T-{len(self.teams) + 1:03d}", nama, within or opd, [opd], members))

    def _others(self) -> None:
        """Teams that ended, and drafts without a decree."""
        inside = self.teams[self._wide : self._total]
        for i in range(_ENDED + _DRAFTS):
            like = inside[3 * i % len(inside)]
            name = f"Tim Penataan Arsip {self._names[like.opds[0]]}"
            made = Team(f"T-{len(self.teams) + 1:03d}", name, like.opds[0], like.opds, like.members[:4])
            made.mulai, made.sasaran = 0 if i < _ENDED else 6 + i % 2, False
            made.akhir, made.draf, made.sk = (3 + i, False, True) if i < _ENDED else (None, True, False)
            self.teams.append(made)

    def rows(self, period: Period, day: date) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The datasets `tim` and `anggota_tim` of a quarter."""
        now = 4 * (period.year - _FIRST.year) + period.quarter - 1
        shown = [team for team in self.teams if team.mulai <= now]
        return [_row(team, now) for team in shown], [row for team in shown for row in _members(team, team.mulai)]

    def targets(self) -> Iterator[dict[str, Any]]:
        """The dataset `tim_indikator` of all teams."""
        for team in self.teams:
            if team.sasaran:
                second = "S2" if len(team.opds) == 1 else "P1"
                codes = [f"{opd}.S1" for opd in team.opds[:2]] + [f"{team.opds[0]}.{second}"] * (int(team.kode[-1]) % 2)
                yield from ({"kode_tim": team.kode, "kode_indikator": code} for code in codes)

    def shared(self, known: set[str]) -> Iterator[dict[str, Any]]:
        """The dataset `indikator_opd`: objectives that the teams across agencies serve together."""
        seen: set[tuple[str, str]] = set()
        for team in self.teams[: self._wide]:
            code = f"{team.opds[0]}.S1"
            for place, opd in enumerate(team.opds):
                if code in known and (code, opd) not in seen:
                    seen.add((code, opd))
                    yield {"kode_indikator": code, "kode_unit": opd, "peran": "pendukung" if place else "pemilik"}


def _sizes(kode: str, rng: Random) -> tuple[int, int]:
    """Active teams in the last quarter, and how many of them go across agencies."""
    drawn = (rng.randint(14, 48), rng.randint(2, 11))
    return {"36.72": (42, 11), "36.04": (38, 8)}.get(kode, drawn)


def _schedule(teams: list[Team], total: int) -> None:
    """When each began: teams across agencies take turns with the others."""
    order = sorted(range(len(teams)), key=lambda i: (i * 7 + i // 3) % len(teams) if i > 2 else -1)
    limits = [total * count // 42 for count in _BEGUN]
    for place, i in enumerate(order):
        teams[i].mulai = sum(place >= limit for limit in limits)


def _defects(teams: list[Team]) -> None:
    """What a few teams lack, so that the findings have something to find."""
    for i, team in enumerate(teams):
        team.ketua = i not in (2, 17)
        team.sk = i not in (4, 11, 20)
        team.sasaran = i not in (1, 6, 13, 18)
        team.lewat = i in (0, 9)
        team.luar = _catalog()["luar"][i % 2] if i in (5, 14) else None
        if i in (3, 12):
            team.members = team.members[:1]


def _row(team: Team, now: int) -> dict[str, Any]:
    year, quarter = divmod(team.mulai, 4)
    begun = date(_FIRST.year + year, 3 * quarter + 1, 9)
    ended = team.akhir is not None and now > team.akhir
    until = date(2024, 12, 31) if now > 3 else date(2023, 12, 31)
    last = date(begun.year, 3 * quarter + 2, 20) if team.lewat else _closed(team.akhir) if team.akhir is not None else until
    leader = team.members[0][0] if team.ketua and team.members else None
    link = f"https://example.org/contoh/sk/{team.kode}" if team.sk and int(team.kode[2:]) % 3 == 0 else None
    number = f"060/Kep.{100 + int(team.kode[2:])}-Org/{begun.year}"
    return {
        "kode_tim": team.kode, "nama_tim": team.nama, "kode_unit": team.unit, "nip_ketua": leader,
        "status": "selesai" if ended else "draf" if team.draf else "aktif", "nomor_sk": number if team.sk else None,
        "tautan_sk": link, "tanggal_mulai": begun, "tanggal_selesai": None if team.draf else max(last, begun),
    }  # fmt: skip


def _closed(quarter: int) -> date:
    year, place = divmod(quarter, 4)
    return date(_FIRST.year + year, 3 * place + 3, 28)


def _members(team: Team, salt: int) -> Iterator[dict[str, Any]]:
    for place, (nip, _, _) in enumerate(team.members):
        leads = place == 0 and team.ketua
        yield {
            "kode_tim": team.kode,
            "nip": nip,
            "peran": "ketua" if leads else "anggota",
            "porsi_waktu": 10.0 + 5 * ((place + salt) % 3),
        }
    if team.luar:
        yield {"kode_tim": team.kode, "id_pegawai_lokal": f"LUAR-{team.kode[2:]}", "peran": "anggota", "instansi_asal": team.luar}
