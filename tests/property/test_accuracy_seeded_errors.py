"""Errors put at random cells of small workbooks are all told, at exactly those cells, and nothing else is told."""

from __future__ import annotations

import pytest

from etl.bench.accuracy import WORKBOOKS, Judged, judged
from etl.synth.errors import KINDS
from etl.validation.rules import all_rules, severities

NOT_SEEDED = {
    "kiriman.wilayah": "the page and the command refuse an unknown region before a file is read",
    "kiriman.periode": "the same for the quarter",
    "pilihan": "a workbook's unknown choice is already told as tipe.pilihan; this rule reads Parquet",
    "pegawai.nip_nol": "a NIP that ends in 000 is already told as tipe.nip_angka; this rule reads Parquet",
    "nip.nol": "the same in the sheets of teams",
}
"""Rules that no cell of a workbook can break."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    """All workbooks, read and checked in one run."""
    return judged(tmp_path_factory.mktemp("buku"))


def test_there_are_enough_workbooks_and_kinds() -> None:
    assert WORKBOOKS >= 200
    assert len(KINDS) >= 40
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_rule_on_a_file_has_a_kind_of_error() -> None:
    seeded = {kind.rule for kind in KINDS}
    elsewhere = {rule.id for rule in all_rules() if rule.history or rule.id.startswith("internal.")} | set(NOT_SEEDED)
    assert seeded | elsewhere == set(severities())
    assert not seeded & elsewhere


def test_every_error_is_told_at_its_cell(results: list[Judged]) -> None:
    assert [one.named(one.missed) for one in results if one.missed] == []


def test_nothing_else_is_told(results: list[Judged]) -> None:
    assert [one.named(one.false) for one in results if one.false] == []


def test_the_cells_are_told_with_sheet_and_address(results: list[Judged]) -> None:
    places = [place for one in results for place in one.seeded.told]
    assert sum(cell is not None for _, _, cell in places) > 0.9 * len(places)
