"""What must hold for any tree of posts and any number."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.validation.prepare import agencies, tree

trees = st.dictionaries(st.sampled_from("abcdefghij"), st.one_of(st.none(), st.sampled_from("abcdefghijz")), min_size=1)


def _loaded(parents: dict[str, str | None]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema bantu; create table baris (kiriman_id varchar, kode varchar, atas varchar, baris_sumber bigint)")
    con.executemany("insert into baris values ('k', ?, ?, ?)", [[k, p, i] for i, (k, p) in enumerate(parents.items())])
    tree(con, "uji", "baris", "kode", "atas")
    return con


def _above(parents: dict[str, str | None], code: str) -> list[str]:
    """The chain of superiors as far as it goes, stopping when it comes round."""
    chain: list[str] = []
    now = parents.get(code)
    while now in parents and now != (chain[-1] if chain else code) and now not in chain:
        chain.append(now)
        now = parents[now]
    return chain


@settings(max_examples=60, deadline=None)
@given(trees)
def test_exactly_the_rows_in_a_cycle_are_named(parents: dict[str, str | None]) -> None:
    own = {code for code, parent in parents.items() if code == parent}
    expected = {code for code in parents if code not in own and code in _above(parents, code)}
    assert {row[0] for row in _loaded(parents).execute("select kode from bantu.siklus_uji").fetchall()} == expected


@settings(max_examples=60, deadline=None)
@given(trees, st.sets(st.sampled_from("abcdefghij")))
def test_the_agency_of_a_unit_is_the_nearest_at_or_above_it(parents: dict[str, str | None], agency: set[str]) -> None:
    con = _loaded(parents)
    con.execute("create table satuan (kiriman_id varchar, kode_unit varchar, jenis_unit varchar, baris_sumber bigint)")
    con.executemany("insert into satuan values ('k', ?, ?, 1)", [[c, "dinas" if c in agency else "bidang"] for c in parents])
    agencies(con, "opd_uji", "uji", "satuan")
    cycles = {code for code in parents if code in _above(parents, code) and parents[code] != code}
    whole = [code for code in parents if not cycles & {code, *_above(parents, code)}]
    expected = {code: next((c for c in [code, *_above(parents, code)] if c in agency), None) for code in whole}
    assert dict(con.execute("select kode_unit, kode_opd from bantu.opd_uji").fetchall()) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.integers(18, 35),
    st.integers(1, 12),
    st.integers(1, 2),
    st.integers(1, 999),
)
def test_a_rightly_formed_number_is_never_refused(born: date, years: int, month: int, sex: int, serial: int) -> None:
    from etl.validation.prepare import prepare
    from tests.unit.validation.clean_submission import workspace

    nip = f"{born:%Y%m%d}{born.year + years}{month:02d}{sex}{serial:03d}"
    con = workspace({"pegawai": {"BP": {"nip": nip}}})
    prepare(con)
    assert con.execute("select * from bantu.nip").fetchall() == []
    wrong = (born.replace(day=1) + timedelta(days=31)).replace(day=1)
    con = workspace({"pegawai": {"BP": {"nip": f"{wrong:%Y%m}00{nip[8:]}"}}})
    prepare(con)
    assert con.execute("select masalah from bantu.nip").fetchall() == [("lahir",)]
