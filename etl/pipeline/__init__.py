"""The order of the steps from received files to published figures, to be read as prose."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl import engine
from etl.access import Action, demand
from etl.contracts import contracts
from etl.contracts.parsed import AS_IT_IS, Parsed, Reading
from etl.errors import DataRefused
from etl.periods import Period
from etl.pipeline import again
from etl.settings import Settings
from etl.validation.verdict import Verdict
from etl.warehouse import history, lake, receipt, submissions
from etl.warehouse import publish as publishing
from etl.warehouse import verify as verifying
from etl.warehouse.order import Order, Stage, Submission, new_id
from etl.warehouse.pseudonym import NIP_IN_TEXT
from etl.warehouse.regions import demand_region


@dataclass(frozen=True)
class Checked:
    """Submissions with what the rules say about them, and the workspace in which they were checked."""

    parsed: list[Parsed]
    verdict: Verdict
    workspace: duckdb.DuckDBPyConnection

    @property
    def blocked(self) -> bool:
        """Whether any finding refuses a submission."""
        return bool(self.verdict.blocked)

    def report(self, lang: str = "id") -> dict[str, Any]:
        """Counts per dataset, all findings, and the rules that could not be checked: the document of `check`."""
        from etl.validation.findings import as_json, summary

        return {
            "ringkasan": summary(self.verdict, self.parsed),
            "temuan": as_json(self.found(), lang),
            "tidak_diperiksa": self.verdict.not_checked,
        }

    def found(self) -> pl.DataFrame:
        """The findings with their cells, as they are shown and stored: the same everywhere, and no NIP in them."""
        from etl.validation.findings import located

        return without_nips(located(self.verdict, self.parsed))

    def submissions(self) -> list[Submission]:
        """The submissions, each with its own findings."""
        found, not_checked = self.found(), self.verdict.not_checked
        own = found.partition_by("kiriman_id", as_dict=True)
        return [Submission(p, own.get((p.kiriman_id,), found.clear()), not_checked) for p in self.parsed]


def without_nips(found: pl.DataFrame) -> pl.DataFrame:
    """Located findings in which anything that looks like a NIP is starred out, wherever a sender may have typed it."""
    from etl.validation.findings import ordered

    typed = [pl.col(name).str.replace_all(NIP_IN_TEXT, "*" * 18) for name in ("nilai", "rincian", "berkas", "sheet")]
    return ordered(found.with_columns(typed))


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


def read(
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    *,
    reading: Reading = AS_IT_IS,
    since: str | None = None,
    settings: Settings | None = None,
) -> Parsed:
    """Read the files of one submission under a new id.

    since: an earlier quarter since which the datasets that no file holds have not changed (needs `settings`, the lake).
    With `settings`, the headers that the region once told the meaning of are known too.
    """
    from etl import ingest

    return ingest.read(paths, kode_wilayah, periode, **beforehand(kode_wilayah, periode, reading, since, settings))


def beforehand(kode_wilayah: str, periode: str, reading: Reading, since: str | None, settings: Settings | None) -> dict[str, Any]:
    """What is known before the files are opened: the new id, the headers the region once explained, what is carried forward."""
    demand_region(kode_wilayah)
    demand_begun(periode)
    kiriman_id, carried = new_id(kode_wilayah, periode), None
    if settings:
        reading = replace(reading, mapping=_headers(submissions.headers(settings, kode_wilayah), reading.mapping))
    if since and settings:
        reading = replace(reading, carried=again.sources(settings, kode_wilayah, periode, since))
    if reading.carried and settings:
        carried = again.carried_rows(settings, reading.carried, kode_wilayah, periode, kiriman_id)
    return {"reading": reading, "carried": carried, "kiriman_id": kiriman_id}


def demand_begun(periode: str) -> None:
    """DataRefused for a quarter that has not begun anywhere in Indonesia; WrongUsage for a name that is no quarter."""
    begun = Period.parse(periode).plus(-1).last_day + timedelta(days=1)
    if begun > (datetime.now(UTC) + timedelta(hours=_EASTERNMOST)).date():
        raise DataRefused("galat.periode_depan", periode=periode)


_EASTERNMOST = 9
"""Hours by which the clocks of WIT are ahead of UTC."""


def _headers(known: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {dataset: {**known.get(dataset, {}), **now.get(dataset, {})} for dataset in {**known, **now}}


def examine(parsed: Sequence[Parsed], settings: Settings | None = None) -> Checked:
    """Put submissions into a workspace, beside the earlier quarters the lake knows, and let the rules decide: one run for all."""
    from etl import validation
    from etl.validation.workspace import open_workspace

    workspace = open_workspace(parsed)
    if settings is not None:
        history.load(workspace, settings)
    return Checked(list(parsed), validation.run(workspace), workspace)


def check(
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    *,
    reading: Reading = AS_IT_IS,
    since: str | None = None,
    settings: Settings | None = None,
) -> Checked:
    """The pre-check: same reading, same rules as a publication, nothing written. With `settings`, the lake's history is used."""
    return examine([read(paths, kode_wilayah, periode, reading=reading, since=since, settings=settings)], settings)


def publish(
    settings: Settings,
    paths: Sequence[Path],
    kode_wilayah: str,
    periode: str,
    order: Order,
    *,
    reading: Reading = AS_IT_IS,
    since: str | None = None,
) -> dict[str, Any]:
    """One submission from files to published figures (to a draft, if the order says so); its receipt.

    RulesRefused when the rules refuse it; a draft may be blocked. Files that are known already are recognised by their hash
    before anything is checked.
    """
    demand(order.who, Action.SUBMIT, kode_wilayah)
    parsed = read(paths, kode_wilayah, periode, reading=reading, since=since, settings=settings)
    if known := known_already(settings, parsed, order.stage):
        return known
    return publish_checked(settings, examine([parsed], settings), order)[0]


def publish_checked(settings: Settings, checked: Checked, order: Order, *, release: bool = False) -> list[dict[str, Any]]:
    """Publish submissions that the rules let pass, all in one transaction; one receipt each. A draft needs no leave.

    release: the rows of the workspace are not needed again.
    """
    if order.stage is not Stage.DRAF:
        _demand_leave(checked, order)
    return publishing.publish(checked.workspace, settings, checked.submissions(), order, release=release)


def _demand_leave(checked: Checked, order: Order) -> None:
    if checked.blocked:
        raise RulesRefused("galat.ditolak", checked)
    if any(order.why(rule) is None for rule in checked.verdict.findings["aturan"].unique()):
        raise RulesRefused("galat.peringatan", checked)


def known_already(settings: Settings, parsed: Parsed, stage: Stage = Stage.TERBIT) -> dict[str, Any] | None:
    """The receipt of these files if the lake holds them already, read in the same way."""
    if not lake.exists(settings):
        return None
    con = engine.connect()
    try:
        lake.attach_for_reading(con, settings)
        return receipt.same(con, Submission(parsed, pl.DataFrame()), stage)
    finally:
        con.close()


def verify(settings: Settings, selection: verifying.Selection) -> dict[str, Any]:
    """Recompute published figures from the stored files and compare; see `etl.warehouse.verify`."""
    return verifying.verify(settings, selection, partial(again.read_again, settings))
