"""Reading, writing, caching and SQL go through the gate: proved on the source, each check with an example that it refuses."""

from __future__ import annotations

import ast
from pathlib import Path

import gate
import pytest

from etl.paths import ROOT

READ = sorted((ROOT / "etl" / "warehouse" / "read").glob("*.py"))
LAKE = sorted(p for room in ("warehouse", "pipeline", "cli") for p in (ROOT / "etl" / room).rglob("*.py"))
SCREEN = [p for p in [*sorted((ROOT / "pages").rglob("*.py")), ROOT / "app.py"] if "bench" not in p.parts]

CHOSEN = {"facts:dataset": "one of the keys of a table in the source; KeyError for any other"}
"""Text of a caller that is part of a statement, and why it can be no other text than ours."""
NO_PRINCIPAL_TO_WRITE = {
    "etl/warehouse/lake.py": "opens the lake; who may is asked by who calls it",
    "etl/warehouse/publish.py": "an Order names who",
    "etl/warehouse/audit.py": "whatever anybody did is recorded",
    "etl/pipeline/sample.py": "builds an empty place",
}
"""Files whose functions open the lake for writing without asking for a right, and why."""
SHARED = {
    "pages/ui/data.py:reader": "the connection, the same for everybody; what it is asked goes through the gate",
    "pages/ui/data.py:_roles": "kept by a keyed hash of the identity and by snapshot: one person's roles are nobody else's",
    "pages/ui/actions.py:warm": "a spare worker; holds no data",
    "pages/ui/building.py:worker": "the first building of the sample's lake",
}
"""Caches without scope and snapshot in their key, and why nothing leaks through them."""


def first(text: str) -> ast.FunctionDef:
    found = ast.parse(text).body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


