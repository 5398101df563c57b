"""The local regulation on the work system, the action plans of the agencies, and who coordinates whom."""

from __future__ import annotations

import polars as pl
import pytest

from tests.tables import table

UNIT = table("""
    kode_unit | kode_induk | nama_unit  | jenis_unit | kode_koordinator
    ----------+------------+------------+------------+-----------------
    0         |            | Kota       | lainnya    |
    S         | 0          | Setda      | setda      |
    S.1       | S          | Bagian     | bagian     | asisten-1
    A         | 0          | Dinas A    | dinas      | asisten-1
    A.1       | A          | Bidang     | bidang     |
    B         | 0          | Dinas B    | dinas      | asisten-1
    C         | 0          | Badan C    | badan      | tak-ada
    """)


def law(lake, row, periode="2024-TW2"):
    """The value and reason of the work-system regulation, given one row of the register."""
    register = table(f"kode_produk | jenis | tahun | tentang | tahap | status | tanggal\np1 | {row}")
    lake.load(periode, unit=UNIT, produk_hukum=register)
    return lake.metric("regulasi_sistem_kerja")


@pytest.mark.parametrize(
    ("row", "in_force"),
    [
        ("perwali | 2023 | Sistem kerja | sistem_kerja | ditetapkan | 2023-05-02", 1),
        ("perwali | 2024 | Sistem kerja | sistem_kerja | ditetapkan | 2024-06-30", 1),
        ("perwali | 2024 | Sistem kerja | sistem_kerja | ditetapkan | 2024-07-01", 0),
        ("perwali | 2024 | Sistem kerja | sistem_kerja | ditetapkan |", 0),
        ("perbup  | 2024 | Sistem kerja | sistem_kerja | harmonisasi | 2024-01-02", 0),
        ("perbup  | 2022 | Sistem kerja | sistem_kerja | dicabut | 2022-01-02", 0),
        ("se      | 2023 | Sistem kerja | sistem_kerja | ditetapkan | 2023-05-02", 0),
        ("perwali | 2023 | Susunan      | struktur     | ditetapkan | 2023-05-02", 0),
    ],
    ids=["in force", "last day", "next quarter", "no date", "draft", "revoked", "circular", "another stage"],
)
def test_only_a_regulation_in_force_by_the_end_of_the_quarter_counts(lake, row, in_force):
    assert law(lake, row) == {None: (in_force, 1, 100 * in_force)}


def test_without_a_register_nothing_is_said_of_the_regulation(lake):
    lake.load(unit=UNIT)
    assert lake.metric("regulasi_sistem_kerja") == {None: (None, None, None)}
    assert lake.why("regulasi_sistem_kerja") == "produk_hukum_kosong"


ACTIONS = table("""
    kode_aksi | kode_unit | tahap        | aksi | status   | tenggat
    a1        | A         | struktur     | Aksi | selesai  | 2024-03-31
    a2        | A.1       | sistem_kerja | Aksi | berjalan | 2024-12-31
    a3        | A.1       | sistem_kerja | Aksi | berjalan | 2024-12-30
    a4        | B         | sistem_kerja | Aksi |          |
    a5        | 0         | sistem_kerja | Aksi | selesai  |
    """)


def spread(lake, metrik, kode_unit=None):
    """{(x, y): count} of one distribution."""
    lake.compute()
    rows = lake.con.execute(
        "select sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik where metrik = ? and kode_unit is not distinct from ?",
        [metrik, kode_unit],
    ).fetchall()
    return {(x, y): n for x, y, n in rows}


def test_actions_done_and_agencies_with_a_plan(lake):
    lake.load(unit=UNIT, rencana_aksi=ACTIONS)
    assert lake.metric("rencana_aksi_selesai") == {None: (2, 5, 40), "A": (1, 3, pytest.approx(33.33, abs=0.01)), "B": (0, 1, 0)}
    assert lake.metric("opd_berencana") == {None: (2, 4, 50), "A": (1, 1, 100), "B": (1, 1, 100), "C": (0, 1, 0), "S": (0, 1, 0)}


def test_an_action_past_its_deadline_is_overdue(lake):
    lake.load(unit=UNIT, rencana_aksi=ACTIONS)
    assert spread(lake, "status_rencana", "A") == {
        ("selesai", "struktur"): 1,
        ("berjalan", "sistem_kerja"): 1,
        ("terlambat", "sistem_kerja"): 1,
    }
    assert spread(lake, "status_rencana")["belum", "sistem_kerja"] == 1


def test_without_any_plan_nothing_is_said_of_the_agencies(lake):
    lake.load(unit=UNIT)
    assert lake.metric("rencana_aksi_selesai") == {None: (None, None, None)}
    assert lake.why("rencana_aksi_selesai") == "rencana_aksi_kosong"
    assert {unit: found.nilai for unit, found in lake.metric("opd_berencana").items()} == dict.fromkeys(
        [None, "A", "B", "C", "S"]
    )
    assert lake.why("opd_berencana", "A") == "rencana_aksi_kosong"


def test_staff_of_the_agencies_that_an_assistant_coordinates(lake):
    posts = table("""
        kode_jabatan | kode_unit | nama_jabatan | jenis_jabatan
        asisten-1    | S         | Asisten      | jpt_pratama
        kadis-a      | A         | Kepala Dinas | jpt_pratama
        staf-a       | A.1       | Staf         | pelaksana
        """)
    people = table("""
        kode_jabatan | id_pegawai | jenis_penugasan
        asisten-1    | x          |
        kadis-a      | y          |
        staf-a       | z          |
        staf-a       | w          |
        kadis-a      | x          | plt
        """).with_columns(status_kepegawaian=pl.lit("pns"))
    lake.load(unit=UNIT, jabatan=posts, pegawai=people)
    assert spread(lake, "koordinasi") == {("asisten-1", "A"): 3, ("asisten-1", "B"): 0}
