"""Kinerja Pegawai over spreads that can be counted by hand: limits, nine cells, and what must stay hidden."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from fake_lake import VALUE_SCHEMA, FakeRead, _row
from rendered import open_page, text_of

from etl.access import Principal, Role
from etl.locale import text
from etl.metrics import predicates
from pages.ui import auth, data
from pages.ui import predikat_model as model
from pages.ui.predikat_model import Sebaran

SPREAD = {
    "1.01": ("baik", (0, 32, 8, 0, 0)),
    "1.02": ("istimewa", (70, 25, 5, 0, 0)),
    "1.03": ("baik", (0, 8, 0, 0, 0)),
    "1.04": ("-", (10, 20, 6, 5, 0)),
    "1.05": ("baik", (6, 14, 3, 2, 0)),
}
CELLS = {("di_atas", "di_atas"): 86, ("sesuai", "sesuai"): 99, ("di_bawah", "sesuai"): 22, ("sesuai", "di_bawah"): 7}


class SpreadRead(FakeRead):
    """The small lake with predicates. spread: agency → (predicate of the organisation, counts best first)."""

    spread: dict[str, tuple[str, tuple[int, ...]]] = SPREAD

    def distributions(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        here = self.spread if asked["kode_wilayah"] == "36.72" and who.scope.covers("36.72") else {}
        counts = {(k, p): n for k, (_, ns) in here.items() for p, n in zip(model.PREDICATES, ns, strict=True) if n}
        nine = {("1.01", (model.LEVELS.index(y), model.LEVELS.index(x))): n for (x, y), n in CELLS.items()} if here else {}
        known = [predicates.Version({}, counts, nine)]
        if asked["metrik"] == "predikat_kinerja":
            rows = [(k, p, here[k][0] if k else None, n) for (k, p), n in predicates.spread(known).items()]
        else:
            rows = [(None, model.LEVELS[x], model.LEVELS[y], n) for (y, x), n in predicates.nine(known).items()]
        schema = {"kode_unit": pl.String, "sumbu_x": pl.String, "sumbu_y": pl.String, "jumlah": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return pl.DataFrame()

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        found = super().metric_values(lake, who, **asked)
        if asked.get("metrik") != "predikat_dinilai" or not who.scope.covers(str(asked.get("kode_wilayah"))) or not self.spread:
            return found
        share = {"2024-TW4": (214, 240), "2024-TW3": (200, 240)}.get(str(asked["periode"]))
        rows = (
            [_row("36.72", asked["periode"], None, "predikat_dinilai", 100 * share[0] / 240, top=share[0], bottom=240)]
            if share
            else []
        )
        return pl.DataFrame(rows, schema=VALUE_SCHEMA)


@pytest.fixture
def spread(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> SpreadRead:
    read = SpreadRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


QUESTIONS = {
    "How many agencies lie outside the circular's pattern?": (
        "1 dari 3 OPD berpola di luar acuan SE MenPANRB 3/2023", "1 of 3 agencies lie outside the pattern of SE MenPANRB 3/2023"),
    "What share of staff is appraised, and since when?": ("89,2% 214 / 240 ▲ 5,9 poin", "89.2% 214 / 240 ▲ 5.9 points"),
    "Which agency, by how much, and what is the limit?": (
        "Dinkes (Baik): Baik 80,0% = 32 dari 40; acuan paling banyak 70%.", "Dinkes (Good): Good 80.0% = 32 of 40; at most 70%"),
    "Is the limit unlawful to miss, or only a circular's?": ("PP 30/2019 Pasal 41 memuat pola lain", "PP 30/2019 article 41"),
    "In which cell of result and behaviour?": ("99 Baik", "99 Good"),
    "How is a small group told?": ("8 Baik", "8 Good"),
    "Which organisation has no predicate?": ("belum diisi", "not filled in"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_answers_its_questions(lang: str, spread: SpreadRead) -> None:
    said = text_of(open_page("kinerja_pegawai", lang=lang).run())
    assert all(text(f"halaman.pertanyaan.kinerja_pegawai.{n}", lang) in said for n in (1, 2, 3))
    assert not {q: a for q, pair in QUESTIONS.items() if (a := pair[lang == "en"]) not in said}, said
    assert "melanggar" not in said


def test_the_english_page_speaks_no_indonesian_of_ours(spread: SpreadRead) -> None:
    said = text_of(open_page("kinerja_pegawai", lang="en").run())
    for word in ("belum", "dari", "tertutup", "acuan", "poin", "orang"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
def test_every_role_sees_its_own_scope_only(role: Role, spread: SpreadRead) -> None:
    test = open_page("kinerja_pegawai", wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)


def test_without_predicates_the_page_names_sheets_and_columns(spread: SpreadRead) -> None:
    spread.spread = {}
    said = text_of(open_page("kinerja_pegawai").run())
    for part in ("`predikat_kinerja`", "lembar pegawai", "kinerja_unit", "`predikat_organisasi`"):
        assert part in said, part


def test_without_organisation_predicates_nothing_is_judged_and_the_sheet_is_named(spread: SpreadRead) -> None:
    spread.spread = {kode: ("-", counts) for kode, (_, counts) in SPREAD.items()}
    said = text_of(open_page("kinerja_pegawai").run())
    assert "Pola belum dapat dinilai: predikat organisasi belum diisi" in said
    assert "Lembar kinerja_unit" in said


def test_an_agency_of_which_nothing_shows_is_named(spread: SpreadRead) -> None:
    spread.spread = {kode: row for kode, row in SPREAD.items() if kode != "1.03"}
    assert "BPBD: predikat pegawai belum diisi, atau kelompoknya di bawah 5 orang." in text_of(open_page("kinerja_pegawai").run())


def test_its_figures_lead_to_formula_and_law(spread: SpreadRead) -> None:
    test = open_page("kinerja_pegawai")
    test.session_state["asal"] = test.session_state["unduh"] = True
    said = text_of(test.run())
    assert "Surat Edaran Menteri PANRB Nomor 3 Tahun 2023" in said
    assert "÷" in said


def test_a_lake_without_data_says_what_to_do_next(spread: SpreadRead) -> None:
    spread.empty = True
    assert "python -m etl publish" in text_of(open_page("kinerja_pegawai").run())


def test_no_small_count_is_said_anywhere_on_the_page(spread: SpreadRead) -> None:
    """Three and two of the 25 staff of Dinas Sosial: neither their counts nor their shares (12,0% and 8,0%)."""
    said = text_of(open_page("kinerja_pegawai").run())
    assert "Dinsos" in said
    for part in ("12%", "8%", "Butuh Perbaikan: 3", "Kurang: 2"):
        assert part not in said, part


def spread_of(rated: str, counts: tuple[int | None, ...], total: int) -> Sebaran:
    return Sebaran("x", "Dinas Sosial", rated, counts, total)


@pytest.mark.parametrize(
    ("rated", "counts", "outside"),
    [
        ("baik", (8, 30, 2, 0, 0), ["baik"]),
        ("baik", (10, 28, 2, 0, 0), []),
        ("baik", (20, 20, 0, 0, 0), ["butuh_perbaikan"]),
        ("istimewa", (28, 12, 0, 0, 0), []),
        ("istimewa", (29, 11, 0, 0, 0), ["sangat_baik"]),
        ("butuh_perbaikan", (4, 12, 24, 0, 0), []),
        ("butuh_perbaikan", (5, 12, 23, 0, 0), ["butuh_perbaikan", "sangat_baik"]),
        ("kurang", (4, 8, 4, 24, 0), []),
        ("kurang", (4, 9, 3, 24, 0), ["butuh_perbaikan"]),
        ("sangat_kurang", (0, 12, 4, 0, 24), []),
        ("sangat_kurang", (1, 11, 4, 0, 24), ["sangat_baik"]),
    ],
)
def test_the_limits_of_the_circular(rated: str, counts: tuple[int, ...], outside: list[str]) -> None:
    found, _ = model.findings([spread_of(rated, counts, 40)])
    assert [one.predikat[0] for one in found] == outside


def test_groups_under_ten_and_hidden_counts_are_not_judged() -> None:
    assert model.findings([spread_of("baik", (0, 9, 0, 0, 0), 9)]) == ([], 0)
    assert model.findings([spread_of("baik", (None, 30, None, 0, 0), 40)])[1] == 1


@pytest.mark.parametrize(
    ("behaviour", "result", "predicate"),
    [
        (0, 0, "sangat_baik"), (0, 1, "baik"), (0, 2, "butuh_perbaikan"),
        (1, 0, "baik"), (1, 1, "baik"), (1, 2, "butuh_perbaikan"),
        (2, 0, "kurang"), (2, 1, "kurang"), (2, 2, "sangat_kurang"),
    ],
)  # fmt: skip
def test_all_nine_cells_of_result_and_behaviour(behaviour: int, result: int, predicate: str) -> None:
    assert model.matrix()[behaviour, result] == predicate


def test_a_group_of_ten_has_shares_and_one_of_nine_only_counts() -> None:
    assert spread_of("baik", (5, 5, 0, 0, 0), 10).small is False
    assert spread_of("baik", (5, 4, 0, 0, 0), 9).small is True
