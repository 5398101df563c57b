"""Workload analysis: the worked example by both conventions, and the exact ends of the EJ bands."""

from __future__ import annotations

import polars as pl
import pytest

from etl.regulations import value
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
    kode_jabatan | kode_unit | nama_jabatan | jenis_jabatan
    -------------+-----------+--------------+--------------
    a            | 1.01      | Pengolah     | pelaksana
    b            | 1.02      | Pengelola    | pelaksana
    c            | 1.02      | Operator     | pelaksana
    d            | 1.02      | Penata       | pelaksana
    e            | 1.02      | Penelaah     | pelaksana
    """
)
BEBAN = table(
    """
    kode_jabatan | uraian_tugas | volume | norma_waktu | satuan_waktu
    -------------+--------------+--------+-------------+-------------
    a            | surat        | 1200   | 30          | menit
    a            | rapat        | 240    | 2           | jam
    a            | laporan      | 12     | 900         |
    b            | layanan      | 1250   | 1           | jam
    c            | layanan      | 625    | 1           | jam
    d            | layanan      | 37499  | 1           | menit
    e            | layanan      | 75000  | 1           | menit
    """
)
PEGAWAI = pl.DataFrame({"kode_jabatan": ["a", "b", "c", "d"], "status_kepegawaian": ["pns"] * 4})


@pytest.fixture
def work(lake):
    lake.load(unit=UNIT, jabatan=JABATAN, beban_kerja=BEBAN, pegawai=PEGAWAI)
    return lake


def test_the_need_of_the_worked_example_by_both_conventions(work):
    # 1,200 x 30 + 240 x 120 + 12 x 900 = 75,600 minutes.
    assert work.metric("kebutuhan_abk", "jam_1250")["1.01"] == (75600, 75000, pytest.approx(1.008))
    assert work.metric("kebutuhan_abk", "jam_1200")["1.01"] == (75600, 72000, pytest.approx(1.05))
    assert work.metric("kebutuhan_abk", "jam_1250")[None].nilai == pytest.approx(1.008 + 1 + 0.5 + 37499 / 75000 + 1)


def spread(lake, varian: str, unit: str | None) -> dict[str, int]:
    lake.compute()
    query = """select sumbu_x, jumlah from kerja.sebaran_metrik
        where metrik = 'ej_jabatan' and varian = ? and kode_unit is not distinct from ?"""
    return dict(lake.con.execute(query, [varian, unit]).fetchall())


def test_an_ej_of_exactly_one_or_a_half_is_normal(work):
    assert spread(work, "jam_1250", "1.02") == {"0.5-1": 2, "<0.5": 1, "-": 1}
    assert spread(work, "jam_1250", None) == {">1": 1, "0.5-1": 2, "<0.5": 1, "-": 1}
    assert spread(work, "jam_1200", "1.02") == {">1": 1, "0.5-1": 2, "-": 1}


@pytest.mark.parametrize("ending", ["", "_lama"])
def test_minutes_and_hours_are_the_same_time(ending):
    minutes, hours = (value("permenpanrb-1-2020", f"waktu_efektif_{unit}{ending}").value for unit in ("menit", "jam"))
    assert minutes == hours * 60
