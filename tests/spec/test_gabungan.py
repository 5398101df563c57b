"""From indicators and budget lines to an agency and a region (domain notes 1.1, 3.5 and 3.7)."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics import category
from tests.tables import table

UNIT = table("""
    kode_unit | kode_induk | nama_unit | jenis_unit
    0         |            | Kota      | lainnya
    A         | 0          | Dinas A   | dinas
    A.1       | A          | Bidang    | bidang
    B         | 0          | Dinas B   | dinas
    """)


def indicators(values):
    """One indicator of target 100 per (kode_unit, realisasi)."""
    codes = [f"i{n}" for n in range(len(values))]
    plan = pl.DataFrame({"kode_indikator": codes, "kode_unit": [unit for unit, _ in values]}).with_columns(
        tingkat=pl.lit("sasaran"), nama_indikator=pl.col("kode_indikator"), satuan=pl.lit("persen"), arah=pl.lit("naik"),
        sifat=pl.lit("posisi_akhir"), target_tw4=pl.lit("100"),
    )  # fmt: skip
    return {"indikator": plan, "capaian": pl.DataFrame({"kode_indikator": codes, "realisasi": [text for _, text in values]})}


def test_the_mean_of_agencies_is_not_the_mean_of_indicators(lake):
    lake.load(unit=UNIT, **indicators([("A.1", "100"), *[("B", "60")] * 9]))
    assert lake.metric("capaian_kinerja", "rerata_indikator") == {
        None: (640, 10, 64.0), "A": (100, 1, 100.0), "B": (540, 9, 60.0)
    }  # fmt: skip
    assert lake.metric("capaian_kinerja", "rerata_opd") == {None: (160, 2, 80.0)}


def test_an_agency_without_any_value_is_null_with_a_reason_never_zero(lake):
    lake.load(unit=UNIT, **indicators([("A", None), ("B", "60")]))
    assert lake.metric("capaian_kinerja", "rerata_indikator")["A"].nilai is None
    assert lake.why("capaian_kinerja", "A") == "penyebut_kosong"
    assert lake.metric("capaian_kinerja", "rerata_opd")[None] == (60, 1, 60.0)


def test_only_the_lowest_budget_lines_are_added(lake):
    lake.load(unit=UNIT, anggaran=table("""
        kode_program        | tingkat     | kode_unit | pagu | realisasi_sd
        2.09.03             | program     | A         | 1000 | 880
        2.09.03.1.01        | kegiatan    | A         | 1000 | 880
        2.09.03.1.01.0001   | subkegiatan | A.1       | 600  | 500
        2.09.03.1.01.0002   | subkegiatan | A         | 400  | 380
        2.09.031            | program     | B         | 500  | 100
        """))  # fmt: skip
    assert lake.metric("serapan_anggaran") == {
        None: (980, 1500, pytest.approx(65.33, abs=0.005)), "A": (880, 1000, 88.0), "B": (100, 500, 20.0)
    }  # fmt: skip


def test_a_ceiling_of_zero_gives_no_absorption(lake):
    lake.load(unit=UNIT, anggaran=table("""
        kode_program | tingkat | kode_unit | pagu | realisasi_sd
        1            | program | A         | 0    | 0
        """))  # fmt: skip
    assert lake.metric("serapan_anggaran")["A"].nilai is None


def test_efficiency_is_attainment_minus_absorption_in_points(lake):
    lake.load(unit=UNIT, **indicators([("A", "95"), ("B", "40")]), anggaran=table("""
        kode_program | tingkat | kode_unit | pagu | realisasi_sd
        1            | program | A         | 1000 | 880
        """))  # fmt: skip
    got = lake.metric("efisiensi")
    assert got["A"].nilai == 7
    assert got["B"].nilai is None
    assert lake.why("efisiensi", "B") == "tanpa_anggaran"


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(7, "efisien"), (5.01, "efisien"), (5, "cukup_efisien"), (-5, "cukup_efisien"), (-5.01, "tidak_efisien"), (None, None)],
)
def test_the_gap_has_three_steps(gap, expected):
    assert category("acuan-capaian", "efisiensi", gap) == expected


def reform(lake, a, b, c):
    """A baseline of `a` administrative posts of which `c` are kept, and `b` of them now."""
    posts = table(f"kode_jabatan | kode_unit | nama_jabatan | jenis_jabatan | jumlah_formasi\nj | A | Kasubbag | pengawas | {b}")
    rows = [("dipertahankan", "bukan_sasaran")] * c + [("dihapus", "disetarakan")] * (a - c)
    baseline = pl.DataFrame(rows, schema=["nasib", "status_penyetaraan"], orient="row").with_columns(
        kode_jabatan_asal=pl.format("lama{}", pl.int_range(pl.len())), eselon_asal=pl.lit("IV.a"), kode_unit_asal=pl.lit("A")
    )
    lake.load(unit=UNIT, jabatan=posts, penyetaraan=baseline)
    found = lake.metric("penyederhanaan_struktur")["A"]
    return (
        found.pembilang,
        found.penyebut,
        None if found.nilai is None else round(found.nilai, 2),
        lake.why("penyederhanaan_struktur"),
    )


@pytest.mark.parametrize(
    ("a", "b", "c", "expected"),
    [
        (280, 70, 60, (210, 220, 95.45, None)),
        (20, 8, 8, (12, 12, 100.0, None)),
        (20, 20, 8, (0, 12, 0.0, None)),
        (8, 8, 8, (0, 0, None, "tidak_berlaku")),
        (20, 7, 8, (13, 12, None, "sisa_kurang_dari_dipertahankan")),
        (20, 21, 8, (-1, 12, None, "sisa_lebih_dari_awal")),
    ],
)
def test_simplification_of_the_structure(lake, a, b, c, expected):
    assert reform(lake, a, b, c) == expected


def test_exempt_posts_leave_the_ratio(lake):
    lake.load(unit=UNIT, penyetaraan=table("""
        kode_jabatan_asal | eselon_asal | kode_unit_asal | nasib   | status_penyetaraan
        ------------------+-------------+----------------+---------+-------------------
        1                 | IV.a        | A.1            | dihapus | disetarakan
        2                 | IV.a        | A              | dihapus | belum
        3                 | IV.a        | A              | dihapus | dikecualikan
        4                 | IV.a        | B              | dihapus | dikecualikan
        """))  # fmt: skip
    got = lake.metric("penyetaraan_jabatan")
    assert got == {None: (1, 2, 50.0), "A": (1, 2, 50.0)}  # B has nothing left to count


def test_a_unit_of_the_baseline_that_is_gone_counts_for_its_agency_of_then(lake):
    lake.load("2020-TW4", unit=table("""
        kode_unit | kode_induk | nama_unit | jenis_unit
        A         |            | Dinas A   | dinas
        A.9       | A          | Seksi     | seksi
        """))  # fmt: skip
    lake.load(unit=UNIT, penyetaraan=table("""
        kode_jabatan_asal | eselon_asal | kode_unit_asal | nasib   | status_penyetaraan
        1                 | IV.a        | A.9            | dihapus | disetarakan
        """))  # fmt: skip
    lake.refer("2024-TW4", "dasar", "2020-TW4")
    assert lake.metric("penyetaraan_jabatan")["A"] == (1, 1, 100.0)
