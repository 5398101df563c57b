"""What is missing and how to supply it: the sheet of a dataset and the columns that it needs. Pure."""

from __future__ import annotations

from etl.contracts import contracts
from etl.locale import text


def sentence(dataset: str, lang: str, also: tuple[str, ...] = ()) -> str:
    """`Lembar **penyetaraan** belum diisi …` with its required columns, and others that the page lives on."""
    needed = [name for name, column in contracts()[dataset].columns.items() if column.required]
    columns = ", ".join(f"`{name}`" for name in dict.fromkeys([*needed, *also]))
    return text("tahapan.lembar_kosong", lang, lembar=dataset, nama=text(f"kontrak.dataset.{dataset}", lang), kolom=columns)
