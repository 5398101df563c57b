"""The sample tells the story that its README promises, figure by figure, through the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from etl.paths import ROOT, SAMPLE
from etl.settings import Settings

TOLERANCE = 0.00006


@dataclass(frozen=True)
class Fact:
    """A row of the table."""

    no: str
    what: str
    command: str
    region: str
    period: str
    unit: str
    id: str
    variant: str
    field: str
    figure: str


def facts() -> list[Fact]:
    lines = (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [Fact(*row) for row in rows if row[0].isdigit()]


@cache
def _ask(warehouse: str, command: str, region: str, period: str, variant: str) -> list[dict[str, Any]]:
    chosen = ["--varian", variant] if variant else []
    words = [command, "--wilayah", region, "--periode", period, *chosen, "--format", "json", "--warehouse", warehouse]
    done = subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _matches(fact: Fact, row: dict[str, Any]) -> bool:
    if fact.command == "capaian":
        return row["kode_indikator"] == fact.id and row.get("basis", "sd") == fact.variant
    here = (row["metrik"], row["kode_unit"]) == (fact.id, None if fact.unit == "-" else fact.unit)
    return here and fact.variant in ("-", row["varian"])


PAGES = ("Tahapan", "Struktur", "Penyetaraan", "Sistem Kerja", "Peta Jabatan", "Regulasi Daerah", "Proses dan Layanan",
         "Koordinasi", "Indeks dan Anggaran", "Kinerja Pegawai")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_at_least_two_facts_of_each_region(page: str) -> None:
    section = (SAMPLE / "README.md").read_text(encoding="utf-8").split(f"### {page}\n")[1].split("\n#")[0]
    for region in ("36.72", "36.04"):
        assert section.count(f"| {region} |") >= 2


def test_the_table_names_at_least_twelve_facts() -> None:
    assert len(facts()) >= 12
    assert len({fact.no for fact in facts()}) == len(facts())


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: f"{fact.no} {fact.what}")
def test_planted_fact(fact: Fact, sample_lake: Settings) -> None:
    # Without a word about it, spans and layers come in the variant `terisi`.
    variant = fact.variant if fact.variant in ("struktural", "bayangan") else ""
    rows = _ask(sample_lake.warehouse, fact.command, fact.region, fact.period, variant)
    found = [row for row in rows if _matches(fact, row)]
    assert len(found) == 1, f"{fact.id}: {len(found)} rows"
    value = found[0][fact.field]
    if fact.field == "alasan":
        assert value == fact.figure
    else:
        assert value == pytest.approx(float(fact.figure), abs=TOLERANCE)
