"""Nasional's sums and sentences on hand-made tables."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest
from fake_nation import BOARD, NationRead, state

from etl.access import Principal, Role, Scope
from etl.warehouse.regions import governments, provinces
from pages.ui import nasional_kata as kata
from pages.ui import nasional_model as model
from pages.ui import nasional_sebaran as sebaran
from pages.ui.nasional_model import Reporting

NATION = Principal("k", Role.KEMENDAGRI, Scope("*"))
ALL = {code: Reporting(10, 10) for code in provinces()["kode_provinsi"].to_list()}
SENT = datetime(2024, 1, 1)


def board(*rows: tuple[str, str, bool, bool]) -> pl.DataFrame:
    """kode_wilayah, periode, expected, reported."""
    filled = [dict.fromkeys(BOARD) | {"kode_wilayah": c, "periode": p, "diharapkan": e, "dikirim": SENT if r else None}
              for c, p, e, r in rows]  # fmt: skip
    return pl.DataFrame(filled, schema=BOARD)


def test_only_who_is_expected_counts() -> None:
    found = model.reporting(NationRead().completeness(None, NATION, "2024-TW4"))
    assert found == Reporting(wajib=27, melapor=19, tepat=18, disetujui=18)


def test_the_share_of_nobody_is_no_share() -> None:
    assert Reporting().share is None


def test_reporting_per_province() -> None:
    found = model.reporting_by(NationRead().completeness(None, NATION, "2024-TW4"), governments(), "kode_provinsi")
    assert {code: (r.melapor, r.wajib) for code, r in found.items()} == {"36": (8, 9), "51": (10, 10), "95": (1, 8)}


def test_silence_is_counted_from_the_first_quarter_after_the_last_report() -> None:
    told = model.silent(
        board(
            ("a", "2024-TW1", True, True), ("a", "2024-TW2", True, False), ("a", "2024-TW3", True, False),
            ("b", "2024-TW1", True, False), ("b", "2024-TW2", False, False), ("b", "2024-TW3", True, False),
            ("c", "2024-TW1", True, False), ("c", "2024-TW2", True, True), ("c", "2024-TW3", True, True),
            ("d", "2024-TW1", True, False), ("d", "2024-TW3", False, False),
            ("e", "2024-TW3", True, False),
        ),
        "2024-TW3",
    )  # fmt: skip
    assert told.rows() == [("a", "2024-TW2", 2), ("b", "2024-TW1", 2), ("e", "2024-TW3", 1)]


def test_later_quarters_do_not_speak_for_earlier_ones() -> None:
    told = model.silent(board(("a", "2024-TW1", True, False), ("a", "2024-TW2", True, True)), "2024-TW1")
    assert told.rows() == [("a", "2024-TW1", 1)]


def shares(**low: int) -> dict[str, Reporting]:
    return ALL | {code.removeprefix("p"): Reporting(10, n) for code, n in low.items()}


@pytest.mark.parametrize(
    ("low", "said"),
    [
        ({}, "Semua 380 pemda melapor; capaian median 86,9% (Tinggi), naik 0,7 poin."),
        ({"p36": 9}, "379 dari 380 pemda melapor; terendah Banten, 9 dari 10."),
        ({"p95": 5, "p93": 1}, "366 dari 380 pemda melapor; Papua Selatan dan Papua Pegunungan paling banyak separuh."),
        ({"p91": 5, "p93": 1, "p95": 2, "p96": 3},
         "351 dari 380 pemda melapor; empat dari enam provinsi di Papua paling banyak separuh."),
        ({"p91": 5, "p93": 1, "p95": 2, "p36": 3},
         "351 dari 380 pemda melapor; 4 dari 38 provinsi paling banyak separuh, terbanyak di Papua (3)."),
    ],
)  # fmt: skip
def test_the_finding_names_up_to_three_provinces_and_counts_more(low: dict[str, int], said: str) -> None:
    found = shares(**low)
    told = Reporting(380, sum(r.melapor for r in found.values()))
    assert kata.finding(told, found, provinces(), (86.9, 86.2), "id") == said


def test_half_and_one_more_is_not_at_most_half() -> None:
    assert model.behind({"36": Reporting(9, 5)}, {"36": "jawa"}).kode == ()
    assert model.behind({"36": Reporting(10, 5)}, {"36": "jawa"}).kode == ("36",)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("low", [("p19", "p34", "p31"), ("p52", "p53", "p19"), ("p11", "p36", "p51", "p95")])
def test_the_finding_fits_on_one_line(low: tuple[str, ...], lang: str) -> None:
    found = shares(**dict.fromkeys(low, 1))
    told = Reporting(546, 452)
    assert len(kata.finding(told, found, provinces(), None, lang)) <= kata.LONGEST


def test_a_long_list_of_the_silent_is_counted() -> None:
    told = Reporting(9, 5)
    few = kata.finding_of_province("Banten", told, ["Kota Serang", "Kota Cilegon"], "2024-TW4", None, "id")
    many = kata.finding_of_province("Banten", told, ["a", "b", "c", "d"], "2024-TW4", None, "id")
    assert few == "Banten: 5 dari 9 pemda melapor untuk TW IV 2024; Kota Serang dan Kota Cilegon belum."
    assert many == "Banten: 5 dari 9 pemda melapor untuk TW IV 2024; empat belum."


@pytest.mark.parametrize(("falling", "rank"), [(True, 2), (False, 3)])
def test_equals_share_the_better_rank(falling: bool, rank: int) -> None:
    values = pl.DataFrame({"kode_wilayah": ["a", "b", "c", "d", "e"], "nilai": [9.0, 7.0, 7.0, 1.0, None] if falling else
                           [1.0, 2.0, 7.0, 7.0, None]})  # fmt: skip
    assert model.placed(values, "c", falling=falling) == (7.0, rank, 4)
    assert model.placed(values, "e", falling=falling) is None


TERMS = {"pembilang": 10.0, "penyebut": 400.0, "pembilang_lalu": 20.0, "penyebut_lalu": 400.0, "sebab": "pembilang"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "pembilang 20 → 10 (turun 50,0%); penyebut 400 → 400 (tetap)"),
        ({"sebab": "penyebut", "penyebut": 800.0}, "penyebut 400 → 800 (naik 100,0%); pembilang 20 → 10 (turun 50,0%)"),
        ({"sebab": None}, "kedua suku tetap sejak TW III 2024"),
        ({"pembilang": None, "sebab": None}, "tanpa pembilang dan penyebut"),
        ({"pembilang_lalu": None, "sebab": None}, "pembilang 10, penyebut 400; belum ada triwulan pembanding"),
    ],
)
def test_the_reason_of_an_outlier_is_the_term_that_moved_most(changed: dict[str, object], said: str) -> None:
    assert sebaran.reason(TERMS | changed, "2024-TW3") == said


def test_an_exempt_government_is_neither_silent_nor_expected() -> None:
    told = model.silent(NationRead().completeness(None, NATION), "2024-TW4")
    assert "95.03" not in told["kode_wilayah"].to_list()
    assert state("95.03", "2024-TW4") == "belum_wajib"
