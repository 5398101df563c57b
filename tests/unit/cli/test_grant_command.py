"""Roles on the command line: the first administrator, the list, the withdrawal, and what is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.cli import grants, main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A lake that does not exist yet: the first grant makes it."""
    return f"sqlite:{tmp_path_factory.mktemp('hak') / 'katalog.sqlite'}"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], address: str) -> Run:
    def call(*argv: str) -> tuple[int, str, str]:
        code = main(["grant", *argv, "--warehouse", address])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def give(run: Run, identity: str, role: str, scope: str, *more: str) -> tuple[int, dict[str, object]]:
    code, out, _ = run(
        "--identitas", identity, "--peran", role, "--lingkup", scope, "--by", "Pemasang", "--format", "json", *more
    )
    return code, json.loads(out)


def test_the_first_administrator_needs_no_administrator(run: Run) -> None:
    code, made = give(run, "Admin@Pusat.go.id", "admin", "*")
    assert code == 0
    assert tuple(made) == grants.COLUMNS
    assert (made["identitas"], made["peran"], made["lingkup"], made["keadaan"]) == ("admin@pusat.go.id", "admin", "*", "berlaku")
    assert str(made["berlaku_dari"]).endswith("+00:00")


def test_days_are_read_in_the_zone_of_the_region(run: Run) -> None:
    days = ("--dari", "2099-01-01", "--sampai", "2099-12-31")
    _, west = give(run, "ani@cilegon.go.id", "operator", "36.72", *days)
    _, east = give(run, "budi@jayapura.go.id", "operator", "91.71", *days)
    assert (west["berlaku_dari"], west["berlaku_sampai"]) == ("2098-12-31T17:00:00+00:00", "2099-12-31T17:00:00+00:00")
    assert (east["berlaku_dari"], east["zona"], east["keadaan"]) == ("2098-12-31T15:00:00+00:00", "WIT", "nanti")
    _, out, _ = run("--identitas", "budi@jayapura.go.id")
    assert "2099-01-01  2099-12-31  belum mulai" in out


def test_a_grant_is_listed_withdrawn_and_stays_in_the_list(run: Run) -> None:
    _, made = give(run, "citra@cilegon.go.id", "pimpinan", "36.72", "--unit", "2.01", "--alasan", "kepala dinas")
    number = str(made["hak_id"])
    code, out, _ = run("--cabut", number, "--alasan", "pindah", "--by", "Pemasang", "--format", "json")
    withdrawn = json.loads(out)
    assert (code, withdrawn["hak_id"], withdrawn["keadaan"], withdrawn["alasan_cabut"]) == (0, number, "dicabut", "pindah")
    listed = json.loads(run("--format", "json")[1])
    row = next(row for row in listed if row["hak_id"] == number)
    assert row == withdrawn
    assert tuple(row) == grants.COLUMNS
    only = json.loads(run("--identitas", "CITRA@cilegon.go.id", "--format", "json")[1])
    assert [row["hak_id"] for row in only] == [number]
    assert "kepala dinas" in run()[1]
    assert run("--cabut", number, "--alasan", "lagi", "--by", "x")[0] == 2


def test_what_was_done_is_said_in_both_languages(run: Run) -> None:
    order = ("--peran", "kemendagri", "--lingkup", "*", "--by", "Pemasang")
    code, out, _ = run("--identitas", "dewi@pusat.go.id", *order)
    assert (code, "diberikan." in out, "tanpa akhir" in out) == (0, True, True)
    code, out, _ = run("--identitas", "eko@pusat.go.id", *order, "--lang", "en")
    assert (code, "was given." in out, "without end" in out) == (0, True, True)


GIVE = ("--identitas", "x@y.id", "--peran", "operator", "--lingkup", "36.72", "--by", "Pemasang")
WRONG = {
    "no scope": (("--identitas", "x@y.id", "--peran", "operator", "--by", "a"), 64, "--lingkup"),
    "nobody who does it": (GIVE[:-2], 64, "--by"),
    "an empty doer": ((*GIVE[:-1], " "), 64, "--by"),
    "an unknown role": (("--identitas", "x@y.id", "--peran", "sistem", "--lingkup", "*", "--by", "a"), 64, "sistem"),
    "no region code": ((*GIVE[:5], "Cilegon", *GIVE[6:]), 64, "Cilegon"),
    "an unknown region": ((*GIVE[:5], "36.99", *GIVE[6:]), 64, "36.99"),
    "a scope that does not fit": ((*GIVE[:5], "36.*", *GIVE[6:]), 64, "36.*"),
    "a day that is none": ((*GIVE, "--sampai", "2027-02-30"), 64, "2027-02-30"),
    "a day in words": ((*GIVE, "--dari", "besok"), 64, "besok"),
    "an end before now": ((*GIVE, "--sampai", "2020-01-01"), 64, "sebelum dimulai"),
    "a NIP": (("--identitas", "197503151999031001", *GIVE[2:]), 64, "NIP"),
    "a name": (("--identitas", "Ani", *GIVE[2:]), 64, "surel"),
    "a withdrawal without a reason": (("--cabut", "abc", "--by", "a"), 64, "--alasan"),
    "a withdrawal with a role": (("--cabut", "abc", "--by", "a", "--alasan", "b", "--peran", "admin"), 64, "--peran"),
    "an unknown grant": (("--cabut", "abc", "--by", "a", "--alasan", "b"), 2, "abc"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_and_changes_nothing(what: str, run: Run) -> None:
    before = run("--format", "json")[1]
    argv, code, words = WRONG[what]
    got, _, err = run(*argv)
    assert (got, words in err, "Traceback" in err) == (code, True, False)
    assert run("--format", "json")[1] == before


def test_the_same_grant_twice_is_told(run: Run) -> None:
    _, first = give(run, "fitri@cilegon.go.id", "operator", "36.72")
    code, again = give(run, "fitri@cilegon.go.id", "operator", "36.72")
    assert code == 2
    assert str(first["hak_id"]) in str(again["galat"])


def test_there_is_no_list_and_no_withdrawal_where_there_is_no_lake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "tidak" / "ada.sqlite"
    for argv in ([], ["--cabut", "abc", "--by", "a", "--alasan", "b"]):
        assert main(["grant", *argv, "--warehouse", f"sqlite:{elsewhere}"]) == 64
        assert "Traceback" not in capsys.readouterr().err
    assert not elsewhere.exists()
