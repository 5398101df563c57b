"""Distributions, and submissions computed together."""

from __future__ import annotations

import polars as pl
import pytest

from tests.tables import table

UNIT = table("""
    kode_unit | kode_induk | nama_unit | jenis_unit
    0         |            | Kota      | lainnya
    A         | 0          | Dinas A   | dinas
    """)


def managers(spans):
    """A head with one kabid per wanted span, and that many staff under each."""
    posts = [("wali", "0", None, "kepala_daerah"), *((f"m{n}", "A", "wali", "administrator") for n in range(len(spans)))]
    posts += [(f"s{n}", "A", f"m{n}", "pelaksana") for n in range(len(spans))]
    people = [f"m{n}" for n in range(len(spans))] + [f"s{n}" for n, span in enumerate(spans) for _ in range(span)]
    jabatan = pl.DataFrame(posts, schema=["kode_jabatan", "kode_unit", "kode_atasan", "jenis_jabatan"], orient="row")
    return {
        "unit": UNIT,
        "jabatan": jabatan.with_columns(nama_jabatan=pl.col("kode_jabatan")),
        "pegawai": pl.DataFrame({"kode_jabatan": people}).with_columns(status_kepegawaian=pl.lit("pns")),
    }


def spread(lake, metrik, varian, kode_unit=None):
    """{(x, y): count} of one distribution."""
    lake.compute()
    rows = lake.con.execute(
        "select sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik "
        "where metrik = ? and varian = ? and kode_unit is not distinct from ? and periode = ?",
        [metrik, varian, kode_unit, lake.periode],
    ).fetchall()
    return {(x, y): n for x, y, n in rows}


def test_managers_fall_into_bands_by_span_and_layer(lake):
    lake.load(**managers([1, 2, 3, 4, 7, 8, 15, 16]))
    in_layer_two = {("1", "2"): 1, ("2-3", "2"): 2, ("4-7", "2"): 2, ("8-15", "2"): 2, (">15", "2"): 1}
    assert spread(lake, "pita_rentang", "terisi", "A") == in_layer_two
    assert spread(lake, "pita_rentang", "terisi") == in_layer_two | {("8-15", "1"): 1}


def test_narrow_is_up_to_three_and_wide_above_fifteen(lake):
    lake.load(**managers([1, 3, 4, 15, 16]))
    assert lake.metric("rentang_sempit", "terisi")["A"] == (2, 5, 40.0)
    assert lake.metric("rentang_lebar", "terisi")["A"] == (1, 5, 20.0)
    assert lake.metric("manajer_satu_bawahan", "terisi")["A"] == (1, 5, 20.0)


def test_people_and_posts_per_layer(lake):
    lake.load(**managers([2, 5]))
    expected = {("1", "kepala_daerah"): 1, ("2", "administrator"): 2, ("3", "pelaksana"): 7}
    assert spread(lake, "orang_per_lapisan", "terisi") == expected
    assert spread(lake, "jabatan_per_lapisan", "terisi", "A") == {("2", "administrator"): 2, ("3", "pelaksana"): 2}


def test_layers_of_an_agency_are_counted_from_the_head_of_the_region(lake):
    lake.load(**managers([2]))
    got = lake.metric("lapisan_maks", "terisi")
    assert {unit: found.nilai for unit, found in got.items()} == {None: 3, "A": 3}


def test_indicators_without_a_value_are_counted_by_their_reason(lake):
    plan = table("""
        kode_indikator | kode_unit | tingkat | nama_indikator | satuan | arah | sifat        | jadwal_ukur | target_tw2
        a              | A         | sasaran | A              | %      | naik | posisi_akhir |             | 100
        b              | A         | sasaran | B              | %      | naik | posisi_akhir |             | 100
        c              | A         | sasaran | C              | %      | naik | posisi_akhir | tahunan     |
        """)
    lake.load("2024-TW2", unit=UNIT, indikator=plan, capaian=table("kode_indikator | realisasi\na | 80"))
    assert spread(lake, "kategori_capaian", "sd", "A") == {
        ("tinggi", None): 1, ("belum_diisi", None): 1, ("belum_jatuh_tempo", None): 1
    }  # fmt: skip


def test_several_submissions_give_together_what_each_gives_alone(lake):
    spans = {"2024-TW1": [1, 2], "2024-TW2": [9], "2024-TW4": [3, 3, 20]}
    for periode, wanted in spans.items():
        lake.load(periode, **managers(wanted))
    lake.compute()
    found = lake.con.execute(
        "select periode, pembilang from kerja.nilai_metrik "
        "where metrik = 'rentang_rerata' and varian = 'terisi' and kode_unit = 'A'"
    ).fetchall()
    assert dict(found) == {periode: sum(wanted) for periode, wanted in spans.items()}


def test_a_submission_that_is_only_referred_to_gets_no_values(lake):
    lake.load("2024-TW1", **managers([4]))
    lake.load("2024-TW2", **managers([5]))
    lake.con.execute("update kerja.kiriman set dihitung = false where periode = '2024-TW1'")
    lake.compute()
    assert lake.con.execute("select distinct periode from kerja.nilai_metrik").fetchall() == [("2024-TW2",)]
    assert lake.con.execute("select distinct periode from kerja.simpul").fetchall() == [("2024-TW2",)]


@pytest.mark.parametrize("replaced", [False, True], ids=["first version", "resubmitted"])
def test_an_earlier_quarter_enters_as_its_current_version(lake, replaced):
    plan = table("""
        kode_indikator | kode_unit | tingkat | nama_indikator | satuan | arah | sifat     | target_tw1 | target_tw2
        i              | A         | sasaran | I              | %      | naik | kumulatif | 50         | 50
        """)
    lake.load("2024-TW1", unit=UNIT, indikator=plan, capaian=table("kode_indikator | realisasi\ni | 20"))
    lake.load("2024-TW2", unit=UNIT, indikator=plan, capaian=table("kode_indikator | realisasi\ni | 50"))
    if replaced:
        lake.con.execute("update kerja.capaian set realisasi = '40', kiriman_id = 'versi 2' where periode = '2024-TW1'")
        lake.con.execute("update kerja.acuan set kiriman_acuan = 'versi 2' where peran = 'tahun' and kiriman_acuan = '2024-TW1'")
    row = lake.attainment()["i"]
    assert (row["realisasi"], row["kiriman_acuan"]) == ((90, "versi 2") if replaced else (70, "2024-TW1"))
