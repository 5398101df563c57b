"""Text that a spreadsheet would run is defused; numbers stay numbers."""

import pytest

from etl.validation.annotate.safe import neutral


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "\x00=1", "  =1", "＝1", "-2-3", '=HYPERLINK("http://x")', "-abc"],
)
def test_what_could_start_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "-1.234,5", "- 5"[0] + "12%", "-Rp 1.000", "12", "-", "--", "Dinas = baik", "1.01", "", None]
)
def test_numbers_dashes_and_plain_words_stay(text):
    assert neutral(text) == text
