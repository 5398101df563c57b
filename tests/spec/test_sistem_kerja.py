"""Work teams: what kind they are, how many work across agencies, who is in them, which targets they serve."""

from __future__ import annotations

import polars as pl
import pytest

from tests.tables import table

UNIT = table("""
    kode_unit | kode_induk | nama_unit       | jenis_unit
    ----------+------------+-----------------+-----------
    0         |            | Kota            | lainnya
    A         | 0          | Dinas Kesehatan | dinas
    A.1       | A          | Bidang Gizi     | bidang
    A.2       | A          | Bidang Obat     | bidang
    A.9       | A          | Puskesmas       | puskesmas
    A.9.1     | A.9        | Poli Gigi       | lainnya
    B         | 0          | Dinas Sosial    | dinas
    C         | 0          | Bappeda         | badan
    """)

POSTS = table("""
    kode_jabatan | kode_unit | nama_jabatan  | jenis_jabatan
    -------------+-----------+---------------+--------------
    kadis-a      | A         | Kepala Dinas  | jpt_pratama
    jf-a1        | A.1       | Nutrisionis   | fungsional
    jf-a2        | A.2       | Apoteker      | fungsional
    jf-pkm       | A.9       | Bidan         | fungsional
    jf-poli      | A.9.1     | Dokter Gigi   | fungsional
    jf-b         | B         | Pekerja Sosial| fungsional
    jf-c         | C         | Perencana     | fungsional
    staf-c       | C         | Pengolah Data | pelaksana
    """)

STAFF = table("""
    id_pegawai | kode_jabatan | jenis_penugasan
    -----------+--------------+----------------
    kadis      | kadis-a      |
    ani        | jf-a1        | definitif
    adi        | jf-a1        | definitif
    ari        | jf-a2        |
    budi       | jf-pkm       |
    dewi       | jf-poli      |
    beni       | jf-b         |
    citra      | jf-c         |
    candra     | staf-c       |
    """).with_columns(status_kepegawaian=pl.lit("pns"))


def load(lake, tim, anggota, periode="2024-TW4", **more):
    """One quarter with the government above, its teams and their members."""
    lake.load(
        periode, **{"unit": UNIT, "jabatan": POSTS, "pegawai": STAFF, "tim": table(tim), "anggota_tim": table(anggota)} | more
    )


def teams(lake):
    """Every team of the derived table by code."""
    lake.compute()
    return {row["kode_tim"]: row for row in lake.con.execute("select * from turunan.tim").pl().to_dicts()}


def spread(lake, metrik, kode_unit=None):
    """{(x, y): count} of one distribution."""
    lake.compute()
    rows = lake.con.execute(
        "select sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik where metrik = ? and kode_unit is not distinct from ?",
        [metrik, kode_unit],
    ).fetchall()
    return {(x, y): n for x, y, n in rows}


def test_of_42_active_teams_11_across_agencies_are_26_2_percent(lake):
    numbers = range(1, 51)  # eight of the fifty are finished or drafts
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=STAFF,
        tim=pl.DataFrame(
            {
                "kode_tim": [f"T{n}" for n in numbers],
                "nama_tim": [f"Tim {n}" for n in numbers],
                "kode_unit": ["A.1"] * 50,
                "status": [None] * 20 + ["aktif"] * 22 + ["selesai"] * 4 + ["draf"] * 4,
            }
        ),
        anggota_tim=pl.DataFrame(
            [(f"T{n}", "ani") for n in numbers] + [(f"T{n}", "beni" if n <= 11 or n > 42 else "adi") for n in numbers],
            schema=["kode_tim", "id_pegawai"],
            orient="row",
        ),
    )
    assert lake.metric("tim_lintas_opd")[None] == (11, 42, pytest.approx(26.19, abs=0.01))
    assert lake.metric("tim_lintas_opd")["A"][:2] == (11, 42)
    assert set(lake.metric("tim_lintas_opd")) == {None, "A"}


KINDS_TEAMS = """
    kode_tim | nama_tim | kode_unit | status
    ---------+----------+-----------+--------
    unit     | Satu     | A.1       | aktif
    bidang   | Dua      | A.1       | aktif
    opd      | Tiga     | A.1       |
    instansi | Empat    | B         | aktif
    wilayah  | Lima     | B         | aktif
    kosong   | Enam     | C         | aktif
    usai     | Tujuh    | C         | selesai
    """
