"""No small group of a table can be read or worked out, whatever its counts: checked by algebra, not by the same search."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.metrics.disclosure import Table, protect, protect_groups

SMALLEST = 5
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 14), min_size=width, max_size=width), min_size=1, max_size=5)
)


def lines(table: Table) -> list[dict[tuple[int, int], int]]:
    """Every equation that a reader knows: counts of a line minus its total are nought."""
    rows, columns = len(table.counts), len(table.counts[0])
    found = [{(r, c): 1 if c < columns - 1 else -1 for c in range(columns)} for r in range(rows)]
    return found + [{(r, c): 1 if r < rows - 1 else -1 for r in range(rows)} for c in range(columns)]


def rank(matrix: list[list[Fraction]]) -> int:
    """By elimination, exactly."""
    rows, done = [row[:] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for n in range(done + 1, len(rows)):
            share = rows[n][column] / rows[done][column]
            rows[n] = [a - share * b for a, b in zip(rows[n], rows[done], strict=True)]
        done += 1
    return done


def follows(table: Table, cell: tuple[int, int]) -> bool:
    """Whether adding and subtracting lines leaves this hidden count alone on one side."""
    order = sorted(table.hidden)
    known = [[Fraction(line.get(c, 0)) for c in order] for line in lines(table)]
    return rank(known) == rank([*known, [Fraction(c == cell) for c in order]])


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_small_group_shows(rows: list[list[int]]) -> None:
    table = protect(rows, SMALLEST)
    shown = [n for r, row in enumerate(table.counts) for c, n in enumerate(row) if (r, c) not in table.hidden]
    assert not [n for n in shown if 0 < n < SMALLEST]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_hidden_count_follows_from_the_shown_ones(rows: list[list[int]]) -> None:
    table = protect(rows, SMALLEST)
    assert not [cell for cell in table.hidden if follows(table, cell)]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_what_a_line_hides_is_no_small_group_either(rows: list[list[int]]) -> None:
    table = protect(rows, SMALLEST)
    for line in lines(table):
        own = [cell for cell in line if cell in table.hidden]
        if own and not any(line[cell] == -1 for cell in own):
            assert sum(table.counts[r][c] for r, c in own) >= SMALLEST


@given(st.lists(st.lists(st.integers(5, 900), min_size=3, max_size=3), min_size=1, max_size=6))
def test_nothing_is_hidden_without_need(rows: list[list[int]]) -> None:
    assert not protect(rows, SMALLEST).hidden


def test_the_algebra_sees_a_cell_that_follows() -> None:
    counts = ((3, 20, 23), (30, 40, 70), (33, 60, 93))
    assert follows(Table(counts, frozenset({(0, 0)})), (0, 0))
    assert follows(Table(counts, frozenset({(0, 0), (0, 1)})), (0, 0))
    assert not follows(Table(counts, frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})), (0, 0))


def test_two_single_persons_of_one_line_do_not_stand_for_each_other() -> None:
    table = protect([[1, 1, 30], [20, 20, 20]], SMALLEST)
    assert table.shown(0, 2) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=9, max_size=9))
def test_the_nine_cells_agree_with_the_sums_of_their_predicates(counts: list[int]) -> None:
    places = [(r, c) for r in range(3) for c in range(3)]
    names = ["sb", "b", "bp", "b", "b", "bp", "k", "k", "sk"]
    cells, groups = dict(zip(places, counts, strict=True)), dict(zip(places, names, strict=True))
    sums = {name: sum(n for place, n in cells.items() if groups[place] == name) for name in names}
    closed = [name for name, n in sums.items() if 0 < n < SMALLEST]
    hidden = protect_groups(cells, groups, closed, SMALLEST)
    assert not [n for place, n in cells.items() if place not in hidden and 0 < n < SMALLEST]
    for name in set(names) - set(closed):
        own = [place for place in places if groups[place] == name and place in hidden]
        assert not own or (len(own) >= 2 and sum(cells[place] for place in own) >= SMALLEST)
    assert all(place in hidden for place in places if groups[place] in closed)


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_totals_told_elsewhere_stay_open_and_give_nothing_away(rows: list[list[int]]) -> None:
    rows = [row for row in rows if len(row) > 1 and sum(row) >= SMALLEST]
    if not rows:
        return
    table = protect(rows, SMALLEST, open_totals=True)
    width = len(rows[0])
    assert not [cell for cell in table.hidden if cell[1] == width or follows(table, cell)]
    assert not [n for r, row in enumerate(table.counts) for c, n in enumerate(row) if table.shown(r, c) and 0 < n < SMALLEST]
