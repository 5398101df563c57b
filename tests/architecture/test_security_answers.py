"""SECURITY.md and the threat model name tests that exist, each requirement once, and count rightly."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
THREATS = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (test|reason|open) \| (.+) \|$", re.MULTILINE)
NOT_APPLICABLE = re.compile(r"^Not applicable, .+: ([\d., ]+)\.$", re.MULTILINE)
ROWS = ROW.findall(ANSWERS)


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(ANSWERS + THREATS))))
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert not name or name in functions(path)


def test_what_is_answered_by_a_test_names_one() -> None:
    assert [number for number, by, answer in ROWS if by == "test" and not NAMED.search(answer)] == []


def test_each_requirement_is_answered_once() -> None:
    left_out = [number.strip() for line in NOT_APPLICABLE.findall(ANSWERS) for number in line.split(",")]
    numbers = [number for number, *_ in ROWS] + left_out
    assert len(numbers) == len(set(numbers)) == counted(r"of (\d+) requirements")
    assert len(left_out) == counted(r"\| not applicable \| (\d+)")


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    by = [row[1] for row in ROWS]
    assert len(ROWS) == counted(r"\| applicable \| (\d+)")
    assert by.count("test") == counted(r"\| answered by a test \| (\d+)")
    assert by.count("reason") == counted(r"\| answered by a reason \| (\d+)")
    assert by.count("open") == counted(r"\| open \| (\d+)")


def test_what_is_open_is_said_at_the_top() -> None:
    (told,) = re.findall(r"^Open: (.+)$", ANSWERS, re.MULTILINE)
    assert re.findall(r"(\d+\.\d+\.\d+) \(", told) == [number for number, by, _ in ROWS if by == "open"]


def counted(pattern: str) -> int:
    (found,) = re.findall(pattern, ANSWERS)
    return int(found)
