"""Reviewers return what was approved and write about a quarter; governments answer; nothing is ever changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meja import NIP

from etl.access import Principal, Role, Scope
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.warehouse import read, write
from etl.warehouse.order import Stage
from etl.warehouse.review import LONGEST, komentari, selesaikan, tinjau_kembalikan

REGION, QUARTER, NEXT = "36.72", "2024-TW1", "2024-TW2"
MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))
PROVINCE = Principal("banten", Role.PROVINSI, Scope("36.*"))
BALI = Principal("bali", Role.PROVINSI, Scope("51.*"))
OPERATOR = Principal("operator@kota", Role.OPERATOR, Scope(REGION))
APPROVER = Principal("sekda@kota", Role.PENYETUJU, Scope(REGION))
HEAD = Principal("kadis", Role.PIMPINAN, Scope(REGION, "2.01"))


def standing(desk, periode=QUARTER):
    return read.completeness(desk.reader(), MINISTRY, periode).select("keadaan", "versi").row(0)


def threads(desk, who=MINISTRY):
    return read.comments(desk.reader(), who).select("isi", "keadaan", "menunggu").rows()


def test_a_reviewer_returns_what_counts_with_a_reason_and_the_one_before_counts_again(desk):
    desk.quarter(QUARTER, "80")
    second = desk.quarter(QUARTER, "90")["kiriman_id"]
    assert standing(desk) == ("disetujui", 2)
    tinjau_kembalikan(desk.settings, PROVINCE, second, f"realisasi turun, lihat {NIP}")
    assert standing(desk) == ("disetujui", 1)
    found = read.reviews(desk.reader(), OPERATOR).row(0, named=True)
    assert (found["versi"], found["peran"], found["oleh"], found["terbuka"]) == (2, "provinsi", "banten", True)
    assert found["alasan"] == f"realisasi turun, lihat {'*' * 18}"


def test_what_refers_to_the_returned_quarter_is_computed_again_in_the_same_transaction(desk):
    first = desk.quarter(QUARTER, "90")["kiriman_id"]
    desk.quarter(NEXT, "100")
    assert desk.to_date(NEXT) == 190.0
    before = desk.reader().snapshot()
    assert tinjau_kembalikan(desk.settings, MINISTRY, first, "angka salah") == before + 1
    assert desk.to_date(NEXT) == 100.0
    assert standing(desk)[0] == "dikembalikan"


def test_a_return_is_settled_by_a_new_version_or_by_approving_again(desk):
    first = desk.quarter(QUARTER, "80")["kiriman_id"]
    tinjau_kembalikan(desk.settings, MINISTRY, first, "angka salah")
    draft = desk.submit(desk.parsed(QUARTER, "85"), stage=Stage.DRAF)[0]["kiriman_id"]
    assert read.reviews(desk.reader(), MINISTRY)["terbuka"].to_list() == [True], "a draft is not sent yet"
    write.ajukan(desk.settings, OPERATOR, draft, {})
    assert read.reviews(desk.reader(), MINISTRY)["terbuka"].to_list() == [False]
    write.batalkan(desk.settings, OPERATOR, draft, "keliru")
    assert read.reviews(desk.reader(), MINISTRY)["terbuka"].to_list() == [True]
    write.setujui(desk.settings, APPROVER, first)
    assert read.reviews(desk.reader(), MINISTRY)["terbuka"].to_list() == [False]


@pytest.mark.parametrize("who", [BALI, OPERATOR, APPROVER, HEAD, Principal("admin", Role.ADMIN, Scope("*"))])
def test_nobody_else_returns_as_a_reviewer(desk, who):
    sent = desk.quarter(QUARTER, "80")["kiriman_id"]
    with pytest.raises(NotAllowed):
        tinjau_kembalikan(desk.settings, who, sent, "angka salah")
    assert standing(desk)[0] == "disetujui"


def test_a_reviewer_returns_neither_what_waits_nor_what_was_replaced_nor_without_a_reason(desk):
    first, second = (desk.quarter(QUARTER, value)["kiriman_id"] for value in ("80", "90"))
    waiting = desk.submit(desk.parsed(NEXT, "90"), stage=Stage.DIAJUKAN)[0]["kiriman_id"]
    for sent in (first, waiting, "36.72_2024-TW1_tak-ada"):
        with pytest.raises(DataRefused):
            tinjau_kembalikan(desk.settings, MINISTRY, sent, "angka salah")
    with pytest.raises(DataRefused) as refused:
        tinjau_kembalikan(desk.settings, MINISTRY, second, "  ")
    assert refused.value.key == "galat.alasan_kosong"


def test_a_locked_quarter_is_opened_by_its_approver_before_it_can_be_returned(desk):
    sent = desk.quarter(QUARTER, "80")["kiriman_id"]
    write.kunci(desk.settings, APPROVER, REGION, QUARTER, "sudah dibahas")
    with pytest.raises(DataRefused) as refused:
        tinjau_kembalikan(desk.settings, MINISTRY, sent, "angka salah")
    assert refused.value.key == "galat.terkunci"
    write.buka(desk.settings, APPROVER, REGION, QUARTER, "diminta pusat")
    tinjau_kembalikan(desk.settings, MINISTRY, sent, "angka salah")
    assert standing(desk)[0] == "dikembalikan"


def test_a_thread_is_open_answered_and_closed(desk):
    asked = komentari(desk.settings, MINISTRY, REGION, QUARTER, "Mengapa pelaksana turun?")
    assert threads(desk, OPERATOR) == [("Mengapa pelaksana turun?", "terbuka", "pemda")]
    komentari(desk.settings, OPERATOR, REGION, QUARTER, "Pensiun.", asked)
    assert [row[1:] for row in threads(desk)] == [("dijawab", "peninjau")] * 2
    komentari(desk.settings, PROVINCE, REGION, QUARTER, "Berapa orang?", asked)
    assert {row[1:] for row in threads(desk)} == {("terbuka", "pemda")}
    selesaikan(desk.settings, PROVINCE, asked)
    assert [row for row in threads(desk) if row[0]] == [
        ("Mengapa pelaksana turun?", "selesai", None),
        ("Pensiun.", "selesai", None),
        ("Berapa orang?", "selesai", None),
    ]
    with pytest.raises(DataRefused) as refused:
        komentari(desk.settings, OPERATOR, REGION, QUARTER, "Masih ada.", asked)
    assert refused.value.key == "tinjau.galat.selesai"
    assert desk.rows("SELECT count(*) FROM lake.komentar") == [(4,)]


def test_a_government_begins_a_thread_too_and_the_reviewer_is_to_answer(desk):
    asked = komentari(desk.settings, APPROVER, REGION, QUARTER, "Mohon kunci dibuka kembali?")
    assert threads(desk) == [("Mohon kunci dibuka kembali?", "terbuka", "peninjau")]
    with pytest.raises(DataRefused):
        selesaikan(desk.settings, MINISTRY, asked)
    selesaikan(desk.settings, OPERATOR, asked)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("  \n ", "tinjau.galat.kosong"),
        ("a" * (LONGEST + 1), "tinjau.galat.panjang"),
        (f"NIP {NIP} ganda", "tinjau.galat.nip"),
        ("NIP 19750315 199903 1 001 ganda", "tinjau.galat.nip"),
    ],
)
def test_what_may_not_stand_in_a_comment(desk, written, key):
    with pytest.raises(DataRefused) as refused:
        komentari(desk.settings, MINISTRY, REGION, QUARTER, written)
    assert refused.value.key == key
    assert NIP not in refused.value.message()
    assert desk.rows("SELECT count(*) FROM lake.komentar") == [(0,)]
    komentari(desk.settings, MINISTRY, REGION, QUARTER, "a" * LONGEST)


def test_an_answer_belongs_to_its_thread(desk):
    asked = komentari(desk.settings, MINISTRY, REGION, QUARTER, "Mengapa?")
    answer = komentari(desk.settings, OPERATOR, REGION, QUARTER, "Pensiun.", asked)
    for place, to in (
        ((REGION, NEXT), asked),
        (("36.04", QUARTER), asked),
        ((REGION, QUARTER), answer),
        ((REGION, QUARTER), "x"),
    ):
        with pytest.raises(DataRefused):
            komentari(desk.settings, PROVINCE, *place, "Begitu.", to)
    with pytest.raises(WrongUsage):
        komentari(desk.settings, MINISTRY, REGION, "2024-TW7", "Mengapa?")
    with pytest.raises(WrongUsage):
        komentari(desk.settings, MINISTRY, "99.99", QUARTER, "Mengapa?")


@pytest.mark.parametrize("who", [BALI, HEAD, replace(APPROVER, scope=Scope("36.04")), Principal("a", Role.ADMIN, Scope("*"))])
def test_nobody_out_of_scope_writes_or_reads_a_thread(desk, who):
    asked = komentari(desk.settings, MINISTRY, REGION, QUARTER, "Mengapa?")
    with pytest.raises(NotAllowed):
        komentari(desk.settings, who, REGION, QUARTER, "Saya juga.")
    with pytest.raises(NotAllowed):
        selesaikan(desk.settings, who, asked)
    assert bool(threads(desk, who)) is (who.role is Role.ADMIN), "an administrator reads, and writes nothing"


def test_the_trail_knows_of_comments_without_their_words(desk):
    asked = komentari(desk.settings, MINISTRY, REGION, QUARTER, "Mengapa turun?")
    komentari(desk.settings, OPERATOR, REGION, QUARTER, "Pensiun.", asked)
    selesaikan(desk.settings, MINISTRY, asked)
    found = desk.rows("SELECT identitas, kode_wilayah, rincian FROM lake.jejak WHERE tindakan = 'komentar' ORDER BY urutan")
    assert [(who, place) for who, place, _ in found] == [("pusat", REGION), ("operator@kota", REGION), ("pusat", REGION)]
    assert [told.split('"')[3] for _, _, told in found] == ["tulis", "jawab", "selesai"]
    assert not any("turun" in told for _, _, told in found)


def test_a_reviewer_sees_versions_without_what_was_never_approved(desk):
    desk.quarter(QUARTER, "80")
    second = desk.quarter(QUARTER, "90")["kiriman_id"]
    tinjau_kembalikan(desk.settings, MINISTRY, second, "angka salah")
    desk.submit(desk.parsed(QUARTER, "95"), stage=Stage.DRAF)
    found = read.versions_for_review(desk.reader(), PROVINCE, REGION, QUARTER).rows(named=True)
    assert [(row["versi"], row["tahap"], row["kini"]) for row in found] == [
        (3, "divalidasi", False), (2, "dikembalikan", False), (1, "disetujui", True)
    ]  # fmt: skip
    draft, returned, current = found
    assert {name for name, value in draft.items() if value} == {"versi", "tahap"}
    assert (returned["kiriman_id"], returned["catatan"], returned["dikembalikan_peran"]) == (second, "angka salah", "kemendagri")
    assert current["disetujui_oleh"] == "Bagian Organisasi"
    assert [file["sha256"] for file in current["berkas"]] == [current["sha256"]] or current["berkas"]
    assert read.versions_for_review(desk.reader(), HEAD, REGION, QUARTER).is_empty()
    with pytest.raises(NotAllowed):
        read.versions_for_review(desk.reader(), BALI, REGION, QUARTER)
