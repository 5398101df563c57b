"""One Great Expectations run over a workspace, and every row that breaks a rule. The only module that imports Great Expectations
(with `duckdb_source` and `docs`)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from threading import Lock
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import duckdb
import great_expectations as gx
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.metadata_types import FailureSeverity

from etl.contracts.parsed import ISSUE_RULES
from etl.locale import text
from etl.validation import duckdb_source
from etl.validation.prepare import has_history, prepare
from etl.validation.rules import Rule, all_rules, severities
from etl.validation.settled import SettledCheckpoint, SettledDefinition, kept
from etl.validation.verdict import FINDING_SCHEMA, RuleFailedToRun, Verdict

# GX keeps one context per process; two threads must not run it at once.
one_at_a_time = Lock()


def decide(con: duckdb.DuckDBPyConnection) -> Verdict:
    """See `etl.validation.run`."""
    prepare(con)
    history = has_history(con)
    with one_at_a_time:
        result = execute(con, history)
    failed = held(result)
    list_rows(con, [rule for rule in checked(history) if not failed[rule.key]])
    _rejected(con)
    findings = con.execute("select * from bantu.temuan order by all").pl().cast(FINDING_SCHEMA)  # type: ignore[arg-type]
    left_out = sorted({rule.id for rule in all_rules() if rule.history and not history})
    statistics = {str(r.suite_name): dict(r.statistics) for r in result.run_results.values()}
    return Verdict(findings, left_out, statistics, failed)


def checked(history: bool) -> list[Rule]:
    """The rules that can be run: those that compare with earlier quarters need history."""
    return [rule for rule in all_rules() if history or not rule.history]


def execute(con: duckdb.DuckDBPyConnection, history: bool, *, counted: bool = False) -> Any:
    """Run the checkpoint over this connection; returns GX's own result.

    counted: say how many rows break each rule too (never which), and keep the result in GX's store until the next such run.
    """
    if not counted:
        return run_one(con, partial(checkpoint, history))
    with kept():
        return run_one(con, partial(_counting, history))


def run_one(con: duckdb.DuckDBPyConnection, made: Callable[[], Any]) -> Any:
    """The same for any checkpoint. made: gives it, from `build`, which asks for a connection too."""
    store = context_().validation_results_store
    for key in store.list_keys():
        store.remove_key(key)
    with duckdb_source.bound(con):
        return made().run()


@cache
def _counting(history: bool) -> Any:
    """The same suites; the result counts the failing rows and shows none."""
    made = SettledCheckpoint(
        name=f"hitung{'_dengan_riwayat' if history else ''}",
        validation_definitions=checkpoint(history).validation_definitions,
        result_format={"result_format": "BASIC", "partial_unexpected_count": 0},
    )
    context_().checkpoints.add(made)
    return made


@cache
def checkpoint(history: bool) -> Any:
    """The checkpoint over all suites; made once per process, since making it costs as much as a small run."""
    return build("_dengan_riwayat" if history else "", checked(history))


def build(ending: str, rules: Sequence[Rule]) -> Any:
    """Suites, validation definitions and a checkpoint over these rules; `ending` tells their names from those already made."""
    context = context_()
    # The class `DuckDBSource` registered this method when it was defined.
    source = context.data_sources.add_duckdb(name=f"masuk{ending}", connection_string="duckdb:///:memory:")
    definitions: list[gx.ValidationDefinition] = []
    for dataset in dict.fromkeys(rule.dataset for rule in rules):
        expectations = [_expectation(rule) for rule in rules if rule.dataset == dataset]
        batch = source.add_table_asset(dataset, table_name=dataset).add_batch_definition_whole_table("semua")
        suite = context.suites.add(gx.ExpectationSuite(name=f"{dataset}{ending}", expectations=expectations))
        definitions.append(SettledDefinition(name=f"{dataset}{ending}", data=batch, suite=suite))
        context.validation_definitions.add(definitions[-1])
    # Counts and rows come from our own queries: GX would fetch 200 rows for each rule.
    made = SettledCheckpoint(
        name=f"semua{ending}", validation_definitions=definitions, result_format={"result_format": "BOOLEAN_ONLY"}
    )
    context.checkpoints.add(made)
    return made


@cache
def context_() -> Any:
    """The GX context of this process: in memory, silent, telling nobody."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _expectation(rule: Rule) -> Any:
    meta = {"aturan": rule.id, "dataset": rule.dataset, "kolom": rule.column}
    severity = FailureSeverity.CRITICAL if severities()[rule.id].tingkat == "blokir" else FailureSeverity.WARNING
    if rule.native:
        kind, arguments = rule.native
        return getattr(duckdb_source, kind)(**arguments, meta=meta, severity=severity, description=_said(rule))
    return duckdb_source.RowsWhere(unexpected_rows_query=rule.sql, meta=meta, severity=severity, description=_said(rule))


