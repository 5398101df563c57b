"""The register of personal data names every personal column there is, and nothing that is none."""

from __future__ import annotations

import re

import pytest

from etl.contracts import contracts
from etl.contracts.personal import Entry, entries
from etl.locale import LANGUAGES
from etl.paths import ROOT
from etl.regulations import regulations
from etl.yamls import read
from pages.ui import data_pribadi_model as model

SCHEMA = ROOT / "etl" / "warehouse" / "schema"
_OF_PEOPLE = re.compile(r"\b(identitas|penanggung_jawab|(?:\w+_)?oleh) VARCHAR")


def of(section: str) -> set[str]:
    return {f"{one.table}.{one.column}" for one in entries() if one.section == section}


def test_every_personal_column_of_every_contract_has_an_entry_and_the_other_way_round() -> None:
    personal = {f"{c.dataset}.{column.name}" for c in contracts().values() for column in c.columns.values() if column.personal}
    assert personal == of("kolom")


def test_every_column_that_the_lake_adds_for_them_has_one() -> None:
    added = {f"{c.dataset}.{name}" for c in contracts().values() for name in (c.extra.get("lake") or {}).get("add", ())}
    assert added == of("samaran")
    named = {f"{one.table}.{name}" for one in entries() for name in one.stands_for}
    assert named == added


def test_what_is_dropped_from_the_lake_is_what_is_clear_in_the_files_only() -> None:
    dropped = {f"{c.dataset}.{name}" for c in contracts().values() for name in (c.extra.get("lake") or {}).get("drop", ())}
    assert dropped == {f"{one.table}.{one.column}" for one in entries() if one.place == "berkas"}


def test_every_table_that_names_somebody_has_one() -> None:
    named = set()
    for path in SCHEMA.glob("*.sql"):
        for table, body in re.findall(r"CREATE TABLE lake\.(\w+) \((.*?)\n\);", path.read_text(encoding="utf-8"), re.DOTALL):
            named |= {f"{table}.{column}" for column in _OF_PEOPLE.findall(body)}
    facts = {f"{dataset}.{column}" for dataset, c in contracts().items() for column in c.columns}
    assert named - facts <= of("keadaan")
    assert len(named) > 10


@pytest.mark.parametrize("one", entries(), ids=lambda e: f"{e.table}.{e.column}")
def test_every_entry_is_told_in_both_languages_with_a_ground(one: Entry) -> None:
    assert one.grounds
    for lang in LANGUAGES:
        words = [told(one, lang) for told in (model.meaning, model.purpose, model.place, model.readers, model.retention)]
        assert all(word and "{" not in word for word in words)


def test_grounds_that_are_among_our_regulations_exist() -> None:
    raw = read(ROOT / "etl" / "contracts" / "pribadi" / "daftar.yaml")
    named = {told["peraturan"] for told in raw["dasar"].values() if "peraturan" in told}
    assert named <= set(regulations())


def test_what_nobody_verified_says_so() -> None:
    assert [one for one in entries() if not one.checked]
    assert "belum diverifikasi" in model.section_html("kolom", "id")
    assert "not verified" in model.section_html("kolom", "en")
