"""What the rows of the sample say about attainment, by a plain sum over the cells, independent of the metric SQL."""

from __future__ import annotations

from functools import cache
from statistics import mean
from typing import Any

import pytest

from etl.periods import Period
from etl.synth import SEED, SHOWCASE
from etl.synth.profile import profile
from etl.synth.tables import Region

LAST = "2024-TW4"


@cache
def _region(kode: str) -> Region:
    return Region(profile(kode, SEED))


@cache
def _rows(kode: str, periode: str) -> dict[str, dict[str, Any]]:
    tables = _region(kode).tables(Period.parse(periode))
    rows = tables["capaian"].join(tables["indikator"], on="kode_indikator")
    return {row["kode_indikator"]: row for row in rows.iter_rows(named=True)}


def _filled(kode: str, periode: str, indicator: str) -> list[dict[str, Any]]:
    """The filled quarters of the year up to this one."""
    now = Period.parse(periode)
    rows = [_rows(kode, str(Period(now.year, q)))[indicator] for q in range(1, now.quarter + 1)]
    return [row for row in rows if row["realisasi"] is not None]


def _raw(rows: list[dict[str, Any]]) -> float:
    """Attainment to date, percent."""
    last = rows[-1]
    if last["jenis_nilai"] == "predikat":
        return 100.0 if last["realisasi"] == last["target"] else 80.0
    if last["jenis_nilai"] != "angka":
        return 100.0
    together = rows if last["sifat"] in ("kumulatif", "nonkumulatif") and last["basis_isian"] != "berjalan" else rows[-1:]
    target, made = (sum(float(row[name]) for row in together) for name in ("target", "realisasi"))
    if last["arah"] == "turun":
        return 100 * target / made if last["rumus_turun"] == "terbalik" else 100 * (2 * target - made) / target
    return 100 * made / target


def _raws(kode: str, periode: str, agency: str = "") -> list[float]:
    found = []
    for code, row in _rows(kode, periode).items():
        if code.startswith(agency) and row["target"] != "0" and (rows := _filled(kode, periode, code)):
            found.append(round(_raw(rows), 6))
    return found


def _capped(values: list[float]) -> list[float]:
    return [min(value, 100.0) for value in values]


@pytest.mark.parametrize(
    ("kode", "agency", "last"),
    [("36.72", "2.02", 60), ("36.72", "2.04", 64), ("36.72", "2.15", 58), ("36.72", "2.16", 95),
     ("36.04", "2.21", 55), ("36.04", "2.07", 61.5)],
)  # fmt: skip
def test_a_planted_mean_is_exact_in_every_quarter(kode: str, agency: str, last: float) -> None:
    for year, below in ((2023, 1), (2024, 0)):
        for quarter in (1, 2, 3, 4):
            values = _capped(_raws(kode, f"{year}-TW{quarter}", f"{agency}."))
            assert len(values) == 9
            assert sum(values) == pytest.approx(9 * (last - below) - 6.5 * (4 - quarter), abs=1e-6)


@pytest.mark.parametrize(("kode", "agency"), [("36.72", "2.02"), ("36.72", "2.15"), ("36.04", "2.21")])
def test_the_indicators_of_a_low_agency_differ(kode: str, agency: str) -> None:
    values = _raws(kode, LAST, f"{agency}.")
    assert len(set(values)) >= 7
    assert max(values) - min(values) > 40


@pytest.mark.parametrize("kode", SHOWCASE)
def test_most_targets_are_reached_and_the_mean_is_high(kode: str) -> None:
    values = _raws(kode, LAST)
    assert 60 < 100 * mean(value >= 100 for value in values) < 70
    assert 82 < mean(_capped(values)) < 86


@pytest.mark.parametrize("kode", SHOWCASE)
def test_reached_targets_and_means_rise_over_the_quarters(kode: str) -> None:
    shown = [_raws(kode, f"{year}-TW{quarter}") for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
    for figures in ([mean(_capped(values)) for values in shown], [mean(value >= 100 for value in values) for values in shown]):
        assert figures == sorted(figures)


def test_cilegon_has_agencies_in_four_categories() -> None:
    agencies = {unit.kode for unit in _region("36.72").government.tree.units if unit.kode == unit.opd != "0"}
    means = [round(mean(_capped(_raws("36.72", LAST, f"{code}."))), 2) for code in agencies]
    assert len(means) == 36
    assert 5 <= sum(value < 76 for value in means) <= 7
    for low, high in ((91, 101), (76, 91), (66, 76), (51, 66)):
        assert sum(low <= value < high for value in means) >= 3


@pytest.mark.parametrize("kode", SHOWCASE)
def test_shares_stay_within_a_hundred_and_nothing_is_negative(kode: str) -> None:
    for quarter in (1, 2, 3, 4):
        for row in _rows(kode, f"2024-TW{quarter}").values():
            if row["jenis_nilai"] == "angka" and row["realisasi"] is not None:
                assert 0 <= float(row["realisasi"]) <= (100 if row["satuan"] == "persen" else 10_000)


@pytest.mark.parametrize("kode", SHOWCASE)
def test_only_the_planted_outlier_is_beyond_belief(kode: str) -> None:
    """A single quarter above 150 percent would be a warning of its own."""
    far = {code for code, row in _rows(kode, LAST).items() if row["target"] != "0" and row["realisasi"] and _raw([row]) > 150}
    assert {_rows(kode, LAST)[code]["nama_indikator"] for code in far} == {"Jumlah pemustaka yang dilayani"}
