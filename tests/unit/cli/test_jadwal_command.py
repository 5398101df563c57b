"""The schedule on the command line: who is expected to report, until when, and what is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.cli import jadwal, main

Run = Callable[..., tuple[int, str, str]]
QUARTER = "2024-TW1"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A lake made by a first grant."""
    found = f"sqlite:{tmp_path_factory.mktemp('jadwal') / 'katalog.sqlite'}"
    give = ["--identitas", "a@pusat.go.id", "--peran", "admin", "--lingkup", "*", "--by", "Pemasang"]
    assert main(["grant", *give, "--warehouse", found]) == 0
    return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], address: str) -> Run:
    def call(*argv: str, lake: str = address) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["jadwal", *argv, "--warehouse", lake])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_province_is_expected_listed_and_let_off(run: Run) -> None:
    code, out, _ = run("--periode", QUARTER, "--lingkup", "36.*", "--tenggat", "2024-05-02", "--by", "Admin", "--format", "json")
    told = {"periode": QUARTER, "lingkup": "36.*", "wajib": True, "tenggat": "2024-05-02", "berubah": 9, "jumlah": 9}
    assert (code, json.loads(out)) == (0, told)
    _, out, _ = run("--periode", QUARTER, "--format", "json")
    rows = json.loads(out)
    assert [tuple(row) for row in rows] == [jadwal.COLUMNS] * 9
    assert rows[0] == {"kode_wilayah": "36", "nama": "Banten", "periode": QUARTER, "tenggat": "2024-05-02"}
    _, out, _ = run("--periode", QUARTER, "--lingkup", "36.72", "--cabut", "--by", "Admin", "--lang", "en")
    assert "1 governments are no longer expected" in out
    _, out, _ = run()
    assert f"{QUARTER}  2024-05-02      8" in out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--lingkup", "31.71", "--by", "Admin"), "wilayah administratif"),
        (("--lingkup", "99.01", "--by", "Admin"), "99.01"),
        (("--tenggat", "2024-03-01", "--by", "Admin"), "sebelum"),
        (("--tenggat", "2024-02-30", "--by", "Admin"), "2024-02-30"),
        (("--cabut",), "--by"),
        (("--cabut", "--tenggat", "2024-05-02", "--by", "Admin"), "--tenggat"),
        (("--by", " "), ""),
    ],
)
def test_wrong_usage_is_said_in_words(run: Run, options: tuple[str, ...], complaint: str) -> None:
    code, out, err = run("--periode", QUARTER, *options)
    assert (code, out) == (64, "")
    assert complaint in err
    assert "Traceback" not in err


def test_a_quarter_is_named_and_there_is_a_lake(run: Run, tmp_path: Path) -> None:
    assert run("--by", "Admin")[0] == 64
    assert run("--periode", "2024-TW7")[0] == 64
    missing = f"sqlite:{tmp_path / 'tak-ada' / 'katalog.sqlite'}"
    assert run("--periode", QUARTER, "--by", "Admin", lake=missing)[0] == 64
    assert not (tmp_path / "tak-ada").exists()
