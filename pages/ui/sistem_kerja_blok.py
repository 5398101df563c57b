"""The order of agencies in the collaboration matrix, so that those that work together stand together. Pure.

Average-linkage clustering of a handful of agencies; ties fall to the smaller code, so the order is the same at every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[str, str]
MOST = 12
"""Agencies in the picture; the rest stands in the table."""


@dataclass(frozen=True)
class Block:
    """Neighbours in the order that all work with each other: places first to last, teams shared inside."""

    first: int
    last: int
    jumlah: int


def shared(counts: Mapping[Pair, int], one: str, other: str) -> int:
    """Teams that two agencies share."""
    return counts.get((min(one, other), max(one, other)), 0)


def busiest(counts: Mapping[Pair, int], most: int = MOST, always: str | None = None) -> list[str]:
    """The agencies that share most teams, at most so many; `always` is among them if it shares any."""
    total: dict[str, int] = {}
    for pair, n in counts.items():
        for code in pair:
            total[code] = total.get(code, 0) + n
    ranked = sorted(total, key=lambda code: (code != always, -total[code], code))
    return ranked[:most]


def order(counts: Mapping[Pair, int], codes: Sequence[str]) -> list[str]:
    """The codes, those that share most teams next to each other, the strongest group first."""
    groups = [[code] for code in sorted(codes)]
    while len(groups) > 1:
        one, other = max(
            combinations(range(len(groups)), 2),
            key=lambda ij: (_likeness(counts, groups[ij[0]], groups[ij[1]]), -ij[0], -ij[1]),
        )
        joined = _join(counts, groups[one], groups[other])
        groups = [joined, *(g for place, g in enumerate(groups) if place not in (one, other))]
    found = groups[0] if groups else []
    block = strongest(counts, found)
    if block is None:
        return found
    # What stood before the block follows it, turned: the neighbours stay neighbours.
    return [*found[: block.last + 1][::-1], *found[block.last + 1 :]]


def strongest(counts: Mapping[Pair, int], codes: Sequence[str]) -> Block | None:
    """Among runs of neighbours that all share teams with each other the one that shares most; None where nobody does."""
    best: Block | None = None
    for first in range(len(codes)):
        for last in range(first + 1, len(codes)):
            inside = [shared(counts, a, b) for a, b in combinations(codes[first : last + 1], 2)]
            if not all(inside):
                break
            if best is None or sum(inside) > best.jumlah:
                best = Block(first, last, sum(inside))
    return best


def _likeness(counts: Mapping[Pair, int], one: Sequence[str], other: Sequence[str]) -> float:
    """Teams shared per pair across two groups."""
    return sum(shared(counts, a, b) for a in one for b in other) / (len(one) * len(other))


def _join(counts: Mapping[Pair, int], one: list[str], other: list[str]) -> list[str]:
    """One group after the other, each turned so that the ends that meet share most."""
    ways = [a + b for a in (one, one[::-1]) for b in (other, other[::-1])]
    seam = len(one)
    return max(ways, key=lambda way: shared(counts, way[seam - 1], way[seam]))
