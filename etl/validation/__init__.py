"""Rules over the rows of one or many submissions, decided by Great Expectations in DuckDB.

Importing this package stays cheap: Great Expectations (about 5 s) is imported by `run` only.
"""

from __future__ import annotations

import duckdb

from etl.validation.verdict import Verdict

__all__ = ["Verdict", "run"]


def run(con: duckdb.DuckDBPyConnection) -> Verdict:
    """Check all submissions of a workspace at once; fills `masuk.ditolak` with the rows that must not be accepted.

    con must not be inside a transaction: the rules read through a second cursor.
    RuleFailedToRun when a rule could not be decided.
    """
    from etl.validation.decide import decide

    return decide(con)
