"""What the heads of agencies planned for each stage, with targets and results by quarter of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from etl.periods import Period
from etl.synth.scores import catalog
from etl.synth.structure import Government
from etl.synth.tree import Post

_MOST_FREE = 9
"""Every so many-th agency has no plan."""


def rows(government: Government, period: Period, day: date) -> Iterator[dict[str, Any]]:
    """The dataset `rencana_aksi` of a quarter: the actions of its year."""
    heads, organiser = _heads(government.tree.posts), _organiser(government.tree.posts)
    rng = government.profile.rng(f"rencana{period.year}")
    for place, opd in enumerate(heads):
        count = 3 + rng.randrange(4)
        start = rng.randrange(len(catalog()["rencana"]))
        late = rng.random()
        if place % _MOST_FREE == _MOST_FREE - 1:
            continue
        for number in range(count):
            entry = catalog()["rencana"][(start + number) % len(catalog()["rencana"])]
            fields = _progress(entry, period, day, 1 + (place + number) % 4, slow=number == 0 and late < 0.25)
            yield {"kode_aksi": f"{opd}.{period.year}.{number + 1}", "kode_unit": opd, "penanggung_jawab": heads[opd].kode,
                   "koordinator": organiser, "anggaran": float(5_000_000 * (1 + (place + number) % 6))} | fields  # fmt: skip


def _heads(posts: list[Post]) -> dict[str, Post]:
    """The head of each agency: the first post in it."""
    found: dict[str, Post] = {}
    for post in posts:
        if post.opd != "0":
            found.setdefault(post.opd, post)
    return found


def _organiser(posts: list[Post]) -> str | None:
    return next((p.kode for p in posts if p.nama == "Kepala Bagian Organisasi"), None)


def _progress(entry: dict[str, Any], period: Period, day: date, due: int, slow: bool) -> dict[str, Any]:
    """Targets are spread over the quarters up to the due one; a slow action stops after half of them."""
    total = int(entry["total"])
    # Whole ones; the first quarters take what does not divide.
    targets = [float(total // due + (q <= total % due)) if q <= due else None for q in (1, 2, 3, 4)]
    made = [(t if not (slow and q > due // 2) else 0.0) if t is not None and q <= period.quarter else None
            for q, t in enumerate(targets, 1)]  # fmt: skip
    reached = sum(value or 0 for value in made)
    status = "selesai" if reached >= total else "berjalan" if reached else "belum"
    return {
        "tahap": entry["tahap"], "aksi": entry["aksi"], "keluaran": entry["keluaran"], "satuan_keluaran": entry["satuan"],
        "target_total": float(total), **{f"target_tw{q}": t for q, t in enumerate(targets, 1)},
        **{f"realisasi_tw{q}": m for q, m in enumerate(made, 1)},
        "tenggat": date(day.year, 3 * due, 28), "status": status,
    }  # fmt: skip
