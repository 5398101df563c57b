"""Mutu Nasional answers its questions over counts that can be added up by hand; the model, over a few rows.

Eighteen governments of three provinces count in TW IV 2024, each with 1,000 rows in five sheets and two targets of nought; those
of Banten have one odd post name more. In TW III every one of nineteen had three targets of nought.
"""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from fake_nation import PERIODS, NationRead, approved
from rendered import open_page, text_of

from etl import terbuka
from etl.access import Principal, Role
from etl.contracts import contracts
from etl.locale import LANGUAGES, text
from pages.charts.place_grid import Cell, Row, place_grid
from pages.ui import actions, auth, data
from pages.ui import mutu_nasional_model as model

NOW, BEFORE = PERIODS[2], PERIODS[1]
SHEETS = {"unit": 100, "jabatan": 300, "pegawai": 500, "indikator": 50, "capaian": 50}
FAR, SPRING = "36.72", "36.04"
JUMPS = {
    "kode_wilayah": pl.String, "periode": pl.String, "metrik": pl.String, "varian": pl.String, "pembilang": pl.Float64,
    "penyebut": pl.Float64, "nilai": pl.Float64, "rerata": pl.Float64, "rerata_pembilang": pl.Float64,
    "rerata_penyebut": pl.Float64, "triwulan": pl.Int64, "periode_sebelum": pl.String, "nilai_sebelum": pl.Float64,
    "nilai_setahun": pl.Float64,
}  # fmt: skip
ANSWERS = {
    "temuan": {
        "How much is not known?": (
            "Baru 18 dari 27 pemda disetujui untuk TW IV 2024", "Only 18 of 27 governments are approved for TW IV 2024"),
        "Which rule is broken most, and by how many?": ("△ Target nol", "△ Target is zero"),
        "Of how many rows, and is that better?": (
            "44 / 18.000 baris ▼ 0,6 dari TW III 2024", "44 / 18,000 rows ▼ 0.6 from TW III 2024"),
        "Which sheets are empty?": ("Lembar tanpa isi 70,6% 216 / 306", "Sheets without data 70.6% 216 / 306"),
        "How often are data revised?": ("Laju revisi 1,8% 1 versi / 56", "Revision rate 1.8% 1 version / 56"),
        "Which figures jumped?": ("Lompatan 1 1 / 2 · 1 pemda", "Jumps 1 1 / 2 · 1 gov."),
        "Which contradict each other?": (
            "Angka bertentangan 2 2 / 10 capaian · 0 kebutuhan", "Contradicting figures 2 2 / 10 attainments · 0 needs"),
        "Where is the rule broken?": ("Indikator kinerja 36", "Performance indicators 36"),
        "How many have approved?": ("18 dari 27 pemda disetujui", "18 of 27 governments approved"),
    },
    "isian": {
        "How many cells of which sheet are empty, where?": (
            "Unit organisasi Kota Cilegon 36.72 400 300 25,0 0 1", "Units of organisation Kota Cilegon 36.72 400 300 25.0 0 1"),
    },
    "revisi": {"Who revised?": ("1 pemda pernah merevisi", "1 government with quarters revised")},
    "lompatan": {
        "How far, from what, and which term moved?": (
            "Kota Cilegon 36.72 Capaian kinerja 80,0 12 75,0 30,0 −62,5 pembilang",
            "Kota Cilegon 36.72 Target attainment 80.0 12 75.0 30.0 −62.5 numerator"),
        "What is only the season?": ("1 nilai lain menyimpang juga", "1 other value is off too"),
    },
    "bertentangan": {
        "Printed against computed?": ("Imunisasi dasar 30,0 90,0 60,0", "Imunisasi dasar 30.0 90.0 60.0"),
        "In which government?": ("Kota Cilegon 2 10 0 30,0", "Kota Cilegon 2 10 0 30.0"),
    },
}  # fmt: skip


