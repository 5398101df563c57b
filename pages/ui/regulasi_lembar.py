"""What an absent sheet needs: its name, the columns it must have and those it may have."""

from __future__ import annotations

from etl.contracts import contracts
from pages.ui import formats, panels
from pages.ui.words import t


def missing_sheet(dataset: str, period: str) -> None:
    """An empty state that says which sheet is missing in this quarter and which columns to fill."""
    panels.empty_state(missing_words(dataset, period))


def missing_words(dataset: str, period: str) -> str:
    """The sentence: sheet, required columns, further columns."""
    columns = contracts()[dataset].columns.values()
    must = [f"`{c.name}`" for c in columns if c.required]
    may = [f"`{c.name}`" for c in columns if not c.required]
    return t(
        "regulasi_daerah.lembar_kosong",
        lembar=dataset,
        nama=t(f"kontrak.dataset.{dataset}"),
        periode=period,
        wajib=", ".join(must),
        lain=", ".join(may) or formats.NULL,
    )
