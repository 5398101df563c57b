"""No read function tells anybody a row beyond their scope: each of them, each role, each scope, own and foreign arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import polars as pl
import pytest
from in_memory import InMemory
from lake_of_marks import FATES, NIPS, PERSON, QUARTERS, REGIONS, World
from readers import EVERYBODY, GRANTED, leaks, may

from etl.access import Action, Principal, Role, Scope
from etl.contracts import contracts
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.warehouse import read

WITHOUT_READER = {"snapshot", "roles_of", "principals"}
"""They tell nothing about anybody's data, or make somebody a reader in the first place."""
FUNCTIONS = {name: f for name in read.__all__ if inspect.isfunction(f := getattr(read, name)) and name not in WITHOUT_READER}
HEAVY = {"moved", "nodes", "teams", "row_changes", "filled", "quality_filled", "receipt"}
"""They take long: of these, one quarter, and only the pairs of role and scope that are granted."""
TRAIL = {"trail", "deeds", "chains"}
"""Who reads the trail reads the numbers of submissions in it, whatever became of them; nothing else of a draft."""
ODD = ("99.99", "-", "36.7", "36.*", "*", "")
FACTS = ("tim", "indeks", "indikator", "penyetaraan", "beban_kerja", "rencana_aksi")
COUNTED: dict[str, int] = {"panggilan": 0, "ditolak": 0, "kosong": 0, "baris": 0}
ANSWERED: set[str] = set()


@pytest.fixture(scope="module")
def copy(world: World) -> InMemory:
    return InMemory(world.settings)


def values(world: World, name: str) -> dict[str, tuple[Any, ...]]:
    """What each parameter of a read function is tried with; a name that is not here has no values yet, and the test fails."""
    quarters = (QUARTERS[1],) if name in HEAVY else (*QUARTERS, "1999-TW1")
    regions = (*REGIONS, *ODD)
    ids = tuple(world.kiriman(*place) for place in product(REGIONS, quarters[:1], FATES))
    return {
        "kode_wilayah": regions,
        "periode": quarters,
        "kiriman_id": (*ids, "36.72_2024-TW2_tak-ada"),
        "sesudah": (*ids, "tak-ada"),
        "sebelum": (None, world.kiriman("36.72", QUARTERS[1], "Terbit"), world.kiriman("32.73", QUARTERS[1], "Draf")),
        "dataset": FACTS,
        "words": ("qx", "dinas", "%"),
        "metrik": (None,),
        "kode_unit": (None, "*", "2.02"),
        "basis": ("sd", None),
        "varian": (None,),
        "wanted": (None, read.Wanted(identitas="QX", objek="qx")),
        "limit": (None, 3),
    }


FREE = {"kode_wilayah", "periode", "kiriman_id"}
"""Parameters that may be left out are left out too where their default is None."""


def calls(world: World, name: str) -> Iterator[dict[str, Any]]:
    """Every combination of arguments of one function."""
    tried = values(world, name)
    choices: dict[str, tuple[Any, ...]] = {}
    for parameter in list(inspect.signature(FUNCTIONS[name]).parameters.values())[2:]:
        if parameter.name in tried:
            none = (None,) if parameter.name in FREE and parameter.default is None else ()
            choices[parameter.name] = (*tried[parameter.name], *none)
        else:
            assert parameter.default is not inspect.Parameter.empty, f"no values for {parameter.name} of {name}"
    for found in product(*choices.values()):
        yield dict(zip(choices, found, strict=True))


def told(result: object) -> str:
    """All that a result says."""
    return str([result.columns, *result.rows()]) if isinstance(result, pl.DataFrame) else str(result)


def attempt(function: Callable[..., Any], *args: Any, **named: Any) -> str:
    """What a function answers; "" when it refuses."""
    COUNTED["panggilan"] += 1
    try:
        result = function(*args, **named)
    except (NotAllowed, DataRefused, WrongUsage):
        COUNTED["ditolak"] += 1
        return ""
    rows = result.height if isinstance(result, pl.DataFrame) else 1
    COUNTED["baris"] += rows
    COUNTED["kosong"] += rows == 0
    return told(result) if rows else ""


def prove(world: World, who: Principal, said: str, asked: tuple[Any, ...] | str) -> None:
    """Nothing in the text is beyond this reader, and nothing in it is a person."""
    beyond = leaks(world, who, said, Action.AUDIT if asked[0] in TRAIL else Action.READ_DRAFT)
    assert not beyond, (who, asked, beyond)
    assert PERSON not in said, (who, asked)
    assert not any(nip[:17] in said for nip in NIPS), (who, asked)


def thin(who: Principal, asked: dict[str, Any]) -> bool:
    """Whether a pair of role and scope that nobody is granted is asked this."""
    return asked.get("kode_wilayah") in (None, "36.72", "36", "32.73", "-") and asked.get("periode") in (None, QUARTERS[1])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_read_function_tells_nothing_beyond_the_scope(name: str, world: World, copy: InMemory) -> None:
    for who in GRANTED if name in HEAVY else EVERYBODY:
        whole = who in GRANTED and (name not in HEAVY or "*" not in who.scope.pattern)
        for asked in calls(world, name):
            if whole or thin(who, asked):
                said = attempt(FUNCTIONS[name], copy, who, **asked)
                prove(world, who, said, (name, asked))
                ANSWERED.update([name] if said else [])


SEEN_THROUGH_A_DRAFT = ("metric_values", "units", "attainment", "facts", "submission", "periods", "regions", "search", "quarters")


@pytest.mark.parametrize("name", SEEN_THROUGH_A_DRAFT)
def test_a_draft_is_looked_through_only_by_who_may_read_it(name: str, world: World, copy: InMemory) -> None:
    drafts = [world.kiriman(region, QUARTERS[1], fate) for region in ("36.72", "36", "32.73") for fate in FATES]
    for who, draft in product(GRANTED, [*drafts, "36.72_2024-TW2_tak-ada", "' OR 1=1 --"]):
        reader = replace(who, draft=draft)
        for asked in calls(world, name):
            if asked.get("kode_wilayah") in (None, "36.72", "36", "32.73") and asked.get("periode", QUARTERS[1]) == QUARTERS[1]:
                said = attempt(FUNCTIONS[name], copy, reader, **asked)
                prove(world, who, said, (name, draft, asked))
                region = draft.split("_")[0]
                assert not (said and draft in drafts and not may(who, Action.READ_DRAFT, region)), (who, draft)


def test_every_function_told_something_to_somebody() -> None:
    """An answer that is always empty proves nothing. Runs after the others of this module."""
    silent = set(FUNCTIONS) - ANSWERED
    assert silent <= {"restated"}, silent
    print("\n" + ", ".join(f"{key} {count:,}" for key, count in COUNTED.items()) + ", bocor 0")


def test_the_proof_sees_a_leak(world: World, copy: InMemory) -> None:
    units, who = copy.query("FROM lake.unit"), Principal("p", Role.PIMPINAN, Scope("36.72"))
    of = {fate: units.filter(pl.col("kiriman_id") == world.kiriman("36.72", QUARTERS[1], fate)) for fate in FATES}
    narrowed = replace(who, scope=Scope("36.72", "2.01"))
    prove(world, who, told(of["Terbit"]), "unit")
    for reader, rows in ((who, units), (who, of["Draf"]), (narrowed, of["Terbit"])):
        with pytest.raises(AssertionError):
            prove(world, reader, told(rows), "unit")


def test_every_dataset_without_persons_is_tried() -> None:
    assert set(FACTS) <= set(contracts())
