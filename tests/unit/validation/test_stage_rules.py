"""The sheets of the three stages: what must stay silent, exact limits, sheets that were not sent."""

from __future__ import annotations

import json

import polars as pl
import pytest

from etl.contracts import contract, contracts
from etl.validation import Verdict, run
from etl.validation.findings import as_json, located
from etl.validation.workspace import open_workspace
from tests.unit.validation.clean_submission import Change, submission
from tests.unit.validation.test_rules import OTHER_TEAM, action, busy, graded, index, member, product, staff, team

IJAZAH = "tanggal_pelantikan"
DONE = {"anggota_tim": {"m": {"kode_tim": "T2", "nip": "199511302020121005", "peran": "ketua"}},
        "tim_indikator": {"x": {"kode_tim": "T2", "kode_indikator": "I2"}}}  # fmt: skip

# rule id, a change after which it must not speak
SILENT: list[tuple[str, Change]] = [
    ("kinerja.sebaran_predikat", graded("baik", sangat_baik=10, baik=28, butuh_perbaikan=2)),
    ("kinerja.sebaran_predikat", graded("istimewa", sangat_baik=28, baik=12)),
    ("kinerja.sebaran_predikat", graded("butuh_perbaikan", butuh_perbaikan=6, sangat_baik=1, baik=3)),
    ("kinerja.sebaran_predikat", graded("kurang", kurang=6, butuh_perbaikan=1, sangat_baik=1, baik=2)),
    ("kinerja.sebaran_predikat", graded("sangat_kurang", sangat_kurang=6, kurang=1, baik=3)),
    ("kinerja.sebaran_predikat", graded("baik", baik=9)),
    ("tim.tanpa_ketua", team(nip_ketua=None)),
    ("tim.tanpa_ketua", {"tim": {"T2": {**OTHER_TEAM, "status": "draf"}}}),
    ("tim.tanpa_sk", team(nomor_sk=None, status="draf")),
    ("tim.tanpa_indikator", {"tim": {"T2": {**OTHER_TEAM, "status": "selesai"}}}),
    ("tim.satu_anggota", {"tim": {"T2": {**OTHER_TEAM, "nip_ketua": "197505202000032002"}}, **DONE}),
    ("tim.lewat_masa", team(tanggal_selesai="2024-12-31")),
    ("tim.lewat_masa", team(tanggal_selesai="2024-06-30", status="selesai")),
    ("tim.tanggal_terbalik", team(tanggal_selesai="2024-01-02")),
    ("anggota_tim.tanpa_orang", member("Kantor Pusat", kode_wilayah_asal=None)),
    ("anggota_tim.tak_dikenal", member("ketua", nip="198001012005011009", kode_wilayah_asal="36.04")),
    ("anggota_tim.tak_dikenal", member("ketua", nip=None, id_pegawai_lokal="W-1")),
    ("anggota_tim.terlalu_banyak_tim", busy(3)),
    ("anggota_tim.porsi_waktu", busy(2, "40")),
    ("indikator_opd.pemilik_ganda", {"indikator_opd": {"I2": {"peran": "pemilik"}}}),
    ("indeks.kisaran_rezim", index("rb", rezim="permenpanrb-9-2023", nilai="110")),
    ("indeks.kisaran_rezim", index("rb", jenis="spbe", rezim="permenpanrb-59-2020", nilai="5")),
    ("indeks.predikat_beda", index("sakip", nilai="90.00")),
    ("indeks.predikat_beda", index("sakip", predikat_dilaporkan=None)),
    ("indeks.predikat_beda", index("sakip", nilai=None)),
    ("indeks.predikat_beda", index("rb", nilai="100", predikat_dilaporkan="A")),
    ("indeks.predikat_beda", index("rb", nilai="100.01", predikat_dilaporkan="AA")),
    ("indeks.predikat_beda", index("rb", rezim="permenpanrb-25-2020", nilai="95", predikat_dilaporkan="AA")),
    ("indeks.predikat_beda", index("rb", jenis="spbe", rezim="permenpanrb-59-2020", nilai="5", predikat_dilaporkan="Memuaskan")),
    ("indeks.predikat_beda", index("rb", jenis="spbe", rezim="permenpanrb-59-2020", nilai="2.55", predikat_dilaporkan="Cukup")),
    ("indeks.predikat_beda", index("rb", jenis="pemdi", rezim="permenpanrb-8-2026", nilai="2.55", predikat_dilaporkan="Baik")),
    ("produk_hukum.tanpa_tanggal", product("H2", tanggal=None)),
    ("produk_hukum.tanggal_kemudian", product("H1", tanggal="2024-12-31", tahun="2024")),
    ("produk_hukum.rancangan_lama", product("H2", tanggal_mulai_tahap="2023-12-31")),
    ("produk_hukum.dicabut_masih_berlaku", product("H2", mencabut="H1")),
    ("rencana_aksi.target_jumlah", action("R1", target_total=None)),
    ("rencana_aksi.terlambat", action("R1", tenggat="2024-12-31")),
    ("rencana_aksi.terlambat", action("R2", tenggat="2023-12-31")),
    ("proses.bertambah", {"proses": {"S1": {"tahap_sesudah": "6", "hari_sesudah": "10"}}}),
    ("proses.sesudah_kosong", {"proses": {"S1": {"tahap_sebelum": None, "tahap_sesudah": None}}}),
    ("beban_kerja.kebutuhan_beda", {"beban_kerja": {"Menelaah": {"volume": "2000"}}}),
    ("beban_kerja.kebutuhan_beda", {"beban_kerja": {"Menelaah": {"volume": "9000", "satuan_waktu": None}}}),
    ("penyetaraan.ijazah", {"penyetaraan": {"A2": {IJAZAH: "2020-12-31"}}, **staff("JF", pendidikan="D-3")}),
    ("penyetaraan.ijazah", {"penyetaraan": {"A2": {IJAZAH: "2020-01-01"}}, **staff("JF", pendidikan="S-1")}),
    ("jabatan.nomenklatur", {"jabatan": {"PL": {"nama_jabatan": " pengadministrasi  PERKANTORAN."}}}),
    ("anggaran.tunjangan_guru", {"anggaran": {"1.02.02.2.01": {"tunjangan_guru_tkd": "ya", "jenis_belanja": "pegawai"}}}),
    ("anggaran.transfer_semua", {"anggaran": {"1.02.02.2.01": {"jenis_belanja": "transfer"},
        "x": {"kode_program": "1.02.02.2.02", "tingkat": "kegiatan", "kode_unit": "2", "pagu": "1", "realisasi_sd": "0"}}}),
    ("nip.isi", team(nip_ketua="199008172022212004")),
]  # fmt: skip

