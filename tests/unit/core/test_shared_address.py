"""The address of a shared catalogue: whatever form it has, its password is nowhere that anything of ours could show it."""

from __future__ import annotations

import os

import pytest

from etl import address, settings
from etl.cli import main
from etl.errors import WrongUsage

WORD = "s3 r'h%s1a"
QUOTED, ESCAPED = r"'s3 r\'h%s1a'", "s3%20r%27h%25s1a"


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "lama")


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (f"host=db dbname=ramping password={QUOTED} user=app", "host=db dbname=ramping user=app"),
        (f"postgresql://app:{ESCAPED}@db:5433/ramping?sslmode=require", "postgresql://app@db:5433/ramping?sslmode=require"),
        (f"//app:{ESCAPED}@db/ramping", "postgresql://app@db/ramping"),
        (f"postgresql://db/ramping?user=app&password={ESCAPED}", "postgresql://db/ramping?user=app"),
    ],
)
def test_the_password_goes_where_the_library_looks_and_nowhere_else(place: str, kept: str) -> None:
    found = settings.load({"RAMPING_WAREHOUSE": f"postgres:{place}"})
    assert found.warehouse.split() == f"postgres:{kept}".split()
    assert os.environ["PGPASSWORD"] == WORD
    assert "h%" not in repr(found)
    with pytest.raises(WrongUsage, match="kata sandi"):
        found.with_warehouse(f"postgres:{place}")


def test_without_one_nothing_is_changed() -> None:
    found = settings.load({"RAMPING_WAREHOUSE": "postgres:service=ramping"})
    assert (found.warehouse, os.environ["PGPASSWORD"]) == ("postgres:service=ramping", "lama")


def test_a_server_that_does_not_answer_is_not_waited_for_without_end() -> None:
    assert "connect_timeout=10" in address.connection("host=db")
    assert "connect_timeout=3 " in f"{address.connection('host=db connect_timeout=3')} "
    assert "connect_timeout=10" not in address.connection("host=db connect_timeout=3")
    assert address.connection("postgresql://db/ramping?sslmode=require").count("sslmode=require") == 1


def test_a_catalogue_that_is_not_there_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    assert main(["status", "--warehouse", f"postgres:host={tmp_path} dbname=tiada"]) == 1
    said = capsys.readouterr()
    assert "PostgreSQL" in said.err
    assert "Traceback" not in said.err + said.out
    assert main(["status", "--warehouse", "postgres:host=db password=rahasia"]) == 64
    assert "rahasia" not in "".join(capsys.readouterr())
