"""Deadlines: where the region lies, by its own number of days, and not changed for what was already sent; what still waits."""

from __future__ import annotations

from datetime import date

from etl.access import Principal, Role, Scope
from etl.warehouse import lake, read, write
from etl.warehouse.order import Stage

REGION, QUARTER = "36.72", "2024-TW1"
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))


def draft(desk, realisasi, periode=QUARTER):
    return desk.submit(desk.parsed(periode, realisasi), stage=Stage.DRAF)[0]["kiriman_id"]


def submitted(desk, realisasi, periode=QUARTER):
    kiriman = draft(desk, realisasi, periode)
    write.ajukan(desk.settings, OPERATOR, kiriman, {})
    return kiriman


def deadlines(desk):
    return read.deadlines(desk.reader(), OPERATOR, REGION)


def waits(desk):
    return read.waiting(desk.reader(), OPERATOR).select("versi", "tahap").rows()


def test_a_quarter_is_due_a_fortnight_and_a_day_after_its_end(desk):
    draft(desk, "90")
    assert deadlines(desk).select("periode", "tenggat", "zona", "dikirim").rows() == [(QUARTER, date(2024, 4, 15), "WIB", None)]


def test_the_first_version_put_before_the_approver_counts_as_sent(desk):
    first = submitted(desk, "90")
    when = deadlines(desk)["dikirim"][0]
    submitted(desk, "80")
    assert deadlines(desk)["dikirim"][0] == when is not None
    write.batalkan(desk.settings, OPERATOR, first, "salah berkas")
    assert deadlines(desk)["dikirim"][0] > when, "what was withdrawn was not sent"


def test_a_new_number_of_days_holds_for_quarters_not_sent_yet(desk):
    submitted(desk, "90")
    draft(desk, "100", "2024-TW2")
    write.atur(desk.settings, APPROVER, REGION, "tenggat_hari", "20")
    found = dict(deadlines(desk).select("periode", "tenggat").rows())
    assert found == {"2024-TW2": date(2024, 7, 20), QUARTER: date(2024, 4, 15)}


def test_what_the_schedule_expects_is_due_though_nobody_sent_it(desk):
    with lake.writing(desk.settings, "uji", "jadwal") as con:
        row = [REGION, QUARTER, date(2024, 4, 30), True, "uji", lake.now()]
        con.execute("INSERT INTO lake.jadwal_lapor VALUES (?, ?, ?, ?, ?, ?)", row)
    assert deadlines(desk).select("diharapkan", "tenggat").rows() == [(True, date(2024, 4, 30))]


def test_only_what_nothing_followed_waits(desk):
    draft(desk, "90")
    assert waits(desk) == [(1, "divalidasi")]
    second = submitted(desk, "80")
    assert waits(desk) == [(2, "diajukan")], "a newer version followed the draft"
    third = draft(desk, "70")
    assert sorted(waits(desk)) == [(2, "diajukan"), (3, "divalidasi")], "a draft beside the one before the approver"
    write.batalkan(desk.settings, OPERATOR, third, "salah berkas")
    write.setujui(desk.settings, APPROVER, second)
    assert waits(desk) == [], "what was approved settles all before it"
    write.kembalikan(desk.settings, APPROVER, second, "salah")
    assert (2, "dikembalikan") in waits(desk)
