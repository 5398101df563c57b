"""All rules: those implied by the contracts and those written for each dataset, one expectation each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl import yamls
from etl.contracts import contracts
from etl.validation.rules.anggaran import ANGGARAN
from etl.validation.rules.beban_kerja import BEBAN_KERJA
from etl.validation.rules.capaian import CAPAIAN
from etl.validation.rules.helpers import Rule, from_contract
from etl.validation.rules.indeks import INDEKS
from etl.validation.rules.indikator import INDIKATOR
from etl.validation.rules.jabatan import JABATAN
from etl.validation.rules.kinerja_unit import KINERJA_UNIT
from etl.validation.rules.kiriman import KIRIMAN, SEL
from etl.validation.rules.pegawai import PEGAWAI
from etl.validation.rules.penyetaraan import PENYETARAAN
from etl.validation.rules.produk_hukum import PRODUK_HUKUM
from etl.validation.rules.proses import PROSES
from etl.validation.rules.rencana_aksi import RENCANA_AKSI
from etl.validation.rules.tim import ANGGOTA_TIM, INDIKATOR_OPD, TIM, TIM_INDIKATOR
from etl.validation.rules.unit import UNIT

WRITTEN = {
    "kiriman": KIRIMAN,
    "masalah_sel": SEL,
    "unit": UNIT,
    "jabatan": JABATAN,
    "pegawai": PEGAWAI,
    "penyetaraan": PENYETARAAN,
    "tim": TIM,
    "anggota_tim": ANGGOTA_TIM,
    "tim_indikator": TIM_INDIKATOR,
    "indikator": INDIKATOR,
    "indikator_opd": INDIKATOR_OPD,
    "capaian": CAPAIAN,
    "anggaran": ANGGARAN,
    "kinerja_unit": KINERJA_UNIT,
    "indeks": INDEKS,
    "produk_hukum": PRODUK_HUKUM,
    "rencana_aksi": RENCANA_AKSI,
    "proses": PROSES,
    "beban_kerja": BEBAN_KERJA,
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
