"""Whoever is in whichever team: pairs of agencies, kinds and persons add up to the teams and their members."""

from __future__ import annotations

from math import comb

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts import contracts
from etl.metrics import compute
from etl.warehouse.accept import lake_columns

AGENCIES = ["A", "B", "C", "D"]
PERSONS = [f"p{n}" for n in range(10)]
TEAMS = [f"t{n}" for n in range(6)]


@st.composite
def governments(draw):
    """Ten persons in four agencies (some placed twice, some nowhere), six teams of any status, any membership and leader."""
    posts = st.fixed_dictionaries(
        {
            "id_pegawai": st.sampled_from(PERSONS),
            "kode_jabatan": st.sampled_from(AGENCIES),
            "jenis_penugasan": st.sampled_from([None, "definitif", "plt"]),
        }
    )
    teams = st.fixed_dictionaries(
        {
            "status": st.sampled_from([None, "aktif", "aktif", "selesai", "draf"]),
            "kode_unit": st.sampled_from(AGENCIES),
            "id_ketua": st.sampled_from([None, *PERSONS]),
        }
    )
    member = st.fixed_dictionaries(
        {
            "kode_tim": st.sampled_from([*TEAMS, "tak-ada"]),
            "id_pegawai": st.sampled_from(PERSONS),
            "peran": st.sampled_from([None, "ketua", "anggota"]),
            "instansi_asal": st.sampled_from([None, None, "Polres"]),
            "kode_wilayah_asal": st.sampled_from([None, None, "36.72", "36.04"]),
        }
    )
    return {
        "unit": [{"kode_unit": kode, "jenis_unit": "dinas"} for kode in AGENCIES],
        "jabatan": [{"kode_jabatan": kode, "kode_unit": kode, "jenis_jabatan": "fungsional"} for kode in AGENCIES],
        "pegawai": draw(st.lists(posts, max_size=14)),
        "tim": [{"kode_tim": kode} | draw(teams) for kode in TEAMS],
        "anggota_tim": draw(st.lists(member, min_size=1, max_size=30)),
    }


def computed(government):
    """Schema kerja with one submission, and its metrics."""
    con = duckdb.connect()
    con.execute("create schema kerja")
    con.execute("create table kerja.kiriman as select 'k' kiriman_id, '36.72' kode_wilayah, '2024-TW4' periode, true dihitung")
    for dataset, contract in contracts().items():
        types = {name: contract.schema.get(name, pl.String()) for name in lake_columns(dataset)}
        keys = {"kiriman_id": "k", "kode_wilayah": "36.72", "periode": "2024-TW4"}
        rows = [keys | {"baris_sumber": n} | row for n, row in enumerate(government.get(dataset, []), 2)]
        con.register("datang", pl.DataFrame([dict.fromkeys(types) | row for row in rows], schema=types))
        con.execute(f"create table kerja.{dataset} as select * from datang")
    compute(con)
    return con


def number(con, sql):
    """One number."""
    return con.execute(sql).fetchone()[0]


def spread(con, metrik, region=True):
    """Sum of a distribution over the region's rows, or over those of its agencies."""
    sql = f"select coalesce(sum(jumlah), 0) from kerja.sebaran_metrik where metrik = ? and (kode_unit is null) = {region}"
    return con.execute(sql, [metrik]).fetchone()[0]


@settings(max_examples=12, deadline=None)
@given(governments())
def test_the_pairs_of_agencies_add_up_to_those_of_each_team(government):
    con = computed(government)
    teams = con.execute("select jumlah_opd from turunan.tim where aktif").fetchall()
    assert spread(con, "kolaborasi_opd") == sum(comb(agencies, 2) for (agencies,) in teams)


@settings(max_examples=12, deadline=None)
@given(governments())
def test_kinds_and_owners_add_up_to_the_active_teams(government):
    con = computed(government)
    active = number(con, "select count(*) from turunan.tim where aktif")
    assert spread(con, "jenis_tim") == spread(con, "jenis_tim", region=False) == active
    rows = con.execute("select kode_unit, pembilang, penyebut from kerja.nilai_metrik where metrik = 'tim_lintas_opd'").pl()
    region, owners = rows.filter(pl.col("kode_unit").is_null()), rows.filter(pl.col("kode_unit").is_not_null())
    assert region.select("pembilang", "penyebut").row(0) == (owners["pembilang"].sum(), active)


@settings(max_examples=12, deadline=None)
@given(governments())
def test_a_person_is_in_a_team_once_and_at_one_home(government):
    con = computed(government)
    assert number(con, "select count(*) - count(distinct (kode_tim, id_pegawai)) from turunan.anggota") == 0
    members = number(con, "select coalesce(sum(anggota), 0) from turunan.tim where aktif")
    per_person = con.execute(
        "select sumbu_x, jumlah from kerja.sebaran_metrik where metrik = 'tim_per_orang' and kode_unit is null"
    ).fetchall()
    assert sum(int(teams) * persons for teams, persons in per_person) == members
    placed = {(row["id_pegawai"], row["kode_jabatan"]) for row in government["pegawai"] if row["jenis_penugasan"] != "plt"}
    homes = con.execute("select id_pegawai, kode_opd from turunan.anggota where kode_opd is not null").fetchall()
    assert set(homes) <= placed
