"""The four kinds of quarterly target, running totals, and indicators that fall due once or twice a year (domain notes 3.4)."""

from __future__ import annotations

import pytest

from tests.tables import table

UNIT = table("kode_unit | nama_unit | jenis_unit\n1.01 | Dinas | dinas")


def year(lake, description, quarters):
    """Load the quarters of 2024 one after the other; `quarters` is the realisation of TW I, II …, empty = not filled."""
    indikator = table(description)
    for number, realisasi in enumerate(quarters, 1):
        capaian = table(f"kode_indikator | realisasi\ni | {realisasi}")
        lake.load(f"2024-TW{number}", unit=UNIT, indikator=indikator, capaian=capaian)


def shown(lake, basis):
    """(target, realisation, raw attainment) on one basis in the last quarter loaded."""
    row = lake.attainment(basis)["i"]
    return row["target"], row["realisasi"], None if row["capaian_mentah"] is None else round(row["capaian_mentah"], 2)


def indicator(sifat, tw="25|25|25|25", tahunan="100", jadwal="", basis="", jenis="", skala=""):
    """An indicator with its four quarterly targets and that of the year."""
    return f"""
        kode_indikator | kode_unit | tingkat | nama_indikator | satuan | arah | sifat | jadwal_ukur | basis_isian | jenis_nilai \
        | skala_predikat | target_tahunan | target_tw1 | target_tw2 | target_tw3 | target_tw4
        i | 1.01 | sasaran | I | persen | naik | {sifat} | {jadwal} | {basis} | {jenis} | {skala} | {tahunan} | {tw}
        """


def test_a_cumulative_indicator_to_date_and_against_the_year(lake):
    year(lake, indicator("kumulatif"), ["20", "30"])
    assert shown(lake, "sd") == (50, 50, 100.0)
    assert shown(lake, "tahun") == (100, 50, 50.0)
    assert shown(lake, "triwulan") == (25, 30, 120.0)


def test_the_same_as_running_totals_gives_the_same(lake):
    year(lake, indicator("kumulatif", "25|50|75|100", basis="berjalan"), ["20", "50"])
    assert shown(lake, "sd") == (50, 50, 100.0)
    assert shown(lake, "tahun") == (100, 50, 50.0)
    assert shown(lake, "triwulan") == (25, 30, 120.0)


def test_a_running_total_covers_the_quarter_that_was_left_empty(lake):
    year(lake, indicator("kumulatif", "25|50|75|100", basis="berjalan"), ["", "40"])
    assert shown(lake, "sd") == (50, 40, 80.0)


def test_only_filled_quarters_enter_both_sums(lake):
    year(lake, indicator("kumulatif", "10|20|30|40"), ["10", "", "15"])
    assert shown(lake, "sd") == (40, 25, 62.5)
    assert shown(lake, "tahun") == (100, 25, 25.0)
    assert lake.attainment("sd")["i"]["kiriman_acuan"] == "2024-TW1,2024-TW2"


def test_without_a_target_of_the_year_the_quarterly_targets_are_added(lake):
    year(lake, indicator("kumulatif", tahunan=""), ["20", "30"])
    assert shown(lake, "tahun") == (100, 50, 50.0)


def test_a_noncumulative_indicator_is_the_mean_of_its_filled_quarters(lake):
    year(lake, indicator("nonkumulatif", "80|90|90|90", "90"), ["80", "", "70"])
    assert shown(lake, "sd") == (85, 75, 88.24)
    assert shown(lake, "tahun") == (90, 75, 83.33)


def test_a_final_position_is_the_last_filled_quarter(lake):
    year(lake, indicator("posisi_akhir", "80|82|84|85", "85"), ["70", "83"])
    assert shown(lake, "sd") == (82, 83, 101.22)
    assert shown(lake, "tahun") == (85, 83, 97.65)


def test_an_empty_quarter_keeps_the_position_of_the_one_before(lake):
    year(lake, indicator("posisi_akhir", "80|82|84|85", "85"), ["72", ""])
    assert shown(lake, "sd") == (80, 72, 90.0)
    assert lake.attainment("triwulan")["i"]["alasan"] == "belum_diisi"


