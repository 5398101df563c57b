"""Everything a user can see is a key of the catalogues, and both languages are complete."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from etl.locale import LANGUAGES, catalogue, domains, has
from etl.paths import ROOT

DOMAINS = domains()
SOURCES = sorted([*(ROOT / "etl").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
_KEY = re.compile(r"[a-z_]+(\.[\w-]+)+")
READERS = {"text", "t"}


def _fields(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_keys(domain: str) -> None:
    keys = [set(catalogue(domain, lang)) for lang in LANGUAGES]
    assert keys[0] == keys[1]
    assert keys[0]


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_placeholders(domain: str) -> None:
    one, other = (catalogue(domain, lang) for lang in LANGUAGES)
    assert {key: _fields(one[key]) for key in one} == {key: _fields(other.get(key, "")) for key in one}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_key_lies_in_its_catalogue(domain: str) -> None:
    assert {key.partition(".")[0] for key in catalogue(domain, "id")} == {domain}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_no_key_stands_twice(domain: str, lang: str) -> None:
    path = ROOT / "etl" / "locale" / lang / f"{domain}.po"
    keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(keys) == len(set(keys))


def used_keys(source: str) -> Iterator[str]:
    """The keys written out in calls of text() and t()."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in READERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and _KEY.fullmatch(first.value):
                yield first.value


def used_starts(source: str) -> Iterator[str]:
    """What stands before the first placeholder of a key that is put together: `hierarki.jenis.`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in READERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                yield str(first.values[0].value)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_key_in_the_code_exists(path: Path) -> None:
    missing = [key for key in used_keys(path.read_text(encoding="utf-8")) if not all(has(key, lang) for lang in LANGUAGES)]
    assert not missing


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_keys_put_together_begin_like_known_keys(path: Path) -> None:
    starts = [s for s in used_starts(path.read_text(encoding="utf-8")) if "." in s]
    known = {s: any(key.startswith(s) for key in catalogue(s.partition(".")[0], "id")) for s in starts}
    assert all(known.values()), known


def test_the_search_for_keys_finds_them() -> None:
    source = "t('halaman.judul.hierarki')\ntext(f'hierarki.jenis.{x}', lang)\nt(key)\nother('a.b')"
    assert list(used_keys(source)) == ["halaman.judul.hierarki"]
    assert list(used_starts(source)) == ["hierarki.jenis."]


def _choices(dataset: str, column: str) -> list[str]:
    from etl.contracts import contracts

    return list(contracts()[dataset].columns[column].choices)


@pytest.mark.parametrize(
    ("start", "dataset", "column"),
    [
        ("hierarki.jenis", "jabatan", "jenis_jabatan"),
        ("hierarki.jenjang", "jabatan", "jenjang"),
        ("hierarki.jenis_unit", "unit", "jenis_unit"),
    ],
)
def test_every_choice_of_the_contract_has_a_word(start: str, dataset: str, column: str) -> None:
    assert [c for c in _choices(dataset, column) if not has(f"{start}.{c}")] == []
