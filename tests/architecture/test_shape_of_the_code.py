"""What CONTRIBUTING.md promises about the shape of the code, proved on the files themselves."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.paths import ROOT

CODE = sorted([*(ROOT / "etl").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
PAGES = sorted(p for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")
MOST_LINES, MOST_LINES_OF_A_PAGE = 400, 80


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_a_page_is_thin(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_PAGE


def first_statement(tree: ast.Module) -> ast.stmt | None:
    """The first statement that is neither the docstring nor an import."""
    quiet = (ast.Import, ast.ImportFrom)
    body = [s for s in tree.body if not isinstance(s, quiet)]
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return body[0] if body else None


def calls_require(statement: ast.stmt | None, page: str) -> bool:
    """`who = require("<page>")`, or the bare call."""
    value = getattr(statement, "value", None)
    named = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "require"
    return named and [getattr(a, "value", None) for a in value.args] == [page]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_first_statement_of_a_page_is_require(page: Path) -> None:
    assert calls_require(first_statement(_tree(page)), page.stem), "a direct URL can skip app.py"


@pytest.mark.parametrize(
    ("source", "guarded"),
    [
        ('"""Doc."""\nimport x\nwho = require("p")', True),
        ('import x\nst.title("p")\nwho = require("p")', False),
        ('import x\nwho = require("other")', False),
        ("import x", False),
    ],
)
def test_the_check_of_require_tells_guarded_from_open(source: str, guarded: bool) -> None:
    assert calls_require(first_statement(ast.parse(source)), "p") is guarded


def test_every_page_stands_in_the_table_of_roles() -> None:
    from pages.ui.auth import PAGES as TABLE

    assert {p.stem for p in PAGES} == set(TABLE)


def _imported(tree: ast.Module) -> set[str]:
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return names | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


@pytest.mark.parametrize("path", [p for p in CODE if _name(p).startswith("etl")], ids=_name)
def test_the_etl_imports_no_screen(path: Path) -> None:
    roots = {name.partition(".")[0] for name in _imported(_tree(path))}
    assert not roots & {"streamlit", "plotly", "pages"}


@pytest.mark.parametrize("path", [p for p in CODE if _name(p).startswith("pages/charts")], ids=_name)
def test_a_chart_knows_neither_streamlit_nor_the_lake(path: Path) -> None:
    names = _imported(_tree(path))
    assert not any(
        n.partition(".")[0] in ("streamlit", "duckdb") or n.startswith(("etl.warehouse", "pages.ui.data")) for n in names
    )


def _texts(tree: ast.Module) -> list[str]:
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


@pytest.mark.parametrize("path", [p for p in CODE if _name(p).startswith("pages") and "bench" not in p.parts], ids=_name)
def test_no_page_writes_sql(path: Path) -> None:
    starts = ("select ", "insert ", "update ", "delete ", "with ", "create ", "attach ", "copy ")
    found = [s for s in _texts(_tree(path)) if s.strip().lower().startswith(starts) and " from " in s.lower() + " "]
    assert not found
