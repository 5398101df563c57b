"""Stages one and two: where the former posts went, and which posts retirement empties next."""

from __future__ import annotations

import pytest

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
    kode_jabatan | kode_unit | nama_jabatan      | jenis_jabatan | jenjang
    -------------+-----------+-------------------+---------------+-----------
    a-sek        | 1.01      | Sekretaris        | administrator |
    a-jf         | 1.01      | Analis Ahli Muda  | fungsional    | ahli_muda
    b-kasi       | 1.02      | Kepala Seksi      | pengawas      |
    b-madya      | 1.02      | Analis Ahli Madya | fungsional    | ahli_madya
    """
)
PENYETARAAN = table(
    """
    kode_jabatan_asal | eselon_asal | kode_unit_asal | nasib         | status_penyetaraan | kode_jabatan_baru | jenjang_baru
    ------------------+-------------+----------------+---------------+--------------------+-------------------+-------------
    1                 | III.a       | 1.01           | dipertahankan | bukan_sasaran      | a-sek             |
    2                 | IV.a        | 1.01           | dihapus       | disetarakan        | a-jf              | ahli_muda
    3                 | IV.a        | 1.01           | dihapus       | disetarakan        |                   | ahli_muda
    4                 | IV.b        | 1.02           | dihapus       | belum              | b-kasi            |
    5                 | IV.b        | 1.02           | digabung      |                    |                   |
    6                 | III.b       | 1.02           | dihapus       | disetarakan        | b-madya           | ahli_madya
    """
)


def spread(lake, metrik: str, unit: str | None = None) -> dict[tuple[str, str], int]:
    lake.compute()
    query = "select sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik where metrik = ? and kode_unit is not distinct from ?"
    return {(x, y): n for x, y, n in lake.con.execute(query, [metrik, unit]).fetchall()}


EXPECTED = {
    "nasib_jabatan": """
        x             | y     | jumlah
        dipertahankan | III.a | 1
        dihapus       | III.b | 1
        dihapus       | IV.a  | 2
        dihapus       | IV.b  | 1
        digabung      | IV.b  | 1
        """,
    "status_penyetaraan": """
        x             | y     | jumlah
        bukan_sasaran | III.a | 1
        disetarakan   | III.b | 1
        disetarakan   | IV.a  | 2
        belum         | IV.b  | 1
        -             | IV.b  | 1
        """,
    "arah_penyetaraan": """
        x     | y          | jumlah
        III.b | ahli_madya | 1
        IV.a  | ahli_muda  | 2
        """,
    "alir_eselon": """
        x     | y                     | jumlah
        III.a | dipertahankan         | 1
        III.b | fungsional:ahli_madya | 1
        IV.a  | fungsional:ahli_muda  | 2
        IV.b  | pengawas              | 1
        IV.b  | digabung              | 1
        """,
}


@pytest.mark.parametrize("metrik", EXPECTED)
def test_where_the_former_posts_went(lake, metrik):
    lake.load(unit=UNIT, jabatan=JABATAN, penyetaraan=PENYETARAAN)
    expected = {(r["x"], r["y"]): int(r["jumlah"]) for r in table(EXPECTED[metrik]).to_dicts()}
    assert spread(lake, metrik) == expected
    parts = [spread(lake, metrik, unit) for unit in ("1.01", "1.02")]
    assert {key: sum(p.get(key, 0) for p in parts) for key in expected} == expected


def test_a_post_that_was_to_go_and_still_stands_is_told_apart_from_one_that_is_gone(lake):
    rows = table(
        """
        kode_jabatan_asal | eselon_asal | kode_unit_asal | nasib         | status_penyetaraan
        ------------------+-------------+----------------+---------------+-------------------
        a-sek             | III.a       | 1.01           | dipertahankan | bukan_sasaran
        b-kasi            | IV.a        | 1.02           | dihapus       | belum
        b-lama            | IV.a        | 1.02           | dihapus       | dikecualikan
        a-jf              | IV.a        | 1.01           | digabung      | belum
        """
    )
    lake.load(unit=UNIT, jabatan=JABATAN, penyetaraan=rows)
    assert spread(lake, "alir_eselon") == {
        ("III.a", "dipertahankan"): 1, ("IV.a", "masih_ada"): 1, ("IV.a", "dihapus"): 1, ("IV.a", "digabung"): 1,
    }  # fmt: skip


PEGAWAI = table(
    """
    kode_jabatan | status_kepegawaian | jenis_penugasan | bulan_bup
    -------------+--------------------+-----------------+----------
    a-sek        | pns                |                 | 2026-03
    a-jf         | pns                | definitif       | 2030-12
    a-jf         | pns                |                 | 2031-01
    a-jf         | pns                |                 | 2025-12
    b-kasi       | pns                | pj              | 2026-05
    b-madya      | pns                |                 | 2026-03
    b-madya      | pppk               |                 |
    """
)


def test_retirement_is_counted_for_five_calendar_years(lake):
    # Born 15 March 1968, an administrator retires at 58: the age is reached in March 2026, vacant from 1 April.
    lake.load("2025-TW4", unit=UNIT, jabatan=JABATAN, pegawai=PEGAWAI)
    assert spread(lake, "pensiun") == {
        ("2026", "administrator"): 1,
        ("2026", "fungsional:ahli_madya"): 1,
        ("2030", "fungsional:ahli_muda"): 1,
    }
    assert spread(lake, "pensiun", "1.02") == {("2026", "fungsional:ahli_madya"): 1}


@pytest.mark.parametrize(
    ("periode", "jumlah"),
    [("2025-TW3", {"2025": 1, "2026": 2}), ("2026-TW1", {"2030": 1}), ("2026-TW4", {"2030": 1, "2031": 1})],
)
def test_in_the_middle_of_a_year_its_rest_is_the_first_of_the_five(lake, periode, jumlah):
    lake.load(periode, unit=UNIT, jabatan=JABATAN, pegawai=PEGAWAI)
    found = spread(lake, "pensiun")
    assert {year: sum(n for (x, _), n in found.items() if x == year) for year in {x for x, _ in found}} == jumlah
