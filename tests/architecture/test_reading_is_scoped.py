"""Every way of reading the lake asks who reads: proved on the source of the one package that screens read through."""

from __future__ import annotations

import ast

import pytest

from etl.paths import ROOT

FILES = [p for p in sorted((ROOT / "etl" / "warehouse" / "read").glob("*.py")) if p.name != "door.py"]
WITHOUT_READER = {"snapshot", "roles_of", "principals"}
"""The number of the lake's state says nothing about anybody's data; the roles of an identity are what makes it a reader."""
FUNCTIONS = [
    n
    for path in FILES
    for n in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
]
READING = [f for f in FUNCTIONS if f.name not in WITHOUT_READER]
EXPECTED = {
    "regions", "periods", "submission", "metric_values", "distributions", "attainment", "units", "positions", "nodes", "findings",
    "status", "search", "facts", "teams",
}  # fmt: skip


def asks(function: ast.FunctionDef) -> bool:
    """Whether it calls `seen(lake, who, …)`, which demands the right, and nothing runs before that but other plain names."""
    calls = [n for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "seen"]
    return any(isinstance(c.args[1], ast.Name) and c.args[1].id == "who" for c in calls)


def filters(function: ast.FunctionDef) -> bool:
    """Whether the reader's scope becomes part of the query, here or in a function that gets `who`."""
    given = [
        n
        for n in ast.walk(function)
        if isinstance(n, ast.Call) and any(isinstance(a, ast.Name) and a.id == "who" for a in n.args)
    ]
    return any(getattr(c.func, "id", "") != "seen" for c in given)


def test_all_read_functions_are_there() -> None:
    assert {f.name for f in READING} >= EXPECTED


@pytest.mark.parametrize("function", READING, ids=lambda f: f.name)
def test_a_read_function_takes_the_lake_and_the_reader(function: ast.FunctionDef) -> None:
    names = [(a.arg, ast.unparse(a.annotation) if a.annotation else "") for a in function.args.args[:2]]
    assert names == [("lake", "Lake"), ("who", "Principal")]


@pytest.mark.parametrize("function", READING, ids=lambda f: f.name)
def test_a_read_function_asks_or_filters_by_scope(function: ast.FunctionDef) -> None:
    assert asks(function) or filters(function)


@pytest.mark.parametrize("function", [f for f in READING if f.name != "regions"], ids=lambda f: f.name)
def test_a_read_function_of_one_region_asks_first(function: ast.FunctionDef) -> None:
    takes_region = "kode_wilayah" in [a.arg for a in [*function.args.args, *function.args.kwonlyargs]]
    assert asks(function) or not takes_region


def test_the_check_sees_a_function_that_forgets_to_ask() -> None:
    forgetful = ast.parse("def units(lake, who, kode_wilayah):\n    return lake.query('...', [kode_wilayah])").body[0]
    assert isinstance(forgetful, ast.FunctionDef)
    assert not asks(forgetful)
    assert not filters(forgetful)


def test_pages_read_and_write_only_through_their_two_doors() -> None:
    for path in (ROOT / "pages").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "bench" not in path.parts and path.name not in (
            "data.py",
            "nasional_data.py",
            "actions.py",
            "lake_state.py",
            "building.py",
        ):
            assert "etl.warehouse" not in source, path
