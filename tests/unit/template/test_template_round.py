"""The quarter's round: the template is filled with what counts, and comes back with nothing new to repair or to explain."""

import io
import json

import openpyxl
import polars as pl
import pytest

from etl import pipeline, template
from etl.access import Principal, Role, Scope
from etl.cli import main
from etl.contracts import contract, contracts
from etl.errors import NotAllowed
from etl.periods import Period
from etl.pipeline import prefill
from etl.warehouse import read, submissions
from etl.warehouse.lake import open_reader

WHO = Principal.system()
LAST, NEXT = "2024-TW4", "2025-TW1"
REGIONS = ("36.72", "36.04")
OF_THE_CALENDAR = {"pegawai.umur", "produk_hukum.rancangan_lama", "tim.lewat_masa"}
"""Rules that compare a date with the end of the quarter: what was in order three months ago may have lapsed since."""


def _values(parsed, dataset):
    return parsed[dataset].select(list(contract(dataset).columns)).rows()


@pytest.fixture(scope="module")
def held(sample_lake):
    return {region: prefill.tables(sample_lake, WHO, region, NEXT) for region in REGIONS}


@pytest.fixture(scope="module")
def sent(held, tmp_path_factory):
    """The prefilled templates as a clerk would send them back, unchanged."""
    folder = tmp_path_factory.mktemp("pulang")
    for region in REGIONS:
        template.write(folder / f"{region}.xlsx", region, NEXT, held[region], since=LAST)
    return {region: folder / f"{region}.xlsx" for region in REGIONS}


@pytest.fixture(scope="module")
def returned(sample_lake, sent):
    """Both templates read and checked against the lake in one run."""
    read_back = [pipeline.read([path], region, NEXT, settings=sample_lake) for region, path in sent.items()]
    return pipeline.examine(read_back, sample_lake)


@pytest.mark.parametrize("region", REGIONS)
def test_every_cell_comes_back(held, returned, region):
    parsed = next(p for p in returned.parsed if p.kode_wilayah == region)
    for dataset, rows in held[region].items():
        assert _values(parsed.tables, dataset) == rows.select(list(contract(dataset).columns)).rows(), dataset
    assert parsed.issues.rows() == []


def test_nothing_blocks(returned):
    assert returned.verdict.findings.filter(pl.col("tingkat") == "blokir").rows() == []


@pytest.mark.parametrize("region", REGIONS)
def test_no_warning_but_those_confirmed_last_time(sample_lake, returned, region):
    parsed = next(p for p in returned.parsed if p.kode_wilayah == region)
    now = returned.verdict.findings.filter(pl.col("kiriman_id") == parsed.kiriman_id)
    before = read.findings(open_reader(sample_lake), WHO, kode_wilayah=region, periode=LAST)
    confirmed = dict(before["aturan"].value_counts().iter_rows())
    new = {rule for rule, n in now["aturan"].value_counts().iter_rows() if n > confirmed.get(rule, 0)}
    assert new <= OF_THE_CALENDAR


@pytest.mark.parametrize("region", REGIONS)
def test_what_the_calendar_brings_is_announced_in_the_guide(returned, sent, region):
    parsed = next(p for p in returned.parsed if p.kode_wilayah == region)
    lapsed = returned.verdict.findings.filter(pl.col("kiriman_id") == parsed.kiriman_id, pl.col("aturan") == "tim.lewat_masa")
    guide = openpyxl.load_workbook(sent[region], read_only=True)["Petunjuk"]
    told = [row[1] for row in guide.iter_rows(values_only=True) if row and row[0] == "tim"]
    assert lapsed.height > 0
    assert told[0].startswith(f"{lapsed.height} tim aktif habis masanya")


@pytest.mark.parametrize("region", REGIONS)
def test_people_and_structure_are_those_of_last_time_in_clear(sample_lake, held, region):
    staff = held[region]["pegawai"]
    assert staff["nip"].drop_nulls().str.contains(r"^\d{18}$").all()
    assert staff["nama"].null_count() == 0
    counted = json.loads(submissions.current(sample_lake, region, LAST)["baris"])["pegawai"]["diterima"]
    assert staff.height == counted


@pytest.mark.parametrize("region", REGIONS)
def test_capaian_has_each_indicator_with_the_target_of_the_quarter_and_no_realisation(held, region):
    due, indicators = held[region]["capaian"], held[region]["indikator"]
    assert due["kode_indikator"].to_list() == indicators["kode_indikator"].to_list()
    assert due["target"].to_list() == indicators["target_tw1"].to_list()
    given = {name for name in due.columns if due[name].null_count() < due.height}
    assert given <= {"kode_indikator", "target", "target_bawah", "target_atas"}
    assert due["target"].null_count() < due.height


def test_the_quarter_that_counts_already_comes_with_its_realisation(sample_lake):
    same = prefill.tables(sample_lake, WHO, "36.72", LAST)
    assert same["capaian"]["realisasi"].null_count() < same["capaian"].height


