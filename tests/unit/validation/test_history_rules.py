"""Rules that compare with earlier quarters: of the lake, or checked in the same run."""

from __future__ import annotations

import json

import duckdb
import polars as pl
import pytest

from etl.validation import Verdict, run
from etl.validation.findings import as_json, located
from etl.validation.workspace import open_workspace
from tests.unit.validation.clean_submission import Change, submission, workspace

JUMP: Change = {"capaian": {"I1": {"realisasi": "10"}}}
LEAP: Change = {"capaian": {"I1": {"realisasi": "30"}}}


def history(con: duckdb.DuckDBPyConnection, periode: str = "2024-TW3", change: Change | None = None) -> duckdb.DuckDBPyConnection:
    """The clean submission as the quarter before."""
    con.execute("create schema riwayat")
    for dataset, rows in submission(change, periode=periode).tables.items():
        con.register("_old", rows.drop("kiriman_id", "baris_sumber"))
        con.execute(f"create table riwayat.{dataset} as select * from _old")
        con.unregister("_old")
    return con


def test_a_jump_from_earlier_quarters_is_told() -> None:
    verdict = run(history(workspace(JUMP)))
    assert verdict.not_checked == []
    assert set(verdict.findings["aturan"]) == {"riwayat.capaian_melonjak"}


def test_row_counts_are_compared_per_agency_with_the_last_quarter() -> None:
    change: Change = {"pegawai": {"JF": {"kode_jabatan": "SD", "jenis_penugasan": "plt"}}}
    found = run(history(workspace(change))).findings.filter(pl.col("aturan") == "riwayat.jumlah_baris")
    assert sorted(found["rincian"]) == [
        '{"isi":"pegawai","opd":"1","lalu":2,"kini":3}',
        '{"isi":"pegawai","opd":"2","lalu":4,"kini":3}',
    ]


def units(**names: str) -> Change:
    """The clean submission with the codes of these units changed: by the last digits of their own."""
    return {"unit": {code.strip("_").replace("_", "."): {"kode_unit": name} for code, name in names.items()}}


def of_rule(findings: pl.DataFrame) -> pl.DataFrame:
    return findings.filter(pl.col("aturan") == "riwayat.wilayah_lain")


def test_the_file_of_another_region_is_refused() -> None:
    change = units(_1="7", _2_1="9")
    verdict = run(history(workspace(change)))
    (told,) = as_json(located(Verdict(of_rule(verdict.findings), []), [submission(change)]))
    assert told["tingkat"] == "blokir"
    assert told["pesan"].startswith("Berkas ini tampaknya milik pemda lain: 2 dari 3 unit 36.72 pada 2024-TW3 tidak ada")


@pytest.mark.parametrize(
    "change",
    [
        units(_1="7"),
        {"unit": {"1": {"nama_unit": "SEKRETARIAT  DAERAH"}, "2": {"nama_unit": "dinas kesehatan "}}},
        {"unit": {f"3.{i}": {"kode_unit": f"3.{i}", "nama_unit": "Baru", "jenis_unit": "dinas"} for i in range(9)}},
    ],
    ids=["one of three units changed", "only blanks and capitals changed", "many new units"],
)
def test_a_region_that_reorganised_is_itself(change: Change) -> None:
    assert of_rule(run(history(workspace(change))).findings).is_empty()


def test_quarters_checked_together_are_compared_with_each_other() -> None:
    quarters = [("k1", "2024-TW2", {}), ("k2", "2024-TW3", {}), ("k3", "2024-TW4", JUMP)]
    parsed = [submission(change, kiriman=name, periode=periode) for name, periode, change in quarters]
    verdict = run(open_workspace(parsed))
    assert verdict.not_checked == []
    assert verdict.findings.select("kiriman_id", "aturan").rows() == [("k3", "riwayat.capaian_melonjak")]
    assert json.loads(verdict.findings["rincian"][0])["rerata"] == 96


