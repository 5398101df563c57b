"""Peer groups and outliers, by hand-made figures."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics import peers

KNOWN = pl.DataFrame(
    [
        ("36", "provinsi", "36", "jawa", 0),
        ("36.01", "kabupaten", "36", "jawa", 35),
        ("36.72", "kota", "36", "jawa", 8),
        ("51.03", "kabupaten", "51", "bali_nusa_tenggara", 11),
    ],
    ["kode_wilayah", "jenis", "kode_provinsi", "pulau", "jumlah_kecamatan"],
    orient="row",
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("jenis", ["provinsi", "kabupaten", "kota", "kabupaten"]),
        ("provinsi", ["36", "36", "36", "51"]),
        ("pulau", ["jawa.provinsi", "jawa", "jawa", "bali_nusa_tenggara"]),
        ("kecamatan", ["provinsi", "besar", "kecil", "sedang"]),
        ("asn", ["provinsi", "besar", "kecil", None]),
    ],
)
def test_each_government_has_its_group(kind: str, expected: list[str | None]) -> None:
    asn = pl.DataFrame({"kode_wilayah": ["36", "36.01", "36.72"], "jumlah": [9000.0, 10000.0, 4999.0]})
    assert peers.groups(KNOWN, kind, asn)["kelompok"].to_list() == expected


def test_modified_z_by_hand() -> None:
    # median 3, distances 2 1 0 1 97, their median 1: (100 - 3) * 0.6745
    assert peers.modified_z(pl.Series([1.0, 2.0, 3.0, 4.0, 100.0]))[-1] == pytest.approx(97 * 0.6745)


def test_where_most_are_equal_the_mean_deviation_takes_its_place() -> None:
    told = peers.modified_z(pl.Series([5.0] * 9 + [15.0]))
    assert told[-1] == pytest.approx(10 / (1.253314 * 1.0))
    assert peers.modified_z(pl.Series([5.0, 5.0, None])).to_list() == [0.0, 0.0, None]


def figures(values: list[float]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "kode_wilayah": [f"11.{i:02d}" for i in range(len(values))],
            "nilai": values,
            "pembilang": [v * 10 for v in values],
            "penyebut": [1000.0] * len(values),
        }
    )


def members(count: int) -> pl.DataFrame:
    return pl.DataFrame({"kode_wilayah": [f"11.{i:02d}" for i in range(count)], "kelompok": ["a"] * count})


def test_an_outlier_names_the_term_that_moved_most() -> None:
    now = figures([10.0, 11.0, 12.0, 10.5, 11.5, 12.5, 11.0, 60.0])
    then = now.with_columns(pl.lit(110.0).alias("pembilang"), pl.lit(990.0).alias("penyebut"))
    far = peers.outliers(now, members(8), then)
    assert far.select("kode_wilayah", "n", "tengah", "sebab").rows() == [("11.07", 8, 11.25, "pembilang")]
    assert peers.outliers(now, members(8))["sebab"].to_list() == [None]


def test_a_group_below_the_yardstick_has_no_outliers() -> None:
    assert peers.outliers(figures([10.0, 11.0, 12.0, 10.5, 11.5, 12.5, 60.0]), members(7)).is_empty()
