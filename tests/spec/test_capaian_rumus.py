"""Attainment of one indicator in one quarter: formulas, floor and cap, zero and missing (domain notes 3.1 to 3.3)."""

from __future__ import annotations

import polars as pl
import pytest

from tests.tables import table

UNIT = table("""
    kode_unit | nama_unit | jenis_unit
    1.01      | Dinas     | dinas
    """)


def load(lake, text, periode="2024-TW4"):
    """One row per indicator: its description, target of the fourth quarter, and realisation; `batas` is its own cap."""
    rows = table(text)
    defaults = {"arah": "naik", "sifat": "posisi_akhir", "tingkat": "sasaran", "satuan": "persen", "kode_unit": "1.01"}
    rows = rows.with_columns(nama_indikator=rows["kode_indikator"])
    for name, value in defaults.items():
        held = pl.col(name) if name in rows.columns else pl.lit(None, pl.String)
        rows = rows.with_columns(held.fill_null(value).alias(name))
    reported = [c for c in ("realisasi", "target_bawah", "target_atas", "capaian_dilaporkan") if c in rows.columns]
    lake.load(
        periode,
        unit=UNIT,
        indikator=rows.drop(reported),
        capaian=rows.select("kode_indikator", *reported),
    )


def one(lake, text):
    """(formula, raw, shown, step, reason) of the only indicator."""
    load(lake, text)
    (row,) = lake.attainment().values()
    raw = None if row["capaian_mentah"] is None else round(row["capaian_mentah"], 2)
    shown = None if row["capaian"] is None else round(row["capaian"], 2)
    return row["rumus"], raw, shown, row["kategori"], row["alasan"]


@pytest.mark.parametrize(
    ("target", "realisasi", "linear", "terbalik"),
    [("10", "8", 120.0, 125.0), ("10", "10", 100.0, 100.0), ("10", "12", 80.0, 83.33), ("10", "25", -50.0, 40.0),
     ("7", "6.5", 107.14, 107.69), ("8", "9", 87.5, 88.89)],
)  # fmt: skip
def test_lower_is_better_has_two_formulas_and_names_the_one_used(lake, target, realisasi, linear, terbalik):
    load(
        lake,
        f"""
        kode_indikator | arah  | rumus_turun | target_tw4 | realisasi   | batas_capaian
        linear         | turun | linear      | {target}   | {realisasi} | 150
        terbalik       | turun | terbalik    | {target}   | {realisasi} | 150
        kosong         | turun |             | {target}   | {realisasi} | 150
        """,
    )
    got = {code: (row["rumus"], round(row["capaian_mentah"], 2)) for code, row in lake.attainment().items()}
    assert got == {
        "linear": ("turun_linear", linear), "terbalik": ("turun_terbalik", terbalik), "kosong": ("turun_linear", linear)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("naik | 80 | 72 | ", ("naik", 90.0, 90.0, "tinggi", None)),
        ("naik | 100 | 0 | ", ("naik", 0.0, 0.0, "sangat_rendah", None)),
        ("naik | 10 | 90 | ", ("naik", 900.0, 100.0, "sangat_tinggi", None)),
        ("naik | 10 | 11.5 | 110", ("naik", 115.0, 110.0, "sangat_tinggi", None)),
        ("naik | 10 | -1 | ", ("naik", -10.0, 0.0, "sangat_rendah", None)),
        ("turun | 10 | 25 | ", ("turun_linear", -50.0, 0.0, "sangat_rendah", None)),
        ("turun | 4 | 0 | 200", ("turun_linear", 200.0, 200.0, "sangat_tinggi", None)),
    ],
)
def test_the_raw_value_stays_and_the_shown_one_has_floor_and_cap(lake, row, expected):
    assert one(lake, f"kode_indikator | arah | target_tw4 | realisasi | batas_capaian\ni | {row}") == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("naik  |          | 0  | 5  ", ("naik", None, None, None, "target_nol")),
        ("turun | linear   | 0  | 0  ", ("turun_linear", 100.0, 100.0, "sangat_tinggi", "target_nol")),
        ("turun | linear   | 0  | 2  ", ("turun_linear", 0.0, 0.0, "sangat_rendah", "target_nol")),
        ("turun | terbalik | 4  | 0  ", ("turun_terbalik", 100.0, 100.0, "sangat_tinggi", "realisasi_nol")),
        ("naik  |          | -2 | 1  ", ("naik", None, None, None, "target_negatif")),
        ("naik  |          |    | 5  ", ("naik", None, None, None, "target_kosong")),
        ("naik  |          | 80 |    ", ("naik", None, None, None, "belum_diisi")),
        ("naik  |          | 80 | WTP", ("naik", None, None, None, "nilai_tidak_sah")),
        ("naik  |          | WTP| 80 ", ("naik", None, None, None, "target_tidak_sah")),
    ],
)
def test_zero_missing_and_unreadable_values_carry_their_reason(lake, row, expected):
    assert one(lake, f"kode_indikator | arah | rumus_turun | target_tw4 | realisasi\ni | {row}") == expected