# organisation, staff by predicate, predicates of the broken limits
PATTERNS = [
    ("istimewa", {"sangat_baik": 29, "baik": 11}, ["sangat_baik"]),
    ("baik", {"sangat_baik": 8, "baik": 30, "butuh_perbaikan": 2}, ["baik"]),
    ("baik", {"sangat_baik": 4, "baik": 6}, ["butuh_perbaikan, kurang"]),
    ("butuh_perbaikan", {"butuh_perbaikan": 5, "sangat_baik": 5}, ["butuh_perbaikan", "sangat_baik"]),
    ("kurang", {"kurang": 10}, ["butuh_perbaikan"]),
    ("sangat_kurang", {"sangat_kurang": 9, "sangat_baik": 1}, ["kurang, butuh_perbaikan", "sangat_baik"]),
]


@pytest.fixture(scope="module")
def silent() -> Verdict:
    return run(open_workspace([submission(change, kiriman=f"k{i}") for i, (_, change) in enumerate(SILENT)]))


@pytest.mark.parametrize("number", range(len(SILENT)), ids=[f"{rule}-{i}" for i, (rule, _) in enumerate(SILENT)])
def test_a_rule_is_silent_up_to_its_limit(silent: Verdict, number: int) -> None:
    assert silent.findings.filter(kiriman_id=f"k{number}", aturan=SILENT[number][0]).to_dicts() == []


