"""Values lie so that the nation and one region are each read from few row groups."""

from __future__ import annotations

import itertools

import pytest
from meja import Desk


@pytest.mark.parametrize("table", ["nilai_metrik", "sebaran_metrik"])
def test_the_figures_of_whole_regions_come_first_then_region_after_region(filled: Desk, table: str) -> None:
    desk = filled
    desk.submit(*(desk.parsed("2024-TW4", "70", kode_wilayah=kode) for kode in ("36.72", "32.73", "36.04")))
    written = desk.rows(f"SELECT kode_unit IS NOT NULL, kode_wilayah FROM lake.{table} WHERE periode = '2024-TW4' ORDER BY rowid")
    assert [group for group, _ in itertools.groupby(written)] == [
        *((False, kode) for kode in ("32.73", "36.04", "36.72")),
        *((True, kode) for kode in ("32.73", "36.04", "36.72")),
    ]
