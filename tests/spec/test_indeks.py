"""Index values at their exact boundaries, each under the regime it was measured by, and the arithmetic of RB General."""

from __future__ import annotations

import pytest

from etl.contracts import contract
from etl.locale import LANGUAGES, has
from etl.metrics.indeks import adjusted, band, bounds, contribution, regimes, scale_checked
from etl.metrics.reference import band as read_band
from etl.regulations import value
from tests.tables import table

BANDS = table(
    """
    jenis             | rezim               | nilai  | predikat
    ------------------+---------------------+--------+--------------
    sakip             | permenpanrb-88-2021 | 90.00  | A
    sakip             | permenpanrb-88-2021 | 90.001 | AA
    sakip             | permenpanrb-88-2021 | 80.00  | BB
    sakip             | permenpanrb-88-2021 | 81.00  | A
    sakip             | permenpanrb-88-2021 | 30.00  | D
    sakip             | permenpanrb-12-2015 | 70.00  | B
    rb                | permenpanrb-25-2020 | 95     | AA
    rb                | permenpanrb-9-2023  | 95     | A
    rb                | permenpanrb-9-2023  | 100.00 | A
    rb                | permenpanrb-9-2023  | 100.01 | AA
    rb                | permenpanrb-25-2020 | 90.00  | A
    rb                | permenpanrb-9-2023  | 80.00  | BB
    rb                | permenpanrb-9-2023  | 74.375 | BB
    spbe              | permenpanrb-59-2020 | 5.0    | memuaskan
    spbe              | permenpanrb-59-2020 | 4.2    | memuaskan
    spbe              | permenpanrb-59-2020 | 4.199  | sangat_baik
    spbe              | permenpanrb-59-2020 | 2.55   | cukup
    spbe              | permenpanrb-59-2020 | 1.79   | kurang
    pemdi             | permenpanrb-8-2026  | 2.55   | baik
    pemdi             | permenpanrb-8-2026  | 4.0    | memuaskan
    pemdi             | permenpanrb-8-2026  | 1.49   | kurang
    ip_asn            | permenpanrb-38-2018 | 91     | sangat_tinggi
    ip_asn            | permenpanrb-38-2018 | 80.5   | sedang
    ip_asn            | permenpanrb-38-2018 | 60     | sangat_rendah
    kematangan        | permendagri-99-2018 | 46.1   | sangat_tinggi
    kematangan        | permendagri-99-2018 | 46     | tinggi
    kematangan        | permendagri-99-2018 | 19     | sangat_rendah
    skor_sistem_kerja | permenpanrb-7-2022  | 3.5    |
    spbe              | permenpanrb-8-2026  | 2.55   |
    sakip             | permenpanrb-88-2021 |        |
    """
)


@pytest.mark.parametrize("row", BANDS.to_dicts(), ids=lambda r: f"{r['rezim']} {r['nilai']}")
def test_the_band_follows_the_regime_and_the_unrounded_value(row):
    nilai = None if row["nilai"] is None else float(row["nilai"])
    assert band(row["jenis"], row["rezim"], nilai) == row["predikat"]


def test_the_two_simplification_indicators_in_rb_general():
    found = contribution(95.45, 3.5)
    assert found.pso == pytest.approx(1.909)
    assert (found.sistem_kerja, found.bobot) == (pytest.approx(1.40), 4)
    assert round(found.jumlah, 2) == 3.31
    assert not found.terverifikasi


def test_indicators_that_do_not_apply_leave_the_base():
    assert adjusted(71.40, 96) == pytest.approx(74.375)
    assert adjusted(0, 0) is None


@pytest.mark.parametrize("rezim", contract("indeks").columns["rezim"].choices)
def test_every_regime_of_the_contract_has_bounds_and_words_for_its_bands(rezim):
    low, high = bounds(rezim)
    assert low < high
    assert not scale_checked(rezim)
    skala = regimes()[rezim].get("skala")
    codes = [read_band(b)[0] for b in value(*skala.split(".")).value] if skala else []
    assert [c for c in codes for lang in LANGUAGES if not has(f"metrik.pita_indeks.{c}", lang)] == []