def test_another_region_in_the_same_run_is_no_earlier_quarter() -> None:
    parsed = [submission(kiriman="k1", wilayah="36.04", periode="2024-TW3"), submission(JUMP, kiriman="k2")]
    verdict = run(open_workspace(parsed))
    assert verdict.not_checked != []
    assert verdict.findings.is_empty()


def test_a_quarter_checked_now_goes_before_the_same_quarter_of_the_lake() -> None:
    parsed = [submission(LEAP, kiriman="k1", periode="2024-TW3"), submission(kiriman="k2")]
    con = history(open_workspace(parsed), periode="2024-TW3", change={"capaian": {"I1": {"realisasi": "1"}}})
    assert run(con).findings.filter(pl.col("kiriman_id") == "k2").is_empty()


def target(**cells: str | None) -> Change:
    return {"indikator": {"I1": cells}}


REVISED = {"target_tahunan": "110", "target_tw4": "35"}
WITH_REASON = {**REVISED, "target_awal": "100", "alasan_perubahan_target": "perubahan APBD"}


def about_targets(now: Change, before: Change | None = None, periode: str = "2024-TW3") -> list[tuple[str, str, str]]:
    """(rule, column, what it was before) told of the indicators of 2024-TW4 beside an earlier quarter."""
    found = run(history(workspace(now), periode, before)).findings.filter(pl.col("dataset") == "indikator")
    assert set(found["tingkat"]) <= {"peringatan"}
    return [(row["aturan"], row["kolom"], json.loads(row["rincian"])["lalu"]) for row in found.to_dicts()]


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (target(), None, []),
        (target(**REVISED), None, [("riwayat.target_berubah", "target_tahunan", "100")]),
        (target(**REVISED, target_awal="100"), None, [("riwayat.target_berubah", "target_tahunan", "100")]),
        (target(**REVISED, alasan_perubahan_target="APBD-P"), None, [("riwayat.target_berubah", "target_tahunan", "100")]),
        (target(**WITH_REASON), None, []),
        (target(target_tahunan="100.0"), None, []),
        (target(target_tw1="20", target_tw4="30"), None, [("riwayat.target_berubah", "target_tw1", "25")]),
        (target(target_tw1="20", target_tw4="30", alasan_perubahan_target="salah ketik"), None, []),
        (target(target_tw1="25"), target(target_tw1=None), []),
        (target(**WITH_REASON), target(**WITH_REASON), []),
        (target(**{**WITH_REASON, "target_awal": "90"}), None, [("riwayat.target_awal", "target_awal", "100")]),
        (target(**{**WITH_REASON, "target_awal": "110"}), target(**WITH_REASON), [("riwayat.target_awal", "target_awal", "100")]),
        (target(alasan_perubahan_target="batal", target_awal="100"), target(**WITH_REASON), []),
    ],
    ids=[
        "the same", "revised without a word", "without the reason", "without the first target", "with both", "written otherwise",
        "a past quarter", "a past quarter with its reason", "filled at last", "revised a quarter ago",
        "another first target", "the first target forgotten", "taken back",
    ],
)  # fmt: skip
def test_a_target_that_changes_in_the_year_keeps_the_first_and_says_why(
    now: Change, before: Change | None, told: list[tuple[str, str, str]]
) -> None:
    assert about_targets(now, before) == told


def test_a_new_year_has_targets_of_its_own() -> None:
    assert about_targets(target(**REVISED), periode="2023-TW4") == []


def test_the_targets_to_come_may_be_spread_anew() -> None:
    """In 2024-TW2 only the first quarter has passed."""
    change = target(target_tw2="20", target_tw3="30")
    found = run(history(workspace(change, periode="2024-TW2"), "2024-TW1")).findings
    assert found.filter(pl.col("dataset") == "indikator").is_empty()


def test_what_is_told_of_a_target_names_both_values() -> None:
    verdict = run(history(workspace(target(**REVISED))))
    (told,) = as_json(located(Verdict(verdict.findings.filter(pl.col("dataset") == "indikator"), []), [submission()]))
    assert told["pesan"].startswith("target_tahunan indikator I1 berubah dari 100 menjadi 110")
    assert "alasan_perubahan_target" in told["perbaikan"]
