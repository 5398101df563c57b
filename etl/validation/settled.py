"""Checkpoints and validation definitions that never change once they are added.

Great Expectations compares each with its stored copy up to four times a run, two fifths of the time of one workbook. Ours are
made once per process, so the first comparison that finds them fresh holds for good. It also writes each result as JSON into
its store, which only the data docs read: a run keeps its results there only inside `kept`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import great_expectations as gx
from great_expectations.core.freshness_diagnostics import (
    CheckpointFreshnessDiagnostics,
    ValidationDefinitionFreshnessDiagnostics,
)

_FRESH: set[str] = set()
_KEPT: ContextVar[bool] = ContextVar("kept", default=False)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Within, results stay in GX's store until the next run that keeps its own."""
    token = _KEPT.set(True)
    try:
        yield
    finally:
        _KEPT.reset(token)


class _NoStore:
    """A store of results that keeps none."""

    cloud_mode = False

    def store_validation_results(self, **_: Any) -> bool:
        """Nothing was stored."""
        return False


class SettledDefinition(gx.ValidationDefinition):
    """A validation definition compared with its stored copy only until it was once the same."""

    @property
    def _validation_results_store(self) -> Any:
        return super()._validation_results_store if _KEPT.get() else _NoStore()

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
