"""The receipt that a region keeps: what was received, by whom, how many, and what was accepted with reasons."""

import polars as pl
import pytest
from meja import STAFF

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.warehouse import read, write
from etl.warehouse.order import Stage

REGION, QUARTER = "36.72", "2024-TW1"
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))
WARNING = pl.DataFrame({"aturan": ["pohon.banyak_akar"], "tingkat": ["peringatan"], "dataset": ["unit"], "rincian": ["{}"]})


def sent(desk, **other):
    parsed = desk.parsed(QUARTER, "90", **other)
    found = WARNING.with_columns(kiriman_id=pl.lit(parsed.kiriman_id))
    return desk.submit(parsed, findings=found, stage=Stage.DRAF)[0]


def receipt(desk, kiriman, who=OPERATOR):
    return read.receipt(desk.reader(), who, REGION, kiriman).to_dicts()


def test_a_draft_has_its_receipt_before_anybody_decides(desk):
    told = sent(desk)
    [row] = receipt(desk, told["kiriman_id"])
    assert (row["kiriman_id"], row["versi"], row["sha256"], row["tahap"]) == (told["kiriman_id"], 1, told["sha256"], "divalidasi")
    assert (row["diterima_oleh"], row["diajukan_oleh"], row["disetujui_oleh"], row["kini"]) == (
        "Bagian Organisasi", None, None, False,
    )  # fmt: skip
    assert [file["sha256"] for file in row["berkas"]] == [told["sha256"]]
    assert (row["jumlah_blokir"], row["jumlah_peringatan"], row["konfirmasi"]) == (0, 1, [])
    assert row["snapshot"] == told["snapshot"]


def test_rows_and_control_totals_are_those_of_the_publication(desk):
    told = sent(desk, pegawai=STAFF[:2])
    [row] = receipt(desk, told["kiriman_id"])
    rows = {line.pop("dataset"): line for line in row["baris"]}
    assert rows == {name: {k: v for k, v in counts.items() if k != "dilewati"} for name, counts in told["baris"].items()}
    assert rows["pegawai"] == {"dibaca": 2, "diterima": 2, "ditolak": 0, "kosong": 0}
    totals = {line["nama"]: line["nilai"] for line in row["total_kendali"]}
    assert totals == told["total_kendali"]
    assert (totals["orang"], totals["jabatan"], totals["kebutuhan"]) == (2, 4, None)


def test_once_approved_it_names_both_persons_and_every_reason(desk):
    kiriman = sent(desk)["kiriman_id"]
    write.ajukan(desk.settings, OPERATOR, kiriman, {"pohon.banyak_akar": "dua pucuk menurut SOTK"})
    write.setujui(desk.settings, APPROVER, kiriman)
    [row] = receipt(desk, kiriman, APPROVER)
    assert (row["diajukan_oleh"], row["disetujui_oleh"], row["tahap"], row["kini"]) == (
        "operator@kota", "sekda@kota", "disetujui", True,
    )  # fmt: skip
    assert row["diterima_pada"] <= row["diajukan_pada"] <= row["disetujui_pada"]
    assert row["setuju_sendiri"] is False
    told = [{k: v for k, v in line.items() if k != "waktu"} for line in row["konfirmasi"]]
    assert told == [{"aturan": "pohon.banyak_akar", "jumlah": 1, "oleh": "operator@kota", "alasan": "dua pucuk menurut SOTK"}]


def test_one_person_alone_is_told(desk):
    kiriman = desk.quarter(QUARTER, "90")["kiriman_id"]
    assert receipt(desk, kiriman)[0]["setuju_sendiri"] is True


def test_a_superseded_submission_keeps_its_receipt(desk):
    first = desk.quarter(QUARTER, "90")["kiriman_id"]
    second = desk.quarter(QUARTER, "80")["kiriman_id"]
    assert [(receipt(desk, k)[0]["versi"], receipt(desk, k)[0]["kini"]) for k in (first, second)] == [(1, False), (2, True)]


def test_receipts_are_for_the_regions_own_operator_and_approver(desk):
    kiriman = sent(desk)["kiriman_id"]
    assert receipt(desk, "tidak-ada") == []
    for who in (Principal("x", Role.PIMPINAN, Scope(REGION)), Principal("x", Role.OPERATOR, Scope("36.04"))):
        with pytest.raises(NotAllowed):
            receipt(desk, kiriman, who)
