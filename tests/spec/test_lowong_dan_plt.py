"""Who reports to whom when a post is vacant: structural view, occupied view, vacant seats as reports."""

from __future__ import annotations

import polars as pl
import pytest

from tests.tables import table

UNIT = table("""
    kode_unit | kode_induk | nama_unit    | jenis_unit
    ----------+------------+--------------+-----------
    0         |            | Kota         | lainnya
    1.01      | 0          | Dinas Satu   | dinas
    1.01.1    | 1.01       | Bidang Satu  | bidang
    2.02      | 0          | Dinas Dua    | dinas
    """)

POSTS = table("""
    kode_jabatan | kode_unit | kode_atasan | nama_jabatan | jenis_jabatan
    -------------+-----------+-------------+--------------+--------------
    wali         | 0         |             | Wali Kota    | kepala_daerah
    kadis1       | 1.01      | wali        | Kepala Dinas | jpt_pratama
    kabid1       | 1.01.1    | kadis1      | Kabid        | administrator
    kabid2       | 1.01      | kadis1      | Kabid        | administrator
    kasi1        | 1.01.1    | kabid1      | Kepala Seksi | pengawas
    staf1        | 1.01.1    | kasi1       | Staf         | pelaksana
    kadis2       | 2.02      | wali        | Kepala Dinas | jpt_pratama
    """)


def staff(text):
    """Rows of `kode_jabatan | id_pegawai | jenis_penugasan`; all of them civil servants."""
    frame = table(text)
    return frame.with_columns(frame["kode_jabatan"].str.replace(".*", "pns").alias("status_kepegawaian"))


def superiors(lake, varian="terisi"):
    """node → superior, without the nodes of nobody."""
    nodes = lake.nodes(varian)
    return dict(zip(nodes["simpul_id"], nodes["simpul_atasan"], strict=True))


def check_identity(lake):
    """Mean span = (N - roots) / M in every variant."""
    lake.compute()
    rows = lake.con.execute("""
        select varian, sum(orang), sum(orang) filter (where simpul_atasan is null),
            count(*) filter (where rentang > 0), sum(rentang)
        from kerja.simpul group by varian
        """).fetchall()
    for varian, people, roots, managers, reports in rows:
        assert reports == people - roots, varian
        if managers:
            assert lake.metric("rentang_rerata", varian)[None].nilai == pytest.approx((people - roots) / managers)


ALL_FILLED = """
    kode_jabatan | id_pegawai | jenis_penugasan
    kadis1       | a          |
    kabid1       | b          |
    kabid2       | c          |
    kasi1        | d          | definitif
    staf1        | e          |
    staf1        | f          |
    kadis2       | g          |
    """


def test_the_kepala_daerah_counts_as_occupied_without_a_staff_row(lake):
    lake.load(unit=UNIT, jabatan=POSTS, pegawai=staff(ALL_FILLED))
    assert superiors(lake)["kadis1"] == "wali"
    assert lake.metric("rentang_rerata", "terisi")[None] == (7, 4, 1.75)
    check_identity(lake)


def test_equal_staff_of_one_post_are_one_node_for_two_persons(lake):
    lake.load(unit=UNIT, jabatan=POSTS, pegawai=staff(ALL_FILLED))
    staf = lake.nodes().row(by_predicate=pl.col("kode_jabatan") == "staf1", named=True)
    assert (staf["orang"], staf["rentang"], staf["lapisan"], staf["kode_opd"]) == (2, 0, 5, "1.01")


def test_a_kabid_as_plt_kadis_leads_the_dinas_and_answers_above_the_vacant_post(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | b          | plt
        kabid1       | b          |
        kabid2       | c          |
        kasi1        | d          |
        staf1        | e          |
        kadis2       | g          |
        """),
    )
    got = superiors(lake)
    assert (got["kabid1"], got["kabid2"], got["kasi1"]) == ("wali", "kabid1", "kabid1")
    assert "kadis1" not in got
    nodes = lake.nodes()
    assert nodes["orang"].sum() == 6  # the acting official is counted once
    assert nodes.filter(nodes["plt"])["kode_jabatan"].to_list() == ["kabid1"]
    check_identity(lake)


def test_in_the_structural_view_the_reports_stay_with_the_vacant_post(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | b          | plt
        kabid1       | b          |
        kabid2       | c          |
        """),
    )
    got = superiors(lake, "struktural")
    assert (got["kabid1"], got["kabid2"], got["kadis1"]) == ("kadis1", "kadis1", "wali")
    nodes = lake.nodes("struktural")
    kadis = nodes.row(by_predicate=pl.col("simpul_id") == "kadis1", named=True)
    assert (kadis["lowong"], kadis["plt"], kadis["rentang"]) == (True, True, 2)
    check_identity(lake)


