"""Figures about persons' predicates with their small groups hidden, from the counts as they are. Pure.

Counts come oldest version first, the one that is asked for last: what an earlier version hid and a later one did not change
stays hidden, so that two versions of a quarter seen one after the other tell no more than each alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.metrics.disclosure import Cell, protect, protect_groups, small_groups
from etl.regulations import value

APPRAISED, SPREAD, NINE = "predikat_dinilai", "predikat_kinerja", "hasil_perilaku"
"""How many are appraised; by predicate; by result and behaviour: the figures that are about persons' predicates."""
PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
LEVELS = ("di_atas", "sesuai", "di_bawah")
"""Above, as and below expectation: of results and of behaviour."""
Agency = str
Key = tuple[str | None, str | None]
"""Agency (None: the region) and predicate (None: all of them)."""


def smallest() -> int:
    """Groups of fewer persons are hidden."""
    return int(value("acuan-pribadi", "kelompok_terkecil").value)


def matrix() -> dict[Cell, str]:
    """(behaviour, result), each counted from above to below → the predicate that the regulation gives."""
    found: dict[str, dict[str, str]] = value("permenpanrb-6-2022", "matriks_predikat").value
    return {(b, r): found[behaviour][result] for b, behaviour in enumerate(LEVELS) for r, result in enumerate(LEVELS)}


@dataclass(frozen=True)
class Version:
    """The counts of one version of a quarter: persons per agency with a predicate, by predicate, and by cell of the nine."""

    appraised: Mapping[Agency, int] = field(default_factory=dict[Agency, int])
    spread: Mapping[tuple[Agency, str], int] = field(default_factory=dict[tuple[Agency, str], int])
    nine: Mapping[tuple[Agency, Cell], int] = field(default_factory=dict[tuple[Agency, Cell], int])

    @property
    def people(self) -> dict[Agency, int]:
        """Persons with a predicate per agency; from the spread where a lake does not tell."""
        if self.appraised:
            return dict(self.appraised)
        return {unit: sum(n for (u, _), n in self.spread.items() if u == unit) for unit, _ in self.spread}


def closed(versions: Sequence[Version]) -> tuple[frozenset[Agency], bool]:
    """Agencies of which no figure about predicates is told, and whether the region's number of the appraised is hidden too."""
    hidden: frozenset[Agency] = frozenset()
    total, past = False, dict[Agency, int]()
    for version in versions:
        people = version.people
        same = [unit for unit in hidden if past.get(unit) == people.get(unit)]
        (hidden, total), past = small_groups(people, smallest(), same), people
    return hidden, total


def spread(versions: Sequence[Version]) -> dict[Key, int | None]:
    """By predicate, for every agency that is told and the region as their sum: None where hidden. (…, None): their totals."""
    found = dict[Key, int | None]()
    before = dict[Key, int]()
    for n, version in enumerate(versions, 1):
        shut, _ = closed(versions[:n])
        exact = _with_totals(version, shut)
        same = [key for key, count in before.items() if exact.get(key) == count]
        hidden = _hidden(exact, same)
        found = {key: None if key in hidden else count for key, count in exact.items()}
        before = {key: exact[key] for key in hidden}
    return found


def _with_totals(version: Version, shut: frozenset[Agency]) -> dict[Key, int]:
    units = sorted({unit for unit, _ in version.spread} - shut)
    if not units:
        return {}
    exact: dict[Key, int] = {(unit, p): version.spread.get((unit, p), 0) for unit in units for p in PREDICATES}
    exact |= {(None, p): sum(exact[unit, p] for unit in units) for p in PREDICATES}
    return exact | {(unit, None): sum(exact[unit, p] for p in PREDICATES) for unit in [*units, None]}


def _hidden(exact: Mapping[Key, int], same: Iterable[Key]) -> set[Key]:
    rows = [*dict.fromkeys(unit for unit, _ in exact if unit is not None), None]
    places: dict[Key, Cell] = {(unit, p): (r, c) for r, unit in enumerate(rows) for c, p in enumerate([*PREDICATES, None])}
    if not exact:
        return set()
    counts = [[exact[unit, p] for p in PREDICATES] for unit in rows[:-1]]
    table = protect(counts, smallest(), before=[places[key] for key in same], open_totals=True)
    return {key for key, place in places.items() if place in table.hidden}


def nine(versions: Sequence[Version]) -> dict[Cell, int | None]:
    """The region's nine cells, None where hidden; of the agencies that are told. Empty where there is nothing to tell."""
    hidden: frozenset[Cell] = frozenset()
    cells, past = dict[Cell, int](), dict[Cell, int]()
    for n, version in enumerate(versions, 1):
        shut, _ = closed(versions[:n])
        told = {(unit, cell): count for (unit, cell), count in version.nine.items() if unit not in shut}
        cells = {cell: sum(count for (_, c), count in told.items() if c == cell) for cell in matrix()} if told else {}
        same = [cell for cell in hidden if cell in cells and past.get(cell) == cells[cell]]
        shut_predicates = _apart(cells, spread(versions[:n]))
        hidden = protect_groups(cells, matrix(), shut_predicates, smallest(), same) if cells else frozenset()
        past = cells
    return {cell: None if cell in hidden else count for cell, count in cells.items()}


def _apart(cells: Mapping[Cell, int], known: Mapping[Key, int | None]) -> list[str]:
    """Predicates whose count is hidden, or whose count less their cells would be a small group."""
    given = matrix()
    found = []
    for predicate in PREDICATES:
        people = known.get((None, predicate), 0)
        if people is None or 0 < abs(people - sum(n for cell, n in cells.items() if given[cell] == predicate)) < smallest():
            found.append(predicate)
    return found
