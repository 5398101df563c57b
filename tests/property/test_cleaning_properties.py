"""Cleaning is idempotent and never invents: what it wrote it reads again as the same value."""

import datetime as dt
import math

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts import Column
from etl.contracts import values as written
from etl.ingest.cleaning import clean
from etl.ingest.raw import cells

MESSY = st.text(alphabet="0123456789.,-–%/ RpABCDnaW'\u00a0()xE+:", max_size=14)
DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


def read(kind, values, jenis=None):
    series = cells(values)
    context = {}
    if kind == "nilai":
        context = {"jenis": pl.Series([jenis] * len(values)), "counted": pl.Series([False] * len(values))}
    return clean(series, "unit", Column("x", kind), **context)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["teks", "kode", "nip"]), st.lists(MESSY, min_size=1, max_size=8))
def test_cleaned_text_is_clean(kind, values):
    once = read(kind, values)["value"]
    again = read(kind, once.to_list())
    assert again["value"].to_list() == once.to_list()
    assert again["rule"].null_count() == len(values)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["angka", "rentang", "predikat", "ya_tidak"]), st.lists(MESSY, min_size=1, max_size=8))
def test_a_value_in_its_written_form_stays_as_it_is(jenis, values):
    once = read("nilai", values, jenis)["value"].to_list()
    for text in once:
        written.read(text, jenis)  # raises for a text that is not in the written form
    again = read("nilai", once, jenis)
    three_decimals = [text is not None and ambiguous(text) for text in once]
    assert [v for v, skip in zip(again["value"].to_list(), three_decimals, strict=True) if not skip] == [
        v for v, skip in zip(once, three_decimals, strict=True) if not skip
    ]


def ambiguous(text):
    """A number with exactly three decimals, as text, reads in two ways again: only typed files (Parquet) carry it unharmed."""
    return any(len(end.partition(".")[2]) == 3 for end in text.replace("..", " ").split())


@settings(deadline=None, max_examples=60)
@given(st.lists(DECIMALS, min_size=1, max_size=8))
def test_indonesian_and_english_writing_give_the_same_number(numbers):
    english = [f"{n:,.2f}" for n in numbers]
    indonesian = [text.translate(str.maketrans(",.", ".,")) for text in english]
    for texts in (english, indonesian, [f"Rp {t}" for t in indonesian], [f"{t} %" for t in indonesian]):
        got = read("desimal", texts)["value"].to_list()
        assert all(math.isclose(a, float(b), abs_tol=1e-6) for a, b in zip(got, numbers, strict=True))


@settings(deadline=None, max_examples=60)
@given(st.lists(MESSY, min_size=1, max_size=8))
def test_a_cell_with_something_in_it_gives_a_value_or_a_finding_never_both(values):
    for kind in ("desimal", "bilangan", "tanggal"):
        got = read(kind, values)
        assert not any(v is not None and rule is not None for v, rule in got.rows())


@settings(deadline=None, max_examples=60)
@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_a_date_reads_the_same_in_every_writing(day):
    month = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    serial = float((day - dt.date(1899, 12, 30)).days)
    writings = [
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        day.isoformat(),
        f"{day.day} {month[day.month - 1]} {day.year}",
    ]
    assert read("tanggal", [*writings, serial, day])["value"].to_list() == [day] * 6
