"""The sample was sent as offices send: on working days before the deadline, but for the one planted late quarter."""

from datetime import timedelta

import pytest

from etl import synth
from etl.periods import Period
from etl.synth.sending import LATE

PLACES = [(kode, periode) for kode in synth.SHOWCASE for periode in synth.periods()]


@pytest.mark.parametrize(("kode", "periode"), PLACES)
def test_a_quarter_is_sent_on_a_working_day_around_its_deadline(kode: str, periode: str) -> None:
    sent = synth.sent(kode, periode)
    days = (sent.date() - (Period.parse(periode).last_day + timedelta(days=15))).days
    assert sent.weekday() < 5
    assert days == 4 if (kode, periode) in LATE else -14 <= days < 0
    assert 9 <= sent.hour + 7 < 16, "while the office is open (WIB)"
    assert synth.sent(kode, periode) == sent, "the same at every run"


def test_the_late_quarter_is_the_one_the_readme_of_the_sample_names() -> None:
    assert list(LATE) == [("36.04", "2024-TW2")]
    assert synth.sent("36.04", "2024-TW2").date().isoformat() == "2024-07-19"
