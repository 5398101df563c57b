"""Figures and dates as Indonesian readers write them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from pages.ui import formats
from pages.ui.csv import csv_bytes

CUTS = (51.0, 66.0, 76.0, 91.0)


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "shown"),
    [
        (1234.5, 1, "id", "1.234,5"),
        (1234.5, 1, "en", "1,234.5"),
        (-2.5, 1, "id", "−2,5"),
        (-0.04, 1, "id", "0,0"),
        (None, 1, "id", "–"),
        (7866, 0, "id", "7.866"),
    ],
)
def test_numbers(value: float | None, decimals: int, lang: str, shown: str) -> None:
    assert formats.number(value, decimals, lang) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(82.1, "82,1%"), (65.96, "65,96%"), (75.99, "75,99%"), (66.0, "66,0%"), (90.95, "90,95%"), (None, "–")]
)
def test_a_shown_percentage_never_contradicts_its_step(value: float | None, shown: str) -> None:
    assert formats.percent(value, cuts=CUTS) == shown


def test_a_change_is_said_in_points_not_percent() -> None:
    assert formats.points(-1.44) == "1,4 poin"
    assert formats.points(1.44, "en") == "1.4 points"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.2e9, "Rp 1,2 miliar"), (9e8, "Rp 900,0 juta"), (2.5e12, "Rp 2,5 triliun"), (5000, "Rp 5.000"), (None, "–")],
)
def test_money(value: float | None, shown: str) -> None:
    assert formats.rupiah(value) == shown


def test_periods_and_their_quarters() -> None:
    assert formats.period("2024-TW4") == "TW IV 2024"
    assert [formats.quarter(f"2024-TW{n}") for n in (1, 2, 3, 4)] == ["TW I", "II", "III", "IV"]
    assert formats.period(None) == "–"


def test_stored_times_are_utc_and_shown_in_the_regions_zone() -> None:
    stored = datetime(2025, 1, 13, 18, 31)
    assert formats.moment(stored) == "14 Jan 2025 01.31 WIB"
    assert formats.moment(stored, "en", "WIT") == "14 Jan 2025 03:31 WIT"
    assert formats.day(date(2025, 8, 17)) == "17 Agu 2025"


def test_a_figure_is_no_more_precise_than_its_data() -> None:
    assert [formats.plain(v) for v in (24.0, 58.6, 0.125)] == ["24", "58,6", "0,12"]


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1+1", "-cmd|' /C calc'!A0"])
def test_no_cell_of_a_csv_can_start_a_formula(cell: str) -> None:
    import polars as pl

    body = csv_bytes(pl.DataFrame({cell: [cell]})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=";"))
    assert rows == [[f"'{cell}"], [f"'{cell}"]]


def test_a_negative_number_in_a_csv_stays_a_number() -> None:
    import polars as pl

    table = pl.DataFrame({"selisih": ["-2", "-1.234,5", "-5 %", "-"], "nilai": [-1.5, 2.0, None, 0.0]})
    lines = csv_bytes(table, "id").decode("utf-8-sig").splitlines()
    assert lines[1:] == ["-2;-1,5", "-1.234,5;2,0", "-5 %;", "-;0,0"]


def test_a_name_above_a_csv_cannot_open_a_cell() -> None:
    import polars as pl

    body = csv_bytes(pl.DataFrame({"a": [1]}), "id", about=['Kota; =HYPERLINK("x")\n=1']).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(body, newline=""), delimiter=";")) == ['# Kota; =HYPERLINK("x") =1']


def test_a_csv_opens_in_columns_in_indonesian_excel() -> None:
    import polars as pl

    table = pl.DataFrame({"nama": ["=HYPERLINK(1)", "Dinas"], "nilai": [1.5, None]})
    lines = csv_bytes(table, "id", about=["Kota Cilegon"]).decode("utf-8-sig").splitlines()
    assert lines == ["# Kota Cilegon", "nama;nilai", "'=HYPERLINK(1);1,5", "Dinas;"]
    assert csv_bytes(table, "en").decode("utf-8-sig").splitlines()[1] == "'=HYPERLINK(1),1.5"