@pytest.mark.parametrize("sifat", ["posisi_akhir", "nonkumulatif", "tetap", "kumulatif"])
def test_a_value_that_stands_on_earlier_quarters_alone_is_marked(lake, sifat):
    year(lake, indicator(sifat, "80|80|80|80", "80"), ["72", ""])
    rows = {basis: lake.attainment(basis)["i"] for basis in ("sd", "tahun", "triwulan")}
    reasons = {basis: row["alasan"] for basis, row in rows.items()}
    assert reasons == {"sd": "nilai_triwulan_lalu", "tahun": "nilai_triwulan_lalu", "triwulan": "belum_diisi"}
    assert (rows["sd"]["capaian"], rows["triwulan"]["capaian"]) == (90.0, None)
    assert lake.value("capaian_kinerja", "rerata_indikator") == 90.0
    assert lake.metric("realisasi_terisi")[None] == (0, 1, 0.0)


@pytest.mark.parametrize(("jadwal", "quarters"), [("semesteran", ["", "72", ""]), ("", ["", "72"])])
def test_a_value_filled_this_quarter_or_not_due_in_it_is_not_marked(lake, jadwal, quarters):
    year(lake, indicator("posisi_akhir", "80|80|80|80", jadwal=jadwal), quarters)
    assert lake.attainment("sd")["i"]["alasan"] is None


def test_a_flat_indicator_has_the_target_of_the_year_in_every_quarter(lake):
    year(lake, indicator("tetap", "|||", "95"), ["90", "95"])
    assert shown(lake, "sd") == (95, 95, 100.0)


def test_a_predicate_is_never_added_up(lake):
    year(lake, indicator("kumulatif", "WTP|WTP|WTP|WTP", "WTP", jenis="predikat", skala="opini_bpk"), ["WDP", "WTP"])
    assert lake.attainment()["i"]["realisasi_teks"] == "WTP"
    assert shown(lake, "sd") == (4, 4, 100.0)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_an_annual_indicator_is_not_due_before_the_fourth_quarter(lake, quarters):
    year(lake, indicator("posisi_akhir", "|||", "85", jadwal="tahunan"), [""] * quarters)
    assert {lake.attainment(basis)["i"]["alasan"] for basis in ("sd", "tahun", "triwulan")} == {"belum_jatuh_tempo"}
    assert lake.metric("realisasi_terisi")["1.01"] == (0, 0, None)


def test_in_the_fourth_quarter_an_annual_indicator_is_due_against_the_target_of_the_year(lake):
    year(lake, indicator("posisi_akhir", "|||", "85", jadwal="tahunan"), ["", "", "", "83"])
    assert shown(lake, "sd") == (85, 83, 97.65)
    assert lake.metric("realisasi_terisi")[None] == (1, 1, 100.0)


def test_an_annual_indicator_left_empty_in_the_fourth_quarter_counts_as_not_filled(lake):
    year(lake, indicator("posisi_akhir", "|||", "85", jadwal="tahunan"), ["", "", "", ""])
    assert lake.attainment()["i"]["alasan"] == "belum_diisi"
    assert lake.metric("realisasi_terisi")[None] == (0, 1, 0.0)


@pytest.mark.parametrize(("quarters", "reason"), [(1, "belum_jatuh_tempo"), (2, "belum_diisi"), (3, "belum_jatuh_tempo")])
def test_a_half_yearly_indicator_is_due_in_the_second_and_fourth_quarter(lake, quarters, reason):
    year(lake, indicator("posisi_akhir", jadwal="semesteran"), [""] * quarters)
    assert lake.attainment("triwulan")["i"]["alasan"] == reason


def test_a_target_named_with_the_realisation_goes_before_that_of_the_plan(lake):
    lake.load(
        "2024-TW1",
        unit=UNIT,
        indikator=table(indicator("posisi_akhir", "80|80|80|80")),
        capaian=table("kode_indikator | target | realisasi\ni | 60 | 54"),
    )
    assert shown(lake, "sd") == (60, 54, 90.0)


def test_the_year_before_is_not_added(lake):
    lake.load("2023-TW4", unit=UNIT, indikator=table(indicator("kumulatif")), capaian=table("kode_indikator | realisasi\ni | 99"))
    year(lake, indicator("kumulatif"), ["20"])
    assert shown(lake, "sd") == (25, 20, 80.0)
