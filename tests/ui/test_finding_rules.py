"""The sentences that open Ringkasan and Capaian Kinerja: first rule that matches wins, each tried both ways."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics.catalogue import catalog
from pages.ui import attainment, changes, overview
from pages.ui.attainment import Line
from pages.ui.overview import Agency

QUARTERS = ["2024-TW3", "2024-TW4"]


def agencies(*now: float | None) -> list[Agency]:
    return [Agency(f"1.{n}", f"Dinas {n}", value, None if value is None else value - 1) for n, value in enumerate(now)]


def series(before: float | None, now: float | None) -> list[tuple[str, float | None]]:
    return [(QUARTERS[0], before), (QUARTERS[1], now)]


EVEN = agencies(82.0, 83.0)  # two agencies: too few to say which hold the figure back
SPREAD = agencies(60.0, 85.0, 86.0, 87.0, 92.0)


@pytest.mark.parametrize(
    ("found", "line", "told", "sentence"),
    [
        (EVEN, series(80.7, 82.1), (3, 3), "Capaian kinerja 82,1% (Tinggi), naik 1,4 poin."),
        (EVEN, series(84.0, 82.1), (3, 3), "Capaian kinerja 82,1% (Tinggi), turun 1,9 poin."),
        (EVEN, series(82.1, 82.1), (3, 3), "Capaian kinerja 82,1% (Tinggi); tidak berubah sejak TW III 2024."),
        (EVEN, series(None, 82.1), (3, 3), "Capaian kinerja 82,1% (Tinggi); belum ada triwulan sebelumnya."),
        (EVEN, series(80.0, None), (3, 3), "Capaian kinerja TW IV 2024 belum bisa dihitung."),
        (EVEN, series(65.0, 65.96), (3, 3), "Capaian kinerja 65,96% (Rendah), naik 1,0 poin."),
        (
            SPREAD,
            series(81.0, 82.0),
            (5, 5),
            "Capaian kinerja 82,0% (Tinggi), naik 1,0 poin; satu OPD di bawah 71% menahan angka ini.",
        ),
        (agencies(82.0, 82.0, None), series(81.0, 82.0), (4, 5), "Capaian kinerja 82,0% (Tinggi), naik 1,0 poin."),
        (agencies(82.0, 82.0, None), series(81.0, 82.0), (2, 3), "2 dari 3 OPD melapor; Dinas 2 belum."),
        (
            agencies(82.0, None, None, None, None),
            series(81.0, 82.0),
            (1, 5),
            "1 dari 5 OPD melapor; 4 belum.",
        ),
    ],
)
def test_the_first_sentence(
    found: list[Agency], line: list[tuple[str, float | None]], told: tuple[int, int], sentence: str
) -> None:
    said = overview.finding(found, line, told, "id")
    assert said == sentence
    assert len(said) <= 110


def test_more_than_seven_below_the_line_hold_nothing_back() -> None:
    low = agencies(*[50.0] * 8, *[90.0] * 30)
    assert overview.holding_back(low, 82.0) is None
    assert overview.holding_back(low[1:], 82.0) is not None


def test_the_series_says_when_every_quarter_rose() -> None:
    rising = [(f"2024-TW{n}", 70.0 + n) for n in (1, 2, 3, 4)]
    assert overview.trend_title(rising, "id") == "Empat triwulan berturut-turut naik"
    assert (
        overview.trend_title([*rising[:3], ("2024-TW4", 70.0)], "id") == "Capaian kinerja naik pada 2 dari 3 pergantian triwulan"
    )


def test_a_quarter_that_was_never_sent_stays_in_the_series_as_missing() -> None:
    values = pl.DataFrame(
        {"metrik": ["capaian_kinerja"], "kode_unit": [None], "periode": ["2024-TW4"], "nilai": [80.0]},
        schema_overrides={"kode_unit": pl.String},
    )
    assert overview.series(values, "2024-TW4", quarters=2) == [("2024-TW3", None), ("2024-TW4", 80.0)]


@pytest.mark.parametrize(
    ("metric", "then", "now", "words", "up", "helps"),
    [
        ("capaian_kinerja", 80.0, 81.4, "1,4 poin", True, True),
        ("rentang_sempit", 51.8, 26.7, "25,1 poin", False, True),
        ("lapisan_maks", 5.0, 6.0, "1", True, False),
        ("rentang_rerata", 9.5, 12.1, "2,6", True, None),
        ("lapisan_maks", 6.0, 6.0, "tetap", None, None),
    ],
)
def test_a_change_helps_or_hurts_by_the_metrics_direction(
    metric: str, then: float, now: float, words: str, up: bool | None, helps: bool | None
) -> None:
    found = overview.change(catalog()[metric], now, {"nilai": then}, "2020-TW4", "id")
    assert found is not None
    assert (found.words, found.up) == (words, up)
    assert found.helps == (helps if catalog()[metric].direction != "netral" else None) or metric == "rentang_rerata"


def indicators(**attained: float | None) -> pl.DataFrame:
    rows = {"kode_indikator": list(attained), "capaian": list(attained.values())}
    return pl.DataFrame(rows, schema={"kode_indikator": pl.String, "capaian": pl.Float64})


def test_a_change_is_laid_on_few_indicators_only_if_they_explain_nine_tenths_of_it() -> None:
    then = indicators(a=80.0, b=80.0, c=80.0)
    assert changes.explained_by(indicators(a=50.0, b=80.0, c=80.0), then) == 1
    assert changes.explained_by(indicators(a=65.0, b=65.0, c=80.0), then) == 2
    assert changes.explained_by(indicators(a=70.0, b=70.0, c=70.0), then) is None
    assert changes.explained_by(indicators(a=50.0, b=80.0, x=80.0), then) is None


def test_what_changed_names_the_largest_fall_and_rise_and_who_is_silent() -> None:
    found = [Agency("1", "Dinas A", 61.7, 63.3), Agency("2", "Dinas B", 70.2, 64.1), Agency("3", "Dinas C", None, 80.0)]
    said = [line.words for line in changes.sentences(found, (2, 3), [], {}, 4, None, "id")]
    assert said == [
        ":red[**▼ Dinas A**] turun 1,6 poin ke 61,7%.",
        ":blue[**▲ Dinas B**] naik 6,1 poin ke 70,2%, dari Rendah menjadi Sedang.",
        "**Dinas C belum melapor**; angka daerah memakai 2 dari 3 OPD.",
        "**4 angka tercetak** berbeda dari hitungan ulang.",
    ]
    assert changes.sentences([Agency("1", "Dinas A", 61.7, 61.7)], (1, 1), [], {}, 0, None, "id") == []


def test_an_agency_on_a_low_step_for_three_quarters_is_named() -> None:
    stuck, fresh = Line("1", "Dinas A", (60.0, 61.0, 62.0)), Line("1", "Dinas A", (80.0, 61.0, 62.0))
    rows = indicators(a=60.0, b=90.0)
    head = "1 dari 2 OPD di bawah Tinggi; "
    other = Line("2", "Dinas B", (90.0, 90.0, 90.0))
    said = attainment.finding([stuck, other], None, rows, "id")
    assert said == f"{head}Dinas A Rendah tiga triwulan berturut-turut, 1 dari 2 indikatornya di bawah 66%."
    assert attainment.finding([fresh, other], None, rows, "id") == f"{head}Dinas A 62,0% (Rendah)."
    silent = attainment.finding([Line("1", "Dinas A", (None,))], None, rows, "id")
    assert silent == "Belum ada OPD yang melapor untuk periode ini."


def test_not_reported_stands_on_top_in_every_order_but_the_structures() -> None:
    lines = [Line("1", "A", (90.0, 70.0)), Line("2", "B", (60.0, 60.0)), Line("3", "C", (80.0, None))]
    assert [line.kode for line in attainment.ordered(lines, "terendah")] == ["3", "2", "1"]
    assert [line.kode for line in attainment.ordered(lines, "turun")] == ["3", "1", "2"]
    assert [line.kode for line in attainment.ordered(lines, "struktur")] == ["1", "2", "3"]


def test_absorption_and_efficiency_of_an_indicator() -> None:
    row = {"pagu": 1000.0, "realisasi_anggaran": 880.0, "capaian": 95.0}
    assert attainment.absorption(row) == 88.0
    assert attainment.efficiency(row) == 7.0
    assert attainment.absorption(row | {"pagu": 0.0}) is None
    assert attainment.efficiency(row | {"capaian": None}) is None


def test_efficiency_in_words_notes_low_attainment() -> None:
    row = {"pagu": 1000.0, "realisasi_anggaran": 500.0, "capaian": 95.0}
    assert attainment.efficiency_words(row, "id") == "efisien"
    assert attainment.efficiency_words(row | {"capaian": 74.9}, "id") == "efisien; capaian rendah"
    assert attainment.efficiency_words(row | {"capaian": 75.0}, "id") == "efisien"
    assert attainment.efficiency_words(row | {"capaian": 50.0}, "id") == "cukup efisien; capaian rendah"
    assert attainment.efficiency_words(row | {"capaian": 40.0}, "id") == "tidak efisien"
    assert attainment.efficiency_words(row | {"pagu": None}, "id") == ""
