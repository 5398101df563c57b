"""Who holds which post: seats, vacancies, people who came and left, acting officials."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import polars as pl

from etl.periods import Period
from etl.synth.profile import GROUPS
from etl.synth.structure import Government
from etl.synth.tree import Post

FOREVER = 9999 * 4
_HEADS = {"guru": "kepala_satuan", "medis": "kepala_puskesmas", "teknis": "setara"}
_STRUCTURAL = ("jpt", "administrator", "pengawas")
_FILLED = {"jpt": 0.86, "administrator": 0.92, "pengawas": 0.97}
_LEAVERS = 0.05
_FIRST_EXIT, _LAST_EXIT = Period(2020, 4), Period(2024, 3)


def ordinal(period: Period) -> int:
    """A running number of the quarter."""
    return period.year * 4 + period.quarter


@dataclass
class Row:
    """One person in one post, from `mulai` to `akhir` (running quarters); `keluar` numbers those who leave, -1 for the others."""

    post: Post
    mulai: int = 0
    akhir: int = FOREVER
    keluar: int = -1
    penugasan: str | None = None
    orang: int = -1


def apportion(weights: list[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights, at least 1 each, that add up to the total."""
    spare = max(total - len(weights), 0)
    scale = spare / (sum(weights) or 1)
    whole = [int(w * scale) for w in weights]
    largest = sorted(range(len(weights)), key=lambda i: whole[i] - weights[i] * scale)
    for i in largest[: spare - sum(whole)]:
        whole[i] += 1
    return [1 + n for n in whole]


class Staffing:
    """Fills the posts of one government."""

    def __init__(self, government: Government) -> None:
        self.government = government
        self.posts = government.tree.posts
        self.rng: Random = government.profile.rng("staf")
        self.rows: list[Row] = []
        self._gone = 0
        self._seats()
        vacant = self._vacancies()
        for post in self.posts:
            self._fill(post, vacant)
        self._leavers()
        self._number()
        self._acting(vacant)

    def _seats(self) -> None:
        staff = self.government.profile.staf
        for group in GROUPS:
            posts = [p for p in self.posts if p.grup == group]
            already = sum(p.grup == _HEADS.get(group) for p in self.posts)
            for post, seats in zip(posts, apportion([p.bobot for p in posts], staff[group] - already), strict=True):
                post.kursi = seats

    def _vacancies(self) -> dict[str, int]:
        """Structural posts that are empty in the last quarter → the last quarter in which they were held."""
        vacant: dict[str, int] = {}
        for group in _STRUCTURAL:
            posts = [p for p in self.posts if p.grup == group and p.baru]
            filled = self.government.profile.staf.get(group, round(len(posts) * _FILLED[group]))
            chosen = self.rng.sample([p for p in posts if p.eselon != "II.a"], len(posts) - filled)
            vacant |= {p.kode: self._exit(2023) for p in sorted(chosen, key=lambda p: p.kode)}
        return vacant

    def _exit(self, since: int) -> int:
        return self.rng.randint(ordinal(max(Period(since, 1), _FIRST_EXIT)), ordinal(_LAST_EXIT))

    def _fill(self, post: Post, vacant: dict[str, int]) -> None:
        if post.status == "disetarakan" and not post.baru:
            return  # its holder is counted at the successor
        if not post.baru:
            self._leave(post, ordinal(Period(2021, 4)))
        elif post.kode in vacant:
            self._leave(post, vacant[post.kode])
        else:
            self.rows += [Row(post) for _ in range(post.kursi)]

    def _leave(self, post: Post, last: int) -> None:
        self.rows.append(Row(post, akhir=last, keluar=self._gone))
        self._gone += 1

    def _leavers(self) -> None:
        posts = [p for p in self.posts if p.grup in GROUPS and p.lama and p.baru]
        gone = self.rng.choices(posts, [p.kursi for p in posts], k=int(_LEAVERS * len(self.rows)))
        for post in gone:
            self._leave(post, self._exit(2020))
        for post in posts:
            post.formasi = post.kursi
        for post in gone:
            post.formasi = (post.formasi or 0) + 1

    def _number(self) -> None:
        order = {post.kode: i for i, post in enumerate(self.posts)}
        self.rows.sort(key=lambda row: (row.keluar >= 0, order[row.post.kode]))
        for i, row in enumerate(self.rows):
            row.orang = i

    def _acting(self, vacant: dict[str, int]) -> None:
        """Plt (now and then Plh) for most empty posts: the first held structural post below, else the post above."""
        holder = {row.post.kode: row for row in self.rows if row.keluar < 0 and row.post.grup in _STRUCTURAL}
        posts = {post.kode: post for post in self.posts}
        below = self.government.children
        for i, (kode, last) in enumerate(vacant.items()):
            candidates = [p.kode for p in below.get(kode, []) if p.kode in holder] + [posts[kode].atasan or ""]
            if i % 5 != 4 and candidates[0] in holder:
                kind = "plh" if i % 8 == 7 else "plt"
                self.rows.append(Row(posts[kode], last + 1, FOREVER, -1, kind, holder[candidates[0]].orang))


def frame(staffing: Staffing) -> pl.DataFrame:
    """The rows as a frame: person number, post before and after, group, times, assignment."""
    rows = staffing.rows
    return pl.DataFrame(
        {
            "orang": [r.orang for r in rows],
            "kode_baru": [r.post.kode if r.post.baru else None for r in rows],
            "kode_lama": [(r.post.asal or r.post.kode) if r.post.lama or r.post.asal else None for r in rows],
            "opd": [r.post.opd for r in rows],
            "grup": [r.post.grup for r in rows],
            "jenjang": [r.post.jenjang for r in rows],
            "pengarah": [r.post.pengarah for r in rows],
            "mulai": [r.mulai for r in rows],
            "akhir": [r.akhir for r in rows],
            "keluar": [r.keluar for r in rows],
            "jenis_penugasan": [r.penugasan for r in rows],
        },
        schema_overrides={"pengarah": pl.String, "jenis_penugasan": pl.String, "jenjang": pl.String},
    )
