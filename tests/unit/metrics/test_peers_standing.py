"""Who stands where among peers, and counts set against the size of a government, by hand-made figures."""

from __future__ import annotations

import polars as pl
import pytest

from etl.metrics import peers
from etl.metrics.catalogue import catalog

KNOWN = pl.DataFrame(
    [(f"36.0{n}", "kabupaten", "36", "jawa", 12) for n in range(1, 7)] + [("36.72", "kota", "36", "jawa", 8)],
    ["kode_wilayah", "jenis", "kode_provinsi", "pulau", "jumlah_kecamatan"],
    orient="row",
)
WAYS = {"capaian_kinerja": "naik", "rentang_sempit": "turun", "selisih_kebutuhan": "netral"}
SCHEMA = {
    "kode_wilayah": pl.String, "metrik": pl.String, "pembilang": pl.Float64, "penyebut": pl.Float64, "nilai": pl.Float64,
    "alasan": pl.String,
}  # fmt: skip


def figures(metrik: str, *values: float | None) -> pl.DataFrame:
    rows = [(f"36.0{n}", metrik, None, None, v, None) for n, v in enumerate(values, 1)]
    return pl.DataFrame(rows, SCHEMA, orient="row")


def told(frame: pl.DataFrame, column: str) -> list[object]:
    return frame.sort("kode_wilayah")[column].to_list()


def test_the_best_is_first_and_equals_share_the_better_rank() -> None:
    got = peers.standing(figures("capaian_kinerja", 90, 70, 80, 80, 60), WAYS)
    assert told(got, "peringkat") == [1, 4, 2, 2, 5]
    assert told(got, "n") == [5] * 5
    assert told(got, "tengah") == [80.0] * 5
    assert told(got, "sisi") == ["baik", "kurang", "tengah", "tengah", "kurang"]


def test_where_less_is_better_the_smallest_is_first() -> None:
    got = peers.standing(figures("rentang_sempit", 10, 50, 20, 30, 40), WAYS)
    assert told(got, "peringkat") == [1, 5, 2, 3, 4]
    assert told(got, "sisi") == ["baik", "kurang", "baik", "tengah", "kurang"]


def test_a_neutral_metric_has_ranks_but_no_good_side() -> None:
    got = peers.standing(figures("selisih_kebutuhan", -5, 3, 0, 1, 2), WAYS)
    assert told(got, "peringkat") == [5, 1, 4, 3, 2]
    assert told(got, "sisi") == [None] * 5


def test_whoever_has_no_value_is_in_no_rank_and_no_median() -> None:
    got = peers.standing(figures("capaian_kinerja", 90, None, 80, 70, 60, 50), WAYS)
    assert told(got, "kode_wilayah") == ["36.01", "36.03", "36.04", "36.05", "36.06"]
    assert told(got, "tengah") == [70.0] * 5


def test_of_few_no_median_is_told_but_their_ranks_are() -> None:
    got = peers.standing(figures("capaian_kinerja", 90, 70, 80, 60), WAYS)
    assert told(got, "tengah") == [None] * 4
    assert told(got, "sisi") == [None] * 4
    assert told(got, "peringkat") == [1, 3, 2, 4]


def test_metrics_do_not_mix() -> None:
    both = pl.concat([figures("capaian_kinerja", 90, 70), figures("rentang_sempit", 90, 70)])
    got = peers.standing(both, WAYS).sort("metrik", "kode_wilayah")
    assert got["peringkat"].to_list() == [1, 2, 2, 1]


def test_peers_are_those_of_the_same_group_without_itself() -> None:
    assert peers.peers_of(KNOWN, "36.02", "jenis") == ["36.01", "36.03", "36.04", "36.05", "36.06"]
    assert peers.peers_of(KNOWN, "36.72", "jenis") == []
    assert peers.peers_of(KNOWN, "36.72", "asn", pl.DataFrame({"kode_wilayah": ["36.01"], "jumlah": [100.0]})) == []
    assert peers.peers_of(KNOWN, "99.99", "jenis") == []


def test_one_government_among_its_peers_only() -> None:
    city = pl.DataFrame([("36.72", "capaian_kinerja", None, None, 99.0, None)], SCHEMA, orient="row")
    rows = pl.concat([figures("capaian_kinerja", 90, 70, 80, 60, 65), city])
    got = peers.standing_among_peers(rows, KNOWN, "36.03", "jenis", WAYS)
    assert got.select("metrik", "nilai", "peringkat", "n", "tengah", "sisi").rows() == [
        ("capaian_kinerja", 80.0, 2, 5, 70.0, "baik")
    ]
    assert peers.standing_among_peers(rows, KNOWN, "36.72", "provinsi", WAYS)["n"].to_list() == [6]


def test_a_count_for_every_thousand_civil_servants() -> None:
    rows = pl.DataFrame(
        [
            ("36.01", "rentang_sempit", 40.0, 80.0, 50.0, None),
            ("36.01", "capaian_kinerja", 8000.0, 100.0, 80.0, None),
            ("36.01", "selisih_kebutuhan", 90.0, 100.0, -10.0, None),
            ("36.01", "tim_lintas_opd", None, None, None, "tim_kosong"),
            ("36.02", "rentang_sempit", 40.0, 80.0, 50.0, None),
            ("36.03", "rentang_sempit", 40.0, 80.0, 50.0, None),
        ],
        SCHEMA,
        orient="row",
    )
    asn = pl.DataFrame({"kode_wilayah": ["36.01", "36.02"], "jumlah": [2000, 0]})
    got = peers.per_size(rows, asn, 1000)
    assert got.select("kode_wilayah", "metrik", "pembilang", "penyebut", "nilai", "alasan").rows() == [
        ("36.01", "rentang_sempit", 40.0, 2000.0, 20.0, None),
        ("36.01", "capaian_kinerja", None, None, None, "tidak_berlaku"),
        ("36.01", "selisih_kebutuhan", -10.0, 2000.0, -5.0, None),
        ("36.01", "tim_lintas_opd", None, 2000.0, None, "tim_kosong"),
        ("36.02", "rentang_sempit", 40.0, None, None, "ukuran_kosong"),
        ("36.03", "rentang_sempit", 40.0, None, None, "ukuran_kosong"),
    ]


def test_each_quarter_is_set_against_its_own_size() -> None:
    row = ("36.01", "rentang_sempit", 40.0, 80.0, 50.0, None)
    rows = pl.DataFrame([row, row], SCHEMA, orient="row").with_columns(periode=pl.Series(["2024-TW3", "2024-TW4"]))
    sizes = pl.DataFrame({"kode_wilayah": ["36.01"] * 2, "periode": ["2024-TW3", "2024-TW4"], "jumlah": [1000, 2000]})
    assert peers.per_size(rows, sizes, 1000)["nilai"].to_list() == [40.0, 20.0]


def test_only_metrics_of_the_catalogue_are_counts_and_no_sum_of_layers_money_or_days() -> None:
    assert set(peers.COUNTED) <= set(catalog())
    never = {"capaian_kinerja", "efisiensi", "kedalaman_rerata", "lapisan_maks", "rentang_median", "serapan_anggaran"}
    assert not set(peers.COUNTED) & (never | {"belanja_pegawai", "belanja_infrastruktur", "waktu_dipercepat"})


@pytest.mark.parametrize("metrik", [m for m, column in peers.COUNTED.items() if column == "nilai"])
def test_where_the_value_itself_is_the_count_its_unit_says_so(metrik: str) -> None:
    assert catalog()[metrik].unit == "metrik.satuan.orang"
