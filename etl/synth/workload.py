"""Workload analysis of some posts: tasks whose time adds up to about the need that the position map states."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from etl.synth.scores import catalog
from etl.synth.structure import Government
from etl.synth.tree import Post

_POSTS = 150
_OVERLOADED = 30
"""Every so many-th post has far more work than its need says."""
_MINUTES = 75_000
"""Effective working time of a year that the sample's analyses used (1,250 hours)."""


def rows(government: Government, needs: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The dataset `beban_kerja`: the posts of executing and technical staff outside schools and health centres.

    needs: of each post, persons; the times of nearly all add up to about that.
    """
    rng = government.profile.rng("beban")
    able = [p for p in government.tree.posts if p.baru and p.grup in ("pelaksana", "setara", "teknis") and p.opd[0] in "23"]
    chosen = sorted(rng.sample(able, min(_POSTS, len(able))), key=lambda p: p.kode)
    for place, post in enumerate(chosen):
        need = needs[post.kode]
        over = place % _OVERLOADED == _OVERLOADED - 1
        yield from _tasks(post, need * 1.6 if over else need + rng.uniform(-0.35, 0.35), rng)


def _tasks(post: Post, need: float, rng: Random) -> Iterator[dict[str, Any]]:
    tasks = catalog()["tugas"][: rng.randint(3, 5)]
    minutes = need * _MINUTES
    weights = [rng.uniform(0.5, 1.5) for _ in tasks]
    for task, weight in zip(tasks, weights, strict=True):
        volume = max(round(minutes * weight / sum(weights) / task["norma"]), 1)
        hours = task["norma"] >= 120
        yield {
            "kode_jabatan": post.kode, "uraian_tugas": task["uraian"], "volume": float(volume),
            "norma_waktu": task["norma"] / 60 if hours else float(task["norma"]), "satuan_waktu": "jam" if hours else "menit",
        }  # fmt: skip
