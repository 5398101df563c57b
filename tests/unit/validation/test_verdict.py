"""Who decides, what is listed, what is masked, what is rejected."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.contracts.parsed import RowCounts
from etl.locale import LANGUAGES, catalogue
from etl.validation import decide, prepare, run
from etl.validation.findings import as_json, located, summary
from etl.validation.rules import all_rules, severities
from etl.validation.rules.helpers import rows_where
from etl.validation.verdict import RuleFailedToRun
from etl.validation.workspace import open_workspace
from tests.unit.validation.clean_submission import Change, submission, workspace

README = Path("etl/validation/README.md")


def rules_of(findings: pl.DataFrame) -> set[str]:
    return set(findings["aturan"])


def test_great_expectations_decides_and_agrees_with_the_listed_rows() -> None:
    verdict = run(workspace({"jabatan": {"JF": {"kelas": "18", "kode_atasan": "X"}}}))
    evaluated = sum(suite["evaluated_expectations"] for suite in verdict.statistics.values())
    broken = sum(suite["unsuccessful_expectations"] for suite in verdict.statistics.values())
    assert evaluated == len(decide.checked(history=False)) == len(verdict.results) >= 60
    assert broken == sum(not held for held in verdict.results.values())
    assert {key[0] for key, held in verdict.results.items() if not held} == rules_of(verdict.findings)
    assert rules_of(verdict.findings) == {"kisaran", "rujukan.atasan", "jabatan.atasan_terhubung"}


def test_importing_validation_does_not_import_great_expectations() -> None:
    modules = "sys, etl.validation, etl.validation.workspace, etl.validation.findings"
    code = f"import {modules}; print('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_all_failing_rows_are_listed_not_200() -> None:
    parsed = submission()
    many = pl.concat([parsed.tables["jabatan"].filter(pl.col("kode_jabatan") == "JF")] * 450).with_columns(
        kode_jabatan=pl.format("JF{}", pl.int_range(pl.len())),
        baris_sumber=pl.int_range(100, 550, dtype=pl.Int64),
        kelas=pl.lit(99, pl.Int64),
    )
    parsed.tables["jabatan"] = pl.concat([parsed.tables["jabatan"], many])
    assert run(open_workspace([parsed])).findings.filter(pl.col("aturan") == "kisaran").height == 450


@pytest.mark.parametrize(
    ("name", "sql"),
    [("no such column", "tidak_ada = 1"), ("a brace that was not doubled", "regexp_full_match(kode_unit, '1{2}')")],
)
def test_a_rule_that_cannot_be_run_stops_everything(monkeypatch: pytest.MonkeyPatch, name: str, sql: str) -> None:
    broken = rows_where("pilihan", sql, "tipe").on("unit")
    monkeypatch.setattr(decide, "checkpoint", lambda history: decide.build(name, [broken]))
    with pytest.raises(RuleFailedToRun):
        run(workspace())


def test_a_rule_whose_rows_nobody_can_list_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    told = rows_where("pilihan", "tipe = 'A'", "tipe").on("unit")
    monkeypatch.setattr(decide, "checkpoint", lambda history: decide.build("disagree", [told]))
    monkeypatch.setattr(decide, "checked", lambda history: [rows_where("pilihan", "tipe = 'C'", "tipe").on("unit")])
    with pytest.raises(RuleFailedToRun, match="found none"):
        run(workspace())


def test_a_number_or_name_is_never_shown() -> None:
    change: Change = {
        "pegawai": {"BP": {"nip": "198102292005011003"}, "SD": {"nip": "197505202000032002"}, "KD": {"id_pegawai_lokal": None}}
    }
    verdict = run(workspace(change))
    told = str(as_json(located(verdict, [submission(change)]))) + verdict.findings.write_csv()
    assert rules_of(verdict.findings) >= {"pegawai.nip_lahir", "pegawai.nip_ganda", "pegawai.nip_lokal"}
    assert not re.search(r"\d{9}", told)
    assert "Dodi" not in told
    assert set(verdict.findings.filter(pl.col("kolom") == "nip")["nilai"]) == {"(disamarkan)"}


def test_an_error_of_excel_is_shown_in_a_personal_column_too() -> None:
    issues: list[dict[str, object]] = [
        {"dataset": "pegawai", "baris_sumber": 3, "kolom": "nip", "nilai": "#REF!", "aturan": "tipe.sel_galat"},
        {"dataset": "pegawai", "baris_sumber": 4, "kolom": "nip", "nilai": "1234567", "aturan": "tipe.nip_angka"},
    ]
    change: Change = {"pegawai": {"SD": {"nip": None}, "KS": {"nip": None}}}
    told = as_json(located(run(workspace(change, issues)), [submission(change)]))
    assert [(one["baris"], one["nilai"]) for one in told] == [(3, "#REF!"), (4, "(disamarkan)")]
    assert "(#REF!)" in told[0]["pesan"]


def test_a_key_used_twice_names_the_other_rows() -> None:
    change: Change = {"unit": {"again": {"kode_unit": "2.1", "kode_induk": "2", "nama_unit": "B", "jenis_unit": "bidang"}}}
    found = located(run(workspace(change)), [submission(change)]).filter(aturan="kunci_ganda")
    assert [one["pesan"] for one in as_json(found)] == [
        "Kunci kode_unit (2.1) dipakai oleh 2 baris: selain baris ini juga baris 5.",
        "Kunci kode_unit (2.1) dipakai oleh 2 baris: selain baris ini juga baris 4.",
    ]


def told_of_keys(change: Change) -> list[str]:
    found = located(run(workspace(change)), [submission(change)]).filter(aturan="kunci_ganda")
    return [one["pesan"] for one in as_json(found)]


def test_a_key_of_several_columns_is_told_whole_and_persons_are_masked() -> None:
    shared = {"kode_indikator": "I1", "kode_unit": "2"}
    first = told_of_keys({"indikator_opd": {"x": shared, "y": shared}})[0]
    assert first.startswith("Kunci kode_indikator, kode_unit (I1, 2) dipakai oleh")
    member = {"kode_tim": "T1", "nip": "199008172022212004"}
    told = told_of_keys({"anggota_tim": {"x": member, "y": member}})
    assert told
    assert all(one.startswith("Kunci nip, id_pegawai_lokal, kode_tim ((disamarkan), -, T1) dipakai oleh") for one in told)


def test_rows_without_a_required_part_of_the_key_are_not_called_doubled() -> None:
    """A column that is missing is one fault, not one for every row."""
    shared = {"kode_indikator": "I1", "kode_unit": None}
    assert told_of_keys({"indikator_opd": {"x": shared, "y": shared}}) == []


def test_of_many_rows_with_one_key_five_others_are_named() -> None:
    parsed = submission()
    bidang = parsed.tables["unit"].filter(pl.col("kode_unit") == "2.1")
    many = pl.concat([bidang] * 9).with_columns(baris_sumber=pl.int_range(10, 19, dtype=pl.Int64))
    parsed.tables["unit"] = pl.concat([parsed.tables["unit"].filter(pl.col("kode_unit") != "2.1"), many])
    found = run(open_workspace([parsed])).findings.filter(aturan="kunci_ganda").sort("baris_sumber")
    assert json.loads(found["rincian"][0])["lain"] == "11, 12, 13, 14, 15, …"
    assert json.loads(found["rincian"][8])["lain"] == "10, 11, 12, 13, 14, …"


def test_rows_with_a_blocking_finding_are_rejected_and_the_rest_survive() -> None:
    change: Change = {"jabatan": {"JF": {"kelas": "18"}, "PL": {"kode_atasan": "X"}}}
    con = workspace(
        change, [{"dataset": "jabatan", "baris_sumber": None, "kolom": None, "nilai": None, "aturan": "kepala.lembar_hilang"}]
    )
    verdict = run(con)
    assert con.execute("select * from masuk.ditolak").fetchall() == [("k1", "jabatan", 6)]
    assert verdict.blocked == {"k1"}
    counts = summary(verdict, [submission(change)])
    assert counts["jabatan"] == {"dibaca": 7, "diterima": 5, "ditolak": 1, "kosong": 1, "dilewati": {}}
    assert all(c["dibaca"] == c["diterima"] + c["ditolak"] + c["kosong"] for c in counts.values())


def test_what_was_left_out_is_told_by_kind_over_all_submissions() -> None:
    one, other = submission(kiriman="k1"), submission(kiriman="k2")
    one.counts["unit"] = RowCounts(3, 0, {"jumlah": 2, "catatan": 1})
    other.counts["unit"] = RowCounts(3, 0, {"jumlah": 1})
    counts = summary(run(open_workspace([one, other])), [one, other])
    assert counts["unit"] == {"dibaca": 6, "diterima": 6, "ditolak": 0, "kosong": 0, "dilewati": {"jumlah": 3, "catatan": 1}}
    assert counts["jabatan"]["dilewati"] == {}


def test_findings_are_told_by_cell_in_both_languages() -> None:
    change: Change = {"jabatan": {"JF": {"kelas": "18"}}}
    found = located(run(workspace(change)), [submission(change)])
    (finding,) = as_json(found)
    assert list(finding) == ["aturan", "tingkat", "sheet", "baris", "kolom", "sel", "nilai", "pesan", "perbaikan"]
    assert (finding["sheet"], finding["baris"], finding["kolom"], finding["sel"], finding["nilai"]) == (
        "JABATAN",
        6,
        "kelas",
        "H6",
        "18",
    )
    assert finding["pesan"] == "Nilai 18 pada kolom kelas di luar batas (paling kecil 1, paling besar 17)."
    assert as_json(found, "en")[0]["perbaikan"] == "Check the number in column kelas."


def test_a_missing_column_is_told_once_and_rejects_no_row() -> None:
    change: Change = {"unit": {key: {"nama_unit": None} for key in ("1", "2", "2.1")}}
    issue = {"dataset": "unit", "baris_sumber": None, "kolom": "nama_unit", "nilai": "No, Kode", "aturan": "kepala.kolom_hilang"}
    con = workspace(change, [issue])
    assert run(con).findings["aturan"].to_list() == ["kepala.kolom_hilang"]
    assert con.execute("select count(*) from masuk.ditolak").fetchone() == (0,)


def test_submissions_do_not_see_each_other() -> None:
    parsed = [
        submission({"jabatan": {"JF": {"kode_atasan": "Z"}}}, kiriman="k1"),
        submission({"jabatan": {"PL": {"kode_jabatan": "Z"}}}, kiriman="k2"),
    ]
    together = run(open_workspace(parsed)).findings
    alone = pl.concat([run(open_workspace([p])).findings for p in parsed])
    assert together.sort(pl.all()).equals(alone.sort(pl.all()))
    assert "rujukan.atasan" in rules_of(together.filter(pl.col("kiriman_id") == "k1"))


@pytest.mark.parametrize(
    ("rule", "tamper"),
    [
        ("internal.rentang_rerata", "insert into bantu.pohon_jabatan (kiriman_id, kode, induk) values ('k1', 'PL', 'SD')"),
        ("internal.jumlah_pegawai", "update bantu.pengisi set jumlah = jumlah + 1 where kode_jabatan = 'JF'"),
        (
            "internal.skala",
            "update bantu.pita set bawah = 95 where skala = 'permendagri-86-2017.skala_capaian' and kode = 'tinggi'",
        ),
        ("internal.skala", "delete from bantu.pita where skala = 'permendagri-86-2017.skala_capaian' and bawah is null"),
    ],
)
def test_a_slip_in_our_own_figures_is_found(monkeypatch: pytest.MonkeyPatch, rule: str, tamper: str) -> None:
    def tampered(con: duckdb.DuckDBPyConnection) -> None:
        prepare.prepare(con)
        con.execute(tamper)

    monkeypatch.setattr(decide, "prepare", tampered)
    assert rule in rules_of(run(workspace()).findings)


def test_the_severity_table_the_readme_and_the_suites_are_one() -> None:
    suites: dict[str, set[str]] = {}
    for rule in all_rules():
        suites.setdefault(rule.id, set()).add(rule.dataset)
    assert {id: set(line.datasets) for id, line in severities().items()} == suites
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in README.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    written = {
        row[0].strip("`"): (tuple(row[1].split(", ")), row[2], tuple(int(n) for n in row[3].split(", ") if n != "–"))
        for row in rows
    }
    assert written == {id: (line.datasets, line.tingkat, line.nomor) for id, line in severities().items()}
    assert len({n for line in severities().values() for n in line.nomor if n <= 26}) >= 22
    assert {line.tingkat for line in severities().values()} == {"blokir", "peringatan"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_its_words(lang: str) -> None:
    wanted = {f"aturan.{id}.{part}" for id in severities() for part in ("pesan", "perbaikan")}
    assert set(catalogue("aturan", lang)) == wanted
