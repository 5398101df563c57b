"""What became of units and posts between two periods: by code, else by kode_asal, never by name."""

from __future__ import annotations

import polars as pl

from etl.metrics import perubahan
from tests.tables import table


def _found(now: pl.DataFrame, before: pl.DataFrame) -> set[tuple[str | None, str | None, str]]:
    shown = perubahan.pairs(now, before)
    return set(shown.select("kode", "kode_lama", "status").rows())


def test_the_same_code_is_kept_whatever_its_name() -> None:
    now, before = table("kode | kode_asal\n-----+----------\nU1 |"), table("kode\n----\nU1")
    assert _found(now, before) == {("U1", "U1", "tetap")}


def test_another_code_is_found_by_the_code_before() -> None:
    now, before = table("kode | kode_asal\n-----+----------\nN1 | U1"), table("kode\n----\nU1")
    assert _found(now, before) == {("N1", "U1", "tetap")}
    assert perubahan.pairs(now, before)["cara"].to_list() == ["kode_asal"]


def test_two_codes_before_are_a_merger() -> None:
    now, before = table("kode | kode_asal\n-----+----------\nN1 | U1; U2"), table("kode\n----\nU1\nU2")
    assert _found(now, before) == {("N1", "U1", "digabung"), ("N1", "U2", "digabung")}


def test_a_unit_that_takes_in_another_keeps_its_code_and_is_a_merger() -> None:
    now, before = table("kode | kode_asal\n-----+----------\nU1 | U2"), table("kode\n----\nU1\nU2")
    assert _found(now, before) == {("U1", "U1", "digabung"), ("U1", "U2", "digabung")}


def test_what_still_stands_was_not_taken_in() -> None:
    now = table("kode | kode_asal\n-----+----------\nU1 | U2\nU2 |")
    assert _found(now, table("kode\n----\nU1\nU2")) == {("U1", "U1", "tetap"), ("U2", "U2", "tetap")}


def test_two_units_from_one_are_a_split() -> None:
    now = table("kode | kode_asal\n-----+----------\nN1 | U1\nN2 | U1")
    assert _found(now, table("kode\n----\nU1")) == {("N1", "U1", "dipecah"), ("N2", "U1", "dipecah")}


def test_what_neither_code_explains_is_removed_and_new_even_under_the_same_name() -> None:
    units = {"nama_unit": ["Bidang Mutasi"], "jenis_unit": ["bidang"], "kode_opd": ["1"], "kode_asal": [None]}
    found = perubahan.units(pl.DataFrame({"kode_unit": ["N1"], **units}), pl.DataFrame({"kode_unit": ["U1"], **units}))
    rows = set(found.select("kode", "kode_lama", "status").rows())
    assert rows == {("N1", None, "baru"), (None, "U1", "dihapus")}


def test_a_code_before_that_never_existed_explains_nothing() -> None:
    now, before = table("kode | kode_asal\n-----+----------\nN1 | X9"), table("kode\n----\nU1")
    assert _found(now, before) == {("N1", None, "baru"), (None, "U1", "dihapus")}


POSTS_BEFORE = """
    kode_jabatan | kode_asal | kode_unit | kode_opd | nama_jabatan | jenis_jabatan | eselon | jenjang
    -------------+-----------+-----------+----------+--------------+---------------+--------+--------
    K1           |           | 1         | 1        | Kadis        | jpt_pratama   | II.b   |
    S1           |           | 1         | 1        | Kasi Satu    | pengawas      | IV.a   |
    S2           |           | 1         | 1        | Kasi Dua     | pengawas      | IV.a   |
    S3           |           | 1         | 1        | Kasi Tiga    | pengawas      | IV.a   |
    P1           |           | 1         | 1        | Pengelola    | pelaksana     |        |
    """
POSTS_NOW = """
    kode_jabatan | kode_asal | kode_unit | kode_opd | nama_jabatan | jenis_jabatan | eselon | jenjang
    -------------+-----------+-----------+----------+--------------+---------------+--------+----------
    K1           |           | 1         | 1        | Kadis        | jpt_pratama   | II.b   |
    J1           | S1        | 1         | 1        | Analis       | fungsional    |        | ahli_muda
    S2           |           | 1         | 1        | Kasi Dua     | pengawas      | IV.a   |
    J9           |           | 1         | 1        | Pranata      | fungsional    |        | terampil
    P1           |           | 1         | 1        | Pengelola    | pelaksana     |        |
    """


def test_a_post_equalised_to_another_category_has_moved_and_is_not_kept() -> None:
    found = perubahan.posts(table(POSTS_NOW), table(POSTS_BEFORE))
    status = {row["kode"] or row["kode_lama"]: row["status"] for row in found.to_dicts()}
    assert status == {"K1": "tetap", "J1": "beralih", "S2": "tetap", "J9": "baru", "P1": "tetap", "S3": "dihapus"}


def test_a_section_that_became_a_functional_group_has_changed_its_kind() -> None:
    rows = [table(f"kode_unit | kode_opd | kode_asal | nama_unit | jenis_unit\n--+--\nU1 | 1 | | Seksi Satu | {kind}")
            for kind in ("kelompok_jf", "seksi")]  # fmt: skip
    assert perubahan.units(*rows)["status"].to_list() == ["beralih"]


def test_the_summary_adds_up_for_each_echelon_and_category() -> None:
    found = perubahan.summary(perubahan.posts(table(POSTS_NOW), table(POSTS_BEFORE)))
    rows = {row.pop("golongan"): row for row in found.to_dicts()}
    assert rows["IV.a"] == {
        "dulu": 3, "tetap": 1, "beralih": 1, "digabung": 0, "dipecah": 0, "dihapus": 1, "masuk": 0, "baru": 0, "kini": 1,
    }  # fmt: skip
    assert (rows["fungsional:ahli_muda"]["masuk"], rows["fungsional:ahli_muda"]["kini"]) == (1, 1)
    assert rows["fungsional:terampil"]["baru"] == 1
    for counts in rows.values():
        assert counts["dulu"] == sum(counts[s] for s in ("tetap", "beralih", "digabung", "dipecah", "dihapus"))


def test_two_periods_without_rows_give_nothing() -> None:
    empty = pl.DataFrame(schema={"kode": pl.String, "kode_asal": pl.String})
    assert perubahan.pairs(empty, empty).is_empty()