def test_within_a_year_the_ceiling_of_an_indicator_stays():
    known = {
        "indikator": {"kode_indikator": ["A", "B"], "target_tw4": ["1", None]},
        "capaian": {"kode_indikator": ["B"], "pagu": [5.0]},
    }
    tables = {d: pl.concat([contract(d).empty(), pl.DataFrame(rows)], how="diagonal") for d, rows in known.items()}
    made = prefill._attainment(tables, Period(2024, 3), Period(2024, 4))
    assert made.select("kode_indikator", "target", "pagu").rows() == [("A", "1", None), ("B", None, 5.0)]


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.PENYETUJU, Role.KEMENDAGRI])
def test_only_who_may_submit_gets_names_and_numbers(sample_lake, role):
    with pytest.raises(NotAllowed):
        prefill.tables(sample_lake, Principal("x", role, Scope("36.72")), "36.72", NEXT)


def test_an_operator_gets_no_other_region(sample_lake):
    operator = Principal("operator", Role.OPERATOR, Scope("36.04"))
    with pytest.raises(NotAllowed):
        prefill.write(sample_lake, operator, "36.72", NEXT, io.BytesIO(), blank=True)


def _capaian_alone(path, rows):
    """A workbook with only `capaian` filled, the other sheets as the blank template has them."""
    template.write(path, "36.72", NEXT, {"capaian": rows})
    return path


def _without_other_sheets(path):
    book = openpyxl.load_workbook(path)
    for dataset in [d for d in contracts() if d != "capaian"]:
        del book[dataset]
    book.save(path)
    return path


def test_capaian_alone_with_the_rest_declared_unchanged(sample_lake, held, tmp_path):
    rows = held["36.72"]["capaian"].with_columns(pl.col("target").alias("realisasi"))
    path = _without_other_sheets(_capaian_alone(tmp_path / "capaian.xlsx", rows))
    checked = pipeline.check([path], "36.72", NEXT, since=LAST, settings=sample_lake)
    parsed = checked.parsed[0]
    assert checked.verdict.findings.filter(pl.col("tingkat") == "blokir").rows() == []
    assert set(parsed.reading.carried) == set(held["36.72"]) - {"capaian"}
    for dataset in parsed.reading.carried:
        assert _values(parsed.tables, dataset) == _values(held["36.72"], dataset), dataset
        assert parsed.tables[dataset]["periode"].unique().to_list() == [NEXT]
        assert parsed.tables[dataset]["kiriman_id"].unique().to_list() == [parsed.kiriman_id]
    assert _values(parsed.tables, "capaian") == rows.select(list(contract("capaian").columns)).rows()


def test_sheets_left_empty_count_as_unchanged_only_when_declared(sample_lake, held, tmp_path):
    path = _capaian_alone(tmp_path / "capaian.xlsx", held["36.72"]["capaian"])
    declared = pipeline.read([path], "36.72", NEXT, since=LAST, settings=sample_lake)
    assert declared.tables["pegawai"].height == held["36.72"]["pegawai"].height
    assert declared.counts["pegawai"].dibaca == declared.tables["pegawai"].height
    assert pipeline.read([path], "36.72", NEXT, settings=sample_lake).tables["pegawai"].is_empty()


def test_a_sheet_whose_header_is_not_understood_is_not_taken_for_unchanged(sample_lake, held, tmp_path):
    path = _capaian_alone(tmp_path / "capaian.xlsx", held["36.72"]["capaian"])
    book = openpyxl.load_workbook(path)
    for cell in book["unit"][1]:
        cell.value = f"kolom {cell.column}"
    book.save(path)
    parsed = pipeline.read([path], "36.72", NEXT, since=LAST, settings=sample_lake)
    assert "unit" not in parsed.reading.carried
    assert "kepala.kolom_hilang" in parsed.issues.filter(pl.col("dataset") == "unit")["aturan"].to_list()


def test_the_command_writes_it_once_and_says_what_it_holds(sample_lake, tmp_path, capsys):
    address = f"sqlite:{sample_lake.catalogue_path}"
    ask = ["template", "--wilayah", "36.72", "--periode", NEXT, "-o", str(tmp_path / "t.xlsx"), "--warehouse", address]
    assert main([*ask, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sejak"], told["baris"]["pegawai"] > 1000) == (LAST, True)
    assert main(ask) == 64
    assert "t.xlsx" in capsys.readouterr().err


def test_without_a_lake_the_command_writes_a_blank_one(tmp_path, capsys):
    address = f"sqlite:{tmp_path / 'tiada.sqlite'}"
    ask = ["template", "--wilayah", "36.72", "--periode", NEXT, "-o", str(tmp_path / "t.xlsx"), "--warehouse", address]
    assert main([*ask, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["sejak"] is None
    guide = openpyxl.load_workbook(tmp_path / "t.xlsx")["Petunjuk"]
    assert ["tenggat", "2025-04-15"] in [[row[0], row[1]] for row in guide.iter_rows(values_only=True)]
