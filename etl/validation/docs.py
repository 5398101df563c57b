"""GX's data docs as a folder of pages that ask no other host, run no script and hold no row."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import duckdb

from etl.validation.docs_page import self_contained

INDEX = "index.html"


def build(con: duckdb.DuckDBPyConnection, folder: Path, told: Callable[[], None] = lambda: None) -> dict[str, dict[str, Any]]:
    """Run all rules over a workspace and write the data docs; told: called when the rules have run.

    Returns per dataset its page below the folder (`halaman`), how many expectations were decided (`aturan`) and how many
    held (`lulus`). Pages say which rules held and how many rows did not; they hold no row and no value.
    """
    from etl.validation import decide

    folder.mkdir(parents=True, exist_ok=True)
    decide.prepare(con)
    context = decide.context_()
    site = {"class_name": "SiteBuilder", "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    _replace_site(context, {**site, "store_backend": store})
    with decide.one_at_a_time:
        result = decide.execute(con, decide.has_history(con), counted=True)
        told()
        context.build_data_docs(site_names=["ramping"])
    context.delete_data_docs_site("ramping")
    # Pictures and style sheets of GX's maker: no page asks for them any more.
    shutil.rmtree(folder / "static", ignore_errors=True)
    for page in folder.rglob("*.html"):
        page.write_text(self_contained(page.read_text(encoding="utf-8")), encoding="utf-8")
    found = _pages(folder, result)
    (folder / INDEX).write_text(_index(found), encoding="utf-8")
    return found


def _pages(folder: Path, result: Any) -> dict[str, dict[str, Any]]:
    """By dataset, in the order of the suites; GX names the folder of a page after its suite."""
    found = {}
    for one in result.run_results.values():
        page = next((folder / "validations" / one.suite_name).rglob("*.html")).relative_to(folder)
        counts = one.statistics
        dataset = re.sub("_dengan_riwayat$", "", str(one.suite_name))
        found[dataset] = {
            "halaman": page.as_posix(),
            "aturan": counts["evaluated_expectations"],
            "lulus": counts["successful_expectations"],
        }
    return found


def _index(found: dict[str, dict[str, Any]]) -> str:
    """GX draws its own index with a script; this one is a plain table."""
    rows = "".join(
        f'<tr><td><a href="{escape(one["halaman"])}">{escape(name)}</a></td><td>{one["aturan"]}</td><td>{one["lulus"]}</td></tr>'
        for name, one in found.items()
    )
    head = "<tr><th>Expectation Suite</th><th>Evaluated Expectations</th><th>Successful Expectations</th></tr>"
    return self_contained(f"<html><head><title>Data Docs</title></head><body><table>{head}{rows}</table></body></html>")


def _replace_site(context: Any, config: dict[str, Any]) -> None:
    if "ramping" in context.get_site_names():
        context.delete_data_docs_site("ramping")
    context.add_data_docs_site("ramping", config)
