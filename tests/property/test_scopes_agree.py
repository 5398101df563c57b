"""The four ways of asking what a scope covers say the same, for every scope and every code that can be written."""

from __future__ import annotations

from functools import cache

import duckdb
from hypothesis import assume, given
from hypothesis import strategies as st

from etl.access import Role, Scope, fits
from etl.errors import WrongUsage
from etl.warehouse.regions import regions

PROVINCES = st.sampled_from(["11", "36", "37", "63", "91"])
GOVERNMENTS = st.one_of(PROVINCES, st.tuples(PROVINCES, st.integers(1, 99)).map(lambda pair: f"{pair[0]}.{pair[1]:02d}"))
PATTERNS = st.one_of(st.just("*"), PROVINCES.map(lambda code: f"{code}.*"), GOVERNMENTS)
UNITS = st.none() | st.sampled_from(["1.01", "2.01"])
SCOPES = st.builds(lambda pattern, unit: Scope(pattern, None if "*" in pattern else unit), PATTERNS, UNITS)


@cache
def everywhere() -> list[str]:
    return [str(code) for code in regions()["kode_wilayah"]]


@given(SCOPES)
def test_sql_selects_exactly_the_governments_that_are_covered(scope: Scope) -> None:
    codes = everywhere()
    condition, values = scope.sql("kode")
    found = duckdb.execute(f"WITH k AS (SELECT unnest(?) AS kode) SELECT kode FROM k WHERE {condition}", [codes, *values])
    assert {row[0] for row in found.fetchall()} == {code for code in codes if scope.covers(code)}


@given(st.text(alphabet="0123456789.*'% ", max_size=8))
def test_a_code_that_is_no_government_is_selected_as_it_is_covered(code: str) -> None:
    for scope in (Scope("*"), Scope("36.*"), Scope("36"), Scope("36.72"), Scope("36.72", "1.01")):
        condition, values = scope.sql("kode")
        found = duckdb.execute(f"WITH k AS (SELECT ? AS kode) SELECT {condition} FROM k", [code, *values]).fetchone()
        assert found == (scope.covers(code),)


@given(SCOPES, SCOPES)
def test_a_scope_contains_another_exactly_when_it_covers_all_of_it(outer: Scope, inner: Scope) -> None:
    covered = all(outer.covers(code) for code in everywhere() if inner.covers(code))
    assume(any(inner.covers(code) for code in everywhere()))
    narrower = outer.kode_unit is None or outer.kode_unit == inner.kode_unit
    assert outer.contains(inner) == (covered and narrower)


@given(SCOPES, SCOPES, SCOPES)
def test_grants_of_grants_never_leave_the_first_scope(one: Scope, two: Scope, three: Scope) -> None:
    if one.contains(two) and two.contains(three):
        assert one.contains(three)


@given(SCOPES)
def test_every_scope_is_read_back_as_it_was_written(scope: Scope) -> None:
    assert Scope.parse(scope.pattern, scope.kode_unit) == scope
    assert scope.contains(scope)


@given(st.text(max_size=10) | st.from_regex(r"[0-9.*]{0,9}", fullmatch=True))
def test_what_is_read_as_a_scope_has_one_of_four_forms(written: str) -> None:
    try:
        scope = Scope.parse(written)
    except WrongUsage:
        return
    stem = scope.pattern.removesuffix(".*")
    province, _, region = stem.partition(".")
    assert scope.pattern == "*" or (province.isascii() and province.isdigit() and len(province) == 2)
    assert scope.pattern == "*" or region == "" or (region.isascii() and region.isdigit() and len(region) == 2)
    assert not (region and scope.pattern.endswith("*"))


@given(SCOPES, st.sampled_from(list(Role)))
def test_a_role_only_has_scopes_of_its_kind(scope: Scope, role: Role) -> None:
    if not fits(role, scope):
        return
    assert role is not Role.SISTEM
    assert scope.kode_unit is None or role is Role.PIMPINAN
    assert (scope.pattern == "*") <= (role in (Role.KEMENDAGRI, Role.ADMIN))
    assert scope.pattern.endswith(".*") <= (role in (Role.PROVINSI, Role.ADMIN))