@pytest.mark.parametrize(
    ("arah", "realisasi", "expected"),
    [
        ("naik", "69.3", 100.0), ("naik", "69.5", 100.0), ("naik", "62.19", 90.0), ("naik", "83.4", 120.0),
        ("rentang", "69.3", 100.0), ("rentang", "62.19", 90.0), ("rentang", "83.4", 80.0),
    ],
)  # fmt: skip
def test_outside_a_range_the_nearer_end_is_the_target(lake, arah, realisasi, expected):
    rumus, raw, *_ = one(
        lake,
        f"""
        kode_indikator | arah   | jenis_nilai | target_tw4 | realisasi
        i              | {arah} | rentang     | 69.1..69.5 | {realisasi}
        """,
    )
    assert (rumus, raw) == ("rentang", expected)


def test_the_ends_of_a_range_may_come_in_two_columns_of_the_quarter(lake):
    assert one(lake, """
        kode_indikator | arah    | target_bawah | target_atas | realisasi
        i              | rentang | 10           | 20          | 8
        """)[:2] == ("rentang", 80.0)  # fmt: skip


@pytest.mark.parametrize(
    ("scale", "target", "realisasi", "expected"),
    [
        ("opini_bpk", "WTP", "WTP", ("predikat", 100.0, 100.0, "sangat_tinggi", None)),
        ("opini_bpk", "WTP", "WDP", ("predikat", 75.0, 75.0, "sedang", None)),
        ("sakip", "BB", "b", ("predikat", 80.0, 80.0, "tinggi", None)),
        ("sakip", "BB", "WTP", ("predikat", None, None, None, "predikat_tidak_dikenal")),
        ("tak_ada", "WTP", "WTP", ("predikat", None, None, None, "predikat_tidak_dikenal")),
    ],
)
def test_a_predicate_is_compared_by_its_rank_in_the_named_scale(lake, scale, target, realisasi, expected):
    assert one(lake, f"""
        kode_indikator | jenis_nilai | skala_predikat | target_tw4 | realisasi
        i              | predikat    | {scale}        | {target}   | {realisasi}
        """) == expected  # fmt: skip


@pytest.mark.parametrize(("target", "realisasi", "expected"), [("ya", "ya", 100.0), ("ya", "tidak", 0.0), ("", "ya", 100.0)])
def test_yes_or_no_is_all_or_nothing(lake, target, realisasi, expected):
    assert one(lake, f"""
        kode_indikator | jenis_nilai | target_tw4 | realisasi
        i              | ya_tidak    | {target}   | {realisasi}
        """)[:2] == ("ya_tidak", expected)  # fmt: skip


@pytest.mark.parametrize(
    ("realisasi", "kategori"),
    [("91", "sangat_tinggi"), ("90.5", "tinggi"), ("90.994", "tinggi"), ("90.995", "sangat_tinggi"), ("76", "tinggi"),
     ("75.5", "sedang"), ("65.3", "rendah"), ("50.4", "sangat_rendah"), ("51", "rendah"), ("150", "sangat_tinggi")],
)  # fmt: skip
def test_no_value_falls_between_the_printed_bands(lake, realisasi, kategori):
    got = one(lake, f"kode_indikator | target_tw4 | realisasi | batas_capaian\ni | 100 | {realisasi} | 200")
    assert got[3] == kategori


def test_the_printed_figure_stands_beside_the_computed_one(lake):
    load(
        lake,
        """
        kode_indikator | target_tw4 | realisasi | capaian_dilaporkan
        sama           | 80         | 72        | 90
        beda           | 80         | 72        | 95
        mentah         | 80         | 96        | 120
        dibatasi       | 80         | 96        | 100
        kosong         | 80         | 72        |
        """,
    )
    got = {code: row["selisih"] for code, row in lake.attainment().items()}
    assert got == {"sama": 0, "beda": 5, "mentah": 0, "dibatasi": 0, "kosong": None}


def test_figures_carry_no_noise_of_binary_fractions(lake):
    load(
        lake,
        """
        kode_indikator | target_tw4 | realisasi | capaian_dilaporkan
        tepat          | 100        | 44.1      | 44.1
        dibulatkan     | 34         | 30        | 88.24
        kurang         | 34         | 30        | 88.2
        """,
    )
    got = {code: (row["capaian_mentah"], row["capaian"], row["selisih"]) for code, row in lake.attainment().items()}
    assert got == {
        "tepat": (44.1, 44.1, 0), "dibulatkan": (88.2352941176, 88.2352941176, 0), "kurang": (88.2352941176, 88.2352941176, -0.04)
    }  # fmt: skip


@pytest.mark.parametrize(("realisasi", "target"), [("8", 6), ("5", 6), ("10.5", 9.5)])
def test_a_range_is_told_by_both_its_ends(lake, realisasi, target):
    """The number is the end that was compared with; the text is the range."""
    load(lake, f"""
        kode_indikator | arah    | jenis_nilai | target_tw4 | realisasi
        i              | rentang | rentang     | 6..9.5     | {realisasi}
        """)  # fmt: skip
    row = lake.attainment()["i"]
    assert (row["target"], row["target_teks"]) == (target, "6..9.5")


def test_the_capped_values_are_averaged(lake):
    load(
        lake,
        """
        kode_indikator | target_tw4 | realisasi
        a              | 100        | 900
        b              | 100        | 60
        c              | 100        | 70
        d              | 100        |
        """,
    )
    assert lake.metric("capaian_kinerja", "rerata_indikator")[None] == (230, 3, pytest.approx(76.67, abs=0.005))
    assert lake.metric("indikator_tercapai")[None] == (1, 3, pytest.approx(33.33, abs=0.005))
    assert lake.metric("realisasi_terisi")[None] == (3, 4, 75.0)
