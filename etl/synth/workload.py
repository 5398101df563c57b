"""Workload analysis of some posts: tasks whose time adds up to about the need that the position map states."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from etl.synth.scores import catalog
from etl.synth.structure import Government
from etl.synth.tree import Post

_POSTS = 150
_MINUTES = 75_000
"""Effective working time of a year that the sample's analyses used (1,250 hours)."""


def rows(government: Government) -> Iterator[dict[str, Any]]:
    """The dataset `beban_kerja`: the posts of executing and technical staff outside schools and health centres."""
    rng = government.profile.rng("beban")
    able = [p for p in government.tree.posts if p.baru and p.grup in ("pelaksana", "setara", "teknis") and p.opd[0] in "23"]
    for post in sorted(rng.sample(able, min(_POSTS, len(able))), key=lambda p: p.kode):
        yield from _tasks(post, rng)


def _tasks(post: Post, rng: Random) -> Iterator[dict[str, Any]]:
    tasks = catalog()["tugas"][: rng.randint(3, 5)]
    minutes = (post.formasi or 1) * _MINUTES * rng.uniform(0.7, 1.25)
    weights = [rng.uniform(0.5, 1.5) for _ in tasks]
    for task, weight in zip(tasks, weights, strict=True):
        volume = max(round(minutes * weight / sum(weights) / task["norma"]), 1)
        hours = task["norma"] >= 120
        yield {
            "kode_jabatan": post.kode, "uraian_tugas": task["uraian"], "volume": float(volume),
            "norma_waktu": task["norma"] / 60 if hours else float(task["norma"]), "satuan_waktu": "jam" if hours else "menit",
        }  # fmt: skip
