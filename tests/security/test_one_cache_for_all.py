"""Two readers in one process with the same filters: what one was told is never handed to the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from in_memory import InMemory
from lake_of_marks import QUARTERS, Mark, World
from readers import leaks
from screens import Screens

from etl.access import Principal, Role, Scope
from etl.errors import NotAllowed
from pages.ui import data

CITY = Principal("kota@contoh.id", Role.PIMPINAN, Scope("36.72"))
AGENCY = replace(CITY, scope=Scope("36.72", "2.01"))
PROVINCE = Principal("provinsi@contoh.id", Role.PROVINSI, Scope("36.*"))
NATION = Principal("pusat@contoh.id", Role.KEMENDAGRI, Scope("*"))
OPERATOR = Principal("operator@contoh.id", Role.OPERATOR, Scope("36.72"))
READERS = (NATION, PROVINCE, CITY, AGENCY, OPERATOR)


@pytest.fixture(autouse=True)
def _one_snapshot(copy: InMemory, screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "snapshot", copy.snapshot)


def test_the_same_question_without_a_region_is_answered_to_each_for_themselves(world: World) -> None:
    first = [data.regions(who)["kode_wilayah"].to_list() for who in READERS]
    again = [data.regions(who)["kode_wilayah"].to_list() for who in reversed(READERS)]
    assert first == again[::-1]
    assert [len(found) for found in first] == [7, 4, 1, 1, 1]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_same_question_about_a_region_is_answered_to_each_for_themselves(turn: int, world: World) -> None:
    for who in READERS[::turn]:
        for found in (
            data.units(who, "36.72", QUARTERS[1]),
            data.metric_values(who, "36.72", QUARTERS[1]),
            data.nodes(who, "36.72", QUARTERS[1]),
            data.attainment(who, "36.72", QUARTERS[1]),
        ):
            assert found.height
            assert leaks(world, who, str(found.rows())) == set(), who


def test_what_the_nation_was_told_is_refused_to_a_city(world: World) -> None:
    assert data.units(NATION, "32.73", QUARTERS[1]).height
    with pytest.raises(NotAllowed):
        data.units(CITY, "32.73", QUARTERS[1])


def test_what_an_operator_was_told_of_drafts_is_refused_to_a_leader() -> None:
    assert data.history(OPERATOR, "36.72").height
    with pytest.raises(NotAllowed):
        data.history(CITY, "36.72")


def test_a_draft_that_one_looks_through_shows_to_nobody_else(world: World) -> None:
    draft = replace(OPERATOR, draft=world.kiriman("36.72", QUARTERS[1], "Draf"))
    told = [str(data.units(who, "36.72", QUARTERS[1]).rows()) for who in (draft, OPERATOR, CITY, draft)]
    marks = [{mark.fate for mark in world.marks(said)} - {""} for said in told]
    assert marks == [{"Draf"}, {"Terbit"}, {"Terbit"}, {"Draf"}]


def test_what_a_page_made_for_one_is_not_shown_to_another() -> None:
    made = {who: data.remember(who, "gambar", ("36.72", "id"), lambda who=who: object()) for who in READERS}
    assert len({id(found) for found in made.values()}) == len(READERS)
    assert all(data.remember(who, "gambar", ("36.72", "id"), object) is found for who, found in made.items())


def test_names_chosen_to_look_like_another_scope_do_not_share_its_key() -> None:
    units = ("None", "None None", "a b", "a b None")
    odd = [CITY, replace(CITY, draft="None"), replace(CITY, scope=Scope("36.72 None"))]
    odd += [replace(CITY, scope=Scope("36.72", unit)) for unit in units]
    odd += [replace(CITY, scope=Scope("36.72", "a"), draft="b None"), replace(CITY, scope=Scope("36.72", "a"), draft="b")]
    assert len({data._scope_key(who) for who in odd}) == len(odd)


def test_who_they_are_is_no_part_of_the_key_or_the_rows(world: World) -> None:
    other = replace(CITY, identity="lain@contoh.id")
    assert data.units(CITY, "36.72", QUARTERS[1]) is data.units(other, "36.72", QUARTERS[1])
    assert "@contoh.id" not in data._scope_key(other)
    assert Mark("36.72", "2.01", "Terbit") in world.marks(str(data.units(other, "36.72", QUARTERS[1]).rows()))
