"""Layers and spans that the README of the sample promises, by a plain walk over the rows, independent of the metric SQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from etl.synth import submission


@dataclass
class Walk:
    """Persons by layer, reports by manager."""

    layers: Counter[int]
    spans: Counter[str]

    @property
    def mean_span(self) -> float:
        return (sum(self.layers.values()) - 1) / len(self.spans)

    @property
    def mean_depth(self) -> float:
        return sum(layer * persons for layer, persons in self.layers.items()) / sum(self.layers.values())


class _Walker:
    def __init__(self, tables: dict[str, pl.DataFrame], shadow: bool) -> None:
        self.above = dict(tables["jabatan"].select("kode_jabatan", "kode_atasan").iter_rows())
        staff = list(tables["pegawai"].iter_rows(named=True))
        self.holders = [row for row in staff if row["jenis_penugasan"] is None]
        self.held = {row["kode_jabatan"] for row in self.holders}
        own = {row["nip"]: row["kode_jabatan"] for row in self.holders}
        self.acting = {row["kode_jabatan"]: own[row["nip"]] for row in staff if row["jenis_penugasan"]}
        self.shadow = shadow

    def superior(self, row: dict[str, Any]) -> str | None:
        post = (row["kode_jabatan_pengarah"] if self.shadow else None) or self.above[row["kode_jabatan"]]
        while post is not None and post not in self.held:
            if post in self.acting:
                deputy = str(self.acting[post])
                return self._occupied(post) if deputy == row["kode_jabatan"] else deputy
            post = self.above[post]
        return post

    def _occupied(self, post: str | None) -> str | None:
        while post is not None and post not in self.held:
            post = self.above[post]
        return post

    def walk(self) -> Walk:
        up = {row["kode_jabatan"]: self.superior(row) for row in self.holders}
        spans = Counter(boss for row in self.holders if (boss := self.superior(row)))
        return Walk(Counter(_layer(row["kode_jabatan"], up) for row in self.holders), spans)


def _layer(post: str | None, up: dict[str, str | None]) -> int:
    layer = 0
    while post is not None and layer < 20:
        layer, post = layer + 1, up[post]
    return layer


def _walk(kode: str, periode: str, shadow: bool = False) -> Walk:
    return _Walker(submission(kode, periode), shadow).walk()


@pytest.mark.parametrize(
    ("kode", "periode", "shadow", "deepest", "depth", "span"),
    [
        ("36.72", "2020-TW4", False, 7, 5.1900, 4.8164),
        ("36.72", "2023-TW1", True, 7, 5.1759, 5.0060),
        ("36.72", "2024-TW4", False, 6, 5.0235, 7.4948),
        ("36.72", "2024-TW4", True, 7, 5.0407, 7.0409),
        ("36.04", "2020-TW4", False, 7, 5.1006, 6.1550),
        ("36.04", "2024-TW4", False, 6, 4.9827, 9.3221),
    ],
)
def test_layers_fall_and_spans_widen_but_for_the_shadow(
    kode: str, periode: str, shadow: bool, deepest: int, depth: float, span: float
) -> None:
    walk = _walk(kode, periode, shadow)
    assert max(walk.layers) == deepest
    assert walk.mean_depth == pytest.approx(depth, abs=0.00006)
    assert walk.mean_span == pytest.approx(span, abs=0.00006)


def test_every_report_has_one_superior() -> None:
    walk = _walk("36.72", "2024-TW4")
    assert sum(walk.spans.values()) == sum(walk.layers.values()) - 1 == 4302


def test_half_of_the_managers_still_lead_at_most_three() -> None:
    before, now = _walk("36.72", "2020-TW4").spans, _walk("36.72", "2024-TW4").spans
    share = [100 * sum(n <= 3 for n in spans.values()) / len(spans) for spans in (before, now)]
    assert share == pytest.approx([67.4613, 51.3937], abs=0.00006)


def test_three_agencies_keep_the_subkoordinator() -> None:
    leading = submission("36.72", "2024-TW4")["pegawai"].filter(pl.col("peran") == "subkoordinator")
    assert set(leading["kode_jabatan"].str.slice(0, 4)) == {"2.01", "2.02", "2.03"}
    assert leading.height == 37


def test_the_late_agency_fills_nothing_and_seven_cells_are_missing_elsewhere() -> None:
    rows = submission("36.72", "2024-TW4")["capaian"]
    missing = rows.filter(pl.col("realisasi").is_null())["kode_indikator"]
    assert missing.str.starts_with("3.04.").sum() == rows["kode_indikator"].str.starts_with("3.04.").sum() == 9
    assert missing.len() == 16


def test_the_quarter_before_was_complete() -> None:
    tables = submission("36.72", "2024-TW3")
    due = tables["indikator"].filter(pl.col("jadwal_ukur") == "triwulanan").join(tables["capaian"], on="kode_indikator")
    assert due["realisasi"].null_count() == 0
