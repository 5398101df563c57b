"""The reference of governments: what an official can count."""

from __future__ import annotations

import polars as pl

from etl.warehouse.regions import governments, provinces


def test_546_governments_report_and_the_six_areas_of_jakarta_do_not() -> None:
    known = governments()
    assert known.height == 546
    assert dict(known["jenis"].value_counts().rows()) == {"provinsi": 38, "kabupaten": 415, "kota": 93}
    assert known.filter(pl.col("kode_provinsi") == "31")["kode_wilayah"].to_list() == ["31"]
    assert known.null_count().sum_horizontal().item() == 0


def test_each_province_has_a_tile_of_its_own() -> None:
    known = provinces()
    assert known.height == 38
    assert known.select("kolom", "baris").n_unique() == 38
    assert (known["kolom"].max(), known["baris"].max()) == (17, 7)
    assert known.filter(pl.col("kode_provinsi") == "36").row(0) == ("36", "Banten", "Banten", "jawa", 4, 6)


def test_sizes_are_counted() -> None:
    found = governments().filter(pl.col("kode_wilayah") == "36.72").row(0, named=True)
    assert (found["nama"], found["jumlah_kecamatan"], found["pulau"]) == ("Kota Cilegon", 8, "jawa")
