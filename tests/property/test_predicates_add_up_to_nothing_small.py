"""Every total less its parts, over region, agencies, predicates, nine cells and versions, is no group of under five."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.metrics import predicates
from etl.metrics.predicates import PREDICATES, Version

FEW = st.integers(0, 14)
UNITS = ("1.01", "1.02", "2.01", "2.02", "3.01")
Counts = dict[tuple[str, str], int]


@st.composite
def quarters(draw: st.DrawFn) -> list[Version]:
    """One to three versions of a quarter: each changes a few counts of the one before."""
    units = UNITS[: draw(st.integers(1, 5))]
    counts: Counts = {(u, p): draw(FEW) for u in units for p in PREDICATES}
    found = [_version(counts)]
    for _ in range(draw(st.integers(0, 2))):
        for key in draw(st.lists(st.sampled_from(sorted(counts)), max_size=3)):
            counts = counts | {key: draw(FEW)}
        found.append(_version(counts))
    return found


def _version(counts: Counts) -> Version:
    people = {u: sum(n for (unit, _), n in counts.items() if unit == u) for u, _ in counts}
    spread = {key: n for key, n in counts.items() if people[key[0]] >= 5}
    cells = {p: next(cell for cell, given in predicates.matrix().items() if given == p) for p in PREDICATES}
    return Version(people, spread, {(u, cells[p]): n for (u, p), n in spread.items()})


def hides(total: int | None, parts: Iterable[int | None], exact: Iterable[int]) -> bool:
    """Whether a total and its parts, as shown, leave nothing small: all told, or two and more untold that are five and more."""
    parts, exact = list(parts), list(exact)
    untold = [n for part, n in zip(parts, exact, strict=True) if part is None]
    told = [n for n in [total, *parts] if n is not None]
    if any(0 < n < 5 for n in told):
        return False
    return not untold or total is None or (len(untold) >= 2 and sum(untold) >= 5)


def shown(versions: list[Version]) -> tuple[dict[str, int | None], int | None]:
    """The number of the appraised per agency and of the region, as the gate tells them."""
    hidden, total = predicates.closed(versions)
    people = versions[-1].people
    return {u: None if u in hidden else n for u, n in people.items()}, None if total else sum(people.values())


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_no_line_of_any_version_leaves_a_small_group(versions: list[Version]) -> None:
    for n in range(1, len(versions) + 1):
        exact, told = versions[n - 1].spread, predicates.spread(versions[:n])
        units = sorted({u for u, _ in told if u is not None})
        for u in units:
            assert hides(told[u, None], [told[u, p] for p in PREDICATES], [exact[u, p] for p in PREDICATES])
        for p in PREDICATES if units else ():
            assert hides(told[None, p], [told[u, p] for u in units], [exact[u, p] for u in units])
        totals = [sum(exact[u, p] for u in units) for p in PREDICATES]
        assert not units or hides(told[None, None], [told[None, p] for p in PREDICATES], totals)


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_the_number_of_the_appraised_gives_no_agency_away_that_the_spread_leaves_out(versions: list[Version]) -> None:
    told, region = shown(versions)
    people = versions[-1].people
    assert hides(region, told.values(), people.values())
    spread = predicates.spread(versions)
    for unit in {u for u, _ in spread if u is not None}:
        assert told[unit] == spread[unit, None]
    left_out = [n for u, n in people.items() if (u, None) not in spread and n]
    rest = None if region is None else region - (spread.get((None, None)) or 0)
    assert rest is None or not left_out or (len(left_out) >= 2 and rest >= 5)


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_any_two_or_three_shown_counts_of_a_line_leave_no_small_difference_to_its_total(versions: list[Version]) -> None:
    """What is neither a count nor a total of the table: sums of some agencies, which a reader may form."""
    exact, told = versions[-1].spread, predicates.spread(versions)
    units = sorted({u for u, _ in told if u is not None})
    for p in PREDICATES if units else ():
        total = told[None, p]
        open_units = [u for u in units if told[u, p] is not None]
        for some in (c for size in (2, 3) for c in combinations(open_units, size)):
            if total is not None and len(some) == len(open_units) < len(units):
                assert total - sum(exact[u, p] for u in some) >= 5


@settings(max_examples=150, deadline=None)
@given(quarters())
def test_what_one_version_hides_the_next_shows_only_changed(versions: list[Version]) -> None:
    for n in range(1, len(versions)):
        old, new = versions[n - 1 : n + 1]
        before, after = predicates.spread(versions[:n]), predicates.spread(versions[: n + 1])
        for (u, p), count in before.items():
            if count is None and u is not None and p is not None and new.spread.get((u, p)) == old.spread[u, p]:
                assert after.get((u, p)) is None
        gone, _ = predicates.closed(versions[:n])
        still, _ = predicates.closed(versions[: n + 1])
        assert all(u in still for u in gone if old.people[u] == new.people.get(u))


@settings(max_examples=150, deadline=None)
@given(quarters(), st.integers(0, 9))
def test_the_nine_cells_agree_with_their_predicates(versions: list[Version], without: int) -> None:
    """Some persons with a predicate have no result: what is left of the predicate is no small group either."""
    last = versions[-1]
    less = {key: max(0, n - without) if key[0] == UNITS[0] else n for key, n in last.nine.items()}
    versions = [*versions[:-1], Version(last.appraised, last.spread, less)]
    cells, known, given_by = predicates.nine(versions), predicates.spread(versions), predicates.matrix()
    assert not [n for n in cells.values() if n and n < 5]
    shut, _ = predicates.closed(versions)
    for p in PREDICATES if cells else ():
        own = [cell for cell in cells if given_by[cell] == p]
        people = known.get((None, p), 0)
        if people is not None and all(cells[cell] is not None for cell in own):
            rest = people - sum(cells[cell] or 0 for cell in own)
            assert not 0 < abs(rest) < 5
        assert people is not None or all(cells[cell] is None for cell in own)
    assert shut <= set(last.people)
