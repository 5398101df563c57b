# ruff: noqa: E501  (tables and cases are read in columns)
"""Each rule is silent on a clean submission and names the right row and cell when one thing is wrong."""

from __future__ import annotations

import json

import polars as pl
import pytest

from etl.contracts.parsed import ISSUE_RULES
from etl.locale import LANGUAGES
from etl.validation import Verdict, run
from etl.validation.findings import message
from etl.validation.rules import all_rules, severities
from etl.validation.workspace import open_workspace
from tests.unit.validation.clean_submission import Change, submission, workspace

NIP = "pegawai"
CHILDREN = {f"9.{i}": {"kode_unit": f"9.{i}", "kode_induk": "2", "nama_unit": "SD", "jenis_unit": "sekolah"} for i in range(501)}
BIDANG = {f"9.{i}": {"kode_unit": f"9.{i}", "kode_induk": "2", "nama_unit": "Bidang", "jenis_unit": "bidang"} for i in range(6)}


def jf(**cells: str | None) -> Change:
    return {"jabatan": {"JF": cells}}


def staff(key: str, **cells: str | None) -> Change:
    return {"pegawai": {key: cells}}


def team(**cells: str | None) -> Change:
    return {"tim": {"T1": cells}}


OTHER_TEAM: dict[str, str | None] = {"kode_tim": "T2", "nama_tim": "Lain", "kode_unit": "1", "nomor_sk": "800/2"}


def member(key: str, **cells: str | None) -> Change:
    return {"anggota_tim": {key: cells}}


def busy(teams: int, share: str | None = None) -> Change:
    """The functional officer, whose share of time in team T1 is 60, in so many teams."""
    more = [f"T{i}" for i in range(2, teams + 1)]
    person = {"nip": "199008172022212004", "porsi_waktu": share}
    return {
        "tim": {t: {**OTHER_TEAM, "kode_tim": t} for t in more},
        "anggota_tim": {f"m{t}": {**person, "kode_tim": t} for t in more},
    }


def graded(organisation: str, **staff_of_each: int) -> Change:
    """Agency 2 with so many staff of each predicate, none of them with a number; nobody else is graded."""
    grades = [grade for grade, count in staff_of_each.items() for _ in range(count)]
    people = {
        f"L-{i}": {"id_pegawai_lokal": f"L-{i}", "kode_jabatan": "PL", "status_kepegawaian": "non_asn", "predikat_kinerja": grade}
        for i, grade in enumerate(grades)
    }
    return {"pegawai": people, "kinerja_unit": {"2": {"predikat_organisasi": organisation}}}


def index(key: str, **cells: str | None) -> Change:
    return {"indeks": {key: cells}}


def product(key: str, **cells: str | None) -> Change:
    return {"produk_hukum": {key: cells}}


def action(key: str, **cells: str | None) -> Change:
    return {"rencana_aksi": {key: cells}}


