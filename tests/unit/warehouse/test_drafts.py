"""A draft waits, is submitted, approved, returned, withdrawn; only what is approved counts."""

import dataclasses

import polars as pl
import pytest

from etl.access import Principal, Role, Scope
from etl.errors import DataRefused, NotAllowed
from etl.warehouse import read, write
from etl.warehouse.order import Stage

REGION, QUARTER = "36.72", "2024-TW1"
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))
LEADER = Principal("walikota@kota", Role.PIMPINAN, Scope(REGION))
WARNING = pl.DataFrame({"aturan": ["pohon.banyak_akar"], "tingkat": ["peringatan"], "dataset": ["unit"], "rincian": ["{}"]})
BLOCKING = WARNING.with_columns(aturan=pl.lit("pohon.siklus"), tingkat=pl.lit("blokir"))


def draft(desk, realisasi="90", findings=None, periode=QUARTER):
    parsed = desk.parsed(periode, realisasi)
    if findings is not None:
        findings = findings.with_columns(kiriman_id=pl.lit(parsed.kiriman_id))
    return desk.submit(parsed, findings=findings, stage=Stage.DRAF)[0]


def standing(desk, receipt):
    return desk.rows("SELECT tahap FROM lake.kiriman_status WHERE kiriman_id = ?", receipt["kiriman_id"])[0][0]


def test_a_draft_is_kept_with_its_figures_and_counts_for_nobody(desk):
    receipt = draft(desk)
    assert (receipt["status"], receipt["versi"], standing(desk, receipt)) == ("divalidasi", 1, "divalidasi")
    assert desk.rows("FROM lake.kiriman_kini") == []
    assert desk.rows("SELECT count(*) > 0 FROM lake.nilai_metrik WHERE kiriman_id = ?", receipt["kiriman_id"]) == [(True,)]


def test_a_draft_moves_no_figure_of_a_later_quarter(desk):
    desk.quarter(QUARTER, "90")
    desk.quarter("2024-TW2", "100")
    draft(desk, "70")
    assert (desk.to_date(QUARTER), desk.to_date("2024-TW2")) == (90, 190)


def test_what_is_submitted_and_approved_counts_and_later_quarters_follow(desk):
    desk.quarter(QUARTER, "90")
    desk.quarter("2024-TW2", "100")
    receipt = draft(desk, "70")
    write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {})
    assert (standing(desk, receipt), desk.to_date(QUARTER)) == ("diajukan", 90)
    write.setujui(desk.settings, APPROVER, receipt["kiriman_id"])
    assert (standing(desk, receipt), desk.to_date(QUARTER), desk.to_date("2024-TW2")) == ("disetujui", 70, 170)


def test_blocking_findings_keep_a_draft_from_being_submitted(desk):
    receipt = draft(desk, findings=BLOCKING)
    assert receipt["status"] == "diterima"
    with pytest.raises(DataRefused, match="memblokir"):
        write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {})


def test_each_warning_needs_its_reason_which_is_kept(desk):
    receipt = draft(desk, findings=WARNING)
    with pytest.raises(DataRefused, match=r"pohon\.banyak_akar"):
        write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {"aturan.lain": "ya"})
    assert standing(desk, receipt) == "divalidasi", "nothing is half submitted"
    write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {"pohon.banyak_akar": "dua pucuk menurut SOTK"})
    given = read.confirmations(desk.reader(), OPERATOR, REGION)
    assert given.select("aturan", "jumlah", "oleh", "alasan").rows() == [
        ("pohon.banyak_akar", 1, "operator@kota", "dua pucuk menurut SOTK")
    ]


def test_two_persons_where_people_sign_in_unless_the_region_lets_one(desk):
    desk.settings = dataclasses.replace(desk.settings, sign_in=True)
    both = Principal("satu@kota", Role.SISTEM, Scope(REGION))
    receipt = draft(desk)
    write.ajukan(desk.settings, both, receipt["kiriman_id"], {})
    with pytest.raises(DataRefused, match="Anda sendiri"):
        write.setujui(desk.settings, both, receipt["kiriman_id"])
    write.atur(desk.settings, APPROVER, REGION, "satu_orang", "ya")
    write.setujui(desk.settings, both, receipt["kiriman_id"])
    kinds = read.events(desk.reader(), APPROVER, REGION)["jenis"].to_list()
    assert kinds == ["disetujui", "setuju_sendiri", "diajukan", "divalidasi", "diterima"]