class QualityNation(NationRead):
    """The fake nation with what is counted of its quality. clean: nothing was found."""

    clean = False

    def _codes(self, who: Principal, periode: str) -> list[str]:
        return [] if self.empty else [code for code in approved(periode) if who.scope.covers(code)]

    def quality_findings(self, lake: object, who: Principal, periode: str) -> pl.DataFrame:
        rows = []
        for code in [] if self.clean else self._codes(who, periode):
            rows.append((code, periode, "target_nol", "peringatan", "indikator", 2 if periode == NOW else 3))
            if code.startswith("36") and periode == NOW:
                rows.append((code, periode, "jabatan.nomenklatur", "peringatan", "jabatan", 1))
        names = ("kode_wilayah", "periode", "aturan", "tingkat", "dataset")
        return pl.DataFrame(rows, dict.fromkeys(names, pl.String) | {"jumlah": pl.Int64}, orient="row")

    def quality_rows(self, lake: object, who: Principal, periode: str) -> pl.DataFrame:
        rows = [(c, periode, f"{c}_{periode}_1", d, SHEETS.get(d, 0)) for c in self._codes(who, periode) for d in contracts()]
        names = ("kode_wilayah", "periode", "kiriman_id", "dataset")
        return pl.DataFrame(rows, dict.fromkeys(names, pl.String) | {"baris": pl.Int64}, orient="row")

    def quality_filled(self, lake: object, who: Principal, periode: str) -> pl.DataFrame:
        rows = [
            (c, periode, d, n, 4 * n, 3 * n if c == FAR else 4 * n) for c in self._codes(who, periode) for d, n in SHEETS.items()
        ]
        names = ("kode_wilayah", "periode", "dataset")
        return pl.DataFrame(
            rows, dict.fromkeys(names, pl.String) | dict.fromkeys(("baris", "sel", "terisi"), pl.Int64), orient="row"
        )

    def quality_versions(self, lake: object, who: Principal, periode: str | None = None) -> pl.DataFrame:
        rows = [(c, p, 2 if (c, p) == (FAR, BEFORE) else 1, 0) for p in PERIODS for c in self._codes(who, p)]
        schema = {"kode_wilayah": pl.String, "periode": pl.String, "versi_disetujui": pl.Int64, "dihitung_ulang": pl.Int64}
        return pl.DataFrame(rows, schema, orient="row")

    def quality_jumps(self, lake: object, who: Principal, periode: str) -> pl.DataFrame:
        rows = [
            (FAR, periode, "capaian_kinerja", "rerata_indikator", 300.0, 10.0, 30.0, 80.0, 800.0, 10.0, 12, BEFORE, 75.0, 82.0),
            (SPRING, periode, "serapan_anggaran", None, 20.0, 100.0, 20.0, 55.0, 55.0, 100.0, 12, BEFORE, 95.0, 19.0),
        ]
        return pl.DataFrame([r for r in rows if r[0] in self._codes(who, periode)], JUMPS, orient="row")

    def quality_differences(self, lake: object, who: Principal, periode: str) -> pl.DataFrame:
        rows: list[dict[str, Any]] = [
            {"kode_wilayah": FAR, "periode": periode, "dilaporkan": 10, "beda": 2, "kode_indikator": "I1",
             "nama_indikator": "Imunisasi dasar", "capaian_dilaporkan": 90.0, "capaian": 60.0, "selisih": 30.0},
        ]  # fmt: skip
        schema = {"kode_wilayah": pl.String, "periode": pl.String, "dilaporkan": pl.Int64, "beda": pl.Int64,
                  "kode_indikator": pl.String, "nama_indikator": pl.String, "capaian_dilaporkan": pl.Float64,
                  "capaian": pl.Float64, "selisih": pl.Float64}  # fmt: skip
        return pl.DataFrame([] if self.clean else [r for r in rows if r["kode_wilayah"] in self._codes(who, periode)], schema)


@pytest.fixture
def lake(fake_lake: object, monkeypatch: pytest.MonkeyPatch) -> QualityNation:
    read = QualityNation()
    monkeypatch.setattr(data, "read_module", lambda: read)
    return read


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", ANSWERS)
def test_the_page_answers_its_questions(part: str, lang: str, lake: QualityNation) -> None:
    said = text_of(open_page("mutu_nasional", lang=lang, isi_mutu_nasional=text(f"mutu_nasional.isi.{part}", lang)).run())
    place = LANGUAGES.index(lang)
    missing = {question: answer[place] for question, answer in ANSWERS[part].items() if answer[place] not in said}
    assert not missing, said
    assert all(text(f"halaman.pertanyaan.mutu_nasional.{n}", lang) in said for n in range(1, 6))
    assert text("terbuka.panel", lang) in said


def test_that_nothing_was_found_is_said(lake: QualityNation) -> None:
    lake.clean = True
    said = text_of(open_page("mutu_nasional", provinsi="Banten").run())
    assert "Tidak ada temuan dalam 8.000 baris TW IV 2024." in said
    assert text("mutu_nasional.kosong.temuan").format(periode="TW IV 2024") in said


def test_where_nobody_is_approved_the_page_says_what_to_do(lake: QualityNation) -> None:
    said = text_of(open_page("mutu_nasional", provinsi="Aceh").run())
    assert "Belum ada pemda Aceh yang disetujui untuk TW IV 2024" in said


def test_a_province_sees_its_own_governments(lake: QualityNation) -> None:
    test = open_page("mutu_nasional")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PROVINSI.value, "36.72"
    said = text_of(test.run())
    assert "3,0 temuan per 1.000 baris; 67% dari satu aturan: “Target nol”, di 8 pemda." in said
    assert "Kota Cilegon" in said
    assert "Bali" not in said
    assert "Jembrana" not in said