# rule id, what is changed, (dataset, row, column) of the finding
CASES: list[tuple[str, Change, tuple[str, int | None, str | None]]] = [
    ("wajib", {"unit": {"2.1": {"nama_unit": None}}}, ("unit", 4, "nama_unit")),
    ("pilihan", {"unit": {"2.1": {"jenis_unit": "biro"}}}, ("unit", 4, "jenis_unit")),
    ("kisaran", jf(kelas="18"), ("jabatan", 6, "kelas")),
    ("kisaran", jf(kelas="0"), ("jabatan", 6, "kelas")),
    ("kisaran", jf(kebutuhan="-1"), ("jabatan", 6, "kebutuhan")),
    ("kunci_ganda", jf(kode_jabatan="PL"), ("jabatan", 6, "kode_jabatan")),
    ("kunci_ganda", {"pegawai": {"W-2": {"id_pegawai_lokal": "W-1", "kode_jabatan": "KD", "status_kepegawaian": "pejabat_negara"}}},
     ("pegawai", 2, "id_pegawai_lokal")),
    ("rujukan.induk_unit", {"unit": {"2.1": {"kode_induk": "99"}}}, ("unit", 4, "kode_induk")),
    ("rujukan.koordinator", {"unit": {"2": {"kode_koordinator": "X"}}}, ("unit", 3, "kode_koordinator")),
    ("unit.siklus", {"unit": {"2": {"kode_induk": "2.1"}}}, ("unit", 3, "kode_induk")),
    ("unit.induk_sendiri", {"unit": {"2": {"kode_induk": "2"}}}, ("unit", 3, "kode_induk")),
    ("unit.di_luar_opd", {"unit": {"2.1": {"kode_induk": "2.1"}}}, ("unit", 4, "kode_induk")),
    ("unit.induk_kosong", {"unit": {"2.1": {"kode_induk": None}}}, ("unit", 4, "kode_induk")),
    ("unit.anak_terlalu_banyak", {"unit": CHILDREN}, ("unit", 3, "kode_unit")),
    ("unit.batas_subunit", {"unit": BIDANG}, ("unit", 3, "kode_unit")),
    ("rujukan.kode_unit", jf(kode_unit="99"), ("jabatan", 6, "kode_unit")),
    ("rujukan.atasan", jf(kode_atasan="X"), ("jabatan", 6, "kode_atasan")),
    ("jabatan.siklus", {"jabatan": {"KS": {"kode_atasan": "BP"}}}, ("jabatan", 4, "kode_atasan")),
    ("jabatan.atasan_sendiri", jf(kode_atasan="JF"), ("jabatan", 6, "kode_atasan")),
    ("jabatan.puncak_ganda", jf(kode_atasan=None), ("jabatan", 6, "kode_atasan")),
    ("jabatan.puncak_ganda", {"jabatan": {"X": {"kode_jabatan": "X", "kode_unit": "1", "nama_jabatan": "Staf", "jenis_jabatan": "pengawas"}}},
     ("jabatan", 8, "kode_atasan")),
    ("jabatan.atasan_terhubung", jf(kode_atasan="X"), ("jabatan", None, "kode_atasan")),
    ("jabatan.atasan_lebih_rendah", {"jabatan": {"BP": {"jenis_jabatan": "jpt_pratama"}, "KS": {"jenis_jabatan": "pengawas"}}},
     ("jabatan", 5, "kode_atasan")),
    ("jabatan.eselon_bukan_struktural", jf(eselon="IV.a"), ("jabatan", 6, "eselon")),
    ("jabatan.pasangan_eselon", {"jabatan": {"BP": {"eselon": "IV.a"}}}, ("jabatan", 5, "eselon")),
    ("jabatan.jenjang_bukan_fungsional", {"jabatan": {"PL": {"jenjang": "ahli_muda"}}}, ("jabatan", 7, "jenjang")),
    ("jabatan.kelompok_bukan_pelaksana", jf(kelompok_pelaksana="klerek"), ("jabatan", 6, "kelompok_pelaksana")),
    ("jabatan.pejabat_ganda", staff("PL", kode_jabatan="BP"), ("jabatan", 5, "kode_jabatan")),
    ("jabatan.pejabat_kosong", staff("BP", kode_jabatan="PL"), ("jabatan", 5, "kode_jabatan")),
    ("jabatan.terisi_melebihi_formasi", jf(jumlah_formasi="0"), ("jabatan", 6, "jumlah_formasi")),
    ("rujukan.kode_jabatan", staff("JF", kode_jabatan="X"), ("pegawai", 6, "kode_jabatan")),
    ("rujukan.penilai", staff("JF", kode_jabatan_penilai="X"), ("pegawai", 6, "kode_jabatan_penilai")),
    ("rujukan.pengarah", staff("JF", kode_jabatan_pengarah="X"), ("pegawai", 6, "kode_jabatan_pengarah")),
    ("pegawai.nip_wajib", staff("BP", nip=None), ("pegawai", 5, "nip")),
    ("pegawai.nip_lokal", staff("KD", id_pegawai_lokal=None), ("pegawai", 2, "id_pegawai_lokal")),
    ("pegawai.nip_bentuk", staff("BP", nip="1.98001012005E+17"), ("pegawai", 5, "nip")),
    ("pegawai.nip_bentuk", staff("BP", nip="19800101200501100"), ("pegawai", 5, "nip")),
    ("pegawai.nip_nol", staff("BP", nip="198001012005011000"), ("pegawai", 5, "nip")),
    ("pegawai.nip_lahir", staff("BP", nip="198102292005011003"), ("pegawai", 5, "nip")),
    ("pegawai.nip_angkat", staff("BP", nip="198001012005131003"), ("pegawai", 5, "nip")),
    ("pegawai.nip_angkat", staff("JF", status_kepegawaian="pns", golongan="III/a"), ("pegawai", 6, "nip")),
    ("pegawai.nip_kelamin", staff("BP", nip="198001012005013003"), ("pegawai", 5, "nip")),
    ("pegawai.nip_pppk", staff("BP", status_kepegawaian="pppk", golongan="IX"), ("pegawai", 5, "nip")),
    ("pegawai.nip_usia", staff("BP", nip="198001011997011003"), ("pegawai", 5, "nip")),
    ("pegawai.nip_ganda", staff("BP", nip="197505202000032002"), ("pegawai", 5, "nip")),
    ("pegawai.umur", staff("BP", nip="196609151990011003"), ("pegawai", 5, "nip")),
    ("pegawai.golongan_status", staff("BP", golongan="IX"), ("pegawai", 5, "golongan")),
    ("pegawai.predikat", staff("BP", hasil_kerja="di_atas", perilaku_kerja="sesuai", predikat_kinerja="sangat_baik"),
     ("pegawai", 5, "predikat_kinerja")),
    ("rujukan.jabatan_baru", {"penyetaraan": {"A2": {"kode_jabatan_baru": "X"}}}, ("penyetaraan", 3, "kode_jabatan_baru")),
    ("penyetaraan.pso", {"penyetaraan": {"A2": {"nasib": "dipertahankan"}}}, ("penyetaraan", None, None)),
    ("penyetaraan.jenjang_tujuan", {"penyetaraan": {"A2": {"jenjang_baru": "ahli_madya"}}}, ("penyetaraan", 3, "jenjang_baru")),
    ("penyetaraan.jabatan_baru_kosong", {"penyetaraan": {"A2": {"kode_jabatan_baru": None}}}, ("penyetaraan", 3, "kode_jabatan_baru")),
    ("penyetaraan.jabatan_baru_kosong", {"penyetaraan": {"A2": {"jenjang_baru": None}}}, ("penyetaraan", 3, "jenjang_baru")),
    ("penyetaraan.dasar_kosong", {"penyetaraan": {"A1": {"eselon_asal": "IV.a", "dasar_dipertahankan": None}}}, ("penyetaraan", 2, "dasar_dipertahankan")),
    ("penyetaraan.alasan_kosong", {"penyetaraan": {"A1": {"status_penyetaraan": "dikecualikan"}}}, ("penyetaraan", 2, "alasan_pengecualian")),
    ("rujukan.induk_indikator", {"indikator": {"I2": {"kode_induk": "X"}}}, ("indikator", 3, "kode_induk")),
    ("indikator.siklus", {"indikator": {"I1": {"kode_induk": "I2"}}}, ("indikator", 2, "kode_induk")),
    ("indikator.induk_sendiri", {"indikator": {"I1": {"kode_induk": "I1"}}}, ("indikator", 2, "kode_induk")),
    ("nilai.bentuk", {"indikator": {"I1": {"target_tw2": "n/a"}}}, ("indikator", 2, "target_tw2")),
    ("nilai.bentuk", {"indikator": {"I3": {"target_tw4": "WTPP"}}}, ("indikator", 4, "target_tw4")),
    ("nilai.bentuk", {"capaian": {"I1": {"realisasi": "WTP"}}}, ("capaian", 2, "realisasi")),
    ("indikator.rumus_turun", {"indikator": {"I2": {"rumus_turun": None}}}, ("indikator", 3, "rumus_turun")),
    ("indikator.jenis_rentang", {"indikator": {"I2": {"arah": "rentang"}}}, ("indikator", 3, "jenis_nilai")),
    ("indikator.skala_predikat", {"indikator": {"I3": {"skala_predikat": "entah"}}}, ("indikator", 4, "skala_predikat")),
    ("indikator.target_jumlah", {"indikator": {"I1": {"target_tw4": "24.9"}}}, ("indikator", 2, "target_tahunan")),
    ("indikator.target_jumlah", {"indikator": {"I1": {"basis_isian": "berjalan"}}}, ("indikator", 2, "target_tahunan")),
    ("target_nol", {"indikator": {"I2": {"target_tahunan": "0"}}}, ("indikator", 3, "target_tahunan")),
    ("target_nol", {"capaian": {"I1": {"target": "0"}}}, ("capaian", 2, "target")),
    ("kode_awalan", {"indikator": {"I1": {"kode_indikator": "1.02.02", "tingkat": "program"},
                                   "I2": {"kode_indikator": "1.03.2.01", "kode_induk": "1.02.02", "tingkat": "kegiatan"}}},
     ("indikator", 3, "kode_induk")),
    ("kode_awalan", {"anggaran": {"1.02.02.2.01": {"kode_program": "1.03.02.2.01"}}}, ("anggaran", 3, "kode_program")),
    ("rujukan.kode_indikator", {"capaian": {"I1": {"kode_indikator": "X"}}}, ("capaian", 2, "kode_indikator")),
    ("capaian.rentang_terbalik", {"capaian": {"I1": {"target_bawah": "5", "target_atas": "4"}}}, ("capaian", 2, "target_bawah")),
    ("capaian.di_luar_wajar", {"capaian": {"I1": {"realisasi": "38"}}}, ("capaian", 2, "realisasi")),
    ("capaian.di_luar_wajar", {"capaian": {"I2": {"realisasi": "21"}}}, ("capaian", 3, "realisasi")),
    ("melebihi_pagu", {"capaian": {"I1": {"realisasi_anggaran": "101"}}}, ("capaian", 2, "realisasi_anggaran")),
    ("melebihi_pagu", {"anggaran": {"1.02.02": {"realisasi_sd": "101"}}}, ("anggaran", 2, "realisasi_sd")),
    ("anggaran.jumlah_turunan", {"anggaran": {"1.02.02.2.01": {"pagu": "90"}}}, ("anggaran", 2, "pagu")),
    ("jabatan.nomenklatur", {"jabatan": {"PL": {"nama_jabatan": "Juru Ketik"}}}, ("jabatan", 7, "nama_jabatan")),
    ("penyetaraan.ijazah", {"penyetaraan": {"A2": {"tanggal_pelantikan": "2020-12-30"}}, **staff("JF", pendidikan="D-3")}, ("penyetaraan", None, None)),
    ("anggaran.tunjangan_guru", {"anggaran": {"1.02.02.2.01": {"tunjangan_guru_tkd": "ya", "jenis_belanja": "barang_jasa"}}},
     ("anggaran", 3, "tunjangan_guru_tkd")),
    ("anggaran.transfer_semua", {"anggaran": {"1.02.02.2.01": {"jenis_belanja": "transfer"}}}, ("anggaran", None, None)),
    ("rujukan.kode_unit", team(kode_unit="99"), ("tim", 2, "kode_unit")),
    ("nip.bentuk", team(nip_ketua="19800101200501100"), ("tim", 2, "nip_ketua")),
    ("nip.nol", team(nip_ketua="198001012005011000"), ("tim", 2, "nip_ketua")),
    ("nip.isi", team(nip_ketua="198102292005011003"), ("tim", 2, "nip_ketua")),
    ("tim.ketua_tak_dikenal", team(nip_ketua="198001012005011009"), ("tim", 2, "nip_ketua")),
    ("tim.ketua_bukan_anggota", team(nip_ketua="197505202000032002"), ("tim", 2, "nip_ketua")),
    ("tim.tanpa_ketua", {**team(nip_ketua=None), **member("ketua", peran="anggota")}, ("tim", 2, "kode_tim")),
    ("tim.tanpa_sk", team(nomor_sk=None), ("tim", 2, "nomor_sk")),
    ("tim.tanpa_anggota", {"tim": {"T2": OTHER_TEAM}}, ("tim", 3, "kode_tim")),
    ("tim.tanpa_indikator", {"tim": {"T2": OTHER_TEAM}}, ("tim", 3, "kode_tim")),
    ("tim.satu_anggota", {"tim": {"T2": OTHER_TEAM}, "anggota_tim": {"m": {"kode_tim": "T2", "nip": "199511302020121005"}}}, ("tim", 3, "kode_tim")),
    ("tim.tanggal_terbalik", team(tanggal_mulai="2025-02-01", tanggal_selesai="2025-01-31"), ("tim", 2, "tanggal_selesai")),
    ("tim.lewat_masa", team(tanggal_selesai="2024-12-30"), ("tim", 2, "tanggal_selesai")),
    ("rujukan.kode_tim", member("ketua", kode_tim="X"), ("anggota_tim", 2, "kode_tim")),
    ("rujukan.kode_tim", {"tim_indikator": {"I1": {"kode_tim": "X"}}}, ("tim_indikator", 2, "kode_tim")),
    ("nip.bentuk", member("ketua", nip="1980"), ("anggota_tim", 2, "nip")),
    ("anggota_tim.tanpa_orang", member("Kantor Pusat", instansi_asal=None, kode_wilayah_asal=None), ("anggota_tim", 4, "nip")),
    ("anggota_tim.tak_dikenal", member("ketua", nip="198001012005011009"), ("anggota_tim", 2, "nip")),
    ("anggota_tim.tak_dikenal", member("ketua", nip=None, id_pegawai_lokal="W-9"), ("anggota_tim", 2, "nip")),
    ("anggota_tim.wilayah_asal", member("Kantor Pusat", kode_wilayah_asal="99.99"), ("anggota_tim", 4, "kode_wilayah_asal")),
    ("anggota_tim.terlalu_banyak_tim", busy(4), ("anggota_tim", 3, "kode_tim")),
    ("anggota_tim.porsi_waktu", busy(2, "50"), ("anggota_tim", 3, "porsi_waktu")),
    ("anggota_tim.ketua_ganda", member("199008172022212004", peran="ketua"), ("anggota_tim", 2, "peran")),
    ("rujukan.kode_indikator", {"tim_indikator": {"I1": {"kode_indikator": "X"}}}, ("tim_indikator", 2, "kode_indikator")),
    ("rujukan.kode_indikator", {"indikator_opd": {"I1": {"kode_indikator": "X"}}}, ("indikator_opd", 2, "kode_indikator")),
    ("rujukan.kode_unit", {"indikator_opd": {"I1": {"kode_unit": "99"}}}, ("indikator_opd", 2, "kode_unit")),
    ("indikator_opd.bukan_opd", {"indikator_opd": {"I1": {"kode_unit": "2.1"}}}, ("indikator_opd", 2, "kode_unit")),
    ("indikator_opd.pemilik_ganda", {"indikator_opd": {"I2": {"kode_indikator": "I1", "peran": "pemilik"}}}, ("indikator_opd", 3, "peran")),
    ("rujukan.kode_unit", {"kinerja_unit": {"2": {"kode_unit": "99"}}}, ("kinerja_unit", 2, "kode_unit")),
    ("kinerja.sebaran_predikat", graded("baik", sangat_baik=8, baik=30, butuh_perbaikan=2), ("kinerja_unit", 2, "predikat_organisasi")),
    ("pilihan", {"kinerja_unit": {"2": {"predikat_organisasi": "bagus"}}}, ("kinerja_unit", 2, "predikat_organisasi")),
    ("indeks.rezim_jenis", index("rb", rezim="permenpanrb-88-2021"), ("indeks", 2, "rezim")),
    ("indeks.kisaran_rezim", index("rb", rezim="permenpanrb-25-2020", nilai="100.5"), ("indeks", 2, "nilai")),
    ("indeks.kisaran_rezim", index("rb", jenis="spbe", rezim="permenpanrb-59-2020", nilai="0.9"), ("indeks", 2, "nilai")),
    ("indeks.predikat_beda", index("sakip", nilai="90.01"), ("indeks", 3, "predikat_dilaporkan")),
    ("indeks.predikat_beda", index("rb", nilai="95", predikat_dilaporkan="AA"), ("indeks", 2, "predikat_dilaporkan")),
    ("produk_hukum.tanpa_tanggal", product("H1", tanggal=None), ("produk_hukum", 2, "tanggal")),
    ("produk_hukum.tanpa_nomor", product("H1", nomor=None), ("produk_hukum", 2, "nomor")),
    ("produk_hukum.tahun_beda", product("H1", tahun="2022"), ("produk_hukum", 2, "tanggal")),
    ("produk_hukum.tanggal_kemudian", product("H1", tanggal="2025-01-01", tahun="2025"), ("produk_hukum", 2, "tanggal")),
    ("produk_hukum.rancangan_lama", product("H2", tanggal_mulai_tahap="2023-12-30"), ("produk_hukum", 3, "tanggal_mulai_tahap")),
    ("produk_hukum.dicabut_masih_berlaku", product("H2", status="ditetapkan", nomor="6", tanggal="2024-05-01", mencabut="H1"),
     ("produk_hukum", 2, "status")),
    ("rujukan.penanggung_jawab", action("R1", penanggung_jawab="X"), ("rencana_aksi", 2, "penanggung_jawab")),
    ("rujukan.koordinator", action("R1", koordinator="X"), ("rencana_aksi", 2, "koordinator")),
    ("rencana_aksi.target_jumlah", action("R1", target_tw4="2"), ("rencana_aksi", 2, "target_total")),
    ("rencana_aksi.selesai_belum_tercapai", action("R1", status="selesai"), ("rencana_aksi", 2, "status")),
    ("rencana_aksi.terlambat", action("R1", tenggat="2024-12-30"), ("rencana_aksi", 2, "tenggat")),
    ("rencana_aksi.tanpa_tenggat", action("R1", tenggat=None), ("rencana_aksi", 2, "tenggat")),
    ("proses.bertambah", {"proses": {"S1": {"tahap_sesudah": "7"}}}, ("proses", 2, "tahap_sesudah")),
    ("proses.bertambah", {"proses": {"S1": {"hari_sesudah": "10.5"}}}, ("proses", 2, "hari_sesudah")),
    ("proses.sesudah_kosong", {"proses": {"S1": {"tahap_sesudah": None}}}, ("proses", 2, "tahap_sesudah")),
    ("rujukan.kode_jabatan", {"beban_kerja": {"Menelaah": {"kode_jabatan": "X"}}}, ("beban_kerja", 2, "kode_jabatan")),
    ("beban_kerja.satuan_waktu", {"beban_kerja": {"Menelaah": {"satuan_waktu": None}}}, ("beban_kerja", 2, "satuan_waktu")),
    ("beban_kerja.kebutuhan_beda", {"beban_kerja": {"Menelaah": {"volume": "2001"}}}, ("beban_kerja", 2, "kode_jabatan")),
]  # fmt: skip