KINDS_MEMBERS = """
    kode_tim | id_pegawai | peran   | instansi_asal | kode_wilayah_asal
    ---------+------------+---------+---------------+------------------
    unit     | ani        | ketua   |               |
    unit     | adi        | anggota |               | 36.72
    bidang   | ani        | ketua   |               |
    bidang   | ari        |         |               |
    opd      | ani        | ketua   |               |
    opd      | beni       |         | Dinas Sosial  |
    instansi | beni       | ketua   |               |
    instansi | polisi     |         | Polres        | 36.72
    wilayah  | beni       | ketua   |               |
    wilayah  | tetangga   |         |               | 36.04
    usai     | citra      |         |               |
    usai     | beni       |         |               |
    """


def test_the_kind_of_a_team_follows_from_the_homes_of_its_members(lake):
    load(lake, KINDS_TEAMS, KINDS_MEMBERS)
    assert {code: row["jenis"] for code, row in teams(lake).items()} == {
        "unit": "dalam_unit",
        "bidang": "lintas_unit",
        "opd": "lintas_opd",  # a name typed in for somebody with a post here changes nothing
        "instansi": "lintas_instansi",
        "wilayah": "lintas_instansi",
        "kosong": "dalam_unit",
        "usai": "lintas_opd",
    }


def test_active_teams_are_counted_by_kind_and_owner_and_finished_ones_left_out(lake):
    load(lake, KINDS_TEAMS, KINDS_MEMBERS)
    kinds = {("dalam_unit", None): 2, ("lintas_unit", None): 1, ("lintas_opd", None): 1, ("lintas_instansi", None): 2}
    assert spread(lake, "jenis_tim") == kinds
    assert spread(lake, "jenis_tim", "C") == {("dalam_unit", None): 1}
    assert lake.metric("tim_lintas_opd") == {
        None: (1, 6, pytest.approx(16.67, abs=0.01)),
        "A": (1, 3, pytest.approx(33.33, abs=0.01)),
        "B": (0, 2, 0),
        "C": (0, 1, 0),
    }
    assert spread(lake, "kolaborasi_opd") == {("A", "B"): 1}


def test_a_leader_named_by_the_team_alone_is_a_member_and_counts_once(lake):
    load(
        lake,
        """
        kode_tim | nama_tim | kode_unit | id_ketua
        satu     | Satu     | B         | beni
        dua      | Dua      | B         | beni
        """,
        """
        kode_tim | id_pegawai | peran
        satu     | citra      | anggota
        dua      | beni       | anggota
        dua      | ani        | anggota
        dua      | citra      | anggota
        """,
    )
    found = teams(lake)
    assert [(found[code]["anggota"], found[code]["jumlah_opd"], found[code]["berketua"]) for code in ("satu", "dua")] == [
        (2, 2, True),
        (3, 3, True),
    ]
    assert lake.metric("rentang_tim")["B"] == (3, 2, 1.5)


def test_the_home_of_a_person_who_also_acts_elsewhere_is_the_definitive_post(lake):
    staff = table("""
        id_pegawai | kode_jabatan | jenis_penugasan
        kadis      | kadis-a      | plt
        kadis      | jf-c         | definitif
        citra      | jf-c         |
        """).with_columns(status_kepegawaian=pl.lit("pns"))
    load(
        lake,
        "kode_tim | nama_tim | kode_unit\nt | Tim | C",
        "kode_tim | id_pegawai\nt | kadis\nt | citra",
        pegawai=staff,
    )
    assert lake.metric("tim_lintas_opd")["C"] == (0, 1, 0)
    assert lake.metric("fungsional_dalam_tim") == {None: (2, 2, 100), "C": (2, 2, 100)}
    assert teams(lake)["t"]["anggota"] == 2


def test_an_officer_in_two_teams_counts_once_and_those_of_service_units_not_at_all(lake):
    load(
        lake,
        """
        kode_tim | nama_tim | kode_unit | status
        t1       | Satu     | A         | aktif
        t2       | Dua      | C         | aktif
        t3       | Tiga     | C         | selesai
        """,
        """
        kode_tim | id_pegawai
        t1       | ani
        t2       | ani
        t1       | ari
        t1       | budi
        t1       | dewi
        t2       | candra
        t3       | citra
        """,
    )
    assert spread(lake, "tim_per_orang") == {("1", None): 4, ("2", None): 1}
    assert spread(lake, "tim_per_orang", "A") == {("1", None): 3, ("2", None): 1}
    assert lake.metric("fungsional_dalam_tim") == {
        None: (2, 5, 40),
        "A": (2, 3, pytest.approx(66.67, abs=0.01)),
        "B": (0, 1, 0),
        "C": (0, 1, 0),
    }


