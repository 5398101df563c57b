"""Findings in the sender's words: the cell they stand in, what is wrong, how to repair it, and how many rows were taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import polars as pl

from etl.contracts.parsed import Parsed, Place, source_row
from etl.locale import number, text
from etl.validation.verdict import Verdict


def located(verdict: Verdict, parsed: Sequence[Parsed]) -> pl.DataFrame:
    """The findings with file, sheet and cell address (`B214`) added, by submission, then in the order of the file."""
    places = {(p.kiriman_id, dataset): place for p in parsed for dataset, place in p.places.items()}
    keys = verdict.findings.select("kiriman_id", "dataset", "kolom", "baris_sumber").rows()
    where = [(_at(places.get((kiriman, dataset)), baris), kolom, baris) for kiriman, dataset, kolom, baris in keys]
    return verdict.findings.with_columns(
        pl.Series("berkas", [place.file if place else None for place, _, _ in where], dtype=pl.String),
        pl.Series("sheet", [place.sheet if place else None for place, _, _ in where], dtype=pl.String),
        pl.Series(
            "sel", [place.cell(kolom, source_row(baris)) if place else None for place, kolom, baris in where], dtype=pl.String
        ),
    ).pipe(ordered)


ORDER = ("kiriman_id", "tingkat", "dataset", "baris_sumber", "kolom", "aturan", "nilai", "rincian")


def ordered(found: pl.DataFrame) -> pl.DataFrame:
    """Located findings as everybody shows them: by submission, then in the order of the file."""
    return found.sort(*ORDER, nulls_last=False)


def _at(place: Place | None, row: int | None) -> Place | None:
    return place.of(row) if place else None


def as_json(located: pl.DataFrame, lang: str = "id") -> list[dict[str, Any]]:
    """The findings in the documented shape of `check --format json`."""
    return [
        {
            "aturan": row["aturan"],
            "tingkat": row["tingkat"],
            "sheet": row["sheet"] or row["dataset"],
            "baris": source_row(row["baris_sumber"]),
            "kolom": row["kolom"],
            "sel": row["sel"],
            "nilai": row["nilai"],
            "pesan": message(row, "pesan", lang),
            "perbaikan": message(row, "perbaikan", lang),
        }
        for row in located.iter_rows(named=True)
    ]


def message(finding: dict[str, Any], part: str = "pesan", lang: str = "id") -> str:
    """What is wrong (`pesan`) or how to repair it (`perbaikan`)."""
    shown = {name: "-" if finding[name] is None else finding[name] for name in ("nilai", "kolom", "dataset")}
    details = {name: _said(value, lang) for name, value in json.loads(finding["rincian"]).items()}
    return text(f"aturan.{finding['aturan']}.{part}", lang, **shown, **details)


def _said(value: Any, lang: str) -> str:
    """A detail as the language writes it: numbers with its decimal mark, nothing as a dash; codes are text and stay."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, lang)
    return "-" if value is None else str(value)


def summary(verdict: Verdict, parsed: Sequence[Parsed]) -> dict[str, dict[str, Any]]:
    """Rows per dataset, all submissions together: dibaca = diterima + ditolak + kosong; `dilewati` by kind, never among them."""
    rejected = dict(
        verdict.findings.filter((pl.col("tingkat") == "blokir") & pl.col("baris_sumber").is_not_null())
        .group_by("dataset")
        .agg(pl.struct("kiriman_id", "baris_sumber").n_unique())
        .iter_rows()
    )
    counts: dict[str, dict[str, Any]] = {}
    for submission in parsed:
        for dataset, rows in submission.counts.items():
            total = counts.setdefault(dataset, {"dibaca": 0, "diterima": 0, "ditolak": 0, "kosong": 0, "dilewati": {}})
            total["dibaca"] += rows.dibaca
            total["kosong"] += rows.kosong
            for kind, left_out in rows.dilewati.items():
                total["dilewati"][kind] = total["dilewati"].get(kind, 0) + left_out
    for dataset, total in counts.items():
        total["ditolak"] = rejected.get(dataset, 0)
        total["diterima"] = total["dibaca"] - total["ditolak"] - total["kosong"]
    return counts