@pytest.mark.parametrize(("organisation", "people", "broken"), PATTERNS, ids=[f"{o}-{len(p)}" for o, p, _ in PATTERNS])
def test_the_pattern_of_predicates(organisation: str, people: dict[str, int], broken: list[str]) -> None:
    found = run(open_workspace([submission(graded(organisation, **people))])).findings.filter(aturan="kinerja.sebaran_predikat")
    told = [json.loads(detail) for detail in found["rincian"]]
    assert sorted(one["predikat"] for one in told) == sorted(broken)
    assert {one["orang"] for one in told} == {sum(people.values())}


def test_the_worked_check_is_told_as_a_pattern_and_never_as_a_breach_of_law() -> None:
    change = graded("baik", sangat_baik=8, baik=30, butuh_perbaikan=2)
    found = located(run(open_workspace([submission(change)])), [submission(change)]).filter(aturan="kinerja.sebaran_predikat")
    (told,) = as_json(found)
    assert "40 pegawai dinilai: bagian predikat baik 75%" in told["pesan"]
    assert told["pesan"].endswith("pola SE MenPANRB 3/2023 <= 70.0%.")
    assert "melanggar" not in told["pesan"] + told["perbaikan"]


def test_a_share_of_fewer_than_five_persons_is_not_told() -> None:
    found = run(open_workspace([submission(graded("butuh_perbaikan", butuh_perbaikan=4, baik=6))])).findings
    assert [json.loads(d)["bagian"] for d in found.filter(aturan="kinerja.sebaran_predikat")["rincian"]] == [None]


def test_a_person_in_too_many_teams_and_a_name_used_twice_are_told_once() -> None:
    post = {"kode_unit": "2.1", "kode_atasan": "BP", "jenis_jabatan": "pelaksana"}
    names = enumerate(["Juru Ketik", "juru  ketik", "Kurir"])
    posts: Change = {"jabatan": {f"P{i}": {**post, "kode_jabatan": f"P{i}", "nama_jabatan": name} for i, name in names}}
    found = run(open_workspace([submission({**busy(5), **posts})])).findings
    assert found.filter(aturan="anggota_tim.terlalu_banyak_tim")["nilai"].to_list() == ["5"]
    told = found.filter(aturan="jabatan.nomenklatur").sort("baris_sumber")
    assert [(name, json.loads(d)["jumlah"]) for name, d in told.select("nilai", "rincian").rows()] == [
        ("Juru Ketik", 2),
        ("Kurir", 1),
    ]


def test_no_number_of_a_member_is_shown() -> None:
    change: Change = {**team(nip_ketua="198102292005011003"), **member("Kantor Pusat", nip="123456789", instansi_asal=None)}
    told = str(as_json(located(run(open_workspace([submission(change)])), [submission(change)])))
    assert "(disamarkan)" in told
    assert "198102292005011003" not in told
    assert "123456789" not in told


OPTIONAL = [name for name, one in contracts().items() if not one.complete]


@pytest.mark.parametrize("dataset", [*OPTIONAL, "all of them"])
def test_a_sheet_that_was_not_sent_is_no_finding_anywhere(dataset: str) -> None:
    parsed = submission()
    for name in OPTIONAL if dataset not in OPTIONAL else [dataset]:
        parsed.tables[name] = contract(name).empty()
    assert run(open_workspace([parsed])).findings.to_dicts() == []


@pytest.mark.parametrize("dataset", [d for d in OPTIONAL if len(contract(d).required) > 0])
def test_a_sheet_without_its_first_column_is_told_there_only(dataset: str) -> None:
    parsed = submission()
    column = contract(dataset).required[0]
    parsed.tables[dataset] = parsed.tables[dataset].with_columns(pl.lit(None, dtype=pl.String).alias(column))
    assert set(run(open_workspace([parsed])).findings["dataset"]) == {dataset}
