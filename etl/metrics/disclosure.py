"""Which counts of a table stay hidden so that no group of fewer than `smallest` persons shows or follows by subtraction. Pure.

The table is taken with its totals, which readers know to be sums. First every count from one to smallest − 1 is hidden; then
further counts, until every line hides at least two whose sum says nothing about a small group, and no hidden count could be
worked out from all the visible ones together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """Counts with a last row and a last column of totals, and which of them are hidden."""

    counts: tuple[tuple[int, ...], ...]
    hidden: frozenset[Cell]

    def shown(self, row: int, column: int) -> int | None:
        """A count, None where it is hidden; row or column −1 is the total."""
        row, column = row % len(self.counts), column % len(self.counts[0])
        return None if (row, column) in self.hidden else self.counts[row][column]


def protect(rows: Sequence[Sequence[int]], smallest: int, *, before: Iterable[Cell] = (), open_totals: bool = False) -> Table:
    """The table of these rows (not negative, one length) with totals, and the cells to hide.

    before: cells that stay hidden since an earlier version hid the same counts. open_totals: the totals of the rows and the
    grand total are told elsewhere, so they are neither hidden nor of use in hiding; each must be `smallest` or more.
    """
    width = len(rows[0]) if rows else 0
    inner = [[*row, sum(row)] for row in rows]
    counts = tuple(tuple(row) for row in [*inner, [sum(row[n] for row in inner) for n in range(width + 1)]])
    every = [(r, c) for r, row in enumerate(counts) for c in range(len(row))]
    may = {cell for cell in every if not (open_totals and cell[1] == width)}
    kept = set(before) & may
    hidden = {(r, c) for r, c in may if 0 < counts[r][c] < smallest} | kept
    while cells := _wanting(counts, hidden, smallest):
        more = _least(counts, hidden, (cell for cell in cells if cell in may and cell not in hidden))
        if more is None:
            return Table(counts, frozenset(may))
        hidden.add(more)
    return Table(counts, frozenset(_reopened(counts, hidden, smallest, kept)))


def small_groups(counts: Mapping[str, int], smallest: int, before: Iterable[str] = ()) -> tuple[frozenset[str], bool]:
    """Which groups of one column stay hidden, and whether its total must as well.

    The total is hidden only where even all groups together hide nobody. before: as in `protect`.
    """
    hidden = {name for name, n in counts.items() if 0 < n < smallest} | {name for name in before if counts.get(name)}
    while hidden and (len(hidden) < 2 or sum(counts[name] for name in hidden) < smallest):
        rest = [name for name, n in counts.items() if n and name not in hidden]
        if not rest:
            return frozenset(hidden), True
        hidden.add(min(rest, key=lambda name: (counts[name], name)))
    return frozenset(hidden), False


def _reopened(counts: Sequence[Sequence[int]], hidden: set[Cell], smallest: int, kept: set[Cell]) -> set[Cell]:
    """Without what a later choice made needless, largest counts first: hiding one by one hides too much."""
    left = set(hidden)
    for cell in sorted(hidden, key=lambda c: (-counts[c[0]][c[1]], c)):
        needed = cell in kept or 0 < counts[cell[0]][cell[1]] < smallest
        if not needed and not _wanting(counts, left - {cell}, smallest):
            left.discard(cell)
    return left


def _wanting(counts: Sequence[Sequence[int]], hidden: set[Cell], smallest: int) -> list[Cell]:
    """The cells among which one more must be hidden; none where the table is safe."""
    last_row, last_column = len(counts) - 1, len(counts[0]) - 1
    lines = [([(r, c) for c in range(last_column + 1)], (r, last_column)) for r in range(last_row + 1)]
    lines += [([(r, c) for r in range(last_row + 1)], (last_row, c)) for c in range(last_column + 1)]
    for line, total in lines:
        own = [cell for cell in line if cell in hidden]
        if own and (len(own) < 2 or (total not in hidden and sum(counts[r][c] for r, c in own) < smallest)):
            return line
    onward = _onward(counts, hidden)
    for row, column in sorted(hidden):
        if not _free(counts, onward, (row, column)):
            return [cell for line, _ in lines if (row, column) in line for cell in line]
    return []


def _least(counts: Sequence[Sequence[int]], hidden: set[Cell], cells: Iterable[Cell]) -> Cell | None:
    """The cell whose hiding costs least: counts before totals, lines that hide something anyway, then the smaller count."""
    last_row, last_column = len(counts) - 1, len(counts[0]) - 1
    rows, columns = {r for r, _ in hidden}, {c for _, c in hidden}

    def cost(cell: Cell) -> tuple[bool, int, bool, int, Cell]:
        row, column = cell
        count, fresh = counts[row][column], (row not in rows) + (column not in columns)
        return row == last_row or column == last_column, fresh, count == 0, count, cell

    return min(cells, key=cost, default=None)


def _onward(counts: Sequence[Sequence[int]], hidden: Iterable[Cell]) -> dict[int, set[int]]:
    """From every line to those that it can shift along: rows by number, columns after them."""
    found: dict[int, set[int]] = {}
    for r, c in hidden:
        up, down = _moves(counts, (r, c))
        if up:
            found.setdefault(r, set()).add(len(counts) + c)
        if down:
            found.setdefault(len(counts) + c, set()).add(r)
    return found


def _free(counts: Sequence[Sequence[int]], onward: Mapping[int, set[int]], cell: Cell) -> bool:
    """Whether another table with the same visible counts has another number here: a ring of hidden cells to shift along.

    Counts may grow, and shrink while one is left; a total shifts against its line, so its sign is turned.
    """
    up, down = _moves(counts, cell)
    row, column = cell[0], len(counts) + cell[1]
    return (up and _reaches(onward, column, row)) or (down and _reaches(onward, row, column))


def _moves(counts: Sequence[Sequence[int]], cell: Cell) -> tuple[bool, bool]:
    """Whether the signed count may go up, and down."""
    shrinks = counts[cell[0]][cell[1]] >= 2
    turned = (cell[0] == len(counts) - 1) != (cell[1] == len(counts[0]) - 1)
    return (shrinks, True) if turned else (True, shrinks)


def _reaches(onward: Mapping[int, set[int]], start: int, end: int) -> bool:
    """Whether lines lead on from start to end, not by the cell between the two itself."""
    nothing: set[int] = set()
    seen, front = {start}, onward.get(start, nothing) - {end}
    while front:
        if any(end in onward.get(line, nothing) for line in front):
            return True
        seen |= front
        front = nothing.union(*(onward.get(line, nothing) for line in front)) - seen
    return False


def protect_groups(
    cells: Mapping[Cell, int], groups: Mapping[Cell, str], closed: Iterable[str], smallest: int, before: Iterable[Cell] = ()
) -> frozenset[Cell]:
    """Which cells of a grid stay hidden whose sums per group show elsewhere. closed: groups whose sum is hidden there."""
    shut = set(closed)
    hidden = {cell for cell, n in cells.items() if 0 < n < smallest or groups[cell] in shut} | set(before)
    for group in dict.fromkeys(groups.values()):
        own = [cell for cell in cells if groups[cell] == group]
        while group not in shut and (short := [c for c in own if c in hidden]):
            if len(short) >= 2 and sum(cells[c] for c in short) >= smallest:
                break
            rest = [c for c in own if c not in hidden] or [c for c in cells if c not in hidden]
            if not rest:
                return frozenset(cells)
            hidden.add(min(rest, key=lambda c: (cells[c] == 0, cells[c], c)))
            if not set(own) - hidden and len(hidden) >= 2:
                break
    return frozenset(hidden)
