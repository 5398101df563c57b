"""Former posts whose unit is gone: the agency that has them now sees them, no other agency does."""

import pytest

from etl.access import Principal, Role, Scope
from etl.warehouse import read

UNITS = [{"kode_unit": kode, "nama_unit": kode, "jenis_unit": "dinas"} for kode in ("A", "B")]
SECTIONS = [
    {"kode_unit": f"{home}.1", "kode_induk": home, "nama_unit": f"Seksi {home}", "jenis_unit": "seksi"} for home in ("A", "B")
]
HEADS = [
    {"kode_jabatan": f"{home}-kadis", "kode_unit": home, "nama_jabatan": "Kepala Dinas", "jenis_jabatan": "jpt_pratama"}
    for home in ("A", "B")
]
POSTS = [
    *HEADS,
    {"kode_jabatan": "A-jf", "kode_unit": "A", "nama_jabatan": "Analis", "jenis_jabatan": "fungsional", "jenjang": "ahli_muda"},
]
FORMER = [
    {"kode_jabatan_asal": kode, "eselon_asal": "IV.a", "kode_unit_asal": unit, "nasib": "dihapus",
     "status_penyetaraan": status, "kode_jabatan_baru": new, "jenjang_baru": level}
    for kode, unit, status, new, level in (
        ("lama-A1", "A.1", "belum", None, None),
        ("lama-A2", "X.9", "disetarakan", "A-jf", "ahli_muda"),
        ("lama-B1", "B.1", "belum", None, None),
        ("lama-?", "X.8", "belum", None, None),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope("36.72", "A"), {"lama-A1", "lama-A2"}),
        (Scope("36.72", "B"), {"lama-B1"}),
        (Scope("36.72"), {"lama-A1", "lama-A2", "lama-B1", "lama-?"}),
    ],
)
def test_a_former_post_is_its_agencys(desk, scope, seen):
    desk.quarter("2024-TW1", "10", unit=[*UNITS, *SECTIONS], jabatan=HEADS)
    desk.quarter("2024-TW2", "11", unit=UNITS, jabatan=POSTS, penyetaraan=FORMER)
    rows = read.facts(desk.reader(), Principal("kadis", Role.PIMPINAN, scope), "penyetaraan", "36.72", "2024-TW2")
    assert set(rows["kode_jabatan_asal"]) == seen
