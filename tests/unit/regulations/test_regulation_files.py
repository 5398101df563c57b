"""Regulations as data: cited, dated, described; scales without gap or overlap."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from etl.locale import LANGUAGES, has
from etl.metrics import category
from etl.metrics.reference import band, is_ranking, is_scale
from etl.regulations import regulations, value

PARAMETERS = [(source, name, entry) for source, r in regulations().items() for name, entry in r["parameters"].items()]
VALUES = [(f"{s}.{n}", v["value"]) for s, n, entry in PARAMETERS for v in entry["values"].values() if isinstance(v, dict)]


@pytest.mark.parametrize(("source", "regulation"), regulations().items(), ids=list(regulations()))
def test_a_regulation_says_what_it_is_and_where_it_was_read(source, regulation):
    assert {"title", "subject", "status", "source", "parameters"} <= set(regulation)
    assert regulation["source"]["url"].startswith("https://")
    assert regulation["status"] in {"berlaku", "diubah", "dicabut", "acuan"}
    keys = [f"regulasi.{source}", f"regulasi.status.{regulation['status']}"]
    assert [k for k in keys for lang in LANGUAGES if not has(k, lang)] == []


@pytest.mark.parametrize(("source", "name", "entry"), PARAMETERS, ids=[f"{s}.{n}" for s, n, _ in PARAMETERS])
def test_a_parameter_is_described_and_dated_with_its_clause(source, name, entry):
    assert entry["description"] == f"regulasi.{source}.{name}"
    assert all(has(entry["description"], lang) for lang in LANGUAGES)
    assert {"unit", "values", "checked"} <= set(entry)
    assert all(isinstance(day, date) and v["clause"] for day, v in entry["values"].items())


@pytest.mark.parametrize(("name", "scale"), [(n, v) for n, v in VALUES if is_scale(v)])
def test_a_scale_covers_everything_once(name, scale):
    lower = [next(x for x in band(raw)[1:] if x is not None) for raw in scale]
    assert lower[-1] == float("-inf")
    # Each band ends where the one above begins, so strictly falling lower ends leave neither gap nor overlap.
    assert all(above > below for above, below in pairwise(lower))
    assert len({raw["kode"] for raw in scale}) == len(scale)


@pytest.mark.parametrize(("name", "ranking"), [(n, v) for n, v in VALUES if is_ranking(v)])
def test_a_ranking_gives_each_predicate_its_own_rank(name, ranking):
    assert len({r["nilai"] for r in ranking}) == len({r["kode"] for r in ranking}) == len(ranking)


@pytest.mark.parametrize(
    ("score", "expected"), [(90.0, "A"), (90.01, "AA"), (80.0, "BB"), (81.0, "A"), (30.0, "D"), (0.0, "D"), (None, None)]
)
def test_the_sakip_predicate_is_strictly_above_its_cut(score, expected):
    assert category("permenpanrb-88-2021", "predikat_sakip", score) == expected


@pytest.mark.parametrize(
    ("value_", "expected"),
    [
        (90.5, "tinggi"),
        (75.5, "sedang"),
        (65.3, "rendah"),
        (50.4, "sangat_rendah"),
        (90.995, "sangat_tinggi"),
        (-3, "sangat_rendah"),
    ],
)
def test_the_five_level_scale_is_read_at_two_decimals(value_, expected):
    assert category("permendagri-86-2017", "skala_capaian", value_) == expected


def test_before_it_applied_a_value_is_nothing():
    with pytest.raises(LookupError):
        value("pp-11-2017", "bup", date(2016, 1, 1))


def test_unread_rules_stay_unverified():
    assert not value("permendagri-86-2017", "skala_capaian").checked
    assert value("pp-11-2017", "bup").checked
