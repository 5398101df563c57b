"""Predicates of staff: the nine cells of the matrix, counts by agency, and groups too small to be shown."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from etl.regulations import value
from etl.validation.rules.pegawai import PEGAWAI as RULES
from tests.tables import table

MATRIX = table(
    """
    perilaku_kerja | hasil_kerja | predikat
    ---------------+-------------+----------------
    di_atas        | di_atas     | sangat_baik
    di_atas        | sesuai      | baik
    di_atas        | di_bawah    | butuh_perbaikan
    sesuai         | di_atas     | baik
    sesuai         | sesuai      | baik
    sesuai         | di_bawah    | butuh_perbaikan
    di_bawah       | di_atas     | kurang
    di_bawah       | sesuai      | kurang
    di_bawah       | di_bawah    | sangat_kurang
    """
)
CELLS = MATRIX.to_dicts()


@pytest.mark.parametrize("row", CELLS, ids=lambda r: f"{r['perilaku_kerja']} x {r['hasil_kerja']}")
def test_the_nine_cells(row):
    assert value("permenpanrb-6-2022", "matriks_predikat").value[row["perilaku_kerja"]][row["hasil_kerja"]] == row["predikat"]


def test_the_rule_accepts_the_nine_cells_and_no_other_predicate():
    grades = list(dict.fromkeys(row["predikat"] for row in CELLS))
    rows = [row | {"predikat_kinerja": grade} for row in CELLS for grade in grades]
    rule = next(r for r in RULES if r.id == "pegawai.predikat")
    with duckdb.connect() as con:
        con.register("isian", pl.DataFrame(rows))
        refused = con.execute(rule.sql.replace("{batch}", "isian")).pl()
    assert refused.height == len(rows) - len(CELLS)
    assert refused.filter(pl.col("predikat") == pl.col("predikat_kinerja")).is_empty()
    assert (refused["predikat"] == refused["semestinya"]).all()


UNIT = pl.DataFrame({"kode_unit": ["1.01", "1.02", "1.03"], "nama_unit": ["A", "B", "C"], "jenis_unit": ["dinas"] * 3})
JABATAN = pl.DataFrame(
    {
        "kode_jabatan": ["a", "b", "c"],
        "kode_unit": ["1.01", "1.02", "1.03"],
        "nama_jabatan": ["Analis"] * 3,
        "jenis_jabatan": ["fungsional"] * 3,
    }
)
KINERJA_UNIT = pl.DataFrame({"kode_unit": ["1.01", "1.02"], "predikat_organisasi": ["baik", "istimewa"]})


def staff(post: str, **predicates: int) -> list[tuple[str, str | None]]:
    return [(post, name if name != "kosong" else None) for name, count in predicates.items() for _ in range(count)]


def load(lake, rows: list[tuple[str, str | None]]) -> None:
    pegawai = pl.DataFrame(rows, schema={"kode_jabatan": pl.String, "predikat_kinerja": pl.String}, orient="row")
    scored = pl.col("predikat_kinerja").is_not_null()
    pegawai = pegawai.with_columns(
        status_kepegawaian=pl.lit("pns"),
        hasil_kerja=pl.when(scored).then(pl.lit("sesuai")),
        perilaku_kerja=pl.when(scored).then(pl.lit("di_atas")),
    )
    lake.load(unit=UNIT, jabatan=JABATAN, pegawai=pegawai, kinerja_unit=KINERJA_UNIT)


def spread(lake, metrik: str) -> dict[tuple[str | None, str, str], int]:
    lake.compute()
    query = "select kode_unit, sumbu_x, sumbu_y, jumlah from kerja.sebaran_metrik where metrik = ?"
    return {(unit, x, y): n for unit, x, y, n in lake.con.execute(query, [metrik]).fetchall()}


def test_predicates_are_counted_beside_that_of_the_agency(lake):
    load(lake, staff("a", sangat_baik=8, baik=30, butuh_perbaikan=2, kosong=3) + staff("c", baik=5))
    assert spread(lake, "predikat_kinerja") == {
        ("1.01", "sangat_baik", "baik"): 8,
        ("1.01", "baik", "baik"): 30,
        ("1.01", "butuh_perbaikan", "baik"): 2,
        ("1.03", "baik", "-"): 5,
        (None, "sangat_baik", "baik"): 8,
        (None, "baik", "baik"): 30,
        (None, "butuh_perbaikan", "baik"): 2,
        (None, "baik", "-"): 5,
    }
    assert spread(lake, "hasil_perilaku")[None, "sesuai", "di_atas"] == 45


def test_a_group_under_five_is_in_no_count_from_which_it_could_be_taken(lake):
    load(lake, staff("a", baik=5) + staff("b", sangat_kurang=4, kosong=6))
    found = spread(lake, "predikat_kinerja")
    assert {unit for unit, _, _ in found} == {"1.01", None}
    for metrik in ("predikat_kinerja", "hasil_perilaku"):
        found = spread(lake, metrik)
        whole = sum(n for (unit, _, _), n in found.items() if unit is None)
        assert whole == sum(n for (unit, _, _), n in found.items() if unit is not None) == 5
