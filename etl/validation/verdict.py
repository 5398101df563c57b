"""What a run of the rules says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

FINDING_SCHEMA: dict[str, pl.DataType] = {
    "kiriman_id": pl.String(),
    "aturan": pl.String(),
    "tingkat": pl.String(),
    "dataset": pl.String(),
    "baris_sumber": pl.Int64(),
    "kolom": pl.String(),
    "nilai": pl.String(),
    "rincian": pl.String(),
}
"""One row per failing row and rule. `rincian` is JSON: what the message names beside `nilai` and `kolom`."""

LOCATED_SCHEMA = FINDING_SCHEMA | {"berkas": pl.String(), "sheet": pl.String(), "sel": pl.String()}
"""The same with where it stands: file, sheet and cell (`B214`)."""


@dataclass(frozen=True)
class Verdict:
    """findings: every failing row (FINDING_SCHEMA); not_checked: rule ids that were not run (they need history).

    statistics: what Great Expectations counted, per suite; results: whether each expectation held, by (rule, dataset, column).
    """

    findings: pl.DataFrame
    not_checked: list[str]
    statistics: dict[str, dict[str, Any]] = field(default_factory=dict)
    results: dict[tuple[str, str, str | None], bool] = field(default_factory=dict)

    @property
    def blocked(self) -> set[str]:
        """The submissions that are refused."""
        return set(self.findings.filter(pl.col("tingkat") == "blokir")["kiriman_id"])


class RuleFailedToRun(RuntimeError):
    """A rule could not be decided: a fault of ours, never a finding."""