def test_the_leader_of_one_government_is_not_let_in(lake: QualityNation) -> None:
    test = open_page("mutu_nasional")
    test.session_state[auth.ROLE_KEY], test.session_state[auth.SCOPE_KEY] = Role.PIMPINAN.value, "36.72"
    said = text_of(test.run())
    assert "temuan per 1.000" not in said


def jump(**changes: Any) -> pl.DataFrame:
    row = {"kode_wilayah": FAR, "periode": NOW, "metrik": "m", "varian": None, "pembilang": 10.0, "penyebut": 100.0,
           "nilai": 10.0,
           "rerata": 20.0, "rerata_pembilang": 20.0, "rerata_penyebut": 100.0, "triwulan": 12, "periode_sebelum": BEFORE,
           "nilai_sebelum": 20.0, "nilai_setahun": None}  # fmt: skip
    return model.jumps(pl.DataFrame([row | changes], JUMPS))


@pytest.mark.parametrize(
    ("changes", "lompat", "musiman"),
    [
        ({"nilai": 10.0}, False, False),  # exactly half of the mean is still within
        ({"nilai": 9.9}, True, False),
        ({"nilai": 30.1}, True, False),
        ({"nilai": 9.9, "nilai_setahun": 8.0}, False, True),
        ({"nilai": 9.9, "nilai_setahun": 30.0}, True, False),
        ({"nilai": 9.9, "nilai_setahun": 0.0}, True, False),
        ({"nilai": 31.0, "rerata": -20.0}, True, False),
    ],
)
def test_a_jump_is_more_than_half_of_the_mean_and_not_the_season(changes: dict[str, Any], lompat: bool, musiman: bool) -> None:
    assert jump(**changes).select("lompat", "musiman").rows() == [(lompat, musiman)]


def test_a_mean_of_nought_or_of_less_than_a_year_is_compared_with_nothing() -> None:
    assert jump(rerata=0.0).is_empty()
    assert jump(nilai=1.0, triwulan=3).is_empty()
    assert jump(nilai=1.0, triwulan=4)["lompat"].to_list() == [True]


def test_the_term_further_from_its_mean_moved() -> None:
    assert jump(pembilang=20.0, penyebut=50.0)["sebab"].to_list() == ["penyebut"]
    assert jump(pembilang=None, penyebut=None)["sebab"].to_list() == [None]


def test_rates_of_the_rules_add_up_to_the_rate_of_all() -> None:
    read, who = QualityNation(), Principal("p", Role.KEMENDAGRI, auth.local_nation().scope)
    findings, rows = read.quality_findings(None, who, NOW), read.quality_rows(None, who, NOW)
    assert model.rates(findings, rows, ["aturan"])["per_seribu"].sum() == pytest.approx(model.overall(findings, rows)[2])
    every = pl.DataFrame([(c, c[:2], c[:2]) for c in approved(NOW)], ["kode_wilayah", "tempat", "nama"], orient="row")
    placed = {
        (r["aturan"], r["tempat"]): r["per_seribu"] for r in model.rates(findings, rows, ["aturan", "tempat"], every).to_dicts()
    }
    assert placed["target_nol", "51"] == 2.0
    assert ("jabatan.nomenklatur", "51") not in placed
    quiet = model.rates(findings.filter(pl.col("aturan") == "jabatan.nomenklatur"), rows, ["tempat"], every)
    assert dict(quiet.select("tempat", "jumlah").iter_rows()) == {"36": 8, "51": 0, "95": 0}


def test_a_cell_that_nobody_sent_is_dotted_and_a_click_names_its_row() -> None:
    cells = [Cell("4,2", 0.5, "x"), Cell("–", None, "y")]
    figure = json.loads(place_grid([Row("target_nol", "Target nol", cells, "4,2", "△")], ["Banten", "Bali"], "terang").to_json())
    assert [point[0] for point in figure["data"][0]["customdata"]] == ["target_nol", "target_nol"]
    assert len(figure["layout"]["shapes"]) == 1
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert {"Banten", "Bali", "△ Target nol", "4,2", "–"} <= set(said)


def test_the_open_data_leave_through_the_button_that_records_them(lake: QualityNation, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Any] = {}
    deeds: list[tuple[Any, ...]] = []
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr("streamlit.download_button", lambda label, data, *_, key, **__: offered.update({key: data}))
    monkeypatch.setattr(actions, "audit", lambda who, deed, objek, **told: deeds.append((deed, objek, told["baris"])))
    monkeypatch.setattr(terbuka, "archive", lambda lake, who, *told: asked.append((who.scope.pattern, *told)) or (b"zip", 8))
    monkeypatch.setattr(data, "reader", lambda: None)
    assert not open_page("mutu_nasional", provinsi="Banten").run().exception
    assert (deeds, asked) == ([], [])
    assert offered["terbuka_unduh"]() == b"zip"
    assert asked == [("*", "mutu", NOW, "36.*", "id")]
    assert deeds == [("ekspor", "terbuka/mutu", 8)]
