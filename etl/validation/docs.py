"""GX's data docs as a folder of pages that ask no other host."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb

_RESOURCE = re.compile(
    r"<link\b[^>]*?href=[\"'](?:https?:)?//[^>]*>|<script\b[^>]*?src=[\"'](?:https?:)?//[^>]*>\s*</script>|<img\b[^>]*?src=[\"'](?:https?:)?//[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_IMPORT = re.compile(r"@import\s+[^;]*https?:[^;]*;|url\(\s*[\"']?(?:https?:)?//[^)]*\)", re.IGNORECASE)
# What the removed style sheets did for reading: a table that looks like one, and nothing that needs a script to open.
_STYLE = """<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1rem }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left }
.collapse, .tab-pane, .modal { display: block !important } .modal { position: static }
</style></head>"""


def build(con: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """Run all rules over a workspace and write the data docs; returns the first page.

    Pages say which rules held; they hold no rows.
    """
    from etl.validation import decide

    folder.mkdir(parents=True, exist_ok=True)
    decide.prepare(con)
    context = decide.context_()
    site = {"class_name": "SiteBuilder", "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    _replace_site(context, {**site, "store_backend": store})
    with decide.one_at_a_time:
        decide.execute(con, decide.has_history(con))
        context.build_data_docs(site_names=["ramping"])
    context.delete_data_docs_site("ramping")
    for page in folder.rglob("*.html"):
        page.write_text(self_contained(page.read_text(encoding="utf-8")), encoding="utf-8")
    return folder / "index.html"


def self_contained(page: str) -> str:
    """The page without any script, style sheet, image or font of another host."""
    return _IMPORT.sub("", _RESOURCE.sub("", page)).replace("</head>", _STYLE, 1)


def _replace_site(context: Any, config: dict[str, Any]) -> None:
    if "ramping" in context.get_site_names():
        context.delete_data_docs_site("ramping")
    context.add_data_docs_site("ramping", config)
