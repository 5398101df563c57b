"""Indeks dan Anggaran over values whose predicates, contribution and gaps can be checked by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from fake_lake import VALUE_SCHEMA, FakeRead, _row
from rendered import open_page, text_of

from etl.access import Principal, Role
from etl.contracts import contracts
from etl.locale import text
from pages.charts.index_years import Dot, Strip, index_years
from pages.ui import auth, data
from pages.ui import belanja_model as shares
from pages.ui import indeks_model as model

INDEX: list[tuple[str, str | None, int, float, str | None, str]] = [
    ("rb", None, 2022, 68.0, None, "permenpanrb-25-2020"),
    ("rb", None, 2023, 71.4, None, "permenpanrb-9-2023"),
    ("rb", None, 2024, 74.15, None, "permenpanrb-9-2023"),
    ("sakip", None, 2024, 90.0, "AA", "permenpanrb-88-2021"),
    ("spbe", None, 2023, 2.55, None, "permenpanrb-59-2020"),
    ("spbe", None, 2024, 5.0, "Memuaskan", "permenpanrb-59-2020"),
    ("skor_sistem_kerja", None, 2024, 3.5, None, "permenpanrb-7-2022"),
    ("kematangan", "1.01", 2023, 46.1, None, "permendagri-99-2018"),
    ("kematangan", "1.02", 2023, 30.0, None, "permendagri-99-2018"),
    ("kematangan", "1.03", 2023, 32.0, None, "permendagri-99-2018"),
]
SHARES = {"belanja_pegawai": (780e9, 2400e9, 32.5), "belanja_infrastruktur": (640e9, 2000e9, 32.0)}
PSO = (191.0, 200.0, 95.5)


def frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Rows of `indeks` as `facts` gives them."""
    schema = {name: column.dtype for name, column in contracts()["indeks"].columns.items()} | {"kode_opd": pl.String()}
    names = ("jenis", "kode_unit", "tahun", "nilai", "predikat_dilaporkan", "rezim")
    return pl.DataFrame([dict(zip(names, row, strict=True)) | {"kode_opd": row[1]} for row in rows], schema=schema)


class IndexRead(FakeRead):
    """The small lake with index values, both shares and the structure metric."""

    without: tuple[str, ...] = ()

    def facts(self, lake: object, who: Principal, dataset: str, kode_wilayah: str, periode: str) -> pl.DataFrame:
        return frame(INDEX if dataset not in self.without and who.scope.covers(kode_wilayah) else [])

    def metric_values(self, lake: object, who: Principal, **asked: Any) -> pl.DataFrame:
        names, periods = asked.get("metrik") or (), asked.get("periode") or ()
        here = asked.get("kode_wilayah") == "36.72" and who.scope.covers("36.72")
        rows = [self._share(p, m) for p in _many(periods) for m in _many(names) if m in (*SHARES, "penyederhanaan_struktur")]
        found = [row for row in rows if row] if here and asked.get("kode_unit", "*") in (None, "*") else []
        return pl.concat([super().metric_values(lake, who, **asked), pl.DataFrame(found, schema=VALUE_SCHEMA)])

    def _share(self, periode: str, metrik: str) -> dict[str, Any] | None:
        top, bottom, value = SHARES.get(metrik, PSO)
        if metrik in SHARES and "anggaran" in self.without:
            empty = _row("36.72", periode, None, metrik, None)
            return empty | {"pembilang": None, "penyebut": None, "alasan": "jenis_belanja_kosong"}
        then = value + 1.5 if periode == "2020-TW4" and metrik == "belanja_pegawai" else value
        return _row("36.72", periode, None, metrik, then, top=top, bottom=bottom)


def _many(asked: Any) -> list[str]:
    return [asked] if isinstance(asked, str) else list(asked)