def test_the_mean_span_leaves_out_leaders_and_teams_without_one(lake):
    load(
        lake,
        """
        kode_tim | nama_tim | kode_unit | status
        t1       | Satu     | A         | aktif
        t2       | Dua      | A         | aktif
        t3       | Tiga     | A         | aktif
        t4       | Empat    | B         | draf
        """,
        """
        kode_tim | id_pegawai | peran
        t1       | ani        | ketua
        t1       | adi        | anggota
        t1       | ari        | anggota
        t1       | polisi     | anggota
        t2       | beni       | ketua
        t3       | citra      | anggota
        t3       | candra     | anggota
        t4       | beni       | ketua
        t4       | ani        | anggota
        """,
    )
    assert lake.metric("rentang_tim") == {None: (3, 2, 1.5), "A": (3, 2, 1.5)}


def test_what_a_team_lacks_is_marked_and_a_past_end_makes_it_overdue(lake):
    load(
        lake,
        """
        kode_tim | nama_tim | kode_unit | status  | nomor_sk | tanggal_selesai
        lengkap  | Satu     | A         | aktif   | SK-1     | 2024-12-31
        lewat    | Dua      | A         | aktif   |          | 2024-12-30
        usai     | Tiga     | A         | selesai | SK-3     | 2024-06-30
        """,
        "kode_tim | id_pegawai | peran\nlengkap | ani | ketua\nlewat | adi | anggota",
        tim_indikator=table("kode_tim | kode_indikator\nlengkap | i1"),
    )
    marks = ("berketua", "ber_sk", "ber_indikator", "anggota", "kedaluwarsa")
    assert {code: tuple(row[m] for m in marks) for code, row in teams(lake).items()} == {
        "lengkap": (True, True, True, 1, False),
        "lewat": (False, False, False, 1, True),
        "usai": (False, True, False, 0, False),
    }


PLAN = table("""
    kode_indikator | kode_unit | jenis | nama_indikator | tingkat | satuan | arah | sifat
    i1             | A         | IKU   | Stunting       | sasaran | %      | turun| posisi_akhir
    i2             | A.1       | IKU   | Gizi           | sasaran | %      | naik | posisi_akhir
    i3             | B         | IKU   | Miskin         | sasaran | %      | turun| posisi_akhir
    i4             | B         | IKK   | Bansos         | program | %      | naik | posisi_akhir
    i5             | 0         | IKU   | Umur           | tujuan  | tahun  | naik | posisi_akhir
    """)


def test_indicators_served_by_an_active_team(lake):
    load(
        lake,
        "kode_tim | nama_tim | kode_unit | status\nt1 | Satu | A | aktif\nt2 | Dua | B | aktif\nt3 | Tiga | B | selesai",
        "kode_tim | id_pegawai\nt1 | ani",
        indikator=PLAN,
        tim_indikator=table("kode_tim | kode_indikator\nt1 | i1\nt2 | i1\nt2 | i4\nt3 | i3\nt1 | i5"),
    )
    assert lake.metric("cakupan_iku_tim") == {None: (2, 4, 50), "A": (1, 2, 50), "B": (0, 1, 0)}


NO_MEMBERS = {"tim": "kode_tim | nama_tim | kode_unit\nt | T | A"}
ONLY_A_DRAFT = {
    "tim": "kode_tim | nama_tim | kode_unit | status\nt | T | A | draf",
    "anggota_tim": "kode_tim | id_pegawai\nt | ani",
}


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ("tim_kosong", "tim_kosong", "tim_kosong")),
        (NO_MEMBERS, ("anggota_tim_kosong", "anggota_tim_kosong", "tim_indikator_kosong")),
        (ONLY_A_DRAFT, ("penyebut_kosong", "penyebut_kosong", "tim_indikator_kosong")),
    ],
    ids=["no teams", "no members", "no active team"],
)
def test_sheets_left_empty_give_a_reason_and_never_nought(lake, given, reasons):
    lake.load(unit=UNIT, jabatan=POSTS, pegawai=STAFF, indikator=PLAN, **{name: table(text) for name, text in given.items()})
    metrics = ("tim_lintas_opd", "rentang_tim", "cakupan_iku_tim")
    assert [lake.metric(m)[None].nilai for m in metrics] == [None] * 3
    assert tuple(lake.why(m) for m in metrics) == reasons
    if reasons[0] != "penyebut_kosong":
        assert lake.metric("fungsional_dalam_tim")["A"] == (None, None, None)
        assert spread(lake, "jenis_tim") == {}
