"""Scopes are compared by dotted segment: a province's own government is not its regions, and 3 is not 36."""

import pytest

from etl.access import Action, Principal, Role, Scope, allowed, demand
from etl.errors import NotAllowed


@pytest.mark.parametrize(
    ("pattern", "kode_wilayah", "covered"),
    [
        ("36.72", "36.72", True),
        ("36.72", "36.7", False),
        ("36.7", "36.72", False),
        ("36", "36", True),
        ("36", "36.72", False),
        ("36.*", "36", True),
        ("36.*", "36.72", True),
        ("3.*", "36.72", False),
        ("36.*", "37.01", False),
        ("*", "11.01", True),
    ],
)
def test_scope_covers(pattern, kode_wilayah, covered):
    assert Scope(pattern).covers(kode_wilayah) is covered


@pytest.mark.parametrize("pattern", ["36.72", "36", "36.*", "*"])
@pytest.mark.parametrize("kode", ["36", "36.72", "36.7", "37.01", "3"])
def test_sql_condition_says_the_same_as_covers(pattern, kode):
    import duckdb

    condition, values = Scope(pattern).sql()
    found = duckdb.execute(f"select {condition} from (select ? as kode_wilayah)", [*values, kode]).fetchone()
    assert found == (Scope(pattern).covers(kode),)


def test_a_leader_reads_only_the_own_government():
    leader = Principal("pimpinan-lokal", Role.PIMPINAN, Scope("36.72"))
    assert allowed(leader, Action.READ, "36.72")
    assert not allowed(leader, Action.READ, "36.04")
    assert not allowed(leader, Action.SUBMIT, "36.72")


def test_refusal_names_role_and_region():
    leader = Principal("pimpinan-lokal", Role.PIMPINAN, Scope("36.72"))
    with pytest.raises(NotAllowed) as refused:
        demand(leader, Action.READ, "36.04")
    assert "36.04" in str(refused.value)


def test_the_administrator_of_a_role_is_not_the_system():
    admin = Principal("seseorang", Role.ADMIN, Scope("*"))
    assert not allowed(admin, Action.SUBMIT, "36.72")
    assert allowed(Principal.system(), Action.SUBMIT, "36.72")
