"""What the sample says of the stages, by a plain look at its rows, independent of the metric SQL."""

from __future__ import annotations

from collections import Counter
from functools import cache

import polars as pl
import pytest

from etl.contracts import contract
from etl.synth import SHOWCASE, region_codes, submission

LAST = "2024-TW4"
NEW = ("tim", "anggota_tim", "tim_indikator", "indikator_opd", "kinerja_unit", "indeks", "produk_hukum", "rencana_aksi", "proses",
       "beban_kerja")  # fmt: skip


@cache
def _tables(kode: str, periode: str = LAST) -> dict[str, pl.DataFrame]:
    return submission(kode, periode)


def _homes(kode: str) -> dict[str, list[str]]:
    """The agencies of the members of each active team."""
    tables = _tables(kode)
    own = tables["pegawai"].filter(pl.col("jenis_penugasan").is_null(), pl.col("nip").is_not_null())
    # A post's code starts with its agency's: 2.02-0017.
    agency = {nip: post.partition("-")[0] for nip, post in own.select("nip", "kode_jabatan").iter_rows()}
    active = set(tables["tim"].filter(status="aktif")["kode_tim"])
    found: dict[str, list[str]] = {team: [] for team in active}
    for team, nip in tables["anggota_tim"].select("kode_tim", "nip").iter_rows():
        if team in active and nip:
            found[team].append(agency[nip])
    return found


@pytest.mark.parametrize("kode", [*SHOWCASE, "11.01"])
@pytest.mark.parametrize("periode", ["2023-TW1", LAST])
def test_every_dataset_of_the_contract_is_there(kode: str, periode: str) -> None:
    tables = _tables(kode, periode)
    assert all(tables[dataset].height > 0 for dataset in NEW)


def test_the_baseline_knows_the_indices_only() -> None:
    assert [dataset for dataset in NEW if dataset in _tables("36.72", "2020-TW4")] == ["indeks"]


@pytest.mark.parametrize(("kode", "active", "wide"), [("36.72", 42, 11), ("36.04", 38, 8)])
def test_so_many_teams_have_members_of_several_agencies(kode: str, active: int, wide: int) -> None:
    homes = _homes(kode)
    assert len(homes) == active
    assert sum(len(set(agencies)) >= 2 for agencies in homes.values()) == wide


