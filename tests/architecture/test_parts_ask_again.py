"""A part of a page that runs again by itself never passes `require`: it asks anew whether its reader still is who they were."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from etl.paths import ROOT

CALLBACKS = {"on_click", "on_change", "on_submit", "on_select"}
WITHOUT_DATA = {"building.py", "putus.py"}
"""Shown before there is a lake, and while it cannot be reached: nobody reads anything there."""


def fragments(source: str) -> list[ast.FunctionDef]:
    """The functions that Streamlit runs by themselves."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [f for f in functions if any("fragment" in ast.unparse(d) or "dialog" in ast.unparse(d) for d in f.decorator_list)]


def asks(function: ast.FunctionDef) -> bool:
    """Whether the first statement is `auth.still(…)`."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return ast.unparse(body[0]).startswith("auth.still(")


def deeds_before_the_page(source: str) -> list[str]:
    """Callbacks of widgets, which run before `require`, that do something to the lake without asking who reads."""
    tree = ast.parse(source)
    given = [k.value for call in ast.walk(tree) if isinstance(call, ast.Call) for k in call.keywords if k.arg in CALLBACKS]
    names = {node.id for node in given if isinstance(node, ast.Name)}
    written = [f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) and f.name in names]
    bodies = [(f.name, ast.unparse(f)) for f in written]
    bodies += [("lambda", ast.unparse(node)) for node in given if isinstance(node, ast.Lambda)]
    return [name for name, body in bodies if "actions." in body and "auth.is_still(" not in body]


FILES = [path for path in sorted((ROOT / "pages").rglob("*.py")) if path.name not in WITHOUT_DATA and "bench" not in path.parts]
FOUND = [(path.name, f) for path in FILES for f in fragments(path.read_text(encoding="utf-8"))]


def test_there_are_such_parts() -> None:
    assert {name for name, _ in FOUND} >= {"unggah_view.py", "mutu_docs.py"}


@pytest.mark.parametrize(("file", "function"), FOUND, ids=[f"{name}-{f.name}" for name, f in FOUND])
def test_a_part_that_runs_by_itself_asks_first(file: str, function: ast.FunctionDef) -> None:
    assert asks(function), Path(file)


@pytest.mark.parametrize(("file", "function"), FOUND, ids=[f"{name}-{f.name}" for name, f in FOUND])
def test_a_part_that_runs_by_itself_says_that_the_lake_is_gone(file: str, function: ast.FunctionDef) -> None:
    assert "putus.part" in [ast.unparse(decorator) for decorator in function.decorator_list], Path(file)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_callback_does_nothing_to_the_lake_unasked(path: Path) -> None:
    assert not deeds_before_the_page(path.read_text(encoding="utf-8"))


def test_the_check_sees_a_callback_that_forgets_to_ask() -> None:
    forgetful = """
def _cancel(who):
    actions.cancel(who)
st.button("x", on_click=_cancel)
st.button("y", on_click=lambda: actions.lock(who))
"""
    assert deeds_before_the_page(forgetful) == ["_cancel", "lambda"]
