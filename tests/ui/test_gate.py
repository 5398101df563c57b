"""No page can be read without passing `require`, and nothing of the frame drags the slow libraries in."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from fake_lake import FakeRead
from rendered import PAGES, open_page, source

from etl.access import Principal, Role, Scope
from etl.paths import ROOT
from pages.ui import auth

MOST_LINES = 80


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_first_statement_of_a_page_is_require_with_its_own_name(page: Path) -> None:
    body = ast.parse(source(page)).body[1:]  # after the docstring
    first = next(node for node in body if not isinstance(node, ast.Import | ast.ImportFrom))
    call = first.value if isinstance(first, ast.Assign | ast.Expr) else None
    assert isinstance(call, ast.Call), ast.unparse(first)
    assert ast.unparse(call) == f"require('{page.stem}')"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_is_thin(page: Path) -> None:
    assert len(source(page).splitlines()) <= MOST_LINES


def test_the_menu_lists_exactly_the_pages_that_exist() -> None:
    assert set(auth.PAGES) == {page.stem for page in PAGES}


def test_a_page_that_is_not_for_the_role_shows_nothing(fake_lake: FakeRead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(auth.PAGES, "ringkasan", frozenset({Role.ADMIN}))
    test = open_page("ringkasan").run()
    said = [w.value for w in test.warning]
    assert len(said) == 1
    assert said[0].startswith("Halaman ini tidak tersedia untuk peran Kemendagri. Pilih halaman lain")
    assert not test.get("html")
    assert not test.get("plotly_chart")


def test_roles_of_one_government_never_look_beyond_it() -> None:
    assert auth.scope_of(Role.PIMPINAN, "36.72") == Scope("36.72")
    assert auth.scope_of(Role.PROVINSI, "36.72") == Scope("36.*")
    assert auth.scope_of(Role.KEMENDAGRI, "36.72") == Scope("*")


def test_the_local_reader_is_never_the_system() -> None:
    assert auth.local_nation() != Principal.system(auth.local_nation().identity)
    assert all(Role.SISTEM not in roles for roles in auth.PAGES.values())


def test_the_frame_loads_neither_great_expectations_nor_duckdb_nor_the_sign_in_library() -> None:
    code = """
import sys
import pages.ui.frame, pages.ui.building, pages.ui.data
slow = {"great_expectations", "duckdb", "sqlalchemy", "authlib", "httpx"} & set(sys.modules)
assert not slow, slow
from etl.warehouse import read
from etl import metrics
import pages.ui.methodology
pages.ui.methodology.section_html("aturan", "id")
assert "great_expectations" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