def test_teams_grow_in_number_from_quarter_to_quarter() -> None:
    shown = [_tables("36.72", f"{year}-TW{quarter}")["tim"] for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
    counts = [teams.filter(status="aktif").height for teams in shown]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (13, 42)


def test_three_agencies_of_cilegon_have_no_team_and_are_in_none() -> None:
    agencies = set(_tables("36.72")["kinerja_unit"]["kode_unit"]) | {"3.04"}
    assert agencies - {agency for homes in _homes("36.72").values() for agency in homes} == {"1.02", "2.19", "3.05"}


def test_the_agencies_of_stunting_work_together_most() -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for agencies in _homes("36.72").values():
        pairs.update((a, b) for a in set(agencies) for b in set(agencies) if a < b)
    block = {"2.01", "2.02", "2.07", "2.09"}
    assert {code for pair, _ in pairs.most_common(3) for code in pair} <= block


def test_four_officials_are_in_four_teams() -> None:
    tables = _tables("36.72")
    active = tables["tim"].filter(status="aktif")["kode_tim"].implode()
    members = tables["anggota_tim"].filter(pl.col("kode_tim").is_in(active), pl.col("nip").is_not_null())
    assert sorted(members["nip"].value_counts()["count"], reverse=True)[:5] == [4, 4, 4, 4, 3]


@pytest.mark.parametrize("kode", SHOWCASE)
def test_a_few_teams_lack_something(kode: str) -> None:
    tables = _tables(kode)
    active = tables["tim"].filter(status="aktif")
    assert active["nip_ketua"].null_count() == 2
    assert active["nomor_sk"].null_count() == 3
    assert (~active["kode_tim"].is_in(tables["tim_indikator"]["kode_tim"].implode())).sum() == 4
    assert (active["tanggal_selesai"].cast(pl.String) < "2024-12-31").sum() == 2


def test_cilegon_has_its_work_system_rule_and_serang_a_draft() -> None:
    rules = {kode: _tables(kode)["produk_hukum"].filter(tahap="sistem_kerja") for kode in SHOWCASE}
    kinds = ["perwali", "perbup"]
    assert rules["36.72"].filter(pl.col("jenis").is_in(kinds))["status"].to_list() == ["ditetapkan"]
    draft = rules["36.04"].filter(pl.col("jenis").is_in(kinds))
    assert draft["status"].to_list() == ["harmonisasi"]
    assert draft["nomor"].to_list() == draft["tanggal"].to_list() == [None]


def test_the_register_of_cilegon_holds_the_rules_that_were_in_the_press() -> None:
    rows = _tables("36.72")["produk_hukum"]
    known = {
        (jenis, nomor, tahun, tahap) for jenis, nomor, tahun, tahap in rows.select("jenis", "nomor", "tahun", "tahap").iter_rows()
    }
    assert {("perwali", "9", 2023, "peta_jabatan"), ("perwali", "6", 2023, "koordinasi"),
            ("se", "060/328/org", 2023, "sistem_kerja")} <= known  # fmt: skip
    assert {"struktur", "penyetaraan", "nomenklatur", "evaluasi_jabatan"} <= set(rows["tahap"])


def test_the_two_public_index_values_of_cilegon() -> None:
    rows = _tables("36.72")["indeks"].filter(jenis="spbe")
    assert dict(rows.filter(pl.col("tahun").is_in([2021, 2022])).select("tahun", "nilai").iter_rows()) == {2021: 2.03, 2022: 2.01}


@pytest.mark.parametrize("kode", [*SHOWCASE, "11.01"])
def test_an_index_keeps_the_rule_of_its_year(kode: str) -> None:
    seen = {
        (jenis, tahun): rezim for jenis, tahun, rezim in _tables(kode)["indeks"].select("jenis", "tahun", "rezim").iter_rows()
    }
    assert (seen["rb", 2022], seen["rb", 2023]) == ("permenpanrb-25-2020", "permenpanrb-9-2023")
    assert (seen["sakip", 2020], seen["sakip", 2021]) == ("permenpanrb-12-2015", "permenpanrb-88-2021")
    assert not any(jenis == "pemdi" for jenis, _ in seen)


def test_nothing_is_known_before_it_came_out() -> None:
    rows = _tables("36.72", "2020-TW4")["indeks"]
    assert rows["tahun"].max() == 2019
    assert str(rows["tanggal_rilis"].max()) <= "2020-12-31"


def test_the_same_name_is_short_in_one_agency_and_over_in_another() -> None:
    posts = _tables("36.72")["jabatan"].filter(jenis_jabatan="pelaksana")
    gap = posts.with_columns((pl.col("jumlah_formasi") - pl.col("kebutuhan")).alias("selisih"))
    names = gap.group_by("nama_jabatan").agg(pl.col("selisih").min().alias("kurang"), pl.col("selisih").max().alias("lebih"))
    assert names.filter(pl.col("kurang") < 0, pl.col("lebih") > 0).height >= 4


def test_units_and_posts_of_every_kind_of_change_are_there() -> None:
    tables = _tables("36.72")
    assert {"tetap", "ganti_nama", "gabungan", "baru"} <= set(tables["unit"]["jenis_perubahan"])
    assert {"tetap", "ganti_nama", "disetarakan", "baru"} <= set(tables["jabatan"]["jenis_perubahan"])
    old = set(_tables("36.72", "2020-TW4")["unit"]["kode_unit"])
    moved = tables["unit"].filter(pl.col("kode_asal").is_not_null())
    assert moved.height == 6
    assert set(moved["kode_asal"]) <= old - set(tables["unit"]["kode_unit"])


def test_all_nine_cells_are_used_and_the_late_agency_has_no_predicate() -> None:
    staff = _tables("36.72")["pegawai"].filter(pl.col("predikat_kinerja").is_not_null())
    assert staff.select("hasil_kerja", "perilaku_kerja").n_unique() == 9
    assert not staff["kode_jabatan"].str.starts_with("3.04-").any()
    assert "3.04" not in set(_tables("36.72")["kinerja_unit"]["kode_unit"])


@pytest.mark.parametrize("kode", SHOWCASE)
def test_one_agency_is_rated_good_with_too_many_good_predicates(kode: str) -> None:
    tables = _tables(kode)
    staff = tables["pegawai"].filter(pl.col("predikat_kinerja").is_not_null())
    share = (
        staff.group_by(pl.col("kode_jabatan").str.split("-").list.first().alias("kode_unit"))
        .agg((pl.col("predikat_kinerja") == "baik").mean().alias("baik"))
        .join(tables["kinerja_unit"].filter(predikat_organisasi="baik"), on="kode_unit")
    )
    assert share.filter(pl.col("baik") > 0.7)["kode_unit"].to_list() == ["2.12"]


@pytest.mark.parametrize("kode", SHOWCASE)
def test_every_assistant_coordinates_agencies(kode: str) -> None:
    tables = _tables(kode)
    kinds = [*contract("unit").extra["perangkat_daerah"]]
    agencies = tables["unit"].filter(pl.col("jenis_unit").is_in(kinds), pl.col("kode_koordinator").is_not_null())
    heads = tables["jabatan"].filter(pl.col("nama_jabatan").str.starts_with("Asisten "))["kode_jabatan"]
    assert set(agencies["kode_koordinator"]) == set(heads)
    assert agencies.height >= 30


def test_a_government_with_few_teams_has_them_too() -> None:
    drawn = {kode: _tables(kode)["tim"].filter(status="aktif").height for kode in region_codes(24)[2:]}
    assert 14 <= min(drawn.values()) < 20
    assert max(drawn.values()) > 30