def found(verdict: Verdict, rule: str) -> list[tuple[str, int | None, str | None]]:
    rows = verdict.findings.filter(verdict.findings["aturan"] == rule)
    return rows.select("dataset", "baris_sumber", "kolom").rows()


ISSUES = {f"sel-{rule}": rule for rule in ISSUE_RULES}


def cell(rule: str) -> dict[str, object]:
    return {"dataset": "jabatan", "baris_sumber": 6, "kolom": "nama_jabatan", "nilai": "#REF!", "aturan": rule}


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    """All cases as submissions of one run, as a national load does it: a rule must not see across submissions."""
    parsed = [submission(kiriman="bersih")]
    parsed += [submission(change, kiriman=f"kasus-{i}") for i, (_, change, _) in enumerate(CASES)]
    parsed += [submission(jf(nama_jabatan=None), [cell(rule)], kiriman=name) for name, rule in ISSUES.items()]
    return run(open_workspace(parsed))


def of(verdict: Verdict, kiriman: str) -> pl.DataFrame:
    return verdict.findings.filter(pl.col("kiriman_id") == kiriman)


def test_a_clean_submission_has_no_finding_beside_broken_ones(verdict: Verdict) -> None:
    assert of(verdict, "bersih").to_dicts() == []


def test_a_clean_submission_has_no_finding() -> None:
    verdict = run(workspace())
    assert verdict.findings.to_dicts() == []
    assert verdict.not_checked == sorted({rule.id for rule in all_rules() if rule.history})


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{c[0]}-{c[2][2]}-{c[2][1]}" for c in CASES])
def test_a_rule_names_the_row_and_cell(verdict: Verdict, number: int) -> None:
    rule, _, place = CASES[number]
    findings = of(verdict, f"kasus-{number}")
    assert place in findings.filter(aturan=rule).select("dataset", "baris_sumber", "kolom").rows()
    said = [message(row, part, lang) for row in findings.to_dicts() for part in ("pesan", "perbaikan") for lang in LANGUAGES]
    assert not [text for text in said if "{" in text]


