"""How many hold each post, as the pages read it: the same count as the metrics, without persons."""

import pytest

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from etl.warehouse import read

CILEGON = Principal("sekda", Role.PIMPINAN, Scope("36.72"))
SERANG = Principal("bupati", Role.PIMPINAN, Scope("36.04"))
CODES = [f"19800315200503{n:04d}" for n in range(1001, 1008)]
UNITS = [{"kode_unit": kode, "nama_unit": kode, "jenis_unit": "dinas"} for kode in ("A", "B")]
POSTS = [
    {"kode_jabatan": kode, "kode_unit": unit, "nama_jabatan": name, "jenis_jabatan": kind, "kebutuhan": need}
    for kode, unit, name, kind, need in (
        ("kadis", "A", "Kepala Dinas", "jpt_pratama", 1),
        ("olah", "A", "Pengolah Data", "pelaksana", 4),
        ("kabid", "B", "Kepala Bidang", "administrator", 1),
    )
]


def holder(n, post, kind=None):
    return {
        "nip": CODES[n], "nama": f"Orang {n}", "kode_jabatan": post, "status_kepegawaian": "pns", "jenis_penugasan": kind,
    }  # fmt: skip


# Person 2 is written as definitive in two posts; the first counts. The head of service is acting, the field head's deputy too.
STAFF = [
    holder(0, "olah"), holder(1, "olah", "definitif"), holder(2, "olah"), holder(2, "kabid"), holder(3, "kabid", "pj"),
    holder(1, "kadis", "plt"), holder(0, "kabid", "plh"),
]  # fmt: skip


def published(desk):
    desk.quarter("2024-TW2", "10", unit=UNITS, jabatan=POSTS, pegawai=STAFF)
    return desk.reader()


def test_holders_are_counted_by_kind_of_assignment(desk):
    rows = read.holders(published(desk), CILEGON, "36.72", "2024-TW2").to_dicts()
    kinds = ("definitif", "pj", "plt", "plh")
    assert {row["kode_jabatan"]: (row["kode_opd"], *(row[kind] for kind in kinds)) for row in rows} == {
        "kadis": ("A", 0, 0, 1, 0),
        "olah": ("A", 3, 0, 0, 0),
        "kabid": ("B", 0, 1, 0, 1),
    }


def test_they_add_up_to_what_the_metric_counts(desk):
    lake = published(desk)
    asked = {"kode_wilayah": "36.72", "periode": "2024-TW2", "metrik": "selisih_kebutuhan"}
    row = read.metric_values(lake, CILEGON, **asked, kode_unit=None).row(0, named=True)
    holders = read.holders(lake, CILEGON, "36.72", "2024-TW2")
    assert row["pembilang"] == holders["definitif"].sum() == 3
    assert row["penyebut"] == 6


def test_no_person_is_in_it_and_a_stranger_gets_nothing(desk):
    lake = published(desk)
    found = read.holders(lake, CILEGON, "36.72", "2024-TW2")
    assert found.columns == ["kode_jabatan", "definitif", "pj", "plt", "plh", "kode_opd"]
    with pytest.raises(NotAllowed):
        read.holders(lake, SERANG, "36.72", "2024-TW2")
    own = Principal("kadis", Role.PIMPINAN, Scope("36.72", "B"))
    assert read.holders(lake, own, "36.72", "2024-TW2")["kode_jabatan"].to_list() == ["kabid"]
