"""One fault, one cell: what stands beside a faulty row, or follows from it, is not told as well."""

from __future__ import annotations

import polars as pl
import pytest

from etl.validation import Verdict, run
from etl.validation.workspace import open_workspace
from tests.unit.validation.clean_submission import Change, submission

STRAY = {"kode_unit": "2.1", "nama_jabatan": "Staf", "jenis_jabatan": "pengawas"}
TWICE = {"kode_unit": "2.1", "kode_atasan": "BP", "nama_jabatan": "Analis", "jenis_jabatan": "fungsional", "jenjang": "ahli_muda",
         "kelas": "9", "jumlah_formasi": "2", "kebutuhan": "3", "kode_jabatan": "JF"}  # fmt: skip
LINE = {"kode_program": "1.02.02", "tingkat": "program", "kode_unit": "2", "pagu": "100", "realisasi_sd": "80"}
LOCAL = {"id_pegawai_lokal": "W-1", "kode_jabatan": "KD", "status_kepegawaian": "pejabat_negara"}

# a change, all that may be told of it: rule, row, column
EXACT: list[tuple[str, Change, list[tuple[str, int | None, str | None]]]] = [
    ("a stray top beside the agency's own head", {"jabatan": {"JF": {"kode_atasan": None}}},
     [("jabatan.puncak_ganda", 6, "kode_atasan")]),
    ("a stray top in the agency of the head of the region", {"jabatan": {"S": {**STRAY, "kode_jabatan": "S", "kode_unit": "1"}}},
     [("jabatan.pejabat_kosong", 8, "kode_jabatan"), ("jabatan.puncak_ganda", 8, "kode_atasan")]),
    ("two heads of one rank", {"jabatan": {"BP": {"jenis_jabatan": "jpt_pratama", "eselon": "II.b", "kode_atasan": "SD"}}},
     [("jabatan.puncak_ganda", 4, "kode_atasan"), ("jabatan.puncak_ganda", 5, "kode_atasan"), ("penyetaraan.pso", None, None)]),
    ("a new post without its level", {"penyetaraan": {"A2": {"jenjang_baru": None}}},
     [("penyetaraan.jabatan_baru_kosong", 3, "jenjang_baru")]),
    ("a post that is there twice", {"jabatan": {"dua": TWICE}},
     [("kunci_ganda", 6, "kode_jabatan"), ("kunci_ganda", 8, "kode_jabatan")]),
    ("a programme that is there twice", {"anggaran": {"dua": LINE}},
     [("kunci_ganda", 2, "kode_program"), ("kunci_ganda", 4, "kode_program")]),
    ("a person without a NIP who is there twice", {"jabatan": {"KD": {"jumlah_formasi": "2"}}, "pegawai": {"dua": LOCAL}},
     [("kunci_ganda", 2, "id_pegawai_lokal"), ("kunci_ganda", 8, "id_pegawai_lokal")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return run(open_workspace([submission(change, kiriman=f"k{i}") for i, (_, change, _) in enumerate(EXACT)]))


@pytest.mark.parametrize("number", range(len(EXACT)), ids=[name for name, _, _ in EXACT])
def test_nothing_but_the_faulty_cells_is_told(verdict: Verdict, number: int) -> None:
    found = verdict.findings.filter(pl.col("kiriman_id") == f"k{number}").select("aturan", "baris_sumber", "kolom")
    assert sorted(found.rows(), key=str) == sorted(EXACT[number][2], key=str)
