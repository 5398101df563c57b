"""A metric without unit, regulation or words in both languages cannot be shown."""

from __future__ import annotations

import pytest

from etl.locale import LANGUAGES, has
from etl.metrics import catalog
from etl.regulations import regulations

REQUIRED = {
    "lapisan_maks",
    "kedalaman_rerata",
    "rentang_rerata",
    "rentang_median",
    "rentang_sempit",
    "rentang_lebar",
    "manajer_satu_bawahan",
    "rasio_struktural",
    "lapisan_bayangan",
    "capaian_kinerja",
    "indikator_tercapai",
    "realisasi_terisi",
    "serapan_anggaran",
    "efisiensi",
    "keterisian_jabatan",
    "penyederhanaan_struktur",
    "penyetaraan_jabatan",
}


def test_the_metrics_of_the_screens_exist() -> None:
    assert set(catalog()) >= REQUIRED


@pytest.mark.parametrize("metric", sorted(catalog()))
def test_a_metric_names_unit_direction_and_law(metric: str) -> None:
    found = catalog()[metric]
    assert found.unit
    assert found.direction in ("naik", "turun", "netral")
    assert found.legal_basis
    assert set(found.legal_basis) <= set(regulations())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("metric", sorted(catalog()))
def test_a_metric_has_words(metric: str, lang: str) -> None:
    found = catalog()[metric]
    assert has(found.label, lang)
    assert not found.caveat or has(found.caveat, lang)
