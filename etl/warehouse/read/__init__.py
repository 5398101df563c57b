"""The one door out: every function takes a Principal and filters by scope in SQL, with bound parameters only."""

from etl.warehouse.read.deadlines import deadlines
from etl.warehouse.read.door import Lake
from etl.warehouse.read.facts import facts, findings, holders, nodes, positions, search, teams, units
from etl.warehouse.read.figures import (
    attainment,
    distributions,
    metric_values,
    periods,
    regions,
    snapshot,
    status,
    submission,
    versions,
)
from etl.warehouse.read.quality import filled, findings_by_quarter, open_drafts, quarters, revisions
from etl.warehouse.read.submissions import (
    confirmations,
    events,
    found,
    history,
    region_settings,
    schedule,
    waiting,
)

__all__ = [
    "Lake",
    "attainment",
    "confirmations",
    "deadlines",
    "distributions",
    "events",
    "facts",
    "filled",
    "findings",
    "findings_by_quarter",
    "found",
    "history",
    "holders",
    "metric_values",
    "nodes",
    "open_drafts",
    "periods",
    "positions",
    "quarters",
    "region_settings",
    "regions",
    "revisions",
    "schedule",
    "search",
    "snapshot",
    "status",
    "submission",
    "teams",
    "units",
    "versions",
    "waiting",
]
