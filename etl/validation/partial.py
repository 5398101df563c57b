"""Checking again after a few cells changed: only the rules that read a table which changed; the rest still holds.

What a rule reads is taken from its SQL and from the statements that make the tables of schema `bantu`, never written down twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import polars as pl

from etl.contracts.parsed import ISSUE_RULES, Parsed
from etl.validation import decide, workspace
from etl.validation.prepare import has_history, prepare
from etl.validation.rules import Rule
from etl.validation.verdict import FINDING_SCHEMA, Verdict

ISSUES = "masalah_sel"

_NAMED = re.compile(r"\b(masuk|bantu)\.(\w+)")
_MADE = re.compile(r"create (?:or replace )?(?:table|view|macro) bantu\.(\w+)(.*)", re.IGNORECASE | re.DOTALL)
_MANY = 3
"""From so many changed tables on all rules are run: combinations of fewer are few enough to keep a checkpoint of each."""
_CHECKPOINTS: dict[tuple[bool, frozenset[str]], Any] = {}


def changed(before: Parsed, now: Parsed) -> frozenset[str]:
    """The tables of the workspace that differ between two readings of a submission."""
    datasets = {
        d for d in now.tables if not now.tables[d].equals(before.tables[d]) or not _issues(now, d).equals(_issues(before, d))
    }
    return frozenset(datasets if before.issues.equals(now.issues) else {*datasets, ISSUES})


def _issues(parsed: Parsed, dataset: str) -> pl.DataFrame:
    return parsed.issues.filter(pl.col("dataset") == dataset)


def again(con: duckdb.DuckDBPyConnection, before: Verdict, tables: frozenset[str]) -> Verdict:
    """The verdict on a workspace in which only these tables differ from the one that gave `before`."""
    prepare(con)
    history = has_history(con)
    known = reads(con)
    everything = len(tables - {ISSUES}) > _MANY
    rules = [rule for rule in decide.checked(history) if everything or known[rule.key] & tables]
    failed: dict[tuple[str, str, str | None], bool] = {}
    if rules:
        with decide.one_at_a_time:
            failed = decide.held(decide.run_one(con, lambda: _checkpoint(history, tables, rules)))
    decide.list_rows(con, [rule for rule in rules if not failed[rule.key]])
    found = con.execute("select * from bantu.temuan").pl().cast(FINDING_SCHEMA)  # type: ignore[arg-type]
    kept = _without(before.findings, rules)
    findings = pl.concat([kept, found]).sort(pl.all(), nulls_last=True)
    return Verdict(findings, before.not_checked, before.statistics, {**before.results, **failed})


def _without(findings: pl.DataFrame, rules: Iterable[Rule]) -> pl.DataFrame:
    """The findings of all other rules."""
    own = [rule for rule in rules if rule.dataset == ISSUES]
    others = pl.DataFrame(
        [rule.key for rule in rules if rule.dataset != ISSUES],
        schema={"aturan": pl.String, "dataset": pl.String, "kolom": pl.String},
        orient="row",
    )
    kept = findings.join(others, on=["aturan", "dataset", "kolom"], how="anti", nulls_equal=True)
    return kept.filter(~pl.col("aturan").is_in([rule.id for rule in own if rule.id in ISSUE_RULES]))


def _checkpoint(history: bool, tables: frozenset[str], rules: list[Rule]) -> Any:
    if len(tables - {ISSUES}) > _MANY:
        return decide.checkpoint(history)
    key = history, tables
    if key not in _CHECKPOINTS:
        _CHECKPOINTS[key] = decide.build(f"_{'riwayat_' if history else ''}{'_'.join(sorted(tables))}", rules)
    return _CHECKPOINTS[key]


def reload(con: duckdb.DuckDBPyConnection, parsed: Parsed, tables: Iterable[str]) -> None:
    """Put the rows of one submission into the workspace in place of those that stand there, for these tables."""
    for table in tables:
        workspace.refill(con, table, parsed.issues if table == ISSUES else parsed.tables[table])


_READS: dict[bool, Mapping[tuple[str, str, str | None], frozenset[str]]] = {}


def reads(con: duckdb.DuckDBPyConnection) -> Mapping[tuple[str, str, str | None], frozenset[str]]:
    """For each rule, the tables of schema `masuk` that it reads, itself or through schema `bantu`."""
    history = has_history(con)
    if history not in _READS:
        made = _made(con)
        _READS[history] = {
            rule.key: frozenset({rule.dataset}) | _behind(rule.findings_sql(), made) for rule in decide.checked(history)
        }
    return _READS[history]


def _behind(sql: str, made: Mapping[str, str]) -> frozenset[str]:
    """Tables of `masuk` that a statement reads. made: the statements behind the tables of `bantu`."""
    found, seen, todo = set[str](), set[str](), [sql]
    while todo:
        for schema, name in _NAMED.findall(todo.pop()):
            if schema == "masuk":
                found.add(name)
            elif name not in seen:
                seen.add(name)
                todo.append(made.get(name, ""))
    return frozenset(found)


class _Listener:
    """A connection that remembers the statements it is given."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con, self.statements = con, list[str]()

    def execute(self, sql: str, *parameters: Any) -> Any:
        self.statements += re.split(r";\s*\n", sql)
        return self._con.execute(sql, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)


def _made(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    listener = _Listener(con)
    prepare(listener)  # type: ignore[arg-type]
    made: dict[str, str] = {}
    for statement in listener.statements:
        if found := _MADE.search(statement):
            made[found[1]] = made.get(found[1], "") + found[2]
    return made
