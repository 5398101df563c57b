"""What the build refuses: a secret nobody looked at, and a known vulnerability nobody excused."""

from __future__ import annotations

import datetime
import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"
TODAY = datetime.date(2026, 3, 1)
FOUND = [
    {"name": "aman", "version": "1.0", "vulns": []},
    {"name": "rawan", "version": "2.0", "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.1"]}]},
    {"name": "asing", "skip_reason": "not found"},
]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"ci_{name}", CI / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


audit, secret_scan = tool("audit"), tool("secret_scan")


def excuse(**changes: Any) -> str:
    entry = {"id": "CVE-2026-1", "alasan": "fungsi itu tidak dipakai", "sampai": "2026-03-31"} | changes
    return "diterima:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in entry.items() if value)


def test_a_known_vulnerability_fails_and_is_named_with_its_cure() -> None:
    verdict = audit.judge(FOUND, "diterima: []", TODAY)
    assert verdict.failed
    assert verdict.lines == [
        "dependency audit: rawan 2.0: PYSEC-2026-1, cure: 2.1",
        "dependency audit: 2 packages asked about, 1 unknown there",
    ]


def test_an_excuse_with_reason_and_end_lets_it_pass_by_any_of_its_names() -> None:
    assert not audit.judge(FOUND, excuse(), TODAY).failed
    assert not audit.judge(FOUND, excuse(id="PYSEC-2026-1"), TODAY).failed


@pytest.mark.parametrize("changes", [{"sampai": "2026-02-28"}, {"alasan": None}, {"sampai": None}, {"id": "CVE-2026-2"}])
def test_an_excuse_that_ended_or_lacks_something_excuses_nothing(changes: dict[str, Any]) -> None:
    assert audit.judge(FOUND, excuse(**changes), TODAY).failed


def test_an_unreachable_service_is_told_and_fails_nothing() -> None:
    verdict = audit.judge(None, "diterima: []", TODAY)
    assert (verdict.failed, "NOT DONE" in verdict.lines[0]) == (False, True)


def test_a_mirror_that_knows_no_package_counts_as_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = type("Done", (), {"stdout": '{"dependencies": [{"name": "asing", "skip_reason": "not found"}]}'})
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: answer)
    assert audit.ask("pypi") is None


def test_the_committed_excuses_are_whole_and_in_force() -> None:
    _, wrong = audit.excuses(audit.EXCUSES.read_text(encoding="utf-8"), datetime.datetime.now(datetime.UTC).date())
    assert wrong == []


def planted() -> dict[str, str]:
    """Invented here and now, so that this file holds none."""
    letters = random.Random(5).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=40)
    return {
        "password": f'db_password = "{"".join(letters[:20])}"\n',
        "key": "-----BEGIN RSA " + "PRIVATE KEY-----\n",
        "token": f"token: ghp_{''.join(letters[:36])}\n",
        "nip": "pegawai," + "19800101" + "200501" + "1001\n",
    }


def test_planted_secrets_are_found_and_an_ordinary_file_is_not(tmp_path: Path) -> None:
    for name, text in planted().items():
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "biasa.py").write_text('"""Nothing here."""\nWILAYAH = "36.72"\n')
    names = [path.name for path in tmp_path.iterdir()]
    found = secret_scan.scan(names, tmp_path)
    assert {secret.filename for secret in found} == {f"{name}.txt" for name in planted()}
    assert len(secret_scan.told(found)) >= 4


def test_what_is_printed_names_the_place_and_never_the_value(tmp_path: Path) -> None:
    (tmp_path / "nip.txt").write_text(planted()["nip"])
    found = secret_scan.scan(["nip.txt"], tmp_path)
    assert secret_scan.told(found) == ["secret scan: nip.txt:1: NIP"]


def test_a_new_secret_fails_the_build_until_it_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "setelan.txt").write_text(planted()["password"])
    (tmp_path / ".ci").mkdir()
    monkeypatch.setattr(secret_scan, "ROOT", tmp_path)
    monkeypatch.setattr(secret_scan, "BASELINE", tmp_path / ".ci" / "secrets.baseline")
    monkeypatch.setattr(secret_scan, "files", lambda: ["setelan.txt"])
    assert secret_scan.main([]) == 1
    assert secret_scan.main(["--accept"]) == 0
    assert secret_scan.main([]) == 0
    assert "1 known, 0 new" in capsys.readouterr().out
    assert planted()["password"].split('"')[1] not in secret_scan.BASELINE.read_text()
