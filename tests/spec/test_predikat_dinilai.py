"""How many of the staff have a performance predicate."""

from __future__ import annotations

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
    kode_jabatan | kode_unit | nama_jabatan   | jenis_jabatan
    -------------+-----------+----------------+--------------
    kdh          | 1.01      | Wali Kota      | kepala_daerah
    a1           | 1.01      | Analis         | fungsional
    b1           | 1.02      | Kepala Dinas   | jpt_pratama
    """
)
PEGAWAI = table(
    """
    kode_jabatan | status_kepegawaian | predikat_kinerja
    -------------+--------------------+-----------------
    kdh          | pejabat_negara     |
    a1           | pns                | baik
    a1           | pns                | kurang
    a1           | pns                |
    b1           | pns                |
    """
)


def test_the_share_counts_any_predicate_and_leaves_out_the_elected_head(lake):
    lake.load(unit=UNIT, jabatan=JABATAN, pegawai=PEGAWAI)
    got = {unit: value[:2] for unit, value in lake.metric("predikat_dinilai").items()}
    assert got == {"1.01": (2, 3), "1.02": (0, 1), None: (2, 4)}