def test_publishing_stops_at_submitted_where_people_sign_in_unless_the_region_lets_one(desk):
    desk.settings = dataclasses.replace(desk.settings, sign_in=True)
    first = desk.quarter(QUARTER, "90")
    assert (first["status"], desk.rows("FROM lake.kiriman_kini")) == ("diajukan", [])
    write.atur(desk.settings, APPROVER, REGION, "satu_orang", "ya")
    assert desk.quarter(QUARTER, "95")["status"] == "disetujui"


def test_a_returned_submission_says_why_and_gives_way_to_the_one_before(desk):
    desk.quarter(QUARTER, "90")
    receipt = draft(desk, "70")
    write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {})
    with pytest.raises(DataRefused, match="Alasan belum ditulis"):
        write.kembalikan(desk.settings, APPROVER, receipt["kiriman_id"], " ")
    write.kembalikan(desk.settings, APPROVER, receipt["kiriman_id"], "realisasi turun tanpa penjelasan")
    assert (standing(desk, receipt), desk.to_date(QUARTER)) == ("dikembalikan", 90)


def test_a_withdrawn_draft_can_no_longer_be_submitted(desk):
    receipt = draft(desk)
    write.batalkan(desk.settings, OPERATOR, receipt["kiriman_id"], "salah berkas")
    with pytest.raises(DataRefused, match="dibatalkan"):
        write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {})


def test_the_same_file_twice_changes_nothing(desk):
    first = draft(desk, "90")
    again = draft(desk, "90")
    assert (again["status"], again["tahap"], again["kiriman_id"]) == ("tidak_berubah", "divalidasi", first["kiriman_id"])
    assert desk.rows("SELECT count(*) FROM lake.kiriman") == [(1,)]


def test_a_locked_quarter_takes_nothing_until_it_is_opened(desk):
    desk.quarter(QUARTER, "90")
    write.kunci(desk.settings, APPROVER, REGION, QUARTER, "rapat selesai")
    with pytest.raises(DataRefused, match="dikunci"):
        draft(desk, "70")
    write.buka(desk.settings, APPROVER, REGION, QUARTER, "koreksi BPK")
    assert draft(desk, "70")["versi"] == 2


@pytest.mark.parametrize("who", [LEADER, OPERATOR, Principal("x", Role.PENYETUJU, Scope("36.04"))], ids=lambda p: p.role.value)
def test_only_the_regions_approver_approves(desk, who):
    receipt = draft(desk)
    write.ajukan(desk.settings, OPERATOR, receipt["kiriman_id"], {})
    with pytest.raises(NotAllowed):
        write.setujui(desk.settings, who, receipt["kiriman_id"])


def test_the_operator_sees_the_dashboard_as_the_draft_would_make_it(desk):
    desk.quarter(QUARTER, "90")
    receipt = draft(desk, "70")
    through = dataclasses.replace(OPERATOR, draft=receipt["kiriman_id"])
    lake = desk.reader()
    reached = [read.attainment(lake, who, REGION, QUARTER, basis="sd")["realisasi"].to_list() for who in (OPERATOR, through)]
    assert reached == [[90.0], [70.0]]
    assert read.submission(lake, through, REGION, QUARTER)["versi"].to_list() == [2]
    with pytest.raises(NotAllowed):
        read.attainment(lake, dataclasses.replace(LEADER, draft=receipt["kiriman_id"]), REGION, QUARTER)


def test_what_waits_is_the_newest_of_each_quarter(desk):
    draft(desk, "70", findings=BLOCKING)
    newest = draft(desk, "80")
    desk.quarter("2024-TW2", "100")
    assert read.waiting(desk.reader(), OPERATOR)["kiriman_id"].to_list() == [newest["kiriman_id"]]
