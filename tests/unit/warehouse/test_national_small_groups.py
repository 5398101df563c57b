"""Whole governments beside each other tell of no small group of persons with a predicate either."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from meja import POSTS, UNITS, Desk

from etl.access import Principal, Role, Scope
from etl.metrics.predicates import APPRAISED
from etl.warehouse import read
from etl.warehouse.closed import REASON

NATION = Principal("Kemendagri", Role.KEMENDAGRI, Scope("*"))
MORE_UNITS = [*UNITS, {"kode_unit": "3.01", "nama_unit": "Badan Satu", "jenis_unit": "badan"}]
MORE_POSTS = [*POSTS, {**POSTS[3], "kode_jabatan": "K1", "kode_unit": "3.01"}]


def hand_in(desk: Desk, **people: int) -> None:
    staff = [
        {"id_pegawai_lokal": f"{post}-{n}", "nama": "Orang", "kode_jabatan": post, "status_kepegawaian": "non_asn",
         "predikat_kinerja": "baik", "hasil_kerja": "sesuai", "perilaku_kerja": "sesuai"}
        for post, count in people.items() for n in range(count)
    ]  # fmt: skip
    desk.quarter("2024-TW1", "10", unit=MORE_UNITS, jabatan=MORE_POSTS, pegawai=staff)


def told(desk: Desk, metrik: Any) -> tuple[float | None, float | None, str | None]:
    found = read.national_values(desk.reader(), NATION, "2024-TW1", metrik).filter(pl.col("metrik") == APPRAISED)
    row = found.row(0, named=True)
    return row["pembilang"], row["nilai"], row["alasan"]


@pytest.mark.parametrize("metrik", [None, APPRAISED])
def test_a_total_under_five_is_hidden_however_it_is_asked_for(desk: Desk, metrik: str | None) -> None:
    hand_in(desk, J3=2, K1=2)
    assert told(desk, metrik) == (None, None, REASON)


def test_the_number_of_one_agency_alone_is_hidden(desk: Desk) -> None:
    hand_in(desk, J3=10)
    assert told(desk, APPRAISED) == (None, None, REASON)


def test_the_total_of_several_agencies_is_told_and_other_metrics_stay(desk: Desk) -> None:
    hand_in(desk, J3=10, K1=3)
    assert told(desk, APPRAISED) == (13, 100, None)
    both = read.national_values(desk.reader(), NATION, "2024-TW1", (APPRAISED, "keterisian_jabatan"))
    assert both.filter(pl.col("metrik") == "keterisian_jabatan")["nilai"].null_count() == 0