@pytest.mark.parametrize("name", ISSUES)
def test_a_cell_that_could_not_be_read_is_told_once(verdict: Verdict, name: str) -> None:
    (finding,) = of(verdict, name).to_dicts()
    told = (finding["aturan"], finding["dataset"], finding["baris_sumber"], finding["nilai"])
    assert told == (ISSUES[name], "jabatan", 6, "#REF!")
    assert all(message(finding, part, lang) for part in ("pesan", "perbaikan") for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("kiriman.wilayah", {"wilayah": "36.99"}),
        ("kiriman.wilayah", {"wilayah": "367"}),
        ("kiriman.periode", {"periode": "2024-T4"}),
    ],
)
def test_region_and_period_must_be_known(rule: str, keys: dict[str, str]) -> None:
    verdict = run(workspace(**keys))
    assert found(verdict, rule) == [("kiriman", None, None)]
    assert verdict.blocked == {"k1"}


def test_every_rule_has_a_case() -> None:
    """Rules on our own arithmetic and those that need history have tests of their own."""
    tried = {case[0] for case in CASES} | set(ISSUE_RULES) | {"kiriman.wilayah", "kiriman.periode"}
    elsewhere = {rule.id for rule in all_rules() if rule.history or rule.id.startswith("internal.")}
    assert tried | elsewhere == set(severities())
    assert not tried & elsewhere


@pytest.mark.parametrize(("more", "told"), [(0, []), (1, ['{"jumlah":501,"nama":"Dinas Kesehatan"}'])])
def test_a_unit_that_names_itself_as_its_parent_is_not_its_own_child(more: int, told: list[str]) -> None:
    """Unit 2 has 2.1, 499 schools (and one more), and itself."""
    children = dict(list(CHILDREN.items())[: 499 + more])
    findings = run(workspace({"unit": {"2": {"kode_induk": "2"}, **children}})).findings
    assert findings.filter(aturan="unit.anak_terlalu_banyak")["rincian"].to_list() == told


def test_details_are_json() -> None:
    verdict = run(workspace(jf(kelas="18")))
    assert json.loads(verdict.findings.row(0, named=True)["rincian"]) == {"bawah": "1", "atas": "17"}
