"""Groups picked by hand: saved for one scope, ended by who saved them; what was there before is kept and recorded."""

from __future__ import annotations

import pytest
from meja import NIP

from etl.access import Principal, Role, Scope
from etl.errors import DataRefused, NotAllowed, WrongUsage
from etl.warehouse import read
from etl.warehouse.peer_groups import LONGEST, hapus_kelompok, simpan_kelompok

MINISTRY = Principal("pusat", Role.KEMENDAGRI, Scope("*"))
ADMIN = Principal("admin", Role.ADMIN, Scope("*"))
PROVINCE = Principal("banten", Role.PROVINSI, Scope("36.*"))
COLLEAGUE = Principal("rekan", Role.PROVINSI, Scope("36.*"))
BALI = Principal("bali", Role.PROVINSI, Scope("51.*"))


def names(desk, who):
    return read.peer_groups(desk.reader(), who)["nama"].to_list()


def test_a_group_is_seen_in_the_scope_in_which_it_was_saved(desk):
    made = simpan_kelompok(desk.settings, PROVINCE, "  Kota  pesisir ", ["36.73", "36.72", "36.72"])
    simpan_kelompok(desk.settings, MINISTRY, "Kota pesisir", ["36.72", "51.71"])
    found = read.peer_groups(desk.reader(), COLLEAGUE).row(0, named=True)
    assert (found["kelompok"], found["nama"], found["oleh"], found["anggota"]) == (
        made,
        "Kota pesisir",
        "banten",
        ["36.72", "36.73"],
    )
    assert [names(desk, who) for who in (PROVINCE, ADMIN, BALI)] == [["Kota pesisir"], ["Kota pesisir"], []]


def test_who_saved_a_group_ends_it_and_nothing_is_changed(desk):
    made = simpan_kelompok(desk.settings, PROVINCE, "Kota pesisir", ["36.72", "36.73"])
    for who in (COLLEAGUE, MINISTRY, BALI):
        with pytest.raises(DataRefused):
            hapus_kelompok(desk.settings, who, made)
    hapus_kelompok(desk.settings, PROVINCE, made)
    assert names(desk, PROVINCE) == []
    assert desk.rows("SELECT kode_wilayah, aktif FROM lake.kelompok_pembanding ORDER BY ALL") == [
        ("36.72", True), ("36.73", True), (None, False)
    ]  # fmt: skip
    with pytest.raises(DataRefused):
        hapus_kelompok(desk.settings, PROVINCE, made)
    simpan_kelompok(desk.settings, COLLEAGUE, "kota pesisir", ["36.72"])
    told = desk.rows("SELECT identitas, objek = ?, rincian FROM lake.jejak WHERE tindakan = 'kelompok' ORDER BY waktu", made)
    assert told == [
        ("banten", True, '{"apa": "simpan", "pemda": 2}'), ("banten", True, '{"apa": "hapus"}'),
        ("rekan", False, '{"apa": "simpan", "pemda": 1}'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("nama", "anggota"), [(" ", ["36.72"]), ("x" * (LONGEST + 1), ["36.72"]), (f"Milik {NIP}", ["36.72"]), ("Kosong", [])]
)
def test_what_is_no_group_is_refused(desk, nama, anggota):
    with pytest.raises(DataRefused) as refused:
        simpan_kelompok(desk.settings, PROVINCE, nama, anggota)
    assert NIP not in refused.value.message("id")


def test_a_name_is_taken_once_in_a_scope(desk):
    simpan_kelompok(desk.settings, PROVINCE, "Kota pesisir", ["36.72"])
    with pytest.raises(DataRefused):
        simpan_kelompok(desk.settings, COLLEAGUE, "KOTA PESISIR", ["36.73"])


@pytest.mark.parametrize(
    ("who", "anggota", "error"),
    [
        (BALI, ["36.72"], NotAllowed),
        (PROVINCE, ["36.72", "51.71"], NotAllowed),
        (Principal("operator@kota", Role.OPERATOR, Scope("36.72")), ["36.72"], NotAllowed),
        (MINISTRY, ["99.99"], WrongUsage),
    ],
)
def test_only_governments_in_scope_that_exist_and_only_by_who_compares(desk, who, anggota, error):
    with pytest.raises(error):
        simpan_kelompok(desk.settings, who, "Kota", anggota)
    assert desk.rows("SELECT count(*) FROM lake.kelompok_pembanding") == [(0,)]
