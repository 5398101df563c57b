"""The sample follows public facts and the limits of PP 18/2016, and is the same at every run."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from etl.contracts import contract
from etl.paths import SAMPLE
from etl.synth import SHOWCASE, generate, periods, region_codes, submission, workbook

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def cilegon() -> Tables:
    return submission("36.72", "2024-TW4")


@pytest.fixture(scope="module")
def serang() -> Tables:
    return submission("36.04", "2024-TW4")


@pytest.fixture(scope="module")
def cilegon_dasar() -> Tables:
    return submission("36.72", "2020-TW4")


def _kinds(tables: Tables, dataset: str, column: str) -> dict[str, int]:
    return dict(tables[dataset][column].value_counts().iter_rows())


def _agencies(tables: Tables) -> pl.DataFrame:
    return tables["unit"].filter(pl.col("jenis_unit").is_in(contract("unit").extra["perangkat_daerah"]))


def _civil_servants(tables: Tables) -> pl.DataFrame:
    return tables["pegawai"].filter(pl.col("nip").is_not_null(), pl.col("jenis_penugasan").is_null())


def test_cilegon_has_the_public_number_of_staff_by_kind_of_post(cilegon: Tables) -> None:
    staff = _civil_servants(cilegon).join(cilegon["jabatan"], on="kode_jabatan")
    kinds = dict(staff["jenis_jabatan"].value_counts().iter_rows())
    assert staff.height == 4302
    assert kinds == {"jpt_pratama": 29, "administrator": 125, "pengawas": 393, "pelaksana": 992, "fungsional": 1567 + 797 + 399}


def test_cilegon_has_the_public_number_of_women(cilegon: Tables) -> None:
    women = _civil_servants(cilegon)["nip"].str.slice(14, 1).eq("2").sum()
    assert women == 2686


def test_cilegon_reaches_the_minima_of_units_posts_and_indicators(cilegon: Tables) -> None:
    kinds = _kinds(cilegon, "unit", "jenis_unit")
    assert (kinds["kecamatan"], kinds["kelurahan"]) == (8, 43)
    assert _agencies(cilegon).height >= 30
    assert cilegon["unit"].height >= 350
    assert cilegon["jabatan"].height >= 1200
    assert cilegon["indikator"].height >= 250


def test_serang_reaches_its_minima(serang: Tables) -> None:
    kinds = _kinds(serang, "unit", "jenis_unit")
    assert _civil_servants(serang).height >= 7000
    assert kinds["kecamatan"] == 29
    assert "kelurahan" not in kinds
    assert serang["unit"].height >= 400
    assert serang["jabatan"].height >= 1500
    assert serang["indikator"].height >= 250


def test_indicators_hang_at_all_levels(cilegon: Tables) -> None:
    assert set(cilegon["indikator"]["tingkat"]) == set(contract("indikator").columns["tingkat"].choices)


def test_227_supervisors_of_cilegon_were_equalised(cilegon: Tables) -> None:
    fates = _kinds(cilegon, "penyetaraan", "status_penyetaraan")
    assert (fates["disetarakan"], fates["belum"], fates["dikecualikan"]) == (227, 12, 9)
    assert _kinds(cilegon, "jabatan", "jenis_perubahan")["disetarakan"] == 227


def test_every_administrative_post_of_the_baseline_has_a_fate(cilegon: Tables, cilegon_dasar: Tables) -> None:
    before = cilegon_dasar["jabatan"].filter(pl.col("jenis_jabatan").is_in(["administrator", "pengawas"]))
    assert set(before["kode_jabatan"]) == set(cilegon["penyetaraan"]["kode_jabatan_asal"])


@pytest.mark.parametrize("kode", SHOWCASE)
def test_no_agency_has_more_divisions_than_its_type_allows(kode: str) -> None:
    units = submission(kode, "2024-TW4")["unit"]
    agencies = units.filter(pl.col("jenis_unit").is_in(["dinas", "badan"]))
    below = units.filter(pl.col("jenis_unit") == "bidang").group_by("kode_induk").len()
    joined = agencies.join(below, left_on="kode_unit", right_on="kode_induk")
    limit = pl.col("tipe").replace_strict({"A": 4, "B": 3, "C": 2}, return_dtype=pl.Int64)
    assert joined.height == agencies.height
    assert joined.filter(pl.col("len") > limit).is_empty()


@pytest.mark.parametrize("periode", ["2020-TW4", "2023-TW1", "2024-TW4"])
@pytest.mark.parametrize("kode", [*SHOWCASE, "11.01", "31"])
def test_all_references_are_known_and_keys_unique(kode: str, periode: str) -> None:
    tables = submission(kode, periode)
    for dataset, rows in tables.items():
        assert not rows.select(contract(dataset).key).is_duplicated().any(), dataset
        for column in contract(dataset).columns.values():
            assert not column.required or not rows[column.name].has_nulls(), column.name
            if column.refers:
                other, key = column.refers.split(".")
                unknown = set(rows[column.name].drop_nulls()) - set(tables[other][key])
                assert not unknown, f"{dataset}.{column.name}"


@pytest.mark.parametrize("kode", [*SHOWCASE, "11.01"])
def test_values_are_among_the_contract_choices(kode: str) -> None:
    for dataset, rows in submission(kode, "2024-TW4").items():
        for column in contract(dataset).columns.values():
            assert not column.choices or set(rows[column.name].drop_nulls()) <= set(column.choices), column.name


@pytest.mark.parametrize("kode", SHOWCASE)
def test_nip_are_valid_and_belong_to_one_person(kode: str) -> None:
    staff = _civil_servants(submission(kode, "2023-TW3"))
    birth, start = r"(19)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", r"(19|20)\d{2}(0[1-9]|1[0-2])"
    pns = staff.filter(pl.col("status_kepegawaian") == "pns")["nip"]
    pppk = staff.filter(pl.col("status_kepegawaian") == "pppk")["nip"]
    assert pns.str.contains(rf"^{birth}{start}[12]\d{{3}}$").all()
    assert pppk.str.contains(rf"^{birth}(20)\d{{2}}21[12]\d{{3}}$").all()
    assert staff["nip"].n_unique() == staff["nama"].n_unique() == staff.height
    assert staff["nip"].str.slice(0, 8).str.to_date("%Y%m%d").is_not_null().all()


def test_nobody_is_older_than_the_lowest_retirement_age() -> None:
    for periode in ("2020-TW4", "2023-TW4", "2024-TW4"):
        births = _civil_servants(submission("36.72", periode))["nip"].str.slice(0, 8)
        assert births.min() > f"{int(periode[:4]) - 58}1231"


def test_quarterly_targets_of_cumulative_indicators_add_up_to_the_year(cilegon: Tables) -> None:
    added = cilegon["indikator"].filter(pl.col("sifat") == "kumulatif", pl.col("basis_isian") == "per_triwulan")
    quarters = pl.sum_horizontal([pl.col(f"target_tw{q}").cast(pl.Float64) for q in (1, 2, 3, 4)])
    assert added.height > 50
    assert added.filter((quarters - pl.col("target_tahunan").cast(pl.Float64)).abs() > 0.01).is_empty()


def test_no_number_in_a_value_cell_is_ambiguous(cilegon: Tables) -> None:
    cells = pl.concat([cilegon["capaian"]["realisasi"], cilegon["capaian"]["target"], cilegon["indikator"]["target_tahunan"]])
    assert not cells.drop_nulls().str.contains(r"\.\d{3}$").any()


def test_a_budget_line_is_the_sum_of_its_leaves(cilegon: Tables) -> None:
    lines = cilegon["anggaran"]
    leaves = lines.filter(pl.col("tingkat") == "subkegiatan")
    for level in ("program", "kegiatan"):
        for row in lines.filter(pl.col("tingkat") == level).iter_rows(named=True):
            below = leaves.filter(pl.col("kode_program").str.starts_with(row["kode_program"] + "."))
            assert below["pagu"].sum() == row["pagu"]


def test_columns_are_those_of_the_contract_in_its_types(tmp_path: Path) -> None:
    made = generate(tmp_path, jumlah_wilayah=1, jumlah_periode=2)
    assert [(m.kode_wilayah, m.periode) for m in made] == [("36.72", "2020-TW4"), ("36.72", "2024-TW4")]
    for path in made[1].paths:
        expected = {c.name: c.dtype for c in contract(path.stem).columns.values()}
        assert dict(pl.read_parquet(path).schema) == expected


def test_any_number_of_regions_and_quarters() -> None:
    assert len(region_codes(552)) == len(set(region_codes(552))) == 552
    assert region_codes(2) == ["36.72", "36.04"]
    assert periods(1) == ["2024-TW4"]
    for count in (2, 9, 17, 20):
        assert len(set(periods(count))) == count
        assert periods(count) == sorted(periods(count))
    assert periods()[0] == "2020-TW4"


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(cilegon: Tables) -> None:
    again, other = submission("36.72", "2024-TW4"), submission("36.72", "2024-TW4", seed="lain")
    assert all(cilegon[name].equals(again[name]) for name in cilegon)
    assert not cilegon["capaian"].equals(other["capaian"])


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("kode", SHOWCASE)
def test_the_committed_workbook_is_what_the_generator_makes(kode: str, tmp_path: Path) -> None:
    workbook(submission(kode, "2024-TW4"), tmp_path / "baru.xlsx")
    assert _sheets(tmp_path / "baru.xlsx") == _sheets(SAMPLE / f"{kode}_2024-TW4.xlsx")


def test_a_workbook_holds_every_row_with_codes_and_nip_as_text(cilegon: Tables) -> None:
    sheets = _sheets(SAMPLE / "36.72_2024-TW4.xlsx")
    assert {name: len(rows) - 1 for name, rows in sheets.items()} == {name: rows.height for name, rows in cilegon.items()}
    staff = sheets["pegawai"]
    assert [row[0] for row in staff[1:]] == [nip or "" for nip in cilegon["pegawai"]["nip"]]
    assert [row[0] for row in sheets["unit"][1:]] == cilegon["unit"]["kode_unit"].to_list()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path, cilegon: Tables) -> None:
    for name in ("satu.xlsx", "dua.xlsx"):
        workbook({"unit": cilegon["unit"]}, tmp_path / name)
    assert (tmp_path / "satu.xlsx").read_bytes() == (tmp_path / "dua.xlsx").read_bytes()
