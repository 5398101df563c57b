"""A part of a page that runs again by itself never passes `require`: it asks anew whether its reader still is who they were."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from etl.paths import ROOT

WITHOUT_DATA = {"building.py"}
"""Shown before there is a lake: nobody reads anything there."""


def fragments(source: str) -> list[ast.FunctionDef]:
    """The functions that Streamlit runs by themselves."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [f for f in functions if any("fragment" in ast.unparse(d) or "dialog" in ast.unparse(d) for d in f.decorator_list)]


def asks(function: ast.FunctionDef) -> bool:
    """Whether the first statement is `auth.still(…)`."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return ast.unparse(body[0]).startswith("auth.still(")


FILES = [path for path in sorted((ROOT / "pages").rglob("*.py")) if path.name not in WITHOUT_DATA and "bench" not in path.parts]
FOUND = [(path.name, f) for path in FILES for f in fragments(path.read_text(encoding="utf-8"))]


def test_there_are_such_parts() -> None:
    assert {name for name, _ in FOUND} >= {"unggah_view.py", "mutu_docs.py"}


@pytest.mark.parametrize(("file", "function"), FOUND, ids=[f"{name}-{f.name}" for name, f in FOUND])
def test_a_part_that_runs_by_itself_asks_first(file: str, function: ast.FunctionDef) -> None:
    assert asks(function), Path(file)
