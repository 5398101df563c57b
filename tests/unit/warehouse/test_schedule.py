"""Who is expected to report: a table that the administrator keeps, not a constant."""

from __future__ import annotations

from datetime import date

import pytest

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed, WrongUsage
from etl.warehouse import read
from etl.warehouse.schedule import jadwalkan

QUARTER = "2024-TW1"
ADMIN = Principal("admin@pusat", Role.ADMIN, Scope("*"))
MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))


def expected(desk, periode=QUARTER):
    return read.schedule(desk.reader(), MINISTRY, periode)


def test_a_whole_nation_a_province_or_one_government_is_expected(desk):
    assert jadwalkan(desk.settings, ADMIN, "36.72", QUARTER) == 1
    assert jadwalkan(desk.settings, ADMIN, "36.*", QUARTER) == 8, "the ninth was expected already"
    assert jadwalkan(desk.settings, ADMIN, "*", QUARTER) == 537
    codes = set(expected(desk)["kode_wilayah"])
    assert len(codes) == 546
    assert {"31", "36", "36.72"} <= codes
    assert not {code for code in codes if code.startswith("31.")}, "areas of DKI Jakarta have no government of their own"


def test_the_same_schedule_twice_adds_nothing_and_a_new_deadline_replaces_the_old(desk):
    jadwalkan(desk.settings, ADMIN, "36.*", QUARTER)
    assert jadwalkan(desk.settings, ADMIN, "36.*", QUARTER) == 0
    assert jadwalkan(desk.settings, ADMIN, "36.72", QUARTER, tenggat=date(2024, 5, 2)) == 1
    days = dict(expected(desk).select("kode_wilayah", "tenggat").rows())
    assert days == dict.fromkeys(days) | {"36.72": date(2024, 5, 2)}
    assert desk.rows("SELECT count(*) FROM lake.jadwal_lapor") == [(10,)]


def test_who_is_no_longer_expected_is_not_silent(desk):
    jadwalkan(desk.settings, ADMIN, "36.*", QUARTER)
    assert jadwalkan(desk.settings, ADMIN, "36", QUARTER, aktif=False) == 1
    assert jadwalkan(desk.settings, ADMIN, "36", QUARTER, aktif=False) == 0
    found = read.completeness(desk.reader(), MINISTRY, QUARTER)
    assert found["kode_wilayah"].to_list() == [f"36.{n}" for n in ("01", "02", "03", "04", "71", "72", "73", "74")]
    assert not any(
        row["diharapkan"] for row in read.status(desk.reader(), MINISTRY).rows(named=True) if row["kode_wilayah"] == "36"
    )


def test_status_and_completeness_expect_the_same(desk):
    jadwalkan(desk.settings, ADMIN, "36.*", QUARTER)
    jadwalkan(desk.settings, ADMIN, "36.01", QUARTER, aktif=False)
    told = [
        {row["kode_wilayah"] for row in of(desk.reader(), MINISTRY, QUARTER).rows(named=True) if row["diharapkan"]}
        for of in (read.status, read.completeness)
    ]
    assert told[0] == told[1] == set(expected(desk)["kode_wilayah"])


@pytest.mark.parametrize(
    ("scope", "periode", "key"),
    [
        ("99.01", QUARTER, "galat.wilayah"),
        ("99.*", QUARTER, "galat.wilayah"),
        ("31.71", QUARTER, "kelengkapan.galat.bukan_otonom"),
        ("36.7", QUARTER, "galat.lingkup"),
        ("36.72", "2024-TW5", "galat.periode"),
        ("36.72", "triwulan satu", "galat.periode"),
    ],
)
def test_what_cannot_report_is_refused(desk, scope, periode, key):
    with pytest.raises(WrongUsage) as refused:
        jadwalkan(desk.settings, ADMIN, scope, periode)
    assert refused.value.key == key
    assert refused.value.message("en") != refused.value.message("id")


def test_a_deadline_lies_after_the_quarter(desk):
    with pytest.raises(WrongUsage) as refused:
        jadwalkan(desk.settings, ADMIN, "36.72", QUARTER, tenggat=date(2024, 3, 31))
    assert refused.value.key == "kelengkapan.galat.tenggat"
    jadwalkan(desk.settings, ADMIN, "36.72", QUARTER, tenggat=date(2024, 4, 1))


@pytest.mark.parametrize(
    "who",
    [
        MINISTRY,
        Principal("banten", Role.PROVINSI, Scope("36.*")),
        Principal("sekda", Role.PENYETUJU, Scope("36.72")),
        Principal("admin@bali", Role.ADMIN, Scope("51.*")),
    ],
)
def test_only_an_administrator_of_the_scope_keeps_the_schedule(desk, who):
    with pytest.raises(NotAllowed):
        jadwalkan(desk.settings, who, "36.72", QUARTER)
    own = Principal("admin@banten", Role.ADMIN, Scope("36.*"))
    assert jadwalkan(desk.settings, own, "36.72", QUARTER) == 1
    with pytest.raises(NotAllowed):
        jadwalkan(desk.settings, own, "*", QUARTER)


def test_the_trail_says_who_changed_the_schedule(desk):
    jadwalkan(desk.settings, ADMIN, "36.*", QUARTER, tenggat=date(2024, 5, 2))
    found = desk.rows("SELECT identitas, tindakan, objek, rincian FROM lake.jejak")
    assert found == [("admin@pusat", "jadwal", QUARTER, '{"aktif": 1, "jumlah": 9, "lingkup": "36.*", "tenggat": "2024-05-02"}')]
