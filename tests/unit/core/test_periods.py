"""Quarters are ordered, and anything but YYYY-TWn is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import WrongUsage
from etl.periods import Period

quarters = st.builds(Period, st.integers(2000, 2099), st.integers(1, 4))


def test_reads_and_writes_the_code():
    assert str(Period.parse("2024-TW4")) == "2024-TW4"
    assert Period.parse("2024-TW4").plus(1) == Period.parse("2025-TW1")
    assert Period.parse("2024-TW1").plus(-1) == Period.parse("2023-TW4")
    assert Period.parse("2024-TW3").last_day == date(2024, 9, 30)


@pytest.mark.parametrize("wrong", ["2024TW4", "2024-TW5", "2024-tw1", "24-TW1", "", "2024-TW1 "])
def test_refuses_other_forms(wrong):
    with pytest.raises(WrongUsage):
        Period.parse(wrong)


@given(quarters, st.integers(-40, 40))
def test_going_there_and_back(period, n):
    assert period.plus(n).plus(-n) == period
    assert (period.plus(n) > period) is (n > 0)
