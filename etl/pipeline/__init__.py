"""The order of the steps from received files to published figures, to be read as prose."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl import engine
from etl.access import Action, demand
from etl.contracts import contracts
from etl.contracts.parsed import Parsed
from etl.errors import DataRefused
from etl.periods import Period
from etl.settings import Settings
from etl.validation.verdict import Verdict
from etl.warehouse import files, history, lake
from etl.warehouse import publish as publishing
from etl.warehouse import verify as verifying
from etl.warehouse.regions import demand_region


@dataclass(frozen=True)
class Checked:
    """Submissions with what the rules say about them, and the workspace in which they were checked."""

    parsed: list[Parsed]
    verdict: Verdict
    workspace: duckdb.DuckDBPyConnection
    layout: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether any finding refuses a submission."""
        return bool(self.verdict.blocked)

    def report(self, lang: str = "id") -> dict[str, Any]:
        """Counts per dataset, all findings, and the rules that could not be checked: the document of `check`."""
        from etl.validation.findings import as_json, located, summary

        return {
            "ringkasan": summary(self.verdict, self.parsed),
            "temuan": as_json(located(self.verdict, self.parsed), lang),
            "tidak_diperiksa": self.verdict.not_checked,
        }

    def submissions(self) -> list[publishing.Submission]:
        """The submissions, each with its own findings."""
        found = self.verdict.findings
        return [publishing.Submission(p, found.filter(found["kiriman_id"] == p.kiriman_id), self.layout) for p in self.parsed]


class RulesRefused(DataRefused):
    """The rules refuse what was checked; the findings say what to repair."""

    def __init__(self, key: str, checked: Checked) -> None:
        found = checked.verdict.findings["tingkat"]
        sheets = _spare_sheets(checked)
        key = f"{key}_pelengkap" if sheets and key == "galat.ditolak" else key
        counts = {"blokir": int((found == "blokir").sum()), "peringatan": int((found == "peringatan").sum())}
        super().__init__(key, **counts, lembar=", ".join(sheets))
        self.checked = checked


def _spare_sheets(checked: Checked) -> list[str]:
    """The sheets that alone block, where a submission is complete without each of them; none where any other blocks too."""
    blocking = checked.verdict.findings.filter(checked.verdict.findings["tingkat"] == "blokir")["dataset"].unique().to_list()
    known = contracts()
    return sorted(blocking) if all(d in known and not known[d].complete for d in blocking) else []


def warm() -> threading.Thread:
    """Import Great Expectations (about 5 s) in the background while files are made or read."""
    thread = threading.Thread(target=_import_rules, daemon=True)
    thread.start()
    return thread


def _import_rules() -> None:
    from etl.validation import decide

    decide.context_()


def read(paths: Sequence[Path], kode_wilayah: str, periode: str, *, layout: str | None = None) -> Parsed:
    """Read the files of one submission under a new id."""
    from etl import ingest

    demand_region(kode_wilayah)
    Period.parse(periode)
    kiriman_id = publishing.new_id(kode_wilayah, periode)
    return ingest.read(paths, kode_wilayah, periode, layout=layout, kiriman_id=kiriman_id)


def examine(parsed: Sequence[Parsed], settings: Settings | None = None, layout: str | None = None) -> Checked:
    """Put submissions into a workspace, beside the earlier quarters the lake knows, and let the rules decide: one run for all."""
    from etl import validation
    from etl.validation.workspace import open_workspace

    workspace = open_workspace(parsed)
    if settings is not None:
        history.load(workspace, settings)
    return Checked(list(parsed), validation.run(workspace), workspace, layout)


def check(
    paths: Sequence[Path], kode_wilayah: str, periode: str, *, layout: str | None = None, settings: Settings | None = None
) -> Checked:
    """The pre-check: same reading, same rules as a publication, nothing written. With `settings`, the lake's history is used."""
    return examine([read(paths, kode_wilayah, periode, layout=layout)], settings, layout)


def publish(
    settings: Settings,
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    order: publishing.Order,
    *,
    layout: str | None = None,
) -> dict[str, Any]:
    """One submission from files to published figures; its receipt. RulesRefused when the rules refuse it.

    Files that already count are recognised by their hash before anything is checked.
    """
    demand(order.who, Action.SUBMIT, kode_wilayah)
    parsed = read(paths, kode_wilayah, periode, layout=layout)
    if receipt := _published_already(settings, parsed):
        return receipt
    return publish_checked(settings, examine([parsed], settings, layout), order)[0]


def publish_checked(settings: Settings, checked: Checked, order: publishing.Order) -> list[dict[str, Any]]:
    """Publish submissions that the rules let pass, all in one transaction; one receipt each."""
    if checked.blocked:
        raise RulesRefused("galat.ditolak", checked)
    if checked.verdict.findings.height and not order.reason:
        raise RulesRefused("galat.peringatan", checked)
    return publishing.publish(checked.workspace, settings, checked.submissions(), order)


def _published_already(settings: Settings, parsed: Parsed) -> dict[str, Any] | None:
    if settings.embedded and not settings.catalogue_path.exists():
        return None
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        return publishing.receipt_of_same(con, parsed.kode_wilayah, parsed.periode, files.submission_hash(parsed.files))
    finally:
        con.close()


def verify(settings: Settings, selection: verifying.Selection) -> dict[str, Any]:
    """Recompute published figures from the stored files and compare; see `etl.warehouse.verify`."""
    from etl import ingest

    def again(held: files.Stored, kiriman: dict[str, str]) -> Parsed:
        with tempfile.TemporaryDirectory() as folder:
            paths = files.under_own_names(held, Path(folder))
            place = kiriman["kode_wilayah"], kiriman["periode"]
            return ingest.read(paths, *place, layout=held.layout, kiriman_id=kiriman["kiriman_id"])

    return verifying.verify(settings, selection, again)
