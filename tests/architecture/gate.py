"""What the checks of the gate look for in source, apart from the tests so that each can be shown a bad example."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from etl.paths import ROOT

QUERYING = {"query", "execute", "executemany", "sql"}
CACHES = {"cache_data", "cache_resource"}
RUNS_SQL = ("select ", "insert ", "with ", "delete ", "update ", "create ", "from ", " where ", "attach ", "set ")


def tree(path: Path) -> ast.Module:
    """The syntax of one file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """A file as it is called in the lists."""
    return str(path.relative_to(ROOT))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function of a file, methods and inner ones too."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def parameters(function: ast.FunctionDef) -> dict[str, str]:
    """Name → annotation."""
    told = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {a.arg: ast.unparse(a.annotation) if a.annotation else "" for a in told}


def said(node: ast.JoinedStr) -> str:
    """The fixed parts of an f-string."""
    return "".join(part.value for part in node.values if isinstance(part, ast.Constant)).lower()


def is_sql(node: ast.JoinedStr) -> bool:
    """Whether an f-string looks like a statement or a part of one."""
    text = f" {said(node)} "
    return any(word in text for word in RUNS_SQL)


def interpolated(function: ast.AST) -> Iterator[tuple[ast.JoinedStr, str]]:
    """What the SQL of a function takes in by text: each f-string with the source of one part."""
    for node in ast.walk(function):
        if isinstance(node, ast.JoinedStr) and is_sql(node):
            yield from ((node, ast.unparse(part.value)) for part in node.values if isinstance(part, ast.FormattedValue))


def values_of_callers(function: ast.FunctionDef) -> set[str]:
    """Parameters of a public function that hold text: what a reader may have typed."""
    text = {"str", "str | None", "Codes", "Sequence[str]"}
    return {each for each, annotation in parameters(function).items() if annotation in text}


def unbound(function: ast.FunctionDef) -> set[str]:
    """What of a caller's text goes into SQL by text instead of as a bound parameter, itself or through a local name."""
    tainted = values_of_callers(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.JoinedStr | ast.BinOp | ast.Name):
            used = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
            if used & tainted:
                tainted |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    found = {source for _, source in interpolated(function) if {n.id for n in _names(source)} & tainted}
    return found | set(_joined(function, tainted))


def handed_on(function: ast.FunctionDef, module: ast.Module) -> set[str]:
    """A caller's text given to a helper of the same file that puts it into SQL by text: `helper(name)`."""
    helpers = {f.name: (list(parameters(f)), _by_text(f)) for f in functions(module) if f.name.startswith("_")}
    found, text = set(), values_of_callers(function)
    for call in (n for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)):
        order, inside = helpers.get(call.func.id, ([], set()))
        given = [*zip(order, call.args, strict=False), *((k.arg, k.value) for k in call.keywords)]
        found |= {f"{call.func.id}({v.id})" for k, v in given if k in inside and isinstance(v, ast.Name) and v.id in text}
    return found


def _by_text(function: ast.FunctionDef) -> set[str]:
    """Parameters of a helper that become part of its SQL."""
    return {n.id for _, source in interpolated(function) for n in _names(source)} & set(parameters(function))


def _names(source: str) -> Iterator[ast.Name]:
    return (n for n in ast.walk(ast.parse(source, mode="eval")) if isinstance(n, ast.Name))


def _joined(function: ast.FunctionDef, tainted: set[str]) -> Iterator[str]:
    """Text of a caller that is added to, formatted into or replaced in what a query runs."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in QUERYING and call.args:
            sql = call.args[0]
            joined = isinstance(sql, ast.BinOp) or (isinstance(sql, ast.Call) and isinstance(sql.func, ast.Attribute))
            if joined and any(n.id in tainted for n in ast.walk(sql) if isinstance(n, ast.Name)):
                yield ast.unparse(sql)


def caches(function: ast.FunctionDef) -> bool:
    """Whether Streamlit shares what this function returns among all readers."""
    return any(part.attr in CACHES for d in function.decorator_list for part in ast.walk(d) if isinstance(part, ast.Attribute))


def keyed(function: ast.FunctionDef) -> bool:
    """Whether scope and snapshot are in the key: arguments that Streamlit hashes (no leading underscore)."""
    return {"scope", "snapshot_id"} <= set(parameters(function))


def cached_by_name(module: ast.Module) -> set[str]:
    """Caches made by calling st.cache_*(…) instead of decorating."""
    decorators = {id(part) for f in functions(module) for d in f.decorator_list for part in ast.walk(d)}
    return {
        ast.unparse(node)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in CACHES and id(node) not in decorators
    }


def writes(function: ast.FunctionDef) -> bool:
    """Whether a function opens the lake for writing."""
    opened = {"writer", "writing"}
    calls = (n.func for n in ast.walk(function) if isinstance(n, ast.Call))
    return any(getattr(f, "attr", getattr(f, "id", "")) in opened for f in calls)


def names_who(function: ast.FunctionDef) -> bool:
    """Whether it is told who asks: a Principal, or an Order, which holds one."""
    return any(part in annotation for annotation in parameters(function).values() for part in ("Principal", "Order"))


def demands(function: ast.FunctionDef, module: ast.Module) -> bool:
    """Whether it, or a function of the same file that it calls, asks for the right."""
    return _demands(function, {f.name: f for f in functions(module)}, set())


def _demands(function: ast.FunctionDef, local: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    called = {n.func.id for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    if called & {"demand", "demand_everywhere"}:
        return True
    seen |= {function.name}
    return any(_demands(local[f], local, seen) for f in called & set(local) - seen)
