"""Need and holders, classes and names of executing posts: domain figures as tables."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics.reference import category
from etl.regulations.pelaksana import executing_posts, tidy
from tests.tables import table

UNIT = table(
    """
    kode_unit | nama_unit | jenis_unit
    ----------+-----------+-----------
    1.01      | Dinas A   | dinas
    1.02      | Dinas B   | dinas
    """
)
JABATAN = table(
    """
    kode_jabatan | kode_unit | nama_jabatan                   | jenis_jabatan | jenjang   | kelas | kebutuhan | kelompok_pelaksana
    -------------+-----------+--------------------------------+---------------+-----------+-------+-----------+-------------------
    a0           | 1.01      | Wali Kota                      | kepala_daerah |           |       | 1         |
    a1           | 1.01      | Kepala Dinas                   | jpt_pratama   |           | 14    | 1         |
    a2           | 1.01      | Analis Ahli Muda               | fungsional    | ahli_muda | 9     | 4         |
    a3           | 1.01      | PENGADMINISTRASI  Perkantoran  | pelaksana     |           | 5     | 1         |
    b1           | 1.02      | Kepala Dinas                   | jpt_pratama   |           |       |           |
    b2           | 1.02      | Pengemudi                      | pelaksana     |           |       | 1         | operator
    b3           | 1.02      | penata layanan operasional .   | pelaksana     |           | 7     | 2         |
    """
)
PEGAWAI = table(
    """
    kode_jabatan | status_kepegawaian | jenis_penugasan
    -------------+--------------------+----------------
    a0           | pejabat_negara     |
    a1           | pns                | pj
    a2           | pns                |
    a2           | pns                | definitif
    a2           | pppk               |
    a3           | pns                |
    a3           | pns                |
    b2           | pns                |
    b3           | pns                | plt
    """
)


@pytest.fixture
def posts(lake):
    lake.load(unit=UNIT, jabatan=JABATAN, pegawai=PEGAWAI)
    return lake


def test_the_gap_is_definitive_holders_minus_need(posts):
    # Dinas A: need 6; three analysts and two clerks are definitive, the head is interim. K=4, B=3 of the analysts is -1.
    assert posts.metric("selisih_kebutuhan") == {"1.01": (5, 6, -1), "1.02": (1, 3, -2), None: (6, 9, -3)}


def test_without_any_stated_need_there_is_no_gap(lake):
    lake.load(unit=UNIT, jabatan=JABATAN.with_columns(kebutuhan=pl.lit(None)), pegawai=PEGAWAI)
    assert lake.metric("selisih_kebutuhan") == {}


def test_posts_with_a_class_per_posts(posts):
    got = posts.metric("kelas_terisi")
    assert {unit: r[:2] for unit, r in got.items()} == {"1.01": (3, 3), "1.02": (1, 3), None: (4, 6)}


def test_names_of_executing_posts_forgive_case_and_blanks_only(posts):
    got = posts.metric("nomenklatur_pelaksana")
    assert {unit: r[:2] for unit, r in got.items()} == {"1.01": (1, 1), "1.02": (1, 2), None: (2, 3)}


def spread(lake, metrik: str, unit: str | None = None) -> dict[tuple[str, str], int]:
    lake.compute()
    query = "select sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik where metrik = ? and kode_unit is not distinct from ?"
    return {(x, y): n for x, y, n in lake.con.execute(query, [metrik, unit]).fetchall()}


def test_classes_groups_and_need_are_spread(posts):
    assert spread(posts, "kelas_jabatan", "1.02") == {
        ("-", "jpt_pratama"): 1,
        ("-", "pelaksana"): 1,
        ("7", "pelaksana"): 1,
    }
    assert spread(posts, "kelompok_pelaksana") == {
        ("klerek", "di_dalam"): 1,
        ("operator", "di_dalam"): 1,
        ("operator", "di_luar"): 1,
    }
    assert spread(posts, "kebutuhan_terisi", "1.01") == {
        ("kebutuhan", "jpt_pratama"): 1,
        ("terisi", "jpt_pratama"): 0,
        ("kebutuhan", "fungsional:ahli_muda"): 4,
        ("terisi", "fungsional:ahli_muda"): 3,
        ("kebutuhan", "pelaksana"): 1,
        ("terisi", "pelaksana"): 2,
    }


def test_the_list_has_the_numbers_of_the_decree():
    groups = list(executing_posts().values())
    assert {g: groups.count(g) for g in set(groups)} == {"klerek": 45, "operator": 144, "teknisi": 42}
    assert executing_posts()[tidy("Penelaah  TEKNIS Kebijakan.")] == "klerek"


@pytest.mark.parametrize(("points", "kelas"), [(190, "1"), (240, "1"), (241, "2"), (1100, "7"), (1101, "8"), (4051, "17")])
def test_the_class_follows_the_points(points, kelas):
    assert category("permenpanrb-34-2011", "pita_kelas", points) == kelas