@pytest.fixture
def index(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> IndexRead:
    read = IndexRead()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


QUESTIONS = {
    "indeks": {
        "What are RB and SAKIP, and by which predicate?": (
            "Indeks RB 2024 74,15 (BB), SAKIP 2024 90,00 (A)", "RB index 2024 74.15 (BB), SAKIP 2024 90.00 (A)"),
        "What does simplification add to RB General?": ("menyumbang 3,31 dari 4,00 poin", "adds 3.31 of 4.00 points"),
        "Are its weights confirmed?": ("belum diverifikasi", "not verified"),
        "Where does the reported predicate differ?": (
            "dilaporkan AA, dihitung A menurut PermenPANRB 88/2021", "reported AA, computed A by PermenPANRB 88/2021"),
        "By which rule was each year measured?": ("PermenPANRB 25/2020", "PermenPANRB 25/2020"),
        "Which index has no value?": ("IP ASN: nilai belum diisi", "IP ASN: no value"),
        "How mature are the agencies?": ("tahun 2023: Sangat Tinggi 1 · Sedang 2", "2023: Very high 1 · Medium 2"),
    },
    "anggaran": {
        "How large are the shares against their limits?": (
            "belanja pegawai 32,5% (batas 30%), infrastruktur 32,0% (batas 40%); masa penyesuaian",
            "personnel 32.5% (limit 30%), infrastructure 32.0% (limit 40%); adjustment period"),
        "What are numerator, denominator and gap?": ("2,5 poin = Rp 60,0 miliar di atas batas", "above the limit"),
        "How much is infrastructure short by?": ("kurang 8,0 poin = Rp 160,0 miliar", "short by 8.0"),
        "What is left out of personnel?": ("tunjangan guru yang disalurkan melalui TKD", "teacher allowances paid through"),
        "At which stage is the data?": ("Tahap data: pagu", "Stage of the data: budget ceilings"),
        "How did it move, and is a cause claimed?": (
            "32,5%, turun 1,5 poin", "32.5%, down 1.5 points"),
    },
}  # fmt: skip
SHOWN = {"indeks": "Indeks", "anggaran": "Anggaran"}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("part", QUESTIONS)
def test_the_page_answers_its_questions(part: str, lang: str, index: IndexRead) -> None:
    said = text_of(open_page("indeks_anggaran", lang=lang, isi_indeks=SHOWN[part]).run())
    assert all(text(f"halaman.pertanyaan.indeks_anggaran.{n}", lang) in said for n in (1, 2, 3, 4))
    assert not {q: a for q, pair in QUESTIONS[part].items() if (a := pair[lang == "en"]) not in said}, said
    assert "melanggar" not in said


@pytest.mark.parametrize("part", SHOWN.values())
def test_the_english_page_speaks_no_indonesian_of_ours(part: str, index: IndexRead) -> None:
    said = text_of(open_page("indeks_anggaran", lang="en", isi_indeks=part).run())
    for word in ("belum", "dari", "batas", "nilai", "poin", "miliar"):
        assert f" {word} " not in said, word


@pytest.mark.parametrize("role", auth.ROLES)
@pytest.mark.parametrize("part", SHOWN.values())
def test_every_role_sees_its_own_scope_only(part: str, role: Role, index: IndexRead) -> None:
    test = open_page("indeks_anggaran", isi_indeks=part, wilayah="Kabupaten Serang")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = role.value, "36.72"
    said = text_of(test.run())
    exact = role in (Role.PIMPINAN, Role.OPERATOR, Role.PENYETUJU)
    assert not (exact and "Kabupaten Serang" in said)


@pytest.mark.parametrize(("part", "sheet", "column"), [("indeks", "indeks", "rezim"), ("anggaran", "anggaran", "pagu")])
def test_an_absent_sheet_is_named_with_the_columns_to_fill(part: str, sheet: str, column: str, index: IndexRead) -> None:
    index.without = (sheet,)
    said = text_of(open_page("indeks_anggaran", isi_indeks=SHOWN[part]).run())
    assert f"Lembar {sheet}" in said
    assert f"`{column}`" in said


def test_an_unmarked_budget_says_which_column_is_missing(index: IndexRead) -> None:
    index.without = ("anggaran",)
    assert "Kolom jenis_belanja" in text_of(open_page("indeks_anggaran", isi_indeks="Anggaran").run())


def test_its_figures_lead_to_formula_and_law(index: IndexRead) -> None:
    test = open_page("indeks_anggaran")
    test.session_state["asal"] = test.session_state["unduh"] = True
    said = text_of(test.run())
    assert "Peraturan Menteri PANRB" in said
    assert "÷" in said


def test_a_lake_without_data_says_what_to_do_next(index: IndexRead) -> None:
    index.empty = True
    assert "python -m etl publish" in text_of(open_page("indeks_anggaran").run())


@pytest.mark.parametrize(
    ("kind", "rule", "value", "band", "shown"),
    [
        ("sakip", "permenpanrb-88-2021", 90.0, "A", "90,00"),
        ("sakip", "permenpanrb-88-2021", 90.004, "AA", "90,004"),
        ("spbe", "permenpanrb-59-2020", 5.0, "memuaskan", "5,00"),
        ("spbe", "permenpanrb-59-2020", 2.55, "cukup", "2,55"),
        ("pemdi", "permenpanrb-8-2026", 2.55, "baik", "2,55"),
        ("rb", "permenpanrb-9-2023", 95.0, "A", "95,00"),
        ("rb", "permenpanrb-25-2020", 95.0, "AA", "95,00"),
    ],
)
def test_a_predicate_follows_rule_and_strict_bound_and_the_shown_value_agrees(
    kind: str, rule: str, value: float, band: str, shown: str
) -> None:
    one = model.region_values(frame([(kind, None, 2024, value, None, rule)]))[0]
    assert one.predikat == band
    assert model.shown(one) == shown


@pytest.mark.parametrize(("told", "differs"), [("Memuaskan", False), ("memuaskan ", False), ("Sangat Baik", True), (None, False)])
def test_a_reported_predicate_is_compared_as_words(told: str | None, differs: bool) -> None:
    row = frame([("spbe", None, 2024, 4.3, told, "permenpanrb-59-2020")])
    assert model.region_values(row)[0].differs is differs


def test_no_line_runs_across_two_rules() -> None:
    dots = tuple(Dot(year, value, "", "", rule) for year, value, rule in [(2021, 60, "a"), (2022, 61, "a"), (2023, 71, "b")])
    drawn = index_years([Strip("RB", "", dots)], "light").to_dict()["data"]
    solid = [t for t in drawn if t["type"] == "scatter" and t["mode"] == "lines" and t["line"].get("dash") != "dot"]
    assert [len(t["x"]) for t in solid] == [2, 1]
    breaks = [t for t in drawn if t["type"] == "scatter" and t.get("line", {}).get("dash") == "dot"]
    assert len(breaks) == 1
    assert max(solid[0]["x"]) < breaks[0]["x"][0] < min(solid[1]["x"])


def test_the_contribution_needs_both_indicators_and_no_later_score() -> None:
    found = model.region_values(frame([INDEX[6]]))
    one = model.contribution(95.45, found, 2024)
    assert one
    assert (round(one.hasil.pso, 3), round(one.hasil.sistem_kerja, 2), round(one.hasil.jumlah, 2)) == (1.909, 1.4, 3.31)
    assert model.contribution(95.45, found, 2023) is None
    assert model.contribution(None, found, 2024) is None


@pytest.mark.parametrize(
    ("metrik", "top", "bottom", "year", "label"),
    [
        ("belanja_pegawai", 30.0, 100.0, 2027, "sesuai_batas"),
        ("belanja_pegawai", 30.01, 100.0, 2027, "melebihi_batas"),
        ("belanja_pegawai", 30.01, 100.0, 2026, "masa_penyesuaian"),
        ("belanja_pegawai", 40.8, 100.0, 2021, "belum_berlaku"),
        ("belanja_pegawai", 40.8, 100.0, 2022, "masa_penyesuaian"),
        ("belanja_infrastruktur", 40.0, 100.0, 2027, "sesuai_batas"),
        ("belanja_infrastruktur", 39.99, 100.0, 2026, "masa_penyesuaian"),
    ],
)
def test_the_label_of_a_share_by_year(metrik: str, top: float, bottom: float, year: int, label: str) -> None:
    row = {"metrik": metrik, "nilai": top, "pembilang": top, "penyebut": bottom}
    found = shares.share(row, year)
    assert found
    assert found.label == label


def test_before_the_law_the_page_says_that_no_limit_applied(index: IndexRead) -> None:
    said = text_of(open_page("indeks_anggaran", isi_indeks="Anggaran", periode="TW IV 2020").run())
    assert "batas belum berlaku" in said
    assert "infrastruktur 32,0% (batas 40%); masa penyesuaian" not in said


def test_a_share_without_denominator_is_none() -> None:
    assert shares.share({"metrik": "belanja_pegawai", "nilai": None, "pembilang": 0.0, "penyebut": 0.0}, 2024) is None