def _said(rule: Rule) -> str:
    """What the data docs say of a rule: its id and column, and its message with an ellipsis for what differs from row to row."""
    words = text(f"aturan.{rule.id}.pesan").replace("{kolom}", rule.column or "…")
    words = re.sub(r"\{[^{}]*\}", "…", words)
    column = f" · {rule.column}" if rule.column else ""
    # GX fills in what stands behind a dollar sign.
    return f"{rule.id}{column}: {words}".replace("$", "$$")


def held(result: Any) -> dict[tuple[str, str, str | None], bool]:
    """Whether each expectation held. A rule that raised is our fault and stops everything."""
    held = {}
    for suite in result.run_results.values():
        for one in suite.results:
            meta = one.expectation_config.meta
            key = (meta["aturan"], meta["dataset"], meta["kolom"])
            if _raised(one.exception_info):
                raise RuleFailedToRun(f"{key}: {_reason(one.exception_info)}")
            held[key] = bool(one.success)
    return held


def _raised(info: dict[str, Any]) -> bool:
    # GX gives one record, or one per metric that raised.
    return bool(info.get("raised_exception")) or any(isinstance(v, dict) and v.get("raised_exception") for v in info.values())


def _reason(info: dict[str, Any]) -> str:
    records = [info, *(v for v in info.values() if isinstance(v, dict))]
    return "; ".join(str(r["exception_message"]).splitlines()[0] for r in records if r.get("exception_message"))


def list_rows(con: duckdb.DuckDBPyConnection, failing: list[Rule]) -> None:
    """Make `bantu.temuan`: every row that breaks one of these rules, without what another rule of the same cell says already."""
    con.execute(
        "create table bantu.temuan (kiriman_id varchar, aturan varchar, tingkat varchar, dataset varchar, baris_sumber bigint, "
        "kolom varchar, nilai varchar, rincian varchar)"
    )
    for rule in failing:
        level = severities()[rule.id].tingkat
        listed = con.execute(
            f"insert into bantu.temuan select kiriman_id, '{rule.id}', '{level}', dataset, baris_sumber, kolom, nilai, rincian "
            f"from ({rule.findings_sql()})"
        ).fetchone()
        if not listed or not listed[0]:
            raise RuleFailedToRun(f"{rule.key}: Great Expectations found rows, the query found none")
    _one_story_per_cell(con)


def _one_story_per_cell(con: duckdb.DuckDBPyConnection) -> None:
    # What could not be read, or was not in the file at all, is neither missing nor wrong in another way.
    own = ", ".join(f"'{rule}'" for rule in ISSUE_RULES)
    for rows in ("m.baris_sumber = t.baris_sumber", "m.baris_sumber is null"):
        con.execute(
            f"delete from bantu.temuan t where aturan not in ({own}) and exists (select 1 from masuk.masalah_sel m "
            f"where m.kiriman_id = t.kiriman_id and m.dataset = t.dataset and m.kolom = t.kolom and {rows})"
        )


def _rejected(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create or replace table masuk.ditolak as select distinct kiriman_id, dataset, baris_sumber from bantu.temuan "
        "where tingkat = 'blokir' and baris_sumber is not null"
    )