def _public(path: Path) -> list[ast.FunctionDef]:
    return [node for node in gate.tree(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


@pytest.mark.parametrize("path", READ, ids=gate.name)
def test_what_a_caller_says_is_a_bound_parameter(path: Path) -> None:
    module = gate.tree(path)
    found = {f"{f.name}:{part}" for f in _public(path) for part in gate.unbound(f) | gate.handed_on(f, module)}
    assert found - set(CHOSEN) == set()


@pytest.mark.parametrize(
    "bad",
    [
        "def f(lake, who, words: str):\n    return lake.query(f\"SELECT * FROM t WHERE n = '{words}'\")",
        "def f(lake, who, words: str):\n    part = f\"nama = '{words}'\"\n    return lake.query(f'SELECT * FROM t WHERE {part}')",
        'def f(lake, who, words: str | None):\n    return lake.query("SELECT * FROM t WHERE n = \'" + words + "\'")',
        "def f(lake, who, words: str):\n    return lake.query(\"SELECT * FROM t WHERE n = '%s'\".format(words))",
        "def f(lake, who, words: str):\n    return lake.query('SELECT * FROM t WHERE n = ?'.replace('?', words))",
    ],
)
def test_the_check_sees_what_is_not_bound(bad: str) -> None:
    assert gate.unbound(first(bad))


def test_the_check_sees_what_is_handed_on_to_a_helper() -> None:
    helper = "def _rows(lake, table):\n    return lake.query(f'SELECT * FROM {table} WHERE x')\n"
    bad = ast.parse(helper + "def f(lake, who, words: str):\n    return _rows(lake, words)")
    assert gate.handed_on(next(f for f in gate.functions(bad) if f.name == "f"), bad) == {"_rows(words)"}


def test_a_bound_parameter_is_not_called_unbound() -> None:
    assert not gate.unbound(
        first("def f(lake, who, words: str):\n    return lake.query(f'SELECT {NAMES} FROM t WHERE n = ?', [words])")
    )


@pytest.mark.parametrize("path", LAKE, ids=gate.name)
def test_whoever_writes_is_named_and_asked(path: Path) -> None:
    if gate.name(path) not in NO_PRINCIPAL_TO_WRITE:
        module = gate.tree(path)
        callers = {n.func.id for n in ast.walk(module) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        silent = [f.name for f in gate.functions(module) if gate.writes(f) and not _asked(f, module, callers)]
        assert silent == []


def _asked(function: ast.FunctionDef, module: ast.Module, callers: set[str]) -> bool:
    """It asks itself; or it is a part of this file, called only by functions that ask first."""
    if gate.names_who(function) and gate.demands(function, module):
        return True
    if not function.name.startswith("_") or function.name not in callers:
        return False
    above = [f for f in gate.functions(module) if f is not function and _calls(f, function.name)]
    return bool(above) and all(_asked_before(f, module) for f in above)


def _calls(function: ast.FunctionDef, name: str) -> bool:
    return any(isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == name for n in ast.walk(function))


def _asked_before(function: ast.FunctionDef, module: ast.Module) -> bool:
    return gate.names_who(function) and gate.demands(function, module)


def test_the_check_sees_a_write_that_names_nobody() -> None:
    bad = "def f(settings, kode_wilayah: str):\n    with lake.writer(settings) as con:\n        con.execute('x')"
    worse = bad.replace("settings,", "settings, who: Principal,")
    good = worse.replace("    with", "    demand(who, Action.SUBMIT, kode_wilayah)\n    with")
    told = [_asked(first(text), ast.parse(text), set()) for text in (bad, worse, good)]
    assert gate.writes(first(bad))
    assert told == [False, False, True]


def test_what_all_readers_share_is_kept_by_scope_and_snapshot() -> None:
    shared = {f"{gate.name(p)}:{f.name}": f for p in SCREEN for f in gate.functions(gate.tree(p)) if gate.caches(f)}
    assert {name for name, function in shared.items() if not gate.keyed(function)} <= set(SHARED)
    assert {f"{gate.name(p)}:{found}" for p in SCREEN for found in gate.cached_by_name(gate.tree(p))} == set()


def test_no_other_cache_holds_what_a_reader_was_told() -> None:
    """functools' caches are for what everybody knows: none of their functions is told who asks."""
    for path in SCREEN:
        for function in gate.functions(gate.tree(path)):
            plain = {ast.unparse(d).split("(")[0] for d in function.decorator_list} & {"cache", "lru_cache", "functools.cache"}
            assert not (plain and {"who", "reader", "lake"} & set(gate.parameters(function))), f"{path.name}:{function.name}"


@pytest.mark.parametrize(
    "bad",
    [
        "@st.cache_data\ndef f(what: str, snapshot_id: int): ...",
        "@st.cache_data(ttl=60)\ndef f(what: str, scope: str): ...",
        "@st.cache_resource\ndef f(what: str, _scope: str, snapshot_id: int): ...",
    ],
)
def test_the_check_sees_a_cache_without_scope_or_snapshot(bad: str) -> None:
    assert gate.caches(first(bad))
    assert not gate.keyed(first(bad))


def test_the_check_sees_a_cache_made_without_a_decorator() -> None:
    assert gate.cached_by_name(ast.parse("kept = st.cache_data(build)"))


def test_no_page_hides_in_a_folder_below_pages() -> None:
    """Streamlit serves the files directly below `pages/`; those below are parts, and draw nothing when they are imported."""
    for path in (p for p in SCREEN if p.parent not in (ROOT, ROOT / "pages")):
        loose = [ast.unparse(s) for s in gate.tree(path).body if draws(s)]
        assert loose == [], gate.name(path)


def draws(statement: ast.stmt) -> bool:
    """Whether a statement of a file shows something as soon as the file is loaded."""
    call = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func).startswith("st.")


def test_the_check_sees_a_page_that_hides() -> None:
    assert draws(ast.parse("st.write(rows)").body[0])
    assert not draws(ast.parse("def show():\n    st.write(rows)").body[0])