def test_over_two_vacant_levels_staff_report_to_the_next_occupied_superior(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | a          |
        kabid2       | c          |
        staf1        | e          |
        staf1        | f          |
        """),
    )
    assert superiors(lake) == {"wali": None, "kadis1": "wali", "kabid2": "kadis1", "staf1": "kadis1"}
    assert lake.metric("rentang_rerata", "terisi")["1.01"] == (3, 1, 3.0)
    assert lake.value("lapisan_maks", "terisi", "1.01") == 3
    assert lake.value("lapisan_maks", "struktural", "1.01") == 5
    check_identity(lake)


def test_with_vacancies_each_empty_seat_is_a_report(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | a          |
        kabid2       | c          |
        staf1        | e          |
        """),
    )
    nodes = lake.nodes("dengan_lowong")
    empty = nodes.filter(nodes["lowong"])
    # staf1 has no formation of its own: its seat is the one incumbent.
    assert sorted(zip(empty["kode_jabatan"], empty["simpul_atasan"], strict=True)) == [
        ("kabid1", "kadis1"), ("kadis2", "wali"), ("kasi1", "kadis1")
    ]  # fmt: skip
    assert lake.metric("rentang_rerata", "dengan_lowong")[None] == (6, 2, 3.0)
    check_identity(lake)


def test_a_plt_from_another_agency_takes_the_reports_to_his_own_post(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis2       | g          |
        kadis1       | g          | plt
        kabid1       | b          |
        kabid2       | c          |
        """),
    )
    got = superiors(lake)
    assert (got["kabid1"], got["kabid2"], got["kadis2"]) == ("kadis2", "kadis2", "wali")
    assert lake.metric("rentang_rerata", "terisi")["2.02"] == (2, 1, 2.0)
    check_identity(lake)


def test_a_plt_without_a_post_in_this_government_does_not_receive_reports(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | luar       | plh
        kabid1       | b          |
        """),
    )
    assert superiors(lake) == {"wali": None, "kabid1": "wali"}


def test_two_definitive_heads_count_twice_and_only_the_first_has_the_reports(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | a          |
        kadis1       | z          |
        kabid1       | b          |
        kabid2       | c          |
        """),
    )
    nodes = lake.nodes()
    heads = nodes.filter(nodes["kode_jabatan"] == "kadis1")
    assert heads.select("orang", "rentang").rows() == [(1, 2), (1, 0)]
    assert lake.metric("rentang_rerata", "terisi")[None] == (4, 2, 2.0)
    check_identity(lake)


def test_a_pj_fills_the_post_and_a_person_with_two_rows_counts_once(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | a          | pj
        kabid1       | b          |
        kabid2       | b          | pj
        """),
    )
    assert superiors(lake) == {"wali": None, "kadis1": "wali", "kabid1": "kadis1"}


def test_two_heads_acting_for_each_other_across_agencies_form_no_ring(lake):
    lake.load(unit=UNIT, jabatan=POSTS.vstack(table("""
        kode_jabatan | kode_unit | kode_atasan | nama_jabatan | jenis_jabatan
        kabid3       | 2.02      | kadis2      | Kabid        | administrator
        """)), pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kabid1       | b          |
        kabid3       | g          |
        kadis1       | g          | plt
        kadis2       | b          | plt
        kabid2       | c          |
        """))  # fmt: skip
    assert superiors(lake) == {"wali": None, "kabid1": "wali", "kabid3": "wali", "kabid2": "kabid3"}
    check_identity(lake)


def test_an_acting_official_below_an_occupied_superior_forms_no_ring(lake):
    lake.load(
        unit=UNIT,
        jabatan=POSTS,
        pegawai=staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kasi1        | d          |
        kadis1       | d          | plt
        kabid1       | b          |
        kabid2       | c          |
        """),
    )
    assert superiors(lake) == {"wali": None, "kabid1": "wali", "kabid2": "kasi1", "kasi1": "kabid1"}
    check_identity(lake)


