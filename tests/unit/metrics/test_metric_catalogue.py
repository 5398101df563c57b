"""Every metric says what it is: label, unit, formula, caveat and law, in both languages; no number of a rule in the SQL."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from etl.locale import LANGUAGES, has, text
from etl.metrics import catalog, distributions
from etl.metrics.catalogue import columns_read, derived
from etl.regulations import regulations

METRICS = {**catalog(), **distributions()}

REQUIRED = [
    "lapisan_maks",
    "kedalaman_rerata",
    "rentang_rerata",
    "rentang_median",
    "rentang_sempit",
    "rentang_lebar",
    "manajer_satu_bawahan",
    "rasio_struktural",
    "lapisan_bayangan",
    "penyederhanaan_struktur",
    "penyetaraan_jabatan",
    "keterisian_jabatan",
    "capaian_kinerja",
    "indikator_tercapai",
    "realisasi_terisi",
    "serapan_anggaran",
    "efisiensi",
    "tim_lintas_opd",
    "fungsional_dalam_tim",
    "cakupan_iku_tim",
    "rentang_tim",
    "regulasi_sistem_kerja",
    "rencana_aksi_selesai",
    "opd_berencana",
]
COUNTED = {
    "orang_per_lapisan",
    "jabatan_per_lapisan",
    "pita_rentang",
    "kategori_capaian",
    "jenis_tim",
    "kolaborasi_opd",
    "tim_per_orang",
    "status_rencana",
    "koordinasi",
    "nasib_jabatan",
    "status_penyetaraan",
    "arah_penyetaraan",
    "alir_eselon",
    "pensiun",
    "kelas_jabatan",
    "kebutuhan_terisi",
    "kelompok_pelaksana",
    "ej_jabatan",
    "predikat_kinerja",
    "hasil_perilaku",
}


def test_the_ids_of_the_design_exist():
    assert set(REQUIRED) <= set(catalog())
    assert set(distributions()) >= COUNTED


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.id)
def test_every_metric_has_words_in_both_languages(metric):
    keys = [metric.label, metric.unit, metric.formula, *([metric.caveat] if metric.caveat else [])]
    keys += [f"metrik.varian.{v}" for v in metric.varian] + [
        f"metrik.agregasi.{metric.agregasi}",
        f"metrik.arah.{metric.direction}",
    ]
    missing = [(key, lang) for key in keys for lang in LANGUAGES if not has(key, lang)]
    assert missing == []


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.id)
def test_every_metric_rests_on_a_regulation_that_is_written_down(metric):
    assert metric.legal_basis
    assert set(metric.legal_basis) <= set(regulations())


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.id)
def test_spans_and_layers_show_the_occupied_view_first(metric):
    if "bayangan" in metric.varian:
        assert metric.default_varian == "terisi"


def test_a_metric_comes_after_those_it_reads():
    order = list(catalog())
    assert all(order.index(read) < order.index(m.id) for m in catalog().values() for read in m.after)


def test_every_reason_in_the_sql_has_words():
    sql = " ".join([m.sql for m in METRICS.values()] + [text for _, text in derived()])
    blocks = re.findall(r"case\b(?:(?!\bcase\b).)*?end as alasan", sql, flags=re.DOTALL)
    reasons = {word for block in blocks for word in re.findall(r"(?:then|else) '([a-z_]+)'", block)}
    reasons |= set(re.findall(r"then '([a-z_]+_kosong)'", sql))
    assert {"tidak_berlaku", "target_nol", "tanpa_anggaran"} <= reasons
    assert [
        r for r in sorted(reasons | {"penyebut_kosong", "belum_diisi", "belum_jatuh_tempo"}) if not has(f"metrik.alasan.{r}")
    ] == []


def test_the_words_of_a_metric_name_no_number_of_a_rule():
    words = text("metrik.rentang_sempit.rumus") + text("metrik.rentang_lebar.rumus", "en")
    assert not re.search(r"\d", words.replace("100", ""))


def test_importing_metrics_brings_no_heavy_package():
    code = "import sys, etl.metrics; print([m for m in ('great_expectations', 'pandas', 'streamlit') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_left_in_the_lake_is_named_in_no_formula():
    read = columns_read()
    assert {"kode_jabatan", "predikat_kinerja", "realisasi", "bulan_bup", "kode_jabatan_pengarah"} <= read
    assert not {"nip_samar", "penjelasan", "uraian_tugas"} & read
