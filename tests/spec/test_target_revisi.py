"""A target that is revised in the year: the attainment against the new one and against the first one stand side by side."""

from __future__ import annotations

import pytest

from tests.tables import table

UNIT = table("kode_unit | nama_unit | jenis_unit\n1.01 | Dinas | dinas")


def indicator(sifat, tw, tahunan, awal="", arah="naik", rumus="", jenis="", skala=""):
    """An indicator with its targets as they stand now, and the target of the year as it was first planned."""
    return f"""
        kode_indikator | kode_unit | tingkat | nama_indikator | satuan | arah   | rumus_turun | sifat   | jenis_nilai \
        | skala_predikat | target_tahunan | target_awal | target_tw1 | target_tw2 | target_tw3 | target_tw4
        i              | 1.01      | sasaran | I              | persen | {arah} | {rumus}     | {sifat} | {jenis} \
        | {skala} | {tahunan} | {awal} | {tw}
        """


def year(lake, quarters):
    """Load the quarters of 2024; each is (indicator as it stood then, realisation)."""
    for number, (described, realisasi) in enumerate(quarters, 1):
        capaian = table(f"kode_indikator | realisasi\ni | {realisasi}")
        lake.load(f"2024-TW{number}", unit=UNIT, indikator=table(described), capaian=capaian)


def shown(lake, basis):
    """(target, realisation, capped attainment, why there is none) in the last quarter."""
    row = lake.attainment(basis)["i"]
    return row["target"], row["realisasi"], None if row["capaian"] is None else round(row["capaian"], 2), row["alasan"]


PLANNED = indicator("posisi_akhir", "90|90|90|90", "90")
LOWERED = indicator("posisi_akhir", "90|90|80|80", "80", "90")


def test_before_the_revision_there_is_one_attainment_against_the_year(lake):
    year(lake, [(PLANNED, "70"), (PLANNED, "72")])
    assert shown(lake, "tahun") == (90, 72, 80.0, None)
    assert lake.attainment("tahun_awal") == {}


def test_after_it_the_year_is_measured_against_both_targets(lake):
    year(lake, [(PLANNED, "70"), (PLANNED, "72"), (LOWERED, "76")])
    assert shown(lake, "tahun") == (80, 76, 95.0, None)
    assert shown(lake, "tahun_awal") == (90, 76, 84.44, None)


def test_the_attainment_to_date_keeps_the_targets_of_the_quarters_that_have_passed(lake):
    year(lake, [(PLANNED, "70"), (LOWERED.replace("90|90|80|80", "90|80|80|80"), "76")])
    assert shown(lake, "sd") == (80, 76, 95.0, None)
    assert lake.attainment("triwulan")["i"]["target"] == 80


@pytest.mark.parametrize(
    ("described", "realisasi", "revised", "first"),
    [
        # the year: 20 of 120, where 100 were planned
        (indicator("kumulatif", "25|25|30|40", "120", "100"), "20", (120, 20, 16.67, None), (100, 20, 20.0, None)),
        # lower is better, linear: (2 x 12 - 13) / 12 and (2 x 10 - 13) / 10
        (
            indicator("posisi_akhir", "12|12|12|12", "12", "10", "turun", "linear"),
            "13",
            (12, 13, 91.67, None),
            (10, 13, 70.0, None),
        ),
        # the cap holds for both
        (indicator("posisi_akhir", "50|50|50|50", "50", "80"), "76", (50, 76, 100.0, None), (80, 76, 95.0, None)),
        # a predicate by its rank on the scale: BB is 5, A is 6
        (
            indicator("tetap", "|||", "BB", "A", jenis="predikat", skala="sakip"),
            "BB",
            (5, 5, 100.0, None),
            (6, 5, 83.33, None),
        ),
        (indicator("posisi_akhir", "80|80|80|80", "80", "0"), "76", (80, 76, 95.0, None), (0, 76, None, "target_nol")),
    ],
    ids=["cumulative", "lower is better", "capped", "predicate", "first target zero"],
)
def test_the_first_target_is_read_like_the_other(lake, described, realisasi, revised, first):
    year(lake, [(described, realisasi)])
    assert shown(lake, "tahun") == revised
    assert shown(lake, "tahun_awal") == first


def test_a_target_that_was_never_revised_has_no_second_attainment(lake):
    year(lake, [(indicator("tetap", "|||", "80"), "76")])
    assert shown(lake, "tahun") == (80, 76, 95.0, None)
    assert lake.attainment("tahun_awal") == {}


def test_without_a_realisation_both_say_so(lake):
    year(lake, [(LOWERED, "")])
    assert shown(lake, "tahun_awal") == (90, None, None, "belum_diisi")


def test_averages_and_steps_count_each_indicator_once(lake):
    year(lake, [(PLANNED, "70"), (PLANNED, "72"), (LOWERED, "76")])
    assert lake.metric("capaian_kinerja", "rerata_indikator")[None] == (95.0, 1, 95.0)
    assert lake.metric("indikator_tercapai")[None].penyebut == 1
    assert lake.metric("realisasi_terisi")[None].penyebut == 1
    counted = lake.con.execute(
        "select varian, sum(jumlah) from kerja.sebaran_metrik where metrik = 'kategori_capaian' and kode_unit is null"
        " and periode = '2024-TW3' group by 1 order by 1"
    ).fetchall()
    assert counted == [("sd", 1), ("tahun", 1), ("triwulan", 1)]
