"""No read function tells of fewer than five persons with a predicate, whatever is asked for, and no version undoes another."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from meja import POSTS, UNITS, Desk

from etl.access import Principal, Role, Scope
from etl.metrics.catalogue import catalog, derived, distributions
from etl.metrics.predicates import APPRAISED, NINE, SPREAD
from etl.warehouse import read

SERANG = Principal("Sekda", Role.PIMPINAN, Scope("36.72"))
ONE_AGENCY = Principal("Kepala Dinas", Role.PIMPINAN, Scope("36.72", "2.01"))
MORE_UNITS = [*UNITS, *({"kode_unit": f"3.0{n}", "nama_unit": f"Badan {n}", "jenis_unit": "badan"} for n in (1, 2))]
MORE_POSTS = [*POSTS, *({**POSTS[3], "kode_jabatan": f"K{n}", "kode_unit": f"3.0{n}"} for n in (1, 2))]


def staff(**predicates: dict[str, int]) -> list[dict[str, Any]]:
    """So many persons of each predicate at each post, appraised as the matrix has it."""
    given = {"sangat_baik": ("di_atas", "di_atas"), "baik": ("sesuai", "sesuai"), "kurang": ("sesuai", "di_bawah")}
    people = [(post, name) for post, counts in predicates.items() for name, n in counts.items() for _ in range(n)]
    return [
        {"id_pegawai_lokal": f"L{n}", "nama": f"Orang {n}", "kode_jabatan": post, "status_kepegawaian": "non_asn",
         "predikat_kinerja": name, "hasil_kerja": given[name][0], "perilaku_kerja": given[name][1]}
        for n, (post, name) in enumerate(people)
    ]  # fmt: skip


def hand_in(desk: Desk, periode: str, **predicates: dict[str, int]) -> None:
    desk.quarter(periode, "10", unit=MORE_UNITS, jabatan=MORE_POSTS, pegawai=staff(**predicates))


def told(desk: Desk, who: Principal, metrik: str, unit: str | None = "*") -> dict[tuple[Any, ...], int | None]:
    rows = read.distributions(desk.reader(), who, kode_wilayah="36.72", periode="2024-TW1", metrik=metrik, kode_unit=unit)
    return {(u, x): n for u, x, n in rows.select("kode_unit", "sumbu_x", "jumlah").iter_rows()}


def appraised(desk: Desk, who: Principal, unit: str | None = "*", metrik: Any = APPRAISED) -> dict[str | None, float | None]:
    rows = read.metric_values(desk.reader(), who, kode_wilayah="36.72", periode="2024-TW1", metrik=metrik, kode_unit=unit)
    return dict(rows.filter(pl.col("metrik") == APPRAISED).select("kode_unit", "pembilang").iter_rows())


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Dinas: 20 and 3; the first Badan: 9 and 8; the second: 3 persons only."""
    hand_in(desk, "2024-TW1", J3={"baik": 20, "kurang": 3}, K1={"baik": 9, "kurang": 8}, K2={"baik": 3})
    return desk


def test_an_agency_under_five_takes_the_next_smallest_with_it(three: Desk) -> None:
    assert appraised(three, SERANG) == {None: 43, "2.01": 23, "3.01": None, "3.02": None}
    assert {unit for unit, _ in told(three, SERANG, SPREAD)} == {None, "2.01"}


def test_counts_and_totals_of_the_spread_hide_each_other(three: Desk) -> None:
    found = told(three, SERANG, SPREAD)
    assert found["2.01", None] == found[None, None] == 23
    assert found["2.01", "kurang"] is None
    assert found[None, "kurang"] is None
    assert found["2.01", "baik"] is None


@pytest.mark.parametrize("unit", ["*", None, "2.01", "3.01", "3.02"])
def test_narrower_questions_tell_no_more(three: Desk, unit: str | None) -> None:
    whole, part = told(three, SERANG, SPREAD), told(three, SERANG, SPREAD, unit)
    assert part == {key: n for key, n in whole.items() if unit in ("*", key[0])}
    assert appraised(three, SERANG, unit).items() <= appraised(three, SERANG).items()
    assert appraised(three, SERANG, unit, metrik=None) == appraised(three, SERANG, unit)


def test_a_reader_of_one_agency_sees_its_part_of_the_same(three: Desk) -> None:
    whole = told(three, SERANG, SPREAD)
    assert told(three, ONE_AGENCY, SPREAD) == {key: n for key, n in whole.items() if key[0] == "2.01"}
    assert told(three, ONE_AGENCY, NINE) == {}
    assert appraised(three, ONE_AGENCY) == {"2.01": 23}


def test_the_nine_cells_are_the_regions_only(three: Desk) -> None:
    found = told(three, SERANG, NINE)
    assert {unit for unit, _ in found} == {None}
    assert not [n for n in found.values() if n is not None and n < 5]


def test_a_hidden_value_says_why_and_keeps_its_staff(three: Desk) -> None:
    rows = read.metric_values(three.reader(), SERANG, kode_wilayah="36.72", metrik=APPRAISED, kode_unit="3.02")
    assert rows.select("pembilang", "penyebut", "nilai", "alasan").row(0) == (None, 3, None, "kelompok_kecil")


def test_a_later_version_shows_nothing_unchanged_that_an_earlier_one_hid(three: Desk) -> None:
    """Four more come to the small agency: the one that hid with it stays hidden, for its number was never told."""
    hand_in(three, "2024-TW1", J3={"baik": 20, "kurang": 3}, K1={"baik": 9, "kurang": 8}, K2={"baik": 7})
    assert appraised(three, SERANG) == {None: 47, "2.01": 23, "3.01": None, "3.02": None}


def test_counts_of_filled_cells_under_five_are_left_out(desk: Desk) -> None:
    hand_in(desk, "2024-TW1", J3={"baik": 3})
    columns = read.filled(desk.reader(), SERANG, "36.72").filter(pl.col("dataset") == "pegawai")["kolom"].to_list()
    assert "kode_jabatan" in columns
    assert not {"predikat_kinerja", "hasil_kerja", "perilaku_kerja"} & set(columns)


def test_no_other_figure_reads_predicates() -> None:
    """A new one has to be protected first: it reads turunan.kinerja or the columns themselves."""
    words = ("turunan.kinerja", "predikat_kinerja", "hasil_kerja", "perilaku_kerja")
    reading = {m.id for m in [*catalog().values(), *distributions().values()] if any(word in m.sql for word in words)}
    assert reading == {APPRAISED, SPREAD, NINE}
    tables = {name for name, sql in derived() if any(word in sql for word in words[1:])}
    assert tables == {"20_penempatan", "47_kinerja"}
