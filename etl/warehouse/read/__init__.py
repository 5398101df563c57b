"""The one door out: every function takes a Principal and filters by scope in SQL, with bound parameters only."""

from etl.warehouse.read.audit import Wanted, chains, deeds, trail
from etl.warehouse.read.changes import moved, restated, row_changes, target_revisions
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
from etl.warehouse.read.grants import grants, principals, roles_of
from etl.warehouse.read.national import completeness, national_values, peer_groups
from etl.warehouse.read.national_quality import (
    quality_differences,
    quality_filled,
    quality_findings,
    quality_jumps,
    quality_rows,
    quality_versions,
)
from etl.warehouse.read.quality import filled, findings_by_quarter, open_drafts, quarters, revisions
from etl.warehouse.read.receipts import receipt
from etl.warehouse.read.review import comments, reviews, versions_for_review
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
    "Wanted",
    "attainment",
    "chains",
    "comments",
    "completeness",
    "confirmations",
    "deadlines",
    "deeds",
    "distributions",
    "events",
    "facts",
    "filled",
    "findings",
    "findings_by_quarter",
    "found",
    "grants",
    "history",
    "holders",
    "metric_values",
    "moved",
    "national_values",
    "nodes",
    "open_drafts",
    "peer_groups",
    "periods",
    "positions",
    "principals",
    "quality_differences",
    "quality_filled",
    "quality_findings",
    "quality_jumps",
    "quality_rows",
    "quality_versions",
    "quarters",
    "receipt",
    "region_settings",
    "regions",
    "restated",
    "reviews",
    "revisions",
    "roles_of",
    "row_changes",
    "schedule",
    "search",
    "snapshot",
    "status",
    "submission",
    "target_revisions",
    "teams",
    "trail",
    "units",
    "versions",
    "versions_for_review",
    "waiting",
]
