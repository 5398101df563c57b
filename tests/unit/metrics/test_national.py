"""One figure of many governments, by hand-made figures."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics import national
from etl.metrics.catalogue import catalog

COLUMNS = ["kode_wilayah", "periode", "metrik", "varian", "pembilang", "penyebut", "nilai"]
SCHEMA = {c: pl.Float64 if c in COLUMNS[4:] else pl.String for c in COLUMNS}
Row = tuple[str, str, str, str | None, float | None, float | None, float | None]


def values(*rows: Row) -> pl.DataFrame:
    return pl.DataFrame(rows, SCHEMA, orient="row")


def of(metrik: str, *triples: tuple[float | None, float | None, float | None], varian: str | None = None) -> pl.DataFrame:
    return values(*((f"11.{i:02d}", "2024-TW4", metrik, varian, *triple) for i, triple in enumerate(triples)))


def test_parts_are_added_and_percentages_never_averaged() -> None:
    # 10 % of 1,000 posts and 90 % of 10: the mean of both would say 50 %.
    got = national.aggregate(of("penyetaraan_jabatan", (100, 1000, 10.0), (9, 10, 90.0)), ["periode"]).row(0, named=True)
    assert got["nilai"] == pytest.approx(100 * 109 / 1010)
    assert (got["pembilang"], got["penyebut"], got["n"], got["cara"]) == (109, 1010, 2, "jumlah")


def test_a_mean_keeps_its_scale() -> None:
    got = national.aggregate(of("rentang_rerata", (60, 10, 6.0), (20, 10, 2.0)), ["periode"])
    assert got["nilai"].to_list() == [4.0]


def test_a_difference_is_added_as_a_difference() -> None:
    got = national.aggregate(of("selisih_kebutuhan", (90, 100, -10.0), (55, 50, 5.0)), ["periode"])
    assert got.select("pembilang", "penyebut", "nilai").rows() == [(145.0, 150.0, -5.0)]


def test_the_deepest_government_is_the_depth_of_the_nation() -> None:
    rows = of("lapisan_maks", (None, None, 5.0), (None, None, 7.0), (None, None, 6.0), varian="terisi")
    got = national.aggregate(rows, ["periode"]).row(0, named=True)
    assert (got["nilai"], got["n"], got["cara"], got["pembilang"], got["varian"]) == (7.0, 3, "maks", None, "terisi")


def test_a_metric_whose_parts_say_nothing_together_gives_the_middle_government() -> None:
    rows = of("belanja_pegawai", (30, 100, 30.0), (10, 100, 10.0), (200, 400, 50.0))
    got = national.aggregate(rows, ["periode"]).row(0, named=True)
    assert (got["nilai"], got["cara"], got["pembilang"], got["penyebut"]) == (30.0, "median", None, None)


def test_a_government_without_a_value_adds_no_part() -> None:
    got = national.aggregate(of("penyederhanaan_struktur", (5, 10, 50.0), (7, 0, None), (-3, 4, None)), ["periode"])
    assert got.select("pembilang", "penyebut", "nilai", "n").rows() == [(5.0, 10.0, 50.0, 1)]


def test_nobody_with_a_value_is_no_row() -> None:
    assert national.aggregate(of("penyetaraan_jabatan", (0, 0, None)), ["periode"]).is_empty()


def test_groups_quarters_and_variants_stay_apart() -> None:
    rows = values(
        ("36.01", "2024-TW4", "rentang_rerata", "terisi", 10.0, 5.0, 2.0),
        ("36.02", "2024-TW4", "rentang_rerata", "terisi", 20.0, 5.0, 4.0),
        ("36.01", "2024-TW4", "rentang_rerata", "struktural", 9.0, 3.0, 3.0),
        ("51.01", "2024-TW4", "rentang_rerata", "terisi", 30.0, 3.0, 10.0),
        ("36.01", "2024-TW3", "rentang_rerata", "terisi", 5.0, 5.0, 1.0),
    ).with_columns(pl.col("kode_wilayah").str.head(2).alias("kode_provinsi"))
    got = national.aggregate(rows, ["kode_provinsi", "periode"])
    assert got.select("kode_provinsi", "periode", "varian", "nilai").rows() == [
        ("36", "2024-TW3", "terisi", 1.0),
        ("36", "2024-TW4", "struktural", 3.0),
        ("36", "2024-TW4", "terisi", 3.0),
        ("51", "2024-TW4", "terisi", 10.0),
    ]


def test_without_a_group_everything_is_one() -> None:
    assert national.aggregate(of("penyetaraan_jabatan", (1, 2, 50.0), (2, 2, 100.0)), [])["nilai"].to_list() == [75.0]


@pytest.mark.parametrize("metric", catalog().values(), ids=lambda m: m.id)
def test_every_metric_of_the_catalogue_has_a_way(metric) -> None:
    expected = metric.agregasi if metric.agregasi in ("jumlah", "maks") else "median"
    assert national.way(metric) == expected


def test_quartiles_of_five_governments() -> None:
    rows = of("capaian_kinerja", *((None, None, v) for v in (10.0, 20.0, 30.0, 40.0, 90.0)))
    assert national.spread(rows, ["periode"]).select("n", "bawah", "tengah", "atas").rows() == [(5, 20.0, 30.0, 40.0)]


def test_under_five_governments_no_median_is_told() -> None:
    rows = of("capaian_kinerja", *((None, None, v) for v in (10.0, 20.0, 30.0, 40.0)), (None, None, None))
    assert national.spread(rows, ["periode"]).select("n", "bawah", "tengah", "atas").rows() == [(4, None, None, None)]
