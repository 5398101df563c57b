"""Who may give what to whom: nobody beyond the own scope, nothing that a role cannot be, and never the last key thrown away."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from meja import NIP, Desk

from etl.access import Action, Grant, Principal, Role, Scope, allowed
from etl.errors import DataRefused, NotAllowed, RampingError, WrongUsage
from etl.settings import Settings
from etl.warehouse import grants, lake, read
from tests.katalog import Catalogue

SYSTEM = Principal.system("pemasang")
ADMIN = Principal("admin@pusat.go.id", Role.ADMIN, Scope("*"))
BANTEN = Principal("admin@banten.go.id", Role.ADMIN, Scope("36.*"))
ANI = "ani@cilegon.go.id"
OPERATOR = Grant(ANI, Role.OPERATOR, Scope("36.72"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, empty_lake: Settings, catalogue: Catalogue) -> Settings:
    """A lake for what is refused: nothing may be in it at the end of a test."""
    return catalogue.copy(empty_lake, tmp_path_factory.mktemp("hak") / "gudang")


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def held(settings: Settings, identity: str = ANI, moment: datetime | None = None) -> list[Principal]:
    """What somebody may be, as asked at every click."""
    found = read.roles_of(lake.open_reader(settings), identity)
    return read.principals(identity, found, moment or now())


def listed(settings: Settings, who: Principal = SYSTEM) -> list[dict[str, object]]:
    return read.grants(lake.open_reader(settings), who).rows(named=True)


def test_a_grant_holds_at_once_and_until_it_is_withdrawn(settings: Settings) -> None:
    number = grants.give(settings, ADMIN, OPERATOR, "operator baru")
    assert held(settings) == [Principal(ANI, Role.OPERATOR, Scope("36.72"))]
    assert held(settings, "  Ani@Cilegon.go.id ") == held(settings), "an address is the same in capitals"
    grants.withdraw(settings, ADMIN, number, "pindah tugas")
    assert held(settings) == []
    row = listed(settings)[0]
    assert (row["oleh"], row["alasan"]) == (ADMIN.identity, "operator baru")
    assert (row["dicabut_oleh"], row["alasan_cabut"]) == (ADMIN.identity, "pindah tugas")


def test_somebody_with_two_roles_has_both_and_the_same_one_once(settings: Settings) -> None:
    soon = now() + timedelta(days=1)
    grants.give(settings, ADMIN, OPERATOR)
    grants.give(settings, ADMIN, Grant(ANI, Role.PENYETUJU, Scope("36.72")))
    grants.give(settings, ADMIN, Grant("x@y.id", Role.OPERATOR, Scope("36.72"), valid_until=soon))
    grants.give(settings, ADMIN, Grant("x@y.id", Role.OPERATOR, Scope("36.72")))
    assert [one.role for one in held(settings)] == [Role.OPERATOR, Role.PENYETUJU]
    assert len(held(settings, "x@y.id")) == 1


SCOPES = ["*", "36.*", "36", "36.72", "36.04", "11.*", "11.01"]
WITHIN = {
    "*": set(SCOPES),
    "36.*": {"36.*", "36", "36.72", "36.04"},
    "36": {"36"},
    "36.72": {"36.72"},
    "11.*": {"11.*", "11.01"},
}


@pytest.mark.parametrize("own", WITHIN)
def test_nobody_grants_beyond_the_own_scope(own: str, settings: Settings) -> None:
    who = Principal("admin@x.id", Role.ADMIN, Scope(own))
    for number, asked in enumerate(SCOPES):
        grant = Grant(f"p{number}@x.id", Role.ADMIN, Scope(asked))
        if asked in WITHIN[own]:
            grants.give(settings, who, grant)
        else:
            with pytest.raises(NotAllowed):
                grants.give(settings, who, grant)
    assert {row["lingkup"] for row in listed(settings)} == WITHIN[own]


def test_nobody_withdraws_or_sees_a_grant_beyond_the_own_scope(settings: Settings) -> None:
    nation = grants.give(settings, SYSTEM, Grant(ANI, Role.KEMENDAGRI, Scope("*")))
    aceh = grants.give(settings, SYSTEM, Grant(ANI, Role.OPERATOR, Scope("11.01")))
    own = grants.give(settings, SYSTEM, OPERATOR)
    for number in (nation, aceh):
        with pytest.raises(NotAllowed):
            grants.withdraw(settings, BANTEN, number, "coba")
    assert [row["hak_id"] for row in listed(settings, BANTEN)] == [own]
    assert len(held(settings)) == 3


def test_who_is_narrowed_to_an_agency_grants_that_agency_only() -> None:
    narrow = Scope("36.72", "2.01")
    assert narrow.contains(Scope("36.72", "2.01"))
    assert not narrow.contains(Scope("36.72"))
    assert not narrow.contains(Scope("36.72", "1.01"))
    assert Scope("36.72").contains(narrow)
    assert not Scope("36").contains(narrow)


@pytest.mark.parametrize("role", [role for role in Role if not allowed(Principal("a", role, Scope("*")), Action.GRANT)])
def test_whoever_may_not_grant_is_refused_everything(role: Role, settings: Settings) -> None:
    number = grants.give(settings, SYSTEM, OPERATOR)
    who = Principal("seseorang@x.id", role, Scope("*"))
    with pytest.raises(NotAllowed):
        grants.give(settings, who, Grant("b@x.id", Role.PIMPINAN, Scope("36.72")))
    with pytest.raises(NotAllowed):
        grants.withdraw(settings, who, number, "coba")
    with pytest.raises(NotAllowed):
        listed(settings, who)
    assert len(listed(settings)) == 1


BAD = {
    "a role for all where it is of one government": (Grant(ANI, Role.OPERATOR, Scope("36.*")), "galat.hak.lingkup"),
    "an operator of one agency": (Grant(ANI, Role.OPERATOR, Scope("36.72", "2.01")), "galat.hak.lingkup"),
    "a ministry of one region": (Grant(ANI, Role.KEMENDAGRI, Scope("36.72")), "galat.hak.lingkup"),
    "a governor's office of one government": (Grant(ANI, Role.PROVINSI, Scope("36")), "galat.hak.lingkup"),
    "a governor's office of the nation": (Grant(ANI, Role.PROVINSI, Scope("*")), "galat.hak.lingkup"),
    "the command line itself": (Grant(ANI, Role.SISTEM, Scope("*")), "galat.hak.lingkup"),
    "an unknown government": (Grant(ANI, Role.OPERATOR, Scope("36.99")), "galat.wilayah"),
    "an unknown province": (Grant(ANI, Role.PROVINSI, Scope("99.*")), "galat.wilayah"),
    "no code at all": (Grant(ANI, Role.OPERATOR, Scope("Cilegon")), "galat.lingkup"),
    "SQL instead of a code": (Grant(ANI, Role.OPERATOR, Scope("36.72' OR '1'='1")), "galat.lingkup"),
    "a part of a code": (Grant(ANI, Role.PIMPINAN, Scope("36.7")), "galat.lingkup"),
    "digits of another script": (Grant(ANI, Role.PIMPINAN, Scope("٣٦.٧٢")), "galat.lingkup"),
    "nobody": (Grant("  ", Role.OPERATOR, Scope("36.72")), "galat.hak.identitas"),
    "a name": (Grant("Ani", Role.OPERATOR, Scope("36.72")), "galat_hak.surel"),
    "an address with a blank": (Grant("ani @cilegon.go.id", Role.OPERATOR, Scope("36.72")), "galat_hak.surel"),
    "letters that only look like others": (Grant("\u212aominfo@cilegon.go.id", Role.OPERATOR, Scope("36.72")), "galat_hak.surel"),
    "an address that draws something": (Grant("![x](//h/i)@x.id", Role.OPERATOR, Scope("36.72")), "galat_hak.surel"),
    "an endless address": (Grant("a" * 300 + "@x.id", Role.OPERATOR, Scope("36.72")), "galat_hak.surel"),
    "a NIP": (Grant(NIP, Role.OPERATOR, Scope("36.72")), "galat_hak.nip"),
    "a NIP as an address": (Grant(f"{NIP}@cilegon.go.id", Role.OPERATOR, Scope("36.72")), "galat_hak.nip"),
    "a NIP as an agency": (Grant(ANI, Role.PIMPINAN, Scope("36.72", NIP)), "galat.nip_sebagai_nama"),
    "an end before now": (
        Grant(ANI, Role.OPERATOR, Scope("36.72"), valid_until=datetime(2024, 1, 1)), "galat.hak.masa"),
    "an end before the beginning": (
        Grant(ANI, Role.OPERATOR, Scope("36.72"), datetime(2099, 2, 1), datetime(2099, 1, 1)), "galat.hak.masa"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_granted_is_refused_in_words_and_nothing_is_kept(what: str, untouched: Settings) -> None:
    grant, key = BAD[what]
    with pytest.raises(RampingError) as refused:
        grants.give(untouched, SYSTEM, grant)
    assert refused.value.key == key
    assert NIP not in refused.value.message()
    assert listed(untouched) == []


def test_a_leader_is_narrowed_to_an_agency_that_the_region_has(filled: Desk) -> None:
    with pytest.raises(DataRefused) as refused:
        grants.give(filled.settings, ADMIN, Grant(ANI, Role.PIMPINAN, Scope("36.72", "2.01.1")))
    assert "2.01" in refused.value.message(), "a division is no agency; the agencies are offered"
    grants.give(filled.settings, ADMIN, Grant(ANI, Role.PIMPINAN, Scope("36.72", "2.01")))
    row = listed(filled.settings)[0]
    assert (row["kode_unit"], row["nama_unit"], row["zona"]) == ("2.01", "Dinas Pendidikan", "WIB")


def test_a_region_without_data_cannot_refuse_an_agency(settings: Settings) -> None:
    grants.give(settings, ADMIN, Grant(ANI, Role.PIMPINAN, Scope("36.72", "2.01")))
    assert held(settings)[0].scope.kode_unit == "2.01"


def test_a_grant_begins_and_ends_on_its_days(settings: Settings) -> None:
    begin, end = now() + timedelta(days=2), now() + timedelta(days=4)
    grants.give(settings, ADMIN, Grant(ANI, Role.OPERATOR, Scope("36.72"), begin, end))
    moments = [begin - timedelta(seconds=1), begin, end - timedelta(seconds=1), end]
    assert [len(held(settings, moment=moment)) for moment in moments] == [0, 1, 1, 0]


def test_a_grant_never_begins_before_it_was_given(settings: Settings) -> None:
    before = now()
    grants.give(settings, ADMIN, Grant(ANI, Role.OPERATOR, Scope("36.72"), datetime(2020, 1, 1)))
    assert listed(settings)[0]["berlaku_dari"] >= before  # type: ignore[operator]


def test_the_same_grant_twice_is_told_and_changes_nothing(settings: Settings) -> None:
    first = grants.give(settings, ADMIN, OPERATOR)
    with pytest.raises(DataRefused) as refused:
        grants.give(settings, ADMIN, OPERATOR)
    assert first in refused.value.message()
    with pytest.raises(DataRefused):
        grants.give(settings, ADMIN, Grant(ANI, Role.OPERATOR, Scope("36.72"), valid_until=now() + timedelta(days=1)))
    assert len(listed(settings)) == 1


def test_a_grant_can_be_prolonged_and_given_again_after_it_was_withdrawn(settings: Settings) -> None:
    short = Grant(ANI, Role.OPERATOR, Scope("36.72"), valid_until=now() + timedelta(days=1))
    first = grants.give(settings, ADMIN, short)
    second = grants.give(settings, ADMIN, OPERATOR)
    for number in (first, second):
        grants.withdraw(settings, ADMIN, number, "cuti")
    grants.give(settings, ADMIN, short)
    assert len(held(settings)) == 1


def test_an_unknown_grant_an_ended_one_and_one_without_a_reason_are_not_withdrawn(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = grants.give(settings, ADMIN, Grant(ANI, Role.OPERATOR, Scope("36.72"), valid_until=now() + timedelta(days=1)))
    for asked in ("tidak-ada", "", "' OR '1'='1", NIP):
        with pytest.raises(DataRefused) as refused:
            grants.withdraw(settings, ADMIN, asked, "coba")
        assert NIP not in refused.value.message()
    with pytest.raises(DataRefused, match="alasan"):
        grants.withdraw(settings, ADMIN, number, "  ")
    later = now() + timedelta(days=2)
    monkeypatch.setattr(lake, "now", lambda: later)
    with pytest.raises(DataRefused):
        grants.withdraw(settings, ADMIN, number, "sudah lewat")
    monkeypatch.undo()
    grants.withdraw(settings, ADMIN, number, "selesai")
    with pytest.raises(DataRefused):
        grants.withdraw(settings, ADMIN, number, "sekali lagi")


def test_the_last_administrator_of_the_nation_stays_unless_the_command_line_says_so(settings: Settings) -> None:
    only = grants.give(settings, SYSTEM, Grant(ADMIN.identity, Role.ADMIN, Scope("*")))
    grants.give(settings, SYSTEM, Grant("b@banten.go.id", Role.ADMIN, Scope("36.*")))
    grants.give(settings, SYSTEM, Grant("c@x.id", Role.ADMIN, Scope("*"), valid_from=now() + timedelta(days=3)))
    with pytest.raises(DataRefused) as refused:
        grants.withdraw(settings, ADMIN, only, "keliru")
    assert "python -m etl grant" in refused.value.message()
    assert held(settings, ADMIN.identity)
    other = grants.give(settings, ADMIN, Grant("d@x.id", Role.ADMIN, Scope("*")))
    grants.withdraw(settings, ADMIN, only, "diganti")
    grants.withdraw(settings, SYSTEM, other, "tutup")
    assert not held(settings, "d@x.id")


def test_a_grant_that_does_not_hold_yet_is_not_the_last_administrator(settings: Settings) -> None:
    grants.give(settings, SYSTEM, Grant(ADMIN.identity, Role.ADMIN, Scope("*")))
    later = grants.give(settings, SYSTEM, Grant("c@x.id", Role.ADMIN, Scope("*"), valid_from=now() + timedelta(days=3)))
    grants.withdraw(settings, ADMIN, later, "batal")
    assert len([row for row in listed(settings) if row["dicabut_pada"] is None]) == 1


def test_reasons_are_kept_without_a_nip_and_a_giver_is_not_named_by_one(settings: Settings) -> None:
    number = grants.give(settings, ADMIN, OPERATOR, f"pengganti {NIP}")
    grants.withdraw(settings, ADMIN, number, f"untuk {NIP}")
    assert NIP not in str(listed(settings))
    with pytest.raises(WrongUsage):
        grants.give(settings, Principal.system(NIP), OPERATOR)


def test_giving_and_withdrawing_stand_in_the_trail_without_the_holder(settings: Settings) -> None:
    number = grants.give(settings, ADMIN, OPERATOR, "operator baru")
    with pytest.raises(DataRefused):
        grants.give(settings, ADMIN, OPERATOR)
    grants.withdraw(settings, ADMIN, number, "pindah")
    wanted = "tindakan, objek, identitas, kode_wilayah, rincian"
    told = lake.open_reader(settings).query(f"SELECT {wanted} FROM lake.jejak ORDER BY waktu").rows()
    deeds = [(deed, number, ADMIN.identity, "36.72") for deed in ("hak_beri", "hak_cabut")]
    assert [row[:4] for row in told] == deeds, "what was refused changed nothing"
    assert json.loads(told[0][4]) == {"peran": "operator", "lingkup": "36.72", "kode_unit": None, "berlaku_sampai": None}
    assert ANI not in str(told)


@pytest.mark.parametrize(
    ("pattern", "begins", "ends"),
    [
        ("36.72", datetime(2026, 11, 30, 17), datetime(2026, 12, 31, 17)),
        ("71.71", datetime(2026, 11, 30, 16), datetime(2026, 12, 31, 16)),
        ("91.*", datetime(2026, 11, 30, 15), datetime(2026, 12, 31, 15)),
        ("*", datetime(2026, 11, 30, 17), datetime(2026, 12, 31, 17)),
    ],
)
def test_days_are_those_of_the_region_and_the_last_one_is_whole(pattern: str, begins: datetime, ends: datetime) -> None:
    assert grants.span(Scope(pattern), date(2026, 12, 1), date(2026, 12, 31)) == (begins, ends)
    assert grants.span(Scope(pattern), None, None) == (None, None)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_edge_of_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(WrongUsage):
        grants.span(Scope("36.72"), day, day)
