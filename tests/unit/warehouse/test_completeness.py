"""Where governments stand in a quarter: expected, sent, late, approved, silent."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from etl.access import Principal, Role, Scope
from etl.validation.verdict import LOCATED_SCHEMA
from etl.validation.workspace import open_workspace
from etl.warehouse import lake, read, write
from etl.warehouse.order import Order, Stage, Submission
from etl.warehouse.publish import publish

REGION, QUARTER = "36.72", "2024-TW1"
MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))
PROVINCE = Principal("banten", Role.PROVINSI, Scope("36.*"))
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))


def expect(desk, *rows):
    with lake.writing(desk.settings, "uji", "jadwal") as con:
        for region, quarter, deadline, active in rows:
            con.execute(
                "INSERT INTO lake.jadwal_lapor VALUES (?, ?, ?, ?, ?, ?)", [region, quarter, deadline, active, "uji", lake.now()]
            )


def standing(desk, who=MINISTRY):
    return read.completeness(desk.reader(), who)


def test_who_is_expected_and_silent_stands_there_with_the_deadline(desk):
    expect(desk, ("36.72", QUARTER, None, True), ("81.01", QUARTER, date(2024, 5, 2), True), ("73.71", QUARTER, None, True))
    expect(desk, ("73.71", QUARTER, None, False))
    assert standing(desk).select("kode_wilayah", "keadaan", "tenggat", "tepat_waktu").rows() == [
        ("36.72", "belum", date(2024, 4, 15), None),
        ("81.01", "belum", date(2024, 5, 2), None),
    ]


def test_a_province_sees_its_own(desk):
    expect(desk, ("36", QUARTER, None, True), ("36.72", QUARTER, None, True), ("81.01", QUARTER, None, True))
    assert standing(desk, PROVINCE)["kode_wilayah"].to_list() == ["36", "36.72"]


def test_the_way_from_draft_to_approved_and_back(desk):
    kiriman = desk.submit(desk.parsed(QUARTER, "90"), stage=Stage.DRAF)[0]["kiriman_id"]
    assert standing(desk).select("keadaan", "diharapkan", "valid").rows() == [("draf", False, True)]
    write.ajukan(desk.settings, OPERATOR, kiriman, {})
    assert standing(desk)["keadaan"].to_list() == ["menunggu"]
    write.setujui(desk.settings, APPROVER, kiriman)
    assert standing(desk).select("keadaan", "versi").rows() == [("disetujui", 1)]
    write.kembalikan(desk.settings, APPROVER, kiriman, "angka salah")
    assert standing(desk)["keadaan"].to_list() == ["dikembalikan"]


def test_late_is_counted_in_days_where_the_government_lies(desk):
    parsed = desk.parsed(QUARTER, "90")
    # 17.30 UTC on the 15th is already the 16th in Cilegon (UTC+7), a day after the deadline.
    order = Order(Principal.system("uji"), "uji", sent={(REGION, QUARTER): datetime(2024, 4, 15, 17, 30)})
    con = open_workspace([parsed])
    publish(con, desk.settings, [Submission(parsed, pl.DataFrame(schema=LOCATED_SCHEMA))], order)
    con.close()
    assert standing(desk).select("tepat_waktu", "telat_hari").rows() == [(False, 1)]


def test_figures_of_all_governments_are_those_of_each(desk):
    desk.submit(desk.parsed(QUARTER, "90"))
    found = read.national_values(desk.reader(), MINISTRY, QUARTER, ["realisasi_terisi"])
    own = read.metric_values(desk.reader(), MINISTRY, kode_wilayah=REGION, kode_unit=None, metrik="realisasi_terisi")
    assert found.height == 1
    assert found.select("pembilang", "penyebut", "nilai").rows() == own.select("pembilang", "penyebut", "nilai").rows()
    assert read.national_values(desk.reader(), PROVINCE, QUARTER, ["realisasi_terisi"]).height == 1
    other = Principal("bali", Role.PROVINSI, Scope("51.*"))
    assert read.national_values(desk.reader(), other, QUARTER, ["realisasi_terisi"]).is_empty()