def test_posts_in_a_ring_do_not_hang_and_become_roots(lake):
    ring = table("""
        kode_jabatan | kode_unit | kode_atasan | nama_jabatan | jenis_jabatan
        x            | 1.01      | y           | Lingkar      | pengawas
        y            | 1.01      | x           | Lingkar      | pengawas
        z            | 1.01      | y           | Bawahan      | pelaksana
        diri         | 1.01      | diri        | Diri         | pengawas
        yatim        | 1.01      | tak-ada     | Yatim        | pengawas
        """)
    people = staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        x            | a          |
        y            | b          |
        z            | c          |
        diri         | d          |
        yatim        | e          |
        """)
    lake.load(unit=UNIT, jabatan=ring, pegawai=people)
    for varian in ("terisi", "struktural", "bayangan"):
        assert superiors(lake, varian) == {"x": None, "y": None, "z": "y", "diri": None, "yatim": None}
    check_identity(lake)


def test_two_who_direct_each_other_fall_back_on_the_formal_superior(lake):
    people = staff("""
        kode_jabatan | id_pegawai | kode_jabatan_pengarah
        kadis1       | a          |
        kabid1       | b          | kabid2
        kabid2       | c          | kabid1
        kasi1        | d          | kabid2
        """)
    lake.load(unit=UNIT, jabatan=POSTS, pegawai=people)
    assert superiors(lake, "bayangan") == {
        "wali": None,
        "kadis1": "wali",
        "kabid1": "kadis1",
        "kabid2": "kadis1",
        "kasi1": "kabid2",
    }
    check_identity(lake)


def test_units_in_a_ring_have_no_agency(lake):
    lake.load(
        unit=table("""
            kode_unit | kode_induk | nama_unit | jenis_unit
            p         | q          | P         | bidang
            q         | p          | Q         | bidang
            1.01      | 1.01       | Dinas     | dinas
            1.01.1    | 1.01       | Bidang    | bidang
            """),
        jabatan=POSTS,
    )
    lake.compute()
    got = dict(lake.con.execute("select kode_unit, kode_opd from kerja.unit_opd").fetchall())
    assert got == {"p": None, "q": None, "1.01": "1.01", "1.01.1": "1.01"}


def test_structural_share_and_occupancy_count_people_once(lake):
    posts = table("""
        kode_jabatan | kode_unit | kode_atasan | nama_jabatan | jenis_jabatan | jumlah_formasi | kebutuhan
        kadis1       | 1.01      |             | Kepala       | jpt_pratama   |                |
        kabid1       | 1.01      | kadis1      | Kabid        | administrator |                |
        staf1        | 1.01      | kabid1      | Staf         | pelaksana     |                | 5
        jf1          | 1.01      | kabid1      | Analis       | fungsional    | 3              | 9
        """)
    people = staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis1       | a          |
        kabid1       | a          | plt
        staf1        | b          |
        staf1        | c          |
        jf1          | d          |
        """)
    lake.load(unit=UNIT, jabatan=posts, pegawai=people)
    assert lake.metric("rasio_struktural")["1.01"] == (1, 4, 25.0)
    assert lake.metric("keterisian_jabatan")["1.01"] == (4, 10, 40.0)
    assert lake.nodes("dengan_lowong").filter(lake.nodes("dengan_lowong")["lowong"])["orang"].sum() == 1 + 3 + 2


def test_above_a_vacant_post_an_acting_official_is_met_before_an_occupied_superior(lake):
    people = staff("""
        kode_jabatan | id_pegawai | jenis_penugasan
        kadis2       | g          |
        kadis1       | g          | plt
        kasi1        | d          |
        """)
    lake.load(unit=UNIT, jabatan=POSTS, pegawai=people)
    assert superiors(lake)["kasi1"] == "kadis2"  # kabid1 and kadis1 are both vacant
    check_identity(lake)


@pytest.mark.parametrize(
    ("title", "role", "leads"),
    [
        ("Analis Ahli Muda (Sub-Koordinator)", "", 1),
        ("Ketua Tim Perizinan", "", 1),
        ("Analis Ahli Muda", "subkoordinator", 1),
        ("Analis Ahli Muda", "", 0),
    ],
)
def test_the_shadow_layer_is_read_from_role_or_title(lake, title, role, leads):
    posts = table(f"""
        kode_jabatan | kode_unit | kode_atasan | nama_jabatan | jenis_jabatan | jenis_perubahan
        kadis1       | 1.01      |             | Kepala       | jpt_pratama   |
        jf1          | 1.01      | kadis1      | {title}      | fungsional    | disetarakan
        jf2          | 1.01      | kadis1      | {title}      | fungsional    | disetarakan
        staf1        | 1.01      | kadis1      | Staf         | pelaksana     |
        """)
    people = staff(f"""
        kode_jabatan | id_pegawai | peran  | kode_jabatan_pengarah
        kadis1       | a          |        |
        jf1          | b          | {role} |
        jf2          | c          | {role} |
        staf1        | d          |        | jf1
        """)
    lake.load(unit=UNIT, jabatan=posts, pegawai=people)
    assert lake.metric("lapisan_bayangan")["1.01"] == (leads, 2, 50.0 * leads)  # jf2 leads nobody
