"""All rules: those implied by the contracts and those written for each dataset, one expectation each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl import yamls
from etl.contracts import contracts
from etl.validation.rules.anggaran import ANGGARAN
from etl.validation.rules.capaian import CAPAIAN
from etl.validation.rules.helpers import Rule, from_contract
from etl.validation.rules.indikator import INDIKATOR
from etl.validation.rules.jabatan import JABATAN
from etl.validation.rules.kiriman import KIRIMAN, SEL
from etl.validation.rules.pegawai import PEGAWAI
from etl.validation.rules.penyetaraan import PENYETARAAN
from etl.validation.rules.unit import UNIT

WRITTEN = {
    "kiriman": KIRIMAN,
    "masalah_sel": SEL,
    "unit": UNIT,
    "jabatan": JABATAN,
    "pegawai": PEGAWAI,
    "penyetaraan": PENYETARAAN,
    "indikator": INDIKATOR,
    "capaian": CAPAIAN,
    "anggaran": ANGGARAN,
}


@dataclass(frozen=True)
class Severity:
    """A line of the severity table: `blokir` or `peringatan`, the numbers of the rule list, the datasets."""

    tingkat: str
    nomor: tuple[int, ...]
    datasets: tuple[str, ...]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every expectation, in the order of the suites."""
    return tuple(
        rule
        for dataset, written in WRITTEN.items()
        for rule in [*(from_contract(dataset) if dataset in contracts() else []), *(r.on(dataset) for r in written)]
    )


@cache
def severities() -> dict[str, Severity]:
    """The severity table (severity.yaml) by rule id."""
    table = yamls.read(Path(__file__).parent.parent / "severity.yaml")
    return {id: Severity(line["tingkat"], tuple(line["nomor"]), tuple(line["datasets"])) for id, line in table.items()}
