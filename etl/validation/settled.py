"""Checkpoints and validation definitions that never change once they are added.

Great Expectations compares each with its stored copy up to four times a run, two fifths of the time of one workbook. Ours are
made once per process, so the first comparison that finds them fresh holds for good.
"""

from __future__ import annotations

import great_expectations as gx
from great_expectations.core.freshness_diagnostics import (
    CheckpointFreshnessDiagnostics,
    ValidationDefinitionFreshnessDiagnostics,
)

_FRESH: set[str] = set()


class SettledDefinition(gx.ValidationDefinition):
    """A validation definition compared with its stored copy only until it was once the same."""

    def is_fresh(self) -> ValidationDefinitionFreshnessDiagnostics:
        """As in Great Expectations; nothing to complain of from the second time on."""
        if self.id in _FRESH:
            return ValidationDefinitionFreshnessDiagnostics(errors=[])
        found = super().is_fresh()
        if found.success and self.id:
            _FRESH.add(self.id)
        return found


class SettledCheckpoint(gx.Checkpoint):
    """The same for a checkpoint."""

    def is_fresh(self) -> CheckpointFreshnessDiagnostics:
        """As in Great Expectations; nothing to complain of from the second time on."""
        if self.id in _FRESH:
            return CheckpointFreshnessDiagnostics(errors=[])
        found = super().is_fresh()
        if found.success and self.id:
            _FRESH.add(self.id)
        return found
