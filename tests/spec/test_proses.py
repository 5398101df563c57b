"""Processes before and after: steps, days and what is electronic."""

from __future__ import annotations

import polars as pl

from tests.tables import table

UNIT = table(
    """
    kode_unit | nama_unit | jenis_unit
    ----------+-----------+-----------
    1.01      | Dinas A   | dinas
    1.02      | Dinas B   | dinas
    """
)
PROSES = table(
    """
    kode_proses | nama_proses | kode_unit | tahap_sebelum | tahap_sesudah | hari_sebelum | hari_sesudah | elektronik
    ------------+-------------+-----------+---------------+---------------+--------------+--------------+-----------
    p1          | Izin        | 1.01      | 8             | 3             | 10           | 4            | ya
    p2          | Rekomendasi | 1.01      | 4             | 3             | 2            | 2            | tidak
    p3          | Surat       | 1.01      | 5             |               | 5            |              |
    p4          | Bantuan     | 1.02      | 2             | 4             | 0            | 0            | ya
    """
)


def test_what_was_cut_counts_processes_that_state_both_sides(lake):
    lake.load(unit=UNIT, proses=PROSES)
    assert lake.metric("tahap_dipangkas")["1.01"] == (6, 12, 50)
    assert lake.metric("tahap_dipangkas")["1.02"] == (-2, 2, -100)
    assert lake.metric("tahap_dipangkas")[None][:2] == (4, 14)
    assert lake.metric("waktu_dipercepat")["1.01"] == (6, 12, 50)
    assert lake.metric("proses_elektronik") == {"1.01": (1, 2, 50), "1.02": (1, 1, 100), None: (2, 3, 200 / 3)}


def test_no_days_before_means_no_share(lake):
    lake.load(unit=UNIT, proses=PROSES)
    assert lake.metric("waktu_dipercepat")["1.02"] == (0, 0, None)
    assert lake.why("waktu_dipercepat", "1.02") == "penyebut_kosong"


def test_without_the_sheet_each_figure_says_so(lake):
    lake.load(unit=UNIT)
    for metric in ("tahap_dipangkas", "waktu_dipercepat", "proses_elektronik"):
        assert lake.metric(metric)[None][2] is None
        assert lake.why(metric, None) == "proses_kosong"


def test_a_sheet_that_states_no_side_has_nothing_to_count(lake):
    nothing = [pl.lit(None).alias(name) for name in PROSES.columns if name not in {"kode_proses", "nama_proses", "kode_unit"}]
    lake.load(unit=UNIT, proses=PROSES.with_columns(nothing))
    for metric in ("tahap_dipangkas", "waktu_dipercepat", "proses_elektronik"):
        assert lake.metric(metric)["1.01"] == (None, None, None)
        assert lake.why(metric, None) == "penyebut_kosong"
